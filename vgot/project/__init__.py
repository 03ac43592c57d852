"""One film and all that can be done to it, and the studio that holds films.

project          one film: reading, making, exporting
story_edits      edits of its story
take_choices     regenerate, choose, pin, approve, upload
paintings        paint over a drawing, take it, go back
continuity       what was found in the film, and its fixes
script_edits     locks, rewrites, languages of its script
wishing          wishes in words, and looks that carry
writing_session  a language model writes it, shot by shot
rewrite_session  proposals for a shot
writer_choice    which language model writes
storage          verify, mend, clean up
studio           the facade that the command line, the page and the tests use
"""
