"""The studio in a browser: Gradio holds the page, the widgets draw it, the facade `vgot.project.studio` does the work.

fields      what a page may send: validated field by field
desk        what a page shows: a project as plain JSON
verbs       what a page may ask
door        who may send something here, and how much
visitors    who asks, where many people share a server
served      media, fonts, the page's own script and style
example     the film that plays when the studio opens
widgets     one folder each: .py, .js, .css
endpoints   the named API for programs
main        the page
"""
