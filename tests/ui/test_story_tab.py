"""The Story tab in a real Chromium: words beside each domain, locks, rewrites as a difference, the cast, who writes, own shots."""

from __future__ import annotations

import json

import pytest

from tests.script.talking_server import good_answer, talking
from vgot.script.llm import discovery
from vgot.story.model import DOMAINS

pytestmark = pytest.mark.browser
HOSTILE = (
    '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>${window.pwned=1}`{{constructor}} \u202eright'
)
WISH = "make it rain, keep everyone where they are"


def ask_for_rewrite(page, what: str = ""):
    page.fill("#rewrite-wish", WISH)
    page.select_option("#rewrite-scope", what)
    page.click("#rewrite")
    page.wait_for_selector("#proposal:not([hidden]), .vg-trouble:not([hidden])")


def type_into(page, domain: str, text: str):
    page.fill(f"#domain-{domain} textarea", text)
    page.locator(f"#domain-{domain} textarea").blur()


def words_of(page, domain: str) -> str:
    return page.locator(f"#domain-{domain} .vg-words").inner_text()


def test_what_is_wrong_with_a_domain_stands_beside_it_in_words_and_goes_when_it_is_mended(desk, story_only):
    page = desk.open(story_only)
    type_into(page, "lighting", "")
    page.wait_for_function(
        "document.querySelector('#domain-lighting .vg-words').innerText.includes('The lighting domain is missing.')"
    )
    assert page.get_attribute("#domain-lighting textarea", "aria-invalid") == "true"
    type_into(page, "camera", "TBD")
    page.wait_for_function(
        "document.querySelector('#domain-camera .vg-words').innerText.includes('placeholder (“TBD”)')"
    )
    type_into(page, "relation", "Mary waves while Gandalf walks along the pier.")
    page.wait_for_function(
        "document.querySelector('#domain-relation .vg-words').innerText.includes('“Gandalf” is not in the cast (Mary, Tom)')"
    )
    type_into(page, "lighting", "a low warm sun from the left")
    page.wait_for_function("!document.querySelector('#domain-lighting .vg-words').innerText")
    assert (
        not words_of(page, "character") and story_only.story.shots[0].domains.lighting == "a low warm sun from the left"
    )


def test_how_a_shot_follows_the_one_before_is_said_in_words_with_its_numbers_beside_them(desk, story_only):
    page = desk.open(story_only)
    desk.choose_shot(2)
    page.wait_for_function("document.querySelector('#stands').innerText.includes('from shot 1')")
    found = story_only.script.check_shot(2)["coherence"]
    numbers = page.get_attribute("#stands", "title") or ""
    assert f"{found['score']:.2f} of at least {found['threshold']:.2f}" in numbers
    type_into(page, "background", story_only.story.shots[0].domains.background)
    page.wait_for_function("document.querySelector('#stands').innerText.includes('It follows from shot 1')")


@pytest.mark.slow
def test_after_a_deletion_the_next_shot_is_judged_against_its_new_neighbour_and_nothing_else_is_touched(
    desk, story_only
):
    page = desk.open(story_only)
    before = story_only.story
    desk.choose_shot(2)
    page.click("#delete-shot")
    desk.until(lambda: len(story_only.story.shots) == 3)
    found = story_only.script.check_shot(2)["coherence"]
    page.wait_for_function(
        "said => document.querySelector('#stands').title.includes(said)",
        arg=f"shot 1, names left out: {found['score']:.2f}",
    )
    assert page.evaluate("vgot.state.shot") == before.shots[2].id
    assert story_only.story.shots == [before.shots[0], *before.shots[2:]]


@pytest.mark.slow
def test_typing_is_never_held_up_by_the_check(desk, story_only):
    page = desk.open(story_only)
    page.focus("#domain-relation textarea")
    page.keyboard.press("Control+a")
    text = "Mary walks to the end of the pier and looks back at the town once more, then she waves."
    page.keyboard.type(text, delay=15)
    assert page.input_value("#domain-relation textarea") == text
    assert page.evaluate("document.activeElement === document.querySelector('#domain-relation textarea')")
    desk.until(lambda: story_only.story.shots[0].domains.relation == text)


def test_a_rewrite_is_shown_as_a_difference_dropped_then_taken_and_undone(desk, story_only, server):
    page = desk.open(story_only)
    desk.choose_shot(2)
    before = story_only.story
    ask_for_rewrite(page, "lighting")
    shown = page.locator("#proposal")
    assert (
        before.shots[1].domains.lighting in shown.locator("del").inner_text()
        and "Heavy rain" in shown.locator("ins").inner_text()
    )
    page.click("#drop-rewrite")
    page.wait_for_selector("#proposal", state="hidden")
    assert story_only.story == before and story_only.head().revision == 1
    ask_for_rewrite(page, "lighting")
    page.click("#take-rewrite")
    page.wait_for_function("vgot.state.story.shots[1].domains.lighting.startsWith('Heavy rain')")
    after = story_only.story
    assert [s for n, s in enumerate(after.shots) if n != 1] == [s for n, s in enumerate(before.shots) if n != 1]
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "was => document.querySelector('#domain-lighting textarea').value === was", arg=before.shots[1].domains.lighting
    )
    desk.until(lambda: story_only.story == before)


@pytest.mark.slow
def test_single_changes_out_of_several_are_taken(desk, story_only, server):
    page = desk.open(story_only)
    before = story_only.story
    ask_for_rewrite(page)
    rows = page.locator("#proposal .vg-changes li")
    names = [n.lower() for n in rows.locator("b").all_inner_texts()]
    assert "shot 1, lighting" in names and len(names) > 3
    for n, name in enumerate(names):
        if name != "shot 1, lighting":
            rows.nth(n).locator("input").uncheck()
    assert page.locator("#take-rewrite").inner_text() == f"Take 1 of {len(names)}"
    page.click("#take-rewrite")
    page.wait_for_function("vgot.state.story.shots[0].domains.lighting.startsWith('Heavy rain')")
    was, now = before.shots[0], story_only.story.shots[0]
    assert (
        [d for d in DOMAINS if getattr(was.domains, d) != getattr(now.domains, d)] == ["lighting"]
        and was.who == now.who
        and was.summary == now.summary
    )


def test_a_locked_domain_is_left_alone_by_a_rewrite_from_here_on(desk, story_only, server):
    page = desk.open(story_only)
    desk.choose_shot(3)
    page.click("#lock-camera")
    page.wait_for_function("document.querySelector('#lock-camera').getAttribute('aria-pressed') === 'true'")
    desk.choose_shot(2)
    before = story_only.story
    assert before.shots[2].locked == ["camera"]
    ask_for_rewrite(page, "from_here")
    assert "camera of shot 3" in page.locator("#proposal").inner_text()
    page.click("#take-rewrite")
    page.wait_for_function("vgot.state.story.shots[2].domains.lighting.startsWith('Heavy rain')")
    after = story_only.story
    assert after.shots[0] == before.shots[0] and after.shots[2].domains.camera == before.shots[2].domains.camera
    assert after.shots[1].domains.camera != before.shots[1].domains.camera


def test_a_rewrite_that_takes_long_shows_its_words_can_be_stopped_and_changes_nothing(desk, story_only, monkeypatch):
    def slow(request, number):
        text = json.dumps(good_answer(request))
        return lambda handler: handler.stream(text, piece=12, pause_s=0.08)

    with talking(slow) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("VGOT_LLM_MODEL", "m")
        page = desk.open(story_only)
        page.fill("#rewrite-wish", WISH)
        page.select_option("#rewrite-scope", "from_here")
        page.click("#rewrite")
        page.wait_for_function("document.querySelector('.vg-typedline').innerText.includes('Character: Mary')")
        assert "shot 1 of 1 to 4" in page.locator(".vg-doingline").inner_text()
        page.click("#stop-rewrite")
        page.wait_for_selector("#rewrite", state="visible")
    assert story_only.head().revision == 1 and page.locator("#proposal").is_hidden()


def test_hostile_text_of_a_model_is_shown_inert_in_the_difference_and_in_the_tries(desk, story_only, monkeypatch):
    def hostile(request, number):
        out = good_answer(request)
        return {k: HOSTILE if isinstance(v, str) and k != "place" else v for k, v in out.items()}

    with talking(hostile) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("VGOT_LLM_MODEL", "m")
        page = desk.open(story_only)
        ask_for_rewrite(page)
        if page.locator("#proposal").is_visible():
            assert "<img src=x" in page.locator("#proposal").inner_text()
            page.click("#take-rewrite")
            page.wait_for_function("vgot.state.revision > 1")
        page.wait_for_selector("#show-tries:not([hidden])")
        page.click("#show-tries")
        page.wait_for_function("document.querySelector('#tries').innerText.includes('<img src=x')")
    assert page.evaluate("window.pwned") is None and page.locator("[data-widget] img[src='x']").count() == 0


def test_a_character_is_renamed_everywhere_from_the_story_tab(desk, story_only):
    page = desk.open(story_only)
    page.click("#story-cast summary")
    row = page.locator("#story-cast .vg-castlist li").first
    assert "in 4 of 4 shots" in row.inner_text() and "2 stages" in row.inner_text()
    row.get_by_role("button", name="Rename Mary").click()
    row.get_by_label("New name for Mary").fill("Greta")
    row.get_by_role("button", name="Rename everywhere").click()
    page.wait_for_function("vgot.state.story.cast[0].name === 'Greta'")
    story = story_only.story
    assert (
        story.title == "Greta by the sea"
        and all(s.domains.character.startswith("Greta in shot") for s in story.shots)
        and story.cast[0].id == "mary"
    )
    assert page.input_value("#domain-character textarea") == "Greta in shot 1, smiling."


@pytest.mark.slow
def test_checking_the_whole_script_lists_what_is_wrong_and_leads_there(desk, story_only):
    story_only.edit("shots/3/lighting", "")
    page = desk.open(story_only)
    page.click("#whole-script summary")
    page.click("#check-script")
    found = page.locator("#whole-script .vg-found button", has_text="The lighting domain is missing.")
    found.click()
    page.wait_for_function("vgot.state.shot === vgot.state.story.shots[2].id")
    assert found.count() == 1 and page.input_value("#domain-lighting textarea") == ""


@pytest.mark.slow
def test_a_running_server_is_offered_and_taken_with_one_click_and_no_key_is_kept(
    desk, desk_studio, story_only, monkeypatch
):
    with talking() as server:
        monkeypatch.setattr(discovery, "PORTS", {server.port: "LM Studio"})
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-778899")
        monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example.org/v1")
        try:
            page = desk.open(story_only)
            page.click("#new-film")
            page.wait_for_function("document.querySelector('#writer').innerText.includes('models.example.org')")
            page.click("#choose-writer")
            page.locator("#writer .vg-choice", has_text="Ollama").click()  # its models are signed by Ollama
            assert "when the program was started works too" in page.locator("#writer dialog[open]").inner_text()
            page.click("#use-writer")
            page.wait_for_function(
                "document.querySelector('#writer .vg-line1').innerText.includes('harbour-writer at Ollama')"
            )
            ask_for_rewrite(page, "lighting")
            assert server.requests and not [h for h in server.headers if "sk-canary" in json.dumps(h)]
            kept = desk_studio.settings.home / "writer.json"
            assert json.loads(kept.read_text())["base_url"] == server.url and "sk-canary" not in kept.read_text()
        finally:
            desk_studio.choose_writer("auto")


def test_without_any_model_the_line_offers_what_runs_here(desk, desk_studio, story_only, monkeypatch):
    with talking() as server:
        monkeypatch.setattr(discovery, "PORTS", {server.port: "Ollama"})
        try:
            page = desk.open(story_only)
            page.click("#new-film")
            page.click("#use-found-writer")
            page.wait_for_function(
                "document.querySelector('#writer .vg-line1').innerText.includes('harbour-writer at Ollama')"
            )
            assert desk_studio.writer()["kind"] == "openai"
        finally:
            desk_studio.choose_writer("auto")


def test_exactly_my_shots_become_a_film_word_for_word(desk, desk_studio):
    page = desk.open()
    page.click("#own-shots")
    page.fill(
        "#own-text",
        "1. A lamp is lit in an empty harbour.\n2. Mary climbs the stairs with a letter.\n3. Mary reads it and laughs.",
    )
    page.wait_for_function("document.querySelector('#make-own').innerText.includes('these 3')")
    page.click("#make-own")
    page.wait_for_function(
        "vgot.state.story.shots.length === 3 && vgot.state.story.shots[1].summary === 'Mary climbs the stairs with a letter.'"
    )
    page.evaluate("vgot.call('pause')")
    story = desk_studio.open(page.evaluate("vgot.state.project")).story
    assert [s.summary for s in story.shots] == [
        "A lamp is lit in an empty harbour.",
        "Mary climbs the stairs with a letter.",
        "Mary reads it and laughs.",
    ]
    assert all(all(s.domains.model_dump().values()) for s in story.shots) and [c.name for c in story.cast] == ["Mary"]


def test_a_screenplay_goes_in_and_out_through_the_page(desk, desk_studio, tmp_path):
    script = tmp_path / "lighthouse.fountain"
    script.write_text(
        "Title: The Lighthouse\n\nINT. LIGHTHOUSE - NIGHT\n\nMARY lights the lamp.\n\nMARY\nSleep well.\n\nEXT. PIER - DAWN\n\nMARY walks out.\n"
    )
    page = desk.open()
    page.click("#own-shots")
    with page.expect_file_chooser() as chooser:
        page.click("#import-own")
    chooser.value.set_files(script)
    page.click("#script-make")
    page.wait_for_function("vgot.state.story.title === 'The Lighthouse'")
    page.click("#whole-script summary")
    with page.expect_download() as download:
        page.click("#save-fountain")
    assert download.value.suggested_filename.endswith(".fountain")
    out = download.value.path().read_text(encoding="utf-8")
    for line in ("INT. LIGHTHOUSE - NIGHT", "MARY lights the lamp.", "Sleep well.", "EXT. PIER - DAWN"):
        assert line in out
