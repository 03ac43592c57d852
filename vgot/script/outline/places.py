"""Where stories happen: kinds of place, each with sets that can be built more than once and details to look at.

A kind's name always contains the word by which a drawn world knows it. `indoors` decides where light comes from.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceKind:
    """`sets` are (name, look) pairs; `details` are whole clauses, one of which is noticed at each visit."""

    word: str
    indoors: bool
    sets: tuple[tuple[str, str], ...]
    details: tuple[str, ...]


def _read(table: str) -> dict[str, PlaceKind]:
    kinds = {}
    for block in table.strip().split("\n\n"):
        word, *rows = block.splitlines()
        indoors = word.startswith("in ")
        word = word.split(" ", 1)[1]
        parts = (row[1:].partition(":") for row in rows if row.startswith("="))
        sets = tuple((name.strip(), words.strip()) for name, _, words in parts)
        details = tuple(
            d.strip().rstrip(".") for row in rows if not row.startswith("=") for d in row.split("/") if d.strip()
        )
        kinds[word] = PlaceKind(word, indoors, sets, details)
    return kinds


KINDS: dict[str, PlaceKind] = _read("""
in bedroom
=farmhouse bedroom: an iron bed under a patchwork quilt, a wooden cradle and a window with white curtains
=upstairs bedroom: a brass bed, a blue rug and a tall wardrobe with a mirror
=attic bedroom: a narrow bed under a sloping roof, a round window and a shelf of small things
the curtains breathe in and out / a jug and basin stand on the washstand / the quilt has slipped to the floor
a chair by the bed holds folded clothes / one floorboard creaks / a moth circles the ceiling

in kitchen
=farmhouse kitchen: a black stove, blue cupboards and a scrubbed oak table
=narrow city kitchen: green tiles, copper pans on hooks and one window to the courtyard
=family kitchen: yellow walls, a round table and shelves of jars
steam climbs from a pot / flour lies on the table like snow / the clock over the door runs five minutes late
a cup stands where somebody left it / rain ticks on the sill / apples fill a blue bowl

in restaurant kitchen
=restaurant kitchen: a long steel counter, copper pans and a white-tiled kitchen wall
=basement kitchen: brick vaults, an iron range and strings of garlic in the kitchen
orders flutter on the rail / flames lick under six pans / plates stand in towers / the swing door never rests
a tap drips into a steel sink / knives hang in order of size

in living room
=parlour living room: a green sofa, a fireplace and a wall of framed photographs
=small living room: two armchairs, a standing lamp and a shelf of books
=bright living room: a wide window, a red rug and a piano against the wall
the clock on the mantel ticks / dust floats over the rug / somebody has drawn back the curtains
a shawl hangs over the armchair / a record has run to its end / letters lie open on the low table

in school
=village school: rows of wooden desks, a blackboard and a map of the world
=brick school: tall windows, ink-stained desks and a brass bell by the blackboard
chalk dust hangs in the air / coats hang in a wet row / a paper plane lies under a desk
the blackboard is half wiped / satchels lean against the wall / a globe stands turned to the sea

in office
=newspaper office: green lamps, rows of desks and a wall of pinned paper
=tall office: a wide window over the city, a heavy desk and grey filing cabinets
=back office: a frosted glass door, a wooden desk and one tired plant
a telephone waits under the lamp / blinds cut the wall into strips / papers slide from a pile / a fan turns slowly
the coffee has gone cold / a hat hangs alone on the stand

in hospital
=county hospital: white beds in a row, green walls and a polished corridor
=city hospital: glass doors, pale blue curtains and a long lit corridor
a curtain sways on its rail / a trolley stands forgotten / the wall clock is the loudest thing here
flowers lean in a water glass / a chart hangs at the foot of the bed / wheels squeak far off

in church
=white wooden church: plain benches, a bell rope and a tall window of coloured glass
=stone church: thick pillars, an old altar and a rose window
candles burn down unevenly / petals lie in the aisle / swallows nest over the door / dust stands in the coloured light
a hymn book lies open / the big door stands ajar

in library
=town library: oak shelves to the ceiling, a rolling ladder and green reading lamps
=old library: a gallery of books, a spiral stair and a long library table
a book has been left face down / the ladder still rolls a little / the lamps make small islands
a cat sleeps on the returns desk / somebody has pressed a leaf between pages / footsteps die in the carpet

in café
=corner café: marble tables, a zinc counter and a striped awning
=little café: red chairs, a chalk menu and a steamed-up window
cups ring on saucers / a newspaper hangs from its stick / steam clouds the glass / somebody has paid in small coins
the awning drips / two chairs still stand pushed back

in theatre stage
=old theatre stage: a worn wooden stage, red curtains and gilded balconies
=small theatre stage: black drapes, painted scenery and a row of footlights
ropes hang from the dark above / one seat creaks in the stalls / painted clouds wait in the wings
a chalk cross marks the centre / the curtain moves though nobody touches it / sheet music lies by the lights

in ballroom
=mirrored ballroom: gold mirrors, a chequered floor and three chandeliers
=town dance hall ballroom: paper lanterns, a bandstand and a wax-polished ballroom floor
the band tunes up / streamers hang from the lamps / glasses stand on every sill / the mirrors double every move
a glove lies on the floor / chairs are lined up along the wall

in laboratory
=glass-walled laboratory: white benches, rows of flasks and humming instruments
=cellar laboratory: brick vaults, copper coils and shelves of labelled jars in the laboratory
something green bubbles and settles / needles tremble on the dials / notes cover one whole wall
a kettle shares the bench with a microscope / glass tubes catch the light / a lamp blinks twice and steadies

in workshop
=backyard workshop: a heavy bench, tools on hooks and a workshop stove
=attic workshop: skylights, shelves of parts and a factory of small unfinished things
shavings curl on the floor / a half-made thing lies under a cloth / the vice holds nothing
light falls in a square on the bench / every tool has its painted outline / a radio hums under its breath

in bakery
=corner bakery: a brick oven, flour sacks and a bakery kitchen window full of loaves
=village bakery: a black oven, long tables and a kitchen smelling of bread
loaves cool in ranks / the oven door glows at the edges / flour floats in the air / the first customers stamp outside

in gym
=cellar gym: a roped ring, hanging bags and bare factory brick
the bags still swing / a towel lies over the ropes / posters peel from the wall / water stands in a bucket

in police station
=police station: an old office of scarred desks, green lamps and a barred door
a telephone rings twice and stops / files lean in a tower / keys hang by the door / rain runs down the glass

in prison
=stone prison: a cave of a cell with a high barred window, a plank bed and marks on the wall
a strip of sky is all the window shows / keys ring far off / a tin plate lies by the door / the marks have grown

in factory
=red-brick factory: long belts, iron columns and a saw-tooth glass roof
=idle factory: silent machines, broken skylights and rusted rails in the factory floor
belts slap overhead / sparks fall and die / pigeons sit in the roof / the hooter has just stopped / steam leaks at a joint

out train station
=iron train station: a glass roof, a big white clock and two long platforms
=country train station: one platform, a wooden bench and a red signal
steam rolls over the platform / a whistle sounds down the line / porters push a cart / the clock hand jumps a minute
a glove lies by the rails / pigeons walk between suitcases

in museum
=grand museum: a library of glass cases, marble floors and a gallery of gold frames
=night museum: a ballroom of statues, long corridors and red velvet ropes
a red light blinks by the ceiling / the guard's steps fade / statues look past everyone / a rope still sways

in vault
=bank vault: a round steel door, a factory-grey floor and walls of small locked drawers
the bolts are as thick as an arm / a dial clicks / the air does not move / every drawer has a number

in spaceship
=small spaceship: a round cockpit window, worn control panels and a sleeping bunk
=long-haul spaceship: a ring corridor, blinking spaceship panels and a garden under glass
a pen floats past / frost feathers the window / an amber light asks for attention / the pumps hum one low note
photographs are taped beside the dials / a bright dot slides past the glass

out space
=open space: black space thick with stars and the blue curve of home below
=asteroid field in space: slow turning rocks, a far sun and dust like smoke
a strap drifts like weed / sunlight is white and hard / nothing makes a sound / the blue curve glows at its edge

out alien plain
=red planet plain: a planet of rust-red stone, two small moons and a ridge like teeth
dust runs low over the ground / the moons have changed places / footprints end at a stone / the wind writes lines

out moon
=moon plain: a planet of grey dust, round craters and the blue earth over the ridge of the moon
=moon valley: grey hills of the moon, long black shadows and a small silver dome
footprints stay as sharp as on the first day / the earth hangs blue over the ridge / dust falls back slowly
no wind has ever blown here / the dome glows from within / stars stand without a flicker

out cave
=sea cave: wet black rock, a sand floor and a cave mouth full of sky
=deep cave: pale stone columns, a still pool and a low cave roof
water drips somewhere / old drawings run along the wall / breath turns to mist / the pool gives back every light
bats hang like fruit / a draught comes from below

out lighthouse
=lighthouse: a white tower with a red stripe on harbour rocks, a spiral stair and the great lens
=old lighthouse: a grey stone tower above the harbour, a green door and an iron railing
gulls hang in the wind / spray reaches the railing / the lens turns without a sound / salt whitens the panes
the door has blown open / ropes knock against the wall

out harbour
=old harbour: stone quays, blue boats and stacked baskets
=fishing harbour: a wooden pier, red-roofed sheds and nets drying on poles
gulls quarrel over scraps / ropes creak with the swell / a bell buoy tolls / the tide has left a dark line
a boat comes in low in the water / nets lie in heaps

out ship
=sailing ship: a broad deck in the harbour swell, brown sails and a carved rail
=iron ship: a rusty deck above the harbour, lifeboats and one tall funnel
the deck leans and rights itself / a sail cracks like a whip / flying fish scatter / a lantern swings at the stern
rope lies in perfect coils / the horizon tilts

out beach
=long beach: a wide beach of pale shells, beach grass and a line of foam
=rocky beach: black rocks, tide pools and a bleached tree trunk
waves erase the footprints / a kite stands over the beach / foam slides back / shells lie in a drawn line
a gull walks ahead / the wet shore shines like glass

out underwater
=underwater reef: coral walls, swaying weed and blue underwater distance
=underwater wreck: a broken hull, green light and drifting underwater silt
bubbles wobble upward / a shoal turns as one / weed leans with the current / light ripples over the sand

out river
=green river: slow water, willows and a wooden landing by the river
=wide river: brown water, sandbanks and a stone river bridge
a heron stands on one leg / leaves spin on the current / the ferry rope hums / rings spread where a fish rose
mist hangs over the bend / a boat is tied to a root

out waterfall
=mountain waterfall: a white ribbon of river, black rocks and ferns
spray beads on the ferns / a rainbow stands in the mist / the roar fills the gorge / foam circles in the pool

out forest
=pine forest: tall red trunks, fern and a forest path of needles
=old forest: mossy oaks, twisted roots and a clearing with a fallen tree
a woodpecker stops / fog sits between the trunks / mushrooms ring a stump / a branch cracks far off
the path divides around a stone / light falls in coins on the moss

out mountains
=high mountains: grey ridges, a stony pass and a cairn of stones in the mountains
=snowy mountains: blue glaciers, a narrow ledge and a far hut in the mountains
clouds pour over the ridge / a stone falls and goes on falling / an eagle turns below / the wind takes every word
prayer flags snap on a line / the valley is a toy

out desert
=golden desert: long dunes, a line of camel tracks and heat over the desert sand
=stony desert: red rocks, thorn bushes and a dry desert well
the wind smooths all tracks / heat bends the horizon / a lizard freezes / bones lie white in the sand
a dust devil walks by / the shade has shrunk to a hand

out snow field
=white snow field: soft drifts, a row of black fence posts and a far dark wood
=frozen lake: blue ice, a snow field around it and a small hut
snow squeaks underfoot / breath hangs in the air / tracks cross and part / flakes fall straight down
the ice groans / smoke stands over the hut

out field
=wheat field: waist-high wheat, a lone oak and a white fence at the field's edge
=ploughed field: dark furrows, a scarecrow and a farm on the far side of the field
larks rise and fall / the wind makes waves / a cart has cut two lines / swallows hunt low / the oak has lost a limb

out farm
=family farm: a red barn, a white house and a wind pump
=hill farm: stone walls, a crooked barn and an orchard at the farm
hens scatter / the wind pump clanks / washing snaps on the line / a gate swings / milk cans stand by the lane
apples lie in the grass

out garden
=walled garden: rose beds, a stone bench and a green door in the garden wall
=kitchen garden: bean rows, a glasshouse and a rain barrel in the garden
bees work the lavender / petals lie on the path / a watering can stands full / a robin watches from the spade
the first leaves have fallen / dew hangs in the webs

out park
=city park: chestnut trees, a pond and green benches
=old park: a long avenue of limes, a bandstand and park gates of iron
ducks cross the pond / leaves gather under the benches / a ball rolls by / a band plays out of sight
pigeons rise and settle / somebody has left a glove on the railing

out city street
=old city street: tall brick houses, a tram line and shop signs
=market-side city street: awnings, cobbles and a corner lamp on the city street
=wide city street: stone fronts, a fountain and rows of lime trees
a tram bell rings / wet cobbles shine / a newspaper tumbles by / steam rises from a grating / shutters go up
windows light one by one / a bicycle leans on the lamp

out alley
=back alley: a narrow city street of fire stairs, dustbins and one lamp
=crooked alley: leaning walls, washing lines and a city street glimpsed at the end
a cat slips under a gate / water runs down the middle / a shutter bangs / the lamp buzzes / posters peel in strips

out rooftop
=tar-paper rooftop: chimneys, a water tank and a rooftop skyline
=tiled rooftop: a steep ridge, a weather vane and chimneys all round the rooftop
pigeons clatter up / far below everything hums / the vane turns / stars stand between chimneys / wires sing in the wind

out market
=covered market: rows of stalls, striped cloth and pyramids of fruit at the market
=square market: canvas roofs, crates and a market fountain
a trader calls a price / oranges roll across the stones / scales tip and settle / fish shine on ice
cloth flaps overhead / a child runs between the stalls

out village
=hill village: stone houses, a well and stepped roofs on the village slope
=river village: timber houses, a mill and a duck pond in the village
smoke stands over the roofs / a dog sleeps in the sun / the well rope drips / shutters open one after another
the church bell counts the hour / geese cross between the houses

out castle
=hill castle: grey towers, a drawbridge and banners over the castle court
=ruined castle: broken towers, ivy and a great castle hall open to the sky
banners crack in the wind / torches hiss / ravens sit on the battlement / the portcullis hangs half raised
footsteps ring in the court / moss grows in the joints

out ruins
=sunken ruins: broken columns, creepers and a stair that leads to nothing in the ruins
=desert ruins: carved gates, sand-filled halls and a headless statue among the ruins
dust falls from a lintel / a snake slides off a step / carved faces look on / roots hold the stones together
a column has fallen since / the wind plays the empty doors

out graveyard
=hill graveyard: leaning stones, a yew and a low graveyard wall
=snow-still graveyard: white crosses, an iron gate and bare trees in the graveyard
fresh flowers lie on one stone / the gate stands open / a robin sits on the wall / grass has hidden the oldest names

out road
=country road: dust, poplars and a milestone at the road's edge
=mountain road: hairpins, a stone wall and a long drop beside the road
dust hangs after a cart / the poplars hiss / a signpost has lost one arm / telegraph wires hum
the road shines after rain / a crow walks ahead

out airfield
=grass airfield: a windsock, a wooden hangar and one long field
the windsock fills / grass lies flat / oil drums stand in a row / a propeller ticks as it cools

out camp
=forest camp: a ring of stones, two tents and a forest edge
sparks climb and go out / boots dry on sticks / a pot blackens over the fire / the dark begins at the tents
""")

#: words in a sentence -> kind of place
PLACE_WORDS: dict[str, str] = {
    "bedroom": "bedroom",
    "nursery": "bedroom",
    "kitchen": "kitchen",
    "restaurant": "restaurant kitchen",
    "living room": "living room",
    "house": "living room",
    "cottage": "living room",
    "apartment": "living room",
    "school": "school",
    "classroom": "school",
    "university": "school",
    "office": "office",
    "newspaper": "office",
    "hospital": "hospital",
    "church": "church",
    "cathedral": "church",
    "chapel": "church",
    "monastery": "church",
    "library": "library",
    "bookshop": "library",
    "café": "café",
    "cafe": "café",
    "bar": "café",
    "pub": "café",
    "theatre": "theatre stage",
    "theater": "theatre stage",
    "stage": "theatre stage",
    "opera": "theatre stage",
    "circus": "theatre stage",
    "concert": "theatre stage",
    "ballroom": "ballroom",
    "ball": "ballroom",
    "laboratory": "laboratory",
    "lab": "laboratory",
    "workshop": "workshop",
    "bakery": "bakery",
    "gym": "gym",
    "police station": "police station",
    "prison": "prison",
    "jail": "prison",
    "factory": "factory",
    "train station": "train station",
    "station": "train station",
    "train": "train station",
    "museum": "museum",
    "gallery": "museum",
    "bank": "vault",
    "vault": "vault",
    "casino": "ballroom",
    "spaceship": "spaceship",
    "space station": "spaceship",
    "starship": "spaceship",
    "space": "space",
    "orbit": "space",
    "mars": "alien plain",
    "planet": "alien plain",
    "moon": "alien plain",
    "cave": "cave",
    "cavern": "cave",
    "mine": "cave",
    "lighthouse": "lighthouse",
    "harbour": "harbour",
    "harbor": "harbour",
    "port": "harbour",
    "pier": "harbour",
    "sea": "ship",
    "ocean": "ship",
    "ship": "ship",
    "boat": "ship",
    "beach": "beach",
    "coast": "beach",
    "island": "beach",
    "shore": "beach",
    "seaside": "beach",
    "underwater": "underwater",
    "reef": "underwater",
    "river": "river",
    "lake": "river",
    "waterfall": "waterfall",
    "forest": "forest",
    "woods": "forest",
    "jungle": "forest",
    "rainforest": "forest",
    "mountain": "mountains",
    "mountains": "mountains",
    "alps": "mountains",
    "himalaya": "mountains",
    "volcano": "mountains",
    "hill": "mountains",
    "desert": "desert",
    "sahara": "desert",
    "dunes": "desert",
    "snow": "snow field",
    "arctic": "snow field",
    "antarctica": "snow field",
    "ice": "snow field",
    "tundra": "snow field",
    "siberia": "snow field",
    "alaska": "snow field",
    "field": "field",
    "fields": "field",
    "meadow": "field",
    "prairie": "field",
    "farm": "farm",
    "ranch": "farm",
    "countryside": "farm",
    "garden": "garden",
    "greenhouse": "garden",
    "orchard": "garden",
    "park": "park",
    "playground": "park",
    "street": "city street",
    "streets": "city street",
    "city": "city street",
    "town": "city street",
    "alley": "alley",
    "rooftop": "rooftop",
    "roof": "rooftop",
    "market": "market",
    "bazaar": "market",
    "village": "village",
    "castle": "castle",
    "palace": "castle",
    "kingdom": "castle",
    "fortress": "castle",
    "ruins": "ruins",
    "temple": "ruins",
    "pyramid": "ruins",
    "lost city": "ruins",
    "graveyard": "graveyard",
    "cemetery": "graveyard",
    "road": "road",
    "highway": "road",
    "airfield": "airfield",
    "airport": "airfield",
    "camp": "camp",
}
