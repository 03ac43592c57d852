"""Words for things and animals -> names of props; words for people; and the nouns that need no drawing of their own."""

from __future__ import annotations

#: prop -> words for it
PROPS: dict[str, str] = {
    "table": "table|oak table|wooden table|round table|coffee table|dining table|kitchen table|picnic table|workbench|desk|school desk|counter|nightstand",
    "chair": "chair|stool|wooden chair|folding chair|dining chair|seat", "armchair": "armchair|rocking chair|throne|recliner",
    "sofa": "sofa|couch|settee|loveseat", "bench": "bench|park bench|pew|wooden bench",
    "bed": "bed|hospital bed|cot bed|mattress|bunk|deathbed", "cradle": "cradle|crib|cot|bassinet|pram|stroller|baby carriage",
    "bookshelf": "bookshelf|bookcase", "stove": "stove|oven|cooker",
    "book": "book|novel|notebook|diary|journal|textbook|storybook|bible|photo album|album|manuscript|spellbook|tome|sketchbook|"
            "picture book|ledger|page|cookbook|old book",
    "letter": "letter|envelope|note|telegram|postcard|document|contract|paper|invitation|photograph|photo|love letter|"
              "certificate|ticket|acceptance letter|old photograph|last will|test result|photographs",
    "phone": "phone|telephone|smartphone|cell phone|mobile phone|receiver|mobile", "laptop": "laptop|computer|tablet|laptop computer|"
    "keyboard|computer screen|monitor",
    "car": "car|lorry|automobile|truck|taxi|van|pickup truck|cab|police car|limousine|convertible|ambulance|vehicle|jeep|pickup|sedan|race car",
    "bus": "bus|school bus|coach|tram|trolley", "bicycle": "bicycle|bike|motorcycle|motorbike|scooter|tricycle",
    "boat": "boat|ship|sailboat|yacht|fishing boat|ferry|galleon|steamship|vessel", "rowboat": "rowboat|rowing boat|canoe|raft|lifeboat|kayak|gondola|dinghy|small boat|little boat|wooden boat|punt|skiff",
    "train": "train|locomotive|steam train|carriage window|steam engine|tram car", "plane": "plane|jet|aircraft|biplane|paper plane|glider|"
    "fighter jet",
    "rocket": "rocket|spaceship|space shuttle|spacecraft|starship|lander|rocket ship|spaceship model|capsule|shuttle",
    "ufo": "ufo|flying saucer|alien ship|alien spacecraft", "sled": "sled|sleigh|sledge|toboggan",
    "tractor": "tractor|bulldozer|digger|harvester", "cart": "cart|wagon|wheelbarrow|horse drawn carriage|stagecoach|chariot|horse cart",
    "wheelchair": "wheelchair", "balloon": "balloon|toy balloon", "balloons": "bunch of balloon|party balloon|cluster of balloon|bundle of balloon", "hot_air_balloon": "hot air balloon",
    "ball": "ball|football|basketball|soccer ball|baseball|beach ball|tennis ball|rubber ball|volleyball",
    "kite": "kite", "flower": "flower|rose|tulip|daisy|sunflower|wildflower|sapling|potted plant|houseplant|plant|seedling|lily|orchid|"
    "potted flower|sprout|daffodil|poppy",
    "bouquet": "bouquet|bunch of flowers|bunch of flower|flower arrangement|wreath|garland|vase|vase of flowers|vase of flower|floral arrangement",
    "cake": "cake|birthday cake|wedding cake|pie|cupcake|pastry|dessert", "candle": "candle|candlestick|candelabra|birthday candle",
    "lamp": "lamp|desk lamp|bedside lamp|table lamp|reading lamp|floor lamp", "lantern": "lantern|oil lamp|torch|paper lantern|flashlight|oil "
    "lantern",
    "umbrella": "umbrella|parasol", "suitcase": "suitcase|luggage|steamer trunk|travelling trunk|briefcase|travel bag|bag|duffel bag|valise|handbag|leather bag|suitcases",
    "guitar": "guitar|ukulele|banjo|electric guitar|acoustic guitar|lute", "piano": "piano|grand piano|organ|upright piano|harpsichord",
    "violin": "violin|fiddle|cello|viola|string instrument", "drum": "drum|drum kit|drums|tambourine", "trumpet": "trumpet|saxophone|trombone|"
    "french horn|bugle|flute|clarinet",
    "cage": "cage|birdcage|bird cage", "camera": "camera|film camera|video camera|vintage camera", "telescope": "telescope|spyglass|binoculars",
    "microscope": "microscope", "flask": "flask|test tube|beaker|vial|potion|chemical|experiment kit|bubbling flask|bottle of potion|glowing vial",
    "easel": "easel|canvas|paintbrush|half finished painting|unfinished painting|palette", "painting": "painting|portrait|framed picture|framed "
    "photograph|artwork|framed photo|"
    "family portrait|masterpiece|picture frame|mural|family photograph|photo frame",
    "gravestone": "gravestone|tombstone|headstone|grave|tomb|memorial stone|coffin|casket", "cross": "cross|crucifix|wooden cross",
    "tent": "tent|teepee|tipi|camp tent|yurt", "campfire": "campfire|bonfire|fire pit|camp fire", "fireplace": "fireplace|hearth",
    "sword": "sword|dagger|saber|sabre|lightsaber|katana|spear", "shield": "shield", "crown": "crown|tiara|golden crown",
    "treasure_chest": "treasure chest|treasure|wooden chest|"
    "pile of gold|strongbox|gold coin", "map": "map|treasure map|old map|chart|blueprint|star chart|scroll|parchment|plan",
    "robot": "robot|small robot|android|droid|robotic arm|machine|drone", "tree": "tree|oak|oak tree|pine|apple tree|willow|palm tree|maple|old oak|"
    "pine tree|cherry tree|ancient tree|maple tree|willow tree|lone tree", "christmas_tree": "christmas tree", "snowman": "snowman|snow sculpture",
    "gift": "gift|present|package|parcel|gift box|wrapped gift|box|cardboard box|crate|wrapped box|moving box",
    "coffee_cup": "coffee cup|cup of coffee|mug|teacup|cup of tea|cup|coffee|tea|hot chocolate|coffee mug|teapot|steaming mug|cocoa|steaming cup|"
    "hot cocoa|tea cup|teacups",
    "newspaper": "newspaper|magazine|broadsheet|headline", "flag": "flag|banner|pennant|finish flag",
    "diploma": "diploma|degree|award certificate|graduation scroll",
    "ring": "ring|wedding ring|engagement ring|diamond ring|wedding band|engagement band", "toy": "toy|toy train|toy car|building block|wooden "
    "toy|doll|puppet|toy block|rattle|music box|"
    "rubber duck|toy boat|spinning top|wooden block|rocking horse|wooden blocks", "teddy_bear": "teddy bear|teddy|stuffed animal|stuffed bear|"
    "plush toy|stuffed toy|stuffed rabbit|plush bear",
    "basket": "basket|picnic basket|picnic|basket of fruit|hamper|fruit|basket of apple|fruit basket|apple|vegetable|produce basket",
    "plate": "plate|meal|food|dinner|breakfast|bowl|soup|lunch|feast|plate of food|bread|loaf|loaf of bread|pizza|sandwich|pancake|cookie|"
    "noodle|ramen|dish|steaming bowl|supper|turkey", "bottle": "bottle|glass bottle|message in a bottle|wine bottle|empty bottle", "glass": "wine glass|champagne|glass of wine|wine|beer|champagne glass|glass of "
    "water|goblet|cocktail",
    "pumpkin": "pumpkin|jack o lantern", "clock": "clock|pocket watch|grandfather clock|wall clock|alarm clock|hourglass|stopwatch",
    "mirror": "mirror",
    "television": "television|tv|television set|screen|tv set|hologram", "radio": "radio|gramophone|record player|transistor radio|phonograph|"
    "jukebox",
    "typewriter": "typewriter", "key": "key|golden key|old key|rusty key", "ladder": "ladder|stepladder", "bucket": "bucket|pail|watering can",
    "shovel": "shovel|spade|rake|hoe|pitchfork", "axe": "axe|hatchet|pickaxe", "hammer": "hammer|wrench|screwdriver|toolbox|tool|spanner|mallet",
    "fishing_rod": "fishing rod|fishing pole|fishing line|fishing net", "trophy": "trophy|medal|award|gold medal|prize|oscar|cup trophy",
    "microphone": "microphone|mic|mike|megaphone", "statue": "statue|monument|sculpture|bust|stone statue", "fountain": "fountain|stone fountain",
    "mailbox": "mailbox|letterbox|post box", "signpost": "signpost|sign|road sign|street sign|for sale sign|wooden sign",
    "well": "well|stone well|wishing well|old well",
    "swing": "swing|tyre swing|swing set|rope swing", "streetlamp": "streetlamp|street lamp|streetlight|lamppost|lamp post",
    "wand": "wand|magic wand|staff|wizard's staff", "skateboard": "skateboard|surfboard|snowboard", "egg": "egg|dragon egg|nest",
    "crystal": "crystal|gem|crystal ball|diamond|glowing orb|orb|jewel|gemstone|glowing stone|glowing crystal|snow globe",
    "globe": "globe|model of the solar system|world globe",
    "broom": "broom|broomstick|mop", "heart": "valentine|heart shaped box", "sandcastle": "sandcastle", "scarecrow": "scarecrow",
    "paper_boat": "paper boat|origami boat",
    "chessboard": "chessboard|chess|chess set|board game|chess board|checkers", "desk_stack": "stack of books|pile of books|stack of paper|pile "
    "of papers|stack of letters|pile of letters",
}  # fmt: skip

#: animal -> words for it
ANIMALS: dict[str, str] = {
    "dog": "dog|puppy|hound|retriever|golden retriever|terrier|labrador|beagle|sheepdog|pup|corgi|german shepherd|poodle|husky|mutt|collie|"
    "bulldog|spaniel|dachshund|greyhound|dalmatian",
    "cat": "cat|kitten|tabby|tabby cat|kitty|feline|tomcat|siamese", "horse": "horse|pony|stallion|mare|foal|mule|colt|steed|workhorse|horseback",
    "donkey": "donkey|burro", "unicorn": "unicorn", "zebra": "zebra", "camel": "camel|dromedary",
    "bird": "bird|songbird|bluebird|canary|finch|cardinal|hummingbird|nightingale|kingfisher|woodpecker|budgie|little bird",
    "sparrow": "sparrow|wren|starling", "robin": "robin", "swallow": "swallow", "pigeon": "pigeon|carrier pigeon|homing pigeon",
    "dove": "dove|turtledove|white dove", "crow": "crow|raven|blackbird|jackdaw|magpie|rook", "gull": "gull|seagull|albatross|tern",
    "parrot": "parrot|macaw|cockatoo|parakeet|toucan", "eagle": "eagle|bald eagle|condor|vulture", "hawk": "hawk|falcon|kestrel|buzzard",
    "swan": "swan|cygnet", "goose": "goose|gosling|stork|heron", "flamingo": "flamingo", "bat": "bat|fruit bat",
    "fox": "fox|vixen|fox cub", "rabbit": "rabbit|bunny|hare", "cow": "cow|bull|calf|cattle|ox|buffalo|bison|yak",
    "sheep": "sheep|lamb|ram|flock of sheep|ewe|llama|alpaca", "goat": "goat|billy goat|ibex|mountain goat",
    "fish": "fish|goldfish|salmon|school of fish|koi|trout|clownfish|tropical fish|seahorse|carp|tuna",
    "dolphin": "dolphin|porpoise", "shark": "shark|great white", "seal": "seal|sea lion|walrus", "jellyfish": "jellyfish",
    "butterfly": "butterfly|moth|dragonfly", "bee": "bee|bumblebee|honeybee|wasp", "ladybug": "ladybug|ladybird|beetle", "firefly": "firefly|glow worm",
    "spider": "spider|tarantula", "ant": "ant", "snail": "snail|slug",
    "bear": "bear|grizzly|bear cub|grizzly bear|brown bear", "polar_bear": "polar bear", "panda": "panda|panda bear", "koala": "koala",
    "owl": "owl|barn owl|owlet|snowy owl", "elephant": "elephant|baby elephant", "mammoth": "mammoth|woolly mammoth|mastodon", "rhino": "rhino|rhinoceros", "hippo": "hippo|hippopotamus",
    "whale": "whale|orca|humpback|humpback whale|blue whale", "dragon": "dragon|wyvern|baby dragon",
    "dinosaur": "dinosaur|t rex|tyrannosaurus|tyrannosaurus rex|raptor|velociraptor", "crocodile": "crocodile|alligator|lizard|iguana|gecko",
    "snake": "snake|python|cobra|viper|serpent", "wolf": "wolf|coyote|jackal|wolf cub|werewolf|hyena",
    "mouse": "mouse|rat|hamster|guinea pig|mole|vole", "squirrel": "squirrel|chipmunk|red squirrel", "hedgehog": "hedgehog|porcupine",
    "otter": "otter|beaver|weasel|ferret|mink", "badger": "badger|skunk", "raccoon": "raccoon|red panda", "kangaroo": "kangaroo|wallaby",
    "duck": "duck|duckling|mallard", "chicken": "chicken|hen|rooster|chick|turkey hen|cockerel",
    "pig": "pig|piglet|boar|hog|wild boar", "deer": "deer|stag|fawn|doe|reindeer|elk|moose|antelope|gazelle", "giraffe": "giraffe",
    "lion": "lion|lioness|lion cub", "tiger": "tiger|tiger cub|tigress", "leopard": "leopard|cheetah|jaguar|lynx|snow leopard|ocelot",
    "panther": "panther|black panther|puma",
    "monkey": "monkey|ape|gorilla|chimpanzee|chimp|orangutan", "penguin": "penguin", "frog": "frog|toad|tadpole",
    "turtle": "turtle|tortoise|sea turtle", "octopus": "octopus|squid|kraken", "crab": "crab|lobster|hermit crab",
}  # fmt: skip

#: animals the drawn world has no shape for, and the nearest that it has: drawn as that, and said so
LIKE: dict[str, str] = {
    "ostrich": "goose", "emu": "goose", "peacock": "parrot", "pelican": "goose", "sloth": "monkey", "lemur": "raccoon",
    "armadillo": "hedgehog", "anteater": "badger", "platypus": "otter", "warthog": "pig", "salamander": "crocodile", "chameleon": "crocodile",
    "centipede": "ant", "scorpion": "crab", "worm": "snake", "caterpillar": "snail", "grasshopper": "ant", "eel": "snake", "griffin": "dragon",
    "phoenix": "eagle", "mosquito": "bee", "starfish": "crab", "shrimp": "crab", "stingray": "shark", "narwhal": "whale", "tapir": "pig",
}  # fmt: skip

#: words that say of an animal (or a thing) what it is made of -> a material of `props_metal`
MATERIALS: dict[str, str] = {
    **dict.fromkeys(("robot", "robotic", "android", "cyborg", "mech", "steel", "metal", "tin", "iron", "chrome", "cybernetic", "metallic"), "robot"),
    **dict.fromkeys(("clockwork", "mechanical", "brass", "bronze", "copper", "windup", "automaton", "steampunk"), "clockwork"),
}  # fmt: skip

#: words after a thing's name that make it only a kind of them: "a ring corridor", "an oak table", "the kite seller"
HEADS = set(
    "corridor tower shop seller maker case door window wall room house hall player lesson store market factory stand post crew keeper fair festival "
    "race museum song string strap cover pie soup juice shelf drawer hole bell vendor dealer repairer tuner lid handle frame stall cart street road "
    "square garden field hill cave island forest ship station club bar party company workshop school bridge light glow bearer line track driver stop wire chandelier vase".split()
)

#: furniture of rooms: out of doors only where the deeds of a shot name it
INDOOR_ONLY = {"lamp", "sofa", "armchair", "bed", "stove", "bookshelf", "fireplace", "television", "chair", "table", "piano", "typewriter", "laptop",
               "desk_stack", "mirror", "cradle", "radio", "phone", "clock", "painting", "chessboard", "globe", "microscope", "flask", "letter", "book",
               "coffee_cup", "plate", "glass", "candle", "newspaper", "toy"}  # fmt: skip
#: places with lamps in the street
LAMPLIT = {"city", "park", "village", "road", "house", "station", "harbour", "market", "playground"}

#: props a kind of place already has in its backdrop, so that they are not drawn twice
IN_THE_PLACE: dict[str, set[str]] = {
    "kitchen": {"stove", "table", "plate"}, "bedroom": {"bed", "lamp"}, "nursery": {"cradle", "toy"}, "hospital": {"bed"},
    "living_room": {"sofa", "armchair", "lamp", "fireplace", "bookshelf", "painting"}, "forest": {"tree"}, "jungle": {"tree"}, "garden": {"tree",
    "flower"},
    "park": {"tree", "bench", "fountain"}, "office": {"laptop", "table", "chair", "bookshelf"}, "lab": {"flask", "table", "microscope"},
    "classroom": {"table", "chair"}, "library": {"bookshelf", "book", "ladder"}, "church": {"cross", "bench"}, "graveyard": {"gravestone", "cross",
    "tree"},
    "cafe": {"table", "chair"}, "station": {"train", "clock", "bench"}, "airport": {"plane"}, "harbour": {"boat"}, "corridor": set(), "city": {"streetlamp"},
    "gallery": {"painting", "statue"},
    "workshop": {"hammer", "table", "easel"}, "spaceship": {"laptop", "television"}, "beach": {"tree"}, "castle": {"flag"}, "shop": {"table"},
    "farm": {"tractor"}, "playground": {"swing"}, "house": {"mailbox", "tree"}, "field": {"tree", "flower"}, "road": {"signpost", "tree"},
    "village": {"well"},
    "market": {"basket", "table"}, "theatre": set(), "snow": {"tree"}, "river": {"tree"}, "lake": {"tree"}, "underwater": {"fish"},
    "cave": {"crystal"},
    "ballroom": set(), "factory": set(), "pyramids": set(), "prison": {"bed"}, "sea": {"boat"}, "space": set(),
}  # fmt: skip

#: words for people: never "not drawn"
PEOPLE = set(
    "man woman boy girl child baby infant toddler newborn teenager teen kid adult person people lady gentleman guy fellow youth elder senior "
    "mother father mum parent daughter son sister brother sibling twin wife husband spouse bride groom couple family grandmother grandfather "
    "grandparent grandchild grandson granddaughter aunt uncle cousin nephew niece friend neighbour stranger colleague partner lover boyfriend "
    "girlfriend fiance fiancee widow widower orphan companion hero heroine villain character protagonist figure crowd audience guest passerby "
    "onlooker student pupil classmate teacher professor doctor nurse surgeon patient midwife scientist researcher engineer inventor artist painter "
    "writer author poet journalist reporter photographer musician singer pianist violinist guitarist dancer ballerina actor actress director chef "
    "cook baker waiter waitress barista bartender farmer gardener fisherman sailor captain pirate soldier officer general veteran knight king queen "
    "prince princess emperor pharaoh wizard witch fairy detective policeman police fireman firefighter astronaut pilot driver conductor mechanic "
    "carpenter blacksmith builder worker miner clown magician priest nun monk pastor shopkeeper vendor merchant customer tailor butcher lawyer judge "
    "mayor president boss secretary clerk librarian athlete runner player coach swimmer explorer traveller adventurer archaeologist biologist "
    "botanist "
    "spectator mourner villager pedestrian commuter passenger tourist team group crew member leader self toddler visitor survivor relative lover "
    "mentor "
    "apprentice villager shepherd cowboy sheriff samurai ninja warrior guard thief spy keeper hiker biker surfer skater caretaker nanny "
    "grandkid seamstress banker liar lodger owner walker folk public bystander fan elderly congregation choir army troop bridesmaid musher weaver "
    "potter sculptor programmer scholar "
    "hunter beggar surfer clockmaker watchmaker goldsmith fiddler postman mechanic gardener robber hermit giant princeling mermaid fairy "
    "ghost orphan twin lad lass "
    "inhabitant resident citizen human humanity someone somebody everyone everybody nobody anybody other another one".split()
)

#: nouns of feelings, bodies, time, talk and film craft: they are acted, lit or framed, not drawn as things
UNDRAWN_BY_NATURE = set(
    "light lighting sunlight moonlight daylight shadow glow gleam sky sun moon star cloud air wind rain snow fog mist weather storm breeze horizon "
    "background foreground distance scene setting place room space area corner side edge end middle centre top bottom front back left right "
    "interior exterior "
    "ground floor wall ceiling window door doorway roof street road path house home building city town sea water wave shore hill mountain "
    "grass leaf sand stone rock dust dirt earth mud ice frost smoke steam wood glass metal brick marble fabric colour tone palette mood "
    "atmosphere feeling emotion "
    "moment time day morning afternoon evening night hour minute second year decade century season age life death birth childhood youth past "
    "future present "
    "story film movie shot frame camera lens angle close view focus depth field detail texture contrast style composition perspective image "
    "picture cut pan "
    "eye face head hair hand arm finger shoulder body leg foot knee back chest lip mouth smile tear cheek brow forehead expression gaze look "
    "glance posture "
    "gesture voice word name breath heart mind soul skin wrinkle neck ear nose fist palm lap wrist hip chin jaw silhouette figure wing tail fur "
    "paw beak "
    "love joy hope fear anger grief sorrow sadness happiness wonder pride peace silence quiet warmth comfort strength courage tension excitement "
    "curiosity "
    "determination memory dream thought idea reason way thing something nothing everything anything part kind sort bit piece lot number amount "
    "sense spirit gap "
    "course journey adventure quest work job career task effort success failure victory loss change beginning start dawn dusk sunrise sunset twilight "
    "midnight noon "
    "music song sound noise laughter conversation talk news speech lesson class game party celebration ceremony wedding funeral birthday holiday "
    "event meeting "
    "dance kiss hug embrace promise secret truth lie mistake decision question answer problem discovery invention danger war battle fight attack "
    "rest sleep step walk run jump move movement motion turn fall rise pause stop action pose position row line circle pair rows half set pile "
    "group stack "
    "distance direction north south east west era period world country land nature wild spring summer autumn winter shade reflection ray beam "
    "flicker "
    "chaos order beauty truth power energy speed force effect result symbol sign dialogue relationship connection bond friendship marriage "
    "reunion farewell "
    "goodbye arrival departure presence absence attention care help support encouragement advice surprise shock relief regret guilt shame trust "
    "faith "
    "clothes clothing outfit dress coat hat shirt shoe suit jacket scarf glove uniform boot gown apron glasses trousers skirt sweater costume cap "
    "robe "
    "attire garment sleeve pocket collar button belt vest jeans first last next same other few many several dozen hundred thousand early late "
    "cause consequence touch whisper cry shout sigh sob wail toast applause cheer vow kiss nod bow stare exchange interaction event distance closeup "
    "opportunity challenge chance role plan dinner lunch breakfast date visit trip vacation honeymoon graduation retirement pregnancy illness "
    "treatment "
    "recovery health pain wound sickness old new future self everyone focus background layer overlay colour lifetime legacy milestone tale ending "
    "aftermath presence lean laugh gaze stillness calm bustle hush crowd routine scenery landscape stair staircase sill shelf curtain curtains "
    "gate handle drawer tile lintel pane step beam rafter pillar arch corridor ledge railing gutter hull panel landscape view surroundings "
    "environment element furniture "
    "decor decoration architecture structure detail design pattern shape size weight height length state condition era".split()
)

#: words that never are the head of a thing worth naming: articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs
FUNCTION = set(
    "a an the this that these those my your his her its our their some any no every each either neither both all half such what which who whom whose "
    "i you he she it we they me him us them myself yourself himself herself itself ourselves themselves one ones "
    "in on at by for with without within from to into onto of off over under above below beneath behind beside between among amid across along "
    "around "
    "through throughout toward towards against near past during before after since until till about up down out as than like upon beyond inside "
    "outside "
    "via per despite except underneath opposite alongside and or but nor so yet because although though while when whenever where wherever if unless "
    "whether is are was were be been being am do did done doing have has had having will would shall should can could may might must let get got "
    "gets "
    "not never no yes too very quite rather almost just only even still again also then now here there always often ever once twice soon later "
    "already "
    "together apart away alone else perhaps maybe however therefore thus instead how why more most less least much many few several other another "
    "own same "
    "s t d m re ve ll etc".split()
)

DETERMINERS = set("a an the this that these those my your his her its our their some any every each no another several many few two three four "
    "five six "
                  "seven eight nine ten dozen both".split())  # fmt: skip

NUMBERS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "pair": 2, "couple": 2, "few": 3,
    "several": 3, "many": 4, "dozen": 6, "dozens": 6, "hundreds": 8, "some": 2, "countless": 6,
}  # fmt: skip


def spread(table: dict[str, str]) -> dict[str, str]:
    """{"dog": "dog|puppy"} -> {"dog": "dog", "puppy": "dog"}."""
    flat: dict[str, str] = {}
    for value, words in table.items():
        for word in words.split("|"):
            flat.setdefault(word, value)
    return flat
