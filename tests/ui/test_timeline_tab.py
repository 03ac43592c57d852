"""The Timeline in a real Chromium: sound brought in, placed and heard; markers that reach the editor; exports with a
preview and progress; an editor's cut looked at and applied."""

from __future__ import annotations

import zipfile
from pathlib import Path

import av
import numpy as np
import opentimelineio as otio
import pytest

from tests.ui.browsing import expect
from vgot.media.audio import RATE, write_wav
from vgot.sound.tracks import find_sound

pytestmark = pytest.mark.browser


@pytest.fixture
def beep(tmp_path) -> Path:
    """One second of a loud tone."""
    t = np.arange(RATE) / RATE
    path = tmp_path / "beep.wav"
    write_wav(path, np.repeat((0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)[:, None], 2, axis=1))
    return path


def samples_of(film: Path) -> np.ndarray:
    with av.open(str(film)) as container:
        return np.concatenate([f.to_ndarray().reshape(-1, 2) for f in container.decode(audio=0)]).astype(np.float32)


def on_timeline(desk, film):
    page = desk.open(film)
    desk.tab("Timeline")
    page.wait_for_selector("#timeline .vg-piece")
    return page


def drag(page, node, dx: float, dy: float = 0.0):
    box = node.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2, steps=4)
    page.mouse.move(x + dx, y + dy, steps=6)
    page.mouse.up()


def test_a_sound_is_chosen_placed_trimmed_and_heard_in_the_export(desk, film, beep, tmp_path):
    page = on_timeline(desk, film)
    page.click("#timeline [data-side=sound]")
    with page.expect_file_chooser() as chooser:
        page.click("#add-effects")
    chooser.value.set_files(str(beep))
    desk.until(lambda: film.story.sound.tracks)
    item = film.story.sound.tracks[0].items[0].id
    sound = page.locator(f"#timeline .vg-sound[data-item='{item}']")
    sound.wait_for()
    page.wait_for_function("document.querySelector('#timeline .vg-sound .vg-wave').getAttribute('d')?.length > 100")
    px = page.evaluate(
        "document.querySelector('#timeline .vg-piece').getBoundingClientRect().width / vgot.state.story.shots[0].duration_s"
    )
    drag(page, sound.locator(".vg-soundbody"), 2 * px)
    desk.until(
        lambda: (
            (find_sound(film.story.sound, item).shot, find_sound(film.story.sound, item).at_s)
            == (film.story.shots[2].id, 0.0)
        )
    )
    edge = sound.locator(".vg-edge-out")
    edge.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    desk.until(lambda: find_sound(film.story.sound, item).out_s == pytest.approx(0.5))
    film.export(tmp_path / "film.mov")
    loud = np.flatnonzero(np.abs(samples_of(tmp_path / "film.mov")).max(axis=1) > 200)
    assert abs(loud[0] - 2 * RATE) < 60 and abs(loud[-1] - 2.5 * RATE) < 60
    page.click("#timeline .vg-mute")
    desk.until(lambda: film.story.sound.tracks[0].muted)
    page.keyboard.press("Control+z")
    desk.until(lambda: not film.story.sound.tracks[0].muted)
    sound.locator(".vg-soundbody").focus()
    page.keyboard.press("Delete")
    desk.until(lambda: not film.story.sound.tracks[0].items)
    page.keyboard.press("Control+z")
    desk.until(lambda: film.story.sound.tracks[0].items)


def test_a_dropped_sound_plays_with_the_picture_and_follows_seeking_and_pausing(desk, film, beep):
    page = on_timeline(desk, film)
    data = beep.read_bytes().hex()
    page.evaluate(
        """hex => { const bytes = Uint8Array.from(hex.match(/../g).map((h) => parseInt(h, 16))), dt = new DataTransfer(); dt.items.add(new File([bytes], "dropped.wav"));
        const to = document.querySelector("#timeline .vg-table"), r = to.getBoundingClientRect();
        for (const type of ["dragover", "drop"]) to.dispatchEvent(new DragEvent(type, {dataTransfer: dt, bubbles: true, cancelable: true, clientX: r.left + 120, clientY: r.top + 60})); }""",
        data,
    )
    desk.until(lambda: film.story.sound.tracks and film.story.sound.tracks[0].kind == "music")
    page.wait_for_function("document.querySelector('#cut-sound').readyState >= 1")
    assert abs(page.evaluate("document.querySelector('#cut-sound').duration") - 4.0) < 0.01, (
        "the mix is as long as the film"
    )
    page.click("#timeline-play")
    page.wait_for_function(
        "(() => { const a = document.querySelector('#cut-sound'), t = Number(document.querySelector('#timeline .vg-transport input').value); return t > 1 && !a.paused && Math.abs(a.currentTime - t) < 0.3; })()"
    )
    page.keyboard.press("k")
    page.wait_for_function("document.querySelector('#cut-sound').paused")
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('#cut-sound').currentTime < 0.05")
    page.click("#timeline-sound")
    page.keyboard.press("l")
    page.wait_for_function("Number(document.querySelector('#timeline .vg-transport input').value) > 0.4")
    assert page.evaluate("document.querySelector('#cut-sound').paused"), "sound that was switched off stays off"
    page.keyboard.press("k")


@pytest.mark.slow
@pytest.mark.needs("espeak-ng")
def test_lines_are_spoken_by_a_scratch_voice_and_a_shot_takes_its_length_from_them(desk, film):
    page = on_timeline(desk, film)
    page.click("#timeline [data-side=sound]")
    page.fill("#shot-lines", "Mary: I have waited here for you through all of the winter.\nAnd so she did.")
    page.locator("#shot-lines").blur()
    desk.until(
        lambda: [(x.character, x.text[:6]) for x in film.story.shots[0].lines] == [("mary", "I have"), (None, "And so")]
    )
    page.select_option("#voices", "scratch")
    page.wait_for_selector("#timeline .vg-sound[data-kind=lines]")
    expect(page.locator("#timeline .vg-sound[data-kind=lines]").first).to_contain_text(
        "scratch voice", use_inner_text=True
    )
    page.click("#fit-lines")
    desk.until(lambda: film.story.shots[0].duration_s > 2.0)
    desk.until_still()


def test_a_marker_set_with_m_is_named_moved_undone_and_arrives_in_the_otio(desk, film, tmp_path):
    page = on_timeline(desk, film)
    page.locator("#timeline .vg-body").first.click()
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("m")
    page.wait_for_selector("#marker-name:focus")
    page.keyboard.type("Louder here")
    page.keyboard.press("Enter")
    desk.until(lambda: [(m.name, m.at_s) for m in film.story.shots[2].markers] == [("Louder here", 0.0)])
    page.fill("#marker-note", "ask the composer")
    page.locator("#marker-note").blur()
    desk.until(lambda: film.story.shots[2].markers[0].note == "ask the composer")
    flag = page.locator("#timeline .vg-flag")
    flag.focus()
    page.keyboard.press("ArrowRight")
    desk.until(lambda: film.story.shots[2].markers[0].at_s == 0.125)
    whole = otio.adapters.read_from_file(str(film.export(tmp_path / "film.otio")))
    found = {(m.name, m.comment) for c in whole.tracks[0].find_clips() for m in c.markers}
    assert ("Louder here", "ask the composer") in found
    page.wait_for_selector("#timeline .vg-flag:focus")
    page.keyboard.press("Delete")
    desk.until(lambda: not film.story.shots[2].markers)
    page.keyboard.press("Control+z")
    desk.until(lambda: film.story.shots[2].markers)


def test_the_export_dialog_shows_a_page_and_makes_a_storyboard_and_a_film(desk, film):
    page = on_timeline(desk, film)
    page.click("#timeline-export")
    page.wait_for_selector("#exports .vg-shown img")
    expect(page.locator("#exports")).to_contain_text("H.264", use_inner_text=True)
    page.click("#exports [data-kind='storyboard.pdf']")
    page.wait_for_function("document.querySelector('#exports .vg-previewbox').innerText.includes('1 page of A4')")
    with page.expect_download() as got:
        page.click("#export-go")
    assert Path(got.value.path()).read_bytes()[:5] == b"%PDF-" and got.value.suggested_filename.endswith(".pdf")
    page.click("#exports [data-kind='film.mp4']")
    page.select_option("#export-aspect", "1:1")
    page.select_option("#export-fps", "24")
    page.wait_for_function("document.querySelector('#exports .vg-previewbox').innerText.includes('24 fps')")
    page.fill("#card-opening", "Hello")
    page.locator("#card-opening").blur()
    desk.until(lambda: film.story.titles.opening and film.story.titles.opening.text == "Hello")
    page.wait_for_function("document.querySelector('#exports .vg-previewbox').innerText.includes('Opening card')")
    with page.expect_download(timeout=60_000) as got:
        page.click("#export-go")
    with av.open(str(got.value.path())) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (90, 90, 24) and stream.frames == round(
            (4 + 2.5) * 24
        )
    expect(page.locator("#export-doing")).to_contain_text("is saved", use_inner_text=True)
    page.keyboard.press("Escape")
    expect(page.locator("#exports")).to_be_hidden()


def test_what_is_not_up_to_date_says_so_in_the_dialog(desk, story_only):
    page = on_timeline(desk, story_only)
    page.click("#timeline-export")
    page.wait_for_function("document.querySelector('#export-doing').textContent.includes('older than your last edits')")
    expect(page.locator("#export-go")).to_be_disabled()
    page.click("#exports [data-kind='shots.csv']")
    page.wait_for_function("document.querySelector('#exports .vg-text').textContent.includes('summary')")
    expect(page.locator("#export-go")).to_be_enabled()


def test_an_edited_otio_shows_its_diff_and_is_applied_with_one_undo(desk, film, tmp_path):
    page = on_timeline(desk, film)
    page.click("#timeline-export")
    page.click("#exports [data-kind='cut.otio']")
    with page.expect_download(timeout=60_000) as got:
        page.click("#export-go")
    zipfile.ZipFile(got.value.path()).extractall(tmp_path / "cut")
    page.keyboard.press("Escape")
    source = tmp_path / "cut" / "cut.otio"
    whole = otio.adapters.read_from_file(str(source))
    del whole.tracks[0][len(whole.tracks[0]) - 1]
    otio.adapters.write_to_file(whole, str(source))
    before = film.head()
    page.click("#read-cut")
    page.set_input_files("#cut-files", str(source))
    page.wait_for_selector("dialog[open] .vg-diff li")
    expect(page.locator("dialog[open] .vg-diff")).to_contain_text(
        "Shot 4 is not in the cut any more", use_inner_text=True
    )
    assert film.head().revision == before.revision
    page.click("#apply-cut")
    desk.until(lambda: len(film.story.shots) == 3)
    page.wait_for_function("vgot.state.story.shots.length === 3")
    page.keyboard.press("Control+z")
    desk.until(lambda: film.story == before.story)
    page.click("#read-cut")
    (tmp_path / "bad.otio").write_text("{")
    page.set_input_files("#cut-files", str(tmp_path / "bad.otio"))
    page.wait_for_selector("dialog .vg-wrong:not([hidden])")
    expect(page.locator("dialog .vg-wrong:not([hidden])")).to_contain_text("OpenTimelineIO", use_inner_text=True)


@pytest.mark.slow
def test_what_a_cut_holds_and_a_story_cannot_is_named_before_anything_changes(desk, film, tmp_path):
    page = on_timeline(desk, film)
    source = film.export(tmp_path / "cut.otio")
    whole = otio.adapters.read_from_file(str(source))
    track, time = whole.tracks[0], otio.opentime.RationalTime
    clips = [c for c in track if isinstance(c, otio.schema.Clip)]
    clips[0].effects.append(otio.schema.Effect(name="Glow", effect_name="Glow"))
    clips[1].markers.append(otio.schema.Marker("Louder", otio.opentime.TimeRange(time(2, 8), time(0, 8))))
    track.insert(track.index(clips[2]), otio.schema.Gap(source_range=otio.opentime.TimeRange(time(0, 8), time(12, 8))))
    otio.adapters.write_to_file(whole, str(source))
    before = film.head()
    page.click("#read-cut")
    page.set_input_files("#cut-files", str(source))
    page.wait_for_selector("dialog[open] .vg-diff li")
    said = page.locator("dialog[open] .vg-diff").inner_text()
    assert "effect 'Glow'" in said and "1.50 s of black before shot 3" in said and "Shot 2: 0 -> 1 markers" in said
    assert film.head().revision == before.revision
    (tmp_path / "edit.prproj").write_bytes(b"\x1f\x8b")
    page.set_input_files("#cut-files", str(tmp_path / "edit.prproj"))
    page.wait_for_selector("dialog .vg-wrong:not([hidden])")
    expect(page.locator("dialog .vg-wrong:not([hidden])")).to_contain_text(
        "File > Export > OpenTimelineIO", use_inner_text=True
    )


@pytest.mark.slow
def test_a_beginning_is_left_out_with_the_left_edge_and_nothing_is_drawn_anew(desk, film):
    page = on_timeline(desk, film)
    clips = {p.name: p.take.id for p in film.plan().nodes.values() if p.node.step == "clip"}
    front = page.locator("#timeline .vg-front").nth(1)
    front.focus()
    page.keyboard.press("ArrowRight")
    desk.until(lambda: film.story.shots[1].trim_in_s == 0.125)
    page.keyboard.press("ArrowRight")
    desk.until(lambda: film.story.shots[1].trim_in_s == 0.25)
    desk.until_still()
    desk.until(lambda: film.plan().nodes["film"].take.facts["frames"] == 30)
    assert clips == {p.name: p.take.id for p in film.plan().nodes.values() if p.node.step == "clip"}
    width = page.evaluate(
        "[...document.querySelectorAll('#timeline .vg-piece')].map((p) => p.getBoundingClientRect().width)"
    )
    assert width[1] == pytest.approx(width[0] * 0.75, rel=0.02)


def test_settings_of_a_boundary_that_the_drawn_world_does_not_read_say_so_and_wait_for_models(desk, film):
    page = on_timeline(desk, film)
    page.locator("#timeline .vg-seam").nth(0).click()
    said, noise = page.locator("#seam-unread"), page.get_by_label("Noise")

    def can_be_moved():
        ranges = page.locator("#timeline .vg-ranges label:visible")
        return {r.locator("b").inner_text() for r in ranges.all() if r.locator("input, select").first.is_enabled()}

    page.locator("#timeline .vg-mode[data-mode=bridge]").click()
    page.wait_for_function("vgot.state.story.boundaries[0].mode === 'bridge'")
    expect(said).to_contain_text("reads the length alone", use_inner_text=True)
    assert can_be_moved() == {"Length"}
    page.locator("#timeline .vg-mode[data-mode=reset]").click()
    page.wait_for_function("vgot.state.story.boundaries[0].mode === 'reset'")
    expect(said).to_contain_text("neither Falling off nor Noise", use_inner_text=True)
    assert can_be_moved() == {"Strength", "Weight"}
    film.set_preset("klein-wan5b")
    page.wait_for_function("!vgot.state.drawn")
    expect(said).to_be_hidden()
    expect(noise).to_be_enabled()
