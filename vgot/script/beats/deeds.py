"""What happens around a deed that the sentence names: before it, the deed itself, and after it.

The form is that of beats_life.py, with `at` from -0.5 (before) to 0.5 (after) the deed. {hero} is whoever does it,
{ally} the one it is done with or to, {what} the thing or being it is about; the summary "@" stands for the sentence's
own clause. Places: `spot` is where it happens, `own` where the doer belongs. Light: `spot`, `before`, `after`.
Tags: `two` needs an ally, `thing` needs something it is about, `solo` nobody else; `bright` a thing that shines, `cook` cooks, `rival`
rivals, `human` people.
"""

MAKE = """
0 0 spot spot hero+ally joy key thing | {what} coming together under two {hands}
@
It comes out right because {he} has built it with patience, and the last piece fits.
holding {his} breath, then smiling

-0.45 1 own lamp hero calm | a pencil sketch under a lamp
{hero} draws {what} for the first time, on the back of an old bill.
{He} draws it twice because the first one looked like everybody else's.
leaning close to the paper, curious

-0.3 1 spot morning hero calm thing | small parts laid out in a row
{hero} lays out everything that is needed for {what}.
Nothing matches, because {he} has collected it over years without knowing what it was for.
sorting, absorbed

-0.15 3 spot night hero tense thing | a hand slapping the table
The first try falls to pieces, and {hero} sweeps it together again.
It breaks where {he} was most certain, because that is where {he} did not look.
tired, frowning at one small part

0.18 1 spot before hero+ally wonder thing | a first small movement
{hero} steps back and looks at {what} as if somebody else had made it.
{He} does not dare to touch it because it is, for one moment, perfect.
amazed, {hands} in the air

0.3 2 spot after hero+ally warm thing | a thumb wiping off a last smudge
{hero} wipes the last smudge off {what} with {his} sleeve.
It matters because nobody but {him} would ever have seen it.
tender, proud
"""

COOK = """
0 0 spot spot hero+ally warm key | flour, warmth and busy {hands}
@
They bake it by feel, because nobody in this kitchen has ever needed a recipe.
smiling over the table

-0.4 1 spot before hero joy | a cloud of flour in the light
{hero} ties an apron and throws flour on the table.
Half of it ends up on the floor because the other half was so well aimed.
laughing, white to the elbows

-0.2 2 spot spot hero+ally calm | the turning of dough
{hero} kneads until the dough answers.
It has to be done slowly because dough notices impatience.
peaceful, shoulders moving evenly

-0.1 2 spot spot hero+ally joy two | a dab of flour on a nose
{ally} steals a taste, and {hero} pretends not to have seen it.
{he} looks away on purpose, because somebody once did the same for {him}.
cheerful, caught in the act

0.2 1 spot lamp hero+ally wonder | a glow behind the oven door
{hero} sits in front of the oven as if it were a theatre.
Nobody opens the door because everything good in there needs the dark.
face lit from below, full of wonder

0.35 1 spot after hero+ally joy | steam over a cut loaf
They eat the first piece much too hot.
It burns their fingers, because waiting would have spoiled it.
delighted, blowing on {his} fingers
"""

PLANT = """
0 0 spot spot hero calm key | earth under the fingernails
@
{He} does it with both {hands} because a tool would have been too loud.
kneeling, gentle, content

-0.35 1 spot before hero calm | a watering can filled to the brim
{hero} carries a full can of water and does not spill a drop.
{He} knows every step because {he} has done it on the days when nothing grew, too.
patient, a little stooped

-0.2 3 spot noon hero tense human | a bare patch of ground
People lean over the fence and shake their heads at {hero}.
{He} goes on kneeling because it is easier to explain a thing once it has come up.
stubborn, ears red

0.2 1 spot overcast hero sad | dry earth crumbling
For a long time nothing happens, and {hero} waits beside it.
{He} talks to it in the evenings because somebody ought to.
quiet, worried

0.4 1 spot dawn hero wonder | one point of green
One morning something has changed, and {hero} kneels down to be sure.
It has come up in the night because it, too, was shy.
amazed, not daring to breathe
"""

REPAIR = """
0 0 spot spot hero+ally joy key | a last screw turning
@
It works again because {he} has found the one fault that everybody had stepped over.
listening, then smiling

-0.35 1 spot morning hero calm thing | a thing opened up on the bench
{hero} opens up {what} and looks at what time has done.
{He} lays every part down in a circle, because in that way nothing is ever lost.
curious, bent over the bench

-0.2 2 spot lamp hero tense | a missing piece
One part is missing, and {hero} turns out every drawer.
{He} makes it in the end because nobody sells it any more.
frowning, a tool between the teeth

0.25 1 spot after hero+ally warm | a hand resting on what is whole again
{hero} lets it run for an hour for the sake of the sound.
Nobody is told to be quiet; they are, because of that sound.
tender, listening
"""

FIND = """
0 0 spot spot hero+ally wonder key | {hands} reaching out
@
{He} very nearly walks past it because it looks like nothing from three steps away.
amazed, stopping in mid-step

-0.4 1 spot before hero calm | footprints where there were none
{hero} walks on a little farther than {he} usually does.
{He} has no reason for it, except that it is quiet here and {he} is curious.
looking around, curious

-0.2 2 spot spot hero tense | something half hidden
Something over there does not belong, and {hero} stops to look.
{He} comes nearer in a half circle because one never knows.
wary, leaning forward

0.15 1 spot spot hero+ally wonder thing | {what} from very near
{hero} kneels down in front of {what} and looks at it for a long time.
{He} keeps {his} {hands} on {his} knees because a thing like this might be somebody's.
full of wonder, motionless

0.3 2 spot after hero+ally joy thing | a first careful touch
{hero} touches {what} with one finger and laughs out loud.
It is real, and {he} laughs because {he} had prepared {self} for it not to be.
laughing, astonished

0.42 3 own lamp hero calm thing | a light burning late
That evening {hero} cannot think of anything but {what}.
{He} writes it down because by tomorrow {he} will not believe it.
sleepless, delighted
"""

LOSE = """
0 0 spot spot hero sad key | an empty {hand} still held open
@
It takes one second, because {he} has looked away for exactly that long.
mouth open, close to tears

-0.4 1 spot before hero joy thing | {what} held tightly
{hero} carries {what} through the crowd and shows it to everybody.
{He} holds on with both {hands} because it is the best thing {he} has.
beaming, proud

-0.2 3 spot before hero joy thing | a skip in the step
{hero} tells {what} everything that can be seen on the way.
{He} explains it slowly because {what} is here for the first time.
happy, looking up

0.15 1 spot spot hero+ally tense thing | a face turning in all directions
{hero} runs to the corner and looks in every direction at once.
It must be somewhere, because nothing simply stops being there.
desperate, out of breath

0.35 2 spot after hero sad | two knees drawn up on a kerb
{hero} sits down on the kerb because {his} legs have stopped believing in it.
A stranger slows down and walks on.
very quiet, close to tears
"""

SEEK = """
0 0 spot spot hero+ally tense key | eyes going over everything twice
@
{He} will not give up, because {he} has promised it to somebody, perhaps to {self}.
determined, watchful

-0.35 1 own lamp hero calm | a map covered with pencil marks
{hero} spreads out a map and marks the places where it cannot be.
It is quicker that way because there are so many of them.
thoughtful, a pencil behind the ear

0.15 1 spot spot hero+ally calm | a door opened by a crack
{hero} asks at one door after another.
Most people shake their heads because nobody looks at what is always there.
polite, hopeful

0.3 2 spot after hero+ally sad | an empty place
Here it should have been, and {hero} stands before an empty spot.
There is dust in the shape of it, because somebody was here first.
disappointed, shoulders down

0.42 1 spot after hero+ally wonder | a small trace in the dust
{hero} kneels down, because there is a trace that all the others have stepped over.
It points the other way.
amazed, eyes wide
"""

FOLLOW = """
0 0 spot spot hero wonder key | eyes fixed on something ahead
@
{He} runs with both arms stretched out, because whoever looks down has lost it.
running, looking up, hopeful

-0.3 1 road before hero tense thing | a small shape far ahead
There it is again, far ahead: {what}, and {hero} starts to run.
{He} trips twice, because {he} does not look down once.
running with head thrown back, breathless

-0.18 2 field noon hero joy thing | long grass around two knees
{hero} follows {what} out of the last streets and through tall grass.
The wind plays with both of them because it has nothing better to do.
laughing, waving both arms

-0.1 2 road golden hero calm | dust on two shoes
{hero} walks more slowly now, and does not turn round.
It is too late to turn back, because the way home is already longer than the way ahead.
tired, determined

0.2 1 spot spot hero wonder thing | {what} out of reach
At last there is nowhere left to go, and {what} is still for a moment, just out of reach.
{hero} holds out both {hands} because it looks as if it were waiting.
amazed, standing on tiptoe

0.38 1 spot after hero calm thing | a small figure under a large sky
{hero} sits down, watches {what} and is not sad at all.
{He} has come this far because of it, and {he} would never have seen this alone.
at peace, smiling
"""

FREE = """
0 0 spot spot hero+ally joy key | two {hands} opening
@
{He} lifts {what} up high and lets go, because this is a thing that one does only once.
smiling with wet eyes, arms lifted

-0.4 1 own night hero+ally sad | a lamp that burns all night
On the last night {hero} sits up beside {what} and says nothing.
{He} knows what has to be done, because {he} has seen how it looks at the window.
tender, very quiet

-0.22 1 spot before hero+ally calm | steps climbing in the dark
{hero} carries {what} up to where there is nothing above them but sky.
{He} climbs the last steps very slowly because every one of them is the last one.
holding it close, serious

-0.1 2 spot spot hero+ally tense | a heartbeat felt through the coat
{what} does not move at first, and {hero} waits.
It hesitates because freedom is large; {he} whispers to it and does not push.
whispering, brave

0.16 1 spot spot hero wonder | a small shape against the light
{what} rises into the light, one turn above the roofs, and is gone.
{hero} watches because as long as {he} can see it, it is not over.
head thrown back, full of wonder

0.32 1 spot after hero calm | two empty {hands}
{hero} stays until the sky is quite empty, and smiles.
{His} {hands} are still warm, because they have held it until now.
at peace, smiling
"""

TEACH = """
0 0 spot spot hero+ally warm key two | two figures, one a step behind
@
{hero} {does}, and {ally} {does} after {him}; it looks funny, because everything does that is new.
patient, one {hand} held out
hero: Like this. And do not rush.

-0.4 1 own dusk hero warm | one figure alone
When nobody is there, {hero} still {does} all alone, the way {he} learned it once.
{He} stops at once because there is a sound outside.
caught, a little embarrassed

0.1 1 spot morning hero+ally tense two | one stiff attempt
{hero} {does} slowly, and {ally} gets everything wrong in the right order.
{ally} gets stuck because thinking and doing at once is a great deal.
gentle, holding back a laugh

0.18 2 spot lamp hero+ally sad two | a back turned to the room
{ally} gives up and sits down facing the other way.
{hero} sits down as well, because nobody should give up alone.
gentle, shoulder to shoulder

0.27 1 spot after hero+ally wonder two | {ally} all alone in the middle
For the first time {ally} {does} all alone, and {hero} forgets to correct anything.
There is nothing left to correct, because {ally} has stopped copying and begun to mean it.
amazed, both {hands} at the mouth

0.36 1 spot dusk hero+ally joy two | two shadows that move as one
Now it is {ally} who {does} ahead, and {hero} who {does} after.
What they do has no name yet because they invented it a minute ago.
laughing, learning again
"""

LEARN = """
0 0 spot spot hero+ally joy key | a first time that works
@
Suddenly {he} {does}, because {he} has stopped looking at the ground.
astonished, then laughing

-0.35 1 spot before hero tense | a fall onto both knees
{hero} tries to {skill} and falls, and tries again and falls again.
{He} always falls to the same side, because that is the side on which {he} is afraid.
teeth clenched, stubborn

-0.15 2 spot noon hero sad | a plaster on a knee
{hero} sits down and looks at how far {he} has come: not far.
{He} gets up again because sitting does not help either.
dusty, close to tears

0.2 1 spot after hero+ally wonder | arms spread wide
{hero} {does} once more, only in order to believe it.
It is easier this time, because {his} body has kept it to itself all along.
arms wide, full of joy
"""

MEET = """
0 0 spot spot hero+ally wonder key | two who have stopped short
@
Neither of them moves, because each is waiting for the other to be afraid.
astonished, half smiling

-0.35 1 spot before hero calm solo human | one alone in a large frame
{hero} goes the usual way at the usual hour, alone.
{He} likes it like that, {he} says, because nobody has ever asked twice.
quiet, looking at the ground

0.15 1 spot spot hero+ally tense two | a distance of three steps
{hero} takes one step, and {ally} takes one as well.
They come no nearer than that because it is far for the first day.
careful, curious

0.28 1 spot after hero+ally joy two | something shared in the middle
{hero} shares what {he} has, and {ally} shares what {ally.he} has.
It does not go together at all, and because of that they both laugh.
delighted, leaning forward

0.42 2 spot dusk hero+ally warm two | two of them side by side
From that day on {hero} and {ally} are seen together.
Neither has decided it, because it did not need deciding.
content, at ease
"""
