"""Which words anybody expects to see in a picture. Prose of a writer ("the whole attention", "a moment of doubt") asks
for nothing that can be drawn: naming it would bury the words that matter."""

from __future__ import annotations

from vgot.animatic.lexicon.things import UNDRAWN_BY_NATURE

#: nouns of the older list that are things all the same: seen in some places, missed in others
_THINGS_ALL_THE_SAME = set(
    "sun moon star cloud sky rain snow fog mist storm wind ground floor wall ceiling window door doorway roof street road path house building city "
    "town sea water wave shore hill mountain grass leaf sand stone rock dust mud ice frost smoke steam wood glass brick silhouette stair "
    "staircase sill shelf curtain curtains gate drawer tile beam rafter pillar arch corridor ledge railing gutter panel bow tail wing fur paw beak "
    "clothes dress coat hat shirt shoe suit jacket scarf glove uniform boot gown apron glasses trousers skirt sweater costume cap robe sleeve pocket "
    "collar button belt vest jeans wound reflection ray lightning furniture couple crowd machinery".split()
)
#: more nouns of mind, talk, time, bodies and film craft
_MORE = set(
    "highlight falloff plenty mid murk flash opening trim glance span stretch sort "
    "ability absence account ache action address agreement amazement ambition anniversary appetite argument art aspect attempt attitude authority "
    "awareness background balance bar base basis behaviour belief benefit benefits bond boredom bottom breakthrough burden business calmness care "
    "cast century certainty chance character charm choice circumstance claim clue comparison competition composure concept concern condition "
    "confidence conflict confusion connection conscience consideration content context control conviction corner cost country craft creation crisis "
    "culture cut danger date deadline deal death debt defeat degree delay delight denial depth desire desperation despair destination destiny "
    "detail difference difficulty dignity disappointment disbelief distance doubt duty ease echo edge effort ego emphasis emptiness end energy "
    "enthusiasm era error escape evidence evil example excitement excuse existence expectation experience explanation extent exterior fact fame fate "
    "favour feeling figure finish flow fatigue foreground form fortune frame framing freedom friend frustration fun function fury future gaze "
    "generation genius glimpse goal gratitude greed grip habit half harmony haste heat help heritage history hour humour hunger hurry ideal "
    "identity image impact impression impulse influence information innocence instinct intent intention interest interior intimacy isolation issue "
    "item jealousy judgement judgment justice kindness knowledge lack laughter law legend length lesson level liberty limit line logic loneliness "
    "longing look luck madness magic majority manner mark matter meaning means melancholy memory mercy message method midst mile minute miracle "
    "misery mission mix mode money mood moral morning mystery mercy myth nature necessity need nerve news nightmare none note notion "
    "objective obsession occasion offer opinion option outcome pace pain panic paradise passion past patience pattern pause peace perspective phase "
    "place plot point poise possibility potential poverty practice prayer precision preparation presence pressure price principle priority privacy "
    "process profession profile progress proof property protection purpose quality quantity race range rate reaction reality reason recognition "
    "regard rehearsal relation relief religion remains reply reputation request resolve resolution respect response responsibility result return "
    "revenge reverence rhythm right risk rite ritual role romance rule sadness safety satisfaction scale scene scent schedule score season secrecy "
    "self sensation sense separation sequence series service shame share shift shot side sight silence similarity situation skill smell "
    "society solitude solution sorrow sound space spectacle speed spell spot stage stake start state status strangeness stress struggle style subject "
    "success suffering suggestion sum support surface surprise survival suspense suspicion symbol sympathy talent taste tempo temptation tenderness "
    "terror test theme theory thought threat thrill time title today tomorrow tonight topic total touch tradition tragedy transformation travel "
    "treat trial triumph trouble truth try turn type uncertainty understanding unity use value variety version view violence virtue vision vow "
    "wait way weakness wealth week weekend weight welcome while whole will wisdom wish wit wonder word worth year yesterday zoom height hand-held "
    "month minute second close-up closeup wide medium shot medium-shot lens dolly pan tilt tracking angle eye-level waist knee toe throat "
    "companion member side-by-side stop fall drop push pull frame framing line lines top bottom bit lot inch foot feet metre meter mile step steps "
    "light lights lighting glow gleam lamp-light contrast ambience hue hues tint tone tones key fill source".split()
)
#: nouns that nobody expects to see
ABSTRACT: frozenset[str] = frozenset((UNDRAWN_BY_NATURE | _MORE) - _THINGS_ALL_THE_SAME)

#: verbs that name no deed of their own: being, having, thinking, wanting, beginning
NO_DEED: frozenset[str] = frozenset(
    "be have do go come get become seem appear remain stay keep begin start continue stop end finish try want wish hope need decide plan intend "
    "learn know think believe remember forget realize realise understand mean feel love like hate prefer let make help can could will would shall "
    "should may might must use live happen take put turn face look see hear listen sense wonder imagine guess expect dream trust choose matter "
    "belong own contain include involve require follow lead bring set stand wear dress fill surround reveal show frame focus suggest convey reflect "
    "evoke capture emphasize emphasise highlight create cast bathe illuminate light shine glow gleam shimmer glimmer lit line cover stretch lie "
    "spread rise exist serve allow cause call name ask say tell meet visit wait recognize recognise consider care miss enjoy share depend "
    "pass last change move settle hang dot adorn decorate park age draw gather grow fit work seat".split()
)
#: verbs of the list that are a deed where the table hears one
HEARD_ANYWAY: frozenset[str] = frozenset("ask say tell work share wait stand draw seat follow love pass show".split())

#: adjectives of what an eye can tell: size, age, shape, stuff, state, face
VISIBLE: frozenset[str] = frozenset(
    "big large huge giant enormous massive gigantic tiny small little tall short long narrow wide broad thick thin fat slim slender skinny round "
    "square flat steep deep high low towering miniature oversized chunky lanky stout burly muscular "
    "old new young ancient modern antique vintage elderly aged medieval futuristic victorian weathered worn shabby tattered threadbare battered "
    "rusty rusted cracked broken torn ripped faded peeling crumbling ruined abandoned derelict dilapidated burnt burned charred scorched "
    "dusty dirty muddy grimy filthy clean shiny polished glossy gleaming sparkling glittering glowing transparent translucent "
    "wet dry damp soaked dripping frozen icy snowy frosty melting boiling steaming smoking burning foggy misty rainy sunny cloudy stormy windy "
    "wooden metal stone brick glass golden silver iron steel brass bronze copper leather woollen woolen silk velvet cotton paper plastic marble "
    "crystal concrete rubber porcelain furry fluffy hairy feathered scaly spiky woolly bald bearded "
    "empty full crowded packed bare cluttered messy tidy overgrown leafy barren lush rocky sandy grassy "
    "open closed shut locked tangled curled folded crooked bent twisted upright leaning upside-down "
    "striped spotted dotted checked patterned floral colourful colorful multicoloured rainbow painted wrapped decorated ornate embroidered "
    "mossy crashed sunken bloody wounded injured scarred bandaged pregnant naked barefoot blind one-eyed toothless wrinkled freckled unshaven shaved "
    "ripe rotten mouldy blooming blossoming withered dead fallen bandaged masked armed winged "
    "beautiful ugly handsome elegant lavish luxurious magnificent grand majestic "
    "happy sad angry tired scared afraid lonely bored jealous nervous proud calm excited worried surprised joyful cheerful gloomy furious "
    "sleepy exhausted drunk hungry sick "
    "dark bright dim pale vivid neon luminous moonlit sunlit candlelit shadowy "
    "double triple single-storey invisible floating flying hanging parked spinning".split()
) - {"grand", "magnificent", "majestic", "beautiful", "ugly", "handsome", "elegant", "parked", "open", "upright", "hungry", "full"}  # fmt: skip
#: of these, those that the drawn world shows of any thing, since all of it is drawn so
ALWAYS_SO: frozenset[str] = frozenset("clean bright colourful colorful round".split())

#: parts of bodies and of faces: there with whoever is there
BODY: frozenset[str] = frozenset(
    "eye face head hair hand arm finger shoulder body leg foot knee back chest lip mouth smile tear cheek brow forehead skin neck ear nose fist palm "
    "lap wrist hip chin jaw eyebrow eyelid thumb lash elbow ankle heel grin frown fingertip knuckle tail paw fur beak wing whisker hoof snout mane muzzle feather".split()
)
#: words of film craft that the camera's text is full of
FILMED = set(
    "slow slowly gentle quick fast steady camera shot frame framing angle lens view viewer figure subject scene foreground background composition level eye shoulder edge side left right "
    "centre center top bottom middle distance movement move motion pace axis line space headroom third person people character face detail hold "
    "second start end beginning beat move height action moment whole both two three single profile".split()
)
#: endings of nouns of mind and talk, and nouns that end so and are there all the same
TALK = ("ness", "tion", "sion", "ment", "ity", "ance", "ence", "ship", "ism", "hood", "dom", "tude", "ing")
TALK_THAT_IS_THERE = set(
    "station painting building fountain instrument monument pavement apartment bandage ambulance fence entrance plantation ceiling railing ring wing "
    "swing string king earring spring clothing dressing lightning wedding fencing scaffolding luggage basement cement garment ornament ointment tent "
    "document monument experiment equipment spaceship ship steamship airship warship battleship city university facility kingdom prince princess "
    "appliance conveyance residence audience evidence cushion mansion pension television invention lotion potion icing bedding lining building "
    "offering opening crossing landing clearing carving drawing engraving etching sling sibling duckling gosling sapling seedling dumpling pudding "
    "stocking awning bunting mooring decoration vegetation constellation reflection explosion contraption refreshment compartment tournament".split()
)
#: words for places that are only room, or that are spoken of everywhere
NO_PLACE = {"room", "home", "outdoors", "outside", "indoors", "void", "stage", "court", "deck", "ground", "plain"}
#: words for people that point at nobody in particular
NOBODY = {"someone", "somebody", "everyone", "everybody", "nobody", "anybody", "self", "human", "humanity", "other", "another", "one", "life", "figure",
           "character", "hero", "heroine", "protagonist", "leader", "member", "public", "owner"}  # fmt: skip
#: what moves or shines by itself, or with whoever it belongs to
DOES_BY_ITSELF = BODY | set(
    "rain snow wind storm fog mist light sun moon sunlight moonlight shadow silence time night day dawn morning evening story camera shot music "
    "smoke voice breath star lamp".split()
)
