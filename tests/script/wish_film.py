"""A film of five shots for wishes: a violinist, a cab driver and a cat, in a kitchen and on a street."""

from __future__ import annotations

from vgot.story.model import DOMAINS, Story, load_story

_SHOTS = [
    (
        "Mary finds a cat in the kitchen at noon.",
        "kitchen",
        [("mary", "now"), ("the-cat", "now")],
        "Mary, a woman of about 40 with long red hair, in a green coat, kneels. With her, the cat: a small orange cat with white paws.",
        "A kitchen with a table, two chairs and a violin on the wall, at noon in spring rain. A kettle steams.",
        "Mary finds the cat under the table. She gives it milk.",
        "Wide shot from a high angle: the static frame waits for Mary. Plenty of air above the heads.",
        "Hard noon light with short black shadows: saturated colour and high contrast. The picture breathes.",
    ),
    (
        "Tom drives a cab through the city.",
        "street",
        [("tom", "now")],
        "Tom, a man in his thirties with a trimmed beard and short black hair, in a brown jacket; he looks tired.",
        "A city street with neon signs and wet asphalt, late summer, rain falling, on a grey day.",
        "Tom drives his cab through the rain. His hands hold the wheel, and nobody sees him.",
        "Medium shot at eye level: push in until there is room for nothing but his hands. Handheld, but barely.",
        "A low golden hour sun stretches every shadow: amber highlights, warm skin and gentle contrast. Skin is kept soft.",
    ),
    (
        "Mary plays the violin for the cat.",
        "kitchen",
        [("mary", "now"), ("the-cat", "now")],
        "In a green coat, Mary is a woman of about 40 with long red hair, smiling. The cat, a small orange cat with white paws, is there as well, asleep.",
        "Still the kitchen, in the evening: a table, two chairs and a violin on the wall.",
        "Mary plays an old violin. The cat's tail moves, and two cats answer from the yard. Mary and the cat stay by the window.",
        "Close-up at eye level: a slow pan left finds the violin. Tight, with no air to spare.",
        "A lamp on the table keys from the right and leaves the room behind dark: amber centre, brown falloff. The mood is quiet.",
    ),
    (
        "The cat walks home.",
        "street",
        [("the-cat", "now")],
        "The cat, a small orange cat with white paws, trotting.",
        "The city street at dawn, wet after the rain.",
        "The cat walks home along the kerb. A window opens above it.",
        "Extreme wide shot, pull out from the cat, step by step. A long lens flattens the distance.",
        "Low morning sun from the left, dust in the air.",
    ),
    (
        "Tom gives Mary the keys.",
        "kitchen",
        [("tom", "now"), ("mary", "now")],
        "Tom wears a brown jacket: a man in his thirties with a trimmed beard and short black hair. Beside him, Mary, a woman of about 40 with long red hair, in a green coat, laughing.",
        "The kitchen once more, a table, two chairs and a violin on the wall, at night.",
        "Tom gives Mary the keys. She takes them and he smiles.",
        "Over-the-shoulder shot, static.",
        "Moonlight through the panes draws a cross on the wall: pearl highlights over deep indigo. It feels like the middle of a long day.",
    ),
]


def film() -> Story:
    mary = {"id": "now", "name": "Mary", "look": "a woman of about 40 with long red hair, in a green coat"}
    tom = {
        "id": "now",
        "name": "Tom",
        "look": "a man in his thirties with a trimmed beard and short black hair, in a brown jacket",
    }
    cat = {"id": "now", "name": "the cat", "look": "a small orange cat with white paws"}
    shots = [
        {
            "id": f"shot{n}",
            "summary": summary,
            "place": place,
            "who": [{"character": c, "stage": s} for c, s in who],
            "domains": dict(zip(DOMAINS, texts, strict=True)),
            "seed": n,
        }
        for n, (summary, place, who, *texts) in enumerate(_SHOTS, 1)
    ]
    return load_story(
        {
            "title": "The Cat",
            "sentence": "Mary finds a cat",
            "style": "Warm family film, rich natural colour, soft light.",
            "film": {"width": 160, "height": 90, "fps": 8},
            "cast": [
                {"id": "mary", "name": "Mary", "role": "violinist", "wardrobe": "a green coat", "stages": [mary]},
                {"id": "tom", "name": "Tom", "role": "cab driver", "wardrobe": "a brown jacket", "stages": [tom]},
                {"id": "the-cat", "name": "the cat", "role": "cat", "stages": [cat]},
            ],
            "places": [
                {"id": "kitchen", "name": "the kitchen", "look": "A kitchen with a table and two chairs."},
                {"id": "street", "name": "the city street", "look": "A sunny city street with a bakery."},
            ],
            "shots": shots,
            "boundaries": [{"after": f"shot{n}", "mode": "crossfade" if n == 2 else "cut"} for n in range(1, 5)],
        }
    )
