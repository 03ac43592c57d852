"""The suffixes that films, cuts and papers are written as."""

#: What `hand_off` writes, for the words of errors and help.
SUFFIXES = (
    ".mp4",
    ".mov",
    ".gif",
    ".frames.zip",
    ".otio",
    ".fcpxml",
    ".edl",
    ".pdf",
    ".png",
    ".csv",
    ".press.zip",
    ".review.html",
    ".srt",
    ".vtt",
    ".ass",
)
#: Of these, what an editor opens: with its media.
EDITORS = (".otio", ".fcpxml", ".edl")
#: What `export` writes: the same, and the project, the story and the script.
EVERY_SUFFIX = (*SUFFIXES, ".fountain", ".fdx", ".json", ".vgot.zip")
