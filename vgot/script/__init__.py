"""Writing: the offline writer and what it reads in a sentence, language models and Algorithm 1, validation, steering,
screenplays and shot lists."""
