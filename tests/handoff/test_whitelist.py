"""Nothing of an edited cut is left out because nobody thought of it: every element and schema, wherever it stands, is understood,
known to change nothing, or named."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from tests.handoff.edited import diff_of, diff_of_text, folder, named
from tests.handoff.test_edited_cuts import of, otio_tree, span, time, tree, v1
from vgot.handoff.whitelist import unread, whitelist

#: The elements of Apple's format 1.10 and of those after it, with what they must have; `_` where any value does.
ELEMENTS = (
    """
adjust-360-transform coordinates=spherical latitude=3|adjust-EQ mode=bass_boost|adjust-blend amount=0.4|adjust-cinematic aperture=2
adjust-corners botLeft=3_4|adjust-crop mode=crop > crop-rect left=12|adjust-humReduction frequency=50|adjust-loudness amount=3 uniformity=2|adjust-matchEQ
adjust-noiseReduction amount=4|adjust-orientation tilt=4|adjust-panner mode=1 amount=20|adjust-reorient tilt=3
adjust-rollingShutter amount=high|adjust-stabilization type=smoothCam|adjust-transform scale=2_2|adjust-volume amount=-6dB
asset-clip ref=r3 duration=1s|audio ref=r5 duration=1s|audio-channel-source srcCh=1|audio-role-source role=music|audition
caption duration=1s|chapter-marker start=1s value=Act|clip duration=1s|filter-audio ref=r2 name=Echo|filter-video ref=r2 name=Blur
filter-video-mask|gap duration=1s|keyword value=night|marker start=1s value=look|mc-clip ref=r900 duration=1s|mute|rating value=favorite
ref-clip ref=r900 duration=1s|spine|sync-clip duration=1s|sync-source sourceID=storyline|timeMap|title ref=r2 duration=1s
transition duration=1s|video ref=r3 duration=1s|adjust-colorConform enabled=1 type=x|adjust-voiceIsolation amount=30|hidden-mystery
live-drawing duration=1s|adjust-stereo-3D convergence=2
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def made(text: str) -> ET.Element:
    outer, _, inner = text.partition(" > ")
    tag, *pairs = outer.split()
    element = ET.Element(tag, {k: v.replace("_", " ") for k, v in (p.split("=") for p in pairs)})
    if inner:
        element.append(made(inner))
    return element


@pytest.fixture(scope="module")
def places() -> list[str]:
    """Where something may be put: into a clip, a connected clip, the storyline, a gap, a title, a transition, the sequence …"""
    return [
        ".//spine/asset-clip", ".//spine/asset-clip/asset-clip[@lane='1']", ".//spine/asset-clip/asset-clip[@lane='-1']", ".//project/sequence/spine",
        ".//spine/transition", ".//project/sequence", ".//project", ".//event", ".//spine/gap", ".//spine/title", ".//spine/sync-clip",
    ]  # fmt: skip


def rich() -> ET.Element:
    """The film with a gap, a title and a synchronized clip at its end."""
    root = tree()
    spine = root.find(".//project/sequence/spine")
    assert spine is not None
    for text in ('<gap name="Gap" duration="1s"/>', '<title ref="r2" name="T" duration="1s"><text>T</text></title>'):
        spine.append(ET.fromstring(text))
    spine.append(
        ET.fromstring('<sync-clip name="S" duration="1s"><asset-clip ref="r6" start="1s" duration="1s"/></sync-clip>')
    )
    return root


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element_of_fcpxml_is_understood_or_named_wherever_it_stands(element, places, tmp_path):
    plain = diff_of_text(ET.tostring(rich(), encoding="unicode"), ".fcpxml", tmp_path)
    silent = []
    for place in places:
        root = rich()
        holder = root.find(place)
        assert holder is not None, place
        holder.insert(0, made(element))
        diff = diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)
        if (diff.in_words(), diff.story) == (plain.in_words(), plain.story):
            silent.append(place)
    assert silent == [p for p in silent if is_nothing(element, p)], element


def is_nothing(element: str, place: str) -> bool:
    """What truly says nothing: a container without content, a volume of a picture that has no sound …"""
    tag = element.split()[0]
    empty = tag in ("timeMap", "audition", "spine", "clip", "sync-clip", "caption")
    empty = (
        empty
        or tag == "gap"
        and place.endswith("sync-clip")
        or tag.startswith("filter")
        and place.endswith("transition")
    )
    inside = tag in ("mc-clip", "ref-clip", "asset-clip", "video", "audio", "gap", "title") and place.endswith(
        "transition"
    )
    return empty or inside


@pytest.mark.parametrize("name", ["hidden", "srcEnable2", "customLUTOverride", "keywords", "audioStart"])
def test_every_attribute_is_understood_or_named(name: str, tmp_path):
    root = rich()
    clip = root.find(".//spine/asset-clip")
    assert clip is not None
    clip.set(name, "x")
    diff = diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)
    words = whitelist("fcpxml").named_attributes.get(name, name).replace("{value}", "x")
    assert f"Shot 1: {words}" in named(diff) or words in named(diff)


def test_an_attribute_that_is_read_on_one_element_is_named_on_every_other(tmp_path):
    known = whitelist("fcpxml")
    everything = {name for names in known.attributes.values() for name in names} | set(known.named_attributes)
    tried, silent = set[str](), list[str]()
    for n, tag in [(n, str(one.tag)) for n, one in enumerate(rich().iter())]:
        if tag in tried or tag not in known.reads or tag == "resources":
            continue
        tried.add(tag)
        strange = sorted(everything - known.attributes[tag] - set(list(rich().iter())[n].attrib))
        for some in (strange[k : k + 8] for k in range(0, len(strange), 8)):
            root = rich()
            for name in some:
                list(root.iter())[n].set(name, "Zed")
            said = named(diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path))
            for name in some:
                words = known.named_attributes.get(name, f"'{name}' of <{tag}>").replace("{value}", "Zed")
                if words not in said:
                    silent.append(f"{tag}/{name}")
    assert len(tried) > 15 and not silent


def test_elements_that_no_file_of_these_tests_has_name_the_attributes_of_others_too():
    known = whitelist("fcpxml")
    everything = {name for names in known.attributes.values() for name in names} | set(known.named_attributes)
    silent = []
    for tag in known.reads:
        for name in sorted(everything - known.attributes[tag]):
            said: list[str] = []
            unread(ET.Element(tag, {name: "7s"}), lambda element, what, said=said: said.append(what))
            words = known.named_attributes.get(name, f"'{name}' of <{tag}>").replace("{value}", "7s")
            if said != [words]:
                silent.append(f"{tag}/{name}")
    assert len(known.reads) > 30 and len(everything) > 80 and not silent


def test_every_element_that_is_read_has_its_attributes(tmp_path):
    known = whitelist("fcpxml")
    bare = {"resources", "text", "note", "timeMap", "library", "multicam", "mc-source", "text-style"}
    assert {tag for tag, names in known.attributes.items() if not names} <= bare


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (".//spine/asset-clip", "start", "9/16s"), (".//spine/asset-clip", "duration", "50/16s"), (".//spine/asset-clip", "enabled", "0"),
        (".//spine/asset-clip", "srcEnable", "audio"), (".//spine/asset-clip", "name", "Hero"), (".//spine/asset-clip/asset-clip[@lane='-1']", "offset", "3s"),
        (".//spine/asset-clip/asset-clip[@lane='-1']", "duration", "2s"), (".//spine/asset-clip/asset-clip[@lane='-1']", "audioRole", "effects"),
        (".//adjust-volume", "amount", "-6dB"), (".//marker", "value", "Look here"), (".//marker", "note", "other words"), (".//spine/transition", "duration", "4/16s"),
        (".//resources/format", "width", "1920"), (".//resources/format", "fieldOrder", "upper first"), (".//resources/format", "paspH", "4"),
    ],
)  # fmt: skip
def test_an_attribute_that_is_read_changes_the_diff(place, name, value, tmp_path):
    root = tree()
    element = root.find(place)
    assert element is not None
    element.set(name, value)
    assert diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).in_words() != "Nothing changed."


def test_a_file_is_known_by_its_original_not_by_its_proxy(tmp_path):
    root = tree()
    for asset in root.iter("asset"):
        asset.insert(0, ET.Element("media-rep", kind="proxy-media", src="./proxies/a.mov"))
    assert diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).in_words() == "Nothing changed."


@pytest.mark.parametrize(
    ("place", "name", "value", "said"),
    [
        (".//spine/asset-clip", "videoRole", "b-roll.b-roll-1", "Shot 1: the role 'b-roll.b-roll-1'"),
        (".//spine/title", "role", "subtitles", "the role 'subtitles'"),
        (".//spine/sync-clip", "srcEnable", "audio", "its pictures are switched off"),
        (".//spine/sync-clip", "srcEnable", "video", "its sound is switched off"),
    ],
)
def test_roles_of_pictures_and_halves_that_are_switched_off_are_named(place, name, value, said, tmp_path):
    root = rich()
    clip = root.find(place)
    assert clip is not None
    clip.set(name, value)
    assert said in named(diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path))


def test_roles_that_final_cut_gives_by_itself_are_not_named(tmp_path):
    root = tree()
    clip = root.find(".//spine/asset-clip")
    assert clip is not None
    clip.set("videoRole", "video")
    clip.set("audioRole", "dialogue")
    assert diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).in_words() == "Nothing changed."


def test_an_element_that_is_switched_off_or_says_what_holds_without_it_is_not_named(tmp_path):
    root = tree()
    clip = root.find(".//spine/asset-clip")
    assert clip is not None
    for text in (
        '<adjust-transform position="0 0" scale="1 1" rotation="0"/>',
        '<adjust-crop mode="trim"><trim-rect/></adjust-crop>',
        '<filter-video ref="r2" name="Blur" enabled="0"/>',
        '<adjust-blend amount="1.0"/>',
        "<metadata/>",
    ):
        clip.insert(1, ET.fromstring(text))
    assert diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).in_words() == "Nothing changed."


# -- OpenTimelineIO -----------------------------------------------------------------------------------------------------
SCHEMAS: dict[str, dict[str, Any]] = {
    "Effect": of("Effect.1", effect_name="Glow"),
    "TimeEffect": of("TimeEffect.1", effect_name="Wobble"),
    "LinearTimeWarp": of("LinearTimeWarp.1", effect_name="LinearTimeWarp", time_scalar=2.0),
    "FreezeFrame": of("FreezeFrame.1", effect_name="FreezeFrame", time_scalar=0.0),
    "TwistEffect": of("TwistEffect.3"),
}
ITEMS: dict[str, dict[str, Any]] = {
    "Clip": of("Clip.2", source_range=span(0, 16), media_references={"DEFAULT_MEDIA": of("ExternalReference.1", target_url="x.mp4")}),
    "Gap": of("Gap.1", source_range=span(0, 16)),
    "Stack": of("Stack.1", [of("Track.1", [of("Clip.2", source_range=span(0, 16))], kind="Video")]),
    "Transition": of("Transition.1", transition_type="Iris", in_offset=time(3), out_offset=time(3)),
    "Generator": of(
        "Clip.2", source_range=span(0, 16), media_references={"DEFAULT_MEDIA": of("GeneratorReference.1", generator_kind="Bars")}
    ),
    "Sequence of pictures": of(
        "Clip.2",
        source_range=span(0, 16),
        media_references={"DEFAULT_MEDIA": of("ImageSequenceReference.1", target_url_base="f/", name_prefix="a.")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("place", ["clip", "track", "stack"])
def test_every_effect_of_opentimelineio_is_understood_or_named(schema, place, tmp_path):
    whole = otio_tree()
    holder = {"clip": v1(whole)[0], "track": whole["tracks"]["children"][0], "stack": whole["tracks"]}[place]
    holder["effects"].append(copy.deepcopy(SCHEMAS[schema]))
    diff = diff_of_text(json.dumps(whole), ".otio", tmp_path)
    assert named(diff), f"{schema} in a {place} went unsaid"


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("at", [0, 2, -1])
def test_every_item_of_opentimelineio_is_understood_or_named(item, at, tmp_path):
    whole = otio_tree()
    v1(whole).insert(at if at >= 0 else len(v1(whole)), copy.deepcopy(ITEMS[item]))
    diff = diff_of_text(json.dumps(whole), ".otio", tmp_path)
    assert diff.changes, f"{item} at {at} went unsaid"


@pytest.mark.parametrize("place", ["clip", "track", "stack", "timeline"])
def test_a_field_or_an_item_that_no_library_knows_is_named(place, tmp_path):
    whole = otio_tree()
    holder = {
        "clip": v1(whole)[0],
        "track": whole["tracks"]["children"][0],
        "stack": whole["tracks"],
        "timeline": whole,
    }[place]
    holder["wobble"] = 3
    assert "'wobble'" in named(diff_of_text(json.dumps(whole), ".otio", tmp_path))


def test_a_marker_on_the_timeline_goes_to_the_shot_below(tmp_path):
    whole = otio_tree()
    marker = of("Marker.2", name="Louder", marked_range=span(60, 0), comment="here")
    whole["tracks"]["markers"].append(marker)
    diff = diff_of_text(json.dumps(whole), ".otio", tmp_path)
    assert [(m.name, m.note, m.at_s) for m in diff.story.shots[1].markers] == [("Louder", "here", 4 / 16)]


def test_the_lists_name_nothing_twice():
    known = whitelist("fcpxml")
    assert not known.harmless & set(known.named) and not known.harmless & set(known.reads)
    assert diff_of(folder() / "unchanged.fcpxml").is_empty


def test_a_shot_that_was_renamed_and_a_timeline_of_another_frame_are_named(tmp_path):
    root, whole = tree(), otio_tree()
    clip, shape = root.find(".//spine/asset-clip"), root.find(".//resources/format")
    assert clip is not None and shape is not None
    clip.set("name", "Hero close")
    shape.set("width", "1920")
    shape.set("height", "1080")
    said = named(diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path))
    assert "Shot 1: the name 'Hero close' left out; a shot is called by its number." in said
    assert "the frame of 1920x1080 left out" in said
    v1(whole)[0]["name"] = "Hero close"
    assert "Shot 1: the name 'Hero close'" in named(diff_of_text(json.dumps(whole), ".otio", tmp_path))
    for usual in ("Shot 01 copy", "shot-01", "shot_01_v002"):  # what editors make of the exported name
        v1(whole)[0]["name"] = usual
        assert diff_of_text(json.dumps(whole), ".otio", tmp_path).in_words() == "Nothing changed."
