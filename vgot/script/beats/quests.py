"""A search that leads far away; a riddle in which somebody is missing."""

QUEST_NEEDS = (("ally", "explorer", "guide"), ("elder", "professor", "old professor"), ("rival", "captain", "captain"))
QUEST_PLACES = {
    "home": "village|library|harbour|living room",
    "road": "road|harbour",
    "wild": "forest|desert|mountains|beach",
    "high": "mountains|desert|snow field",
    "camp": "camp|cave",
    "goal": "ruins|cave|castle|underwater",
    "town": "market|train station",
}
QUEST_TITLES = (
    "The {Object} of {hero}",
    "Past the Edge of the Map",
    "{hero} Sets Out",
    "One Valley Further",
    "The Missing Half",
    "Where the {Object} Points",
)
QUEST_OBJECTS = ("*", "map", "compass", "key", "star chart", "lantern")
QUEST = """
0 1 home morning hero wonder first | the {object} slipping from a book
{hero} finds the {object} hidden where nobody has looked for a lifetime.
It falls out because {he} has picked up the wrong thing at the right moment; on the back there is {his} own family name.
frowning, then forgetting to
hero: That cannot be for me.

0.05 2 home lamp hero+elder tense | a magnifying glass over old ink
{elder} reads the {object} twice and takes off {elder.his} glasses.
{elder} knows the hand, because the one who wrote it was a friend and never came back.
leaning in, impatient
elder: Some doors are closed out of kindness.

0.1 1 home dawn hero calm | a bag with very little in it
Before the others are awake {hero} packs a bag and leaves a note.
It is short, because with every further sentence {he} would have stayed.
one last look round the room

0.14 1 town noon hero+ally joy key alone | a fist around the wrong collar
{hero} is robbed in the crowd by {ally}, who turns out to be the only guide for hire.
{ally} gives back the purse and keeps the job because there is hardly anything in the purse.
indignant, holding on
ally: You walk like money. It was my duty.

0.14 1 town noon hero+ally joy key paired | two bags on one bench
At the first stop {hero} finds {ally} waiting with a bag already packed.
{ally} has read the note before it was written, because {ally.he} has known {hero} long enough.
caught out, relieved
ally: You forgot the bread. You always forget the bread.

0.37 2 camp firelight hero+ally warm paired | two faces and one blanket
By the fire {ally} admits to being afraid, and {hero} admits it as well.
It is easier after that, because a fear with two owners weighs only half.
surprised, then touched
ally: I thought that it was only me.

0.91 2 road dusk hero+ally warm paired | a bag carried between two
At the fork in the road {hero} and {ally} put down the bag and look at both ways.
Neither wants to be the first to say home, because it would then be over.
smiling with tired eyes
ally: So. Which way is wrong today?

0.18 3 road golden hero+ally calm | two walkers and a very long road
{hero} and {ally} set out along the road, arguing about the pace.
They agree on one that suits neither, because that is what is called fair.
dusty, in good spirits

0.22 2 road overcast rival tense | a telescope snapped shut
From a ridge {rival} watches two small figures through a glass.
{rival} has no need to hurry because it is easier to let others find the way.
patient as a cat

0.27 1 wild morning hero+ally wonder | a wall of green or stone or sand
The road ends, and what begins behind it is on no chart.
{hero} takes the first step because {ally} is still counting reasons against it.
swallowing, eyes shining

0.32 2 wild storm hero+ally tense | a rope humming with strain
The storm catches them in the open and tears the supplies away.
{hero} saves the {object} and not the bread, because {he} did not think; {ally} tells {him} so for an hour.
clutching a strap, blinded

0.37 2 camp firelight hero+ally warm alone | two faces and one blanket
By the fire {ally} admits to never having been this far.
It was a lie from the start because {ally} needed the money, and stays one no longer because {hero} has shared the last of the bread.
surprised, then touched
ally: I know the first half very well.

0.42 2 high noon hero+ally wonder | a crack in the rock shaped like the {object}
High up {hero} holds the {object} against the horizon, and the lines fit.
They fit only from here, because whoever made it wanted those who follow to climb first.
squinting along an outstretched arm

0.47 1 high dusk hero+ally+rival dark cut key | a boot on a rope
{rival} steps out from behind the stones and asks politely for the {object}.
{hero} hands it over because {rival} has one boot on the rope by which {ally} hangs.
hands raised, shaking with fury
rival: You found it. I only want to have it. That is how it always goes.

0.52 2 high night hero+ally sad | a bare hand where something was held
{hero} and {ally} sit where they were left, without light and without the way.
{ally} wants to turn round; {hero} cannot, because {he} notices that {he} remembers every line.
eyes shut, one finger drawing in the dust

0.57 2 camp candle hero wonder | lines drawn from memory
On the wall {hero} draws the {object} from memory.
It comes out better than the original because {he} leaves out what was put there to deceive.
charcoal on both cheeks

0.62 1 goal dawn hero+ally wonder key | an arch in the first light
They stand before it at sunrise: it is real, and it is enormous.
Neither speaks, because there are places in which one's own voice sounds like a mistake.
very small, head tipped back

0.67 2 goal morning hero+ally tense | a foot above the wrong stone
Inside, each step has to be chosen, and {hero} chooses.
{He} reads the floor as if it were handwriting, because it is: the same slanting hand.
balanced, arms out
ally: And if you are wrong? No, do not tell me.

0.71 2 goal overcast hero+rival tense | two shadows on one stair
{rival} has got there first, and can go no further, and needs {hero}.
The last door opens only to a name, because it was built by somebody who trusted nothing else.
calm for the first time
rival: Say it. Say it, and we share.

0.76 1 goal firelight hero+rival+ally dark key A | falling dust in torchlight
{rival} tears the prize from its place, and the vault begins to fall.
It was the keystone, because the builders knew people; {hero} drops everything and takes {ally} by the sleeve.
shouting against the noise
hero: Leave it! Run!

0.76 1 goal firelight hero+rival+ally tense key B | a hand let go on purpose
{hero} finds the prize, and has to choose between it and {rival}, who hangs above the drop.
It is no real choice, because in the end somebody's friend once did not come back from here.
lying flat, both arms down
hero: Give me your other hand!

0.81 2 goal lamp hero+ally sad | a name scratched in stone
In the last chamber there is no gold, only a bench, a cup and a name.
The one who never came back had sat here and been happy, because the window looks over the whole world.
sinking down on the bench

0.86 2 wild golden hero+ally joy | two people sliding down a slope
On the way down {hero} and {ally} cannot stop laughing.
They have nothing left, and because of that nothing can be lost any more.
ragged, sunburnt, free

0.91 2 road dusk hero+ally warm alone | a purse thrown and caught
Where they met, {ally} pays {hero} back with interest.
{ally} has no intention of going, because a fork in the road needs two opinions.
a hand held out and not let go
ally: So. Which way is wrong today?

0.95 2 home lamp hero+elder warm | a cup set down beside glasses
{hero} brings {elder} the cup and the story that goes with it.
{elder} asks for the end first because {elder.he} has been afraid of it for forty years.
telling it with both {hands}
elder: Happy? You are sure of that?

1 1 home morning hero calm last | the {object} slid back into its book
{hero} puts the {object} back where {he} found it and leaves one corner showing.
Somebody else will pick up the wrong thing at the right moment, because {he} has made quite sure of it.
smiling, already by the door
"""

MYSTERY_NEEDS = (("ally", "journalist", "assistant"), ("rival", "mayor", "mayor"), ("elder", "librarian", "librarian"))
MYSTERY_PLACES = {
    "work": "office|library|café",
    "scene": "theatre stage|museum|living room|lighthouse",
    "street": "city street",
    "alley": "alley",
    "archive": "library|police station",
    "edge": "harbour|train station|factory|rooftop",
    "house": "ballroom|garden|castle",
}
MYSTERY_TITLES = (
    "The Affair of the {Object}",
    "What the Rain Left",
    "The Second Shadow",
    "{hero} Asks Twice",
    "Nobody Lost a {Object}",
    "The Last Train but One",
)
MYSTERY_OBJECTS = ("*", "glove", "letter", "watch", "key", "photograph")
MYSTERY = """
0 1 street night hero tense first | a window going dark
On a wet night {hero} sees a light go out in a house that has been empty for years.
{He} stops because an empty house has nobody to be careful with candles.
collar up, one eyebrow raised

0.05 1 work morning hero+ally calm | the {object} on a blotter
{ally} lays the {object} on the table: it came without a sender.
There is a date on it which lies in the future, because the post is fast here but not that fast.
leaning back, suddenly awake
ally: It is addressed to you. To you on Thursday.

0.1 1 scene overcast hero+ally wonder key | a chalk circle round nothing
{hero} examines the place where somebody was last seen, and where nothing is missing.
That is what disturbs {him}, because people who go away take a toothbrush.
on one knee, very still

0.14 2 scene noon hero+rival tense | a smile held too long
{rival} welcomes {hero}, offers cake and answers questions that have not been asked.
{hero} takes the cake because one may look round while chewing.
friendly, storing everything
rival: Nothing ever happens here. We see to that.

0.19 2 archive lamp hero+elder wonder | dust rising from a ledger
{elder} brings {hero} the ledger for the year that nobody borrows.
One page has been cut out, and because it was done with a ruler, it was done by somebody who loves books.
tracing the cut with a thumb
elder: I did wonder when you would come.

0.24 3 street neon hero calm | rings in a coffee cup
{hero} sits behind a steamed-up window and draws arrows in the fog of the glass.
Each of them leads back to the same door because {he} has not yet thought of the other one.
tired, tapping a spoon

0.28 1 alley night hero tense | a second pair of footsteps
In the alley the footsteps behind {hero} stop one beat too late.
{He} ties a lace because it is the oldest way of looking backwards.
crouched, seeing upside down

0.33 2 alley lamp hero+ally joy | a cat on a dustbin
The pursuer in the dark turns out to be {ally} with the forgotten umbrella.
They laugh too long, because there were two shadows and only one of them had an umbrella.
relieved, then counting
ally: I was behind you. Who was behind me?

0.38 2 house candle hero+rival tense | masks along a wall
At the reception of {rival} {hero} dances with everyone who might know something.
The answers differ only in the hats, because they have been handed out in advance.
polite, half a step ahead

0.43 1 house moonlight hero wonder | a key in a flower pot
In the garden {hero} finds the key that fits the empty house.
It was under the third pot because in this town even secrets keep to the rules.
earth on the fingers, smiling thinly

0.48 1 scene candle hero+ally dark cut key | a table laid for tomorrow
Inside, in the dark, a table is laid for three, and the soup is warm.
Somebody has been living here on tiptoe, because two of the three chairs are never used.
candle raised, not breathing
ally: Somebody is expected. I think it is us.

0.52 2 work storm hero dark | a wall of photographs and string
By night {hero} moves the threads on the wall and tears them down again.
It does not work, because one person in the picture is always the one who took it.
forehead against the wall

0.57 2 archive overcast hero+elder sad | a page held to the light
{elder} brings the missing page without being asked.
{elder.He} cut it out {elder.self} because there is a child's name on it that was never supposed to be found.
gentle, putting the pen away
elder: I thought that I was protecting someone.

0.62 1 edge dusk hero+ally tense | a suitcase left on the ground
The date on the {object} has come, and {hero} waits where it tells {him} to.
{He} comes openly because whoever writes to you on Thursday wants to be seen.
hands in pockets, scanning faces

0.67 2 edge storm hero tense | a figure running along wet rails
A figure turns round, sees {hero}, and runs.
{hero} runs after it, not to catch it but because nobody runs so slowly who wants to get away.
coat flying, rain in the eyes

0.72 1 edge night hero+elder wonder key A | a hood pushed back
Under the hood is {elder}, out of breath and almost glad.
The vanished person and the one who has been hiding them are the same, because {elder} has had two names for thirty years.
stunned, lowering the lamp
elder: You took your time, detective.

0.72 1 edge night hero+rival wonder key B | a hat rolling into the light
The hat comes off, and it is {rival}, in tears.
{rival} has been hiding the vanished one rather than hunting them, because they are of one blood and nobody was to know.
stunned, lowering the lamp
rival: You will not write that down. Please.

0.77 2 house firelight hero+rival+elder tense | three people and one silence
{hero} brings everyone together in one room and tells it from the end.
{He} tells it gently because for once the guilty thing is not a person but a law.
walking slowly behind the chairs
hero: Nobody was taken. Somebody was kept safe.

0.82 2 house lamp rival+hero sad | a signature drying
{rival} signs what should have been signed thirty years ago.
The hand shakes because with one stroke a name may come home.
holding the lamp for the other

0.87 2 street dawn hero+ally calm | chairs being set out on a pavement
{hero} and {ally} walk home through a town that does not know yet.
They do not hurry because it is the last hour in which it is their secret.
hollow-eyed, light on the feet
ally: What will you put in the report?

0.92 3 work noon hero+ally joy | a file put away under the wrong letter
{hero} files the case under W, for weather.
{ally} finds it at once, because {he} has never been able to spell the word secret without smiling.
feet on the table, innocent

0.96 2 archive golden elder+hero warm | a page glued back into its book
{elder} pastes the page back into the ledger and blows on it.
{hero} holds the ruler because some things should be straight at last.
steady, content

1 1 street night hero wonder last | a window lighting up
On a wet night {hero} sees a light go on in the house that was empty for years.
{He} walks on because for the first time nothing there needs to be found out.
a smile under the brim
hero: Good night, all three.
"""
