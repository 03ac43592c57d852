"""Cuts as editors really write them: the same cut in many ways is the same cut, and what a story cannot hold is named."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.handoff.edited import applied, diff_of, diff_of_text, film, folder, named
from vgot.errors import BadInput

UNCHANGED = [
    "unchanged.fcpxml", "v18_asset_src.fcpxml", "library_wrapped_113.fcpxml", "video_in_spine.fcpxml", "fcpxml_media_tc.fcpxml",
    "conformed_24.fcpxml", "tc_one_hour.fcpxml", "compound.fcpxml", "sync_clip.fcpxml", "sound_above.fcpxml", "lifted_to_connected.fcpxml",
    "sound_on_gap_and_metadata_lost.fcpxml", "cut.fcpxmld", "otio_unchanged.otio", "otio_media_tc.otio", "otio_one_hour.otio",
    "otio_nested_stack.otio",
]  # fmt: skip


@pytest.mark.parametrize("name", UNCHANGED)
def test_a_cut_that_is_the_film_says_that_nothing_changed(name):
    assert diff_of(folder() / name).in_words() == "Nothing changed."


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        (
            "gap_inserted.fcpxml",
            [],
            "2.00 s of black before shot 3 cannot be kept.",
        ),
        (
            "other_clip_on_gap.fcpxml",
            [],
            "'drone' is no shot of this film and was left out: its file is not beside the cut.",
        ),
        ("wipe_transition.fcpxml", [], "After shot 2: the Wipe cannot be kept; the bridge stays."),
        ("otio_wipe.otio", [], "After shot 2: the Wipe cannot be kept; the bridge stays."),
        ("fade_in_at_start.fcpxml", [], "Shot 1: fade in of 0.50 s left out"),
        (
            "crop_scale_grade.fcpxml",
            [],
            "Shot 2: crop, position, scale or rotation, opacity or blend mode, effect 'Color Board'",
        ),
        ("freeze_retime.fcpxml", [], "Shot 2: speed change left out"),
        ("reversed_clip.fcpxml", [], "Shot 2: speed change left out"),
        ("otio_freeze.otio", [], "Shot 2: speed change left out"),
        ("clip_with_video.fcpxml", ["Shot 4: 0 -> 4 frames cut at its beginning, 0 -> 0 at its end."], ""),
        ("chapter_and_todo_markers.fcpxml", ["Shot 2: 0 -> 2 markers."], "Shot 2: keyword 'night, rain' left out"),
        (
            "note_edited.fcpxml",
            ["Shot 1: its notes are now 'Director: hold longer on the face, cut on the blink.'."],
            "",
        ),
        ("muted_and_volume_picture.fcpxml", ["Sound 'tone': switched off: volume -60 dB."], ""),
        (
            "two_projects.fcpxml",
            [],
            "another timeline, 'Directors cut' left out; 'What Ben Did' is the one that is read",
        ),
        ("renamed_media_relinked.fcpxml", [], "shots were told by the names of their clips"),
        ("title_connected.fcpxml", [], "The title 'Three years later' over shot 2, 4.25 to 6.25 s was left out."),
        (
            "title_in_spine.fcpxml",
            ["'Three years later' becomes the opening card, 2.00 s.", "Sound 'tone': begins at 4.00 s of the film."],
            "",
        ),
    ],
)
def test_what_an_editor_did_is_taken_over_or_named(name, changed, said):
    diff = diff_of(folder() / name)
    assert applied(diff) == changed and said in named(diff)
    assert bool(said) == bool(named(diff)) and len(diff.as_json()["named"]) == len(named(diff).splitlines())
    assert [s.id for s in diff.story.shots] == [s.id for s in film().shots], "no shot goes that is still seen"


def test_shots_in_another_order_and_a_shot_switched_off_come_back_as_that():
    assert "The order is now 1, 3, 2, 4, 5, 6." in applied(diff_of(folder() / "swapped_shots.fcpxml"))
    off = diff_of(folder() / "otio_disabled_clip.otio")
    assert "Shot 3 is not in the cut any more." in applied(off) and "is switched off in the timeline" in named(off)


# -- one cut, written in many ways ------------------------------------------------------------------------------------
def tree() -> ET.Element:
    return ET.fromstring((folder() / "unchanged.fcpxml").read_bytes())


def spine(root: ET.Element) -> ET.Element:
    found = root.find(".//project/sequence/spine")
    assert found is not None
    return found


def shot(root: ET.Element, number: int) -> tuple[int, ET.Element]:
    return next((n, c) for n, c in enumerate(spine(root)) if c.get("name", "").startswith(f"Shot {number:02d}"))


def replaced(root: ET.Element, number: int, new: str, inner: str = "") -> None:
    """A shot's clip in the storyline replaced by an element that holds it. inner: the path of what takes the clip."""
    at, clip = shot(root, number)
    made = ET.fromstring(new.format(offset=clip.get("offset"), duration=clip.get("duration")))
    holder = made.find(inner) if inner else made
    assert holder is not None
    moved = copy.deepcopy(clip)
    moved.set("offset", holder.get("start", "0s"))
    if holder.tag == "gap":
        moved.set("lane", "1")
    holder.insert(0, moved)
    spine(root).remove(clip)
    spine(root).insert(at, made)


def in_media(root: ET.Element, number: int, kind: str) -> None:
    """A shot inside a compound or a multicam clip of the resources."""
    at, clip = shot(root, number)
    resources = root.find("resources")
    assert resources is not None
    media = ET.SubElement(resources, "media", id="r900", name="Inside")
    moved = copy.deepcopy(clip)
    moved.set("offset", "3600s")
    if kind == "ref-clip":
        holder = ET.SubElement(ET.SubElement(media, "sequence", format="r1", tcStart="3600s"), "spine")
        ref = ET.Element("ref-clip", ref="r900", name="Inside", duration=clip.get("duration", ""), start="3600s")
    else:
        cams = ET.SubElement(media, "multicam", format="r1", tcStart="3600s")
        other = ET.SubElement(cams, "mc-angle", name="A", angleID="a")
        ET.SubElement(other, "gap", name="Gap", duration="9s")
        holder = ET.SubElement(cams, "mc-angle", name="B", angleID="b")
        ref = ET.Element("mc-clip", ref="r900", name="Inside", duration=clip.get("duration", ""), start="3600s")
        ET.SubElement(ref, "mc-source", angleID="b", srcEnable="all")
    holder.append(moved)
    spine(root).remove(clip)
    spine(root).insert(at, ref)


def audition(root: ET.Element) -> None:
    at, clip = shot(root, 3)
    spine(root).remove(clip)
    made = ET.Element("audition", offset=clip.get("offset", ""))
    made.append(clip)
    spine(root).insert(at, made)


def renumbered(root: ET.Element, asset: bool, sequence: bool) -> None:
    """Time codes of an hour on files, on the timeline, or on both."""
    for one in root.iter("asset"):
        if asset and one.get("hasVideo"):
            one.set("start", "3600s")
            for clip in (c for c in root.iter("asset-clip") if c.get("ref") == one.get("id")):
                was = clip.get("start", "0s")
                for child in clip.iter():
                    for name in (
                        ("start",)
                        if child is clip or child.tag == "marker"
                        else ("offset",)
                        if child in list(clip)
                        else ()
                    ):
                        if child.get(name):
                            child.set(name, _later(child.get(name, "")))
                assert clip.get("start") != was
    if sequence:
        found = root.find(".//sequence")
        assert found is not None
        found.set("tcStart", "3600s")
        for item in spine(root):
            item.set("offset", _later(item.get("offset", "0s")))


def _later(time: str) -> str:
    count, _, rate = time.removesuffix("s").partition("/")
    each = int(rate or 1)
    return f"{int(count) + 3600 * each}/{each}s"


def secondary(root: ET.Element) -> None:
    """A shot in a storyline of its own that hangs over a gap."""
    replaced(root, 3, '<gap name="Gap" offset="{offset}" start="3600s" duration="{duration}"/>')
    gap = spine(root)[shot_at(root, "gap")]
    clip = gap[0]
    gap.remove(clip)
    line = ET.Element("spine", lane="1", offset="3600s")
    del clip.attrib["lane"]
    line.append(clip)
    gap.insert(0, line)


def shot_at(root: ET.Element, tag: str) -> int:
    return next(n for n, c in enumerate(spine(root)) if c.tag == tag)


FCPXML_WAYS: dict[str, Callable[[ET.Element], None]] = {
    "compound clip": lambda root: in_media(root, 3, "ref-clip"),
    "multicam clip": lambda root: in_media(root, 3, "mc-clip"),
    "synchronized clip": lambda root: replaced(
        root, 3, '<sync-clip offset="{offset}" duration="{duration}"><spine/></sync-clip>', "spine"
    ),
    "audition": audition,
    "clip around it": lambda root: replaced(root, 3, '<clip offset="{offset}" duration="{duration}" start="0s"/>'),
    "over a gap": lambda root: replaced(
        root, 3, '<gap name="Gap" offset="{offset}" start="3600s" duration="{duration}"/>'
    ),
    "storyline over a gap": secondary,
    "time code on files": lambda root: renumbered(root, True, False),
    "time code on the timeline": lambda root: renumbered(root, False, True),
    "time code on both": lambda root: renumbered(root, True, True),
    "no offsets": lambda root: [item.attrib.pop("offset", None) for item in spine(root)] and None,
    "metadata gone": lambda root: [e.remove(m) for e in list(root.iter()) for m in e.findall("metadata")] and None,
    "clip in a compound in a compound": lambda root: (in_media(root, 3, "ref-clip"), nested(root))[1],
}


def nested(root: ET.Element) -> None:
    at = shot_at(root, "ref-clip")
    ref = spine(root)[at]
    resources = root.find("resources")
    assert resources is not None
    media = ET.SubElement(resources, "media", id="r901", name="Outside")
    line = ET.SubElement(ET.SubElement(media, "sequence", format="r1", tcStart="0s"), "spine")
    spine(root).remove(ref)
    line.append(ref)
    spine(root).insert(at, ET.Element("ref-clip", ref="r901", name="Outside", duration=ref.get("duration", "")))


@pytest.mark.parametrize("way", FCPXML_WAYS)
def test_one_cut_written_in_every_way_of_final_cut_is_the_same_cut(way, tmp_path):
    root = tree()
    FCPXML_WAYS[way](root)
    assert diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).in_words() == "Nothing changed."


def otio_tree() -> dict[str, Any]:
    return json.loads((folder() / "otio_unchanged.otio").read_text())


def v1(whole: dict[str, Any]) -> list[dict[str, Any]]:
    return whole["tracks"]["children"][0]["children"]


def third(whole: dict[str, Any]) -> int:
    return next(n for n, c in enumerate(v1(whole)) if c["name"].startswith("Shot 03"))


def time(value: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": 16.0, "value": value}


def span(start: float, long: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(long)}


def of(schema: str, children: list[Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"OTIO_SCHEMA": schema, "name": "", **({} if children is None else {"children": children}), **fields}


def frames(clip: dict[str, Any]) -> float:
    return clip["source_range"]["duration"]["value"]


def stacked(whole: dict[str, Any], trim: float = 0) -> None:
    """A shot in a nested sequence; with a trim, in one that is longer than what is seen of it."""
    n = third(whole)
    clip = v1(whole)[n]
    before = [of("Gap.1", source_range=span(0, trim))] if trim else []
    inside = of("Stack.1", [of("Track.1", [*before, clip], kind="Video")])
    v1(whole)[n] = inside | ({"source_range": span(trim, frames(clip))} if trim else {})


def lifted(whole: dict[str, Any]) -> None:
    """A shot on a track above, over a gap."""
    n = third(whole)
    clip = v1(whole)[n]
    before = sum(frames(c) for c in v1(whole)[:n] if "source_range" in c)
    v1(whole)[n] = of("Gap.1", source_range=span(0, frames(clip)))
    whole["tracks"]["children"].insert(
        1, of("Track.1", [of("Gap.1", source_range=span(0, before)), clip], kind="Video")
    )


def coded(whole: dict[str, Any], available: bool = True) -> None:
    """Time codes of an hour on every file, with or without the range that says so."""
    for clip in v1(whole):
        if "source_range" in clip:
            clip["source_range"]["start_time"]["value"] += 57600
            for marker in clip["markers"]:
                marker["marked_range"]["start_time"]["value"] += 57600
            reference = clip["media_references"]["DEFAULT_MEDIA"]
            if available:
                reference["available_range"]["start_time"]["value"] += 57600
            else:
                reference["available_range"] = None


def old_schemas(whole: dict[str, Any]) -> None:
    """As the library wrote before it had several media a clip."""
    for clip in v1(whole):
        if clip["OTIO_SCHEMA"] == "Clip.2":
            clip["OTIO_SCHEMA"] = "Clip.1"
            clip["media_reference"] = clip.pop("media_references")["DEFAULT_MEDIA"]
            clip.pop("active_media_reference_key")


def other_rate(whole: dict[str, Any]) -> None:
    def walk(one: Any) -> None:
        for value in one.values() if isinstance(one, dict) else one if isinstance(one, list) else ():
            walk(value)
        if isinstance(one, dict) and one.get("OTIO_SCHEMA") == "RationalTime.1" and one["rate"] == 16.0:
            one |= {"value": one["value"] * 1.5, "rate": 24.0}

    walk(whole)


def collection(whole: dict[str, Any]) -> None:
    inside = dict(whole)
    whole.clear()
    whole |= of("SerializableCollection.1", [inside])


def urls_lost(whole: dict[str, Any]) -> None:
    for clip in v1(whole):
        if "media_references" in clip:
            clip["media_references"]["DEFAULT_MEDIA"] = of("MissingReference.1")


OTIO_WAYS: dict[str, Callable[[dict[str, Any]], None]] = {
    "nested sequence": stacked,
    "trimmed nested sequence": lambda whole: stacked(whole, 20),
    "track above": lifted,
    "time code on files": coded,
    "time code on files, unsaid": lambda whole: coded(whole, False),
    "time code on the timeline": lambda whole: whole.update(global_start_time=time(57600)),
    "older schemas": old_schemas,
    "another rate": other_rate,
    "collection": collection,
    "media gone": urls_lost,
    "empty tracks": lambda whole: whole["tracks"]["children"].append(of("Track.1", [], kind="Video")),
    "metadata gone": lambda whole: [c.update(metadata={}) for c in v1(whole)] and None,
}


@pytest.mark.parametrize("way", OTIO_WAYS)
def test_one_cut_written_in_every_way_of_opentimelineio_is_the_same_cut(way, tmp_path):
    whole = otio_tree()
    OTIO_WAYS[way](whole)
    assert diff_of_text(json.dumps(whole), ".otio", tmp_path).in_words() == "Nothing changed."


# -- what is seen ------------------------------------------------------------------------------------------------------
def test_a_shot_that_covers_a_part_of_another_cuts_it_and_neither_goes(tmp_path):
    root = tree()
    at, clip = shot(root, 3)
    moved = copy.deepcopy(clip)
    for child in list(moved):
        if child.tag != "metadata":
            moved.remove(child)
    spine(root).remove(clip)
    _, under = shot(root, 4)
    moved.attrib |= {"lane": "1", "offset": "16/16s", "start": "8/16s", "duration": "16/16s"}
    under.insert(1, moved)
    diff = diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)
    ids = [s.id for s in film().shots]
    assert [s.id for s in diff.story.shots if s.id in ids] == [ids[0], ids[1], ids[3], ids[2], ids[4], ids[5]]
    assert len(diff.story.shots) == 7, "shot 4 before and after what covers it"
    assert not any("not in the cut" in words for words in applied(diff))


def test_a_see_through_shot_over_another_leaves_both(tmp_path):
    root = tree()
    _, clip = shot(root, 3)
    spine(root).remove(clip)
    _, under = shot(root, 4)
    moved = ET.fromstring(
        f'<asset-clip ref="{clip.get("ref")}" lane="1" offset="8/16s" start="8/16s" duration="40/16s"><adjust-blend amount="0.5"/></asset-clip>'
    )
    under.insert(1, moved)
    diff = diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)
    assert {s.id for s in diff.story.shots} == {s.id for s in film().shots}
    assert "opacity" in named(diff) and "seen together with another" in named(diff)


def test_a_clip_above_whose_file_is_missing_hides_nothing(tmp_path):
    root = tree()
    resources = root.find("resources")
    assert resources is not None
    resources.append(
        ET.fromstring('<asset id="r90" name="drone" duration="10s" hasVideo="1"><media-rep src="drone.mp4"/></asset>')
    )
    _, under = shot(root, 4)
    under.insert(1, ET.fromstring('<asset-clip ref="r90" lane="1" offset="8/16s" duration="40/16s" name="drone"/>'))
    diff = diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)
    assert diff.is_empty and "'drone' above the main storyline left out; its file is not beside the cut" in named(diff)


def test_black_in_the_middle_moves_no_sound_against_the_picture(tmp_path):
    story = film()
    root = tree()
    at, clip = shot(root, 1)
    sound = next(c for c in clip if c.get("name") == "tone")
    clip.remove(sound)
    n, second = shot(root, 4)
    sound.set("offset", "24/16s")
    second.insert(1, sound)
    spine(root).insert(n, ET.fromstring('<gap name="Gap" start="3600s" duration="2s"/>'))
    moved = next(
        i
        for t in diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path).story.sound.tracks
        for i in t.items
    )
    begins = sum(s.duration_s for s in story.shots[:3])
    assert moved.at_s == begins + 1.0, "a second into shot 4, wherever black stands"


# -- files of other kinds -----------------------------------------------------------------------------------------------
def test_a_newer_opentimelineio_is_said_as_that(tmp_path):
    text = json.dumps(otio_tree()).replace("Clip.2", "Clip.9")
    with pytest.raises(BadInput, match="newer OpenTimelineIO") as why:
        diff_of_text(text, ".otio", tmp_path)
    assert "fcpxml" in (why.value.hint or "")


def test_a_compound_clip_that_holds_itself_is_one_typed_error(tmp_path):
    root = tree()
    in_media(root, 3, "ref-clip")
    inside = root.find(".//media/sequence/spine")
    assert inside is not None
    inside.append(ET.fromstring('<ref-clip ref="r900" duration="3s"/>'))
    with pytest.raises(BadInput):
        diff_of_text(ET.tostring(root, encoding="unicode"), ".fcpxml", tmp_path)


def test_two_collections_say_which_timeline_was_read(tmp_path):
    whole = otio_tree()
    other = of("Timeline.1", name="Offcuts", tracks=of("Stack.1", []))
    text = json.dumps(of("SerializableCollection.1", [other, whole]))
    assert "another timeline, 'Offcuts' left out; 'What Ben Did' is the one that is read" in named(
        diff_of_text(text, ".otio", tmp_path)
    )


def test_a_bundle_without_a_file_in_it_is_one_typed_error(tmp_path):
    (tmp_path / "cut.fcpxmld").mkdir()
    with pytest.raises(BadInput, match="no Info.fcpxml"):
        diff_of(Path(tmp_path / "cut.fcpxmld"))
