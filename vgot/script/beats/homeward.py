"""An animal is lost and finds its way home; and a river that carries a small boat from its spring to the sea."""

HOME_NEEDS = (("child", "girl", "girl"), ("ally", "crow", "a crow named"), ("elder", "driver", "old driver"))
HOME_PLACES = {
    "home": "farm|village|living room",
    "town": "city street|market|harbour",
    "wild": "forest|mountains|field",
    "water": "river|beach",
    "far": "train station|road|alley",
}
HOME_TITLES = (
    "{hero} Goes Home",
    "The Long Way Back",
    "Where the Gate Sticks",
    "Nose to the Wind",
    "{hero} and {child}",
    "Every Road but One",
)
HOME = """
0 1 home golden hero+child joy first | two shadows rolling in the grass
{hero} and {child} race to the gate, as they do every day when the bell has rung.
{hero} always wins and always comes back for {child}, because winning alone is no fun.
tongue out, mid-leap
child: You cheated! You have four legs!

0.04 2 home lamp hero+child warm | a sleeping heap under one blanket
{child} smuggles {hero} under the blanket and puts out the lamp.
It is forbidden, and because of that both of them lie perfectly still until the steps on the stairs have gone.
one eye open in the dark

0.08 1 far storm hero dark cut key | an empty collar hook
At a halt far from home thunder cracks, and {hero} bolts.
{He} runs without thinking, because thunder has no direction; when it stops, nothing smells of anyone {he} knows.
flat to the ground, trembling

0.12 1 far night child tense | a torch beam in the rain
{child} calls for {hero} until there is no voice left.
They have to drive on because the road is closing; {child} leaves the blanket behind on a post.
shouting with both hands round the mouth
child: {hero}! I am here! I am right here!

0.16 2 far dawn hero calm | a wet nose lifted
{hero} wakes under a cart and sorts the morning by smell.
Bread, oil, strangers: {he} sets off toward the one faint thread that is none of these, because it might be home.
nose up, listening

0.2 2 town noon hero tense | a forest of legs
{hero} crosses the town between wheels and boots.
{He} keeps to the wall because twice already somebody has reached for {him} with a rope.
ears flat, weaving

0.25 2 town morning hero joy | a sausage on the ground
A string of sausages falls off a stall, and {hero} does not ask why.
The chase ends under a bridge, because the butcher is round and {hero} is very hungry.
cheeks full, at a gallop

0.29 1 wild overcast hero+ally tense | two animals around one bone
{hero} meets {ally} over the same bone.
They circle and show what they have, until {hero} lies down first, because half a bone is better than a fight.
stiff-legged, bristling

0.34 2 wild golden hero+ally warm | one bone, two owners
{hero} and {ally} eat from both ends at once.
From now on they travel together because four ears are better than two.
chewing side by side

0.38 1 water morning hero+ally tense | a log turning in the current
There is no bridge, and {hero} swims.
The current takes {him} sideways because it has rained for days; {ally} runs along the bank and calls the way.
only the head above water, straining

0.42 3 wild noon hero+ally joy | a cloud of butterflies
{hero} forgets the journey for the length of one meadow.
{He} has to chase every single butterfly because they keep starting again.
all four feet off the ground

0.46 2 road dusk hero+elder calm | a door opened on an empty seat
{elder} stops the truck and opens the door without a word.
{hero} climbs in because the old hands smell of bread and another dog, gone long ago.
wary, then leaning against the seat
elder: Going my way? Everyone is, a little.

0.51 2 kitchen firelight hero+elder+ally warm | a bowl set down by the stove
{elder} sets down a bowl by the fire and, after a while, a second one.
{hero} could stay here, because it is warm and nobody else comes; {he} sleeps facing the door.
chin on the floor, eyes open
elder: You have somebody already. I can tell by the door.

0.55 1 kitchen dawn hero+elder sad | a hand on an open door
In the morning {elder} opens the door and steps aside.
{hero} licks the old hand once and goes, because the thread in the wind is stronger here.
looking back on the threshold

0.6 2 mountains storm hero+ally dark | a line of prints filling with snow
Snow closes the pass, and {hero} breaks the trail for {ally}.
They dig into the drift and lie nose to tail because one of them alone would not be warm enough.
crusted with ice, pushing on

0.65 1 wild moonlight hero+ally tense key | yellow eyes between trunks
Wolves come down the hill, and {hero} does not run.
{He} stands over {ally}, who has hurt a leg, because somebody has to look larger than a wolf.
teeth bared, twice {his} size

0.7 2 wild dawn hero+ally wonder | a single feather of smoke
From the last ridge {hero} sees a valley and knows the shape of it.
{He} howls because there is no other way to tell {ally} what a gate is.
whole body pointing one way

0.74 3 home overcast child sad | a bowl filled out of habit
At home {child} fills the bowl, as on every evening.
Nobody says anything about it any more, because it is the only way to get {child.him} to the table.
looking down the road, not eating

0.78 1 road storm hero dark | a figure lying by the milestone
At the last milestone {hero} lies down and cannot get up.
The legs have simply finished, because they have been counting the miles all along.
eyes closing, rain on the fur

0.82 2 road dusk hero+ally tense | a tug at a wet ear
{ally} pulls at one ear until {hero} stands.
{ally} has never had a home and wants to see one, because so much fuss must have a reason.
dazed, one foot and then another

0.87 1 home dawn hero+child joy key | two runners and one gate
{child} hears the gate stick, and runs.
Nobody else opens it like that, with the left shoulder, because nobody else has to. They meet so hard that both fall over.
one blur of joy
child: You came back. You came all the way back!

0.91 2 home morning hero+child+ally warm | a third nose round the door
{child} looks up from the hug and sees {ally} standing at a polite distance.
{hero} fetches {ally} in by the scruff, because this belongs to the story.
soaked, proud, filthy

0.95 3 home noon hero+child+elder joy | a truck at the gate
A truck stops at the gate, and {elder} asks whether this is where the road went.
{elder.He} has followed the prints because a bowl by the stove was suddenly too many.
barking at nothing but gladness
elder: I only wanted to see the door.

1 1 home golden hero+child+ally joy last | three shadows rolling in the grass
{hero}, {child} and {ally} race to the gate when the bell has rung.
{hero} could win and does not, because there is somebody new who has never won anything.
running a little slower on purpose
child: Again! All of us!
"""

RIVER_NEEDS = (
    ("ally", "worker", "miller"),
    ("elder", "ferryman", "ferryman"),
    ("third", "fisherman", "fisherman"),
    ("child", "boy", "boy"),
)
RIVER_PLACES = {
    "spring": "mountains",
    "fall": "waterfall",
    "wood": "forest",
    "mill": "village",
    "ferry": "river",
    "town": "city street|market",
    "port": "harbour",
    "sea": "beach|ship",
    "field": "field",
}
RIVER_TITLES = (
    "The Life of a River",
    "Downstream",
    "From the Snow to the Salt",
    "The Boat and the River",
    "All Water Comes Home",
)
RIVER = """
0 1 spring dawn hero wonder first | the first drop on a stone
High under the snow a river is born, drop by drop, and {hero} is there to see it.
A drop falls because the night was warm, a second one joins it, and {hero} puts a finger in their way and lets go.
crouched low, holding the breath

0.05 2 spring morning hero joy key | a boat no longer than a hand
{hero} folds a little red boat and sets it on the youngest water in the world.
The stream is only two hands wide, and because it cannot yet carry a child, it has to carry the boat.
face close above the water
hero: Tell me later what you saw!

0.1 2 fall noon hero wonder | white water leaping
The young river finds the edge of the cliff and jumps.
It goes over without slowing because nobody has told it about falling; far above, {hero} waves it goodbye.
on tiptoe, one arm high

0.16 2 wood golden child calm | ripples around bare feet
In the forest the stream learns to whisper, and {child} learns to listen.
It runs slower because the roots have taken it by the hand; the red boat circles twice and slides on.
lying on the moss, one ear to the water

0.2 3 wood moonlight child wonder | a deer drinking stars
At night the animals come down one after another and drink from the same dark place.
They keep peace because water is the only thing here that belongs to everybody; {child} watches from a branch.
wide awake, hugging the branch

0.26 1 mill morning ally+child joy | a wheel starting to turn
The stream grows strong enough to work: {ally} opens the gate, and the mill wheel turns.
It groans because it has stood dry all summer; {ally} throws the first flour in the air.
white to the eyebrows, triumphant
ally: There! Now the valley can eat.

0.31 3 mill noon ally calm | wet sleeves in the current
{ally} washes the flour sacks where the water runs clean.
The river takes the dust along because it takes everything along, and gives nothing back but the light.
arms in cold water up to the elbow

0.36 2 field noon child+ally tense | a dry bed of cracked mud
A summer without rain shrinks the river to a thread.
{child} and {ally} dig the channel free with their hands because the fields have begun to turn grey.
lips cracked, digging

0.4 2 field dusk child+ally joy | rain on dusty faces
The rain comes at last, and the river stands up again.
{child} and {ally} stay out in it because nobody who has waited for rain goes indoors.
mouth open to the sky

0.45 1 ferry dawn elder calm | a rope across the broad water
Grown wide and slow, the river is given a ferry, and {elder}.
{elder} pulls the rope hand over hand because the current wants to take {elder.him} elsewhere, as it does every morning.
steady, smoke-grey in the mist

0.5 2 ferry noon elder+child warm | two passengers reflected
{elder} takes {child} across for the price of a story.
The story lasts exactly one crossing, because {elder} lets the rope rest in the middle.
smiling under a hat brim
elder: And what did it say, your stream?

0.54 3 ferry golden elder+ally joy | lanterns on a wedding raft
A wedding crosses the river on three rafts tied together.
{ally} plays too fast because the fiddle has got wet; {elder} steers with one foot and claps.
singing out of tune

0.6 1 mill storm ally+child dark cut key | brown water at the doorstep
In the great storm the river leaves its bed and comes for the houses.
It takes the mill wheel first, because that stood in its way the longest. {ally} hands {child} up to the roof.
shouting through the rain
ally: Up! Do not look down, look at me!

0.65 2 ferry storm elder+ally+child tense | a rope burning through two hands
{elder} takes the ferry across the flood to fetch them from the roof.
The rope holds because {elder} has mended it every evening for forty years.
bent double against the pull

0.7 2 field overcast ally+elder sad | mud on a kitchen chair
The water goes back and leaves its silence on the fields.
{ally} lifts one chair out of the mud and sits down on it because that is where one begins.
emptied out, hat in hand

0.75 2 town morning third calm | the river between stone walls
The river enters the city and has to walk between walls.
It carries barges and rinsings and songs because here everyone wants something of it; only {third} takes off a hat to it.
leaning on the parapet
third: Morning, old girl. Rough journey?

0.79 3 town neon third wonder | coloured signs on black water
At night the city writes all its signs on the river, upside down.
{third} reads them backwards because in that way they sound like promises.
chin on folded arms

0.84 2 port dusk third+elder warm | two old hats on a quay
{elder} has followed the water down to see where it goes, and meets {third} on the quay.
They share a pipe and few words, because both have spent a life on the same river at different ends.
at ease, feet over the edge
elder: I only ever knew the middle.

0.89 1 port golden third wonder key | a small red boat in a net
{third} finds a little red boat among the fish.
It has come from the snow to the salt in one piece, and because of that {third} does not throw it back.
holding it up against the light

0.94 1 sea dusk third+elder sad key | fresh water meeting salt
Where the two waters meet, the river lets go of its name.
It does not end there, because the swell takes it up at once; {elder} and {third} take off their hats.
solemn, wind in white hair

0.97 2 spring overcast hero calm | a cloud snagged on a ridge
A cloud comes inland from the sea and catches on the mountain.
It is heavy because it has carried a whole river; {hero} puts out a palm.
looking up, expecting something

1 1 spring dawn hero joy last | one drop on an open palm
Rain falls on the snow, and a drop sets out, and {hero} knows it.
{hero} folds a second boat, because this time there is a question to send along.
laughing, wet-faced
hero: Well? What did you see?
"""
