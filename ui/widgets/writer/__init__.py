"""Who writes the story, and a person's own shots: one line under the sentence, the rest behind it."""
