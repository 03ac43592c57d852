"""ComfyUI as a service: a person's own workflow, on one server or on several.

graphs      workflows as files: API format, and the editor's, brought to it with what the server says of its nodes
bindings    which input of which node is the prompt, the seed, the size, a picture; guessed, confirmed once, never guessed again
server      one server's routes: what it has, uploads, the queue, progress, results
"""
