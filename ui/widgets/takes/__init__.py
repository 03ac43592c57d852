"""The grid of takes that cast, keyframes and shots share; drawn inside them, so it has no place of its own."""
