"""Files of models as people have them: what one is, told from its header alone.

headers   the names, shapes and types in a safetensors or GGUF file; damaged and dangerous files named
identify  which model such a header belongs to
layouts   the table that identify goes by (assets/models/layouts.yaml)
"""
