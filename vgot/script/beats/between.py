"""Small beats that fit between the beats of any arc: waiting, weather, food, hands, looks; one sheet for each third."""

EARLY = """
0 3 here morning hero calm human | {hands} tying a knot
{hero} packs slowly and checks every strap twice.
It takes so long because packing is the last thing that can be done without deciding anything.
lips moving through a silent list

0 3 here noon hero wonder | a bird on a post
A bird lands close by, and {hero} stops in mid-step to let it stay.
Neither moves, because each is waiting for the other to be the nervous one.
balanced on one foot, enchanted

0 3 here overcast hero calm | a puddle full of sky
{hero} waits out a short rain under the nearest shelter.
{He} counts the drops from the edge because counting is easier than thinking about what has begun.
collar up, looking out

0 3 road morning hero+ally calm human | four feet in step
{hero} and {ally} walk side by side and say little.
They fall into the same step because the road is narrow and neither wants to go behind.
glancing sideways, not unfriendly

0 3 here golden hero+ally warm human | a piece of bread torn in two
{hero} and {ally} share what there is to eat.
The larger half changes sides twice, because each pretends not to be hungry.
chewing, eyebrows raised
hero: Take it. I had a late breakfast.

0 3 here night hero wonder | one star above a roof
{hero} lies awake and finds one star through a gap.
{He} keeps one eye open because it has moved, and means to see where it goes.
on {his} back, awake

0 3 here lamp hero calm human | a line drawn with care
{hero} draws a small plan and rubs out half of it.
The half goes because it depended on luck, and {hero} does not believe in borrowing.
bent low over the paper

0 3 village noon hero joy human | a crowd of waving children
Children run after {hero} and ask where {he} is going.
{He} tells each of them something different because they so plainly hope for it.
solemn, with one corner of the mouth betraying {him}

0 3 here storm hero tense | a shutter banging loose
The wind gets up, and {hero} looks back for the first time.
It is only a shutter, but because {he} jumped at it, {he} knows now how nervous {he} is.
half turned, listening

0 3 river dawn hero calm | a face in moving water
{hero} washes in cold water and looks at the face that looks back.
The face will not hold still because the water has somewhere to be; so has {he}.
dripping, newly awake

0 3 here dusk hero+ally calm human | two pairs of boots drying
{hero} and {ally} take off their boots and admit that they are tired.
They laugh because both had been walking faster in order not to be the slow one.
rueful, rubbing one heel

0 3 market morning hero joy human | a hat tried on and put back
{hero} stops at a market stall and tries on a ridiculous hat.
It goes back on the pile because there is no room in the day for a ridiculous hat, though {he} looks round once.
grinning at a cracked mirror

0 3 here moonlight hero dark human | a light going out across the way
One by one the lights go out, and {hero} is the last one awake.
{He} stays up because tomorrow cannot start as long as today is being watched.
chin on the knees

0 3 here morning hero tense | a door left ajar
{hero} hears a door where there should be nobody.
It was the draught, because it had to be the draught; {he} locks it all the same.
frozen in mid-gesture

0 3 here noon hero calm | a knot in a rope
{hero} practises the same knot until it can be tied without looking.
It is a useless knot so far, because nothing has had to hold yet.
eyes shut, {hands} busy

0 3 here morning hero joy | a shadow play on a wall
{hero} finds {his} own shadow on the wall and gives it ears.
The ears stay on for a while because nobody is there to see it.
grinning like a child
"""

MIDDLE = """
0 3 here noon hero calm | sweat on a forehead
{hero} rests in the only shade for a few minutes that nobody will count.
{He} stops because the next part cannot be done with tired eyes.
eyes shut, face lifted

0 3 here overcast hero+ally tense human | two maps held the wrong way up
{hero} and {ally} disagree about the way and both turn out to be wrong.
They find out together, because neither would let the other walk off alone to be right.
pointing firmly in one direction
ally: That is what you said an hour ago.

0 3 road storm hero dark | a coat blown inside out
The weather turns, and {hero} leans into it.
There is no turning round because behind {him} it looks just the same.
squinting, head down

0 3 here firelight hero+ally warm human | two faces over the embers
{hero} and {ally} tell each other the thing they usually leave out.
It comes easier because both look into the fire and not at one another.
speaking low
ally: I have never told that to anyone. Do not make a face.

0 3 here night hero tense | a shadow that stops when {he} stops
{hero} feels watched and changes sides.
The shadow changes sides as well, because it is {his} own, and {he} is angry to have been fooled by it.
glancing back over one shoulder

0 3 forest dawn hero wonder | a deer in the mist
A deer steps out of the mist and looks {hero} in the eye.
It does not run because {he} has forgotten to breathe.
absolutely still

0 3 here morning hero calm human | a mended seam
{hero} mends what was torn yesterday with a thread of the wrong colour.
The wrong colour stays, because in that way one can see that somebody cared.
needle between the lips

0 3 here golden hero+ally joy human | a stone kicked along the way
{hero} and {ally} turn the last mile into a game with a stone.
The rules change whenever one of them is losing, because the game must not end before the road does.
running, out of breath, cheating

0 3 here lamp hero sad human | a picture with a bent corner
{hero} takes out an old picture and straightens its corner.
{He} allows {self} one look a day because two would be homesickness.
tender, very quiet

0 3 café overcast hero+ally calm human | rings left by two cups
{hero} and {ally} sit over empty cups and count what is left.
It is less than they thought, because hope had been doing the sums.
calculating, pencil behind one ear

0 3 city street neon hero tense human | rain on a lit sign
{hero} stands across from a lit sign and reads it again.
{He} does not go in because the answer inside might be no.
colour sliding over wet cheeks

0 3 mountains noon hero wonder | a valley opening below
From the height {hero} sees for the first time how far it still is.
{He} sits down because the distance is beautiful, and because {his} knees insist.
wind in the face, overwhelmed

0 3 here candle hero dark human | wax running down
{hero} goes over every mistake by candle until it is short.
{He} begins again at the first one because somewhere in there must be the place where it turned.
forehead resting on a fist

0 3 here dusk hero+ally warm human | a coat laid round two shoulders
Without a word {ally} lays a coat round {hero}.
{hero} lets it stay because it is warm, and because it was noticed that {he} was cold.
looking up, surprised

0 3 here noon hero calm | a stone turned over and over
{hero} picks up a stone, means to throw it, and puts it in a pocket.
It fits the palm too well, because some river spent a thousand years on it.
weighing, absent-minded

0 3 here dusk hero calm | smoke rising straight
{hero} counts the smoke columns along the horizon.
One is missing today, and because {he} knows whose it is, {he} walks faster.
still, eyes narrowed

0 3 here storm hero joy | arms held out in the rain
{hero} gives up trying to stay dry and holds out both arms.
It is wonderful because there is nothing left to protect.
head back, soaked, laughing

0 3 here dusk hero sad | a voice that is not there
{hero} turns round because somebody has called, and nobody has.
It was only a hinge, but because it had the right tone {he} stands there a moment longer.
half turned, listening

0 3 here morning hero calm | a face rinsed with cold water
{hero} rinses the night from {his} face and starts again at the beginning.
Starting again is possible because the night has carried off the worst of it.
dripping, resolved
"""

LATE = """
0 3 here dawn hero calm | breath in cold air
Before anyone else is awake {hero} makes up {his} mind.
It happens while doing something else, because that is how it happens: in the middle of lacing a boot.
suddenly very calm

0 3 here morning hero+ally warm human | a list with most lines crossed out
{hero} and {ally} cross out everything on the list that no longer matters.
One line is left, and because both know which one, neither reads it aloud.
eyes meeting over the paper

0 3 here storm hero tense human | a rope pulled tight
{hero} ties everything down and takes the end of the rope {self}.
{He} wraps it twice around one wrist because one turn is for people with a second chance.
teeth clenched, soaked through

0 3 here overcast hero sad | a place where somebody stood
{hero} passes a spot where, not long ago, they all laughed.
{He} takes off {his} hat without noticing because that is what one does at graves.
slow, hardly breathing

0 3 road golden hero joy | dust flying from running feet
{hero} breaks into a run without knowing why.
There is no hurry; {he} runs because the road goes downhill and {his} heart does too.
laughing with an open mouth

0 3 here noon hero+ally joy human | a bucket of water in the sun
{ally} empties a bucket over {hero}, and war is declared.
It was meant as help against the heat, but because {he} squealed, there had to be a second one.
dripping, plotting revenge
ally: You looked warm.

0 3 here moonlight hero wonder | a moth circling a glow
{hero} watches a moth find the way out of the room.
{He} opens the window wider because it has tried so hard.
following it with the eyes

0 3 here lamp hero+ally calm human | two hands on one map
{hero} and {ally} fold the map away, since they know the rest by heart.
It will not fold the way it came because it has been through rain; they leave it like that.
satisfied, tired

0 3 here night hero tense human | a second hand moving
{hero} watches the minutes and finds each one longer than the last.
{He} has done what could be done, and because of that there is nothing left to hold on to.
counting under the breath

0 3 beach dusk hero calm | foam around two ankles
{hero} stands in the shallow water and lets it pull the sand from under {him}.
{He} stays until the ground feels firm again, because it always does in the end.
arms hanging, listening

0 3 here firelight hero+ally warm human | a song hummed by two
{ally} hums, {hero} finds the second voice.
They get the middle part wrong together, because both learned it from somebody who also did.
singing with closed eyes

0 3 here dawn hero joy human | a window thrown open
{hero} throws the window open and breathes as if for the first time.
The air is the same as yesterday; it tastes different because yesterday is over.
hair on end, glad

0 3 garden morning hero calm | one green shoot
{hero} finds something green where there was nothing last week.
{He} kneels and clears the stones from it because it has done the hard part alone.
careful as with a sleeping child

0 3 here golden hero wonder | long shadows all leading one way
The low sun draws every shadow out, and {hero} stops to look at {his} own.
It seems taller than {he} remembers, because it has somewhere to go.
hand shading the eyes

0 3 here overcast hero calm | a name written in dust
{hero} writes a name in the dust with one finger and reads it aloud.
The wind takes it, because it was only lent; it sounded right, though.
peaceful, blowing on the fingertip

0 3 here lamp hero sad | a coat over an empty chair
{hero} hangs a coat over a chair so that the chair looks like somebody.
{He} says good night to it because it costs nothing.
smiling at {self}

0 3 here morning hero wonder | a spider thread across a doorway
A thread hangs across the way, and {hero} ducks under it.
It would be easier to walk through, but somebody has worked on it all night, and because of that it stays.
bent double, charmed

0 3 here dusk hero warm | two fingers on a windowpane
{hero} draws a small sun on the misted glass.
It runs down at once, because it is warm in here, and that is the point.
smiling at the smear

0 3 here noon hero joy | a whistle answered from far off
{hero} whistles three notes, and somewhere somebody whistles the fourth.
They never see each other because that would only spoil it.
lips pursed, astonished
"""

SHEETS = {"early": EARLY, "middle": MIDDLE, "late": LATE}

#: the same for animals, who have neither maps nor coats; fits any third
ANIMAL = """
0 3 here morning hero calm | a long stretch
{hero} stretches from the nose to the last toe and only then looks at the day.
It has to be in that order, because whoever starts stiff stays stiff.
eyes closed to slits, yawning

0 3 here noon hero joy | a beetle crossing the path
A beetle crosses the path, and {hero} gives it right of way.
{He} follows it for a while because it appears to know where it is going.
nose to the ground

0 3 here overcast hero calm | rain on a still back
{hero} waits under a leaf that is slightly too small.
The hind part gets wet, because the nose has to stay dry.
resigned, blinking

0 3 forest dusk hero wonder | two green eyes in the ferns
Something in the ferns looks back, and {hero} sits down politely.
Nobody attacks because it is that one hour when everybody has eaten.
ears turning separately

0 3 river golden hero joy | a fountain of drops
{hero} shakes off the river, and for a moment there is a rainbow.
{He} does it again, because something glittered.
a blur with a nose in the middle

0 3 field dawn hero calm | a print full of dew
{hero} drinks the dew from the track of a cow.
It tastes of grass and of somewhere else, because the cow had come from the west.
tongue out, one paw raised

0 3 here night hero wonder | the moon in a bucket
{hero} finds the moon lying in a bucket and will not drink.
{He} waits until it has gone because one does not disturb a sleeper.
head tilted over the rim

0 3 road noon hero tense | a cart wheel passing close
A wheel goes by one whisker away.
{hero} had not heard it because the wind was telling something much more interesting.
flattened against the verge

0 3 here storm hero tense | a bush that is not a house
{hero} creeps under a bush and makes {self} round.
The round ones lose less warmth, because the wind finds no corner to start from.
nose under the tail

0 3 market morning hero joy | crumbs under a table
{hero} cleans the floor under three tables, thoroughly.
Nobody chases {him} off because it is better swept than before.
chewing with dignity

0 3 alley night hero tense | a cat on a wall
A cat on a wall explains the rules of the alley with one look.
{hero} keeps to them, because there are five more cats behind it.
walking stiffly, not running

0 3 here dawn hero sad | a whimper in a dream
{hero} runs in {his} sleep and does not arrive.
The legs stop because the dream has changed; it now smells of home.
eyelids trembling

0 3 village noon hero joy | a small sticky hand
A child gives {hero} half a biscuit and keeps the other half.
They part as equals because the halves were equal.
tail going in circles

0 3 here golden hero calm | a long shadow with four legs
The evening sun makes {hero} as tall as a horse.
{He} walks beside {his} shadow for a while because it is good to have company.
looking sideways at the ground

0 3 snow field overcast hero wonder | the first flake on a nose
It snows, and {hero} bites into the air.
There is nothing there because it melts; {he} is determined to find out.
snapping, cross-eyed

0 3 mountains morning hero wonder | an echo that barks back
Somebody on the other side of the valley answers {hero} in the same voice.
They agree on everything, because neither brings up anything new.
standing tall, delighted

0 3 here dusk hero sad | a warm stone after sunset
{hero} lies on a stone which still remembers the sun.
{He} stays until it has forgotten because one should not leave anybody alone with that.
chin on the stone

0 3 beach morning hero joy | a wave chased and fled from
{hero} chases the sea away, and it comes back, and chases {him}.
This could go on for ever because neither side has understood that it is a game.
splashing at full speed

0 3 train station overcast hero dark | a closing door
A door closes just in front of {hero}, and the smell of home drives off behind it.
{He} sits down to wait because doors that close have been known to open.
upright, unmoving

0 3 here moonlight hero calm | a circle turned three times
{hero} turns round three times and lies down.
Three times is right, because at two the ground is not yet convinced.
sinking down with a sigh

0 3 farm dawn hero tense | a rooster on a fence
A rooster reports {hero} to the whole farm.
{hero} leaves by the way {he} came because the broom is already at the door.
low to the ground, fast

0 3 here lamp hero warm | light under a door
{hero} lies against a door, on the side where the warmth comes out.
Inside somebody is laughing; {he} listens, because it is nearly the right laugh.
one ear up

0 3 garden noon hero joy | earth flying backwards
{hero} digs a hole and then, for the sake of order, another.
There is nothing in it because it is too soon; bones need time.
earth up to the eyebrows

0 3 river overcast hero calm | a reflection seen from above
From the bank {hero} sees somebody below who looks tired.
They look at one another for quite a while because each is waiting for the other to go first.
leaning over, quiet
"""
SHEETS["animal"] = ANIMAL
