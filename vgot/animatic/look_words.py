"""Words of looks that the lexicon gives, as the styles that are drawn: hair, hats, garments, patterns."""

from __future__ import annotations

import re

#: colours that words may give an animal and that it is drawn in anyway, each in its place
NATURAL = {
    "panda": {"charcoal", "black", "white"}, "zebra": {"charcoal", "black", "white"}, "badger": {"charcoal", "black", "white", "grey"},
    "raccoon": {"grey", "charcoal", "black"}, "crow": {"charcoal", "black", "dark grey", "navy", "blue"}, "penguin": {"charcoal", "black", "white"},
    "polar_bear": {"white", "ivory", "cream"}, "hedgehog": {"brown", "light brown"}, "gull": {"white", "grey", "light grey", "silver"},
    "eagle": {"brown", "white", "dark brown"}, "pigeon": {"grey", "green", "light grey"}, "swallow": {"blue", "dark blue"}, "bee": {"gold", "tan", "yellow",
    "charcoal", "black", "mustard"}, "tiger": {"orange", "charcoal", "black"}, "giraffe": {"yellow", "tan", "brown", "mustard"}, "goat": {"white"},
    "robin": {"brown", "rust", "orange"}, "swan": {"white", "ivory"}, "dove": {"white"}, "cow": {"charcoal", "black", "white"}, "koala": {"grey"},
    "camel": {"tan", "beige", "light brown", "rust"}, "hawk": {"brown"}, "sparrow": {"brown"}, "ladybug": {"red", "charcoal", "black"}, "spider": {"charcoal"},
    "squirrel": {"rust"}, "seal": {"grey"}, "fox": {"orange", "white"}, "shark": {"grey"}, "elephant": {"grey"}, "rhino": {"grey"}, "firefly": {"yellow"},
}  # fmt: skip


#: animals whose second colour in words is that of a bridle, a horn or stripes
ONE_COLOUR = {"tiger", "camel", "unicorn", "zebra", "leopard", "giraffe", "goat", "crab"}


SHORT_HAIR = re.compile(r"short(?:ish)?,? (?:\w+ ){0,2}?(?:wav|straight|hair)")


#: cuts that the reading leaves open
CUTS = (
    ("parted", "sidepart"),
    ("side-swept", "quiff"),
    ("side swept", "quiff"),
    ("slicked", "slick"),
    ("tousled", "messy"),
    ("cropped", "crop"),
)


BRIMS = {
    "cowboy": ("cowboy", "stetson", "ranger"),
    "chef": ("tall white hat", "chef", "toque"),
    "straw": ("straw", "farmer", "sombrero"),
    "sunhat": ("sun hat", "sunhat", "wide-brimmed", "wide brimmed", "broad"),
}


PATTERN_WORDS = {"striped": "stripes", "floral": "dots", "checked": "check", "starry": "star"}


PATTERNED = ("shirt", "tshirt", "sweater", "dress", "hoodie", "blouse", "pyjamas", "cardigan", "onesie")


NECK_WORDS = {
    "scarf": ("scarf", "shawl"),
    "bowtie": ("bow tie", "bowtie"),
    "tie": (" tie", "necktie"),
    "necklace": ("necklace", "pearls", "locket", "pendant"),
}


HAIR_WORDS = {
    "straight": "long",
    "shoulder": "bob",
    "braids": "braid",
    "plait": "braid",
    "plaits": "braid",
    "pony": "ponytail",
    "buzz": "crop",
    "shaved": "crop",
    "cropped": "crop",
    "shaggy": "messy",
    "tousled": "messy",
    "waves": "wavy",
    "curls": "curly",
    "ringlets": "curly",
    "chignon": "updo",
    "locs": "dreadlocks",
    "dreads": "dreadlocks",
    "thinning": "balding",
    "receding": "balding",
    "slicked": "slick",
    "parted": "sidepart",
    "neat": "sidepart",
    "bangs": "fringe",
    "punk": "mohawk",
}


HAT_WORDS = {
    "hat": "fedora",
    "bowler": "fedora",
    "panama": "fedora",
    "trilby": "fedora",
    "bonnet": "sunhat",
    "wide-brimmed": "sunhat",
    "top hat": "tophat",
    "top_hat": "tophat",
    "hard hat": "hardhat",
    "hard_hat": "hardhat",
    "tiara": "crown",
    "hood": "headscarf",
    "hijab": "headscarf",
    "veil": "headscarf",
    "bandana": "headscarf",
    "shawl": "headscarf",
    "woolly": "beanie",
    "knit": "beanie",
    "sailor": "beret",
    "captain": "police",
    "baseball": "cap",
    "flat cap": "beret",
    "flat_cap": "beret",
    "flatcap": "beret",
    "peaked": "police",
    "witch": "wizard",
    "pirate": "tophat",
    "headband": "bow",
    "pointed": "wizard",
    "nurse": "chef",
    "ribbon": "bow",
    "wreath": "flowers",
    "mortarboard": "police",
    "graduation": "police",
    "toque": "chef",
    "astronaut": "helmet",
    "chef hat": "chef",
    "straw hat": "straw",
    "sun hat": "sunhat",
    "cowboy hat": "cowboy",
    "wizard hat": "wizard",
}


GARMENT_WORDS = {
    "t-shirt": "tshirt",
    "tee": "tshirt",
    "jumper": "sweater",
    "pullover": "sweater",
    "jersey": "tshirt",
    "lab coat": "labcoat",
    "lab_coat": "labcoat",
    "trench": "coat",
    "braces": "shirt",
    "raincoat": "coat",
    "parka": "coat",
    "tuxedo": "suit",
    "wedding": "gown",
    "nightgown": "pyjamas",
    "pajamas": "pyjamas",
    "pyjama": "pyjamas",
    "skirt": "dress",
    "sundress": "dress",
    "dungarees": "overalls",
    "scrubs": "uniform",
    "armor": "armour",
    "space suit": "spacesuit",
    "space_suit": "spacesuit",
    "cape": "cloak",
    "tunic": "robe",
    "waistcoat": "vest",
    "blazer": "jacket",
    "leather": "jacket",
    "poncho": "cloak",
    "toga": "robe",
    "habit": "robe",
    "cassock": "robe",
    "sari": "kimono",
    "wrap": "kimono",
    "hospital": "pyjamas",
}


FINER = {
    "cardigan": "cardigan",
    "waistcoat": "vest",
    "lab coat": "labcoat",
    "white coat": "labcoat",
    "kimono": "kimono",
    "wedding dress": "gown",
    "wedding gown": "gown",
    "ball gown": "gown",
    "cloak": "cloak",
    "t-shirt": "tshirt",
    "blouse": "blouse",
    "spacesuit": "spacesuit",
    "space suit": "spacesuit",
    "vest": "vest",
    "overalls": "overalls",
    "hoodie": "hoodie",
    "scrubs": "uniform",
}
