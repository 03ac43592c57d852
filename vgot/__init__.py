"""VGoT Studio: from one sentence to a multi-shot film that a person can steer (VideoGen-of-Thought, arXiv 2412.02259).

The packages in import order; each imports only from lines above its own (tests/house/test_architecture.py enforces it):

    errors      typed errors; every message says what to do
    failures    which kind of failure any library's error is, and how a process died
    units       sizes, rates, times, slugs
    resources   where the files lie that ship with the program
    foreign     files of other programs, and what to do there
    environment  every environment variable that the program reads
    host        the cores and the memory that this program may use
    processes   signs of life: which process is which, what moves in it, how long somebody is silent
    tasks       work in the background
    transition  the mathematics of a boundary
    story       what a person edits: Story, Character, Stage, Place, Shot, Domains, Boundary
    graph       what there is to make, and why it is stale: nodes, plan, recipe keys, takes
    presets     which models make a film, under which licences
    settings    the environment, folders, the preset in force
    media       encoding and decoding; uploads
    sound       when lines are spoken, how tracks are mixed
    titles      words in pictures: cards, captions, framing
    faces       faces in pictures
    language    English read by a parser; which language a text is in
    script      writing: the outline, language models, screenplays
    models      protocols (base), registry, one file per family
    animatic    the drawn world: story -> scene -> frames, no weights
    store       one SQLite file + SHA-256 blobs per project
    render      from a plan to takes: queue, workers, one function per kind of node
    evaluate    metrics, continuity
    handoff     editors' formats, paper, subtitles, and the edited cut back in
    machine     this machine: what it has, models fetched, licences agreed to
    project     one film and all that can be done to it; studio: the facade that the command line, the app and the tests use
    space       many visitors on one server
    cli         python -m vgot
"""

__version__ = "0.1.0"
