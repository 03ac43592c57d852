"""Two who fall in love against the odds; a day on which everything goes wrong."""

ROMANCE_NEEDS = (("ally", "photographer", "stranger"), ("third", "baker", "friend"), ("elder", "widow", "landlady"))
ROMANCE_PLACES = {
    "work": "workshop|café|library",
    "meet": "train station|café|market|park",
    "walk": "river|park|beach",
    "home": "living room|bedroom",
    "dance": "ballroom|village",
    "far": "harbour|train station",
    "wed": "church|garden",
}
ROMANCE_TITLES = (
    "{hero} and {ally}",
    "The Wrong Umbrella",
    "The {Object} Between Us",
    "Last Train, Front Carriage",
    "A Window Seat for Two",
    "Until the Rain Stops",
)
ROMANCE_OBJECTS = ("umbrella", "scarf", "book", "letter")
ROMANCE = """
0 1 meet storm hero+ally tense first | two hands on one {object}
In a cloudburst {hero} and {ally} reach for the same {object}.
Neither lets go, because each is sure of being right, and so both are wet to the skin.
dripping, indignant
ally: That is mine. I would know it anywhere.

0.05 2 home lamp hero calm | a stranger's name on a label
At home {hero} discovers that the {object} is not {his} at all.
{He} blushes alone in the room because the initials could not be any plainer.
mortified, then laughing

0.1 2 work morning hero+third joy | a story told with a spoon
{hero} tells {third} about it and describes the other's face for far too long.
{third} puts down the spoon because {third.he} has been waiting years to hear that voice.
gesturing, pink about the ears
third: What colour were the eyes? You have said it twice.

0.15 1 meet noon hero+ally warm key | an apology held out at arm's length
For three days {hero} waits at the same spot to give the {object} back.
On the third day {ally} is there, because {ally} has been waiting round the corner with the other one.
rehearsing, then speechless
ally: I was going to apologise first. You are in my way.

0.2 2 walk golden hero+ally joy | two pairs of feet choosing the long way
They walk the long way round, and then round again.
There is no reason to stop because neither of them has said where home is.
swinging one arm, talking nonsense

0.25 3 work noon hero calm | a drawing in the margin
Instead of {craft}, {hero} draws the same profile in every margin.
{He} rubs them all out except for one, because one is very good.
chin in hand, miles away

0.3 1 dance lamp hero+ally wonder | a hand on a shoulder blade
{ally} cannot dance, and {hero} cannot lead, and it does not matter.
They keep to one square yard of floor because the rest of the room has become scenery.
forehead almost touching forehead

0.35 2 home candle hero+elder tense | a house rule on the wall
{elder} knocks and asks about the singing after ten o'clock.
{elder} comes in to scold and stays for tea, because it was a song from her own kitchen.
caught with a cup in the air
elder: Well. Louder, then, if you must.

0.4 2 walk moonlight hero+ally wonder | two faces in black water
By the water {ally} says it first, so quickly that {hero} has to ask again.
{hero} understood quite well; {he} only asks because it is worth hearing twice.
radiant, one hand over the heart
ally: I said that I am lost. Entirely.

0.45 2 meet morning hero+ally joy | one chair for two
They share a chair and a newspaper and read none of it.
The waiter has stopped coming because they order only more time.
cheek on a shoulder

0.5 1 work overcast hero+ally dark cut A key | an envelope lying on its face
A letter offers {ally} the work of a lifetime, an ocean away.
{ally} had applied for it before the rain, because at that time there was nothing here to lose.
reading the same line three times
ally: I could say no.

0.5 1 home overcast hero+ally dark cut B key | a door with two people behind it
The family of {hero} opens the door, looks at {ally}, and does not ask anyone in.
Something was promised long ago, because two fields lie side by side, and {hero} was never told.
frozen between two people
hero: If {ally} stays outside, then so do I.

0.55 2 home night hero+ally sad | two cups gone cold
They are so considerate to one another all evening that it is not to be borne.
Nobody says stay, because each wants the other to be free.
smiling far too carefully

0.6 2 walk dusk hero+ally tense | a quarrel at arm's length
At last they quarrel, loudly, in front of the ducks.
It is a relief because it is the truth; then it has been said and cannot be unsaid.
in tears of rage
hero: Then go, and be brilliant somewhere else!

0.65 1 far dawn hero sad | a gap widening
{hero} comes to say goodbye and is one minute late.
{He} runs all the way to the end because running is the only thing left to be done.
one arm raised, out of breath

0.7 2 home lamp hero+elder sad | an unopened drawer opened
{elder} shows {hero} a bundle of letters that were never posted.
{elder} lays them in {his} lap because somebody in this house should learn from them.
listening with bent head
elder: I was proud. It kept very well. It did not keep me warm.

0.75 2 work night hero+third tense | a map and a jar of coins
{third} empties the savings jar on the table and counts out one ticket.
{third.He} has been saving for an oven, because one has to save for something.
shaking the head, already packing
third: Bread can wait. Go.

0.8 1 far storm hero+ally wonder key | two people and one {object}
In a cloudburst {hero} stands at the far end of the world, and somebody holds {an_object} over {him}.
{ally} was on the way back, because an ocean turned out to be the wrong size.
drenched, laughing and crying
ally: That is mine. I would know it anywhere.

0.85 2 far golden hero+ally joy | two suitcases used as a bench
They sit on their suitcases and decide where to live by tossing a coin.
The coin rolls into the gutter, and they leave it there because either would have done.
leaning together, perfectly idle

0.9 2 home morning hero+ally warm | a second name beside a bell
{ally} paints a second name next to the bell and gets paint on the first.
They do not correct it because from now on it can only be read together.
kneeling, tongue between the teeth

0.95 1 wed golden hero+ally+third+elder joy wedding | petals thrown too early
{hero} and {ally} marry while it rains on one half of the guests.
{third} throws the petals too soon because somebody has to be the first to cry.
beaming, hair full of petals
elder: Louder! We cannot hear you at the back!

1 1 meet storm hero+ally warm last | one {object} and two pairs of shoes
Years later, in a cloudburst, {hero} and {ally} reach for the same {object}.
Both let go at once, because each would rather see the other dry, and so both are wet to the skin.
laughing helplessly
"""

COMEDY_NEEDS = (
    ("ally", "courier", "friend"),
    ("rival", "conductor", "inspector"),
    ("elder", "grandmother", "grandmother"),
)
COMEDY_PLACES = {
    "home": "bedroom|kitchen",
    "work": "office|café|theatre stage",
    "street": "city street",
    "market": "market",
    "park": "park",
    "station": "train station|harbour",
    "hall": "ballroom|church",
}
COMEDY_TITLES = (
    "Nothing Can Go Wrong",
    "{hero} Is Nearly There",
    "The {Object} and Other Disasters",
    "One of Those Days",
    "By Five at the Latest",
)
COMEDY_OBJECTS = ("cake", "goose", "piano", "wedding hat")
COMEDY = """
0 1 home morning hero joy first | an alarm clock under a pillow
{hero} wakes up one hour late on the one day that matters.
The clock did ring, but because it was under the pillow, {he} dreamt of bees.
one sock on, hair upright

0.05 2 home noon hero tense | a tie caught in a toaster
{hero} tries to dress, eat and telephone at the same time.
The tie ends in the toaster because there are only two {hands} for three jobs.
smoking slightly, composed

0.1 1 work noon hero+ally calm key | a very large box
{ally} hands over the {object} that has to be there by five, whatever happens.
{hero} signs with confidence because it is only four streets.
nodding far too often
ally: Do not tilt it. Do not run. Do not, above all, breathe on it.

0.16 1 street noon hero joy | a box sailing downhill on wheels
{hero} sets the {object} down for one second, on a slope, on wheels.
It departs because physics is punctual; {hero} overtakes two trams and a nun.
running with both arms out

0.22 2 market golden hero tense | a rolling wave of oranges
The {object} goes through the market and takes the oranges along.
Every trader gives chase because each believes that {hero} belongs to the other one.
apologising at full speed
hero: Sorry! Sorry! Lovely oranges! Sorry!

0.28 2 park noon hero+ally joy | a pond with a hat on it
{ally} cuts off the way and lands in the pond.
It would have worked if the {object} had not turned left, because of a duck.
standing knee-deep, saluting

0.34 2 station overcast hero+rival tense | a ticket stuck to a shoe
{rival} demands a ticket for {hero} and another one for the {object}.
{hero} cannot find it because {he} is standing on it, as {rival} can see very well.
turning out every pocket
rival: I have all day. Have you?

0.4 1 station noon hero+rival joy | two people in one phone booth
While arguing, {hero} and {rival} lock themselves in together.
The door only opens inwards, because it was mended yesterday, by {rival}.
squashed flat against the glass

0.46 2 street golden hero+ally tense | two identical boxes
In the confusion {hero} picks up the wrong box.
It meows, because it is not the {object}; somewhere a cat lady is opening the other one.
ear to the cardboard, pale
ally: Cakes do not do that. Geese do not do that either.

0.52 1 home storm hero dark cut key | a figure sitting on a kerb
It begins to rain, and {hero} sits down in the middle of it.
{He} has lost the box, the shoe and the afternoon because {he} wanted to do it perfectly.
water running off the nose

0.58 2 street overcast hero+elder warm | an umbrella from above
{elder} holds an umbrella over {him} and gives {him} half a bun.
{elder} has all the time in the world because at that age one is late for nothing.
chewing, consoled
elder: Perfect is what people say at funerals. Come along.

0.64 2 market dusk hero+elder+ally joy | three people behind one cart
{elder} knows the cat lady, the short cut and the fishmonger's cart.
They take the cart because it is downhill again, and this time on purpose.
holding on to a hat that is not there

0.7 1 street neon hero+elder+rival tense | a whistle and an outstretched arm
{rival} stops the cart and recognises everybody.
{rival.He} ought to arrest them all, but because {elder} is {rival.his} old teacher, {rival.he} takes off the cap.
ducking behind a cod
elder: Sit up straight, dear. And push.

0.76 1 hall dusk hero+ally+elder tense | five strokes of a clock
At the fifth stroke they burst through the doors, with the {object}, backwards.
They come in backwards because that is how the cart had decided to stop.
airborne

0.82 1 hall lamp hero dark key | a silence and a slow slide
Everybody watches the {object} slide from its base, and nobody can move.
It takes its time because it knows that this is its great moment.
hands over the eyes, peeping

0.88 2 hall lamp hero+rival joy | two white gloves holding on
{rival} catches it, in white gloves, lying down.
{rival.He} practised catching for thirty years because nobody ever let {rival.him} play.
hugging a public official

0.94 2 hall candle hero+ally+elder+rival joy | a crooked thing being applauded
It is crooked, wet and smells of fish, and they get a standing ovation.
They clap because everything that went right today was very dull.
bowing, one shoe on

1 1 home night hero calm last | an alarm clock put on a saucer
{hero} sets the alarm clock, in a saucer, on a tin tray.
Tomorrow nothing can go wrong, because {he} has thought of everything; under the bed something meows.
blissful, eyes closing
hero: Goodnight, world. See you at seven.
"""
