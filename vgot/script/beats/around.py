"""Small beats before, between and after the events of a sentence: they say who somebody is and how it stays with them.

The form is told in beats_life.py and beats_deeds.py. They contradict nothing: nobody goes far, nobody comes or goes.
"""

BEFORE = """
0 1 own morning hero calm first solo | {hands} at their work
It begins with {hero} and an ordinary morning.
The day is spent at {craft}, because that is what all {his} days are for.
unhurried, absorbed

0 1 own dawn hero calm first solo indoors | a door opening on the day
Every morning at the same hour {hero} opens the door and looks at the weather.
Then it is time for {craft}, because the day will not do it by itself.
awake before everybody else, content

0 1 own lamp hero calm first solo | one figure in a circle of light
This is {hero}, and this is where {he} is to be found.
Most of the time {he} is busy with {craft}, because {he} has never wished for anything else, until now.
bent over something small, at peace

0 1 own noon hero calm first solo | a face that looks up
{hero} looks up, as if somebody had called.
Nobody has; {he} goes back to {craft}, because the day on which it begins looks like any other.
attentive, half smiling

0 1 own morning hero calm first two | two of them, side by side
It begins with {hero} and {mate} and an ordinary morning.
They need few words because each knows what the other is about to do.
content, side by side

0 1 own dawn hero warm first two | a first greeting
Every morning {hero} is there first, and {mate} a moment later.
It has to be in that order because it has always been.
fond, half awake

0.2 2 own noon hero calm indoors | a window with somebody in it
{hero} stops for a moment and looks out of the window.
{He} could not say for what, because nothing has a name yet.
thoughtful, chin on {his} {hand}

0.25 2 own noon hero wonder outdoors | a face turned to the sky
{hero} stops for a moment and looks up at the clouds.
One of them has a shape that {he} knows, because {he} has seen it in a dream.
thoughtful, one {hand} over the eyes

0.35 3 own dusk hero warm indoors | one lamp after another
In the evening {hero} puts everything back in its place and lights the lamp.
{He} leaves one thing lying on purpose because tomorrow should have something to begin with.
at ease, a little tired

0.5 3 own night hero wonder | a light in one window
Long after the others have gone to sleep, {hero} is awake with a thought.
It will not lie down because it is a new one.
wide awake, curious

0.65 3 own dawn hero+mate warm two | two cups
{hero} and {mate} share the first hour of the day without a word.
They do not need any, because they have had all of them already.
content, shoulder to shoulder

0.8 3 own morning hero+mate joy two | a game in the doorway
{hero} and {mate} argue about who goes through the door first, and get stuck.
Both of them laugh because it happens every day.
laughing, breathless
"""

ANIMAL_BEFORE = """
0 1 own dawn hero calm first solo | breath in the cold air
It begins with {hero}, alone in the early light.
Nobody knows that {he} is here, because {he} has learned to be quiet.
still, head raised

0 1 own golden hero calm first solo | a shape against the evening
In the last light {hero} comes out and looks around.
{He} has the world to {self} because at this hour nobody looks up.
watchful, breathing slowly

0 1 own morning hero joy first two | two of them, side by side
It begins with {hero} and {mate}, who are seldom seen apart.
They stay close because the world is large and they are two.
bright-eyed, side by side

0.3 2 own noon hero wonder | one ear turned
{hero} listens to a sound from very far away.
It comes nearer because the wind has turned.
motionless, ears pricked

0.6 3 own night hero sad | a shape curled up small
At night {hero} curls up where the ground has kept a little warmth.
There is room for two because there always has been.
eyes half shut, breathing slowly

0.8 3 own morning hero+mate joy two | two shapes rolling over
{hero} and {mate} play until both fall over.
Nobody has won because nobody has counted.
out of breath, bright-eyed
"""

AFTER = """
0 3 spot after hero+mate calm | a quiet moment after it
For a while {hero} does not move.
{He} wants to keep it exactly like this, because the next thing will already be something else.
at peace, breathing slowly

0.4 1 spot after hero+mate warm last solo | a last look
{hero} looks back once more, and it is good.
Nothing needs to be added because everything is there.
calm, smiling into the light

0.4 1 spot after hero calm last solo | a figure that grows small
The light changes, and {hero} is still there.
Nobody comes to fetch {him}, because nobody would dare to disturb this.
at peace, very small under the sky

0.4 1 spot after hero wonder last solo | a face that has changed
Something in the face of {hero} is different from now on.
One would have to have been there, because it cannot be told.
quiet, full of wonder

0.4 1 spot dusk hero+mate warm last two | two of them, close together
{hero} and {mate} stay where they are until the light has gone.
Nobody says that it is the end, because it does not feel like one.
content, shoulder to shoulder

0.4 1 spot after hero+mate joy last two | two who go on together
In the end {hero} and {mate} are together, and that is all that matters.
They laugh because it could so easily have gone another way.
laughing softly, close together

0.2 3 spot after hero+mate joy two | two who look at each other
{hero} and {mate} look at each other and begin to laugh.
It comes all at once because both have held it back for so long.
laughing, leaning on each other

0.3 3 own lamp hero calm | something told to nobody
Much later {hero} goes through it all again, from the beginning.
{He} leaves nothing out because every part of it was needed.
smiling to {self}
"""

BETWEEN = """
0 3 here spot hero calm | a pair of eyes
{hero} closes {his} eyes to see it better.
Inside it is brighter because nothing stands in the way there.
eyes shut, smiling

0 3 here spot hero tense | a breath held for a moment
{hero} thinks that {he} has heard something and stands still.
There was nothing, because it was {his} own heart.
listening, one {hand} raised

0 3 here spot hero warm thing | {what} from the side
{hero} looks at {what} when {he} believes that nobody sees it.
{He} could not explain it because it cannot be explained.
tender, half turned away

0 3 here spot hero sad | a head bowed for a moment
For a moment {hero} does not know how to go on.
It passes because somebody laughs far away.
quiet, eyes lowered

0 3 here spot hero wonder thing | {what} in the light
The light falls on {what}, and {hero} forgets what {he} was doing.
It only lasts as long as a cloud needs, and because of that {he} does not look away.
amazed, motionless

0 3 here spot hero+mate warm two | two very close
{mate} leans against {hero}, just for a moment.
{he} holds still because moving would end it.
content, careful

0 3 here spot hero+mate joy two | a whispered word
{mate} tells {hero} something that nobody else may hear.
It is nothing important, and because of that it is a secret.
whispering, laughing

0 3 here spot hero+mate tense two | two who look the same way
Both of them have heard it: {hero} and {mate} turn round at the same moment.
It was only the wind because this time it was.
startled, close together

0 3 here spot hero calm | a slow turn
{hero} turns round once and looks at everything, as if to learn it by heart.
{He} takes {his} time because it will be needed later.
attentive, calm

0 3 here spot hero joy | a small dance
When nobody is looking, {hero} takes three dancing steps.
There are only three because then somebody could have looked.
dancing, cheerful

0 3 here spot hero tense | a look over the shoulder
{hero} looks over {his} shoulder and then goes on.
{He} is in a hurry now because the light is.
alert, quick

0 3 here spot hero+mate calm two | one coat and two shoulders
{hero} gives {mate} the warmer place.
{mate} does not notice because it was done so quietly.
gentle, contented

0 3 here spot hero wonder early | a small light far away
Far away something shines, and {hero} decides that it is a good sign.
It must be one because {he} has decided it.
hopeful, leaning forward

0 3 here spot hero warm thing | two {hands} and a thought
{hero} thinks of {what} and has to smile.
The smile stays for a while because nobody sends it away.
smiling, far away in {his} thoughts

0 3 here spot hero sad | rain that is only in the eyes
Something gets into the eyes of {hero}; it is not the dust.
{He} lets it run, because that is what it is for.
wiping {his} face, breathing out

0 3 here spot hero joy | a stone skipping
{hero} makes a small bet with {self} and wins.
There is no prize, because that would have made it serious.
pleased, chin up

0 3 here spot hero calm | a deep breath
{hero} counts slowly up to ten and does not hurry the last three.
It helps because it has always helped.
composed, breathing evenly

0 3 here spot hero tense early | a question that stays in the air
What if it goes wrong? {hero} does not say it aloud.
Unspoken things are smaller, because nobody has fed them.
biting {his} lip

0 3 here spot hero wonder | a face in a reflection
{hero} sees {his} own reflection and hardly knows it.
It looks braver than {he} feels because it cannot see what comes.
astonished, coming closer

0 3 here spot hero+mate joy two | a race over ten steps
Without a word {hero} and {mate} race each other over the last ten steps.
The finish is wherever one of them stops, because that is the rule.
running, out of breath
"""
