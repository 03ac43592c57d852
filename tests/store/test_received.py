"""A project from elsewhere is whole or refused: facts and recipes by their schema, stored files by being decoded within limits."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import zipfile
import zlib

import numpy as np
import pytest

from tests.conftest import NoExecutor, small_story
from ui.example import ExampleFilm
from ui.verbs import Verbs
from vgot.errors import DamagedProject, VgotError
from vgot.graph.keys import recipe_key
from vgot.graph.takes import take_id
from vgot.media.pictures import encode_png, picture_size
from vgot.project.studio import Studio
from vgot.settings import Settings


def png(side: int, bits: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (1 + (side + 7) // 8) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, bits, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE, NO_FILM = png(64), b"\0\0\0\x18ftypisom" + b"\0" * 64
STILL, CLIP, JOIN = "keyframe/shot1", "clip/shot1", "join/shot1-shot2"
FILM_FACTS = {"frames": 8, "fps": 8, "width": 160, "height": 90}


def archive(node: str = "", data: bytes = b"", *, role="", facts=None, recipe=None, preset="animatic", **more) -> bytes:
    """A .vgot.zip of two shots with one take, as somebody with bad intent writes it."""
    takes, files = [], {}
    if node:
        step, digest = node.partition("/")[0], hashlib.sha256(data).hexdigest()
        asked = recipe or {"step": step, "upload": digest, "seed": 0}
        takes.append(
            {
                "node": node,
                "step": step,
                "recipe_key": recipe_key(asked),
                "recipe": asked,
                "preset": "upload",
                "producer": "you",
                "created": "",
                "seconds": 0.0,
                "digests": {role or {"film": "film", "keyframe": "picture"}.get(step, "frames"): digest},
                "facts": facts or {},
            }
            | more
        )
        files[f"blobs/{digest}"] = data
    project = {
        "format": 1,
        "name": " ",
        "preset": preset,
        "story": small_story(2).model_dump(mode="json"),
        "choices": {},
        "takes": takes,
        "last": {t["node"]: take_id(t["node"], t["recipe_key"]) for t in takes},
    }
    files["project.json"] = json.dumps(project).encode()
    listed = {name: {"sha256": hashlib.sha256(d).hexdigest(), "bytes": len(d)} for name, d in files.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, d in files.items():
            made.writestr(name, d)
        made.writestr("manifest.json", json.dumps({"format": 1, "files": listed}))
    return out.getvalue()


BAD = {
    "a film without its file": lambda: archive("film", NO_FILM, role="x", facts=FILM_FACTS),
    "a film without facts": lambda: archive("film", NO_FILM),
    "a still without a picture": lambda: archive(STILL, PICTURE, role="odd"),
    "a clip whose frames are a word": lambda: archive(CLIP, NO_FILM, facts={"frames": "many"}),
    "an odd seam": lambda: archive(JOIN, NO_FILM, facts={"frames": 0, "seam": ["x"]}),
    "an odd recipe": lambda: archive(STILL, PICTURE, recipe={"step": "keyframe", "seed": 3, "inputs": [1]}),
    "a seed beyond numbers": lambda: archive(STILL, PICTURE, recipe={"step": "keyframe", "seed": 2**80}),
    "a seed that is true": lambda: archive(STILL, PICTURE, recipe={"step": "keyframe", "seed": True}),
    "endless seconds": lambda: archive(STILL, PICTURE, seconds=float("inf")),
    "seconds that are no number": lambda: archive(STILL, PICTURE, seconds=float("nan")),
    "deep facts": lambda: archive(STILL, PICTURE, facts={"a": json.loads("[" * 90 + "]" * 90)}),
    "words that are no list": lambda: archive(STILL, PICTURE, facts={"not_drawn": {"a": 1}}),
    "a take of another node": lambda: archive(STILL, PICTURE, step="clip"),
    "a picture that is a bomb": lambda: archive(STILL, png(13_300)),
    "a picture that is none": lambda: archive(STILL, b"<svg/>"),
    "a picture cut off": lambda: archive(STILL, PICTURE[:50]),
    "a film that is none": lambda: archive("film", NO_FILM, facts=FILM_FACTS),
}


@pytest.fixture
def verbs(tmp_path):
    studio = Studio(Settings(home=tmp_path / "home"), NoExecutor())
    yield Verbs(studio, ExampleFilm(studio, tmp_path / "none"))
    studio.close()


def brought(verbs: Verbs, data: bytes) -> dict:
    return verbs.answer({"verb": "import", "name": "gift.vgot.zip", "data": base64.b64encode(data).decode()})


def test_a_project_whose_takes_are_not_what_they_say_is_refused_and_leaves_nothing(verbs):
    for what, made in BAD.items():
        said = brought(verbs, made())
        assert not said["ok"] and said["problem"]["kind"] == "bad_input", f"{what}: {said}"
        assert said["problem"]["hint"], what
        assert not list(verbs.studio.projects_folder.glob("*")), f"{what} left something"


def test_a_preset_that_is_not_here_is_named_and_the_film_opens_with_the_usual_one(verbs):
    said = brought(verbs, archive(STILL, PICTURE, facts={"width": 64, "height": 64}, preset="of-somebody-else"))
    assert said["ok"] and "'of-somebody-else'" in said["note"]
    project = verbs.studio.open(said["view"]["project"])
    assert project.preset.name == "animatic"
    project.set_preset("animatic")
    assert not project.lacks_preset


def test_a_picture_larger_than_any_film_is_refused_by_its_header():
    with pytest.raises(DamagedProject):
        picture_size(png(13_300)[:64])


def test_nothing_was_changed_is_said_only_where_it_is_true(verbs, monkeypatch):
    project = verbs.studio.new_project(small_story(2))
    asked = {"verb": "edit", "project": project.id, "shot": "shot1", "field": "lighting", "value": "typed"}
    monkeypatch.setattr(Verbs, "shown", lambda *a: 1 / 0)
    said = verbs.answer(asked)["problem"]["message"]
    assert "nothing was changed" not in said and "kept" in said
    assert project.story.shots[0].domains.lighting == "typed"
    said = verbs.answer({"verb": "look", "project": project.id, "stamp": "x"})["problem"]["message"]
    assert "nothing was changed" in said


def test_a_row_of_commas_is_no_shot_and_is_told_at_once(verbs):
    said = verbs.answer({"verb": "import", "name": "a.csv", "data": base64.b64encode(b"," * 300_000).decode()})
    assert said["problem"]["kind"] == "bad_input" and "no shot" in said["problem"]["message"]


def test_what_this_program_exports_comes_back_whole(tmp_path, verbs):
    project = verbs.studio.new_project(small_story(2))
    project.upload("keyframe/1", encode_png(np.full((90, 160, 3), 90, np.uint8)))
    back = verbs.studio.import_project(project.export(tmp_path / "film.vgot.zip"))
    assert back.story == project.story
    assert [t["digests"] for t in back.takes("keyframe/1")] == [t["digests"] for t in project.takes("keyframe/1")]
    with pytest.raises(VgotError):
        back.takes("clip/9")
