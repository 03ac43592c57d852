"""A theft in one night with a plan that goes wrong; and a contest of two who are too alike."""

HEIST_NEEDS = (
    ("ally", "driver", "driver"),
    ("third", "climber", "climber"),
    ("rival", "police officer", "night guard"),
)
HEIST_PLACES = {
    "den": "workshop|café|living room",
    "street": "city street",
    "roof": "rooftop",
    "hall": "museum|ballroom",
    "vault": "vault",
    "out": "alley|road",
    "station": "train station|harbour",
}
HEIST_TITLES = (
    "The {Object} Job",
    "Eleven Minutes",
    "What the Guard Saw",
    "Before the Shift Ends",
    "Nobody Touches the {Object}",
    "The Night Shift",
)
HEIST_OBJECTS = ("*", "diamond", "painting", "crown", "mask", "ruby")
HEIST = """
0 1 street dusk hero tense first | a reflection in a window
{hero} walks past the building for the seventh evening and counts the steps of the guard.
{He} never looks up because everything worth knowing is in the glass of the shop across the street.
bored face, busy eyes

0.06 1 den lamp hero+ally+third warm key | salt cellars on a plan
{hero} lays out the plan for {ally} and {third} with what stands on the table.
The sugar bowl is the {object}; because it is empty, {third} believes {he} is joking.
sleeves rolled, certain
hero: Eleven minutes. In the twelfth we are having breakfast.

0.1 2 den candle hero+third tense | a faded newspaper cutting
{third} asks why it has to be the {object}, and {hero} turns the cutting over.
It was taken from {his} family by the people who now charge a fee to look at it; because of that, this is not stealing.
jaw tight, speaking softly
hero: We are not taking it. We are taking it back.

0.14 3 street noon hero+rival calm | a dropped glove handed over
By daylight {hero} drops a glove, and {rival} picks it up.
{hero} needed the voice and the left-handed grip; what {he} gets as well, because {rival} is polite, is a bad conscience.
smiling, memorising
rival: Careful. Things get lost here.

0.18 2 out golden hero+ally joy | a stopwatch in a hand
{ally} drives the route again and again until nobody speaks in the bends.
They shave off nine seconds, because {ally} has found out that the bakery lane is two fingers wider than the van.
gripping the seat, laughing
ally: Paint is only paint!

0.22 3 den morning third calm | chalked fingertips on a door frame
{third} hangs from the door frame by four fingers and reads the paper.
It is done every day before breakfast because walls do not care about yesterday.
upside down, unmoved

0.26 1 street night hero+ally+third tense | three shadows leaving one lamp
When the clock strikes, the three part at the corner without looking back.
From here on each depends on the other two, because the plan has no middle.
hat pulled low

0.3 1 roof moonlight hero+third tense | a rope dropped into blackness
{third} crosses the ridge of the roof and lets down the rope for {hero}.
The tiles are wet because the forecast lied; one of them goes, and they listen to it fall for a very long time.
cheek pressed to the tiles
third: It rains when I am nervous. It always has.

0.34 2 hall night hero wonder | dust standing in a torch beam
{hero} touches the floor of the great hall with the tips of {his} shoes.
{He} follows the joints between the stones, because the boards talk and the stones do not.
arms spread, breathing through the nose

0.38 2 hall lamp rival calm | a sandwich left half eaten
{rival} makes the round, stops, and eats half a sandwich in front of a painting.
{rival.He} always stops here because the woman in the picture looks like somebody who used to wait up.
lost in the picture

0.42 2 hall night hero+third tense | a beam of red light bending on a mirror
{third} turns the red beam aside with a shaving mirror while {hero} rolls underneath.
The hand must not tremble, because a finger's breadth brings down the whole building on them.
sweat on the upper lip

0.46 1 vault lamp hero tense key | an ear laid against steel
{hero} lays {his} ear to the steel and turns the dial.
{He} closes {his} eyes because the numbers are louder in the dark: four, nineteen, and then nothing at all.
listening to the end of the world

0.5 2 vault lamp hero wonder | a door swinging like a page
The door of the vault opens as softly as a page.
{hero} waits one breath longer than planned, because it had stayed shut to three generations before {him}.
lit from the front, still

0.54 1 vault lamp hero dark cut A | an empty velvet cushion
On the cushion where the {object} should lie there is only the print of it.
Somebody was here first, because the dust shows a left thumb, and {hero} knows a left-handed grip.
stunned, one hand out

0.54 1 vault lamp hero dark cut B | two identical shapes on velvet
There are two of them: two {object}s on two cushions, alike to the last scratch.
One must be a copy because somebody feared exactly this night; {hero} has forty seconds to love the right one.
glance flying from one to the other

0.58 2 street neon ally tense | a patrol lamp sliding over a windscreen
Outside a patrol stops beside the van, and {ally} begins to snore.
The snoring is good because it is practised; the officer taps on the glass and thinks better of it.
eyes shut, hand on the key

0.62 1 hall night hero+rival tense key | two people and one torch
{hero} turns round and looks into the torch of {rival}.
Neither calls out: {hero} because it would be the end, {rival} because of something that has been heavy in one pocket for years.
caught, hands open
rival: I wondered who would come for it. I hoped somebody would.

0.67 2 hall candle hero+rival sad | a face in an old photograph
{rival} shows {hero} the photograph that goes with the {object}.
It is the same one as in the cutting, because the guard's mother cleaned the house from which it was taken.
reading a face, slowly

0.72 1 hall storm hero+third+rival dark | a red lamp beginning to turn
The alarm goes: somewhere a wet tile has slipped after all.
There are ninety seconds, because {rival} says so and opens a door that is on no plan.
already running
rival: Left, down, and mind the third step!

0.76 2 roof storm hero+third tense | a hand catching a wrist
On the roof the rope tears, and {third} catches {hero} by one wrist.
The grip holds because of every breakfast hung from a door frame.
hanging over the street
third: Do not thank me. You are heavy.

0.81 1 out neon hero+ally+third joy | a van two fingers from both walls
{ally} takes the bakery lane at full speed with the lights off.
The pursuers brake, because no sane person drives in there; both mirrors stay behind.
thrown back, whooping
ally: Paint is only paint!

0.86 2 den dawn hero+ally+third calm | the {object} beside a sugar bowl
They set the {object} on the table beside the empty sugar bowl and say nothing.
It is smaller than in the stories because stories are told by people who have lost something.
hollow with tiredness, smiling

0.9 2 station dawn hero+rival warm | a coat over an arm
{hero} brings {rival} the photograph and a ticket.
{rival} has handed in the uniform, because somebody had to have forgotten to lock that door.
grateful, hardly able to say so
rival: I slept through the whole thing. Ask anyone.

0.95 3 street morning ally+third joy | a headline held upside down
{ally} and {third} read about themselves in the paper and get everything wrong about it.
They are described as nine men of great height, because the reporter asked {rival}.
spilling coffee with laughter

1 1 den golden hero calm last | a nail with something on it again
{hero} hangs the {object} in its old place over the mantelpiece and steps back.
There is a pale patch on the wall, and it fits, because for three generations nobody would paint over it.
finally at rest
hero: There you are.
"""

RIVAL_NEEDS = (("rival", "chef", "rival"), ("elder", "judge", "judge"), ("ally", "student", "apprentice"))
RIVAL_PLACES = {
    "work": "restaurant kitchen|workshop|theatre stage",
    "across": "city street",
    "town": "market|city street",
    "stage": "theatre stage|ballroom|market",
    "quiet": "river|park|rooftop",
    "home": "living room|kitchen",
}
RIVAL_TITLES = (
    "{hero} against {rival}",
    "Across the Street",
    "Two of a Kind",
    "The Better Hand",
    "Second to None",
    "{hero} and {rival}",
)
RIVAL_OBJECTS = ("recipe", "watch", "notebook", "medal")
RIVAL = """
0 1 across morning hero+rival tense first | two doors opening at the same second
{hero} and {rival} open their doors across the street from one another, and neither says good morning.
They sweep toward each other's doorstep, because the war has to begin somewhere.
sweeping with great dignity

0.05 1 work noon hero+ally joy | {hands} too fast to follow
{hero} works and explains at the same time: {craft}.
{ally} has come to learn here rather than across the street because here one is allowed to make mistakes once.
fast, exact, showing off a little
hero: Once is learning. Twice is a habit.

0.09 2 across noon rival calm | a curtain moved by one finger
Across the street {rival} watches from behind a curtain and writes down times.
{rival} does exactly the same work, only more coldly, because love once went wrong there.
eyes narrowed, pencil moving

0.14 2 town dawn hero+rival tense | two hands on one crate
{hero} and {rival} reach for the last good crate in the market.
Each pays double, because the point is no longer what is in it.
smiling with all the teeth
rival: After you. No? Then after me.

0.18 1 stage overcast hero+rival+elder wonder key | a poster being pasted up
{elder} announces the contest: one winner, and one door that will have to close.
The street can only feed one of them, because the rent has doubled; both sign before the paste is dry.
chin up, pen in hand
elder: One of you will thank me. The other will not.

0.23 2 work lamp hero+ally tense | a pile of failed attempts
{hero} tries until midnight and throws away everything.
It is good, all of it, and that is why it goes: because good is what {rival} does.
hair on end, unsatisfied

0.28 2 home candle hero sad | the {object} with a torn page
{hero} takes out the {object} that {he} has not opened in twenty years.
Half of it is missing because it was torn down the middle on the day two friends stopped being friends.
fingertips along the torn edge

0.33 2 across moonlight rival sad | the other half of the {object}
Across the street {rival} looks at the other half under the lamp.
It makes no sense alone, because every second line is on the far side of the road.
older than by day

0.38 1 stage morning hero+rival+elder tense | a row of raised eyebrows
In the first round {hero} and {rival} show what they can do.
{elder} gives both the same mark because anything else would have been a lie, and the hall groans.
pretending not to look sideways
elder: Equal. To the hair.

0.43 2 town noon hero+ally joy | a borrowed walk
{ally} imitates the walk of {rival} down the whole street, and even {hero} has to laugh.
It stops being funny because {rival} is standing behind them.
laughing, then not

0.48 1 work storm hero+ally dark cut key | something broken on the floor
In the morning {hero} finds {his} workplace wrecked.
The window stood open to the storm, but because {he} wants it to be {rival}, {he} does not look at the window.
white with anger
hero: So that is how it is going to be.

0.53 2 across storm hero+rival dark | two shouting people in the rain
{hero} shouts across the street what has waited for twenty years to be shouted.
{rival} answers, and neither hears a word, because both are finally talking.
drenched, pointing
rival: You left! I only stayed!

0.58 2 quiet dusk hero+ally sad | stones dropped into water
{ally} tells {hero} that the window was open, and who had forgotten to shut it.
It was an accident, and {hero} has to say so, because once is learning.
ashamed, kind about it
ally: I thought you would send me away.

0.63 1 across night hero+rival calm | a knock on the wrong door
{hero} crosses the street for the first time and knocks.
{He} has brought the torn {object}, because an apology needs something to hold on to.
hat in both hands
hero: It was the window. It was me.

0.68 1 work candle hero+rival wonder key | two torn edges meeting
{hero} and {rival} lay the two halves together on the table.
It can be read now, and because it can be read they start at once, sleeves up, without having made peace.
bent over the same line
rival: You never could spell.

0.73 2 work lamp hero+rival joy | four hands, one task
{hero} and {rival} work through the night and quarrel happily about everything.
Each knows what the other needs next, because nothing of that had been forgotten.
handing over a tool without looking

0.78 3 home dawn ally calm | a sleeper on a stack of sacks
{ally} falls asleep on the sacks with a spoon in one hand.
They lower their voices because, as both remember, somebody once did that for them.
breathing deeply

0.83 1 stage noon hero+rival+elder tense | one table instead of two
At the final {hero} and {rival} push their two tables together.
The rules say nothing about it, because nobody had thought it possible.
shoulder to shoulder, defiant
elder: This is most irregular.

0.88 1 stage golden elder+hero+rival wonder | a judge who has stopped writing
{elder} tries it, puts down the pen, and is silent for a long time.
There is no mark for it, because it is what the two of them made at twenty and what {elder} has been looking for since.
not daring to breathe
elder: Where have you been all these years?

0.92 2 stage golden hero+rival+ally joy | one prize in two pairs of hands
The prize is one cup with two handles, and both of them hold on.
{ally} jumps highest of all because {ally.he} has bet on a draw.
laughing into the noise

0.96 2 across dusk hero+rival warm | a rope hung with lamps over a street
{hero} and {rival} hang lamps across the street, from door to door.
The rent is paid twice over because people come from all over to see who will start shouting first.
on two ladders, arguing
rival: Higher on your side. No, your other side.

1 1 across morning hero+rival calm last | two brooms leaning on one wall
{hero} and {rival} open their doors at the same second and say good morning.
They sweep toward each other and stop in the middle, because there is only one doorstep now.
grumbling contentedly
hero: Good morning. You are late.
"""
