"""A page whose program goes away, refuses, or loses an answer: it says so for as long as it lasts, it goes on by itself, and
nothing that was typed is lost, sent twice or put over what somebody else wrote."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.ui.conftest import Desk

pytestmark = pytest.mark.browser
STRIP = "#vg-trouble:not([hidden])"
NOTHING_LEFT = "!vgot.unsent.all.length && !Object.keys(localStorage).some((k) => k.startsWith('vgot-unsent'))"
NO_STRIP = "!document.querySelector('#vg-trouble:not([hidden])')"


class Line:
    """The line between a page and its program: it can be cut, lose the answers to some verbs, or bring another answer."""

    def __init__(self, page):
        self.cut, self.loses, self.brings, self.asked = False, {}, None, []
        page.route("**/component_server/", self._pass)

    def _pass(self, route):
        verb = route.request.post_data_json["data"]["verb"]
        self.asked.append(verb)
        if self.brings is not None:
            self.brings(route)
        elif self.cut:
            route.abort("connectionrefused")
        elif self.loses.get(verb, 0) > 0:
            self.loses[verb] -= 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()


@pytest.fixture
def troubled(chromium, address):
    """A desk whose console may speak of lost requests, and of nothing else."""
    made = Desk(chromium, address)
    yield made
    problems = [p for p in made.problems if "Failed to load resource" not in p]
    for page in made.context.pages:
        page.unroute_all(behavior="ignoreErrors")
    made.context.close()
    assert not problems, problems


def other_origin(route):
    """The answer of the program's own door to a page of another site."""
    said = route.fetch(headers={**route.request.headers, "origin": "http://films.example:8443"})
    route.fulfill(status=said.status, content_type="application/json", body=said.body())


LOST = {
    "refused": lambda route: route.abort("connectionrefused"),
    "cut": lambda route: route.abort("connectionreset"),
    "empty": lambda route: route.fulfill(status=200, body=""),
    "nothing": lambda route: route.fulfill(status=200, content_type="application/json", body="null"),
    "no object": lambda route: route.fulfill(status=200, content_type="application/json", body='"ok"'),
    "half": lambda route: route.fulfill(status=200, content_type="application/json", body='{"ok": true, "view'),
    "sign-in page": lambda route: route.fulfill(
        status=200, content_type="text/html", body="<html>Please sign in</html>"
    ),
    "bad gateway": lambda route: route.fulfill(
        status=502, content_type="text/html", body="<html>502 Bad Gateway</html>"
    ),
    "failed": lambda route: route.fulfill(status=500, body="Internal Server Error"),
    "another site": other_origin,
}
SAYS = {
    "refused": "does not answer",
    "cut": "does not answer",
    "bad gateway": "cannot reach it (502)",
    "failed": "failed over this request (500)",
    "another site": "another site",
}


#: One of each kind of loss: a line that is cut, an answer that is none, one of another program, a refusal. All of them by `-m slow`.
ALWAYS = ("refused", "half", "bad gateway", "another site")


@pytest.mark.parametrize("how", [how if how in ALWAYS else pytest.param(how, marks=pytest.mark.slow) for how in LOST])
def test_an_answer_that_is_lost_is_said_until_the_program_answers_and_never_stops_the_page(troubled, story_only, how):
    page = troubled.open(story_only)
    line = Line(page)
    line.brings = LOST[how]
    page.wait_for_function(
        "said => document.querySelector('#vg-trouble:not([hidden]) [role=alert]')?.innerText.includes(said)",
        arg=SAYS.get(how, "not the program"),
    )
    page.wait_for_function("vgot.trouble.cause")
    assert len(page.evaluate("vgot.trouble.cause?.hint ?? 'it answers again by now'")) > 10, "it says what to do"
    story_only.edit("shots/2/lighting", "a green lantern")
    line.brings = None
    page.wait_for_function("vgot.state.story.shots[1].domains.lighting === 'a green lantern'")
    page.wait_for_function(NO_STRIP)
    assert page.evaluate("vgot.trouble.cause ?? null") is None


@pytest.mark.slow
def test_one_blip_of_the_line_is_caught_up_with_and_needs_no_words(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.loses = {"look": 1}
    page.wait_for_function("vgot.poll(1) || true")
    troubled.until(lambda: line.loses["look"] == 0)
    story_only.edit("shots/1/camera", "Wide shot")
    page.wait_for_function("vgot.state.story.shots[0].domains.camera === 'Wide shot'")
    assert page.evaluate(NO_STRIP)


def test_a_widget_that_throws_and_a_view_that_cannot_be_shown_do_not_stop_the_page(troubled, story_only):
    page = troubled.open(story_only)
    page.evaluate("vgot.on(() => { throw new Error('a widget broke'); })")
    page.route(
        "**/component_server/",
        lambda route: route.fulfill(
            json={"ok": True, "view": {"project": story_only.id, "revision": 10**6, "story": {"shots": 7}}}
        ),
        times=1,
    )
    page.evaluate("vgot.poll(1)")
    page.wait_for_function("vgot.state.story.shots === 7 || vgot.state.stamp === ''")
    page.evaluate("vgot.state.revision = 1")
    story_only.edit("shots/1/camera", "Wide shot")
    page.wait_for_function("vgot.state.story.shots[0]?.domains.camera === 'Wide shot'")
    said = ("a widget broke", "could not draw", "could not be shown")
    expected = [p for p in troubled.problems if any(words in p for words in said)]
    assert expected, "the console says what could not be shown"
    troubled.problems[:] = [p for p in troubled.problems if p not in expected]


def test_a_refusal_by_the_door_stands_on_the_page_in_the_doors_own_words_with_what_to_do(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.brings = other_origin
    with page.expect_response(lambda r: r.status == 403) as answer:
        page.evaluate("vgot.poll(1)")
    problem = answer.value.json()["problem"]
    for words in (problem["message"], problem["hint"]):
        page.wait_for_function(
            "words => document.querySelector('#vg-trouble:not([hidden])')?.innerText.includes(words)", arg=words
        )
    page.click("#insert-shot")
    page.wait_for_selector("#vg-toasts .vg-bad")
    said = page.locator("#vg-toasts .vg-bad").inner_text()
    assert problem["message"] in said and "Not done: insert a shot" in said and len(story_only.story.shots) == 4


def test_words_typed_while_the_program_is_away_are_marked_outlive_a_reload_and_arrive(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.cut = True
    page.fill("#domain-lighting textarea", "typed while the program was away")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("document.querySelector('#domain-lighting .vg-label small').textContent === 'not saved yet'")
    page.wait_for_selector(STRIP)
    assert (
        "Shot 1, lighting" in page.locator("#vg-trouble").inner_text()
        and "typed while" in page.locator("#vg-trouble").inner_text()
    )
    troubled.choose_shot(2)
    page.fill("#domain-camera textarea", "typed a moment before the reload")
    page.reload()
    page.wait_for_selector(STRIP)
    line.cut = False
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "typed while the program was away")
    troubled.until(lambda: story_only.story.shots[1].domains.camera == "typed a moment before the reload")
    page.wait_for_function(NO_STRIP)
    page.wait_for_function(NOTHING_LEFT)
    assert page.input_value("#domain-lighting textarea") == "typed while the program was away"


@pytest.mark.slow
def test_an_edit_that_arrived_though_its_answer_was_lost_is_not_sent_again_and_meets_no_conflict(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.loses = {"edit": 1}
    page.fill("#domain-lighting textarea", "a candle")
    page.locator("#domain-lighting textarea").blur()
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "a candle")
    page.wait_for_function("!vgot.unsent.all.length && vgot.state.revision === 2")
    assert line.asked.count("edit") == 1 and story_only.head().revision == 2
    assert page.locator(".vg-clash:visible").count() == 0


@pytest.mark.slow
def test_what_is_typed_after_an_edit_whose_answer_was_lost_is_no_conflict_with_it(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.loses = {"edit": 1}
    box = page.locator("#domain-lighting textarea")
    box.fill("a candle")
    box.blur()
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "a candle" and line.loses["edit"] == 0)
    line.cut = True
    box.fill("two candles")
    box.blur()
    page.wait_for_selector(STRIP)
    line.cut = False
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "two candles")
    page.wait_for_function("!vgot.unsent.all.length")
    assert story_only.head().revision == 3 and page.locator(".vg-clash:visible").count() == 0


def away_and_changed(troubled, film, page, line):
    """Two fields typed in while the program is away, and changed there by somebody else."""
    line.cut = True
    for domain in ("lighting", "camera"):
        page.fill(f"#domain-{domain} textarea", f"my {domain}")
        page.locator(f"#domain-{domain} textarea").blur()
        film.edit(f"shots/1/{domain}", f"their {domain}")
    page.wait_for_function("vgot.unsent.all.length === 2")
    line.cut = False
    page.wait_for_function("vgot.unsent.all.length === 2 && vgot.unsent.all.every((e) => e.state === 'clash')")


def test_what_changed_while_the_program_was_away_stands_beside_what_was_typed_and_a_person_chooses(
    troubled, story_only
):
    page = troubled.open(story_only)
    line = Line(page)
    away_and_changed(troubled, story_only, page, line)
    clash = page.locator("#domain-lighting .vg-clash")
    assert "their lighting" in clash.inner_text() and page.input_value("#domain-lighting textarea") == "my lighting"
    assert [story_only.story.shots[0].domains.lighting, story_only.story.shots[0].domains.camera] == [
        "their lighting",
        "their camera",
    ]
    clash.get_by_role("button", name="Keep mine").click()
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "my lighting")
    page.locator("#domain-camera .vg-clash").get_by_role("button", name="Use theirs").click()
    page.wait_for_function("!vgot.unsent.all.length")
    assert page.input_value("#domain-camera textarea") == story_only.story.shots[0].domains.camera == "their camera"


@pytest.mark.slow
def test_a_conflict_of_a_shot_that_is_not_on_the_page_is_shown_above_it_and_outlives_a_reload(troubled, story_only):
    page = troubled.open(story_only)
    away_and_changed(troubled, story_only, page, Line(page))
    troubled.choose_shot(3)
    page.reload()
    page.wait_for_function("globalThis.vgot?.state.ready")
    troubled.choose_shot(3)
    row = page.locator("#vg-trouble li", has_text="Shot 1, lighting")
    row.wait_for()
    assert "my lighting" in row.inner_text() and "their lighting" in row.inner_text()
    row.get_by_role("button", name="Save mine").click()
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "my lighting")
    page.locator("#vg-trouble li", has_text="Shot 1, camera").get_by_role("button", name="Take theirs").click()
    page.wait_for_function(NO_STRIP)
    assert story_only.story.shots[0].domains.camera == "their camera"


@pytest.mark.slow
def test_words_for_a_shot_that_was_deleted_meanwhile_stay_and_can_be_saved_when_it_is_back(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    line.cut = True
    page.fill("#domain-lighting textarea", "for a shot that goes")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_selector(STRIP)
    story_only.delete_shot(1)
    line.cut = False
    row = page.locator("#vg-trouble li[data-state=refused]")
    row.wait_for()
    assert "for a shot that goes" in row.inner_text() and "not in the film any more" in row.inner_text()
    story_only.undo()
    page.wait_for_function("vgot.state.story.shots.length === 4")
    row.get_by_role("button", name="Try again").click()
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "for a shot that goes")


def test_every_kind_of_edit_made_while_the_program_is_away_is_shown_and_arrives_in_order(troubled, film):
    page = troubled.open(film)
    line = Line(page)
    a, b, c, d = [s.id for s in film.story.shots]
    who, place, head = film.story.cast[0].id, film.story.places[0].id, film.head().revision
    pinned = next(n.take.id for n in film.plan().nodes.values() if n.node.key == f"keyframe/{a}")
    line.cut = True
    edits = [
        ("edit", {"shot": a, "field": "duration_s", "value": 4.5}), ("edit", {"shot": b, "field": "seed", "value": 77}), ("edit", {"shot": b, "field": "place", "value": ""}),
        ("edit", {"shot": a, "field": "who", "value": []}), ("edit_part", {"path": f"cast/{who}/strength", "value": 0.25}), ("edit_part", {"path": f"places/{place}/look", "value": "a lighthouse"}),
        ("edit_part", {"path": "title", "value": "Another title"}), ("trim", {"shot": c, "end": "in", "value": 0.25}), ("boundary", {"after": b, "field": "mode", "value": "bridge"}),
        ("lines", {"shot": c, "lines": [{"character": who, "text": "  I   waited. "}]}), ("markers", {"markers": {d: [{"at_s": 0.5, "name": "here", "note": ""}]}}),
        ("lock", {"shot": c, "what": "camera", "on": True}), ("voice", {"character": "", "variant": "en-gb+m3"}), ("sound_setting", {"field": "duck_db", "value": -6}),
        ("card", {"card": "opening", "text": " The film ", "line": "", "duration_s": 2.5}), ("captions", {"value": "soft"}), ("pin", {"key": f"keyframe/{a}"}),
        ("move", {"shot": d, "to": 1}),
    ]  # fmt: skip
    for verb, args in edits:
        assert page.evaluate("async ([verb, args]) => (await vgot.call(verb, args)).kept", [verb, args]) is True, verb
    assert (
        page.evaluate("vgot.state.story.shots.map((s) => s.id)") == [d, a, b, c]
        and page.evaluate("id => vgot.shotOf(id).duration_s", a) == 4.5
    )
    page.wait_for_selector(STRIP)
    assert page.locator("#vg-trouble li").count() == len(edits) and film.head().revision == head
    line.asked.clear()
    line.cut = False
    page.wait_for_function("!vgot.unsent.all.length")
    story, shot = film.story, {s.id: s for s in film.story.shots}
    assert [s.id for s in story.shots] == [d, a, b, c]
    assert (shot[a].duration_s, shot[a].who, shot[b].seed, shot[b].place, shot[c].trim_in_s, shot[c].locked) == (
        4.5,
        [],
        77,
        None,
        0.25,
        ["camera"],
    )
    assert (
        story.cast[0].strength,
        story.places[0].look,
        story.title,
        shot[c].lines[0].text,
        shot[d].markers[0].name,
    ) == (0.25, "a lighthouse", "Another title", "I waited.", "here")
    assert (story.sound.duck_db, story.sound.narrator.variant, story.titles.opening.text, story.titles.captions) == (
        -6,
        "en-gb+m3",
        "The film",
        "soft",
    )
    assert (
        next(b_.mode for b_ in story.boundaries if b_.after == b) == "bridge"
        and film.head().choices[f"keyframe/{a}"].pin == pinned
    )
    sent = [v for v in line.asked if v == "order" or v in dict(edits)]
    assert sent == [*(v for v, _ in edits[:-1]), "order"] and film.head().revision == head + len(edits)


@pytest.mark.slow
def test_edits_whose_answers_are_lost_are_made_once_whatever_their_kind(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    a, b = [s.id for s in story_only.story.shots][:2]
    edits = [
        ("lines", {"shot": a, "lines": [{"character": "", "text": "so it  was"}]}),
        ("card", {"card": "end", "text": " The end ", "line": " ", "duration_s": 2}),
        ("edit", {"shot": a, "field": "duration_s", "value": 1.23456}),
        ("move", {"shot": a, "to": 3}),
        ("trim", {"shot": b, "end": "out", "value": 0.123456}),
        ("lock", {"shot": b, "what": "shot", "on": True}),
    ]
    for n, (verb, args) in enumerate(edits, 1):
        line.loses = {verb: 1}
        page.evaluate("([verb, args]) => vgot.call(verb, args)", [verb, args])
        page.wait_for_function("n => !vgot.unsent.all.length && vgot.state.revision === 1 + n", arg=n)
        assert story_only.head().revision == 1 + n, verb
    assert line.asked.count("order") == 0 and line.asked.count("move") == 1


def test_what_makes_something_is_never_sent_twice_and_the_page_says_that_nobody_knows(
    troubled, story_only, desk_studio
):
    page = troubled.open(story_only)
    line = Line(page)
    line.loses = {"insert": 1}
    page.click("#insert-shot")
    page.wait_for_selector("#vg-toasts .vg-bad")
    assert "Nobody knows whether this was done: insert a shot" in page.locator("#vg-toasts").inner_text()
    page.wait_for_function("vgot.state.story.shots.length === 5")
    assert line.asked.count("insert") == 1 and len(story_only.story.shots) == 5
    films = len(desk_studio.projects())
    line.cut = True
    page.wait_for_selector(STRIP)
    page.fill("#sentence textarea", "A fox named Rusty finds a red umbrella in the rain.")
    page.click("#make-film")
    page.wait_for_selector("#vg-toasts :text('Not done: read your words')")
    line.cut = False
    page.wait_for_function(NO_STRIP)
    assert (
        page.input_value("#sentence textarea").startswith("A fox named Rusty")
        and page.locator("#make-film").is_enabled()
    )
    assert "make" not in line.asked and len(desk_studio.projects()) == films


@pytest.mark.parametrize("reloaded", [False, True], ids=["the page stays", "the page is loaded again"])
def test_a_film_whose_answer_was_lost_is_opened_by_a_second_click_and_not_made_twice(
    troubled, story_only, desk_studio, reloaded
):
    page = troubled.open(story_only)
    line = Line(page)
    films = {p.id for p in desk_studio.projects()}

    def click():
        page.fill("#sentence textarea", "A heron named Ines guards a flooded mill.")
        page.click("#make-film")
        page.click("#make-new")

    line.loses = {"make": 1}
    click()
    toast = page.locator("#vg-toasts .vg-bad")
    toast.wait_for()
    assert "none is made twice" in toast.inner_text()
    troubled.until(lambda: len(desk_studio.projects()) == len(films) + 1)
    if reloaded:
        page.reload()
        page.wait_for_function("globalThis.vgot?.state.ready")
    click()
    page.wait_for_function("vgot.state.story.sentence.includes('Ines')")
    made = [p.id for p in desk_studio.projects() if p.id not in films]
    assert made == [page.evaluate("vgot.state.project")] and line.asked.count("make") == 2
    click()  # on purpose this time: a film of its own
    page.wait_for_function("id => vgot.state.project !== id", arg=made[0])
    assert len(desk_studio.projects()) == len(films) + 2


@pytest.mark.slow
def test_what_a_board_asked_for_while_an_answer_was_lost_comes_when_the_program_answers(troubled, film):
    page = troubled.open(film)
    line = Line(page)
    line.loses = {"takes": 2}
    troubled.tab("Keyframes")
    page.wait_for_selector("#keyframe-board .vg-takes li")
    assert line.loses["takes"] == 0


@pytest.mark.slow
def test_edits_of_another_film_are_sent_though_it_is_not_open(troubled, desk_studio, story_only):
    other = desk_studio.new_project(small_story(4))
    page = troubled.open(story_only)
    line = Line(page)
    line.brings = lambda route: (
        route.abort() if route.request.post_data_json["data"]["verb"] == "edit" else route.continue_()
    )
    page.fill("#domain-lighting textarea", "left behind")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("vgot.unsent.all.length === 1")
    page.evaluate("id => vgot.call('open', { project: id, have: 0 })", other.id)
    page.wait_for_function("id => vgot.state.project === id", arg=other.id)
    line.brings = None
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "left behind", 30)
    page.wait_for_function("!vgot.unsent.all.length")
    assert page.evaluate("vgot.state.project") == other.id and other.head().revision == 1


@pytest.mark.slow
def test_a_film_that_is_gone_is_said(troubled, desk_studio):
    gone = desk_studio.new_project(small_story(4))
    page = troubled.open(gone)
    line = Line(page)
    line.cut = True
    page.wait_for_selector(STRIP)
    desk_studio.delete_project(gone.id)
    line.cut = False
    page.wait_for_function(
        "document.querySelector('#vg-trouble:not([hidden])')?.innerText.includes('This film is not here any more.')"
    )
    assert (
        page.evaluate("async () => (await vgot.call('projects', { mine: [] })).ok") and page.locator(STRIP).is_visible()
    ), "other answers do not end it"
    page.evaluate("vgot.call('example')")
    page.wait_for_function(NO_STRIP)


def test_a_film_deleted_in_the_films_dialog_comes_back_by_undo_while_the_dialog_is_open(desk, desk_studio, story_only):
    going = desk_studio.new_project(small_story(4))
    page = desk.open(story_only)
    page.click("#topbar .vg-films")
    row = page.locator(".vg-films-list > li", has=page.locator(f"a[href*='{going.id}']"))
    row.get_by_role("button", name="Delete this film").click()
    row.get_by_role("button", name="Move to trash").click()
    desk.until(lambda: going.id not in [p.id for p in desk_studio.projects()])
    assert page.locator("dialog[open]").count() == 1
    page.locator("#vg-toasts").get_by_role("button", name="Undo").click()
    desk.until(lambda: going.id in [p.id for p in desk_studio.projects()])
    page.wait_for_function("id => vgot.state.project === id && !document.querySelector('dialog[open]')", arg=going.id)
    assert page.locator("#vg-toasts", has_text="The film is back.").is_visible()


@pytest.mark.slow
def test_trouble_is_said_over_an_open_dialog_too(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    page.click("#topbar .vg-films")
    line.cut = True
    page.wait_for_selector(f"dialog[open] {STRIP}")
    page.click("#try-now")
    assert page.locator(f"dialog[open] {STRIP}").is_visible()
    line.cut = False
    page.wait_for_function(NO_STRIP)


@pytest.mark.parametrize("tab", ["Story", "Timeline"])
def test_a_long_refusal_ends_and_never_lies_over_the_dock_or_the_transport(desk, film, tab):
    page = desk.open(film)
    desk.tab(tab)
    page.clock.install()
    page.evaluate("vgot.toast('This could not be done because of what happened. '.repeat(20), { bad: true })")
    page.wait_for_selector("#vg-toasts .vg-bad")
    covered = page.evaluate("""() => {
        const t = document.querySelector("#vg-toasts").getBoundingClientRect();
        return [...document.querySelectorAll("#strip-dock button, #timeline-play, #film-player button")].filter((b) => b.checkVisibility()).map((b) => [b.id, b.getBoundingClientRect()])
            .filter(([, r]) => r.left < t.right && r.right > t.left && r.top < t.bottom && r.bottom > t.top).map(([id]) => id);
    }""")
    assert covered == []
    page.clock.fast_forward(12_500)
    page.wait_for_function("!document.querySelector('#vg-toasts .vg-bad')")


@pytest.mark.slow
def test_what_others_changed_while_the_program_was_away_is_not_overwritten_by_any_kind_of_edit(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    ids = [s.id for s in story_only.story.shots]
    line.cut = True
    edits = [
        ("edit", {"shot": ids[0], "field": "duration_s", "value": 4}),
        ("boundary", {"after": ids[0], "field": "mode", "value": "reset"}),
        ("move", {"shot": ids[3], "to": 1}),
        ("trim", {"shot": ids[1], "end": "in", "value": 0.25}),
    ]
    for verb, args in edits:
        assert page.evaluate("async ([verb, args]) => (await vgot.call(verb, args)).kept", [verb, args])
    story_only.edit("shots/1/duration_s", 2.0)
    story_only.edit("boundaries/1/mode", "crossfade")
    story_only.edits.order_shots([ids[1], ids[0], ids[2], ids[3]])
    line.cut = False
    page.wait_for_function("vgot.unsent.all.length === 3 && vgot.unsent.all.every((e) => e.state === 'clash')")
    story = story_only.story
    assert [s.id for s in story.shots] == [ids[1], ids[0], ids[2], ids[3]] and story.shots[1].duration_s == 2.0
    assert (
        next(b.mode for b in story.boundaries if b.after == ids[0]) == "crossfade" and story.shots[0].trim_in_s == 0.25
    ), "what nobody else changed is saved"
    rows = page.locator("#vg-trouble li")
    assert rows.count() == 3 and "4" in rows.nth(0).inner_text() and "2" in rows.nth(0).inner_text()
    page.locator("#vg-trouble li", has_text="Order of the shots").get_by_role("button", name="Save mine").click()
    troubled.until(lambda: story_only.story.shots[0].id == ids[3])
    for row in (1, 0):
        rows.nth(row).get_by_role("button", name="Take theirs").click()
    page.wait_for_function(NO_STRIP)


@pytest.mark.slow
def test_words_left_by_a_page_that_is_gone_are_taken_over_and_the_newer_stand(troubled, story_only):
    page = troubled.open(story_only)
    Line(page).cut = True
    page.fill("#domain-lighting textarea", "older words")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("vgot.unsent.all.length === 1")
    page.close()
    other = troubled.new_page()
    line = Line(other)
    troubled.open(story_only, page=other)
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "older words")
    other.wait_for_function(NOTHING_LEFT)
    assert line.asked.count("edit") == 1


def test_a_browser_that_cannot_keep_anything_says_that_the_page_must_stay_open(troubled, story_only):
    page = troubled.open(story_only)
    line = Line(page)
    page.evaluate("Storage.prototype.setItem = () => { throw new Error('the shelf is full'); }; 0")
    line.cut = True
    page.fill("#domain-lighting textarea", "kept by the page alone")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function(
        "document.querySelector('#vg-trouble:not([hidden])')?.innerText.includes('keep this page open')"
    )
    line.cut = False
    troubled.until(lambda: story_only.story.shots[0].domains.lighting == "kept by the page alone")
    page.wait_for_function(NO_STRIP)
    assert page.input_value("#domain-lighting textarea") == "kept by the page alone"


def test_a_program_that_takes_its_time_is_said_while_the_page_waits_for_it(troubled, story_only):
    page = troubled.open(story_only)
    page.clock.install()
    line, held = Line(page), []
    line.brings = lambda route: (
        held.append(route) if route.request.post_data_json["data"]["verb"] == "look" else route.continue_()
    )
    troubled.until(lambda: held)
    page.clock.fast_forward(13_000)
    page.wait_for_function(
        "document.querySelector('#vg-trouble:not([hidden])')?.innerText.includes('takes long to answer')"
    )
    line.brings = None
    for route in held:
        route.continue_()
    page.wait_for_function(NO_STRIP)
    assert held, "the page waited for a look that nobody answered"
