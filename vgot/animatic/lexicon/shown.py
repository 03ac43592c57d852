"""What the drawings really show of the words that the tables know: looked at picture by picture, kept as data.

A table of the lexicon says what a word is drawn AS; here stands where that is something else than the word says, and
what else can be seen in a place. `coverage` joins the two.
"""

from __future__ import annotations

#: kind of place -> what can be seen in its backdrop, whatever else the words ask for
SEEN_IN: dict[str, set[str]] = {
    kind: set(words.split())
    for kind, words in {
        "forest": "tree pine fir trunk leaf grass path trail bush flower clearing",
        "jungle": "tree vine liana leaf palm frond fern flower grass plant trunk",
        "desert": "sand dune cactus mesa rock",
        "beach": "sand sea ocean water wave palm tree parasol umbrella towel boat sail island surf shore coast",
        "sea": "deck mast sail barrel rail railing sea ocean water wave rope plank ship board",
        "underwater": "coral fish seaweed kelp bubble starfish rock sand water reef sea",
        "river": "water stream reed rock stone tree flower grass bank river pine",
        "lake": "water mountain tree pine jetty dock pier flower grass shore lake",
        "mountain": "peak tree pine rock stone grass flower summit mountain boulder",
        "snow": "snow tree pine cabin hut",
        "field": "grass flower wildflower hill tree meadow",
        "cave": "crystal rock stone entrance stalactite wall",
        "farm": "barn silo windmill hay bale haystack fence field crop furrow",
        "garden": "flower fence arch trellis rose hedge bush path tree grass",
        "park": "bench fountain streetlamp lamppost lamp tree path grass skyline lawn",
        "playground": "swing slide ball tree ladder sandpit sand",
        "house": "house door window roof porch fence mailbox tree flower bush path lawn grass step doorstep",
        "road": "road street asphalt signpost sign tree pole wire grass",
        "village": "house well streetlamp lamp church tower cobblestone door window roof street lane",
        "graveyard": "grave gravestone tombstone headstone cross fence tree church flower railing",
        "castle": "castle tower wall gate flag banner turret portcullis stone",
        "ruins": "temple column pillar tree stone",
        "pyramids": "pyramid obelisk sand column",
        "battlefield": "smoke wire sandbag ruin tree rubble",
        "city": "street road building house shop storefront window tree streetlamp streetlight lamp car pavement sidewalk awning "
        "skyscraper door kerb tower",
        "rooftop": "city roof rooftop building skyline plant brick tank",
        "harbour": "lighthouse boat sail ship mast gull seagull crate rope sea water dock pier plank lamp streetlamp quay",
        "market": "stall fruit vegetable basket bunting awning building apple",
        "station": "train platform clock carriage pillar roof wagon",
        "airport": "plane window plant seat board airplane",
        "stadium": "crowd spectator audience goal scoreboard grass pitch stand fan goalpost",
        "factory": "machine machinery belt conveyor gear pipe lamp window box",
        "kitchen": "stove oven fridge refrigerator sink cupboard cabinet shelf window curtain pot fruit door tile counter tap",
        "bedroom": "bed lamp window curtain picture painting rug carpet plant pillow blanket nightstand bedside",
        "nursery": "crib cot cradle mobile toy teddy block ball rug shelf drawer lamp window curtain door",
        "living_room": "fireplace sofa couch cushion plant lamp window curtain clock picture painting rug carpet door hearth mantelpiece",
        "cafe": "table chair counter lamp window menu picture painting plant cup coffee flower",
        "shop": "shelf bottle jar counter till register window door goods",
        "workshop": "tool saw hammer wrench workbench bench easel painting shelf book window door",
        "classroom": "blackboard chalkboard board desk clock map globe bookshelf window table apple",
        "library": "bookshelf bookcase book shelf ladder globe desk table window lamp",
        "office": "desk computer monitor screen chair window blind chart clock bookshelf plant door",
        "lab": "flask beaker microscope bottle monitor screen bench counter plant",
        "hospital": "bed drip curtain window monitor flower door screen pillow",
        "church": "window glass pew bench altar candle cross carpet aisle flower",
        "theatre": "curtain stage spotlight footlight",
        "gallery": "painting picture frame bust statue vase rope pedestal bookshelf sculpture",
        "ballroom": "chandelier column pillar staircase stair curtain flower vase window carpet",
        "prison": "bar window bed bunk door bucket wall",
        "lighthouse": "lighthouse tower stripe lens lamp sea ocean rock gull seagull bird water grass",
        "corridor": "door lamp picture painting carpet",
        "space": "planet star earth asteroid galaxy",
        "planet": "planet star dome base crater mountain rock",
        "spaceship": "screen console panel planet star window monitor",
        "sky": "cloud bird gull",
        "studio": "",
    }.items()
}
#: what stands so low that a near shot does not show it
LOW = set(
    "stove oven sofa couch bed table chair bench desk rug carpet floor ground fireplace hearth cushion box pew altar well car pavement sidewalk kerb mailbox "
    "flower grass path lawn crate gear conveyor belt machine bowl rope barrel bollard seat cot crib cradle toy block ball drawer pedestal rail track step "
    "doorstep bucket bunk fountain grave gravestone tombstone headstone stone rock sand bank furrow hay bale haystack basket towel deck plank counter sink earth".split()
)
#: seen in every room, in every place under the open sky
IN_ROOMS, OUTDOORS = {"wall", "floor", "room", "ceiling"}, {"sky", "ground", "horizon", "earth", "air"}
#: places under the open sky whose backdrop has no sky as it is seen from the ground
NO_SKY = {"underwater", "space", "planet"}

#: kind of place -> words that the table leads there and that the backdrop is only like
NEAR_PLACES: dict[str, set[str]] = {
    kind: set(words.split("|"))
    for kind, words in {
        "forest": "bamboo grove|redwoods",
        "jungle": "swamp|mangrove|bayou",
        "desert": "canyon|oasis|savanna|savannah|outback|wasteland|badlands|grand canyon",
        "beach": "lagoon|bay|cove|boardwalk|island",
        "harbour": "shipyard|fishing village|boathouse",
        "lighthouse": "lantern room|lamp room",
        "corridor": "ring corridor|space station corridor|ship corridor|corridor of a space station|corridor of the space station|"
        "corridor of a spaceship|corridor of the ship",
        "sea": "raft|ocean liner|pirate ship",
        "underwater": "submarine|aquarium|atlantis",
        "river": "waterfall|canal|rapids|bridge|ford",
        "lake": "loch|fjord|reservoir",
        "mountain": "volcano|cliff|valley|precipice|everest|himalayas|andes",
        "snow": "glacier|iceberg|ice sheet|frozen river|frozen lake|ski slope|igloo",
        "field": "campsite|camp",
        "farm": "vineyard|orchard|stable|rice paddy|paddy field|plantation|apple orchard|cornfield|corn field",
        "garden": "greenhouse|conservatory|patio|terrace",
        "park": "zoo|fairground|amusement park|carnival|outdoor wedding|gazebo",
        "city": "new york|manhattan|london|tokyo|paris|chicago|times square|hong kong|seoul|berlin|san francisco|los angeles|shanghai|"
        "brooklyn|mumbai|alley|alleyway|back alley|bus stop|parking lot|car park|skid row|intersection",
        "rooftop": "balcony|fire escape|penthouse|observation deck",
        "village": "western town|frontier town|wild west|bavaria|hobbit",
        "house": "cabin|log cabin|mansion|hut|treehouse|manor|estate|villa|garage",
        "road": "bus ride|back seat|car ride|inside car|gas station|petrol station|bridge over|path|footpath|lane|country lane|dirt road|"
        "dirt path|crossroads",
        "market": "fair|county fair|festival|street fair",
        "station": "bus station|subway|metro|tube|underground station|subway station|train carriage|train car|carriage|train",
        "airport": "cockpit|aeroplane cabin|plane cabin|aboard plane|on plane|hangar|launch pad|spaceport|runway|airfield",
        "battlefield": "minefield|crash site|wreckage|post apocalyptic|trench|trenches",
        "graveyard": "crypt|mausoleum|funeral|burial|tomb",
        "castle": "palace courtyard|palace gate|kingdom|courtyard|tower",
        "ballroom": "throne room|hotel lobby|lobby|hotel|grand hotel|casino|nightclub|court|prom|foyer|wedding reception",
        "ruins": "stonehenge|colosseum|rome|ancient rome|machu picchu|shrine|dig site|excavation|athens|greece|amphitheatre",
        "pyramids": "sphinx|nile|cairo|aztec|mayan|giza",
        "cave": "mine|mineshaft|tunnel|sewer|quarry|burrow|underground|den",
        "space": "black hole|comet|satellite",
        "spaceship": "mission control|control room|airlock|cargo bay|command centre",
        "kitchen": "bakery|dining room|patisserie|pantry|scullery|bakehouse",
        "bedroom": "attic|attic room|hotel room|motel room|dormitory|dorm|dorm room|barracks|deathbed",
        "nursery": "kindergarten|playroom|day care|daycare|preschool",
        "living_room": "bathroom|basement|retirement home|nursing home|care home",
        "classroom": "lecture hall|university|college|campus|exam hall|science fair|book fair|graduation|school corridor",
        "library": "bookshop|bookstore|study|archive",
        "office": "bank|police station|courtroom|town hall|city hall|post office|parliament|newsroom|boardroom|conference room|"
        "meeting room|precinct",
        "lab": "observatory|server room|research station|robotics lab",
        "hospital": "vet|morgue|asylum|ambulance|waiting room|doctor's office",
        "church": "mosque|synagogue|monastery|convent|cloister|wedding|wedding ceremony|abbey",
        "cafe": "bar|pub|tavern|saloon|inn|restaurant|pizzeria|jazz club|canteen|cafeteria|diner",
        "theatre": "circus|cinema|movie theatre|concert hall|opera|opera house|film set|big top|ballet|tv studio|podium|circus tent|recital",
        "gallery": "museum|natural history museum",
        "shop": "supermarket|mall|shopping mall|laundromat|laundrette|barber shop|hair salon|pharmacy|flower shop|pet shop|record store|"
        "clock shop|butchery|department store",
        "factory": "warehouse|depot|construction site|mill|power plant|power station|brewery|granary|slaughterhouse|distillery|sawmill",
        "workshop": "forge|garage|garage workshop|recording studio|shed|smithy|pottery studio",
        "stadium": "gym|gymnasium|boxing ring|swimming pool|ice rink|tennis court|dojo|race track|racetrack|basketball court|cricket pitch",
        "prison": "dungeon|bunker|bomb shelter|interrogation room",
        "sky": "hot air balloon|heaven|heavens|dreamscape|dream world",
    }.items()
}

#: words that the table leads to a thing or an animal, and what is drawn for them
NEAR_THINGS: dict[str, str] = {
    word: as_what
    for as_what, words in {
        "a car": "lorry|truck|taxi|van|pickup truck|cab|police car|limousine|convertible|ambulance|jeep|pickup|race car",
        "a bus": "tram|trolley|coach",
        "a bicycle": "motorcycle|motorbike|scooter|tricycle",
        "a boat": "ferry|galleon|steamship|vessel|yacht",
        "a rowing boat": "canoe|raft|lifeboat|kayak|gondola",
        "a rocket": "space shuttle|lander|capsule|shuttle",
        "a tractor": "bulldozer|digger|harvester",
        "a cart": "wheelbarrow|stagecoach|chariot",
        "a ball": "football|basketball|baseball|tennis ball|volleyball",
        "a flower": "sapling|potted plant|houseplant|plant|seedling|sprout|orchid",
        "flowers": "wreath|garland|vase",
        "a cake": "pie|cupcake|pastry|dessert",
        "a lantern": "torch|flashlight",
        "a suitcase": "briefcase|bag|duffel bag|handbag|luggage|valise|leather bag",
        "a guitar": "ukulele|banjo|lute",
        "a piano": "organ|harpsichord",
        "a violin": "cello|viola",
        "a drum": "tambourine",
        "a trumpet": "saxophone|trombone|bugle|flute|clarinet|french horn",
        "a telescope": "binoculars",
        "an easel": "canvas|paintbrush|palette",
        "a gravestone": "coffin|casket|grave|tomb",
        "a sword": "dagger|spear|lightsaber",
        "a treasure chest": "gold coin|strongbox",
        "a map": "chart|blueprint|scroll|parchment|plan",
        "a letter": "photograph|photo|ticket|certificate|contract|document|invitation|telegram|postcard|paper|note",
        "a book": "album|photo album|notebook|diary|journal|page|bible",
        "a laptop": "computer|tablet|keyboard|monitor",
        "a cup": "teapot|tea|coffee|cocoa|hot chocolate",
        "a toy": "doll|puppet|rattle|music box|rubber duck|rocking horse",
        "a basket": "fruit|apple|vegetable",
        "a plate of food": "meal|food|dinner|breakfast|bowl|soup|lunch|feast|bread|loaf|pizza|sandwich|pancake|cookie|noodle|turkey",
        "a shovel": "rake|hoe|pitchfork",
        "a hammer": "wrench|screwdriver|toolbox|tool|spanner|mallet",
        "a trophy": "medal|award|prize|oscar",
        "a radio": "gramophone|record player|phonograph|jukebox",
        "a television": "screen|hologram",
        "a skateboard": "surfboard|snowboard",
        "an egg": "nest",
        "a broom": "mop",
        "a crystal": "gem|diamond|jewel|orb|snow globe|gemstone",
        "a gift": "box|cardboard box|crate|package|parcel|moving box",
        "a dog": "poodle|husky|dachshund|greyhound|dalmatian|bulldog",
        "a goose": "stork|heron",
        "a cow": "buffalo|bison|yak|ox",
        "a sheep": "llama|alpaca",
        "a seal": "walrus",
        "a crocodile": "lizard|iguana|gecko",
        "a deer": "moose|antelope|gazelle",
        "a fish": "seahorse",
        "a butterfly": "dragonfly",
        "a bird": "hummingbird|kingfisher|woodpecker",
        "a parrot": "toucan",
        "an otter": "beaver|weasel|ferret",
        "a wolf": "hyena|jackal|werewolf",
        "a mouse": "hamster|guinea pig|mole",
        "a lion": "lion cub|lioness",
        "a grown dog": "puppy|pup",
        "a grown cat": "kitten",
        "a horse": "foal|colt|pony|mule",
        "a bear": "bear cub",
        "a tiger": "tiger cub",
        "a grown fox": "fox cub",
        "a grown wolf": "wolf cub",
        "a robot": "drone|machine|robotic arm",
        "a crab": "lobster",
        "a table": "counter|workbench|nightstand|desk",
        "an armchair": "throne|rocking chair",
        "a cradle": "pram|stroller|baby carriage",
    }.items()
    for word in words.split("|")
}

#: verbs that the table leads to a deed, and what the body is drawn doing
NEAR_DEEDS: dict[str, str] = {
    word: as_what
    for as_what, words in {
        "walking": "climb crawl limp wade shuffle stumble trudge tiptoe toddle march hike explore travel journey arrive leave enter",
        "busy hands": "repair fix sew dig sweep clean carve draw sketch assemble hammer knit wash sculpt weld harvest fish forge mend iron "
        "chop build paint plant pack sort operate craft tinker examine inspect adjust tend push pull cut pour water code program type experiment",
        "holding something": "drink sip wield grab catch steal bring fetch collect pick",
        "lying": "die",
        "sitting": "drive pilot dine eat slump",
        "hugging": "kiss reunite cradle",
        "holding hands": "marry wed propose",
        "playing": "kick throw toss swing juggle bounce skip splash tumble",
        "fighting": "punch attack duel wrestle slash battle defend",
        "raised arms": "jump leap toast clap applaud",
        "kneeling": "crouch squat bow pray stoop bend",
        "talking": "whisper shout yell argue beg negotiate plead confess",
        "flying": "float hover glide",
        "standing": "lean pose",
        "looking": "search discover find notice spot",
        "a hand held out": "feed deliver serve touch knock",
        "music": "conduct",
    }.items()
    for word in words.split()
}
#: deeds of the body, and what only a face shows: in a very near shot the body is below the frame
OF_THE_FACE = {"talking", "crying", "laughing", "looking", "singing"}
#: where two stand and how, not what they do: the staging always follows them
ARRANGED = {"facing", "side", "away", "alone", "standing"}

#: words of the camera that the table hears and the picture does not follow, and what is done instead ("" for nothing)
NEAR_CAMERA: dict[str, str] = {
    "whip pan": "a pan", "crash zoom": "a push in", "arc": "a pan", "arcing": "a pan", "arc shot": "a pan", "orbit": "a pan", "orbiting": "a pan",
    "circling": "a pan", "circle": "a pan", "rotate": "a pan", "crane": "a tilt", "crane up": "a tilt", "crane shot": "a tilt", "craning": "a tilt",
    "crane down": "a tilt", "jib": "a tilt", "boom": "a tilt", "handheld": "", "hand held": "", "rack focus": "", "shallow focus": "", "lens": "",
    "profile": "", "drone": "a high wide shot", "drone shot": "a high wide shot", "aerial": "a high wide shot", "top down": "a high angle",
    "overhead": "a high angle", "god's eye": "a high angle", "bird's eye": "a high angle", "worm's eye": "a low angle", "macro": "an extreme close-up",
    "insert shot": "an extreme close-up", "detail shot": "an extreme close-up", "wide angle": "a wide shot", "ken burns": "a push in", "sweeping": "a pan",
}  # fmt: skip
#: words of the camera that no table hears
CAMERA_WORDS = set(
    "anamorphic fisheye bokeh focus blur blurred depth timelapse slow-motion split-screen telephoto vertigo zolly "
    "montage pov shaky stabilised grain lens macro deep".split()
)
#: words of the light that the table hears and the picture does not show; and those that are shown as another light
NEAR_LIGHT: dict[str, str] = {
    "fluorescent": "overcast light", "fluorescent tube": "overcast light", "clinical": "overcast light", "sterile": "overcast light",
    "rembrandt": "lamplight", "three point": "lamplight", "key light": "lamplight", "chiaroscuro": "night light", "noir": "night light",
    "low key": "night light", "strobe": "neon light", "disco": "neon light", "lava": "firelight", "furnace": "firelight", "forge": "firelight",
    "bioluminescent": "neon light", "ultraviolet": "neon light", "laser light": "neon light", "screen glow": "neon light",
    "long shadow": "", "deep shadow": "", "lens flare": "", "sun flare": "", "harsh light": "daylight", "harsh sunlight": "daylight",
    "dappled": "daylight", "dappled light": "daylight", "sunbeam": "daylight", "window light": "daylight", "spotlight": "lamplight",
}  # fmt: skip
LIGHT_WORDS = set(
    "shadow backlight backlit rim silhouette harsh flicker flickering flare beam shaft glint pool reflection haze dappled strobe "
    "pulsing hard rim-lit underlit".split()
)
#: light -> words of temper that are true of it
TEMPER: dict[str, set[str]] = {
    "warm": {"golden", "dawn", "candle", "fire", "lamp"}, "cool": {"night", "overcast", "storm", "dusk", "neon"},
    "cold": {"night", "overcast", "storm"}, "bright": {"noon", "dawn"}, "dark": {"night", "storm", "candle"},
    "dim": {"dusk", "night", "candle", "lamp", "storm"}, "soft": {"dawn", "overcast", "golden", "candle", "lamp", "dusk"},
    "sunny": {"noon", "golden", "dawn"}, "golden": {"golden"}, "pale": {"overcast", "dawn"}, "low": {"golden", "dawn", "dusk"},
}  # fmt: skip
#: light -> nouns that are true of it though the table leads them to another light
TRUE_OF_LIGHT: dict[str, set[str]] = {
    "sunlight": {"golden", "dawn", "noon"}, "sun": {"golden", "dawn", "noon"}, "daylight": {"noon", "overcast", "dawn", "golden"},
    "day": {"noon", "overcast", "golden", "dawn"}, "afternoon": {"noon", "golden"}, "evening": {"dusk", "golden", "night", "lamp"},
    "morning": {"dawn", "noon", "golden"}, "streetlight": {"night"}, "streetlamp": {"night"}, "moon": {"night"}, "darkness": {"night"},
    "twilight": {"dusk"}, "lamp": {"lamp"}, "sunset": {"golden", "dusk"}, "sunrise": {"dawn", "golden"},
}  # fmt: skip
