"""The small models that come with the program: one family with its own codec, words, camera and face detailer."""
