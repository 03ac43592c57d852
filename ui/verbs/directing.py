"""Directing: what becomes of a sentence, before and after; a wish about the open film; a new look and the lines that repeat the old one."""

from __future__ import annotations

from typing import Annotated

from vgot.errors import NotFound
from vgot.project.studio import Project, preview_of
from vgot.story.model import DOMAINS

from ..requests import Most, OfFilm, OneOf, Request, Revision, ShotId, Text, Whole
from .base import Page, alone, kept, of_film

_WISH = Text(20_000)


class ReadSentence(Request):
    """What is typed into the sentence box. `project`: the film that a wish would be about; `shot`: what "this shot" means."""

    sentence: Annotated[str, _WISH]
    shots: Annotated[int, Whole(1, 100_000)] = 6
    project: Annotated[str, Text(120)] | None = None
    shot: ShotId | None = None


class Wish(OfFilm):
    """`shot`: what "this shot" means."""

    text: Annotated[str, _WISH]
    shot: ShotId | None = None


class NewLook(OfFilm):
    character: Annotated[str, Text(40)]
    stage: Annotated[str, Text(40)]
    look: Annotated[str, Text(2000)]


class Accept(OfFilm):
    """`only`: the paths of those changes that are taken."""

    proposal: Annotated[str, Text(60)]
    only: Annotated[list[Annotated[str, Text(120)]], Most(5000)] | None = None


class Coverage(OfFilm):
    """`typed`: the texts of the shot as they stand in their boxes."""

    shot: ShotId
    typed: Annotated[dict[Annotated[str, OneOf((*DOMAINS, "summary"))], Annotated[str, Text(50_000)]], Most(6)] = {}


class OneShot(OfFilm):
    """A shot by its id."""

    shot: ShotId


class WritePrompt(OfFilm):
    """What the model of a shot's stills or clips is told, as a person wrote it; empty: composed of the shot's words again."""

    shot: ShotId
    kind: Annotated[str, OneOf(("keyframe", "clip"))]
    text: Annotated[str, Text(2_000)]
    seen: Revision = None


@alone("read_sentence", ReadSentence)
def read_sentence(page: Page, asked: ReadSentence) -> dict:
    """Whether a sentence makes another film or changes the open one, and what of it a new film would show. A connected writer
    reads it otherwise than the outline does: then nothing is foretold."""
    if asked.project is not None:
        project = page.studio.open(asked.project)
        wish = project.script.propose_wish(asked.sentence, _selected(project, asked.shot))
        if wish.kind == "change":
            return {"reads": "change", "could": bool(wish.changes)}
    if page.studio.writer()["kind"] != "offline" or not asked.sentence.strip():
        return {"reads": "make", "account": None, "fills": None}
    return {"reads": "make", **preview_of(asked.sentence, asked.shots)}


@of_film("account", OfFilm)
def account(page: Page, project: Project, asked: OfFilm) -> dict:
    """What became of the film's own sentence."""
    return {"account": project.script.account(), "view": None}


@of_film("wish", Wish)
def wish(page: Page, project: Project, asked: Wish) -> dict:
    """What a wish would change; nothing changes until it is accepted."""
    read = project.script.propose_wish(asked.text, _selected(project, asked.shot))
    return {"wish": read.as_json(), "proposal": kept(page, project, read), "view": None}


@of_film("propose_look", NewLook)
def propose_look(page: Page, project: Project, asked: NewLook) -> dict:
    """What a new look would change beside itself: the lines of the shots that repeat the old one."""
    found = project.script.propose_look(asked.character, asked.stage, asked.look)
    return {
        "changes": [c.as_json() for c in found.changes],
        "not_done": [n.as_json() for n in found.not_done],
        "proposal": kept(page, project, found),
        "view": None,
    }


@of_film("accept_wish", Accept)
def accept_wish(page: Page, project: Project, asked: Accept) -> dict:
    """Take a wish or a new look that was shown, or those of its changes whose paths are in `only`, as one edit."""
    kept = page.proposals.get(f"wish/{asked.proposal}")
    if kept is None or kept[0] != project.id:
        raise NotFound("This proposal is not at hand any more.", field="proposal", hint="Say your wish again.")
    project.script.accept_wish(kept[1], asked.only)
    return page.follow(project)


@of_film("coverage", Coverage)
def coverage(page: Page, project: Project, asked: Coverage) -> dict:
    """Which words of a shot the drawing shows, shows as something near, or does not show, as they are typed."""
    return {"coverage": project.coverage(project.edits.position(asked.shot), dict(asked.typed)), "view": None}


@of_film("prompts", OneShot)
def prompts(page: Page, project: Project, asked: OneShot) -> dict:
    """What the preset's models are told of a shot, composed or written by hand."""
    return {"prompts": project.prompts(project.edits.position(asked.shot)), "view": None}


@of_film("write_prompt", WritePrompt)
def write_prompt(page: Page, project: Project, asked: WritePrompt) -> dict:
    """A prompt written by hand, or following again; undone as any edit."""
    project.edits.edit_shot(asked.shot, f"prompt/{asked.kind}", asked.text.strip(), asked.seen or asked.have)
    return page.follow(project)


def _selected(project: Project, shot: str | None) -> list[int]:
    """The number of the chosen shot, where it is still there."""
    return [n for n, one in enumerate(project.story.shots, 1) if one.id == shot]
