"""How much room each thing and animal takes as `props` draws it at scale 1: left, top, right and bottom from its foot, in units.

Measured on the drawings themselves; a test measures them again."""

from __future__ import annotations

from vgot.animatic.props.table import rows

Box = tuple[int, int, int, int]

BOXES: dict[str, Box] = {
    "table": (-30, -33, 30, 0), "chair": (-11, -42, 12, 0), "armchair": (-25, -46, 25, 0), "sofa": (-46, -40, 46, 0),
    "bench": (-31, -34, 31, 0), "bed": (-50, -44, 50, 0), "cradle": (-24, -46, 22, 2),
    "bookshelf": (-22, -76, 22, 0), "stove": (-17, -67, 17, 0), "tree": (-41, -96, 41, 0),
    "christmas_tree": (-27, -89, 27, 0), "snowman": (-29, -83, 29, 1), "tent": (-50, -58, 50, 0),
    "campfire": (-19, -39, 20, 5), "fireplace": (-37, -67, 37, 4), "gravestone": (-17, -40, 17, 1),
    "cross": (-13, -46, 13, 0), "statue": (-18, -74, 18, 0), "fountain": (-33, -48, 33, 1),
    "mailbox": (-10, -50, 10, 0), "signpost": (-20, -56, 23, 0), "well": (-24, -64, 24, 0),
    "swing": (-37, -64, 37, 2), "streetlamp": (-7, -91, 7, 0), "ladder": (-11, -85, 11, 1),
    "piano": (-40, -60, 40, 0), "easel": (-24, -73, 24, 1), "scarecrow": (-26, -77, 26, 0), "car": (-54, -46, 54, 1),
    "bus": (-80, -68, 80, 1), "bicycle": (-31, -40, 31, 0), "boat": (-36, -66, 36, 3), "rowboat": (-52, -22, 52, 6),
    "train": (-66, -98, 70, 0), "plane": (-50, -29, 45, 10), "rocket": (-23, -98, 23, 8), "ufo": (-35, -40, 37, 11),
    "sled": (-27, -16, 30, -1), "tractor": (-38, -64, 41, 0), "cart": (-28, -39, 45, 1),
    "wheelchair": (-19, -50, 25, 1), "telescope": (-22, -51, 26, 1), "lantern": (-7, -29, 7, 0),
    "umbrella": (-25, -59, 25, 2), "suitcase": (-16, -27, 16, 0), "guitar": (-8, -58, 19, 0),
    "drum": (-15, -31, 15, 2), "painting": (-19, -36, 19, 1), "sword": (-5, -52, 10, -1),
    "shield": (-14, -36, 14, 0), "treasure_chest": (-20, -43, 20, 0), "robot": (-18, -55, 18, 0),
    "gift": (-15, -29, 15, 0), "flag": (-2, -69, 40, 1), "toy": (-13, -22, 21, 0), "teddy_bear": (-12, -31, 12, 0),
    "basket": (-15, -27, 15, 0), "pumpkin": (-16, -26, 16, 0), "mirror": (-15, -67, 15, 1),
    "television": (-20, -46, 20, 1), "bucket": (-11, -27, 11, 0), "shovel": (-5, -57, 12, 2),
    "axe": (-1, -54, 19, 0), "broom": (-9, -54, 9, 1), "fishing_rod": (-15, -59, 24, 1),
    "microphone": (-9, -62, 9, 1), "balloon": (-10, -64, 10, 0), "balloons": (-21, -79, 21, 0),
    "cage": (-15, -46, 15, 1), "hot_air_balloon": (-33, -98, 33, -1), "ball": (-8, -16, 8, 0),
    "kite": (-22, -85, 14, 0), "flower": (-12, -52, 12, 0), "wand": (-7, -46, 14, 1),
    "skateboard": (-26, -14, 26, 0), "sandcastle": (-20, -33, 21, 0), "bottle": (-6, -39, 14, -1),
    "book": (-13, -13, 13, 0), "desk_stack": (-13, -20, 13, 0), "letter": (-12, -17, 12, 0),
    "phone": (-6, -19, 7, 0), "laptop": (-15, -20, 15, 0), "camera": (-11, -17, 11, 0),
    "microscope": (-9, -31, 9, 0), "flask": (-10, -27, 10, 0), "newspaper": (-13, -18, 13, 0),
    "map": (-15, -21, 15, 0), "coffee_cup": (-10, -28, 12, 2), "candle": (-6, -25, 6, 1), "lamp": (-11, -31, 11, 1),
    "violin": (-11, -42, 13, -1), "crown": (-15, -20, 15, 0), "diploma": (-15, -14, 15, 3), "ring": (-9, -30, 9, 0),
    "plate": (-15, -19, 15, 2), "glass": (-11, -22, 12, 0), "clock": (-11, -27, 11, 0), "radio": (-14, -30, 16, 0),
    "typewriter": (-15, -24, 15, 0), "key": (-15, -15, 16, 1), "hammer": (0, -24, 27, -1),
    "trophy": (-14, -33, 14, 0), "trumpet": (-20, -20, 21, -1), "bouquet": (-16, -39, 17, -1),
    "cake": (-19, -36, 19, 2), "egg": (-17, -28, 17, 2), "crystal": (-19, -35, 17, 0), "globe": (-14, -33, 14, 1),
    "heart": (-13, -26, 13, -1), "chessboard": (-17, -16, 17, -1), "paper_boat": (-19, -20, 19, -1),
    "leaf": (-18, -12, 10, -1), "feather": (-20, -14, 14, 0), "stone": (-16, -15, 15, 1),
    "mushroom": (-14, -27, 14, 0), "dog": (-25, -43, 28, 1), "cat": (-22, -42, 24, 1), "fox": (-33, -40, 26, 1),
    "wolf": (-38, -55, 34, 1), "bear": (-30, -58, 40, 2), "lion": (-30, -58, 39, 1), "rabbit": (-14, -41, 20, 1),
    "mouse": (-25, -19, 15, 1), "cow": (-35, -65, 43, 1), "pig": (-28, -41, 29, 1), "sheep": (-23, -41, 27, 1),
    "horse": (-35, -84, 50, 1), "deer": (-21, -74, 30, 1), "tiger": (-37, -51, 35, 1), "leopard": (-35, -49, 31, 1),
    "panther": (-35, -49, 31, 1), "polar_bear": (-30, -57, 40, 2), "panda": (-27, -55, 33, 2),
    "koala": (-14, -43, 24, 1), "camel": (-32, -85, 54, 1), "donkey": (-28, -71, 38, 1), "zebra": (-31, -77, 45, 1),
    "unicorn": (-35, -93, 50, 1), "goat": (-19, -51, 28, 1), "giraffe": (-28, -129, 50, 1),
    "rhino": (-38, -51, 55, 2), "hippo": (-33, -49, 55, 2), "squirrel": (-19, -33, 14, 1),
    "hedgehog": (-14, -19, 16, 1), "otter": (-32, -27, 23, 1), "badger": (-18, -25, 25, 1),
    "raccoon": (-27, -36, 21, 1), "elephant": (-41, -70, 62, 2), "mammoth": (-42, -81, 73, 2), "bird": (-17, -19, 16, -3),
    "sparrow": (-14, -16, 13, -2), "robin": (-15, -17, 14, -2), "swallow": (-16, -17, 14, -2),
    "pigeon": (-17, -19, 16, -3), "dove": (-20, -19, 16, -3), "crow": (-20, -22, 22, -3), "gull": (-25, -23, 20, -3),
    "parrot": (-30, -22, 18, -3), "eagle": (-32, -28, 24, -4), "hawk": (-24, -23, 20, -3), "owl": (-14, -48, 14, -1),
    "butterfly": (-7, -23, 10, 3), "fish": (-19, -36, 18, -18), "whale": (-63, -57, 63, 11),
    "dragon": (-73, -83, 52, 4), "duck": (-14, -29, 18, 0), "chicken": (-15, -32, 15, 0),
    "penguin": (-14, -38, 14, 0), "frog": (-14, -17, 12, 1), "turtle": (-21, -24, 28, 1),
    "monkey": (-26, -42, 15, 1), "octopus": (-26, -46, 24, 1), "swan": (-21, -44, 27, -2),
    "goose": (-16, -38, 20, 0), "flamingo": (-15, -57, 21, 0), "dolphin": (-37, -36, 34, -1),
    "shark": (-39, -42, 34, -1), "seal": (-29, -37, 26, 1), "jellyfish": (-14, -46, 14, -1),
    "dinosaur": (-63, -89, 49, 1), "crocodile": (-52, -22, 54, 1), "snake": (-17, -43, 25, 0),
    "bee": (-14, -30, 17, -5), "ladybug": (-9, -13, 11, 0), "firefly": (-10, -26, 10, -4),
    "spider": (-20, -18, 20, 0), "ant": (-14, -15, 15, 0), "snail": (-15, -23, 20, -1), "crab": (-21, -26, 21, 0),
    "bat": (-25, -29, 25, -6), "kangaroo": (-38, -70, 27, 0),
}  # fmt: skip
BOXES |= {name: row.box for name, row in rows().items()}


def box_of(name: str) -> Box:
    """The room of a thing or an animal; a little room where nobody has measured it."""
    return BOXES.get(name, (-12, -24, 12, 0))
