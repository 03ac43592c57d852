"""Many visitors on one server: a Hugging Face Space.

quotas    what a visitor may use
visitors  everybody sees their own projects only
zerogpu   one shot a GPU call
"""
