"""Who can be in a story: occupations, family, animals, machines and creatures, with what a film shows of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a role word brings. `sex` f | m | "" ; `nature` human | animal | robot | creature; `age` in years or 0.
    `work` and `near` are place kinds; `craft` is a gerund phrase; `tool` a noun phrase without article."""

    word: str
    sex: str = ""
    nature: str = "human"
    age: int = 0
    work: str = ""
    near: str = ""
    craft: str = ""
    tool: str = ""
    clothes: str = ""
    look: str = ""


def _person(text: str) -> dict[str, Role]:
    roles = {}
    for row in text.strip().splitlines():
        word, sex, work, near, craft, tool, clothes = (part.strip() for part in row.split("|"))
        roles[word] = Role(word, sex, "human", 0, work, near, craft, tool, clothes)
    return roles


#: word | sex | workplace | second place | craft | tool | clothes
WORKERS = _person("""
fisherman|m|harbour|beach|mending nets and reading the tide|net needle|a navy wool jumper and yellow oilskin trousers
lighthouse keeper||lighthouse|beach|trimming the great lamp and keeping the log|brass oil can|a dark blue wool coat with brass buttons
sailor||harbour|beach|splicing rope and reading the wind|sailor's knife|a striped blue shirt and a navy jacket
captain||ship|harbour|holding a course by the stars|brass sextant|a long navy coat with gold buttons and a white captain's cap
pirate||ship|beach|sailing where no chart goes|worn cutlass|a long red coat over a white shirt, and a black hat
botanist||garden|laboratory|pressing leaves and naming what grows|hand lens|an olive green jacket and a straw hat
gardener||garden|park|pruning, grafting and waiting|pruning knife|a green apron over a checked shirt, and a straw hat
farmer||farm|field|sowing, haying and watching the sky|hay fork|blue dungarees over a checked shirt
shepherd|m|mountains|village|counting sheep through wind and fog|carved crook|a brown wool cloak and a felt hat
astronaut||spaceship|space|checking valves and steering by stars|checklist|a white space suit with orange bands
scientist||laboratory|office|measuring what nobody has measured|glass flask|a white laboratory coat and glasses
inventor||workshop|city street|building machines that almost work|soldering iron|a brown leather apron and round glasses
professor||library|school|reading, doubting and explaining|fountain pen|a brown tweed jacket and glasses
archaeologist||ruins|desert|brushing dust from old stones|fine brush|a khaki jacket and a wide brown hat
explorer||mountains|forest|going one valley further|brass compass|a khaki jacket, tall boots and a felt hat
detective||office|city street|asking the question nobody asked|small notebook|a grey trench coat and a dark hat
police officer||police station|city street|walking the same streets at night|whistle|a dark blue uniform and a peaked cap
journalist||office|city street|asking twice and writing it down|notebook|a beige coat and a green scarf
writer||living room|café|finding the right word|old typewriter|a brown cardigan and glasses
poet||café|park|finding one true line a day|pencil stub|a black coat and a long blue scarf
painter||workshop|café|mixing colours until they are right|hog-hair brush|a blue smock stained with paint
artist||workshop|city street|drawing what others walk past|stick of charcoal|a paint-stained blue smock
photographer||workshop|city street|waiting for the light|wooden camera|a black jacket with a camera on a strap
musician||theatre stage|café|practising the same eight bars|worn instrument case|a black waistcoat and a white shirt
pianist||theatre stage|living room|practising long after the lights go out|bundle of sheet music|a black concert suit
violinist||theatre stage|city street|tuning, listening, tuning again|violin|a dark green velvet jacket
singer||theatre stage|café|singing to the last row|silver microphone|a deep red evening outfit
dancer||theatre stage|ballroom|repeating one turn a hundred times|pair of worn dancing shoes|a pale pink practice dress
actor||theatre stage|café|becoming somebody else by eight o'clock|dog-eared script|a velvet jacket
clown||theatre stage|park|falling over so that others laugh|red nose|a patchwork yellow coat and a tiny green hat
magician||theatre stage|city street|hiding one thing in plain sight|pack of cards|a black tailcoat and a top hat
chef||restaurant kitchen|market|tasting, salting, tasting again|carbon-steel knife|a white chef's jacket and a tall white hat
cook||restaurant kitchen|market|feeding forty people by noon|copper pan|a white apron over a blue shirt
baker||bakery|market|kneading dough before the town wakes|wooden peel|a white apron dusted with flour
waiter||café|city street|carrying six plates at once|white cloth|a black waistcoat and a white apron
barista||café|city street|remembering how everyone takes it|steel jug|a black apron over a striped shirt
shopkeeper||market|city street|knowing what people need before they ask|brass scales|a brown shop coat
tailor||workshop|city street|cutting cloth so that it falls well|pair of shears|a grey waistcoat with a tape measure round the neck
seamstress|f|workshop|market|sewing dresses by a window|silver thimble|a lilac dress with pins at the collar
clockmaker||workshop|city street|listening to small gears|watchmaker's loupe|a grey waistcoat and half-moon glasses
watchmaker||workshop|city street|listening to small gears|watchmaker's loupe|a grey waistcoat and half-moon glasses
carpenter||workshop|village|planing wood until it is silk|block plane|a brown work shirt and a leather apron
blacksmith||workshop|village|hammering red iron into shape|hammer|a leather apron over a dark shirt
mechanic||workshop|road|hearing what is wrong with an engine|spanner|blue overalls with oil on the sleeves
engineer||factory|office|drawing bridges before they stand|slide rule|a grey suit and a yellow helmet
miner||cave|village|cutting coal by lamplight|lamp|dark work clothes and a helmet with a lamp
worker||factory|city street|keeping the line running|lunch tin|blue overalls and a flat cap
teacher||school|library|waiting until somebody understands|piece of chalk|a brown cardigan and glasses
student||school|library|studying by a small lamp|worn textbook|a navy blazer and a satchel
librarian||library|park|finding the one book a person needs|date stamp|a mustard cardigan and glasses
doctor||hospital|city street|listening before speaking|stethoscope|a white doctor's coat
surgeon||hospital|city street|holding still when it matters|small steel lamp|a green surgical gown
nurse||hospital|park|sitting with people through the night|watch pinned to the collar|a white nurse's uniform and a white cap
priest|m|church|village|listening to what people cannot say|small black book|a black cassock
nun|f|church|garden|ringing the bell and keeping bees|string of beads|a black habit with a white veil
monk|m|church|garden|copying old books by candle|goose quill|a brown habit
judge||office|city street|weighing what was said|wooden gavel|a black robe
lawyer||office|city street|finding the sentence that matters|leather briefcase|a charcoal suit
clerk||office|city street|adding long columns|rubber stamp|a grey suit and sleeve garters
secretary||office|city street|typing faster than the boss can think|typewriter|a neat blue suit
soldier||field|road|staying awake and staying alive|tin cup|an olive uniform and a helmet
spy||train station|city street|leaving no trace|false passport|a black coat and dark glasses
thief||city street|rooftop|opening what is locked|set of picks|a black turtleneck and a dark cap
knight||castle|road|keeping a promise under arms|dented shield|steel armour with a blue surcoat
king|m|castle|ballroom|deciding what others must live with|plain gold ring|a red velvet robe and a gold crown
queen|f|castle|ballroom|ruling with few words|plain gold ring|a deep blue gown and a gold crown
prince|m|castle|forest|learning to rule and wishing not to|silver dagger|a green tunic with gold trim
princess|f|castle|garden|climbing out of windows|silver key|a pale blue gown and a silver circlet
samurai|m|castle|village|keeping still before the cut|old sword|a dark indigo robe with two swords
viking||ship|snow field|rowing north through ice|carved oar|a fur cloak and a leather helmet
cowboy|m|farm|desert|riding fences from dawn to dark|coiled rope|a tan vest, a red neckerchief and a wide hat
pilot||airfield|mountains|flying by the feel of the wind|rolled map|a brown leather jacket and flying goggles
driver||road|city street|knowing every turn by heart|thermos flask|a brown jacket and a flat cap
taxi driver||city street|road|listening to strangers all night|string of beads on the mirror|a brown jacket and a flat cap
conductor||train station|road|punching tickets and keeping time|ticket punch|a dark uniform and a peaked cap
postman|m|village|road|carrying news up every hill|leather bag|a blue uniform and a peaked cap
courier||city street|road|arriving before the clock|canvas bag|a yellow rain jacket
diver||underwater|harbour|going down with one breath|diving lamp|a black diving suit
surfer||beach|harbour|waiting for the right wave|scratched board|a blue wetsuit
climber||mountains|village|trusting a rope|coil of rope|a red jacket and a helmet
boxer||gym|city street|getting up at the count of eight|pair of worn gloves|a grey hooded top and red gloves
runner||park|city street|running before the city wakes|stopwatch|a yellow running shirt
football player||park|city street|playing until the light goes|scuffed ball|a red football shirt
hacker||office|city street|finding the door nobody locked|battered laptop|a black hooded top
programmer||office|café|finding the one wrong line|battered laptop|a green hooded top and glasses
beekeeper||garden|field|moving slowly among bees|smoker|a white bee suit and a veiled hat
winemaker||field|village|waiting for the grapes|small glass|a green waistcoat and rolled sleeves
wizard|m|castle|forest|reading books that read back|crooked staff|a long purple robe and a pointed hat
witch|f|forest|village|gathering herbs at the right hour|iron pot|a long black dress and a pointed hat
hunter||forest|village|walking without a sound|long bow|a green cloak and tall boots
ranger||forest|mountains|knowing every track|field glasses|a green uniform and a brown hat
traveller||road|village|walking until a place feels right|worn suitcase|a long brown coat and a green scarf
wanderer||road|mountains|walking until a place feels right|walking stick|a long brown coat and a grey hat
tourist||city street|park|getting lost on purpose|folded map|a yellow shirt and a straw hat
refugee||road|train station|carrying a home in one bag|cloth bundle|a grey coat and a headscarf
prisoner||prison|road|counting days on a wall|bent spoon|a grey prison shirt
hermit||cave|mountains|listening to the weather|walking stick|a ragged brown cloak
beggar||city street|church|watching faces go by|tin cup|a torn grey coat and a wool hat
mayor||office|city street|shaking every hand|ribbon and scissors|a dark suit and a gold chain
ferryman|m|river|village|crossing the same water all day|long pole|a grey coat and a straw hat
puppeteer||theatre stage|village|making wood come alive|set of strings|a black coat with many pockets
trumpeter||theatre stage|café|blowing one long note until it is round|dented trumpet|a white shirt, a red tie and a black waistcoat
acrobat||theatre stage|park|falling and not falling|pair of chalked shoes|a yellow and red costume
firefighter||city street|rooftop|walking in where others run out|brass axe|a dark red coat and a yellow helmet
bartender||café|city street|listening across a counter|white cloth|a black waistcoat and a white shirt
receptionist||ballroom|city street|knowing every room by its number|ring of keys|a neat green jacket
customer||café|city street|looking at everything and buying one thing|shopping basket|a grey coat and a blue scarf
butcher||market|village|cutting clean and talking little|broad knife|a striped apron over a white shirt
barber||workshop|city street|hearing everything with scissors in hand|pair of scissors|a white coat
astronomer||rooftop|laboratory|writing down what the sky does|long telescope|a dark blue coat and round glasses
cartographer||library|mountains|drawing where nobody has been|rolled map|a brown waistcoat and rolled sleeves
sculptor||workshop|park|taking away what is too much|chisel|a grey smock white with dust
night watchman|m|museum|city street|walking the same corridors until dawn|heavy torch|a dark blue uniform and a peaked cap
butler|m|castle|living room|being there before the bell|silver tray|a black tailcoat and white gloves
maid|f|castle|kitchen|leaving rooms as if nobody had been there|feather duster|a black dress and a white apron
florist||market|garden|tying what belongs together|pair of snips|a green apron over a pink shirt
bookseller||library|city street|finding readers for books|pencil behind the ear|a brown cardigan and glasses
skater||park|city street|falling better every day|pair of worn skates|a red jumper and a wool hat
swimmer||beach|river|counting strokes|towel|a blue bathing suit
translator||library|café|carrying words across|thick dictionary|a green cardigan and glasses
weaver||workshop|village|throwing the shuttle ten thousand times|wooden shuttle|a red shawl over a brown dress
potter||workshop|village|keeping the middle in the middle|lump of clay|a grey apron over a blue shirt
guard||castle|city street|standing still while others pass|ring of keys|a dark green uniform and a peaked cap
architect||office|city street|drawing rooms before there are walls|roll of plans|a black turtleneck and round glasses
builder||city street|workshop|laying one brick upon another|steel trowel|an orange vest over a blue shirt, and a yellow helmet
plumber||workshop|kitchen|finding the drip that nobody else hears|pipe wrench|blue overalls and a grey cap
electrician||workshop|city street|bringing the light back|coil of wire|blue overalls and a yellow helmet
janitor||school|city street|knowing every door and every key|broom|grey overalls and a flat cap
shoemaker||workshop|village|giving old shoes another winter|small hammer|a brown apron over a green shirt
jeweller||workshop|market|setting stones that catch the light|tweezers|a black waistcoat and half-moon glasses
grocer||market|city street|stacking apples so that none rolls away|brass scales|a green apron over a white shirt
pharmacist||market|hospital|counting drops and keeping secrets|glass bottle|a white coat and glasses
banker||office|city street|knowing what everybody owes|leather briefcase|a dark grey suit and a blue tie
accountant||office|café|finding the one wrong number|worn ledger|a grey suit and glasses
politician||office|city street|promising a little more than can be kept|folded speech|a navy suit and a red tie
editor||office|café|crossing out what is too much|red pencil|a brown jacket and glasses
lifeguard||beach|harbour|watching the water all day|whistle|a red shirt and a white cap
zookeeper||park|forest|knowing every animal by its voice|tin bucket|a khaki shirt and tall boots
fortune teller||market|theatre stage|reading what hands do not hide|pack of worn cards|a purple shawl over a red dress
messenger||road|castle|riding through the night with other people's words|sealed letter|a brown cloak and tall boots
archer||forest|castle|holding a breath before letting go|long bow|a green tunic and a brown hood
gladiator||ruins|desert|getting up once more|short sword|a leather apron over a red tunic
wrestler||gym|city street|falling hard and bowing deep|wide belt|a red costume
cyclist||road|mountains|counting hills|dented bicycle|a yellow shirt and a helmet
skier||snow field|mountains|reading the snow|pair of long skis|a red jacket and a wool hat
woodcutter||forest|village|hearing which way a tree will fall|old axe|a checked red shirt and brown trousers
""")

_ALIASES = {
    "fisher": "fisherman",
    "fishermen": "fisherman",
    "fisherwoman": "fisherman",
    "policeman": "police officer",
    "policewoman": "police officer",
    "cop": "police officer",
    "inspector": "detective",
    "investigator": "detective",
    "sleuth": "detective",
    "reporter": "journalist",
    "novelist": "writer",
    "author": "writer",
    "cosmonaut": "astronaut",
    "researcher": "scientist",
    "physicist": "scientist",
    "chemist": "scientist",
    "biologist": "scientist",
    "actress": "actor",
    "waitress": "waiter",
    "ballerina": "dancer",
    "schoolteacher": "teacher",
    "mailman": "postman",
    "burglar": "thief",
    "robber": "thief",
    "hitchhiker": "traveller",
    "traveler": "traveller",
    "nomad": "wanderer",
    "stranger": "traveller",
    "pilgrim": "wanderer",
    "mountaineer": "climber",
    "watch maker": "watchmaker",
    "physician": "doctor",
    "cowgirl": "cowboy",
    "aviator": "pilot",
    "bus driver": "driver",
    "truck driver": "driver",
    "composer": "pianist",
    "guitarist": "musician",
    "drummer": "musician",
    "cellist": "violinist",
    "smith": "blacksmith",
    "seaman": "sailor",
    "castaway": "sailor",
    "emperor": "king",
    "empress": "queen",
    "sorcerer": "wizard",
    "warrior": "knight",
    "ninja": "samurai",
    "lumberjack": "ranger",
    "toymaker": "carpenter",
    "footballer": "football player",
    "fireman": "firefighter",
    "firewoman": "firefighter",
    "barman": "bartender",
    "barkeeper": "bartender",
    "shopper": "customer",
    "mapmaker": "cartographer",
    "map maker": "cartographer",
    "stargazer": "astronomer",
    "watchman": "night watchman",
    "saxophonist": "trumpeter",
    "trumpet player": "trumpeter",
    "hairdresser": "barber",
    "trapeze artist": "acrobat",
    "tightrope walker": "acrobat",
    "juggler": "acrobat",
    "vet": "doctor",
    "dentist": "doctor",
    "paramedic": "nurse",
    "passenger": "traveller",
    "guest": "traveller",
    "athlete": "runner",
    "coder": "programmer",
    "hiker": "climber",
    "security guard": "guard",
    "bodyguard": "guard",
    "gatekeeper": "guard",
    "sentry": "guard",
    "museum guard": "night watchman",
    "caretaker": "janitor",
    "cabbie": "taxi driver",
    "trucker": "driver",
    "bricklayer": "builder",
    "welder": "mechanic",
    "cobbler": "shoemaker",
    "jeweler": "jeweller",
    "greengrocer": "grocer",
    "apothecary": "pharmacist",
    "veterinarian": "doctor",
    "hairstylist": "barber",
    "president": "politician",
    "senator": "politician",
    "businessman": "banker",
    "businesswoman": "banker",
    "fortune-teller": "fortune teller",
    "postwoman": "postman",
    "busker": "musician",
    "sultan": "king",
    "pharaoh": "king",
    "lumberman": "woodcutter",
    "zoo keeper": "zookeeper",
    "restaurateur": "chef",
    "gull": "seagull",
    "hippopotamus": "hippo",
    "rhinoceros": "rhino",
    "alligator": "crocodile",
    "pastry chef": "baker",
    "keeper": "lighthouse keeper",
    "lighthouse-keeper": "lighthouse keeper",
}
_ALIAS_SEX = {
    "fisherwoman": "f",
    "policewoman": "f",
    "policeman": "m",
    "actress": "f",
    "waitress": "f",
    "ballerina": "f",
    "mailman": "m",
    "cowgirl": "f",
    "fireman": "m",
    "firewoman": "f",
    "barman": "m",
    "seaman": "m",
    "businessman": "m",
    "businesswoman": "f",
    "postwoman": "f",
    "sultan": "m",
    "pharaoh": "m",
    "emperor": "m",
    "empress": "f",
}

#: plain people: sex and age, no occupation
PEOPLE = {
    word: Role(word, sex, "human", age)
    for word, sex, age in [
        ("woman", "f", 0),
        ("man", "m", 0),
        ("girl", "f", 10),
        ("boy", "m", 10),
        ("child", "", 9),
        ("kid", "", 9),
        ("orphan", "", 10),
        ("teenager", "", 16),
        ("lady", "f", 0),
        ("gentleman", "m", 0),
        ("grandmother", "f", 72),
        ("grandma", "f", 72),
        ("grandfather", "m", 74),
        ("grandpa", "m", 74),
        ("mother", "f", 36),
        ("father", "m", 38),
        ("mom", "f", 36),
        ("dad", "m", 38),
        ("sister", "f", 0),
        ("brother", "m", 0),
        ("daughter", "f", 12),
        ("son", "m", 12),
        ("wife", "f", 0),
        ("husband", "m", 0),
        ("widow", "f", 68),
        ("widower", "m", 70),
        ("bride", "f", 26),
        ("groom", "m", 28),
        ("twin", "", 0),
        ("friend", "", 0),
        ("neighbour", "", 0),
        ("neighbor", "", 0),
        ("lover", "", 0),
        ("couple", "", 0),
        ("baby", "", 1),
        ("hero", "", 0),
        ("heroine", "f", 0),
        ("rival", "", 0),
        ("best friend", "", 0),
        ("roommate", "", 0),
        ("cousin", "", 0),
        ("uncle", "m", 48),
        ("aunt", "f", 48),
        ("mermaid", "f", 0),
        ("immigrant", "", 0),
        ("princeling", "m", 10),
        ("grandson", "m", 9),
        ("granddaughter", "f", 9),
        ("nephew", "m", 9),
        ("niece", "f", 9),
    ]
}

_ANIMALS = {
    "dog": "a small brown dog with floppy ears and a white chest",
    "puppy": "a tan puppy with one floppy ear",
    "cat": "a slim orange cat with white paws",
    "kitten": "a grey kitten with blue eyes",
    "horse": "a chestnut horse with a white blaze",
    "fox": "a red fox with a white-tipped tail",
    "wolf": "a grey wolf with amber eyes",
    "bear": "a big brown bear with a pale muzzle",
    "rabbit": "a white rabbit with long ears",
    "mouse": "a tiny grey mouse with round ears",
    "elephant": "a grey elephant with a torn ear",
    "lion": "a golden lion with a dark mane",
    "tiger": "an orange tiger with bold black stripes",
    "owl": "a brown owl with yellow eyes",
    "crow": "a glossy black crow",
    "raven": "a glossy black raven",
    "bird": "a small blue bird with an orange breast",
    "swallow": "a swift blue swallow with a forked tail",
    "penguin": "a small black and white penguin",
    "whale": "a huge blue-grey whale",
    "dolphin": "a silver dolphin",
    "turtle": "an old green turtle",
    "fish": "a small orange fish",
    "deer": "a slender brown deer",
    "donkey": "a grey donkey with long ears",
    "goat": "a white goat with curved horns",
    "sheep": "a woolly white sheep",
    "pig": "a pink pig",
    "cow": "a black and white cow",
    "duck": "a white duck with an orange bill",
    "goose": "a grey goose",
    "monkey": "a brown monkey with a pale face",
    "panda": "a black and white panda",
    "butterfly": "a blue butterfly",
    "bee": "a golden bee",
    "frog": "a green frog",
    "squirrel": "a red squirrel",
    "hedgehog": "a small brown hedgehog",
    "parrot": "a bright green parrot",
    "seagull": "a white seagull",
    "robin": "a small brown robin with a red breast",
    "heron": "a grey heron",
    "stork": "a white stork",
    "crane": "a white crane",
    "pelican": "a white pelican",
    "peacock": "a blue peacock",
    "bat": "a small black bat",
    "hamster": "a golden hamster",
    "crocodile": "a green crocodile",
    "hippo": "a grey hippo",
    "rhino": "a grey rhino",
    "leopard": "a spotted leopard",
    "llama": "a white llama",
    "lamb": "a white lamb",
    "cub": "a small brown cub",
    "crab": "a red crab",
    "lizard": "a green lizard",
    "lobster": "a red lobster",
    "jellyfish": "a pale pink jellyfish",
    "shark": "a grey shark",
    "canary": "a yellow canary",
    "chicken": "a white chicken",
    "dove": "a white dove",
    "firefly": "a tiny glowing yellow firefly",
    "octopus": "a red octopus with long arms",
    "camel": "a sandy camel with a red bridle",
    "zebra": "a black and white striped zebra",
    "spider": "a small black spider",
    "snail": "a small brown snail",
    "ant": "a tiny black ant",
    "reindeer": "a brown reindeer with wide antlers",
    "hen": "a speckled hen",
    "rooster": "a red rooster with green tail feathers",
    "swan": "a white swan",
    "seal": "a grey seal with dark eyes",
    "otter": "a brown otter",
    "badger": "a black and white badger",
    "kangaroo": "a tan kangaroo",
    "pony": "a dappled pony",
    "moth": "a pale moth",
    "eagle": "a brown eagle with a white head",
    "pigeon": "a grey pigeon with a green neck",
    "sparrow": "a small brown sparrow",
    "dinosaur": "a green dinosaur",
    "polar bear": "a white polar bear",
    "wolf cub": "a grey wolf cub",
    "giraffe": "a spotted giraffe",
    "snake": "a green snake",
}
_CREATURES = {
    "dragon": "a green dragon with copper scales and small gold wings",
    "ghost": "a pale blue glowing ghost in a long coat",
    "alien": "a slender green alien with large black eyes and a silver suit",
    "fairy": "a small fairy with yellow wings",
    "giant": "a towering giant with a red beard and a patched brown coat",
    "unicorn": "a white unicorn with a silver horn",
    "monster": "a big shaggy blue monster with kind yellow eyes",
    "snowman": "a snowman with a carrot nose and a red scarf",
    "vampire": "a pale vampire with slick black hair and a black cape",
    "angel": "an angel with white wings and a pale robe",
    "elf": "an elf with pointed ears and a green cloak",
    "troll": "a mossy grey troll with a long nose",
    "dwarf": "a short dwarf with a long red beard and a brown leather coat",
    "ogre": "a big green ogre with a brown vest",
    "scarecrow": "a straw scarecrow in a patched brown coat and a black hat",
    "skeleton": "a white skeleton in a red scarf",
}
_ROBOTS = {
    "robot": "a small grey robot with round blue eyes and a dented chest plate",
    "android": "a slim white android with blue light at the temples",
    "drone": "a round silver drone with one green eye",
    "machine": "a tall copper machine with one round lamp for an eye",
}

BEINGS = (
    {w: Role(w, "", "animal", 0, look=look, clothes="") for w, look in _ANIMALS.items()}
    | {w: Role(w, "", "creature", 0, look=look) for w, look in _CREATURES.items()}
    | {
        w: Role(
            w,
            "",
            "robot",
            0,
            work="workshop",
            near="city street",
            craft="repairing what others throw away",
            tool="small spanner",
            look=look,
        )
        for w, look in _ROBOTS.items()
    }
)

_BASE = WORKERS | PEOPLE | BEINGS


def _plural(word: str) -> str:
    for end, plural in (
        ("man", "men"),
        ("thief", "thieves"),
        ("wolf", "wolves"),
        ("mouse", "mice"),
        ("wife", "wives"),
        ("child", "children"),
        ("elf", "elves"),
    ):
        if word.endswith(end):
            return word[: -len(end)] + plural
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


#: every word the reader looks for -> (role, sex the word itself says)
ROLE_WORDS: dict[str, tuple[Role, str]] = {w: (r, r.sex) for w, r in _BASE.items()} | {
    a: (_BASE[w], _ALIAS_SEX.get(a, _BASE[w].sex)) for a, w in _ALIASES.items()
}
PLURALS: dict[str, str] = {_plural(w): w for w in ROLE_WORDS} | {"people": "traveller", "folk": "traveller"}

#: What somebody without a named occupation does with a life, chosen by seed.
CALLINGS = {
    "f": ["teacher", "nurse", "seamstress", "photographer", "baker", "gardener", "librarian", "doctor"],
    "m": ["teacher", "carpenter", "clockmaker", "photographer", "baker", "gardener", "postman", "doctor"],
}

#: Things that can carry a story of their own: word -> (place kinds it passes, what it is made of in a picture)
THINGS = """river stream tree oak forest mountain city town village house home sea ocean island storm star moon garden bridge
lighthouse ship train book violin piano coin flower seed raindrop cloud castle mirror street road theatre clock kite
letter photograph balloon volcano glacier desert bicycle chair""".split()
