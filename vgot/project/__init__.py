"""One film and all that can be done to it, and the studio that holds films.

project          one film, put together of the parts below
making           builds of it
story_edits      edits of its story
own_takes        files of a person: photographs, drawings, films of a shot
take_choices     its takes: regenerate, choose, pin, approve, upload
approval         what a person decides about nodes beside the story
paintings        paint over a drawing, take it, go back
method           tokens, reset and bridge shown on two shots
continuity       what was found in the film, and its fixes
script           locks, rewrites, checks of its script
wishing          wishes in words, and looks that carry
writing_session  a language model writes it, shot by shot
rewrite_session  proposals for a shot
writer_choice    which language model writes; writer_paces: how long a shot takes it
storage          verify, mend, clean up
studio           the facade that the command line, the page and the tests use
"""
