"""A catastrophe and what people do in it; a voyage between the stars."""

DISASTER_NEEDS = (("ally", "doctor", "neighbour"), ("child", "girl", "girl"), ("elder", "mayor", "mayor"))
DISASTER_PLACES = {
    "home": "living room|kitchen|village",
    "town": "city street|village|market",
    "high": "mountains|rooftop|church",
    "shelter": "church|cave|school",
    "road": "road",
    "help": "hospital|school|church",
    "edge": "harbour|field|river",
}
DISASTER_TITLES = (
    "What Stood",
    "The Day Before the Sirens",
    "Hold the Rope",
    "After the {Object} Stopped",
    "Everyone from the Hill",
)
DISASTER_OBJECTS = ("clock", "bell", "radio", "lamp")
DISASTER = """
0 1 town morning hero calm first | an ordinary street
It is an ordinary day, and {hero} is thinking about bread.
Nobody looks up, because nothing has ever come from there.
humming, a bag on one arm

0.06 2 edge noon hero wonder | birds all flying one way
All at once every bird flies over {hero} in the same direction.
{He} counts the seconds until it is quiet, because in the quiet even the leaves have stopped.
shading the eyes

0.12 2 home overcast hero+ally tense | a trembling glass of water
{hero} watches the water tremble in a glass and calls {ally} to the table.
They say that it is only a lorry because it would be nice if it were a lorry.
bent down to the height of the glass
ally: There is no lorry.

0.18 2 town noon hero+elder tense | a shutter pulled down on a warning
{elder} refuses to ring the {object} on account of a glass of water.
There is a festival tomorrow, because the bills have to be paid, and panic costs money.
speaking fast, not being heard
elder: And if you are wrong? Who pays for that?

0.24 1 town storm hero dark cut key | a sky the wrong colour
Then it comes, all at once, from the side where nobody had looked.
The {object} stops, because the hand that rang it has run, and {hero} rings it in their place.
hauling with the whole body
hero: Up the hill! Leave everything! Up!

0.3 1 home storm hero+child tense | a small hand under a table
{hero} runs the wrong way, back in, because of a voice under a table.
{child} will not come out until the doll is found, and so {hero} finds the doll.
on the stomach, arm outstretched
child: I counted to a hundred. Nobody came.

0.36 2 road storm hero+ally+child tense | a rope of knotted bedsheets
{hero} ties {child} and {ally} to {self} with a bedsheet.
The knot is a bad one but there are three of them holding it, because nobody has a hand free to be afraid.
leaning into the roar

0.42 1 high night hero+ally+child sad | a valley without lights
From the hill they look down to where the lights used to be.
Nobody counts aloud, because everyone is counting.
a blanket round three pairs of shoulders

0.48 2 shelter candle hero+ally warm | a row of sleepers
In the shelter {hero} tears shirts into strips, and {ally} ties them.
They talk about soup because everything else is too large.
sleeves torn off, steady
ally: You have good hands. Keep them busy.

0.53 2 shelter firelight child+hero wonder | a shadow rabbit on a wall
{child} will not sleep, and {hero} makes a rabbit out of two hands and a flame.
One after another the grown-ups watch as well, because a rabbit is exactly what was missing.
serious about the ears

0.58 2 town dawn hero+elder sad | a man sitting on a doorstep without a house
In the ashen morning {elder} is sitting on a step that leads nowhere.
{hero} sits down next to {elder.him}, because to be right is worth nothing now.
grey with dust, unreproachful
elder: You told me. I had the rope in my hand.

0.63 1 town overcast hero+ally tense key | three knocks under stone
{hero} raises a hand for silence: somewhere below, somebody is knocking.
It may be only water, because water knocks too; they begin to dig.
ear to the ground, finger raised

0.68 2 town storm hero+ally+elder dark | a beam that will not move
The second shock comes while they are digging, and nobody runs.
{elder} gets under the beam {elder.self} because somebody ought to have held something up two days ago.
teeth bared under a load
elder: Pull! It is only weight!

0.73 1 town dawn hero+ally wonder key | a hand taking a hand through a gap
A hand comes out of the stones and takes hold of {hero}.
It had kept on knocking because it had heard the rabbit being laughed about last night.
lying flat, whispering
hero: I have you. I have you. Say something rude.

0.78 2 help morning ally+hero calm | a ladle moving down a line
{ally} ladles, {hero} carries, and nobody asks who was rich.
The line is orderly because at the front of it stands {child} with a very strict list.
swaying with tiredness

0.83 2 edge golden hero+child sad | a boat made of a door
{hero} and {child} let a lamp drift out for everyone who is not on the list.
They stay until it cannot be seen any more because somebody has to wave.
on their knees at the edge

0.88 2 town noon hero+elder+ally joy | a chain of passing hands
Stone by stone goes from hand to hand up the street.
It is faster with songs, because with songs the bakers keep step with the bankers.
shirtless with dust, singing

0.94 2 home dusk hero+child warm | a doll on a new shelf
{hero} puts up a shelf, and {child} puts the doll on it.
It is the first thing in the house, because a house has to begin somewhere.
kneeling, nails between the lips

1 1 town morning hero+ally+child calm last | an ordinary street with young trees
It is an ordinary day again, and {hero} is thinking about bread.
Everybody looks up when a bird flies over, because one may; then they go on talking.
humming, two bags and a small hand
child: It is only a bird.
"""

SPACE_NEEDS = (("ally", "robot", "ship's robot"), ("third", "engineer", "engineer"), ("rival", "captain", "captain"))
SPACE_PLACES = {
    "ship": "spaceship",
    "out": "space",
    "planet": "alien plain",
    "cave": "cave",
    "lab": "laboratory|spaceship",
    "earth": "field|beach|garden",
}
SPACE_TITLES = (
    "{hero} and the Silent Planet",
    "Nineteen Minutes to Answer",
    "A Garden under Glass",
    "The {Object} That Called",
    "Farther Than Rain",
)
SPACE_OBJECTS = ("signal", "radio", "lamp", "beacon")
SPACE = """
0 1 earth golden hero wonder first | a hand pressed into grass
On the last evening {hero} lies in the grass and tries to learn it by heart.
{He} pulls up one blade and keeps it because nothing of the kind grows where {he} is going.
flat on the back, eyes wide open

0.06 2 ship lamp hero+third tense | straps pulled tight
{third} checks the straps of {hero} and then checks them again.
The second time is superstition, because the first time there was nothing wrong either.
dry-mouthed, thumbs up
third: If anything rattles, it is probably me.

0.11 1 out noon hero+third wonder | a blue planet shrinking
The engines fall silent, and the Earth is a thing one can cover with a thumb.
{hero} does so and takes the thumb away again at once, because it felt unlucky.
nose against the glass

0.17 2 ship lamp hero+ally joy | a pen floating between them
{ally} is switched on and asks what it is for.
{hero} has no idea, because the page is missing from the manual, and suggests company.
upside down, delighted
ally: Company. I will look it up.

0.22 3 ship lamp hero calm | a blade of grass in a tube
{hero} puts the blade of grass under glass and waters it with three drops.
It will not grow, because it is only grass; {he} waters it every day all the same.
tender, holding a pipette

0.28 2 ship lamp hero+third calm | a board game with magnets
{hero} and {third} play the same game for the two hundredth time.
{third} is losing on purpose, because it is the birthday of {hero}, which {he} has forgotten.
suspicious, one eyebrow raised

0.33 1 ship night hero+ally wonder key | one needle trembling
In the night watch one needle trembles: there is {an_object} where nothing should be.
{ally} plays it eleven times because it cannot be an error eleven times.
headphones on, breath held
ally: It repeats. It also seems to be waiting.

0.38 2 ship lamp hero+rival+third tense | a face on a crackling screen
{rival} orders them home; the answer is nineteen minutes old and does not fit any more.
The distance makes liars of everyone, because by now they have already turned.
not looking into the camera
rival: That is not a request, crew.

0.44 1 out noon hero+third dark cut key | a white suit spinning away
A stone no bigger than a pea goes through the hull, and {third} is outside.
The line parts because it was made for straps and not for stones; {hero} jumps without one.
arms out, visor full of stars
hero: Look at me! Only at me!

0.49 2 ship lamp hero+third sad | frost on the inside of a window
{third} lives, but half of the ship is dark, and it begins to freeze.
They move closer to the lamp because there is heat for one room only.
shivering, counting bottles of air

0.54 2 ship lamp ally+hero warm | a panel opened in a metal chest
{ally} offers its own battery for the heater.
It does so, because it has looked up company, and the entry was quite clear.
shaking the head, in tears
ally: I can be switched on again. You have not been built that way.

0.6 1 planet dawn hero+third wonder | a boot above untouched dust
The ship comes down hard, and {hero} is the first to put a foot on this world.
{He} hesitates because after that there will be a footprint.
one boot in the air, swaying

0.66 2 planet storm hero+third tense | two figures on one rope
A wall of red dust comes over the ridge, and they walk into it.
The {object} lies on the other side, because of course it does.
bent forward, hand over hand

0.72 1 cave lamp hero+third wonder | green light under ice
Under the ground there is water, and in the water something shines.
It goes brighter when {hero} speaks because it has waited so long for a voice.
visor up, whispering

0.77 1 cave candle hero wonder key | a single living leaf
{hero} finds where the {object} comes from: a garden, and nobody in it.
Those who planted it are long gone; it calls because it needs to be watered.
on both knees, gloves off

0.82 2 cave lamp hero+third calm | three drops falling
{hero} waters the first row, three drops to each.
There is not enough for everything, because there never is; {he} starts at the beginning.
entirely at peace
third: You are good at that. Who taught you?

0.87 2 ship lamp hero+third+ally joy | two round lamps lighting up
{third} brings the cell from the garden, and {ally} opens its eyes.
It asks how long it was away because someone appears to have been crying.
laughing, hugging metal
ally: Company. I looked it up. It was correct.

0.92 2 out noon hero+ally sad | a dark planet with one green point
They have to leave, and {hero} watches the green point until it cannot be told from the stars.
The {object} is still there, but it has changed, because now it sounds like a good night.
forehead on cold glass

0.96 3 ship lamp hero+rival calm | a report of one line
{rival} asks for the report, and {hero} sends one sentence.
It takes nineteen minutes, because good news is no faster.
smiling into the camera
hero: We were expected.

1 1 earth dawn hero+third+ally joy last | a hand pressed into wet grass
{hero} lies in the wet grass and lets it rain into {his} face.
{He} plants the blade from the tube next to the others, because it has seen more than all of them.
soaked, arms spread wide
ally: Is this what it is for?
"""
