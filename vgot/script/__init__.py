"""Writing: the offline outline, language models and Algorithm 1, validation, steering, screenplays and shot lists."""
