"""More of what happens around deeds; the form is told in beats_deeds.py."""

LOVE = """
0 0 spot spot hero+ally warm key | two faces close together
@
It happens in the middle of everything, because neither of them was on guard just then.
smiling, not looking away

-0.42 1 spot morning hero+ally tense two rival | two backs, very straight
{hero} and {ally} stand back to back and do everything better than the other.
They work twice as fast because each can hear the other working.
chin up, jealous, alert

-0.25 1 spot noon hero+ally joy two | a glance over a shoulder
{hero} looks over when {ally} is not looking, and then it is the other way round.
They learn a great deal about each other because both of them are thorough.
curious, caught, cheerful

-0.12 2 spot before hero+ally tense two cook | smoke and one moment of silence
Something goes wrong, smoke rises, and for once {hero} and {ally} reach for it together.
They burn their fingers because neither lets go first.
startled, laughing

0.18 1 city street dusk hero+ally warm two | two on their way home
{hero} and {ally} walk home the long way, and then once more round the block.
They keep walking because both have forgotten where they meant to say good night.
tender, shoulder to shoulder

0.32 1 spot lamp hero+ally joy two | two forks and one plate
{hero} and {ally} share one plate and fight over the last bite.
Nobody wins, because each cuts it in half again.
laughing, happy
"""

FIGHT = """
0 0 spot spot hero+ally tense key | two faces a breath apart
@
It is no longer about that at all, because it has been about everything else for a long time.
furious, arms flying

-0.3 1 spot before hero+ally tense two | an invisible line on the ground
{hero} and {ally} look each other in the eye, and nobody speaks.
Neither will begin because whoever begins has already lost.
tense, chin forward

0.2 1 spot after hero+ally sad two | two who sit far apart
Afterwards {hero} sits at one end and {ally} at the other.
It is quiet because both of them are thinking of the last thing they said.
ashamed, pale

0.38 1 spot dusk hero+ally warm two | an offered {hand}
{hero} holds out a {hand}, and {ally} takes it, not at once.
They say nothing because they have said enough for one day.
tired, half smiling
"""

TRAVEL = """
0 0 spot spot hero+ally wonder key | a small figure on its way
@
It is farther than it looked because nobody has ever measured it.
leaning forward, determined

-0.4 1 own dawn hero+ally calm | a bundle tied together
{hero} packs the little that is needed and looks back once from the door.
{He} leaves the lamp burning because it makes coming back more likely.
excited, tying a knot

-0.18 2 road morning hero+ally joy | a road without an end
The first stretch is easy, and {hero} sings out of tune.
Nobody minds because there is nobody there.
singing, light-footed

0.15 1 spot noon hero+ally tense | one step after another
Halfway, {hero} no longer knows whether it is forwards or back.
{He} goes on because standing still has never brought anybody anywhere.
exhausted, narrowed eyes

0.28 2 spot storm hero+ally dark | wind that pushes back
The weather turns against {hero}, and there is no shelter.
{He} bends into it because behind {him} it looks just the same.
soaked, afraid, going on

0.42 1 spot after hero+ally wonder | a far light
Far ahead there is a light, and {hero} stops because {he} has to be sure of it.
It does not go out.
full of wonder, hardly breathing
"""

ARRIVE = """
0 0 spot spot hero+ally joy key | a hand on a gate
@
The last steps are the slowest, because nothing must be missed now.
smiling, eyes wet

-0.3 1 road before hero+ally tense | a last bend in the road
Around the next bend it must be, and {hero} walks faster.
{He} is afraid of it because everything might have changed but {him}.
out of breath, hopeful

0.2 1 spot after hero+ally warm | light in a doorway
Somebody has seen {hero} from the window, and the door flies open.
Nobody asks anything because first of all there has to be holding.
laughing and crying at once
"""

HIDE = """
0 0 spot spot hero+ally tense key | two eyes in a narrow gap
@
Nobody will look here, because nobody ever looks where it is quiet.
holding still, eyes wide

-0.35 1 road dusk hero+ally dark solo | something large between shadows
{hero} has been looking for a place for a long time, always by night.
{He} has to move on each time because somebody has counted the footprints.
weary, looking back

-0.15 2 spot night hero+ally tense | a door that does not creak
{hero} slips in when everybody has gone, as quietly as something like that can.
It does not work quite, because one thing topples over, and then another.
crouched, frozen in mid-step

0.15 1 spot morning hero+ally tense | footsteps very near
Steps come nearer, stop, and go on; {hero} has not breathed once.
They go on because one sees only what one expects.
pressed flat, afraid

0.3 1 spot lamp hero+ally wonder | a page lit by a small glow
Little by little {hero} begins to like it here.
{He} touches everything with care, because for the first time nothing here is afraid of {him}.
curious, at ease

0.42 2 spot after hero+ally warm | a bowl left in the right place
Somebody has left something to eat just where {hero} will find it.
Nobody says a word about it, because that is how a secret is shared.
astonished, touched
"""

STAY = """
0 0 spot after hero+ally warm key | someone who sits down and does not get up
@
{He} sits down where {he} is, because everything here has been waiting for somebody.
at peace, smiling

-0.35 1 spot before hero+ally calm | a bag half packed
Everything is ready for going, and {hero} walks round it once more.
{He} puts the bag down because {his} {hands} want to be free for a moment.
hesitating, thoughtful

-0.15 1 spot spot hero+ally sad | a voice from far away
Somebody calls {hero} back, and {he} does not answer at once.
{He} listens to it to the end because it is a voice {he} has loved.
torn, very quiet

0.2 2 spot morning hero+ally joy | a first morning
{hero} waters and sweeps and hangs up {his} coat as if it had always hung there.
It takes no time at all because there is so little that one needs.
cheerful, sleeves rolled up
"""

LEAVE = """
0 0 spot spot hero+ally sad key | a figure growing smaller
@
{He} does not turn round, because then {he} would stay.
composed, eyes shining

-0.35 1 spot before hero+ally warm | one more look at everything
{hero} touches each thing once, as if {he} were counting.
{He} takes nothing along because everything belongs where it is.
tender, unhurried

-0.15 2 spot spot hero+ally sad two | two {hands} that do not let go
{hero} and {ally} say everything except the one thing.
It is not needed because both can hear it.
close to tears, smiling

0.25 1 spot after hero+ally calm | a place where somebody stood
What is left is a warm place and a sound that fades.
Nobody closes the door because one never knows.
quiet, listening
"""

SOLVE = """
0 0 spot spot hero+ally joy key | a finger put on the one right spot
@
It all fits together, because the smallest thing was the only true one.
triumphant, out of breath

-0.46 1 office night hero+ally tense | a ringing telephone
In the middle of the night {hero} is called: something has happened that nobody can explain.
{He} is dressed in a minute because {he} has never really been asleep.
astonished, coat half on

-0.34 1 rooftop night hero+ally tense | marks where something stood
{hero} examines the place with a lamp, on {his} knees.
Everybody has looked up, and because of that nobody has looked down.
narrowed eyes, curious

-0.22 1 alley night hero+ally wonder two bright | a nose close to the ground
{ally} has found a trail, and {hero} follows.
It shines a little, because whoever came by was carrying something bright.
excited, hurrying

-0.12 2 harbour dusk hero+ally tense bright | a net full of light
{hero} asks questions along the harbour, and everybody looks away.
They look away because each of them has seen it and thought it a dream.
watchful, notebook open

0.2 1 rooftop night hero+ally wonder bright | a face full of silver light
Everything is put back where it belongs, and {what} shines down on the roofs again.
{hero} stays a little longer because one rarely sees it so near.
full of wonder, head thrown back

0.34 2 own dawn hero+ally warm | a closed notebook
{hero} closes the notebook and leaves the last line empty.
It stays empty because some culprits only wanted a light.
content, tired
"""

STEAL = """
0 0 spot night hero+ally tense key | a {hand} closing around something bright
@
It is over in three breaths, because {he} has practised it a hundred times in {his} head.
tense, eyes shining

-0.4 1 spot noon hero+ally calm | a look through a fence
By day {hero} walks past three times and counts the steps.
Nobody pays attention because {he} looks so very bored.
casual, watchful

-0.18 1 spot night hero+ally tense | a shadow along a wall
{hero} slips along the wall and waits for the moon to go behind a cloud.
It takes for ever, because the moon is curious as well.
crouched, holding {his} breath

0.2 1 alley night hero+ally joy | running, with something under the coat
{hero} runs, and behind {him} all the bells begin to ring.
{He} has to laugh because it is so much lighter than {he} had thought.
running, grinning
"""

SAVE = """
0 0 spot spot hero+ally tense key | a {hand} that grips at the last moment
@
There is no time to be afraid, because that always comes afterwards.
teeth clenched, brave

-0.3 1 road storm hero tense | someone running towards the noise
Everybody runs away from it, and {hero} runs the other way.
{He} goes because {he} has heard a voice in there.
running, jaw set

-0.12 2 spot spot hero+ally dark | a distance that is too wide
{hero} cannot reach, and tries again.
The second time it works because {he} lets go of everything else.
desperate, stretched out

0.2 1 spot after hero+ally warm | two who sit on the ground and breathe
Afterwards they sit on the ground, and both of them shake.
They begin to laugh because nothing else is left.
exhausted, relieved
"""

WAIT = """
0 0 spot spot hero calm key | somebody on a bench
@
{He} does not look at the clock, because it has never helped.
still, listening

-0.3 1 spot dawn hero calm | an empty place that is being dusted off
{hero} comes early and takes the same seat as always.
{He} leaves room beside {him} because one never knows.
patient, neatly dressed

0.2 1 spot noon hero sad | a shadow that moves round a bench
The people come and go around {hero}, and none of them is the right one.
{He} nods to each of them because it is not their fault.
quiet, hopeful

0.4 1 spot dusk hero wonder | a head lifted
Then there are steps that {hero} knows, and {he} gets up.
{He} does not wave yet, because it might be a mistake.
hardly breathing, amazed
"""

PERFORM = """
0 0 spot spot hero+ally wonder key | a single figure in a circle of light
@
Nobody coughs, because everybody has understood that it will not come again.
eyes closed, radiant

-0.35 1 spot noon hero calm | an empty room and one sound
{hero} practises in the empty house, only the hard place, again and again.
{He} never plays it to the end because the end belongs to the evening.
absorbed, upright

-0.15 2 spot dusk hero tense | a gap in the curtain
Through a gap in the curtain {hero} counts the seats.
{His} {hands} are cold because they always are, even after all these years.
nervous, pale

0.2 1 spot after hero+ally joy | a bow in falling light
It is quiet for a long moment, and then the whole house stands.
{hero} bows only once, because twice would be asking for more.
overwhelmed, smiling
"""

GIVE = """
0 0 spot spot hero+ally warm key | two pairs of {hands} and something between them
@
It is handed over without a speech, because the speech has been forgotten on the way.
shy, smiling

-0.35 1 own lamp hero calm thing | {what} held under a lamp
{hero} looks at {what} for the last time and wraps it up.
The knot is made twice because the way is long.
careful, thoughtful

-0.15 2 road noon hero+ally calm thing | a bag pressed to the chest
{hero} carries {what} the whole way under {his} coat.
{He} does not put it down even once, because it has already waited too long.
serious, walking fast

0.2 1 spot after hero+ally wonder thing | an opened {hand}
It is opened slowly, and nobody speaks.
Then there is laughing and crying together, because it has come after all.
amazed, a {hand} at the mouth
"""

DIE = """
0 0 spot spot hero+ally sad key | a window standing open
@
It is as quiet as the end of a long day, because there is nothing left that must be said.
at peace, eyes closing

-0.3 1 spot before hero+ally warm | two {hands} on a blanket
{hero} tells the old story again, and leaves out the sad part.
Everybody knows it anyway, because {he} has always left it out.
gentle, smiling
"""

CHANGE = """
0 0 spot spot hero+ally wonder key | something that was not there before
@
Nobody has seen the moment itself, because everyone blinked.
astonished, motionless

-0.25 1 spot before hero+ally calm | a small sign
Something is different today, and {hero} cannot say what.
{He} looks twice because the second look is the true one.
wondering, head tilted

0.2 1 spot after hero+ally joy | a first careful try
{hero} tries out what is new, carefully, and then not carefully at all.
It feels right because it has been waiting inside all along.
laughing, amazed
"""

WAKE = """
0 0 spot spot hero+ally wonder key | two eyes opening
@
It is the silence that does it, because it is a different silence from yesterday's.
blinking, amazed

0.22 1 spot after hero+ally joy | feet finding the ground
{hero} stretches and looks around as if everything had been made overnight.
Everything has, because {he} has never looked at it like this.
curious, delighted
"""

DREAM = """
0 0 spot moonlight hero+ally wonder key | a face lit by something far away
@
{He} tells nobody, because told dreams become smaller.
looking up, full of wonder

-0.3 1 own noon hero calm | work that is done without looking
By day {hero} does what is asked and looks out of the window.
The window is small, and because of that the sky in it is very large.
absent-minded, half smiling

0.2 1 own night hero joy | a secret unwrapped
At night {hero} tries it out where nobody can see.
It does not look like much yet because everything large begins crooked.
excited, whispering to {self}

0.36 2 own morning hero sad | something hidden under a cloth
Somebody laughs at {hero}, and {he} covers it with a cloth.
{He} does not throw it away, because laughing is not an argument.
ashamed, stubborn
"""

EAT = """
0 0 spot spot hero+ally joy key | a mouth opened wide
@
Nobody speaks, because it tastes of something they had all forgotten.
delighted, eyes closed

0.2 1 spot after hero+ally warm | an empty plate
{hero} wipes the plate with a last piece of bread.
{He} does it thoroughly because it is a compliment.
content, leaning back
"""

WATCH = """
0 0 spot spot hero+ally wonder key | a face turned up
@
{He} forgets everything else because it has never been so near.
motionless, full of wonder

-0.25 1 spot before hero+ally calm | the best place taken early
{hero} comes early and finds the place from which one sees most.
It is cold there, because good places are.
patient, collar up

0.25 1 spot after hero+ally calm | a last look back
When it is over {hero} is the last to go.
{He} walks backwards because it might begin again.
thoughtful, smiling
"""

OPEN = """
0 0 spot spot hero+ally joy key | a {hand} on a latch
@
{He} does it slowly because the waiting was half of it.
excited, holding {his} breath

-0.25 1 spot before hero+ally tense | an eye at a crack
{hero} tries to look in first, and sees only {his} own eye.
{He} laughs because it seems just as curious.
curious, bent down

0.25 1 spot after hero+ally wonder | light falling through
Light falls out over the threshold, and {hero} stands in it.
{He} goes in last because somebody has to hold the door.
amazed, smiling
"""

DO = """
0 0 spot spot hero+ally calm key | a face in which everything can be read
@
It does not look like much, because the great moments seldom do.
very near, very quiet

-0.25 3 spot before hero tense human | a moment of doubt
Shortly before, {hero} stops and takes a breath.
{He} could still turn round, and because of that {he} does not.
hesitating, hand on the heart

0.22 2 spot after hero+ally wonder human | a face that understands
Only afterwards does {hero} understand what has happened.
{He} has to sit down because {his} knees have understood it, too.
astonished, slowly smiling
"""

IT_GOES = """
0 0 spot spot hero+ally wonder key | something small on its own way
@
It takes its time because nothing and nobody can hurry it.
full of wonder

-0.25 1 spot before hero joy | a {hand} letting go
{hero} sets {what} on its way and pulls back {his} {hand}.
It turns round once, because it has to find out first which way is forwards.
excited, crouched

-0.12 1 spot noon hero tense | eyes that follow it as far as they can
{hero} runs along beside {what} until there is no more path.
{He} waves because there is nothing else that {he} can still do for it.
running, waving

0.2 1 spot after ally wonder | two {hands} that pick it up
{ally} kneels down and lifts {what} up with both hands.
There is a name on it, very small, because whoever sent it could not be sure.
amazed, kneeling
"""
