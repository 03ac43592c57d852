"""A fairy tale of a bargain; and a thing that outlives the people around it."""

TALE_NEEDS = (
    ("ally", "fox", "a fox named"),
    ("elder", "witch", "witch"),
    ("rival", "king", "king"),
    ("child", "boy", "kitchen boy"),
)
TALE_PLACES = {
    "home": "village|castle|farm",
    "wood": "forest",
    "castle": "castle",
    "water": "river|waterfall|beach",
    "far": "mountains|cave|snow field|ruins",
    "hall": "ballroom|castle",
}
TALE_TITLES = (
    "{hero} and the Winter {Object}",
    "The Kingdom That Forgot to Sleep",
    "Three Things Owed",
    "Three Favours",
    "The {Object} under the Snow",
)
TALE_OBJECTS = ("*", "crown", "bell", "mirror", "ring", "lamp")
TALE = """
0 1 home dawn hero calm first | frost flowers on a window
Once, in a land where it had forgotten how to become spring, {hero} goes out to break the ice on the well.
Everyone else has given up, because it has been winter for seven years.
breath in clouds, stubborn

0.05 2 home firelight hero+child sad | a last log laid on embers
{child} asks what green looks like, and {hero} cannot say it.
{He} looks for a comparison and finds none, because everything that was green has been burned for warmth.
searching for a word
child: Is it loud?

0.11 1 wood overcast hero+ally wonder | {ally} against white snow
In the forest {hero} frees {ally} from a trap, and {ally} bows.
Three favours are owed for it, because in the old forest every debt is counted.
kneeling, hands open
ally: Three. Do not waste one on breakfast.

0.17 2 wood dusk hero+ally tense | tracks that lead in a circle
{ally} leads {hero} to a house which stands only where one is not looking.
They have to go backwards because forwards it is merely forest.
walking backwards, one hand out

0.23 1 wood candle hero+elder tense key | a spoon stirring by itself
{elder} tells {hero} who keeps the spring: it is locked up in the {object} of {rival}.
{elder} ought to know, because she sold it to him; she has regretted it for seven years.
polite to everything in the room
elder: I was paid in gold. Have you ever tried to eat gold?

0.29 2 wood moonlight hero+elder wonder | a shadow cut along its edge
As a price for the way {elder} asks for the shadow of {hero}.
{he} gives it, because nobody at home casts one any more, there being no sun.
lighter by something, shivering

0.34 2 water morning hero+ally wonder | ice singing underfoot
They cross the frozen water, and below it the summer is still lying.
Fish hang there with open mouths, because they were in the middle of a song.
on hands and knees, looking down

0.39 2 far storm hero+ally dark | a white wall of wind
The north wind bars the way and wants to know what they are bringing.
{hero} brings nothing, and because that is the truth, the wind steps aside, offended.
leaning until almost lying
hero: Nothing! I have come to fetch!

0.44 1 castle dusk hero wonder | a gate high as a cliff
Before the castle of {rival} {hero} feels how small a door bell can make one.
{He} goes round the back because kitchens always have a second door.
craning upward

0.5 2 castle lamp hero+child joy | two faces behind a cauldron
In the castle kitchen {hero} finds {child}, who was fetched here last winter.
{child} knows every stair because somebody has to carry the trays, and nobody looks at trays.
finger to the lips, beaming

0.55 1 hall candle hero+rival tense | a throne in an empty hall
{rival} sits alone with the {object} on his knees and does not sleep.
He keeps the spring because when it last came, it took somebody from him with the first warm rain.
bowing, eyes on the knees
rival: If it never blooms, it never withers.

0.6 2 hall moonlight hero+rival sad | a portrait with frost on it
{hero} dares to ask for the name, and {rival} says it for the first time.
It has to be said twice because it has rusted.
very gentle

0.65 1 hall firelight hero+rival+ally dark cut key | a slamming gate
{ally} snatches the {object}, and every door in the castle falls shut.
That was the second favour, because the first had been patience, and it was one too early.
spinning round, arms wide

0.7 2 castle night hero dark | a hand on cold bars
In the tower {hero} learns that one can do without a shadow but not without a fire.
{He} sings because {his} teeth chatter anyway and might as well do it in time.
blue-lipped, humming

0.75 2 castle dawn hero+child warm | a key under soup
{child} brings soup with a key in it.
The key was on a tray, because everything in this house is on a tray sooner or later.
drinking, then biting on iron
child: Careful. There is a bone in it.

0.8 1 hall dawn hero+rival wonder key A | two hands on one lid
{hero} does not steal the {object}: {he} asks {rival} to open it together.
{rival} is afraid of it, because behind the flowers there is grief; {hero} says that it will come out first and go first.
holding the other hand
hero: I will stay until it has gone by.

0.8 1 hall dawn hero+rival+ally wonder key B | a crack running through ice
{hero} lets the {object} fall, and there is nothing to be done about it.
{ally} has asked it as the third favour, because {ally} has kept count and {hero} would not have dared.
hands open, staring down

0.85 1 castle morning hero+rival sad | one drop from an icicle
The first drop falls, and {rival} weeps with the whole roof.
It takes all morning because seven years want to melt.
standing by, wet through

0.9 2 water noon hero+ally joy | ice breaking like bells
The river breaks open, and the fish finish their song.
{ally} jumps from floe to floe because dignity is a matter for winters.
arms up, shouting

0.95 2 wood golden hero+elder warm | a shadow sewn on again
{elder} sews the shadow back on with green thread.
She takes no payment because the seam will show, and she wants to be remembered by it.
holding one foot still

1 1 home golden hero+child+ally joy last | a meadow on the doorstep
{hero} leads {child} to the door and lets {child.him} look for {child.self}.
There is no need to compare it with anything, because it comes up to the knees and hums.
not looking at the meadow but at the face
child: It is loud!
"""

THING_LEAD = "girl"
THING_NEEDS = (("ally", "carpenter", "carpenter"), ("third", "soldier", "young soldier"), ("child", "boy", "boy"))
THING_PLACES = {
    "town": "village|city street|park|harbour",
    "near": "field|garden|river",
    "inside": "living room|workshop|library",
    "far": "road|train station",
}
THING_TITLES = (
    "The Life of {A_Thing}",
    "What the {Thing} Saw",
    "A Hundred Years of One {Thing}",
    "It Was Here Before Us",
    "The {Thing} and Its People",
)
THING = """
0 1 near dawn hero wonder first | something very small on bare ground
At its beginning the {thing} is so small a matter that only {hero} notices.
{hero} comes every morning because nobody else would have believed it.
crouching, both hands round nothing much

0.07 2 near morning hero+ally calm | two heads bent together
{hero} shows {ally} where the {thing} is going to be.
{ally} drives in a stake with a rag on it because people trample on what is not marked.
explaining, very serious
ally: Then let us give it a chance.

0.14 1 town morning ally joy | something new against the sky
The {thing} has grown, and people start giving directions by it.
{ally} pretends not to hear because {ally.he} would have to smile.
hands in pockets, glancing up

0.2 3 town noon hero joy | letters scratched with a nail
{hero} scratches a name where only the rain will read it.
{He} makes it small because it is meant for later.
looking round for witnesses

0.27 1 near golden hero+ally warm | two backs leaning
By now the {thing} gives shelter, and {hero}, almost grown, meets {ally} there.
They sit back to back, because face to face they would have to talk about going away.
eyes closed in the sun

0.34 2 far overcast hero sad | a last look over one shoulder
{hero} goes away and looks back until the {thing} is the only thing left to see.
It does not move, because that is its whole talent.
walking backwards

0.4 2 town candle third+hero joy | lamps and paper streamers
Strangers hang lamps on the {thing} and dance round it all night.
They have no idea whose it is, and because of that it belongs to everyone; {third} dances with {hero}, who has come back for one night.
dizzy, shoes in one hand

0.47 1 town storm third+ally dark cut key | smoke behind a dark outline
War comes, and the {thing} stands in the middle of it.
{third} takes cover there because it is the only thing still upright.
pressed flat, listening upward

0.53 2 near night third+ally tense | a letter pushed into a crack
{third} hides a letter in the {thing} for whoever may be left.
There is nobody else to leave it with because the road has been cut.
writing on one knee
third: If it stands, somebody will find it.

0.59 1 town dawn ally sad | one wound among many
In the morning the {thing} is broken on one side, and is standing.
{ally} lays a palm on it and stays like that because neither can be hurried.
grey-haired overnight

0.65 2 inside lamp ally+child calm | a tool put in a small hand
{ally} teaches {child} how to mend it, the slow way.
It has to be the slow way, because quick mending shows in the next winter.
patient, spectacles low
ally: Not stronger than it was. Only whole.

0.72 2 town golden child+ally joy | a crooked patch admired
The patch is crooked, and {child} is so proud that nobody mentions it.
It holds, because it was put on by somebody who meant it.
arms crossed, critical and glad

0.78 1 town overcast hero+child tense | a red cross of paint
Men with a plan paint a red cross on the {thing}: there is to be a road.
{hero}, old now, sits down in front of it with her knitting, because she has nothing else on today.
knitting very fast
elder: I can wait. I have had practice.

0.84 2 town dusk hero+child warm | a ring of folding chairs
By evening half of the town sits there with folding chairs.
Some have come because of the {thing}, and some because of the soup; {hero} does not ask.
enthroned, needles still
child: Will they come back tomorrow?

0.89 1 near golden hero+child wonder key | a name under moss
{hero} scrapes away the moss: there are small letters, and they are her own.
She had made them small because they were meant for later, and this is later.
fingertip on the scratches, young

0.94 2 inside lamp hero+child sad | a letter that comes out of a crack
{child} finds the letter of {third} and reads it aloud.
{hero} knows the handwriting, because somebody once danced with her all night beneath paper lamps.
listening with covered eyes

1 1 near dawn child wonder last | the very beginning of another {thing}
Where the old one stands, {child} finds a beginning so small a matter that nobody else would notice.
{child.He} tells no one yet because first {child.he} wants to come every morning.
crouching, both hands round nothing much at all
"""
