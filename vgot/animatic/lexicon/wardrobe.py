"""Words for people's looks: age, sex, hair, clothes, hats, what they carry, what trades wear."""

from __future__ import annotations

AGE_WORDS: dict[str, str] = {
    "baby": "baby|newborn|infant|new born|babe in arm|babyhood|in a cradle",
    "child": "child|toddler|little girl|little boy|young girl|young boy|girl|boy|kid|schoolgirl|schoolboy|small child|childhood|preschooler|"
             "young child|lad|lass|son of six|kindergartner|tot|little one|young lad",
    "teen": "teen|teenage|teenager|adolescent|teenage girl|teenage boy|teenaged|adolescence|high schooler|tween|youth|teens|high school student",
    "young": "young|young woman|young man|young adult|young lady|college student|bride|university student|early adulthood|student|graduate|"
             "youthful|twentysomething|twenty something|newlywed",
    "adult": "adult|woman|man|grown woman|grown man|adulthood|prime|lady|gentleman|thirtysomething|working mother|young mother|young father|guy",
    "middle": "middle aged|middle age|mature|midlife|mid life|greying|fiftysomething|late career|aging|ageing|seasoned|mature woman|mature man|"
              "middle aged woman|middle aged man",
    "elder": "elderly|elder|old woman|old man|old lady|aged|grandmother|grandfather|senior|very old|frail|wrinkled|octogenarian|old age|"
             "ancient|stooped|pensioner|retired|white haired|elderly woman|elderly man|great grandmother|crone|hag|old fisherman|"
             "great grandfather|centenarian|deathbed|last year|final year|old wizard|widow|widower|hunched|elderly lady",
}  # fmt: skip
#: "old" and "young" count only beside a person; the reader looks for one of these next to them
DECADE_AGES = {
    "teens": 15,
    "twenties": 25,
    "thirties": 35,
    "forties": 45,
    "fifties": 55,
    "sixties": 65,
    "seventies": 75,
    "eighties": 85,
    "nineties": 93,
    "20s": 25,
    "30s": 35,
    "40s": 45,
    "50s": 55,
    "60s": 65,
    "70s": 75,
    "80s": 85,
    "90s": 93,
}

FEMALE = set(
    "woman girl lady female she her hers mother mum daughter sister wife grandmother aunt niece queen princess bride actress waitress widow "
    "girlfriend fiancee heroine witch nun ballerina schoolgirl lass mistress goddess duchess granddaughter stepmother midwife madam empress hostess "
    "governess businesswoman policewoman herself saleswoman fisherwoman mermaid fairy crone hag lioness matriarch grandma nanny chairwoman brunette "
    "american-woman sorceress enchantress seamstress maid".split()
)
MALE = set(
    "man boy male he him his father son brother husband grandfather uncle nephew king prince groom actor waiter widower boyfriend fiance "
    "schoolboy lad guy gentleman wizard monk fisherman policeman fireman businessman himself duke emperor grandson stepfather cowboy sir lord "
    "chairman "
    "craftsman salesman postman mailman milkman patriarch dude fellow bachelor handyman pharaoh".split()
)

#: kinds of characters that are not people -> words
CREATURES: dict[str, str] = {
    "robot": "robot|android|droid|automaton|cyborg|mech|machine|drone|ai companion|rover|robotic companion",
    "alien": "alien|extraterrestrial|martian", "ghost": "ghost|spirit|phantom|spectre|spook", "snowman": "snowman",
    "tree": "tree|oak|sapling|willow|old oak|pine tree|oak tree|ent",
}  # fmt: skip
#: words after an animal's name that make it a person's trade or a thing
NOT_THE_ANIMAL = set(
    "walker trainer rider breeder keeper tamer catcher owner lover whisperer groomer watcher costume tattoo print ear ears mask "
    "onesie "
    "collar toy plush hat hide fur skin leather wool coat sweater tail skinned hunter slayer charmer farmer herder shepherd "
    "woman man "
    "person girl boy lady suit pin brooch pendant motif mascot".split()
)
#: words after which nothing says what the character is
CARRIED_AFTER = {
    "wearing",
    "with",
    "holding",
    "carrying",
    "riding",
    "beside",
    "and",
    "who",
    "in",
    "walking",
    "owns",
    "named",
    "has",
    "wears",
    "near",
    "loves",
}

HAIR_STYLES: dict[str, str] = {
    "bald": "bald|balding|shaved head|hairless|shaven head|no hair|receding hairline|bald head|clean shaven head|shaved",
    "bun": "bun|chignon|topknot|top knot|updo|hair up|pinned up|tied up|"
    "pulled up|french twist|pinned back|high bun|low bun|pulled back|swept up|upswept", "ponytail": "ponytail|pony tail|tied back|high ponytail|"
    "man bun",
    "pigtails": "pigtails|pigtail|two ponytails|bunches|twin tails", "braids": "braid|plait|braided|cornrow|dreadlocks|dreads|french braid|plaits|"
    "dreadlock|twists|two braids",
    "afro": "afro|afro hair|natural hair|coily|kinky hair", "curly": "curly|curl|ringlet|frizzy|curled|tight curl|tousled curl|perm|permed|curls",
    "wavy": "wavy|waves|soft waves|loose waves|flowing waves|tousled waves|victory roll|finger wave", "bob": "bob|bobbed|chin length|bob cut|"
    "shoulder length|page boy|pixie bob|lob",
    "spiky": "spiky|spiked|mohawk|messy|unruly|punk hair|wild hair|tousled|ruffled|wild|disheveled|dishevelled",
    "long": "long hair|long|flowing hair|waist length|long straight|flowing|"
    "long flowing|straight", "short": "short hair|short|cropped|crew cut|buzz cut|pixie cut|pixie|buzzcut|crew cropped|close cropped|neatly "
    "combed|slicked back|side parted|"
    "neat hair|thinning|wisp|wispy|slicked|combed|trimmed hair|neatly trimmed|side part|undercut",
}  # fmt: skip
#: styles that are only styles beside a word for hair
NEEDS_HAIR = {
    "long",
    "short",
    "straight",
    "waves",
    "wild",
    "messy",
    "flowing",
    "tousled",
    "curl",
    "curly",
    "wavy",
    "bob",
    "shaved",
    "tied up",
    "tied back",
    "bun",
    "spiky",
    "natural",
    "cropped",
    "plaits",
    "thinning",
    "wisp",
    "combed",
    "slicked",
    "ruffled",
    "unruly",
    "curled",
    "bunches",
    "twists",
    "pulled back",
    "pinned up",
}
HAIR_WORDS_AROUND = {
    "hair",
    "haired",
    "curl",
    "lock",
    "tress",
    "bangs",
    "fringe",
    "mane",
    "head",
    "bun",
    "braid",
    "ponytail",
    "hairstyle",
    "cut",
    "updo",
    "headed",
    "wisp",
    "strand",
    "bob",
    "afro",
    "pigtails",
}

GLASSES: dict[str, str] = {
    "round": "round glasses|wire rimmed glasses|wire rim glasses|small glasses|half moon glasses|gold rimmed glasses|monocle|reading glasses|"
    "glasses|bespectacled|spectacle|"
             "wire framed glasses|rimmed glasses|goggles|thin framed glasses",
    "square": "square glasses|thick glasses|horn rimmed glasses|black rimmed glasses|rectangular glasses|thick framed glasses|black glasses|"
    "safety glasses|safety goggles|framed glasses",
    "sun": "sunglasses|dark glasses|shades|aviators|aviator glasses",
}  # fmt: skip
BEARD: dict[str, str] = {
    "beard": "beard|bearded|full beard|long beard|bushy beard|goatee|unshaven|trimmed beard|grey beard|white beard|short beard|whisker",
    "moustache": "moustache|moustached|handlebar moustache",
    "stubble": "stubble|stubbled|five o'clock shadow|stubbly",
}  # fmt: skip
HATS: dict[str, str] = {
    "cap": "cap|baseball cap|flat cap|peaked cap|newsboy cap|captain's hat|sailor cap|nurse's cap|police cap|conductor's cap|captain hat|nurse "
    "cap|sailor hat|visor|paper hat|captain cap|police hat",
    "beanie": "beanie|knit hat|wool hat|woollen hat|knitted hat|woolly hat|bobble hat|wool cap|knit cap|bonnet|swim cap|nightcap|ushanka|winter hat",
    "tophat": "top hat|bowler hat|bowler|tophat", "straw": "straw hat|sun hat|sunhat|wide brimmed hat|cowboy hat|broad brimmed hat|stetson|"
    "farmer's hat|ranger hat|sombrero|wide brimmed straw hat|hat",
    "fedora": "fedora|trilby|cloche|felt hat|brimmed hat|panama hat|explorer's hat|pillbox hat|trilby hat|fedora hat|cloche hat",
    "crown": "crown|tiara|diadem|circlet",
    "helmet": "helmet|hard hat|bike helmet|space helmet|combat helmet|fire helmet|hardhat|pith helmet", "wizard": "wizard hat|witch hat|pointed "
    "hat|pointy hat|witch's hat|wizard's hat|party hat",
    "chef": "chef's hat|chef hat|toque|baker's hat", "headscarf": "headscarf|hijab|turban|veil|bandana|head scarf|kerchief|shawl over head|bridal "
    "veil|headwrap|habit", "beret": "beret|artist's beret",
    "hood": "hood|hooded", "headband": "headband|hairband|hair ribbon|ribbon in her hair|flower crown|bow in her hair|hair bow|red ribbon",
    "pirate": "pirate hat|tricorn|tricorne|tricorn hat", "mortarboard": "mortarboard|graduation cap|graduation hat",
}  # fmt: skip
GARMENTS: dict[str, str] = {
    "dress": "dress|sundress|summer dress|frock|pinafore|tea dress|cotton dress|floral dress|skirt|housedress|tunic dress|nightgown|nightdress|"
    "party dress|sari|kimono|day dress|shift dress",
    "gown": "gown|wedding dress|wedding gown|evening gown|ball gown|ballgown|bridal gown|evening dress|christening gown|silk gown|wedding",
    "coat": "coat|overcoat|trench coat|raincoat|winter coat|lab coat|long coat|trenchcoat|parka|greatcoat|white coat|duster|mackintosh|peacoat|"
    "fur coat|laboratory coat|oilskin|slicker|anorak",
    "jacket": "jacket|leather jacket|denim jacket|blazer|bomber jacket|windbreaker|tweed jacket|puffer jacket|varsity jacket|flight jacket|"
    "letterman jacket|puffer",
    "suit": "suit|tuxedo|business suit|three piece suit|pinstripe suit|pantsuit|tailored suit|formal wear|dinner jacket|waistcoat|dress suit|"
    "formal suit|power suit|morning suit",
    "uniform": "uniform|military uniform|school uniform|police uniform|scrubs|nurse uniform|army uniform|jumpsuit|fatigues|flight suit|nurse's "
    "uniform|soldier's uniform|jersey|tracksuit|jump suit|boiler suit",
    "apron": "apron|chef's whites|chef's jacket|chef jacket|leather apron", "robe": "robe|cloak|cape|wizard robe|bathrobe|toga|cassock|kaftan|"
    "tunic|dressing gown|hospital gown|graduation gown|academic gown|poncho|choir robe|graduation robe|cap and gown",
    "sweater": "sweater|jumper|cardigan|pullover|knitwear|turtleneck|knit sweater|wool sweater|shawl|vest|fleece|knitted jumper|wool cardigan|"
    "sweatshirt",
    "overalls": "overalls|dungarees|bib overalls|coveralls|overall", "hoodie": "hoodie|hooded sweatshirt",
    "spacesuit": "spacesuit|space suit|astronaut suit|pressure suit",
    "armour": "armour|chainmail|plate armour|suit of armour|breastplate|battle armour", "shirt": "shirt|t shirt|tee|blouse|polo|polo shirt|"
    "flannel shirt|button down|tshirt|plaid shirt|work shirt|top|jeans|"
    "flannel|tank top|button up|trousers|shorts|pants", "pyjamas": "pyjamas|onesie|nightshirt|sleepwear|romper|swaddling|blanket|swaddled|baby "
    "clothes|babygrow|christening", "swimsuit": "swimsuit|bikini|swim trunks|bathing suit|wetsuit|swimwear",
}  # fmt: skip
LOWER = {
    "jeans": "jeans",
    "trousers": "trousers",
    "pants": "trousers",
    "shorts": "shorts",
    "skirt": "skirt",
    "leggings": "trousers",
    "slacks": "trousers",
    "breeches": "trousers",
}
PATTERNS: dict[str, str] = {
    "striped": "striped|stripe|pinstripe|stripy|breton", "floral": "floral|flowered|flower patterned|flower print|flowery|floral print",
    "dotted": "polka dot|dotted|spotted|polka dotted|speckled|polka",
    "checked": "plaid|checked|checkered|tartan|gingham|flannel|check|tweed|patchwork|chequered", "starry": "starry|stars on it|covered in stars|"
    "star patterned|sequined|sparkly|sparkling|glittering",
}  # fmt: skip
ACCESSORIES: dict[str, str] = {
    "scarf": "scarf|neckerchief|muffler|shawl", "necklace": "necklace|pendant|pearl necklace|pearl|locket|beads|chain necklace|string of pearls|"
    "medallion|amulet|gold chain", "tie": "tie|necktie", "bow_tie": "bow tie|bowtie",
    "cane": "cane|walking stick|walking cane|crutch", "backpack": "backpack|rucksack|knapsack|satchel|schoolbag|school bag|messenger bag|tool bag",
    "stethoscope": "stethoscope", "earrings": "earring|hoop earring|stud earring",
    "gloves": "glove|mitten", "cape": "cape|cloak", "belt": "belt|tool belt|sash", "headphones": "headphones|headset|earphone",
    "flower": "flower in her hair|boutonniere|corsage|flower behind her ear|lapel flower", "medal": "medal|badge|name tag|badges",
    "eyepatch": "eyepatch|eye patch", "bag": "handbag|purse|bag|tote|shoulder bag|leather bag|briefcase", "wings": "wing|angel wings|fairy wings|"
    "feathered wings", "freckles": "freckle|freckled", "wrinkles": "wrinkle|lined face|crow's feet|deep lines",
    "scar": "scar|scarred", "watch": "wristwatch|pocket watch", "suspenders": "suspenders|braces", "toolbelt": "tool belt",
    "collar": "collar|bell collar", "ribbon": "ribbon|bow", "wheelchair": "wheelchair", "mask": "mask|surgical mask|masked",
    "lipstick": "lipstick|red lip|rouge", "ring": "wedding ring", "bandage": "bandage|plaster cast", "boots": "boot|wellington",
    "veil": "veil|bridal veil",
}  # fmt: skip
BUILDS: dict[str, str] = {
    "slim": "slim|slender|thin|lean|petite|skinny|slight|willowy|lanky|gaunt|delicate|graceful", "stout": "stout|plump|chubby|heavyset|round|"
    "burly|portly|stocky|overweight|fat|rotund|round cheeked|sturdy",
    "tall": "tall|towering", "short": "short statured|small|diminutive|tiny", "strong": "muscular|strong|athletic|broad shouldered|brawny|well built",
}  # fmt: skip

#: trade -> what it wears when nothing is said: garment, colour, hat, hat colour, accessories
TRADES: dict[str, tuple[str, str, str | None, str | None, tuple[str, ...]]] = {
    "doctor": ("coat", "white", None, None, ("stethoscope",)), "surgeon": ("uniform", "teal", "cap", "teal", ("mask",)), "nurse": ("uniform",
    "light blue", "cap", "white", ()),
    "scientist": ("coat", "white", None, None, ()), "researcher": ("coat", "white", None, None, ()), "chemist": ("coat", "white", None, None, ()),
    "biologist": ("coat", "white", None, None, ()),
    "physicist": ("coat", "white", None, None, ()), "veterinarian": ("coat", "white", None, None, ("stethoscope",)), "chef": ("apron", "white",
    "chef", "white", ()),
    "baker": ("apron", "cream", "chef", "white", ()), "cook": ("apron", "white", None, None, ()), "astronaut": ("spacesuit", "white", None, None,
    ()), "cosmonaut": ("spacesuit", "white", None, None, ()),
    "knight": ("armour", "silver", "helmet", "silver", ()), "soldier": ("uniform", "olive", "helmet", "olive", ()), "general": ("uniform",
    "dark green", "cap", "dark green", ("medal",)),
    "veteran": ("jacket", "olive", None, None, ("medal",)), "police": ("uniform", "navy", "cap", "navy", ("medal",)), "policeman": ("uniform",
    "navy", "cap", "navy", ("medal",)), "officer": ("uniform", "navy", "cap", "navy", ("medal",)),
    "policewoman": ("uniform", "navy", "cap", "navy", ("medal",)), "sheriff": ("shirt", "tan", "straw", "brown", ("medal",)), "cowboy": ("shirt",
    "brown", "straw", "brown", ("scarf",)),
    "firefighter": ("uniform", "mustard", "helmet", "red", ()), "fireman": ("uniform", "mustard", "helmet", "red", ()), "pilot": ("uniform", "navy",
    "cap", "navy", ("tie",)), "captain": ("coat", "navy", "cap", "white", ()),
    "sailor": ("shirt", "white", "cap", "white", ("scarf",)), "pirate": ("coat", "maroon", "pirate", "black", ("eyepatch",)), "fisherman": ("coat",
    "yellow", "beanie", "navy", ()), "farmer": ("overalls", "blue", "straw", "beige", ()),
    "gardener": ("overalls", "green", "straw", "beige", ("gloves",)), "mechanic": ("overalls", "navy", "cap", "grey", ()), "carpenter": ("overalls",
    "brown", None, None, ("belt",)), "builder": ("jacket", "orange", "helmet", "yellow", ()),
    "engineer": ("shirt", "light blue", "helmet", "yellow", ()), "miner": ("overalls", "dark grey", "helmet", "yellow", ()), "blacksmith": ("apron",
    "brown", None, None, ()), "wizard": ("robe", "purple", "wizard", "purple", ()),
    "witch": ("robe", "black", "wizard", "black", ()), "fairy": ("dress", "light green", "headband", "pink", ("wings",)), "king": ("robe",
    "crimson", "crown", "gold", ()), "queen": ("gown", "purple", "crown", "gold", ("necklace",)),
    "prince": ("coat", "blue", "crown", "gold", ()), "princess": ("gown", "pink", "crown", "gold", ()), "emperor": ("robe", "gold", "crown", "gold",
    ()), "pharaoh": ("robe", "ivory", "headband", "gold", ("necklace",)),
    "detective": ("coat", "tan", "fedora", "brown", ()), "spy": ("coat", "charcoal", "fedora", "black", ()), "lawyer": ("suit", "navy", None, None,
    ("tie",)), "judge": ("robe", "black", None, None, ()),
    "businessman": ("suit", "charcoal", None, None, ("tie",)), "businesswoman": ("suit", "charcoal", None, None, ()), "boss": ("suit", "charcoal",
    None, None, ("tie",)), "president": ("suit", "navy", None, None, ("tie",)),
    "butler": ("suit", "black", None, None, ("bow_tie",)), "waiter": ("apron", "black", None, None, ("bow_tie",)), "waitress": ("apron", "red",
    None, None, ()), "barista": ("apron", "dark green", None, None, ()),
    "teacher": ("sweater", "mustard", None, None, ()), "professor": ("jacket", "brown", None, None, ("bow_tie",)), "librarian": ("sweater",
    "burgundy", None, None, ()), "artist": ("shirt", "white", "beret", "red", ("scarf",)),
    "painter": ("apron", "cream", "beret", "navy", ()), "ballerina": ("dress", "light pink", None, None, ()), "dancer": ("dress", "crimson", None,
    None, ()), "bride": ("gown", "white", "headscarf", "white", ()),
    "groom": ("suit", "black", None, None, ("bow_tie", "flower")), "nun": ("robe", "black", "headscarf", "black", ("necklace",)), "priest": ("robe",
    "black", None, None, ("necklace",)), "monk": ("robe", "rust", None, None, ()),
    "clown": ("overalls", "yellow", "tophat", "red", ("bow_tie",)), "magician": ("suit", "black", "tophat", "black", ("cape",)),
    "superhero": ("uniform", "blue", None, None, ("cape",)), "samurai": ("armour", "crimson", "helmet", "black", ()),
    "ninja": ("uniform", "black", "headscarf", "black", ()), "athlete": ("uniform", "red", "headband", "white", ()), "boxer": ("shirt", "red", None,
    None, ("gloves",)), "swimmer": ("swimsuit", "blue", None, None, ()),
    "archaeologist": ("shirt", "khaki", "straw", "brown", ("backpack",)), "explorer": ("jacket", "khaki", "straw", "brown", ("backpack",)),
    "hiker": ("jacket", "orange", None, None, ("backpack",)), "journalist": ("coat", "tan", None, None, ("bag",)),
    "photographer": ("jacket", "khaki", "cap", "black", ()), "postman": ("uniform", "blue", "cap", "blue", ("bag",)), "conductor": ("uniform",
    "navy", "cap", "navy", ()), "student": ("hoodie", "teal", None, None, ("backpack",)),
    "schoolgirl": ("uniform", "navy", None, None, ("backpack",)), "schoolboy": ("uniform", "navy", None, None, ("backpack",)), "patient": ("robe",
    "light blue", None, None, ()), "graduate": ("robe", "black", "mortarboard", "black", ()),
    "shopkeeper": ("apron", "green", None, None, ()), "tailor": ("suit", "brown", None, None, ()), "janitor": ("overalls", "grey", "cap", "grey",
    ()), "inventor": ("apron", "brown", None, None, ()), "baby": ("pyjamas", "light yellow", None, None, ()),
    "newborn": ("pyjamas", "cream", None, None, ()), "infant": ("pyjamas", "light yellow", None, None, ()), "midwife": ("apron", "white",
    "headscarf", "white", ()), "factory worker": ("overalls", "blue", "cap", "grey", ()), "worker": ("overalls", "blue", "cap", "grey", ()),
    "shepherd": ("robe", "beige", "headscarf", "cream", ("cane",)), "viking": ("armour", "brown", "helmet", "grey", ()), "musician": ("jacket",
    "black", None, None, ()), "singer": ("gown", "crimson", None, None, ()), "violinist": ("suit", "black", None, None, ()),
    "pianist": ("suit", "black", None, None, ("bow_tie",)), "lighthouse keeper": ("coat", "navy", "cap", "navy", ()), "programmer": ("hoodie",
    "charcoal", None, None, ("headphones",)), "botanist": ("jacket", "olive", None, None, ()),
    "superheroine": ("uniform", "crimson", None, None, ("cape",)), "watchmaker": ("suit", "brown", None, None, ()), "toymaker": ("apron", "green",
    None, None, ()), "gladiator": ("armour", "bronze", "helmet", "bronze", ()),
}  # fmt: skip

#: hair that is not on the head: its colour is that of no garment
FACE_HAIR = {"beard", "moustache", "whisker"}
#: after "and", what opens a new thing: "gold buttons and a cap"
ARTICLES = {"a", "an", "the", "his", "her", "their"}
