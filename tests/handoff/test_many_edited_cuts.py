"""Five hundred cuts edited by rules, one on the other: each ends in a result with a complete account, or in one typed error."""

from __future__ import annotations

import copy
import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from tests.handoff.edited import applied, diff_of_text, film, named
from tests.handoff.test_edited_cuts import frames, in_media, of, otio_tree, span, spine, time, tree, v1
from vgot.errors import BadInput

ROUNDS = 250

Rule = Callable[[random.Random, Any], str]


# -- Final Cut --------------------------------------------------------------------------------------------------------
def clips(root: ET.Element) -> list[ET.Element]:
    return [c for c in spine(root) if c.tag == "asset-clip"]


def pick(chance: random.Random, root: ET.Element) -> ET.Element:
    return chance.choice(clips(root))


def x_delete(chance: random.Random, root: ET.Element) -> str:
    if len(clips(root)) > 2:
        spine(root).remove(pick(chance, root))
    return ""


def x_shuffle(chance: random.Random, root: ET.Element) -> str:
    items = list(spine(root))
    chance.shuffle(items)
    spine(root)[:] = items
    return ""


def x_trim(chance: random.Random, root: ET.Element) -> str:
    clip = pick(chance, root)
    clip.set("start", f"{8 + chance.randint(0, 12)}/16s")
    clip.set("duration", f"{chance.randint(1, 40)}/16s")
    return ""


def x_gap(chance: random.Random, root: ET.Element) -> str:
    spine(root).insert(
        chance.randint(0, len(spine(root))),
        ET.Element("gap", name="Gap", start="3600s", duration=f"{chance.randint(1, 50)}/16s"),
    )
    return "black"


def x_compound(chance: random.Random, root: ET.Element) -> str:
    if root.find(".//media") is None:
        numbers = [int(c.get("name", "Shot 01")[5:7]) for c in clips(root) if c.get("name", "").startswith("Shot ")]
        in_media(root, chance.choice(numbers), chance.choice(["ref-clip", "mc-clip"]))
    return ""


def x_title(chance: random.Random, root: ET.Element) -> str:
    pick(chance, root).insert(
        0, ET.fromstring('<title ref="r2" lane="2" offset="10/16s" duration="1s" name="T"><text>Later</text></title>')
    )
    return "Later"


def x_effect(chance: random.Random, root: ET.Element) -> str:
    pick(chance, root).append(ET.Element("filter-video", ref="r2", name="Glow"))
    return "Glow"


def x_speed(chance: random.Random, root: ET.Element) -> str:
    factor = chance.choice([1, 2, 3])
    pick(chance, root).insert(
        0,
        ET.fromstring(f'<timeMap><timept time="0s" value="0s"/><timept time="9s" value="{9 * factor}/2s"/></timeMap>'),
    )
    return "speed change" if factor != 2 else ""


def x_off(chance: random.Random, root: ET.Element) -> str:
    if len([c for c in clips(root) if c.get("enabled") != "0"]) > 2:
        pick(chance, root).set("enabled", "0")
    return ""


def x_wipe(chance: random.Random, root: ET.Element) -> str:
    at = chance.choice([n for n, c in enumerate(spine(root)) if c.tag == "asset-clip"])
    spine(root).insert(at, ET.Element("transition", name="Star Wipe", duration="6/16s"))
    return "Star Wipe"


def x_marker(chance: random.Random, root: ET.Element) -> str:
    pick(chance, root).append(ET.Element("marker", start="20/16s", duration="1/16s", value="look"))
    return ""


def x_above(chance: random.Random, root: ET.Element) -> str:
    first, second = pick(chance, root), pick(chance, root)
    over = copy.deepcopy(second)
    over[:] = []
    over.attrib |= {"lane": "3", "offset": f"{chance.randint(0, 50)}/16s", "duration": f"{chance.randint(1, 60)}/16s"}
    first.insert(0, over)
    return ""


def x_nonsense(chance: random.Random, root: ET.Element) -> str:
    element = chance.choice(list(root.iter()))
    if element.attrib:
        element.set(
            chance.choice(list(element.attrib)),
            chance.choice(["", "x", "9/0s", "-5s", "1e999s", "99999999999999999999s", "r1"]),
        )
    return ""


# -- OpenTimelineIO -----------------------------------------------------------------------------------------------------
def o_clips(whole: dict[str, Any]) -> list[int]:
    return [n for n, c in enumerate(v1(whole)) if c["OTIO_SCHEMA"] == "Clip.2"]


def o_delete(chance: random.Random, whole: dict[str, Any]) -> str:
    if len(o_clips(whole)) > 2:
        del v1(whole)[chance.choice(o_clips(whole))]
    return ""


def o_shuffle(chance: random.Random, whole: dict[str, Any]) -> str:
    chance.shuffle(v1(whole))
    return ""


def o_trim(chance: random.Random, whole: dict[str, Any]) -> str:
    v1(whole)[chance.choice(o_clips(whole))]["source_range"] = span(8 + chance.randint(0, 12), chance.randint(1, 40))
    return ""


def o_gap(chance: random.Random, whole: dict[str, Any]) -> str:
    v1(whole).insert(chance.randint(0, len(v1(whole))), of("Gap.1", source_range=span(0, chance.randint(1, 50))))
    return "black"


def o_nest(chance: random.Random, whole: dict[str, Any]) -> str:
    n = chance.choice(o_clips(whole))
    if len(o_clips(whole)) > 1:
        v1(whole)[n] = of("Stack.1", [of("Track.1", [v1(whole)[n]], kind="Video")])
    return ""


def o_lift(chance: random.Random, whole: dict[str, Any]) -> str:
    n = chance.choice(o_clips(whole))
    if len(o_clips(whole)) > 1:
        clip, before = v1(whole)[n], sum(frames(c) for c in v1(whole)[:n] if c.get("source_range"))
        v1(whole)[n] = of("Gap.1", source_range=span(0, frames(clip)))
        track = of("Track.1", [of("Gap.1", source_range=span(0, before)), clip], kind="Video")
        whole["tracks"]["children"].insert(1, track)
    return ""


def o_effect(chance: random.Random, whole: dict[str, Any]) -> str:
    v1(whole)[chance.choice(o_clips(whole))]["effects"].append(of("Effect.1", effect_name="Glow"))
    return "Glow"


def o_speed(chance: random.Random, whole: dict[str, Any]) -> str:
    warp = of("LinearTimeWarp.1", effect_name="LinearTimeWarp", time_scalar=chance.choice([0.5, 2.0, -1.0]))
    v1(whole)[chance.choice(o_clips(whole))]["effects"].append(warp)
    return "speed change"


def o_off(chance: random.Random, whole: dict[str, Any]) -> str:
    if len([n for n in o_clips(whole) if v1(whole)[n]["enabled"]]) > 2:
        v1(whole)[chance.choice(o_clips(whole))]["enabled"] = False
    return ""


def o_wipe(chance: random.Random, whole: dict[str, Any]) -> str:
    v1(whole).insert(
        chance.choice(o_clips(whole)),
        of("Transition.1", transition_type="Custom_Transition", in_offset=time(3), out_offset=time(3))
        | {"name": "Star Wipe"},
    )
    return "Star Wipe"


def o_nonsense(chance: random.Random, whole: dict[str, Any]) -> str:
    clip = v1(whole)[chance.choice(o_clips(whole))]
    clip[chance.choice(list(clip))] = chance.choice(
        [None, 5, "x", [], {}, {"OTIO_SCHEMA": "RationalTime.1", "value": 1e300, "rate": -1}]
    )
    return ""


FORMATS: dict[str, tuple[Callable[[], Any], Callable[[Any], str], list[Rule]]] = {
    ".fcpxml": (
        tree,
        lambda root: ET.tostring(root, encoding="unicode"),
        [f for n, f in list(globals().items()) if n.startswith("x_")],
    ),
    ".otio": (otio_tree, json.dumps, [f for n, f in list(globals().items()) if n.startswith("o_") and n != "o_clips"]),
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_edited_cut_ends_in_a_complete_account_or_one_typed_error(suffix, tmp_path):
    new, text, rules = FORMATS[suffix]
    ids = [s.id for s in film().shots]
    results = 0
    for seed in range(ROUNDS):
        chance, cut = random.Random(seed), new()
        done = []
        for rule in chance.choices(rules, k=chance.randint(1, 4)):
            said = rule(chance, cut)
            done.append((rule.__name__, said))
        label = f"seed {seed}: {', '.join(name for name, _ in done)}"
        try:
            diff = diff_of_text(text(cut), suffix, tmp_path)
        except BadInput as error:
            assert error.hint and (
                error.message.startswith("No clip of this cut") or any("nonsense" in name for name, _ in done)
            ), label
            continue
        results += 1
        print(label)
        gone = [i for i in ids if i not in {s.id for s in diff.story.shots}]
        told = [f"Shot {ids.index(i) + 1} is not in the cut any more." for i in gone]
        assert [w for w in applied(diff) if "not in the cut any more" in w and w.startswith("Shot")] == told, label
        assert not gone or any(may_go(name) for name, _ in done), label
        assert diff.is_empty == (diff.story == film()), label
        if (
            not any("nonsense" in n for n, _ in done)
            and done[-1][1]
            and not any(c in done[-1][0] for c in ("gap", "title"))
        ):
            assert done[-1][1] in named(diff) or gone or any("off" in n for n, _ in done), label
    assert results > ROUNDS * 0.7


def may_go(rule: str) -> bool:
    """Whether a rule can take a shot out of sight: no other may."""
    return any(word in rule for word in ("delete", "off", "above", "lift", "nonsense"))
