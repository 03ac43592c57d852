"""The drawn world: a story seen as moving drawings within seconds, without weights; the draft of every film."""
