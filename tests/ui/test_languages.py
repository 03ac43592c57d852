"""The page in other languages: what it says stands in one catalogue, the browser or Settings chooses, and a missing word is English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import small_story
from tests.ui.browsing import expect
from tests.ui.conftest import Desk
from ui import languages
from vgot.errors import BadInput

WIDGETS = Path(languages.__file__).parent / "widgets"
#: Where everything that is shown or read aloud comes out of the catalogue.
WHOLE = (
    "direct",
    "writer",
    "topbar",
    "projects",
    "player",
    "story",
    "filmstrip",
    "cast",
    "keyframes",
    "shots",
    "queue",
    "takes",
)
FILES = [f for name in (*WHOLE, "settings", "wordbox") for f in sorted((WIDGETS / name).glob("*.js"))] + [
    WIDGETS / "timeline" / f"{name}.js" for name in ("timeline", "transport", "seam", "side", "player")
]
#: What is written in plain quotes where a text is shown.
_SHOWN = re.compile(
    r"(?:\b(?:text|title|label|placeholder|hint|message)|\"aria-label\"): \"([^\"]*[A-Za-z]{2,}[^\"]*)\""
    r"|\bbutton\(\s*\"([^\"]*[A-Za-z]{2,}[^\"]*)\""
    r"|\btoast\(\s*[\"`]([^\"`]*[A-Za-z]{2,}[^\"`]*)[\"`]"
    r"|\bset\([\w.]+,\s*\"([^\"]*[A-Za-z]{2,}[^\"]*)\""
)
#: Names, which are the same in every language.
NAMES = {"VGoT", "Studio", "https://"}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_nothing_is_shown_that_no_catalogue_has(file):
    shown = [next(filter(None, m.groups())) for m in _SHOWN.finditer(file.read_text(encoding="utf-8"))]
    assert [s for s in shown if s not in NAMES] == []


def test_the_english_catalogue_is_what_the_page_says():
    """`python -m ui.languages` writes it anew."""
    assert languages.catalogues()["en"] == {one: one for one in languages.everything_said()}


def test_every_catalogue_has_all_of_it_with_the_same_placeholders():
    known = languages.catalogues()
    assert len(known) >= 2 and len(known["en"]) > 700
    for name, words in known.items():
        assert words.keys() == known["en"].keys(), name
        for key, text in words.items():
            assert sorted(re.findall(r"\{\w+\}", key)) == sorted(re.findall(r"\{\w+\}", text)), (name, key)
            assert (key[0] == " ", key[-1] == " ") == (text[0] == " ", text[-1] == " "), (name, key)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"Nobody says this": "x"}, "Nobody says"),
        ({"Shot {n}": "Einstellung {m}"}, "placeholders"),
        ({"Story": ""}, "no text"),
    ],
)
def test_a_catalogue_that_does_not_fit_is_refused_by_name(tmp_path, monkeypatch, words, said):
    (tmp_path / "en.json").write_text(json.dumps(languages.catalogues()["en"]))
    (tmp_path / "xx.json").write_text(json.dumps(words))
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    with pytest.raises(BadInput, match=said) as why:
        languages.catalogues.__wrapped__()
    assert why.value.field == "xx.json"


@pytest.fixture
def german(chromium, address):
    made = Desk(chromium, address)
    made.context.close()
    made.context = chromium.new_context(viewport={"width": 1400, "height": 900}, locale="de-AT")
    made.context.set_default_timeout(30_000)
    made.page = made.new_page()
    yield made
    problems = list(made.problems)
    made.context.close()
    assert not problems, problems


@pytest.mark.browser
def test_a_german_browser_gets_a_german_page_and_a_persons_words_stay_as_they_are(german, desk_studio):
    told = small_story(2).model_dump(mode="json")
    told["title"] = "Shots"  # a word that the catalogue has
    from vgot.story.model import load_story

    project = desk_studio.new_project(load_story(told))
    page = german.open(project)
    page.wait_for_function("document.querySelector('#make-film').textContent.trim() === 'Film machen'")
    assert page.get_by_role("tab").all_inner_texts()[:2] == ["Geschichte", "Besetzung"]
    assert page.locator("html").get_attribute("lang") == "de"
    expect(page.locator("#film-player h2")).to_have_text("Shots", use_inner_text=True)  # the film is called so
    expect(page.get_by_label("Was geschieht")).to_have_value("Moment 1.")
    assert page.get_attribute("#sentence textarea", "placeholder").startswith("Sag, was anders werden soll")
    page.get_by_role("tab", name="Einstellungen", exact=True).click()
    page.wait_for_function("vgot.state.tab === 'Shots'")
    page.wait_for_selector("text=Noch keine Clips", state="attached")


@pytest.mark.browser
def test_settings_choose_another_language_than_the_browser_and_give_it_back(german, desk_studio):
    project = desk_studio.new_project(small_story(2))
    page = german.open(project)
    page.get_by_role("tab", name="Optionen", exact=True).click()
    page.get_by_label("Sprache der Seite").select_option("en")
    page.wait_for_function("document.querySelector('#make-film')?.textContent.trim() === 'Make film'")
    page.wait_for_function("globalThis.vgot?.state.ready")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("tab", name="Settings", exact=True).click()
    page.get_by_label("Language of the page").select_option("")
    page.wait_for_function("document.querySelector('#make-film')?.textContent.trim() === 'Film machen'")


@pytest.mark.browser
def test_a_word_that_a_catalogue_lacks_is_english(german, desk_studio):
    project = desk_studio.new_project(small_story(2))
    page = german.page
    page.add_init_script(
        "let held; Object.defineProperty(globalThis, 'vgotWords', {get: () => held, "
        "set: (w) => { delete w.de['What happens']; held = w; }});"
    )
    german.open(project)
    expect(page.get_by_label("What happens")).to_have_count(1)
    assert page.get_by_label("Figur", exact=True).count() >= 1  # in the shot, and in the panel of several shots
