"""VGoT Studio: from one sentence to a multi-shot film that a person can steer (VideoGen-of-Thought, arXiv 2412.02259).

The modules in import order; a module imports only from lines above its own (tests/test_house.py enforces it):

    errors      typed errors; every message says what to do
    units       sizes, rates, times, slugs
    story       Story, Character, Stage, Place, Shot, Domains, Boundary: what a person edits
    edits       pure edits of a story: set a field by its path, insert, move, delete
    settings    presets from configs/*.yaml, environment, folders
    prompts     story parts -> prompt text
    keys        recipe keys: SHA-256 of canonical JSON
    takes       Take, Shelf: what was made, chosen, pinned; shapes: how large, how fast and how long a take is
    nodes       the nodes of a film: what there is to make
    plan        their recipes, states and reasons; painting: a shot painted over its drawing
    transition  the mathematics of a boundary
    script      writing: offline outline, language models, validation
    models      protocols (base), registry, one file per family
    animatic    the drawn world: story -> scene -> frames, no weights
    media       encoding and decoding
    disk        every write that must survive a crash, and who may read it; tests put other disks underneath
    vitals      signs of life: which process is which, what moves in it, how long somebody is silent
    blobs       bytes by their SHA-256; salvage: what a damaged database still holds; database: SQLite, and what lies under its name
    store       one SQLite file + SHA-256 blobs per project
    context     what a step may touch; fitting: a kept clip of another size, rate or length where it is used
    evaluate    metrics, faces, continuity: what was shot against what was written
    steps       one function per kind of node
    jobs        the durable queue; worker: makes nodes; executors, ray_executor, spaces: who runs workers
    snapshot    a project at one moment: what everything that answers one question reads
    build       walks a plan
    consents    licences that a person agreed to; fetching: models downloaded in a process of its own
    archive     a project as one file; trash: films that were deleted, and what ended programs left; upkeep: verify, mend, clean up; report: what can be sent to somebody who helps; room:
                what a render would take of this machine
    writers     who writes: which language model; writing: a project's story, shot by shot; rewriting: proposals
    handoff     editors' formats, PDF, subtitles
    project     one film: reading and making; editing, choosing, taking, scripting: its other verbs
    studio      the facade that the command line, the app and the tests use
    quotas      what a visitor of a Space may use; owners: everybody sees their own projects only
    cli         python -m vgot
"""

__version__ = "0.1.0"
