"""How large the characters that are no people stand beside people, in units, and where a rider sits."""

from __future__ import annotations

#: how high each stands
HEIGHTS: dict[str, float] = {
    "cat": 30.0, "dog": 36.0, "horse": 88.0, "robot": 84.0, "bear": 66.0, "mouse": 13.0, "rabbit": 25.0, "fish": 24.0, "elephant": 92.0, "mammoth": 100.0,
    "lion": 58.0, "wolf": 50.0, "fox": 33.0, "cow": 65.0, "pig": 36.0, "sheep": 40.0, "deer": 70.0, "dragon": 104.0, "ghost": 56.0,
    "snowman": 70.0, "tree": 96.0, "duck": 21.0, "chicken": 22.0, "frog": 13.0, "turtle": 19.0, "butterfly": 17.0, "whale": 72.0, "owl": 30.0,
    "penguin": 34.0, "monkey": 40.0, "octopus": 40.0,
    "bird": 18.0, "sparrow": 15.0, "robin": 15.0, "swallow": 15.0, "pigeon": 19.0, "dove": 19.0, "crow": 23.0, "gull": 24.0, "parrot": 24.0,
    "eagle": 34.0, "hawk": 28.0, "swan": 40.0, "goose": 30.0, "flamingo": 52.0, "bat": 20.0,
    "tiger": 54.0, "leopard": 48.0, "panther": 48.0, "polar_bear": 66.0, "panda": 58.0, "koala": 30.0, "camel": 92.0, "donkey": 62.0,
    "zebra": 76.0, "unicorn": 96.0, "goat": 44.0, "giraffe": 136.0, "rhino": 66.0, "hippo": 58.0, "squirrel": 20.0, "hedgehog": 14.0,
    "otter": 22.0, "badger": 26.0, "raccoon": 28.0, "kangaroo": 68.0, "crocodile": 26.0, "snake": 26.0, "dinosaur": 112.0,
    "dolphin": 38.0, "shark": 46.0, "seal": 38.0, "jellyfish": 34.0, "crab": 18.0,
    "bee": 17.0, "ladybug": 11.0, "firefly": 17.0, "spider": 13.0, "ant": 11.0, "snail": 14.0,
}  # fmt: skip

#: how high `props` draws each at scale 1
DRAWN: dict[str, float] = {
    "cat": 41.0, "dog": 42.0, "horse": 84.0, "bear": 57.0, "mouse": 19.0, "rabbit": 40.0, "fish": 34.0, "elephant": 70.0, "mammoth": 80.0, "lion": 58.0,
    "wolf": 54.0, "fox": 40.0, "cow": 65.0, "pig": 41.0, "sheep": 40.0, "deer": 73.0, "dragon": 86.0, "snowman": 83.0, "tree": 96.0, "duck": 29.0,
    "chicken": 31.0, "frog": 17.0, "turtle": 24.0, "butterfly": 22.0, "whale": 55.0, "owl": 48.0, "penguin": 38.0, "monkey": 42.0, "octopus": 45.0,
    "bird": 24.0, "sparrow": 20.0, "robin": 21.0, "swallow": 21.0, "pigeon": 24.0, "dove": 24.0, "crow": 28.0, "gull": 27.0, "parrot": 28.0,
    "eagle": 32.0, "hawk": 27.0, "swan": 44.0, "goose": 38.0, "flamingo": 56.0, "bat": 32.0,
    "tiger": 51.0, "leopard": 48.0, "panther": 48.0, "polar_bear": 57.0, "panda": 54.0, "koala": 43.0, "camel": 84.0, "donkey": 70.0,
    "zebra": 78.0, "unicorn": 92.0, "goat": 50.0, "giraffe": 129.0, "rhino": 52.0, "hippo": 49.0, "squirrel": 32.0, "hedgehog": 20.0,
    "otter": 26.0, "badger": 24.0, "raccoon": 36.0, "kangaroo": 70.0, "crocodile": 22.0, "snake": 42.0, "dinosaur": 89.0,
    "dolphin": 36.0, "shark": 40.0, "seal": 36.0, "jellyfish": 44.0, "crab": 25.0,
    "bee": 26.0, "ladybug": 13.0, "firefly": 25.0, "spider": 18.0, "ant": 15.0, "snail": 23.0,
}  # fmt: skip

#: how long the large ones are from end to end beside people
LENGTHS: dict[str, float] = {
    "horse": 86.0, "bear": 79.0, "elephant": 130.0, "mammoth": 138.0, "lion": 67.0, "wolf": 66.0, "cow": 76.0, "deer": 50.0, "dragon": 140.0, "whale": 150.0, "pig": 50.0,
    "tiger": 75.0, "leopard": 64.0, "panther": 64.0, "polar_bear": 79.0, "panda": 64.0, "camel": 92.0, "donkey": 56.0, "zebra": 72.0, "unicorn": 86.0,
    "giraffe": 78.0, "rhino": 110.0, "hippo": 104.0, "kangaroo": 62.0, "crocodile": 120.0, "dinosaur": 132.0, "dolphin": 74.0, "shark": 82.0, "swan": 44.0,
    "sheep": 48.0, "goat": 42.0, "fox": 50.0, "dog": 44.0, "seal": 57.0, "eagle": 46.0,
}  # fmt: skip

#: four-legged: the head is before the feet, not over them
HEAD_FIRST = frozenset(
    "dog cat fox wolf bear lion rabbit mouse cow pig sheep horse deer elephant mammoth tiger leopard panther polar_bear panda camel donkey zebra unicorn goat "
    "rhino hippo squirrel hedgehog otter badger raccoon crocodile dolphin shark whale".split()
)

#: what can be ridden -> the rider's seat, x and height, at the size it is drawn in
SADDLES: dict[str, tuple[float, float]] = {
    "horse": (-3.0, 56.0), "unicorn": (-3.0, 56.0), "camel": (-14.0, 66.0), "donkey": (-3.0, 42.0), "zebra": (-3.0, 51.0), "elephant": (-4.0, 67.0), "mammoth": (-4.0, 70.0),
    "dragon": (2.0, 43.0), "whale": (-2.0, 39.0), "dolphin": (-2.0, 27.0), "deer": (-2.0, 42.0), "bear": (-4.0, 46.0), "polar_bear": (-4.0, 46.0),
    "lion": (-4.0, 41.0), "tiger": (-4.0, 39.0), "wolf": (-3.0, 36.0), "turtle": (-1.0, 23.0), "cow": (-4.0, 49.0), "giraffe": (-6.0, 61.0),
    "dinosaur": (-14.0, 44.0), "eagle": (-2.0, 14.0), "swan": (-6.0, 20.0),
    "bicycle": (-8.0, 37.0), "boat": (-4.0, 9.0), "sled": (-4.0, 16.0), "skateboard": (0.0, 9.0), "broom": (-4.0, 30.0), "car": (-8.0, 27.0),
}  # fmt: skip
