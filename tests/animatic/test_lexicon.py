"""The reader of words, on sentences as people and language models write them."""

import json

import pytest

from vgot.animatic.lexicon.catalogue import COLOURS, HAIR, SKIN, read_look, read_shot
from vgot.animatic.lexicon.text import normal_form, tokens_of
from vgot.story.model import Domains


def shot(summary="", place_name="", place_look="", **domains):
    return read_shot(Domains(**domains), summary, place_name, place_look)


# -- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Harbors", "harbour"),
        ("gray", "grey"),
        ("children", "child"),
        ("wolves", "wolf"),
        ("woods", "woods"),
        ("glasses", "glasses"),
        ("dresses", "dress"),
        ("dress", "dress"),
        ("ladies", "lady"),
        ("café", "cafe"),
        ("theaters", "theatre"),
        ("men", "man"),
    ],
)
def test_words_come_to_their_normal_form(word, form):
    assert normal_form(word) == form


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("without a hat or glasses but with a scarf", {"hat", "glasses"}),
        ("she does not smile, he laughs", {"smile"}),
        ("not only trees", set()),
        ("no people, only chairs", {"people"}),
    ],
)
def test_negations_reach_to_the_end_of_what_they_deny(text, negated):
    found = {t.word for t in tokens_of(text) if t.negated} - {"a", "or"}
    assert found == negated


# -- places -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "kind"), [
    ("A small farmhouse bedroom in Ohio, 1935, with floral wallpaper and a wooden crib", "bedroom"),
    ("The kitchen of the old house, a window overlooking the garden", "kitchen"),
    ("Outside a snowy train station at night, crowds of travellers on the platform", "station"),
    ("A busy city street with neon signs, rain-slicked pavement", "city"),
    ("a sun-drenched meadow dotted with wildflowers", "field"),
    ("deep in the misty redwoods", "forest"),
    ("an elementary school classroom with a blackboard and wooden desks", "classroom"),
    ("the deck of a ship on a stormy sea", "sea"),
    ("a cramped laboratory filled with bubbling beakers", "lab"),
    ("the surface of Mars, red dust to the horizon", "planet"),
    ("aboard the space station, Earth visible through the viewport", "spaceship"),
    ("a quiet cemetery on a hill, autumn leaves", "graveyard"),
    ("an ancient Egyptian pyramid at Giza", "pyramids"),
    ("a Parisian sidewalk café", "cafe"),
    ("the wedding ceremony in a stone chapel", "church"),
    ("a hospital room with pale green walls", "hospital"),
    ("beneath the waves, a coral reef", "underwater"),
    ("the bustling farmers' market", "market"),
    ("on the rooftop with the city skyline behind", "rooftop"),
    ("a cluttered artist's studio with a half-finished canvas on an easel", "workshop"),
    ("Tokyo at night", "city"), ("the Sahara", "desert"), ("the woods behind the house", "forest"), ("a nursing home", "living_room"),
    ("the grand ballroom of a hotel", "ballroom"), ("a red barn beside golden wheat fields", "farm"), ("the old library, tall shelves of books",
        "library"),
    ("backstage at the opera house", "theatre"), ("a dungeon cell", "prison"), ("a lighthouse on a rocky shore", "lighthouse"),
        ("a suburban house with a white picket fence", "house"),
])  # fmt: skip
def test_a_place_is_read_from_prose(text, kind):
    reading = shot(background=text)
    assert (reading.place, reading.place_known) == (kind, True)


def test_the_background_says_more_than_the_place_and_the_place_more_than_the_summary():
    assert shot(background="a beach", place_name="Kitchen", summary="in the forest").place == "beach"
    assert (
        shot(background="soft curtains everywhere", place_name="Grandma's kitchen", summary="in the forest").place
        == "kitchen"
    )
    assert shot(summary="They walk through the forest").place == "forest"


def test_hints_together_make_a_place_when_none_is_named():
    assert shot(background="a stove, a sink, pots and pans").place == "kitchen"


def test_an_unknown_place_is_neutral_or_what_the_vectors_say():
    assert (shot(background="the Zorblax").place, shot(background="the Zorblax").place_known) == ("studio", False)
    reading = read_shot(
        Domains(background="the pudding works"),
        "",
        "",
        "",
        nearest=lambda text: "kitchen" if "pudding" in text else None,
    )
    assert (reading.place, reading.place_known) == ("kitchen", True)
    assert read_shot(Domains(background="the pudding works"), nearest=lambda text: "not a kind").place == "studio"


# -- light, weather, season -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "light"), [
    ("Warm golden-hour sunlight streaming through a window, high contrast", "golden"), ("Rembrandt lighting", "lamp"), ("cold fluorescent tubes",
        "overcast"),
    ("soft pink dawn light", "dawn"), ("bright midday sun, harsh shadows", "noon"), ("a single flickering candle", "candle"),
        ("pale moonlight, deep blue shadows", "night"),
    ("Neon pink and cyan glow reflecting on wet asphalt", "neon"), ("flashes of lightning across a dark sky", "storm"),
        ("twilight, the last of the light fading", "dusk"),
    ("the warm glow of the campfire", "fire"), ("soft morning light", "dawn"), ("a warm bedside lamp", "lamp"), ("clear blue sky, natural daylight",
        "noon"),
    ("grey overcast sky, flat light", "overcast"), ("orange sunset", "golden"), ("Soft, diffused daylight", "overcast"), ("bright, cheerful", "noon"),
    ("blue hour, cool tones", "dusk"), ("no sunlight, only candlelight", "candle"), ("high-key studio lighting with a soft key light", "lamp"),
])  # fmt: skip
def test_light_is_read(text, light):
    assert shot(background="a street", lighting=text).light == light


def test_light_falls_back_to_the_background_and_then_to_day():
    assert shot(background="a street at midnight").light == "night"
    assert shot(background="a street").light == "noon"
    assert shot(background="outer space").light == "night"


@pytest.mark.parametrize(("text", "weather", "season"), [
    ("a park in gently falling snow", "snow", "winter"), ("a street in heavy rain, autumn leaves", "rain", "autumn"), ("snow-capped mountains in "
        "July", "clear", "winter"),
    ("a foggy harbour", "fog", "summer"), ("cherry blossoms in the garden", "clear", "spring"), ("a field, strong wind", "wind", "summer"),
        ("a Christmas tree in the square", "clear", "winter"),
    ("a street, no rain today", "clear", "summer"), ("thunderstorm over the sea", "storm", "summer"), ("a park in the fall", "clear", "autumn"),
])  # fmt: skip
def test_weather_and_season_are_read(text, weather, season):
    reading = shot(background=text)
    assert reading.weather == weather
    if "July" not in text:
        assert reading.season == season


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("a village in 1850", "old"),
        ("a city street, 2087", "future"),
        ("a modern office", "modern"),
        ("a Victorian parlour", "old"),
        ("a room", ""),
    ],
)
def test_eras_are_read(text, era):
    assert shot(background=text).era == era


# -- camera -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "size", "move", "angle"), [
    ("Medium close-up, eye level, slow dolly-in", "close", "push_in", "eye"), ("Wide shot, low angle, the camera slowly pans to the left", "wide",
        "pan_left", "low"),
    ("Tracking shot from behind, over-the-shoulder", "medium", "follow", "over_shoulder"), ("Extreme close-up on her eyes, static", "extreme_close",
        "static", "eye"),
    ("Establishing aerial shot, slowly pulling back", "extreme_wide", "pull_out", "high"), ("Medium shot, camera tilts up", "medium", "tilt_up",
        "eye"),
    ("close-up", "close", "static", "eye"), ("Long shot, crane down", "wide", "tilt_down", "eye"), ("Full shot; pans right with her", "wide",
        "pan_right", "eye"),
    ("wide, locked-off tripod", "wide", "static", "eye"), ("Bird's-eye view, drone shot", "extreme_wide", "static", "high"),
        ("Medium shot, zooms out slowly", "medium", "pull_out", "eye"),
    ("Close on his hands, the camera pushes in", "close", "push_in", "eye"), ("", "medium", "static", "eye"), ("Two-shot at eye level, handheld",
        "medium", "static", "eye"),
])  # fmt: skip
def test_the_camera_is_read(text, size, move, angle):
    reading = shot(background="a street", camera=text)
    assert (reading.size, reading.move, reading.angle) == (size, move, angle)


# -- people -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "action"), [
    ("Mary runs after the bus", "running"), ("They are talking in the rain", "talking"), ("He waves goodbye", "waving"), ("She sits by the window",
        "sitting"),
    ("Tom is baking a cake", "cooking"), ("They embrace tightly", "hugging"), ("walking hand in hand", "holding_hands"),
        ("he sleeps in the armchair", "sleeping"),
    ("she kneels at the grave", "kneeling"), ("They dance", "dancing"), ("She reads a letter", "reading"), ("he is laughing", "laughing"),
        ("she weeps", "crying"),
    ("standing face to face", "facing"), ("side by side on the bench", "side"), ("she walks away from the camera", "away"), ("children playing tag",
        "playing"),
    ("She paints at her easel", "working"), ("He carries a suitcase", "holding"), ("two knights fight", "fighting"), ("he strums a guitar", "music"),
])  # fmt: skip
def test_deeds_are_read(text, action):
    assert action in shot(relation=text).actions


def test_a_denied_deed_is_not_done():
    assert "talking" not in shot(relation="They do not speak").actions


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("smiling with tears of joy", "happy"),
        ("she weeps, full of grief", "sad"),
        ("he shouts, furious", "angry"),
        ("eyes wide with wonder", "surprised"),
        ("trembling with fear", "afraid"),
        ("calm and focused", "calm"),
        ("she walks", "calm"),
    ],
)
def test_feelings_are_read(text, emotion):
    assert shot(relation=text).emotion == emotion


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a crowd cheers", 5, 8),
        ("no people around", 0, 0),
        ("three guests watch", 3, 3),
        ("a group of children plays", 2, 6),
        ("two people facing each other", 0, 0),
        ("an empty street", 0, 0),
        ("hundreds of spectators", 6, 8),
    ],
)
def test_unnamed_people_are_counted(text, low, high):
    assert low <= shot(relation=text).extras <= high


# -- things -----------------------------------------------------------------------------------------------------------
def test_things_and_animals_are_found_with_sane_counts():
    reading = shot(
        relation="She holds a red balloon and three candles; two dogs and a cat play around a hundred books",
        background="a field",
    )
    assert (
        reading.props.count("balloon") == 1 and reading.props.count("candle") == 3 and reading.props.count("book") <= 3
    )
    assert reading.animals.count("dog") == 2 and reading.animals.count("cat") == 1
    assert len(reading.props) <= 6


def test_a_teddy_bear_is_no_bear_and_a_name_no_flower():
    reading = shot(relation="Rose hugs a teddy bear while Robin books a table")
    assert (
        reading.animals == ()
        and "teddy_bear" in reading.props
        and "flower" not in reading.props
        and "book" not in reading.props
    )


def test_what_the_place_already_has_is_not_drawn_twice():
    assert "tree" not in shot(background="a forest of tall trees").props
    assert "tree" in shot(background="a desert with a lone tree").props


def test_what_is_denied_is_not_drawn():
    assert shot(background="a room without a piano").props == ()


def test_unreadable_things_are_told_and_nothing_else_is():
    reading = shot(
        background="A garden with a sundial",
        relation="Mary shows her old sextant to Tom, who smiles at the beautiful morning and takes a deep breath",
    )
    assert reading.not_drawn == ("sextant",)
    plain = shot(
        background="A quiet street at dawn, soft shadows on the wall",
        relation="The doctor and a young woman talk about the future for a moment",
        summary="Anna meets her friend.",
    )
    assert plain.not_drawn == ()


def test_a_reading_is_plain_values():
    reading = shot(background="a forest", relation="A dog runs")
    assert json.loads(json.dumps(reading.as_json()))["animals"] == ["dog"]
    assert reading == shot(background="a forest", relation="A dog runs")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂🙂🙂",
        "مرحبا بالعالم",
        "a" * 2000,
        "no no no not never",
        "1 2 3 '''s --- ...",
        "\n\n\t",
        "O'Brien's rock'n'roll",
    ],
)
def test_odd_text_never_fails(text):
    assert shot(background=text, relation=text, camera=text, lighting=text, character=text).place
    assert read_look(text, text).kind


# -- looks ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "expected"), [
    ("an elderly woman with silver hair in a neat bun, wire-rimmed glasses, a lavender cardigan over a white blouse",
     {"sex": "f", "age_group": "elder", "hair_colour": "silver", "hair_style": "bun", "glasses": "round", "garment": "sweater",
         "colour": "lavender", "second_colour": "white"}),
    ("Mary, 8 years old, light brown hair in two braids, blue gingham dress, freckles",
     {"age": 8, "age_group": "child", "hair_colour": "light brown", "hair_style": "braids", "garment": "dress", "colour": "blue",
         "pattern": "checked", "accessories": ("freckles",)}),
    ("a middle-aged man with dark skin, short greying hair and a trimmed beard, wearing a charcoal suit with a red tie",
     {"sex": "m", "age_group": "middle", "skin": "dark", "hair_colour": "grey", "hair_style": "short", "beard": "beard", "garment": "suit",
         "colour": "charcoal", "accessories": ("tie",)}),
    ("newborn baby wrapped in a cream blanket", {"age_group": "baby", "garment": "pyjamas", "colour": "cream"}),
    ("a tall fisherman in his sixties with a bushy white beard, yellow raincoat and navy beanie, no glasses",
     {"sex": "m", "age": 65, "age_group": "elder", "beard": "beard", "hair_colour": "white", "garment": "coat", "colour": "yellow", "hat": "beanie",
         "hat_colour": "navy", "glasses": "", "build": "tall"}),
    ("a woman without a hat, bald, in a red and white striped shirt and navy trousers",
     {"sex": "f", "hat": "", "hair_style": "bald", "garment": "shirt", "colour": "red", "second_colour": "white", "pattern": "striped",
         "lower": "trousers", "lower_colour": "navy"}),
    ("Mary at 34, wearing a floral apron over a blue dress, chestnut hair pinned up", {"age": 34, "age_group": "adult", "garment": "apron",
        "hair_colour": "brown", "hair_style": "bun", "pattern": "floral"}),
    ("dark-skinned girl with pigtails, pink raincoat", {"sex": "f", "age_group": "child", "skin": "dark", "hair_colour": None,
        "hair_style": "pigtails", "garment": "coat", "colour": "pink"}),
    ("blonde, blue-eyed woman in a white wedding dress and veil", {"hair_colour": "blonde", "eyes": "blue", "garment": "gown", "colour": "white"}),
    ("Old Mary, her hair now white", {"age_group": "elder", "hair_colour": "white", "sex": "f"}),
    ("a black woman with an afro", {"skin": "brown", "hair_style": "afro", "sex": "f"}),
    ("teenage boy with messy black hair and a red hoodie", {"age_group": "teen", "sex": "m", "hair_style": "spiky", "hair_colour": "black",
        "garment": "hoodie", "colour": "red"}),
    ("a young man", {"age_group": "young", "sex": "m", "garment": None, "hat": None, "beard": None, "colour": None}),
    ("her daughter, a girl of six", {"sex": "f", "age_group": "child"}),
    ("a retired teacher, 72", {"age": 72, "age_group": "elder"}),
])  # fmt: skip
def test_a_persons_look_is_read(text, expected):
    look = read_look(text)
    assert look.kind == "person"
    assert {k: getattr(look, k) for k in expected} == expected


@pytest.mark.parametrize(("text", "role", "kind"), [
    ("a small orange tabby cat with green eyes", "", "cat"), ("Rex the dog, loyal companion", "", "dog"), ("a rusty little robot with one blue eye",
        "", "robot"), ("An ancient oak tree", "", "tree"),
    ("a dog walker in a green jacket", "", "person"), ("a girl wearing a bear costume", "", "person"), ("golden fur, floppy ears", "Mary's dog",
        "dog"), ("a wise old owl with round glasses", "", "owl"),
    ("a boy holding a teddy bear", "", "person"), ("a huge green dragon", "", "dragon"), ("a horse trainer in boots", "", "person"),
        ("a friendly ghost", "", "ghost"), ("", "a fox", "fox"),
    ("an old man with his dog", "", "person"), ("grey suit, short hair", "the robot engineer", "person"),
])  # fmt: skip
def test_what_kind_of_character_it_is(text, role, kind):
    assert read_look(text, role).kind == kind


def test_a_thing_can_play_a_part():
    look = read_look("a red kite")
    assert (look.kind, look.thing, look.colour) == ("object", "kite", "red")


@pytest.mark.parametrize(
    ("role", "garment", "hat"),
    [
        ("astronaut", "spacesuit", None),
        ("a doctor", "coat", None),
        ("king of the hill people", "robe", "crown"),
        ("chef", "apron", "chef"),
        ("firefighter", "uniform", "helmet"),
    ],
)
def test_a_trade_dresses_whom_nobody_dressed(role, garment, hat):
    look = read_look("brown hair", role)
    assert (look.garment, look.hat) == (garment, hat)
    assert read_look("brown hair, red dress", role).garment == "dress"


def test_every_colour_read_is_a_colour_that_can_be_drawn():
    for text in (
        "teal coat",
        "a burgundy scarf and navy hat",
        "rose dress",
        "emerald gown",
        "midnight blue suit",
        "ginger hair",
        "salt-and-pepper hair",
        "porcelain skin",
        "olive complexion",
    ):
        look = read_look("a woman with " + text)
        assert all(
            c is None or c in COLOURS
            for c in (look.colour, look.second_colour, look.hat_colour, look.lower_colour, look.eyes)
        )
        assert (look.hair_colour is None or look.hair_colour in HAIR) and (look.skin is None or look.skin in SKIN)


def test_red_fur_is_a_foxs_red_and_red_cloth_is_red():
    assert read_look("a fox with bright red fur").colour == "orange"
    assert read_look("a woman in a red coat").colour == "red"


def test_who_somebody_is_is_no_prop_but_what_they_hold_is():
    reading = shot(
        character="A robot with a dented chest plate, holding a lantern; a small fox",
        background="a desert",
        relation="They walk",
    )
    assert reading.props == ("lantern",) and reading.animals == ()


def test_a_slow_pan_left_goes_left_and_a_lamp_said_of_the_light_beats_the_night_of_the_place():
    assert shot(camera="a slow pan left finds a reflection").move == "pan_left"
    assert shot(background="a kitchen at night", lighting="A hanging lamp lights the table").light == "lamp"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a garden path", "garden"),
        ("the forest path at noon", "forest"),
        ("a mountain path", "mountain"),
        ("a country path", "road"),
    ],
)
def test_a_path_is_where_it_leads(words, kind):
    assert read_shot(Domains(background=words)).place == kind
