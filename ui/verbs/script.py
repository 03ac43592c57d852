"""The script: words, shots, locks, rewriting, writing, undo."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidationInfo, field_validator

from vgot.project.studio import Project
from vgot.story.model import DOMAINS

from ..requests import (
    Flag,
    Most,
    Name,
    Number,
    OfFilm,
    OneOf,
    Part,
    Request,
    Revision,
    ShotId,
    Text,
    Whole,
    read,
    refuse,
)
from ..view import view_of
from .base import Making, Page, alone, of_film
from .takes import OfShot

_PART_FIELDS = ("name", "look", "role", "wardrobe", "strength")
#: The smallest side of a character's box, in shares of the frame.
_LEAST_BOX = 0.03
WORDS = Text(50_000)
#: Fields of the film that can be edited by their path, with what they take.
_FILM_FIELDS = {
    "title": WORDS,
    "style": WORDS,
    "film/width": Number(1, 4096),
    "film/height": Number(1, 4096),
    "film/fps": Number(1, 4096),
}
#: Fields of a shot that are not words.
SHOT_NUMBERS = {"duration_s": Number(0.25, 12.0, digits=3), "seed": Whole(0, 2**31 - 1)}


class Presence(Part):
    """Somebody in a shot, at a stage of their life; `box`: left, upper, right and lower side, in shares of the frame."""

    character: Annotated[str, Text(40)]
    stage: Annotated[str, Text(40)]
    box: Annotated[list[Annotated[float, Number(0, 1)]], Most(4)] | None = None

    @field_validator("box")
    @classmethod
    def _a_box(cls, sides: list[float] | None) -> list[float] | None:
        if sides is None:
            return None
        if len(sides) != 4 or sides[2] - sides[0] < _LEAST_BOX or sides[3] - sides[1] < _LEAST_BOX:
            refuse(
                "A box goes from its left and upper side to its right and lower side.",
                "Draw it again, a little larger.",
                field="who",
            )
        return [round(side, 4) for side in sides]


class Beat(Part):
    """What somebody (`who`) or a thing (`what`) does from one second to another, from one box to another; `gaze`: somebody, a thing,
    "camera" or a point; `line`: a spoken line by its number."""

    who: Annotated[str, Text(40)] | None = None
    what: Annotated[str, Text(120)] = ""
    deed: Annotated[str, Text(200)] = ""
    from_box: Annotated[list[Annotated[float, Number(0, 1)]], Most(4)] | None = None
    to_box: Annotated[list[Annotated[float, Number(0, 1)]], Most(4)] | None = None
    from_s: Annotated[float, Number(0, 12, digits=3)]
    to_s: Annotated[float, Number(0, 12, digits=3)]
    gaze: Annotated[str, Text(120)] | Annotated[list[Annotated[float, Number(0, 1)]], Most(2)] | None = None
    line: int | str | None = None


class Beats(OfShot):
    """All beats of a shot. `seen`: the revision they were edited from."""

    beats: Annotated[list[Beat], Most(32)]
    seen: Revision = None


class _People(Part):
    who: Annotated[list[Presence], Most(8)]


class Edit(OfFilm):
    """`value`: words, a number for `duration_s` and `seed`, a list for `who`; for `end` as `edit` of the command line has it. `seen`: the revision it was edited from."""

    field: Annotated[str, OneOf((*DOMAINS, "summary", "notes", "scene", "duration_s", "seed", "place", "who", "end"))]
    value: str | int | float | Annotated[list[Presence], Most(8)]
    shot: ShotId
    seen: Revision = None

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> Any:
        field = info.data.get("field", "")
        if field != "who":
            return SHOT_NUMBERS.get(field, WORDS).read(value)
        return read(_People, {"who": value}).who

    @property
    def plain(self) -> Any:
        """The value as the story has it."""
        return [w.model_dump(exclude_none=True) for w in self.value] if isinstance(self.value, list) else self.value


class EditPart(OfFilm):
    """A field of the cast, of a place or of the film, by its path."""

    path: Annotated[str, Text(200)]
    value: str | int | float
    seen: Revision = None

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> Any:
        path = info.data.get("path", "")
        steps = path.split("/")
        kind = _FILM_FIELDS.get(path)
        if steps[0] in ("cast", "places") and steps[-1] in _PART_FIELDS:
            kind = Number(0, 1) if steps[-1] == "strength" else WORDS
        if kind is None:
            refuse("This field cannot be edited here.", "Reload the page.", field=path)
        found = kind.read(value)
        return int(found) if path in ("film/width", "film/height") else found


class Insert(OfFilm):
    """`after`: the shot before the new one; without it, at the beginning."""

    after: ShotId | None = None


class Move(OfFilm):
    shot: ShotId
    to: Annotated[int, Whole(1, 500)]


class Lock(OfFilm):
    shot: ShotId
    what: Annotated[str, OneOf(("shot", *DOMAINS))]
    on: Flag


class Tries(OfFilm):
    """Without `shot`: those at the outline and the cast."""

    shot: ShotId | None = None


class RenameCharacter(OfFilm):
    character: Annotated[str, Text(40)]
    name: Name


class Rewrite(OfFilm):
    """One shot, one of its domains, or everything `from_here` on."""

    domain: Annotated[str, OneOf(DOMAINS)] | None = None
    shot: ShotId
    instruction: Annotated[str, Text(1000)]
    from_here: Flag | None = None


class AcceptRewrite(OfFilm):
    """`only`: the paths of those changes that are taken."""

    only: Annotated[list[Annotated[str, Text(120)]], Most(5000)] | None = None


class Writer(Request):
    """`look`: also which language model servers run on this machine."""

    look: Flag | None = None


class ChooseWriter(Request):
    """`key`: for the keyring, and for this address alone."""

    kind: Annotated[str, OneOf(("auto", "offline", "openai", "transformers"))]
    base_url: Annotated[str, Text(300)] = ""
    model: Annotated[str, Text(300)] = ""
    credential: Annotated[str, Text(300)] = ""
    key: Annotated[str, Text(2000)] = ""


class ShotList(Making):
    text: Annotated[str, Text(400_000)]


@of_film("edit", Edit)
def edit(page: Page, project: Project, asked: Edit) -> dict:
    """One field of one shot, by the shot's id. Raises Conflict when it changed since revision `have`."""
    project.edits.edit_shot(asked.shot, asked.field, asked.plain, asked.seen or asked.have)
    return page.follow(project)


@of_film("beats", Beats)
def beats(page: Page, project: Project, asked: Beats) -> dict:
    """The beats of one shot, as one edit. Raises Conflict when they changed since revision `have`."""
    project.edits.edit_shot(asked.shot, "beats", [b.model_dump() for b in asked.beats], asked.seen or asked.have)
    return page.follow(project)


@of_film("fill_beats", OfShot)
def fill_beats(page: Page, project: Project, asked: OfShot) -> dict:
    """The beats of one shot, of the language model where one is connected, else of its words; `by`: who wrote them."""
    by = project.script.fill_beats(asked.shot)
    return page.follow(project) | {"by": by}


@of_film("edit_part", EditPart)
def edit_part(page: Page, project: Project, asked: EditPart) -> dict:
    """A field of the cast, of a place or of the film, by its path."""
    project.edit(asked.path, asked.value, asked.seen or asked.have)
    return page.follow(project)


@of_film("insert", Insert)
def insert(page: Page, project: Project, asked: Insert) -> dict:
    if asked.after is not None:
        project.edits.insert_after(project.edits.position(asked.after))
    else:
        project.insert_shot(1)
    return page.follow(project)


@of_film("duplicate", OfShot)
def duplicate(page: Page, project: Project, asked: OfShot) -> dict:
    project.edits.duplicate_shot(project.edits.position(asked.shot))
    return page.follow(project)


@of_film("remove_shot", OfShot)
def remove_shot(page: Page, project: Project, asked: OfShot) -> dict:
    project.delete_shot(project.edits.position(asked.shot))
    return page.follow(project)


@of_film("move", Move)
def move(page: Page, project: Project, asked: Move) -> dict:
    project.edits.move_shot(project.edits.position(asked.shot), asked.to)
    return page.follow(project)


@of_film("split", OfShot)
def split(page: Page, project: Project, asked: OfShot) -> dict:
    project.script.split_shot(project.edits.position(asked.shot))
    return page.follow(project)


@of_film("merge", OfShot)
def merge(page: Page, project: Project, asked: OfShot) -> dict:
    """Merge a shot with the next one."""
    project.script.merge_shots(project.edits.position(asked.shot))
    return page.follow(project)


@of_film("lock", Lock)
def lock(page: Page, project: Project, asked: Lock) -> None:
    """Lock or unlock a shot or one of its domains against rewriting."""
    (project.script.lock if asked.on else project.script.unlock)(project.edits.position(asked.shot), asked.what)


@of_film("check", OfShot)
def check(page: Page, project: Project, asked: OfShot) -> dict:
    """How a shot stands, in words; nothing is changed."""
    return {"check": project.script.check_shot(project.edits.position(asked.shot)), "shot": asked.shot, "view": None}


@of_film("check_all", OfFilm)
def check_all(page: Page, project: Project, asked: OfFilm) -> dict:
    """What is wrong with any shot, by the shot's id."""
    return {"found": project.script.check_script(), "view": None}


@of_film("tries", Tries)
def tries(page: Page, project: Project, asked: Tries) -> dict:
    """Every try at a shot, or without one at the outline and the cast."""
    return {"tries": project.writing.tries(asked.shot), "view": None}


@of_film("rename_character", RenameCharacter)
def rename_character(page: Page, project: Project, asked: RenameCharacter) -> dict:
    """Another name for somebody, everywhere in the script."""
    project.script.rename_character(asked.character, asked.name)
    return page.follow(project)


@of_film("rewrite", Rewrite)
def rewrite(page: Page, project: Project, asked: Rewrite) -> dict:
    """Ask the language model for other words; nothing changes until they are accepted."""
    project.script.start_rewrite(
        project.edits.position(asked.shot),
        asked.instruction,
        domain=asked.domain,
        from_here=bool(asked.from_here),
    )
    return rewriting(page, project, asked)


@of_film("rewriting", OfFilm)
def rewriting(page: Page, project: Project, asked: OfFilm) -> dict:
    """How far a rewrite is, and what it proposes."""
    return {"rewrite": project.rewriter.status(), "view": None}


@of_film("stop_rewrite", OfFilm)
def stop_rewrite(page: Page, project: Project, asked: OfFilm) -> dict:
    project.rewriter.stop()
    return rewriting(page, project, asked)


@of_film("drop_rewrite", OfFilm)
def drop_rewrite(page: Page, project: Project, asked: OfFilm) -> dict:
    project.rewriter.drop()
    return rewriting(page, project, asked)


@of_film("accept_rewrite", AcceptRewrite)
def accept_rewrite(page: Page, project: Project, asked: AcceptRewrite) -> dict:
    """Take a proposal, or of its changes those whose paths are in `only`."""
    project.script.accept_rewrite(project.rewriter.proposal, asked.only)
    project.rewriter.drop()
    return page.follow(project)


@of_film("go_on_writing", OfFilm)
def go_on_writing(page: Page, project: Project, asked: OfFilm) -> None:
    project.script.go_on_writing()


@of_film("stop_writing", OfFilm)
def stop_writing(page: Page, project: Project, asked: OfFilm) -> None:
    project.writing.stop()


@alone("writer", Writer)
def writer(page: Page, asked: Writer) -> dict:
    """Who writes; with `look`, also which language model servers run on this machine."""
    found = {"offers": page.studio.writer_offers(), "models": page.studio.writer_models()} if asked.look else {}
    return {"writer": page.studio.writer(), **found}


@alone("choose_writer", ChooseWriter)
def choose_writer(page: Page, asked: ChooseWriter) -> dict:
    writer = page.studio.choose_writer(
        asked.kind, base_url=asked.base_url, model=asked.model, credential=asked.credential, key=asked.key
    )
    why = writer["withheld"]
    return {"writer": writer, **({"note": f"{why[:1].upper()}{why[1:]}."} if why else {})}


@alone("read_shots", ShotList)
def read_shots(page: Page, asked: ShotList) -> dict:
    """How a pasted list would be read."""
    return {"shots": [s[:160] for s in page.studio.read_shots(asked.text)]}


@alone("shot_list", ShotList)
def shot_list(page: Page, asked: ShotList) -> dict:
    """A new film of exactly the pasted shots: only the cast and the five domains are written."""

    def write() -> Project:
        project = page.studio.write_shots(page.studio.read_shots(asked.text), wait=False, token=asked.token)
        page.example.rest()
        page.begin(project)
        return project

    return {"view": view_of(page.once(asked.token, write)), "example": False}


@of_film("undo", OfFilm)
def undo(page: Page, project: Project, asked: OfFilm) -> dict:
    project.undo()
    return page.follow(project)


@of_film("redo", OfFilm)
def redo(page: Page, project: Project, asked: OfFilm) -> dict:
    project.edits.redo()
    return page.follow(project)
