"""A text box that saves itself; story, cast and keyframes are written in it. Drawn inside them, so it has no place of its own."""
