"""A film for somebody without a studio: one page that asks nothing of anybody, whose comments come back with an account of each."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.handoff.review import review_page
from vgot.story.comments import film_mark, is_comments, read_comments

HOSTILE = "</script><img src=https://example.org/x.png onerror=alert(1)>\u2028&amp;"
FILM = film_mark("a-film")


def _said(**more) -> dict:
    return {"id": "aa11bb22cc", "shot": "shot2", "text": "Closer.", "at_s": 0.5, "at": [0.2, 0.3]} | more


def _file(comments=(), shots=(), **more) -> bytes:
    return json.dumps(
        {"vgot_comments": 1, "film": FILM, "by": "Ada", "comments": list(comments), "shots": list(shots)} | more
    ).encode()


def test_comments_and_states_are_laid_in_once_and_read_again_change_nothing():
    data = _file([_said()], [{"id": "shot1", "status": "approved", "assignee": "Ben"}])
    story, account = read_comments(small_story(3), FILM, data)
    assert (account.used, account.again, account.named) == (3, 0, [])
    comment = story.shots[1].comments[0]
    assert (comment.by, comment.text, comment.at_s, comment.at) == ("Ada", "Closer.", 0.5, (0.2, 0.3))
    assert (story.shots[0].status, story.shots[0].assignee) == ("approved", "Ben")
    again, account = read_comments(story, FILM, data)
    assert again == story and (account.used, account.again) == (0, 3)


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        (_said(shot="gone0000"), "deleted"),
        (_said(text=""), "at least 1"),
        (_said(text="x" * 2001), "at most 2000"),
        (_said(at_s=1e9), "less than or equal"),
        (_said(at=[2, 0]), "less than or equal"),
        (_said(id="<b>"), "match"),
        (_said(loud=True), "not known"),
        ("words", "names no shot"),
        ({"text": "no shot"}, "names no shot"),
    ],
)
def test_what_cannot_be_used_is_named_with_why_and_the_rest_is_taken(comment, why):
    story, account = read_comments(small_story(3), FILM, _file([comment, _said(id="good1234")]))
    assert [c.id for s in story.shots for c in s.comments] == ["good1234"] and account.used == 1
    assert len(account.named) == 1 and why in account.named[0]["why"], account.named


def test_a_comment_that_says_otherwise_by_now_stays_and_other_films_are_refused():
    story, _ = read_comments(small_story(3), FILM, _file([_said()]))
    kept, account = read_comments(story, FILM, _file([_said(text="Wider.")]))
    assert kept == story and "says otherwise" in account.named[0]["why"]
    with pytest.raises(BadInput, match="another film"):
        read_comments(story, "other", _file([_said(shot="x000")]))
    _, account = read_comments(story, "a-copy", _file([_said(id="copy1234")]))
    assert account.used == 1 and "another film" in account.named[0]["why"]
    for wrong in (b"[]", b"{", b'{"vgot_comments": 9}', b"\xff"):
        with pytest.raises(BadInput):
            read_comments(story, FILM, wrong)
    assert is_comments(_file()) and not is_comments(b'{"shots": []}')


def test_words_of_people_are_no_markup_on_the_page():
    page = review_page({"film": FILM, "title": HOSTILE, "revision": 1, "shots": []}, b"film")
    assert "<img" not in page and page.count("</script>") == 3
    known = re.search(r'id="known">(.*?)</script>', page, re.DOTALL)
    assert known and json.loads(known[1])["title"] == HOSTILE
    assert "default-src 'none'" in page.replace("&#x27;", "'")
