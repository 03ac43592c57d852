"""The studio in a browser: Gradio holds the page, the widgets draw it, the facade `vgot.project.studio` does the work.

main        the page
verbs       what a page may ask: one table, one file a tab
requests    what a page may send: the kinds of value that requests are made of
view        what a page shows: a project as plain JSON
shapes      the types of what a page is told
types       makes the types of the page's script from both
widgets     one folder each: .py, .js (modules), .css; page.js is where the script begins
routes      media, fonts, the page's own script and style
combined    the page's modules as one
access      who may send something here, and how much; hosts: by which names
visitors    who asks, where many people share a server
example     the film that plays when the studio opens
endpoints   the named API for programs
"""
