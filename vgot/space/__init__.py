"""Many visitors on one server: a Hugging Face Space.

turns     slices of what the machine can do, in fair turns
quotas    what a visitor may use
visitors  everybody sees their own projects only
zerogpu   one shot a GPU call
"""
