"""Language: English read by a parser, words inflected, and which language a text is in. Loaded when first used."""
