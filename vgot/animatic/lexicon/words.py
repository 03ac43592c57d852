"""Words for light, weather, season, camera, feeling, deeds and things -> the values the drawn world knows."""

from __future__ import annotations

from typing import Any

from vgot.animatic.lexicon.text import verb_forms
from vgot.animatic.lexicon.things import ANIMALS

#: light -> words; earlier lights win where two are said with equal force
LIGHT: dict[str, str] = {
    "candle": "candle|candlelight|candlelit|candle light|candle lit|birthday candle|chandelier light|flickering candle",
    "fire": "fire|firelight|campfire|hearth|bonfire|fireplace|torch|torchlight|ember|flame|burning|fire lit|firelit|"
            "hearth light|torchlit|glow of the fire|lava|furnace|forge",
    "neon": "neon|cyberpunk|neon light|neon glow|neon sign|led strip|disco|strobe|blacklight|ultraviolet|synthwave|"
            "pink and cyan|laser light|magenta light|holographic|screen glow|glow of screen|bioluminescent",
    "storm": "storm|stormy|lightning|thunderstorm|thunder|tempest|hurricane|thundercloud|storm cloud|tornado|rainstorm|"
             "storm light|downpour|stormlight",
    "golden": "golden hour|golden|sunset|late afternoon|low sun|amber light|warm sunlight|setting sun|honeyed light|honeyed|"
              "golden light|sun flare|lens flare|amber glow|warm afternoon|sun set|orange glow|orange sky|autumn light|"
              "warm evening sun|long shadow|warm glow of sun|magic hour|evening sun|amber|last light|warm golden",
    "dawn": "dawn|sunrise|daybreak|early morning|first light|soft morning light|pink light|soft morning|"
            "rising sun|morning|pastel light|rosy light|early light|sun rise|soft pink|break of day|pastel sky|crack of dawn",
    "dusk": "dusk|twilight|blue hour|nightfall|evening|gloaming|purple sky|after sunset|fading light|evening light|"
            "violet light|last of the light|sundown|violet sky|dim light|gloomy|fading daylight",
    "night": "night|moonlight|moonlit|starlight|starry|midnight|moon|nighttime|starlit|dark sky|darkness|night sky|pitch black|"
             "night time|dark|starry sky|cold blue light|deep shadow|low key|noir|blue moonlight|silver light|total darkness|"
             "streetlight|streetlamp|chiaroscuro",
    "lamp": "lamp|lamplight|lamplit|rembrandt|tungsten|incandescent|bedside lamp|desk lamp|light bulb|bulb|warm interior light|"
            "warm light|interior light|spotlight|stage light|key light|three point|studio light|warm indoor|gaslight|lantern|"
            "practical light|table lamp|chandelier|string light|fairy light|single light source|soft warm light|gas lamp|"
            "lantern light|overhead light|oil lamp|lanternlight|footlight|string of light|christmas light|cosy|cosy light|"
            "warm indoor light|warm glow|warm tone|soft lamplight",
    "overcast": "overcast|fluorescent|cloudy|grey light|diffused|diffuse|flat light|clinical|sterile|grey sky|grey daylight|"
                "grey|soft box|softbox|cold light|muted light|cool light|fluorescent tube|hospital light|cloudy sky|"
                "cold white|cool tone|even light|winter light|leaden|desaturated|pale light|cold daylight|bleak|somber|sombre|"
                "muted|cool|cold|hazy|misty|dreary|cool white",
    "noon": "noon|midday|morning light|morning sun|morning sunlight|clear morning|bright morning|fresh morning|late morning|mid morning|mid "
    "afternoon|daylight|bright|sunny|sunlight|sunlit|natural light|afternoon|clear sky|blue sky|high noon|"
            "harsh sunlight|bright light|sun|daytime|high key|sunshine|harsh light|day|clear day|afternoon light|"
            "summer light|summer sun|airy|window light|sunbeam|ray of sunlight|broad daylight|cheerful light|radiant|"
            "soft light|natural daylight|soft daylight|spring sunlight|dappled|dappled light",
}  # fmt: skip
#: words that decide the light only where no other does
FAINT_LIGHT = {"bright", "soft light", "dark", "grey", "muted", "cool", "cold", "day", "sun", "golden", "amber", "morning",
               "evening", "afternoon", "warm tone", "warm light", "warm glow", "fire", "moon", "deep shadow", "low key",
               "burning", "natural light", "cosy", "airy", "hazy", "misty", "sunlight", "candle", "dim light",
               "lamp", "lantern", "bulb", "torch", "forge", "furnace", "daylight", "long shadow", "bleak", "natural daylight",
               "window light", "high key", "gloomy", "soft daylight", "even light", "diffuse", "diffused", "storm",
               "cool tone", "radiant", "disco", "fading light", "streetlight", "spotlight", "darkness"}  # fmt: skip

#: faint words that name a source: said of the lighting itself they decide
SOURCES = {
    "fire",
    "moon",
    "candle",
    "lamp",
    "lantern",
    "bulb",
    "torch",
    "forge",
    "furnace",
    "streetlight",
    "spotlight",
    "sun",
    "sunlight",
    "storm",
    "daylight",
    "natural daylight",
    "diffused",
    "diffuse",
    "morning",
    "evening",
    "afternoon",
    "window light",
    "golden",
    "amber",
    "soft daylight",
}

WEATHER: dict[str, str] = {
    "storm": "storm|thunderstorm|lightning|thunder|tempest|hurricane|tornado|rainstorm|stormy|typhoon|thundercloud",
    "rain": "rain|rainy|drizzle|downpour|raindrop|raining|rainfall|pouring rain|puddle|rain soaked|drenched|wet street|"
            "rain slicked|monsoon|shower of rain|rain streaked|heavy rain|light rain",
    "snow": "snowfall|snowflake|blizzard|snowing|falling snow|snow fall|snowstorm|flurry|snow drift down|fresh snow falling|"
            "gently falling snow|light snow|heavy snow|snow is falling|snow falling|snow swirl|swirling snow",
    "fog": "fog|foggy|mist|misty|haze|hazy|smog|mist rolling|low cloud|morning mist|smoke|smoky|steam",
    "wind": "wind|windy|breeze|gust|windswept|breezy|gale|blowing|swirling leaf|billowing|sandstorm|windblown",
}  # fmt: skip
SEASON: dict[str, str] = {
    "winter": "winter|snow|snowy|snowfall|blizzard|frost|frosty|icy|christmas|snow covered|december|january|february|frozen|"
              "snowstorm|snowflake|wintry|snowing|new year|snowman|hanukkah|ice",
    "autumn": "autumn|autumnal|in the fall|fallen leaf|fall leaf|fall foliage|october|november|september|falling leaf|halloween|"
              "thanksgiving|harvest|golden leaf|red leaf|orange leaf|fall morning|fall day|fall afternoon|brown leaf",
    "spring": "spring|springtime|blossom|cherry blossom|april|may morning|blooming|in bloom|easter|bloom|budding|tulip|march day",
    "summer": "summer|summertime|june|july|august|midsummer|heatwave|summery|tropical",
}  # fmt: skip

SIZE: dict[str, str] = {
    "extreme_wide": "extreme wide|establishing|establishing shot|aerial|extreme long|very wide|panoramic|panorama|bird's eye|"
                    "ultra wide|vista|drone shot|sweeping wide|drone|grand wide|epic wide|master shot",
    "wide": "wide|wide shot|long shot|full shot|full body|wide angle|medium wide|medium long|full length|wide view|two shot wide|"
            "wide frame|cowboy shot|head to toe|long view|group shot|full figure",
    "medium": "medium|medium shot|mid shot|waist up|waist shot|two shot|american shot|mid|midshot|medium two shot|waist level|"
              "over the shoulder|medium full|waist high",
    "close": "close up|close|closeup|medium close up|medium close|tight shot|head and shoulder|tight|headshot|portrait shot|"
             "face shot|intimate framing|tight framing|intimate|close on|tight on|chest up|single on",
    "extreme_close": "extreme close up|extreme close|macro|insert shot|detail shot|extreme closeup|tight close up on eye|"
                     "macro shot|big close up|very close|on her eye|on his eye|choker shot",
}  # fmt: skip
MOVE: dict[str, str] = {
    "follow": "tracking|track|tracking shot|follow|following|steadicam|camera follows|dolly alongside|tracking alongside|"
              "trailing|chase|walk and talk|gimbal|dolly beside|camera track|tracks along|keep pace|travelling shot",
    "push_in": "push in|pushing in|dolly in|zoom in|zooming in|dolly forward|push|move closer|moving closer|slowly zoom|"
               "creep in|move in|moving in|track in|tracking in|dollying in|closing in|close in on|crash zoom|"
               "drift in|dolly toward|glide toward|push toward|dolly|zoom|truck in|pushes slowly in|float in|"
               "push slowly in|zoom slowly in|slowly in|inch closer|draw closer|push gently in|ease in|gliding in|glide in|"
               "drift closer|ken burns|glide forward|creeping in|floating toward",
    "pull_out": "pull out|pull|pull back|pulling back|dolly out|zoom out|zooming out|pulling out|pull away|move back|moving back|"
                "dolly back|dolly away|track back|widen|pulling away|retreat|drift back|draw back|backing away|"
                "pull slowly back|zoom slowly out|slowly out|reveal|pull up and away|crane back|tracking back|widening|"
                "drift away|dollying out|pull slowly out|tracking out|truck out|ease out|glide back",
    "pan_left": "pan left|panning left|pan to the left|pan slowly left|truck left|right to left|panning to the left|slide left|"
                "drift left|from right to left|sweep left|whip pan left|pan slowly to the left|slow left pan|left pan|"
                "tracking left|track left|dolly left|lateral left|gently left|pan gently left",
    "pan_right": "pan right|panning right|pan|panning|pan to the right|truck right|left to right|pan across|sweep|sweeping|arc|"
                 "arcing|orbit|orbiting|circling|circle|lateral|slide right|drift right|whip pan|slider|rotate|panning across|"
                 "track right|tracking right|dolly right|right pan|lateral slide|arc shot|drift|drifting|glide|gliding",
    "tilt_up": "tilt up|tilting up|crane up|rise|rising|pedestal up|ascend|jib up|boom up|tilt upward|tilt slowly up|tilt|tilting|"
               "crane|soar|lift up|crane shot|ascending|craning up|jib|float up|crane upward|boom|craning|rise up",
    "tilt_down": "tilt down|tilting down|crane down|descend|pedestal down|jib down|boom down|tilt downward|tilt slowly down|"
                 "descending|lower down|lowering|craning down|swoop down|slow tilt down|sink down|crane downward",
    "static": "static|fixed|locked off|locked|still|tripod|stationary|motionless camera|unmoving|no movement|handheld|hand held|"
              "dutch tilt|tilted angle|tilted frame|steady|steady shot|static shot|locked camera|hold on|lingering|linger|holding|rack focus|shallow focus",
}  # fmt: skip
ANGLE: dict[str, str] = {
    "reverse": "reverse angle|reverse shot|reverse over the shoulder|the reverse",
    "over_shoulder": "over the shoulder|over shoulder|ots|over his shoulder|over her shoulder|over their shoulder",
    "low": "low angle|looking up at|from below|worm's eye|low to the ground|ground level|low camera|upward angle|knee level|"
           "low height|child's eye level|from the ground|shot from low|hip level|upshot|floor level",
    "high": "high angle|bird's eye|overhead|top down|looking down|from above|aerial|drone|god's eye|high camera|downward angle|"
            "top shot|elevated angle|slightly above|drone shot|elevated|from overhead|high vantage",
    "tilted": "dutch angle|dutch tilt|dutch|tilted angle|tilted frame|canted angle|canted|tilted horizon|tilted",
    "eye": "eye level|straight on|frontal|head on|neutral angle|profile|eye line|shoulder level|straight ahead",
}  # fmt: skip

EMOTION: dict[str, str] = {
    "happy": "happy|happily|smile|smiling|joy|joyful|joyfully|laugh|laughing|laughter|delighted|delight|cheerful|cheerfully|"
             "beaming|beam|grin|grinning|excited|excitement|proud|proudly|gleeful|content|contented|playful|playfully|elated|"
             "warmly|tender|tenderly|affectionate|radiant smile|celebrate|celebrating|triumphant|triumph|giggling|giggle|hopeful|"
             "hope|love|loving|amused|relieved|ecstatic|overjoyed|joyous|merry|cheering|cheer|glee|fond|fondly|blissful|"
             "thrilled|adoring|pride|enthusiastic|warm smile|grateful|satisfied|satisfaction|celebration|bright eyed|delightedly",
    "sad": "sad|sadly|sadness|cry|crying|tear|weeping|weep|sorrow|sorrowful|grief|grieving|mourning|mourn|melancholy|tearful|"
           "heartbroken|lonely|loneliness|dejected|downcast|wistful|sombre|somber|despair|sob|sobbing|regret|mournful|gloomy|"
           "tearfully|teary|farewell|goodbye|miserable|homesick|disappointed|frail|defeated|grieve|wept|solemn|solemnly|unhappy|sullen",
    "angry": "angry|angrily|anger|furious|rage|shouting|shout|yelling|yell|argue|arguing|scowl|scowling|glare|glaring|fury|frown|"
             "frowning|enraged|irritated|annoyed|hostile|outraged|argument|fierce|fiercely|stern|snarling|defiant|frustrated|"
             "frustration|indignant|resentful|grumpy|clench|clenched|menacing|quarrel",
    "surprised": "surprised|surprise|shocked|shock|astonished|amazed|amazement|astonishment|wide eyed|gasp|gasping|startled|awe|"
                 "wonder|stunned|awestruck|wonderstruck|disbelief|marvel|marvelling|mouth open|discovery|astounded|curious|"
                 "curiosity|curiously|bewildered|wonderment|intrigued|jaw drop|eyes wide|realization",
    "afraid": "afraid|scared|fear|fearful|frightened|terrified|terror|worried|worry|anxious|anxiously|anxiety|nervous|nervously|"
              "trembling|horror|panic|panicked|cower|dread|alarmed|uneasy|fearfully|hesitant|horrified|concerned|tense|"
              "apprehensive|timid|flee|fleeing|worriedly|concern|frantic|desperate",
    "calm": "calm|calmly|peaceful|peacefully|serene|serenely|neutral|composed|relaxed|quiet|quietly|thoughtful|thoughtfully|"
            "focused|concentrating|determined|contemplative|pensive|resolute|tranquil|placid|concentration|asleep|sleeping|"
            "stoic|reflective|content expression|at peace|intent|intently|serenity|sleep|gentle",
}  # fmt: skip

_VERBS: dict[str, list[tuple[str, str]]] = {
    "walking": [(v, p) for v, p in (("walk", ""), ("stroll", ""), ("wander", ""), ("march", ""), ("hike", ""), ("pace", ""),
                ("trudge", ""), ("cross", ""), ("approach", ""), ("arrive", ""), ("enter", ""), ("leave", "left"), ("step", ""),
                ("tiptoe", ""), ("climb", ""), ("explore", ""), ("stride", "strode"), ("shuffle", ""), ("trek", ""),
                ("limp", ""), ("saunter", ""), ("wade", ""), ("hurry", ""), ("return home", ""), ("patrol", ""), ("roam", ""),
                ("journey", ""), ("travel", ""), ("crawl", ""), ("toddle", ""), ("stumble", ""), ("parade", ""))],
    "running": [("run", "ran"), ("sprint", ""), ("race", ""), ("jog", ""), ("dash", ""), ("chase", ""), ("flee", "fled"),
                ("gallop", ""), ("rush", ""), ("bolt", ""), ("scamper", ""), ("bound", ""), ("charge", ""), ("escape", "")],
    "talking": [("talk", ""), ("speak", "spoke"), ("chat", ""), ("discuss", ""), ("tell", "told"), ("explain", ""),
                ("whisper", ""), ("argue", ""), ("shout", ""), ("call out", ""), ("ask", ""), ("answer", ""), ("converse", ""),
                ("lecture", ""), ("teach", "taught"), ("greet", ""), ("announce", ""), ("confess", ""), ("say", "said"),
                ("negotiate", ""), ("interview", ""), ("recite", ""), ("scold", ""), ("yell", ""), ("beg", ""),
                ("promise", ""), ("murmur", ""), ("present", ""), ("plead", ""), ("comfort", ""), ("introduce", "")],
    "singing": [("sing", "sang"), ("hum", ""), ("perform", "")],
    "waving": [("wave", ""), ("greet", ""), ("bid farewell", ""), ("say goodbye", ""), ("beckon", ""), ("salute", "")],
    "cheering": [("cheer", ""), ("celebrate", ""), ("clap", ""), ("applaud", ""), ("raise arms", ""), ("jump", ""),
                 ("leap", ""), ("toast", ""), ("raise her arms", ""), ("raise his arms", ""), ("raise a glass", "")],
    "sitting": [("sit", "sat"), ("seat", "seated"), ("perch", ""), ("rest", ""), ("relax", ""),
                ("drive", "drove"), ("lounge", ""), ("slump", ""), ("dine", ""), ("eat", "ate"), ("pilot", "")],
    "riding": [("ride", "rode"), ("saddle up", ""), ("pedal", "")],
    "working": [("work", ""), ("type", ""), ("write", "wrote"), ("build", "built"), ("repair", ""), ("fix", ""), ("paint", ""),
                ("sew", ""), ("dig", ""), ("study", ""), ("operate", ""), ("examine", ""), ("plant", ""), ("sweep", "swept"),
                ("clean", ""), ("carve", ""), ("draw", "drew"), ("sketch", ""), ("assemble", ""), ("hammer", ""),
                ("experiment", ""), ("craft", ""), ("tinker", ""), ("knit", ""), ("wash", ""), ("sculpt", ""), ("tend", ""),
                ("inspect", ""), ("pack", ""), ("sort", ""), ("weld", ""), ("harvest", ""), ("fish", ""), ("forge", ""),
                ("water", ""), ("mend", ""), ("adjust", ""), ("iron", ""), ("code", ""), ("program", ""), ("chop", ""), ("push", ""), ("pull", ""), ("cut", ""), ("pour", "")],
    "cooking": [("cook", ""), ("bake", ""), ("stir", ""), ("knead", ""), ("fry", ""), ("prepare dinner", ""),
                ("prepare breakfast", ""), ("prepare food", ""), ("prepare a meal", ""), ("grill", ""), ("roll dough", "")],
    "hugging": [("hug", ""), ("embrace", ""), ("cuddle", ""), ("hold her close", "held"), ("hold him close", "held"),
                ("snuggle", ""), ("cling to", ""), ("kiss", ""), ("cradle", ""), ("reunite", ""), ("wrap arms", "")],
    "holding_hands": [("hold hands", "held"), ("join hands", ""), ("marry", ""), ("clasp hands", ""), ("shake hands", "shook"),
                      ("exchange vows", ""), ("exchange rings", ""), ("hold her hand", "held"), ("hold his hand", "held"), ("hold the hand", "held"),
                      ("hold each other hands", ""), ("take her hand", "took"), ("wed", ""), ("propose", "")],
    "dancing": [("dance", ""), ("waltz", ""), ("twirl", ""), ("sway", ""), ("spin", "spun"), ("swirl", "")],
    "reading": [("read", ""), ("study map", ""), ("leaf through", ""), ("pore over", ""), ("turn the page", ""),
                ("flip through", ""), ("open the letter", "")],
    "sleeping": [("sleep", "slept"), ("doze", ""), ("nap", ""), ("slumber", ""), ("dream in bed", ""), ("lie in bed", "lay"),
                 ("die", ""), ("lie down", "lay"), ("lie awake", "lay"), ("lie asleep", "lay"), ("lie on the bed", "lay")],
    "kneeling": [("kneel", "knelt"), ("crouch", ""), ("pray", ""), ("bow", ""), ("squat", ""), ("bend down", "bent"),
                 ("stoop", ""), ("kneel down", "knelt")],
    "playing": [("play", ""), ("kick", ""), ("throw", "threw"), ("toss", ""), ("swing", "swung"), ("juggle", ""),
                ("bounce", ""), ("skip", ""), ("splash", ""), ("frolic", ""), ("tumble", "")],
    "music": [("play guitar", ""), ("play piano", ""), ("play violin", ""), ("play the guitar", ""), ("play the piano", ""),
              ("play the violin", ""), ("strum", ""), ("play cello", ""), ("play music", ""), ("play her violin", ""),
              ("play his violin", ""), ("play his guitar", ""), ("play her guitar", ""), ("play a violin", ""),
              ("play a guitar", ""), ("play the flute", ""), ("conduct", "")],
    "crying": [("cry", ""), ("weep", "wept"), ("sob", ""), ("grieve", ""), ("mourn", "")],
    "laughing": [("laugh", ""), ("giggle", ""), ("chuckle", "")],
    "fighting": [("fight", "fought"), ("battle", ""), ("duel", ""), ("punch", ""), ("attack", ""), ("defend", ""),
                 ("spar", ""), ("wrestle", ""), ("slash", "")],
    "pointing": [("point", ""), ("reach out", ""), ("gesture", ""), ("reach for", ""), ("reach toward", ""), ("extend a hand", ""), ("touch", ""), ("knock", "")],
    "giving": [("give", "gave"), ("offer", ""), ("hand", ""), ("show", ""), ("receive", ""), ("exchange", ""), ("share", ""),
               ("pass", ""), ("accept", ""), ("feed", "fed"), ("deliver", ""), ("serve", "")],
    "holding": [("hold", "held"), ("carry", ""), ("clutch", ""), ("grip", ""), ("cup", ""), ("lift", ""), ("hug a teddy", ""),
                ("carry a", ""), ("drink", "drank"), ("sip", ""), ("grasp", ""), ("wield", ""), ("grab", ""), ("catch", "caught"), ("pick up", ""), ("collect", ""), ("steal", "stole"),
                ("bring", "brought"), ("fetch", "")],
    "flying": [("fly", "flew"), ("soar", ""), ("float", ""), ("hover", ""), ("glide", "")],
    "swimming": [("swim", "swam"), ("dive", "dove"), ("snorkel", "")],
    "looking": [("look at", ""), ("gaze", ""), ("stare", ""), ("watch", ""), ("observe", ""), ("peer", ""), ("study each other", ""),
                ("admire", ""), ("glance", ""), ("search", ""), ("discover", ""), ("find", "found"), ("notice", ""),
                ("spot", "")],
    "standing": [("stand", "stood"), ("pose", ""), ("wait", ""), ("lean", ""), ("pause", "")],
}  # fmt: skip
_ACTION_PHRASES: dict[str, str] = {
    "facing": "face to face|facing each other|facing one another|across from each other|opposite each other|opposite|look at each "
              "other|looking at each other|lock eyes|locking eyes|across from|confront|confronting|gaze into each other's|"
              "across the table|looking at one another|looks at her|exchange glances|face one another|face each other|"
              "looking into each other's eye|meets his eye|meets her eye|meet for the first time",
    "side": "side by side|shoulder to shoulder|beside|next to|together|alongside|in a row|next to each other|standing together",
    "away": "walk away|walking away|from behind|seen from behind|back to the camera|back to camera|away from camera|leaving|walks off|"
            "away from the camera|into the distance|turned away|facing away|departing|back turned|into the sunset|walked away|"
            "their backs to|her back to|his back to|backs turned|ride away|turn away|turning away",
    "alone": "alone|by herself|by himself|solitary|lone|on her own|on his own|single figure|by itself|no other people",
    "waving": "goodbye|farewell wave",
    "hugging": "in each other's arm|in her arm|in his arm|in their arm|arms around|arm around|wraps her arms|wraps his arms",
    "holding_hands": "hand in hand|holding hands|wedding vow|clasped hands|handshake|hands clasped|arm in arm",
    "sleeping": "asleep|in bed|deathbed|unconscious|lying in bed|eyes closed in sleep|takes her last breath|last breath",
    "sitting": "at her desk|at his desk|at the table|in a chair|on a bench|in an armchair|in a rocking chair|behind the wheel|"
               "on the sofa|on the couch|in a wheelchair|on a swing|at a table|on the bench|at a desk|"
               "at a small table|at the desk|at a kitchen table|at the kitchen table|on the floor",
    "riding": "on a bicycle|on horseback|on her bicycle|on his bicycle|on a horse|on a camel|on the camel|on the horse|in a rowing boat",
    "working": "hard at work|at work",
}  # fmt: skip


def action_table() -> dict[str, str]:
    """Every phrase for a deed -> the deed."""
    table: dict[str, str] = {}
    for action, verbs in _VERBS.items():
        for verb, past in verbs:
            for form in verb_forms(verb, past):
                table.setdefault(form, action)
    for action, phrases in _ACTION_PHRASES.items():
        for phrase in phrases.split("|"):
            table[phrase] = action
    for word in _AMBIGUOUS:
        table.pop(word, None)
    return table


#: bare forms that are more often nouns in film prose
_AMBIGUOUS = {
    "water",
    "iron",
    "hand",
    "fish",
    "plant",
    "present",
    "code",
    "program",
    "race",
    "charge",
    "lounge",
    "cup",
    "bow",
    "forge",
    "pass",
    "left",
    "pilot",
    "seat",
    "bolt",
    "painting",
    "building",
    "point",
    "parade",
    "cross",
    "experiment",
    "rest",
    "show",
    "journey",
    "bound",
    "step",
    "watch",
    "punch",
    "march",
    "drawing",
}

EXTRAS: dict[str, int] = {
    "crowd": 6, "audience": 6, "passerby": 3, "guest": 4, "wedding guest": 4, "onlooker": 4, "spectator": 6, "bystander": 3,
    "mourner": 4, "villager": 4, "pedestrian": 3, "commuter": 4, "shopper": 3, "dancer": 4, "worker": 3, "student": 4,
    "classmate": 4, "pupil": 4, "soldier": 4, "passenger": 3, "customer": 3, "stranger": 2, "colleague": 2, "tourist": 3,
    "team": 4, "family": 3, "group": 4, "troop": 4, "army": 6, "children": 3, "child": 3, "friend": 2, "neighbour": 2,
    "people": 4, "busy street": 3, "bustling": 4, "crowded": 6, "relative": 3, "fan": 4, "choir": 5, "band": 3,
    "congregation": 5, "protester": 5, "astronaut crew": 3, "crew": 3, "teammate": 3, "nurse": 1, "doctor": 1, "waiter": 1,
    "vendor": 2, "toddler": 2, "musician": 2, "officer": 2, "scientist": 2, "reporter": 3, "photographer": 1, "farmer": 2,
    "sailor": 2, "knight": 2, "monk": 3, "grandchild": 2, "grandchildren": 3, "patron": 3, "diner": 3, "bridesmaid": 2,
    "player": 4, "runner": 3, "survivor": 3, "merchant": 2, "parishioner": 4, "gathering": 5, "party": 4, "fisherman": 2,
}  # fmt: skip
GROUP_WORDS = {"group", "crowd", "band", "team", "handful", "bunch", "row", "line", "sea", "couple", "circle", "class"}
#: extras that stand for several people even when named once
ALWAYS_SEVERAL = {
    "crowd",
    "audience",
    "passerby",
    "onlooker",
    "spectator",
    "mourner",
    "congregation",
    "choir",
    "army",
    "troop",
    "bustling",
    "crowded",
    "busy street",
    "gathering",
    "people",
    "astronaut crew",
    "commuter",
    "group",
}

ERA: dict[str, str] = {
    "future": "futuristic|future|spaceship|hologram|cyberpunk|android|sci fi|space station|2100s|starship|robotic|dystopian|laser",
    "old": "1900s|1910s|1920s|1930s|1940s|1950s|victorian|medieval|ancient|19th century|18th century|17th century|16th century|"
           "vintage|old fashioned|horse drawn|carriage|wartime|edwardian|renaissance|colonial|gaslight|wild west|1800s|1700s|"
           "period|antique|rustic|turn of the century|historic|black and white|sepia|world war|knight|kingdom|castle|pioneer|"
           "early 20th century|mid century|typewriter|steam train|gramophone|great depression|1890s|1880s|postwar|retro",
    "modern": "modern|smartphone|laptop|contemporary|2000s|2010s|2020s|present day|21st century|1990s|1980s|phone|tablet|today|"
              "computer|high tech|1970s|1960s",
}  # fmt: skip

_INSTRUMENTS = {
    "violin",
    "guitar",
    "piano",
    "cello",
    "flute",
    "trumpet",
    "fiddle",
    "accordion",
    "harp",
    "drum",
    "song",
    "tune",
    "melody",
    "music",
    "concert",
    "violinist",
    "pianist",
    "musician",
    "guitarist",
    "cellist",
    "fiddler",
    "bow",
    "string",
}


_ANIMAL_WORDS = {w for words in ANIMALS.values() for w in words.split("|")}
_BLOWN = {
    "balloon",
    "kite",
    "leaf",
    "lantern",
    "boat",
    "cloud",
    "snow",
    "snowflake",
    "dust",
    "paper",
    "feather",
    "ash",
    "smoke",
    "petal",
    "hat",
    "flag",
    "bubble",
    "letter",
    "scarf",
    "page",
    "seed",
    "firefly",
    "plane",
    "ship",
}


#: verbs whose deed is only meant, and not done yet: "wants to fly"
MEANT = frozenset("want wish dream hope long need decide plan forget refuse promise learn".split())


#: waters that carry who floats
_WATERS = frozenset(
    "raft river stream sea ocean lake canal pool pond water current downstream wave boat lagoon bay".split()
)


def shown_deed(tokens: list[Any], match: Any, animal: bool = False) -> str:
    """The deed that a word shows among the words around it: who flies a kite stands on the ground, and a violinist who
    plays makes music. `animal`: it is asked of an animal, which does what "a horse runs" says."""
    clause = [t.word for t in tokens if t.clause == tokens[match.start].clause]
    before = [t.word for t in tokens[max(0, match.start - 3) : match.start]]
    if before[-1:] == ["to"] and MEANT & set(before):
        return "standing"  # it is not done yet
    if (
        not animal
        and before[-2:-1]
        and before[-2] in ("a", "an", "two", "three", "some", "another")
        and before[-1] in _ANIMAL_WORDS
    ):
        return "standing"  # "a cat asleep in her lap": the cat is, not she
    if match.value == "flying" and {"kite", "flag"} & {t.word for t in tokens[match.end : match.end + 5]}:
        return "holding"
    if match.value == "flying" and match.phrase.startswith(("float", "drift")) and _WATERS & set(clause):
        return "standing"  # on the water, not in the air
    if match.value == "flying" and set(before) & _BLOWN:
        return "standing"  # it is not somebody of the cast that flies
    if (
        match.value == "playing"
        and _INSTRUMENTS & set(clause)
        and not {"ball", "kick", "child", "children"} & set(clause)
    ):
        return "music"
    return match.value
