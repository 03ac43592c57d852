"""Two who are alone and become friends: somebody arrives, is distrusted, stays, is nearly lost, and is found."""

NEEDS = (("ally", "traveller", "stranger"), ("elder", "shopkeeper", "neighbour"))
PLACES = {
    "home": "lighthouse|farm|living room",
    "work": "workshop|garden",
    "shore": "beach|river|field",
    "town": "harbour|market|village",
    "wild": "mountains|forest",
    "inside": "kitchen|living room",
}
OBJECTS = ("radio", "music box", "gramophone")
TITLES = (
    "The {Object} on the Sill",
    "{hero} and {ally}",
    "Room for Two",
    "Company",
    "The Long Way to Hello",
    "Two Cups",
    "The Winter of {hero} and {ally}",
)

SHEET = """
0 1 home dawn hero calm first | a single lit window
{hero} begins the day as every day, alone, with one cup and one chair.
{He} speaks to the {object} on the sill because it is the only thing here that seems to listen.
patient, a little stooped, talking to nobody
hero: Good morning. Still the two of us.

0.05 3 work morning hero calm | practised {hands} at work
{hero} spends the morning at {craft}.
The work is done twice over because there is nobody to hurry for.
absorbed, lips moving without a sound

0.1 2 town noon hero+elder calm | a basket packed for one
In town {elder} packs the usual things for {hero}: one of each.
{elder} adds an extra apple because {hero} has not said a whole sentence since spring.
polite, already turning to go
elder: You could stay for a cup. No? Next week, then.

0.15 1 shore storm hero+ally tense cut key | a shape at the edge of the water
After a night of storm {hero} finds {ally} lying where the ground begins.
{He} nearly walks past because it looks like wreckage, until a {ally.hand} moves.
startled, one step back
ally: Please do not be afraid of me.

0.2 1 inside lamp hero+ally tense | a distance of three steps
{hero} takes {ally} in and keeps the table between them.
{He} gives up the only chair because the rain will not stop before morning, and stands all evening.
arms folded, watching every move

0.24 2 inside morning hero+ally joy | a kettle boiling over
{ally} tries to make breakfast and floods the floor.
It goes wrong because {ally} has only ever watched it done. {hero} opens {his} mouth to scold, and laughs instead.
surprised by {his} own laugh
ally: I followed all the steps. In a different order.

0.28 3 home overcast hero+ally calm | a second nail in the wall
{hero} hammers a second nail beside the door, for a second coat.
{He} says it is only until the road is dry, because anything longer would be a promise.
gruff, not meeting the other's eye

0.32 1 work golden hero+ally warm | two heads over one task
{hero} teaches {ally} the work: {craft}.
{ally} learns it in an hour because nobody ever showed {ally.him} anything twice, and asks why it matters.
explaining with both {hands}
hero: Because somebody out there may need it. That is all.

0.36 2 shore noon hero+ally joy | two trails of footprints
{hero} and {ally} walk the whole length of the shore to see where it stops.
They keep going because each waits for the other to be tired first.
walking with open coat, younger by ten years

0.4 2 inside firelight hero+ally wonder | the {object} opened up on the table
{ally} repairs the {object} that has been silent for years.
{hero} had left it broken because the last hand to use it was one {he} loved. Now it works, and {he} has to sit down.
struck still, {hand} on the table edge
hero: Where did you learn that song?

0.44 3 wild moonlight hero+ally wonder | two small figures under the sky
At night {hero} shows {ally} the place from which one can see everything.
They whisper, because up here even the wind seems to be listening.
face turned up, at peace
ally: How many of them have names?

0.48 2 town morning hero+ally+elder tense | a ring of turned heads
{hero} brings {ally} to town, and the talk stops.
{elder} serves them both in a loud clear voice because somebody has to begin.
protective, chin up
elder: Two of each today, I take it?

0.52 2 inside candle hero+ally sad | a picture taken from a drawer
{hero} tells {ally} about the one who used to live here.
{He} says it now because {ally} asked why there are two hooks for cups and only one cup.
speaking slowly to the flame

0.56 2 home dusk hero+ally warm | two cups side by side
{ally} sets a second cup on the second hook.
Nobody says anything because the sound of it, china on wood, says enough.
eyes bright, very busy with the kettle

0.6 1 town overcast hero+ally+elder dark cut key | a notice nailed to a door
A notice is read out: {ally} is wanted elsewhere and has to go.
They have come because somebody wrote a letter. {elder} tears the notice down, and it changes nothing.
white-faced, reading it again
elder: It says by Friday. It says nothing about why.

0.65 2 inside night hero+ally tense | two backs turned
{hero} and {ally} quarrel because it is easier than parting.
{ally} wants to go quietly so that {hero} is left in peace; peace is the word that makes {hero} shout.
furious and frightened
hero: I had peace. You may have it back!

0.7 1 home storm hero dark | an empty hook
{hero} wakes to a storm and finds the coat and {ally} gone.
The door stands open because a {ally.hand} too careful to wake anyone did not dare to slam it.
calling into the wind, drenched

0.75 1 wild storm hero+ally tense | a lantern swinging in the dark
{hero} goes out after {ally} into the worst of the weather.
{He} carries the {object} high because it is the one sound {ally} would walk towards.
soaked, shouting, not turning back
hero: One more step! I will not go home without you!

0.8 1 shore storm hero+ally dark key | a grip that will not open
The ground gives way, and {ally} holds {hero} with one {ally.hand}.
{ally} could be safe by letting go, and does not, because somebody out there may need it. That is all.
hanging on, staring upward

0.85 2 shore dawn hero+ally warm | two heads leaning together
At first light {hero} and {ally} sit in the wet grass and cannot stop shaking.
They laugh because the {object} between them, full of water, still plays one note.
exhausted, alive

0.89 2 town morning hero+ally+elder joy | many hands on one rope
The whole town turns out because of what {elder} saw in the night.
The ones who turned their heads now carry planks and soup; the notice is used to light the stove.
overwhelmed, shaking hands
elder: Friday, it said. It is Saturday.

0.93 2 work golden hero+ally joy | two shadows doing one job
{hero} and {ally} mend what the storm broke, side by side.
It takes longer than alone because they keep stopping to show each other things.
sleeves up, humming

0.97 3 home dusk hero+ally calm | a second chair
{hero} carries a second chair through the door.
{He} built it too large because {he} could not measure without giving the surprise away.
shy, out of breath

1 1 home golden hero+ally warm last | two cups on one sill
{hero} begins the day as every day, with two cups and two chairs.
The {object} on the sill plays to itself now, because {he} has somebody else to say good morning to.
smiling before {he} has even turned round
ally: Good morning. Still the two of us.
"""
