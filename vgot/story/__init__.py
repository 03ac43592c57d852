"""What a person edits: the story, as pure values.

model    Story, Character, Stage, Place, Shot, Domains, Boundary; the versioned schema of story.json
edits    pure edits: set a field by its path, insert, move, delete
camera   the camera of a shot as a value, and said in words; camera_words hears it in words
merge    two edits of one story brought together
prompts  story parts -> prompt text
"""
