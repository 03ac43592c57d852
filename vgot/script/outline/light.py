"""How a shot is lit and seen, in words: light by hour, place and tone; shot sizes, angles and moves."""

from __future__ import annotations

#: light -> (sources indoors, sources outdoors, colour and contrast). Each is a clause.
LIGHTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "dawn": (
        (
            "dawn light comes low through the window and reaches the far wall",
            "the first dawn sun slides under the curtains",
            "a pale dawn grows behind the panes",
        ),
        (
            "a low dawn sun rakes in from the left",
            "dawn breaks behind them and rims every edge",
            "the dawn sky lights everything softly from one side",
        ),
        (
            "rose and pale gold over cool blue shadows",
            "soft contrast, peach highlights and lifted blacks",
            "cool grey warming to apricot as the shot runs",
        ),
    ),
    "morning": (
        (
            "clear morning light falls through the window from the right",
            "morning sun makes bright squares on the floor",
            "a white morning sky fills the windows",
        ),
        (
            "bright morning sun from high on the left",
            "clear morning light with long clean shadows",
            "fresh morning sun through thin cloud",
        ),
        (
            "clean whites, honest colour and medium contrast",
            "bright and open, with soft green bounce",
            "crisp highlights and transparent shadows",
        ),
    ),
    "noon": (
        (
            "noon light drops steeply through the windows",
            "hard noon sun outside bounces up from the floor",
            "the noon glare presses against the panes",
        ),
        (
            "a noon sun stands straight overhead",
            "hard noon light with short black shadows",
            "noon sun bleaches the ground and bounces upward",
        ),
        (
            "saturated colour and high contrast",
            "whites near clipping, shadows small and hard",
            "strong blues and yellows under full range",
        ),
    ),
    "golden": (
        (
            "golden hour light pours in almost level through the window",
            "a golden hour beam crosses the room at shoulder height",
            "the low sun of golden hour gilds one wall",
        ),
        (
            "golden hour sun from behind haloes hair and shoulders",
            "a low golden hour sun stretches every shadow",
            "golden hour light comes in flat across the ground",
        ),
        (
            "amber highlights, warm skin and gentle contrast",
            "honey and copper against soft violet shadow",
            "glowing warm mid-tones with a bloom on the brightest edge",
        ),
    ),
    "dusk": (
        (
            "dusk leaves a blue window and one warm lamp",
            "the last dusk light fades from the glass while the room darkens",
            "dusk outside is violet, and the room keeps a little warmth",
        ),
        (
            "dusk light from a violet sky, the sun already gone",
            "an orange band of dusk lies behind the silhouettes",
            "blue dusk settles while the first lamps come on",
        ),
        (
            "violet and orange in low contrast",
            "deep blue shadows with one warm accent",
            "muted colour, silhouettes readable against the sky",
        ),
    ),
    "night": (
        (
            "night fills the window and one small lamp holds out against it",
            "only a bedside glow at night, everything else sinks away",
            "night light seeps in blue from outside",
        ),
        (
            "night, with a single lamp as the key from the right",
            "a dark night sky and pools of light far apart",
            "blue night ambience with one warm practical light",
        ),
        (
            "deep blue shadows and a narrow warm highlight",
            "high contrast, most of the frame below middle grey",
            "ink blacks with detail kept in the faces",
        ),
    ),
    "moonlight": (
        (
            "moonlight lies in a white oblong on the floor",
            "moonlight through the panes draws a cross on the wall",
            "cold moonlight enters from the left and touches one cheek",
        ),
        (
            "moonlight from high behind silvers every edge",
            "a full moon is the only key, cold and even",
            "moonlight breaks through cloud and moves across the ground",
        ),
        (
            "silver blue, nearly without colour",
            "pearl highlights over deep indigo",
            "cool low-key contrast with soft edges",
        ),
    ),
    "storm": (
        (
            "storm light flickers grey in the windows and lightning whitens the room",
            "the storm darkens the panes, lightning fills in from the left",
            "a storm sky leaves the room green-grey",
        ),
        (
            "storm clouds smother the sky and lightning cuts from the right",
            "a storm sky with one bright break at the horizon",
            "rain and storm light flatten everything to slate",
        ),
        (
            "steel grey and bruised blue, hard white flashes",
            "high contrast in the flashes, murk between them",
            "desaturated, with wet highlights on every edge",
        ),
    ),
    "neon": (
        (
            "neon from the sign outside paints the wall pink and blue by turns",
            "a neon tube buzzes overhead, cold cyan on one side",
            "neon colours crawl over the ceiling",
        ),
        (
            "neon signs key the scene magenta from the left",
            "neon doubles itself in the wet ground",
            "competing neon, cyan behind and red in front",
        ),
        (
            "magenta and cyan with rich blacks",
            "saturated edges around dark centres",
            "electric colour in hard contrast",
        ),
    ),
    "candle": (
        (
            "candles stand low and light the faces from below",
            "one candle on the table is the whole light",
            "candles waver and the walls waver with them",
        ),
        (
            "candle lanterns hang in a row and light them warmly from above",
            "a candle behind a sheltering hand lights one face",
            "a hundred candles flicker close to the ground",
        ),
        (
            "orange faces in brown darkness",
            "soft high contrast that breathes with every draught",
            "warm skin, black corners",
        ),
    ),
    "firelight": (
        (
            "firelight from the hearth throws moving shadows up the wall",
            "firelight reaches them from the left and gives up halfway across",
            "the fire has burned down to red firelight",
        ),
        (
            "firelight from below against a black surround",
            "a fire crackles in front, firelight on every face",
            "flickering firelight, sparks drifting upward",
        ),
        ("deep orange and red over black", "restless warm contrast", "copper skin against cold dark"),
    ),
    "overcast": (
        (
            "an overcast sky gives the window a soft grey light",
            "overcast light comes in even and shadowless",
            "grey overcast light leaves the corners dim",
        ),
        (
            "overcast sky as one huge soft source",
            "a flat overcast light without shadows",
            "low overcast cloud, light from everywhere",
        ),
        ("silver greys and quiet colour", "low contrast, gentle skin, muted greens", "pearl light with a cool cast"),
    ),
    "lamp": (
        (
            "a lamp on the table keys from the right and leaves the room behind dark",
            "one shaded lamp makes a warm circle",
            "a hanging lamp lights the table and little more",
        ),
        (
            "a street lamp makes a cone of yellow in the dark",
            "a lantern lamp swings and the shadows swing with it",
            "a work lamp lights them hard from one side",
        ),
        (
            "amber centre, brown falloff",
            "warm key with a cool blue rim",
            "intimate contrast, detail only where the lamp reaches",
        ),
    ),
    "starlight": (
        (
            "instrument glow lights the faces amber from below, starlight from the window",
            "starlight and cold white panels light the cabin from both sides",
            "blinking panels and a blue night strip along the floor",
        ),
        (
            "raw white sunlight from one side, starlight in the rest",
            "blue light bounced from far below against black space",
            "a helmet lamp and starlight, nothing else",
        ),
        (
            "hard white, blue and black without haze",
            "clinical contrast, tiny coloured accents",
            "deep black with detail in the suit whites",
        ),
    ),
    "depths": (
        ("blue-green shafts fall from far above",) * 2,
        (
            "blue-green shafts of noon light fall from the surface",
            "rippling light nets move over everything",
            "a diving lamp burns a warm hole in the blue",
        ),
        ("teal and deep blue, red gone", "soft contrast fading with distance", "dark below, bright above"),
    ),
}

#: tone -> what the light says. Completed into a sentence of its own.
MOODS: dict[str, tuple[str, ...]] = {
    "joy": (
        "The mood is bright and open.",
        "It feels like a held breath let go.",
        "Everything seems rinsed and new.",
        "The light laughs with them.",
        "The exposure is generous, a stroke over normal.",
        "Faces glow from inside.",
    ),
    "warm": (
        "The mood is tender.",
        "It feels like a room where someone is expected.",
        "The shadows stay friendly.",
        "The light holds them together.",
        "Skin is kept soft and warm.",
        "Nothing in the frame is harsh.",
    ),
    "calm": (
        "The mood is quiet and unhurried.",
        "It feels like the middle of a long day.",
        "The light simply waits.",
        "Nothing asks for attention first.",
        "Even tones let the eye wander.",
        "The picture breathes.",
    ),
    "wonder": (
        "The mood is one of wonder.",
        "The brightest point is what they look at.",
        "It feels a size too large.",
        "The glow seems to come from the discovery itself.",
        "Highlights are allowed to bloom.",
        "The far edge of the frame stays a secret.",
    ),
    "tense": (
        "The mood is tight.",
        "Half of every face is lost in shadow.",
        "It feels as if the dark leaned in.",
        "The contrast leaves nowhere to hide.",
        "Eyes catch the only sparkle.",
        "The edges fall away too fast.",
    ),
    "dark": (
        "The mood is heavy.",
        "Little light reaches the faces.",
        "It feels like the bottom of the year.",
        "The key is pulled down by a stop.",
        "Colour is almost gone.",
        "What matters is nearly a silhouette.",
    ),
    "sad": (
        "The mood is grieving but gentle.",
        "The light has come too late.",
        "It feels emptied out.",
        "The warm tones stand only in the memory of things.",
        "The faces are lit softly, without pity.",
        "One highlight rests where somebody used to be.",
    ),
}

#: what the light does in places that have their own rules
PLACE_LIGHT = {"space": "starlight", "moon": "starlight", "spaceship": "starlight", "underwater": "depths"}
_CAVE = {
    "dawn": "lamp",
    "morning": "lamp",
    "noon": "lamp",
    "golden": "firelight",
    "dusk": "firelight",
    "overcast": "lamp",
    "neon": "lamp",
    "storm": "firelight",
    "night": "candle",
}


def light_in(place: str, light: str) -> str:
    """The light that can be in a place: no noon in a cave, no dusk in space."""
    if place in ("cave", "vault", "prison"):
        return _CAVE.get(light, light)
    return PLACE_LIGHT.get(place, light)


SIZES = (
    "extreme wide shot",
    "wide shot",
    "full shot",
    "medium shot",
    "medium close-up",
    "close-up",
    "over-the-shoulder shot",
    "extreme close-up",
)
#: tone -> sizes in order of liking
TONE_SIZES = {
    "joy": ("full shot", "medium shot", "wide shot", "medium close-up"),
    "warm": ("medium shot", "medium close-up", "close-up", "full shot"),
    "calm": ("wide shot", "full shot", "medium shot", "extreme wide shot"),
    "wonder": ("extreme wide shot", "close-up", "wide shot", "medium close-up"),
    "tense": ("close-up", "over-the-shoulder shot", "medium shot", "medium close-up"),
    "dark": ("medium close-up", "wide shot", "close-up", "over-the-shoulder shot"),
    "sad": ("close-up", "extreme wide shot", "medium close-up", "medium shot"),
}
TONE_MOVES = {
    "joy": ("pan right", "follow", "tilt up", "push in", "pan left"),
    "warm": ("push in", "static", "pan left", "pan right"),
    "calm": ("static", "pan right", "pan left", "pull out"),
    "wonder": ("tilt up", "push in", "pull out", "pan right"),
    "tense": ("push in", "static", "follow", "pan left", "tilt down"),
    "dark": ("static", "pull out", "push in", "tilt down"),
    "sad": ("pull out", "static", "tilt down", "push in"),
}
ANGLES = {
    "joy": ("at eye level", "from slightly below"),
    "warm": ("at eye level", "from a seated height"),
    "calm": ("at eye level", "from a high angle", "from across the way"),
    "wonder": ("from a low angle", "from behind the shoulder", "at eye level"),
    "tense": ("from a low angle", "from a tilted angle", "from behind", "at eye level"),
    "dark": ("from a high angle", "at floor height", "at eye level"),
    "sad": ("from a high angle", "at eye level", "from behind"),
}

#: move -> sentences about {focus}; {size} and {angle} stand in front
MOVES: dict[str, tuple[str, ...]] = {
    "static": (
        "the camera is static and lets {focus} do the moving",
        "a static frame, with {focus} held off centre",
        "static, locked on {focus} until the moment is over",
        "the static frame waits for {focus}",
    ),
    "pan left": (
        "a slow pan left finds {focus}",
        "the camera pans left and stops on {focus}",
        "pan left, unhurried, with {focus} as its end",
        "a pan left carries the eye to {focus}",
    ),
    "pan right": (
        "a gentle pan right discovers {focus}",
        "the camera pans right and gives {focus} one side of the frame",
        "pan right in one breath, resting on {focus}",
        "a pan right comes to a stop at {focus}",
    ),
    "tilt up": (
        "a tilt up rises from the ground to {focus}",
        "the camera tilts up past {focus}",
        "tilt up, slowly, {focus} first",
        "a tilt up opens the frame above {focus}",
    ),
    "tilt down": (
        "a tilt down comes to rest on {focus}",
        "the camera tilts down and leaves only {focus}",
        "tilt down from the sky to {focus}",
        "a tilt down ends quietly on {focus}",
    ),
    "push in": (
        "a slow push in toward {focus}",
        "the camera pushes in, hardly noticeably, on {focus}",
        "push in until there is room for nothing but {focus}",
        "a steady push in tightens on {focus}",
    ),
    "pull out": (
        "a slow pull out leaves {focus} small in the frame",
        "the camera pulls out from {focus} and shows what surrounds it",
        "pull out from {focus}, step by step",
        "a pull out starts on {focus} and gives the place its size",
    ),
    "follow": (
        "the camera follows {focus} at walking pace",
        "a follow shot stays one step behind {focus}",
        "follow {focus} on a long easy track",
        "the camera follows, close to {focus}, without overtaking",
    ),
}
LENSES = (
    "Shallow focus on a 50 mm lens.",
    "Deep focus keeps both distance and foreground sharp.",
    "A long lens flattens the distance.",
    "A wide lens keeps the room honest.",
    "Handheld, but barely.",
    "The horizon is kept low.",
    "Foreground passes soft and dark across the edge.",
    "Framed through an opening.",
    "The subject sits a little off centre.",
    "Balanced on the thirds of the frame.",
    "Plenty of air above the heads.",
    "Tight, with no air to spare.",
)
