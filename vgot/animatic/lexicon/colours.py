"""Words for colours -> 0xAARRGGBB: cloth and things, skin, hair. Shared by the reader of words and the people drawn."""

from __future__ import annotations

#: colours of clothes and things; the first sixteen are the ones a random choice should draw from
COLOURS: dict[str, int] = {
    "red": 0xFFD8414A, "blue": 0xFF3C6FD1, "green": 0xFF3E9E5F, "yellow": 0xFFF2C230,
    "purple": 0xFF8355C4, "orange": 0xFFEE8434, "white": 0xFFF1F1EC, "black": 0xFF33363F,
    "grey": 0xFF8D93A0, "brown": 0xFF8A5F3C, "pink": 0xFFEF8FB4, "teal": 0xFF2A9D97,
    "navy": 0xFF2A3B6B, "cream": 0xFFF3E6C8, "maroon": 0xFF8B2E3C, "olive": 0xFF7C8244,
    "beige": 0xFFDCC7A0, "tan": 0xFFC89F6D, "khaki": 0xFFB4A572, "gold": 0xFFE0B23C, "silver": 0xFFC3C9D2,
    "turquoise": 0xFF3FC1C0, "lavender": 0xFFB9A3E3, "violet": 0xFF7A4FC0, "crimson": 0xFFB8253A,
    "scarlet": 0xFFDD3030, "burgundy": 0xFF7D2438, "mint": 0xFF9ADBB8, "lime": 0xFF9CCB3B, "emerald": 0xFF1F9D6B,
    "peach": 0xFFF7B996, "coral": 0xFFF47C6A, "salmon": 0xFFF29A86, "rust": 0xFFB5532B, "mustard": 0xFFD3A52C,
    "ivory": 0xFFF6F0DC, "indigo": 0xFF4A46A8, "magenta": 0xFFC93A96, "cyan": 0xFF35BFD6, "bronze": 0xFFA9743F,
    "copper": 0xFFB8693A, "charcoal": 0xFF454A55, "light blue": 0xFF8FBCEB, "dark blue": 0xFF29437F,
    "light green": 0xFF98CF8B, "dark green": 0xFF245E3E, "dark red": 0xFF96232E, "light grey": 0xFFC0C5CE,
    "dark grey": 0xFF555B68, "light brown": 0xFFB48A5E, "dark brown": 0xFF573B27, "light pink": 0xFFF7C2D4,
    "dark purple": 0xFF55348A, "light purple": 0xFFBBA0E8, "light yellow": 0xFFF8E28C, "sky blue": 0xFF7FC2EE,
}  # fmt: skip

SKIN: dict[str, int] = {
    "pale": 0xFFF9DCC4, "fair": 0xFFF2C9A0, "olive": 0xFFD9A878, "tan": 0xFFC08552, "brown": 0xFF8D5A36,
    "dark": 0xFF5F3A24,
}  # fmt: skip

HAIR: dict[str, int] = {
    "black": 0xFF26222B, "brown": 0xFF6B4226, "light brown": 0xFF96653C, "dark brown": 0xFF43291B,
    "blonde": 0xFFF0C95A, "red": 0xFFC9482B, "auburn": 0xFF8E3B22, "grey": 0xFFB9BCC4, "white": 0xFFEDEDEF,
    "silver": 0xFFCDD2DB, "blue": 0xFF3F72D8, "pink": 0xFFEC79B4, "green": 0xFF4FA860, "purple": 0xFF8A5BD0,
    "orange": 0xFFE8863A,
}  # fmt: skip

#: other ways to say a colour -> a key of COLOURS
COLOUR_WORDS: dict[str, str] = {
    **{name: name for name in COLOURS},
    "golden": "gold", "gilded": "gold", "silvery": "silver", "rose": "pink", "rosy": "pink", "hot pink": "magenta",
    "pale pink": "light pink", "soft pink": "light pink", "dusty rose": "light pink", "blush": "light pink",
    "pale blue": "light blue", "baby blue": "light blue", "powder blue": "light blue", "faded blue": "light blue",
    "pastel blue": "light blue", "ice blue": "light blue", "azure": "sky blue", "royal blue": "blue",
    "cobalt": "blue", "sapphire": "blue", "denim": "blue", "midnight blue": "navy", "navy blue": "navy",
    "deep blue": "dark blue", "pale green": "light green", "pastel green": "mint", "sage": "light green",
    "forest green": "dark green", "deep green": "dark green", "bottle green": "dark green", "jade": "emerald",
    "olive green": "olive", "moss": "olive", "camouflage": "olive", "pale yellow": "light yellow",
    "lemon": "light yellow", "amber": "mustard", "ochre": "mustard", "honey": "mustard", "saffron": "mustard",
    "off white": "ivory", "snow white": "white", "pearl": "ivory", "bone": "ivory", "eggshell": "ivory",
    "jet black": "black", "ebony": "black", "raven": "black", "onyx": "black", "slate": "dark grey",
    "ash": "light grey", "pale grey": "light grey", "gunmetal": "dark grey", "steel": "light grey",
    "chocolate": "dark brown", "chestnut": "brown", "mahogany": "dark brown", "coffee": "dark brown",
    "caramel": "light brown", "hazel": "light brown", "sienna": "rust", "terracotta": "rust", "sand": "beige",
    "sandy": "beige", "camel": "tan", "taupe": "beige", "wine": "burgundy", "ruby": "crimson", "cherry": "crimson",
    "brick": "rust", "tangerine": "orange", "apricot": "peach", "plum": "dark purple", "lilac": "lavender",
    "mauve": "lavender", "fuchsia": "magenta", "aqua": "turquoise", "aquamarine": "turquoise", "ginger": "orange",
    "pale purple": "light purple", "deep red": "dark red", "blood red": "dark red", "bright red": "red",
    "rainbow": "magenta", "russet": "rust", "tawny": "tan", "sepia": "brown",
}  # fmt: skip

#: a colour said of hair -> a key of HAIR
HAIR_WORDS: dict[str, str] = {
    "black": "black", "jet black": "black", "raven": "black", "dark": "dark brown", "ebony": "black", "onyx": "black",
    "brown": "brown", "chestnut": "brown", "brunette": "dark brown", "dark brown": "dark brown", "mousy": "light brown",
    "light brown": "light brown", "hazel": "light brown", "caramel": "light brown", "chocolate": "dark brown",
    "mahogany": "dark brown", "sandy": "light brown", "blonde": "blonde", "fair": "blonde", "golden": "blonde",
    "gold": "blonde", "honey": "blonde", "flaxen": "blonde", "platinum": "blonde", "light": "blonde", "straw": "blonde",
    "yellow": "blonde", "strawberry blonde": "orange", "red": "red", "auburn": "auburn", "ginger": "orange",
    "copper": "red", "rust": "red", "fiery": "red", "crimson": "red", "scarlet": "red", "grey": "grey",
    "greying": "grey", "salt and pepper": "grey", "steel": "grey", "ash": "grey", "white": "white",
    "snow white": "white", "silver": "silver", "silvery": "silver", "blue": "blue", "teal": "blue", "cyan": "blue",
    "turquoise": "blue", "pink": "pink", "magenta": "pink", "green": "green", "emerald": "green", "purple": "purple",
    "violet": "purple", "lavender": "purple", "orange": "orange", "dark red": "auburn", "streaked with grey": "grey",
    "streak of grey": "grey", "threaded with grey": "grey", "flecked with grey": "grey", "light grey": "grey",
    "charcoal": "black", "navy": "blue", "dirty blonde": "light brown", "lilac": "purple",
}  # fmt: skip

#: a word said of skin -> a key of SKIN
SKIN_WORDS: dict[str, str] = {
    "pale": "pale", "porcelain": "pale", "ivory": "pale", "white": "pale", "milky": "pale", "light": "fair",
    "fair": "fair", "rosy": "fair", "peach": "fair", "freckled": "fair", "olive": "olive", "tan": "tan", "tanned": "tan",
    "golden": "tan", "bronze": "tan", "bronzed": "tan", "sun kissed": "tan", "weathered": "tan", "sunburnt": "tan",
    "sun darkened": "tan", "caramel": "tan", "honey": "tan", "copper": "tan", "brown": "brown", "light brown": "tan",
    "warm brown": "brown", "medium brown": "brown", "chestnut": "brown", "mahogany": "dark", "dark": "dark",
    "dark brown": "dark", "deep brown": "dark", "deep": "dark", "ebony": "dark", "black": "dark", "umber": "dark",
}  # fmt: skip

#: an origin or people said of somebody -> a key of SKIN (only where nothing is said of the skin itself)
ORIGIN_SKIN: dict[str, str] = {
    "african": "dark", "african american": "brown", "nigerian": "dark", "kenyan": "dark", "ghanaian": "dark",
    "ethiopian": "brown", "jamaican": "brown", "black woman": "brown", "black man": "brown", "black girl": "brown",
    "black boy": "brown", "indian": "brown", "south asian": "brown", "pakistani": "brown", "bengali": "brown",
    "sri lankan": "brown", "egyptian": "tan", "arab": "tan", "moroccan": "tan", "persian": "olive", "turkish": "olive",
    "iranian": "olive", "mexican": "tan", "latina": "tan", "latino": "tan", "hispanic": "tan", "brazilian": "tan",
    "polynesian": "tan", "hawaiian": "tan", "filipino": "tan", "native american": "tan", "indigenous": "tan",
    "mediterranean": "olive", "italian": "olive", "greek": "olive", "spanish": "olive", "chinese": "fair",
    "japanese": "fair", "korean": "fair", "asian": "fair", "vietnamese": "olive", "thai": "olive", "mongolian": "olive",
    "scandinavian": "pale", "norwegian": "pale", "swedish": "pale", "irish": "pale", "scottish": "pale",
    "russian": "pale", "caucasian": "fair", "european": "fair", "white woman": "fair", "white man": "fair",
}  # fmt: skip
