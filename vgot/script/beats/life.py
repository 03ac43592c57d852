"""The beats of one human life, from birth to the middle years. `at` is the age in years.

How a beat is written: `at rank place light who tone tags | focus`, then the shot in one sentence, what happens between
people and why (lines that start with two spaces continue it), the leading face, and perhaps a line that is spoken.
Rank 1 is told first, rank 3 only in long films. Places with @2 are another one of their kind.
"""

YOUTH = """
0 1 bedroom dawn hero+mother joy first key | the cradle
{hero} is born as first light reaches the farmhouse.
{mother} lifts the newborn to her shoulder because the whole night has been for this one cry.
  She ties a {keep} to the cradle.
eyes squeezed shut, fists opening on the air
mother: Hello, little one. You took your time.

0.5 3 kitchen lamp hero+father+mother warm | the bundle in his arms
{father} holds the baby for the first time, as carefully as an egg.
Because his hands are rough from the fields, he has washed them twice; {mother} laughs and shows him how to hold the head.
gazing upward without blinking

1 2 kitchen morning hero+mother joy | the first two steps
{hero} lets go of the table leg and takes the first steps alone.
{mother} kneels with open arms because this morning {he} has refused to be carried. Two steps, a wobble, and {he} lands in her lap.
mouth open in astonishment

3 2 farm golden hero+father joy | the small hand in the big one
{father} carries {hero} on his shoulders across the farmyard.
He names every animal aloud because {hero} points at each of them and wants to hear every name.
laughing, both arms in the air

4 3 garden noon hero calm | a snail on a leaf
{hero} sits in the bean rows and watches a snail cross one whole leaf.
{He} does not touch it, because {mother} has said that small things are busy too.
tongue between the teeth, perfectly still

5 2 bedroom storm hero+mother tense | the shaking curtain
{hero} hides from a thunderstorm under the patchwork quilt.
The thunder sends {him} under the covers, so {mother} crawls in as well and counts the seconds between flash and crash.
round eyes above the edge of the quilt
mother: One, two, three. You see? It is walking away.

6 1 school morning hero+mentor wonder | chalk letters on the blackboard
{hero} writes {his} own name on the blackboard on the first day of school.
{mentor} guides the chalk for one letter and then lets go, because the rest {he} can do alone.
lower lip bitten in concentration

7 1 field noon hero+friend joy | two children in high wheat
{hero} and {friend} run through the wheat until they can only be found by their laughter.
{friend} has dared {him} to reach the oak first, and because neither will lose, they touch the bark together.
flushed, hair full of chaff
friend: Again! From the gate this time!

8 2 kitchen firelight hero+father+mother warm | the open book
{father} reads aloud by the stove while {hero} mouths every word.
He reads the same page a third time because {hero} has hidden the bookmark to keep the story from ending.
leaning forward with shining eyes

9 3 river noon hero+friend joy | bare feet over the water
{hero} learns to swim when the rope swing breaks.
{friend} jumps in after {him} because neither of them thought about getting out again. They float on their backs, coughing and proud.
spluttering, then grinning

10 2 church overcast hero+mother sad | the mended coat
{hero} stands in church beside {mother} at the first funeral of {his} life.
A small hand slips into hers because nobody has explained where the old neighbour has gone.
serious, watching the grown-ups' faces

11 3 road dusk hero+father calm | a lantern between two walkers
{hero} walks home beside {father} after a bad harvest sold for little.
They share one apple because it is all that is left in the basket, and he lets {him} carry the lantern.
looking up sidelong, trying to match his stride

12 1 bedroom night hero+mother dark | the {keep} changing hands
{mother}, ill since the autumn, gives {hero} the {keep} from the cradle.
She unties it herself because she knows there will be no better moment. {hero} holds her wrist and does not let go.
swallowing hard, chin lifted
mother: Wear it on the days you need to be brave.

13 2 graveyard overcast hero+father sad | two figures under a yew
{hero} and {father} stand at a fresh grave with their shoulders touching.
Because he cannot speak, {he} speaks for both of them: a few words about bread and songs. He takes off his hat.
dry-eyed and very upright

14 2 kitchen lamp hero+father calm | four hands in the dough
{hero} bakes {mother}'s bread from memory, and it fails, and then it rises.
{father} comes in from the yard because of the smell. He eats a slice standing and nods, the first nod in weeks.
flour on one cheek, anxious

15 2 library lamp hero+mentor wonder | a page under a green lamp
{hero} finds a book about {calling} that changes everything.
{mentor} has left it on the table on purpose, because {mentor.he} has noticed which shelf {he} always goes back to.
lips moving as {he} reads
mentor: Keep it until you have used it up.

16 1 ballroom lamp hero+spouse+friend joy key | a hand held out
At the summer dance {hero} meets {spouse}.
{friend} pushes {him} across the floor because {hero} has been staring for three songs. {spouse} holds out a hand without a word.
blushing to the ears, not looking away
spouse: I only know one dance. Do you mind?

17 3 river dusk hero+spouse warm | two reflections
{hero} and {spouse} skip stones until it is too dark to see them land.
They keep throwing because neither wants to be the one to say good night.
smiling at the water
spouse: Seven. Nobody will ever believe us.

17.5 2 field golden hero+father tense | the folded letter
{hero} tells {father} about the place {he} has been offered in the city.
He keeps on mowing because he is afraid of what his face would show; then he stops, and plants the scythe, and listens.
pale, holding the letter with both hands
hero: I will write every Sunday.

18 1 train station dawn hero+father+friend sad modern cut | a suitcase between two pairs of shoes
{hero} leaves home with one suitcase and the {keep}.
{father} presses bread into {his} pocket because he has no other way to say it. {friend} runs along as far as the platform goes.
smiling with wet eyes
father: Go on. Before I ask you to stay.

18.3 1 road dawn hero+father+friend sad old | a bundle on a stick
{hero} leaves home on foot with one bundle and the {keep}.
{father} presses bread into {his} hand because he has no other way to say it. {friend} walks along as far as the milestone.
smiling with wet eyes
father: Go on. Before I ask you to stay.

18.7 2 city street neon hero wonder modern | a small figure among tall fronts
{hero} stands in the middle of the city for the first time and forgets to walk.
People stream around {him} because {he} has stopped to read every sign at once.
head tipped back, mouth half open

19 2 bedroom@2 lamp hero calm modern | a letter under the lamp
In a rented room {hero} writes the first Sunday letter home.
{He} leaves out the hunger and the cold because {father} would come and fetch {him}, and describes the trams instead.
tired, smiling at one line

20 1 work morning hero+mentor tense | unsure hands at work
On {his} first day as {a_job} {hero} does everything wrong.
{mentor} says nothing and shows it once more, slowly, because that is how {mentor.he} was taught: {craft}.
frowning, ears hot
mentor: Again. The hands learn last.

21 3 café noon hero+friend joy | two cups pushed together
{friend} turns up in the city, and {hero} orders one of everything.
They talk over each other because three years have to fit into one lunch hour.
laughing into a sleeve
friend: You have changed. You have not changed at all.

22 2 park golden hero+spouse warm | a bench with room for two
By chance {hero} and {spouse} find each other again on a bench under the trees.
{spouse} has kept the paper flower from that dance for years, because throwing it away felt like bad luck.
disbelieving, one hand at the throat
spouse: I still know only one dance.

23 2 beach golden hero+spouse joy | shoes carried in one hand
{hero} and {spouse} run into the sea with their clothes on.
A wave takes one shoe, and because it is gone anyway {spouse} throws the other after it.
shrieking with laughter

24 3 rooftop dusk hero+spouse warm | a ring in a matchbox
On a rooftop over the evening city {spouse} asks, and {hero} says yes before the end of the question.
The ring is in a matchbox because the money went on {his} winter coat.
radiant, hands over the mouth
spouse: It is only brass.

25 1 church golden hero+spouse+father+friend joy key wedding | two hands and one {keep}
{hero} and {spouse} marry in the white church of {his} childhood.
{father} ties the {keep} around their joined hands because {mother} would have done it.
glowing, eyes on one face only
spouse: Every day. The dull ones too.

26 2 kitchen@2 morning hero+spouse joy | paint on two noses
{hero} and {spouse} paint their first kitchen the colour of butter.
Because there is only one brush, they take turns, and whoever waits gets painted.
a yellow stripe across the nose, delighted

27 2 work noon hero+mentor warm | a tool laid in an open palm
{mentor} hands over the {tool} and retires.
{mentor.He} gives it to {hero} because in seven years nobody else stayed so late over {craft}.
touched, standing very straight
mentor: It was never mine. It belongs to whoever cares.

28 1 hospital dawn hero+spouse+child joy key | a tiny hand around one finger
{hero} holds {his} own child, {child}, for the first time.
{spouse} cannot stop whispering the name, because after so many lists it is suddenly a person.
exhausted, smiling down
spouse: Look. Your frown exactly.

29 3 bedroom@2 moonlight hero+child calm | a shadow swaying on the wall
{hero} walks the floor all night with {child} on one shoulder.
{He} hums {mother}'s song because it is the only one that works, and discovers that {he} knows every verse.
half asleep on both feet
"""

MIDDLE = """
30 2 living room lamp hero+spouse tense modern cut war | the radio between them
The radio brings news of war into the living room.
{spouse} turns it louder and then off, because both have already heard the one sentence that matters.
very still, a cup forgotten in one hand

31 1 train station overcast hero+spouse+child sad modern war | fingers slipping off a window
{hero} says goodbye to {spouse}, who has been called away to the war.
{child} waves the wrong way because all the soldiers look alike. {hero} walks with the train until the platform ends.
brave for exactly as long as the train is in sight
spouse: Keep my side of the bed warm.

32 2 work night hero dark trade | one lit desk in the dark
{hero} works double shifts and sleeps in {his} coat.
The bills lie in two heaps, because only one of them can be paid this month; {craft} goes on regardless.
hollow-eyed, jaw set

33 3 kitchen@2 candle hero+child warm war modern | two faces over one candle
During the blackout {hero} teaches {child} to read by candle.
They read the cereal box and the newspaper and old letters because every other book is already finished.
smiling in spite of everything
child: What does that word mean, "soon"?

34 1 road golden hero+spouse+child joy war | a figure far down the road
{spouse} comes home along the road with a limp and a kitbag.
{hero} drops the washing because {he} knows that walk from any distance. {child} hides, then runs.
stunned, then running
child: Is that {spouse.him}? Is that really {spouse.him}?

35 2 garden noon hero+spouse+child joy | three pairs of muddy boots
{hero}, {spouse} and {child} dig a garden behind the house.
They plant an apple tree first because {spouse} has been promising one through every cold winter.
sweating, pleased, mud to the elbows

36 3 beach noon hero+child joy | a sandcastle with a moat
{hero} and {child} build a castle against the tide and lose gloriously.
{child} refuses to move the wall because real kings do not retreat.
mock-solemn, saluting the sea
child: To the last bucket!

37 2 living room night hero+spouse tense war | two chairs turned apart
{hero} and {spouse} quarrel in whispers, as married people do.
It began with a burnt pan; it goes on because neither of them has said aloud how tired they are.
arms crossed, eyes bright
hero: You came back. But where are you?

38 2 river morning hero+spouse calm war | an oar handed over
{hero} and {spouse} make peace in a rowing boat.
{spouse} finally tells the story of the winter away, because here nobody can leave the room.
listening with a hand trailing in the water

39 2 work golden hero joy | finished work in the light
{hero} finishes the best work of {his} life as {a_job}.
Years of {craft} were needed for this one hour, and because of it a small crowd has gathered at the door.
proud and slightly afraid of it

40 2 farm overcast hero+father sad | an old hand on a gate
{hero} comes back to the farm because {father} can no longer lift the gate.
{father} pretends to inspect the fence so that {hero} can do the heavy work without anybody mentioning it.
tender, careful not to show it
father: The gate has got heavier. It is the damp.

42 1 graveyard overcast hero+spouse sad | a hat laid on a stone
{hero} buries {father} beside {mother} under the yew.
{He} sets his old hat on the stone for a moment because he never liked a bare head in the rain.
grave, rain on both cheeks

43 3 kitchen firelight hero+friend warm | a box of old photographs
{hero} and {friend} clear the farmhouse and keep finding reasons to sit down.
Every drawer takes an hour because every drawer has a story, and {friend} tells them all wrong on purpose.
laughing through tears
friend: You cried over that pig for a week.

44 2 kitchen@2 morning hero+child tense | a slammed door still shaking
{child} wants to leave school, and {hero} hears {self} say everything {father} once said.
{He} stops in the middle of the sentence because {he} remembers a scythe and a letter.
angry, then caught out

45 1 work storm hero+mentor dark cut trade | a locked door with a notice on it
The place where {hero} has worked for half a life closes overnight.
{mentor} has come too, because there are things one reads better in company. Neither of them knocks.
blank, keys in an open hand
mentor: They can lock a door. They cannot lock what you know.

46 2 café overcast hero+spouse calm trade | coins counted twice
{hero} and {spouse} count what is left and share one slice of cake.
They order it with two forks because some things are not going to be saved on.
wry, one eyebrow raised

47 2 living room morning hero+child wonder trade | a sign painted by hand
{hero} begins again from the living room with {his} own small business.
{child} paints the sign because {hero} keeps spelling the name too modestly.
nervous, sleeves rolled up
child: Bigger. Nobody can read humble.

49 3 city street noon hero+friend joy trade | a sign over a narrow door
The first customers queue in the street, and {friend} pretends to be three of them.
People stop because a queue has formed, and the queue formed because {friend} coughed loudly at the right moment.
helpless with laughter

50 2 ballroom lamp hero+spouse joy | one remembered dance
At fifty {hero} dances with {spouse} to the one tune they know.
The band plays it twice because {spouse} has paid them with a jar of apple jelly.
eyes closed, perfectly happy
spouse: I have been practising for thirty years.

52 1 train station morning hero+spouse+child sad modern | a suitcase with a {keep} on the handle
Now it is {child} who leaves with a suitcase, and {hero} who stands on the platform.
{He} presses bread into {child.his} pocket because once somebody did that for {him}.
smiling with the whole face except the eyes
hero: Go on. Before I ask you to stay.

52.4 1 road morning hero+spouse+child sad old | a small figure on a long road
Now it is {child} who leaves on foot, and {hero} who stays at the milestone.
{He} presses bread into {child.his} hand because once somebody did that for {him}.
smiling with the whole face except the eyes
hero: Go on. Before I ask you to stay.

54 3 bedroom@2 moonlight hero+spouse calm | two pairs of spectacles on one table
{hero} and {spouse} lie awake listening to how quiet a house can be.
They leave the hall lamp on because nobody has told the house yet.
awake, amused at it

55 2 hospital lamp hero+spouse tense | a curtain being drawn
A doctor speaks to {hero} in a corridor about {spouse}.
{He} asks to hear it a second time because the first time only the shoes of the doctor went in.
listening without moving at all

57 2 garden golden hero+spouse warm | an apple cut in two
{hero} and {spouse} eat the first apples from the tree they planted.
{spouse} sits wrapped in a blanket, because even the sun is cold now, and insists on picking the last one.
memorising everything
spouse: It was worth the mud.

59 1 bedroom@2 storm hero+spouse dark key | a hand that no longer holds back
On a night of rain {spouse} dies holding the hand of {hero}.
{hero} goes on talking in a low voice, because as long as {he} talks it has not quite happened.
bent close, whispering

60 2 church overcast hero+child+friend sad | an empty place in the pew
{hero} sits in the front pew between {child} and {friend}.
They hold {him} up on both sides because today {his} legs cannot be trusted.
far away, hands folded on the {keep}
"""

AGE = """
61 3 living room dusk hero sad | one cup on a tray
{hero} lays the table for two and takes one cup back.
The hand did it by itself, because thirty-five years are a habit; {he} lets the second chair stay where it is.
lost for a moment, then practical

62 2 kitchen@2 overcast hero+child tense cut | a letter pushed across the table
{child} asks {hero} to give up the house, and {hero} refuses.
{child} means it kindly, which is the trouble, because there is nothing to be angry with.
stubborn, both palms flat on the wood
hero: I am not finished here.

63 2 road morning hero+friend joy modern | two old friends on bicycles
{friend} arrives with two bicycles and no plan.
{hero} gets on because {friend.he} has already ridden off and somebody has to see that {friend.he} survives it.
protesting, then flying
friend: We are too old to be careful!

65 1 beach dawn hero+friend wonder | a tiny pair of figures and a huge sea
{hero} and {friend} sleep on the beach to see the sun come up, as they swore to at seven.
They nearly miss it because they cannot stop arguing about whose idea it was.
wide awake, wrapped in a blanket

66 1 living room golden hero+child+grandchild joy | a newborn in a shawl
{child} lays a newborn, {grandchild}, in the arms of {hero}.
{He} asks for the {keep} from the drawer because there is a cradle in the room again.
young for a second in spite of every line
child: Would you tell her the one about the wheat?

68 2 garden noon hero+grandchild joy | a snail on two noses' distance
{hero} and {grandchild} lie on their stomachs and watch a snail cross a leaf.
{hero} whispers that small things are busy too, because somebody once told {him} so.
conspiratorial, chin in the grass
grandchild: Where is it going?

70 2 work morning hero+grandchild warm | two generations of hands
{hero} shows {grandchild} the {tool} and what it is for.
The small hands get it wrong and then right, because {hero} says nothing and shows it once more, slowly.
patient, delighted
hero: Again. The hands learn last.

72 3 park overcast hero+friend calm | two hats on one bench
{hero} and {friend} feed the ducks and discuss the dead as if they had just gone shopping.
They laugh too loudly because both are a little deaf, and the ducks leave.
cheerful, crumbs on the lap

73 2 school golden hero+grandchild warm | a name on a blackboard
{hero} watches {grandchild} write a name on the blackboard of the old school.
The teacher lets {him} stay at the back because {he} says {he} once sat there, which {he} did.
hand over the mouth, moved

75 2 church candle hero sad | one more candle among many
{hero} lights a candle for {friend}, who went in {friend.his} sleep.
{He} lights a second for luck because {friend} always cheated at everything and would want a head start.
smiling crookedly at the flame

76 3 train station golden hero+grandchild wonder modern | an old hand and a young one on the rail
{hero} takes {grandchild} on the train back to where it all began.
They sit facing backwards because {hero} wants to see things leave slowly.
eager, nose near the glass

77 1 farm golden hero+grandchild wonder | a gate that still sticks
{hero} opens the gate of the old farm and finds the oak still standing.
The gate has to be lifted, and {grandchild} does it, because {hero} explains that it is only the damp.
searching, then recognising
grandchild: It is smaller than you said.

78 3 field dusk hero+grandchild joy | two runners, one very slow
{hero} races {grandchild} to the oak.
{grandchild} slows down without saying so, because the old hand is held out, and they touch the bark together.
out of breath, triumphant

79 2 kitchen lamp hero+grandchild warm | four hands in flour
In the farmhouse kitchen {hero} teaches {grandchild} the bread that once failed.
There is no recipe to copy because it was only ever passed from hand to hand.
floury, content
hero: If it fails, you eat it anyway. Then you try again.

80 2 living room night hero+child warm | a head on a shoulder
{child}, grey now too, brushes the white hair of {hero} by the lamp.
They do not talk about the doctor because it has all been said on the way home.
eyes shut, trusting

81 3 bedroom moonlight hero calm | a face in a dark window
{hero} cannot sleep and goes through the house touching the backs of chairs.
{He} greets each of them by a name, because at this hour nobody counts as absent.
serene, barefoot

82 1 garden dusk hero+child+grandchild warm | three generations on one bench
Under the last apples {hero} ties the {keep} into the hair of {grandchild}.
{He} makes the knot slowly because it is the last one, and {child} looks away so as not to hurry it.
clear-eyed, fingers trembling
hero: Wear it on the days you need to be brave.

83 2 bedroom lamp hero+child calm | two hands on a quilt
{hero} asks to have the bed moved so that it faces the window.
{child} pushes it alone and asks nothing, because from there one can see the road, the oak and the wheat.
peaceful, very tired

84 1 bedroom golden hero+grandchild sad last key | a hand opening on the quilt
{hero} dies in the room where {he} was born, with the window open.
{grandchild} goes on reading the same page a third time, because {hero} has hidden the bookmark and is smiling.
at rest, the smile not quite gone

85 2 graveyard dawn grandchild+child calm coda | a bright knot on a branch
{grandchild} stands under the yew and lifts her chin.
She has tied back her hair with the {keep} because today is a day to be brave. {child} reaches for her hand.
dry-eyed and very upright in the new sun
"""

TITLES = (
    "{hero} and the {Keep}",
    "All the Days of {hero}",
    "The {Keep}",
    "{hero}, First to Last Light",
    "What {hero} Carried",
    "The Days to Be Brave",
    "A Life of {hero}",
    "The Hands Learn Last",
)
