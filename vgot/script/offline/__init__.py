"""The offline writer: the deeds of a sentence become shots, beats fill between them; no language model."""
