"""The writer without a language model: reads a sentence, chooses beats, words them."""
