"""The command line: `python -m vgot VERB`.

registry  verbs, their arguments, and the project they open
*_verbs   one family of verbs each
main      reads the arguments and calls one
"""
