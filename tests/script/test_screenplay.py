"""Screenplays in and out: no line is lost, a hundred scenes are quick, damaged files are refused with what to do."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools import few_or_all, try_on
from vgot.errors import BadInput
from vgot.script.formats.fdx_out import export_fdx
from vgot.script.formats.fountain import export_fountain
from vgot.script.formats.screenplay import import_screenplay, parse_heading, read_screenplay
from vgot.story.model import MAX_SHOTS, dump_story, load_story

NAMES = ("MARY", "OLD TOM", "DR. LEE", "ANA-SOFIA", "THE CAPTAIN", "NARRATOR")
PLACES = ("HARBOUR", "TOM'S KITCHEN", "LIGHTHOUSE - GALLERY", "STREET", "ENGINE ROOM 2")
TIMES = ("DAY", "NIGHT", "DAWN", "CONTINUOUS", "LATER")
WORDS = (
    "She",
    "lifts",
    "the",
    "crate.",
    "Rain",
    "falls",
    "on",
    "glass;",
    "he",
    "waits,",
    "counting",
    "to",
    "ten.",
    "—",
    "a",
    "lamp",
    "(broken)",
    "swings",
    "1943",
    "café",
    "don't",
    "Waves!",
    "INSERT",
    "letter:",
    "“Come",
    "home”",
)

words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12).map(" ".join).filter(lambda t: not t.isupper())
action = st.lists(words, min_size=1, max_size=3).map("\n".join)
speech = st.lists(words.filter(lambda t: not t.startswith("(")), min_size=1, max_size=3).map("\n".join)


@st.composite
def block(draw):
    kind = draw(
        st.sampled_from(
            ["action"] * 5
            + ["dialogue"] * 5
            + ["parenthetical", "extension", "transition", "section", "synopsis", "note", "centered", "break", "forced"]
        )
    )
    if kind == "action":
        return draw(action)
    name = draw(st.sampled_from(NAMES))
    if kind == "dialogue":
        return f"{name}\n{draw(speech)}"
    if kind == "parenthetical":
        return f"{name}\n(softly)\n{draw(speech)}\n(beat)\n{draw(speech)}"
    if kind == "extension":
        return f"{name} (V.O.)\n{draw(speech)}"
    text = draw(words)
    return {
        "transition": "CUT TO:",
        "section": f"# {text}",
        "synopsis": f"= {text}",
        "note": f"[[{text}]]",
        "centered": f"> {text} <",
        "break": "===",
        "forced": f"!{text.upper()}",
    }[kind]


@st.composite
def scene(draw):
    side = draw(st.sampled_from(["INT.", "EXT.", "INT./EXT.", "EST."]))
    number = draw(st.sampled_from(["", "", f" #{draw(st.integers(1, 99))}#"]))
    heading = f"{side} {draw(st.sampled_from(PLACES))} - {draw(st.sampled_from(TIMES))}{number}"
    return "\n\n".join([heading, *draw(st.lists(block(), min_size=1, max_size=5))])


@st.composite
def script(draw, least=1, most=6):
    scenes = draw(st.lists(scene(), min_size=least, max_size=most))
    return f"Title: {draw(words)}\nAuthor: A. Writer\n\nFADE IN:\n\n" + "\n\n".join(scenes) + "\n"


def lines_of(text):
    """The lines of a script as they must come back: white space single, forcing marks and (CONT'D) gone."""
    out = []
    for line in text.split("\n"):
        line = re.sub(r"\s*\(CONT['’]D\)", "", line.replace("\u200b", ""), flags=re.IGNORECASE)
        line = " ".join(re.sub(r"^\s*(?:!|@|>(?!.*<\s*$))", "", line).split())
        line = re.sub(r"\s*<$", " <", re.sub(r"^>\s*", "> ", line))
        if line:
            out.append(line)
    return out


def without_repeated_cues(lines):
    """A cue that goes on for the same speaker may be written once."""
    return [line for line in lines if not (line.isupper() and line.split(" (")[0] in NAMES)]


@few_or_all(40, 120)
def test_every_line_of_a_script_comes_back_in_its_order(many):
    def check(text):
        story = import_screenplay(text)
        back = export_fountain(story)
        want, got = without_repeated_cues(lines_of(text)), without_repeated_cues(lines_of(back))
        if "[[" in text:  # a note stands before its shot
            want, got = sorted(want), sorted(got)
        assert got == want
        spoken = {n for n in NAMES if re.search(rf"^{re.escape(n)}(?: \(|$)", text, re.MULTILINE)}
        assert spoken == {n for n in NAMES if re.search(rf"^@?{re.escape(n)}(?: \(|$)", back, re.MULTILINE)}
        assert load_story(dump_story(story)) == story

    try_on(check, many, script())


@few_or_all(20, 60)
def test_writing_and_reading_again_changes_nothing_more(many):
    def check(text):
        once = export_fountain(import_screenplay(text))
        assert export_fountain(import_screenplay(once)) == once

    try_on(check, many, script())


@few_or_all(20, 60)
def test_final_draft_holds_what_fountain_holds_and_comes_back_to_the_same_script(many):
    def check(text):
        story = import_screenplay(text)
        once = import_screenplay(export_fountain(story))
        assert import_screenplay(export_fdx(story), "a.fdx") == once
        assert export_fdx(import_screenplay(export_fdx(once), "a.fdx")) == export_fdx(once)

    try_on(check, many, script())


def test_action_in_capitals_stays_action_in_both_formats():
    story = import_screenplay("INT. ROOM - DAY\n\n!NORA\n!OPENS IT.\n\n!EXT. AND ALL\n\nNORA\n*Now* or __never__.\n")
    assert story.shots[0].domains.relation == "NORA\nOPENS IT."
    for back in (import_screenplay(export_fountain(story)), import_screenplay(export_fdx(story), "a.fdx")):
        assert [s.domains.relation for s in back.shots] == [s.domains.relation for s in story.shots]
        assert [x.text for s in back.shots for x in s.lines] == ["*Now* or __never__."]


def test_final_draft_gets_its_own_containers():
    text = "Title: A\nDraft date: 1 May\n\nINT. ROOM - DAY #7A#\n\n= She looks.\n\n[[ask Ben]]\n\nShe *looks* at **him**.\n\n===\n\nEXT. PIER - DAY\n\nRain."
    made = export_fdx(import_screenplay(text))
    assert '<Paragraph Type="Scene Heading" Number="7A">' in made and "<SceneProperties>" in made
    assert "<ScriptNote>" in made and '<Text Style="Italic">looks</Text>' in made and 'StartsNewPage="Yes"' in made
    assert import_screenplay(made, "a.fdx") == import_screenplay(export_fountain(import_screenplay(text)))
    assert "Draft date: 1 May" in import_screenplay(made, "a.fdx").shots[0].notes


def hundred_scenes():
    out = ["Title: One Hundred"]
    for n in range(100):
        place = PLACES[n % 5]
        out += [
            f"{('INT.', 'EXT.')[n % 2]} {place} {n % 30} - {TIMES[n % 4]} #{n + 1}#",
            f"{NAMES[n % 3]} crosses the room with crate number {n} and a lamp.\nNobody looks up.",
            f"{NAMES[n % 5]}\n(quietly)\nThis is line {n} of the film.\nAnd there is more of it.",
            f"The lamp of scene {n} goes out.",
            f"{NAMES[(n + 1) % 5]} (O.S.)\nWho is there, {n}?",
            "CUT TO:",
        ]
    return "\n\n".join(out) + "\n"


def test_a_hundred_scenes_are_imported_in_two_seconds_and_come_back_whole():
    text = hundred_scenes()
    began = time.perf_counter()
    story = import_screenplay(text)
    took = time.perf_counter() - began
    assert took < 2
    assert len(story.shots) == 200 and len(story.places) > 20 and len(story.cast) == 5
    assert lines_of(export_fountain(story)) == lines_of(text)


def test_headings_fill_places_background_and_light_and_dialogue_stays_on_the_shot():
    story = import_screenplay("""INT. OLD KITCHEN - NIGHT

MARY (30s), in a red coat, waits by the stove.

MARY
(whispering)
Who is there?

EXT. BEACH - DAWN

Waves.
""")
    first, second = story.shots
    assert [p.name for p in story.places] == ["Old kitchen", "Beach"] and first.place == "old-kitchen"
    assert "Old kitchen" in first.domains.background and first.domains.lighting.startswith("Night")
    assert "morning light" in second.domains.lighting
    assert story.cast[0].name == "Mary" and story.cast[0].stages[0].look == "30s, in a red coat, waits by the stove"
    assert [(line.character, line.text) for line in first.lines] == [("mary", "(whispering) Who is there?")]
    assert [p.character for p in first.who] == ["mary"] and second.who == []
    assert first.domains.relation == "MARY (30s), in a red coat, waits by the stove."


def test_an_edit_is_written_and_what_nobody_wrote_is_not():
    text = "EXT. BEACH - DAY\n\nMary runs along the water.\n"
    story = import_screenplay(text)
    assert "[[" not in export_fountain(story)
    shot = story.shots[0]
    edited = story.model_copy(
        update={
            "shots": [
                shot.model_copy(
                    update={
                        "domains": shot.domains.model_copy(update={"lighting": "Green light from nowhere."}),
                        "notes": shot.notes + "\nask Tom",
                    }
                )
            ]
        }
    )
    out = export_fountain(edited)
    assert "[[lighting: Green light from nowhere.]]" in out and "[[ask Tom]]" in out
    back = import_screenplay(out)
    assert back.shots[0].domains.lighting == "Green light from nowhere." and len(back.shots) == 1


def test_a_written_story_becomes_a_screenplay_and_comes_back_with_its_domains():
    from tests.script.test_rewrite import story

    given_story = story(5)
    back = import_screenplay(export_fountain(given_story))
    assert [s.domains.camera for s in back.shots] == [s.domains.camera for s in given_story.shots]
    assert [s.domains.character for s in back.shots] == [s.domains.character for s in given_story.shots]
    assert [s.summary for s in back.shots] == [s.summary for s in given_story.shots]
    assert back.title == "Crates" and [p.name for p in back.places] == ["Old harbour"]


def fdx(*paragraphs):
    made = "".join(
        f'<Paragraph Type="{t}">{"".join(f"<Text>{r}</Text>" for r in runs)}</Paragraph>' for t, *runs in paragraphs
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<FinalDraft DocumentType="Script" Version="5">'
        f"<Content>{made}</Content></FinalDraft>"
    )


def test_final_draft_is_read_with_all_its_runs_and_dual_dialogue():
    text = fdx(
        ("Scene Heading", "INT. CELLAR - NIGHT"),
        ("Action", "A ", "broken", " lamp swings."),
        ("Character", "MARY (V.O.)"),
        ("Parenthetical", "(low)"),
        ("Dialogue", "Who ", "left it on?"),
        ("Transition", "CUT TO:"),
    )
    dual = (
        '<Paragraph><DualDialogue><Paragraph Type="Character"><Text>TOM</Text></Paragraph><Paragraph Type="Dialogue">'
        "<Text>Not me.</Text></Paragraph></DualDialogue></Paragraph>"
    )
    story = import_screenplay(text.replace("</Content>", dual + "</Content>").encode(), "cellar.fdx")
    assert story.shots[0].domains.relation == "A broken lamp swings." and story.shots[0].place == "cellar"
    assert [line.text for s in story.shots for line in s.lines] == ["(V.O.) (low) Who left it on?", "Not me."]
    assert story.title == "cellar" and "CUT TO:" in export_fountain(story)


@pytest.mark.parametrize(
    "content, name",
    [
        (b"", "a.fountain"),
        (b"\n\n  \n", "a.fountain"),
        (b"<FinalDraft><Content>", "a.fdx"),
        (b"<html></html>", "a.fdx"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><FinalDraft><Content/></FinalDraft>", "a.fdx"),
        (b"x" * 5_000_000, "a.fountain"),
        (b"Title: Only\nAuthor: Me\n", "a.fountain"),
    ],
)
def test_what_is_no_script_is_refused_with_what_to_do(content, name):
    with pytest.raises(BadInput) as why:
        import_screenplay(content, name)
    assert why.value.hint and why.value.field == "script"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=400) | st.binary(max_size=400), st.sampled_from(["a.fountain", "a.fdx", "a.txt"]))
def test_any_bytes_are_read_or_refused(content, name):
    try:
        story = import_screenplay(content, name)
    except BadInput:
        return
    assert story.shots
    export_fountain(story)


def test_more_beats_than_shots_are_joined_or_refused():
    many = "EXT. SEA - DAY\n\n" + "\n\n".join(f"Wave number {n} comes." for n in range(1200)) + "\n"
    story = import_screenplay(many)
    assert len(story.shots) <= MAX_SHOTS
    assert re.findall(r"number (\d+)", export_fountain(story)) == [str(n) for n in range(1200)]
    talk = "EXT. SEA - DAY\n\n" + "\n\n".join(f"Wave {n}.\n\nMARY\nYes {n}." for n in range(600))
    story = import_screenplay(talk)
    said = " ".join([f"{s.domains.relation} {' '.join(x.text for x in s.lines)}" for s in story.shots])
    assert len(story.shots) <= MAX_SHOTS and all(f"Wave {n}." in said and f"Yes {n}." in said for n in range(600))
    assert any("two beats in one shot" in s.notes for s in story.shots)
    scenes = "\n\n".join(f"EXT. SEA {n} - DAY\n\nWave {n}." for n in range(600))
    story, source = read_screenplay(scenes)
    assert len(story.shots) == MAX_SHOTS and [s.filmed for s in source.scenes] == [True] * 500 + [False] * 100
    assert source.dropped[0]["what"] == "scene 501: EXT. SEA 500 - DAY, 6 words" and len(source.dropped) >= 100
    story, source = read_screenplay(scenes, scenes=[3, 599, 600])
    assert [s.domains.relation for s in story.shots] == ["Wave 2.", "Wave 598.", "Wave 599."]
    with pytest.raises(BadInput, match="no scene 601"):
        read_screenplay(scenes, scenes=[601])


def test_long_speeches_and_crowds_keep_their_words():
    text = (
        "INT. HALL - DAY\n\nMARY\n"
        + "word " * 400
        + "\n\n"
        + "\n\n".join(f"GUEST {n}\nHello {n}." for n in range(30))
        + "\n"
    )
    story = import_screenplay(text)
    assert len(story.cast) == 31 and all(len(line.text) <= 500 for s in story.shots for line in s.lines)
    back = export_fountain(story)
    assert back.count("word") == 400 and all(f"GUEST {n}\nHello {n}." in back for n in range(30))


@pytest.mark.parametrize(
    "heading, parts",
    [
        ("INT. KITCHEN - NIGHT", ("INT", "KITCHEN", "NIGHT")),
        ("EXT. SEA", ("EXT", "SEA", "")),
        ("Dream", ("", "Dream", "")),
        ("INT./EXT. CAR - ROAD - DUSK #12A#", ("INT./EXT", "CAR - ROAD", "DUSK")),
    ],
)
def test_headings_are_read(heading, parts):
    assert parse_heading(heading) == parts
