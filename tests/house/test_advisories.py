"""What is locked, held against what is publicly known to be wrong with it (`tests/data/advisories.yaml`, made by `docs.make_advisories`)."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pytest
import yaml

from docs import make_advisories as made
from tests.house.test_architecture import nodes_of, sources

ROOT = Path(__file__).parents[2]

#: Why a version with a known fault may stay: what is at fault is no format that is opened here (held by the test below on
#: `Image.open`), is not called here, is called with what the program itself makes alone, or is called for strangers' files in a process of
#: its own with limits of memory and time.
Reason = Literal["not opened", "not called", "only of our own", "in the limited process"]

#: pillow: moviepy 2.2.1, which makes the title cards, asks for one below 12, and gradio 6.31.0 for one below 13: no release of either lets a
#: mended one in. What reads strangers' pictures is vgot/media/_decode_upload.py, in a process of its own.
HELD_BACK = "moviepy<=2.2.1: pillow<12; gradio<=6.31.0: pillow<13"


@dataclass(frozen=True)
class Accepted:
    """One advisory that a locked version has, and why it does no harm here."""

    package: str
    advisory: str
    reason: Reason
    because: str


def _of_pillow(reason: Reason, because: str, *advisories: str) -> list[Accepted]:
    return [Accepted("pillow", f"CVE-2026-{one}", reason, because) for one in advisories]


ACCEPTED = [
    *_of_pillow("not opened", "PSD", "25990", "42311"),
    *_of_pillow("not opened", "FITS", "40192"),
    *_of_pillow("not opened", "JPEG 2000", "59204"),
    *_of_pillow("not opened", "McIdas AREA", "54058"),
    *_of_pillow("not called", "PdfParser: PDFs are written by fpdf2 and read by pypdfium2", "42310", "59200"),
    *_of_pillow("not called", "FontFile and GdImageFile", "54059", "54060", "55379", "55380"),
    *_of_pillow("not called", "WindowsViewer: nothing is shown by another program", "55798"),
    *_of_pillow("not called", "nothing is saved as TGA", "59198"),
    *_of_pillow("not called", "nothing is saved as TIFF", "112396"),
    *_of_pillow("not called", "ImageMorph", "112397"),
    *_of_pillow("not called", "ImageCmsTransform.apply into a picture that is given: none is", "59205"),
    *_of_pillow("only of our own", "fonts of assets/fonts, texts within the lengths of a story", "42308"),
    *_of_pillow("only of our own", "coordinates are pairs that are computed here", "42309", "59199"),
    *_of_pillow("only of our own", "MaxFilter of a title's letters, a few pixels wide", "59197", "112392"),
]


def found(versions: dict[str, set[str]]) -> set[tuple[str, str]]:
    """(package, advisory) of everything that is known about these versions."""
    return {
        (one.package, one.id)
        for one in made.known()
        for version in versions.get(one.package, ())
        if one.is_about(version)
    }


def test_no_locked_version_has_a_published_fault_that_nobody_has_accepted_with_a_reason():
    accepted = {(one.package, one.advisory) for one in ACCEPTED}
    assert found(made.locked()) - accepted == set()


def test_what_is_accepted_is_still_there_and_says_why():
    there = found(made.locked())
    assert [one for one in ACCEPTED if (one.package, one.advisory) not in there] == [], "mended: take the line out"
    assert len({(one.package, one.advisory) for one in ACCEPTED}) == len(ACCEPTED)
    assert all(one.reason in get_args(Reason) and one.because for one in ACCEPTED)


def test_the_packages_that_hold_pillow_back_are_still_those():
    """Once neither is, pillow goes to a mended release, and its lines above go."""
    locked = made.locked()
    assert (locked["moviepy"], locked["gradio"]) == ({"2.2.1"}, {"6.31.0"}), f"look again: {HELD_BACK}"


def test_a_version_of_each_known_fault_would_be_found():
    """The comparison itself can fail: the first version of each stretch is about it, the one that mends it is not."""
    for one in made.known():
        for begins, ends in one.ranges:
            assert one.is_about(begins), one
            others = [r for r in one.ranges if r[0] != begins]
            if ends and ends != begins and not made.Advisory("", "", (), tuple(others)).is_about(ends):
                assert not one.is_about(ends), one
    assert ("jinja2", "PYSEC-2021-66") in found({"jinja2": {"2.11.2"}})


def test_the_snapshot_says_whence_it_is_and_of_when_and_each_line_by_hand_its_source():
    kept = yaml.safe_load(made.KEPT.read_text(encoding="utf-8"))
    assert kept["source"] == made.DATABASE and len(kept["commit"]) == 40
    assert kept["of"][:10] <= kept["read"]
    assert all(one["source"].startswith("https://") for one in kept["by_hand"])
    assert {one.package for one in made.known()} <= set(made.locked()), "a package that is no longer locked"


@pytest.fixture
def database(tmp_path) -> Path:
    """A database of two advisories about one package, one of them taken back, as git keeps it."""
    folder = tmp_path / "database"
    told = {"affected": [{"package": {"name": "Jinja2"}, "ranges": [{"type": "ECOSYSTEM", "events": []}]}]}
    told["affected"][0]["ranges"][0]["events"] = [{"introduced": "0"}, {"last_affected": "99.1"}]
    (folder / "vulns" / "jinja2").mkdir(parents=True)
    for name, more in (("PYSEC-1-1", {"aliases": ["CVE-1-1"]}), ("PYSEC-1-2", {"withdrawn": "2020-01-01"})):
        (folder / "vulns" / "jinja2" / f"{name}.yaml").write_text(yaml.safe_dump({"id": name} | told | more))
    run = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-C", str(folder)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "as of then"]):
        subprocess.run([*run, *command], check=True)
    return folder


def test_the_command_keeps_what_was_added_by_hand_until_the_database_has_it(database, tmp_path, monkeypatch, capsys):
    kept = tmp_path / "advisories.yaml"
    by_hand = [{"is": ["jinja2", name, [], ["1", "2"]], "source": "https://a.b"} for name in ("CVE-1-1", "CVE-9-9")]
    kept.write_text(yaml.safe_dump({"by_hand": by_hand}))
    monkeypatch.setattr(made, "KEPT", kept)
    assert made.main(["--database", str(database)]) == 0
    first, last = made.known()
    assert (first.id, first.aliases, last.id) == ("PYSEC-1-1", ("CVE-1-1",), "CVE-9-9")
    assert first.is_about("99.1") and not first.is_about("99.1.1") and not first.is_about("99.2")
    assert made.main(["--database", str(tmp_path)]) == 1 and "Nothing was changed." in capsys.readouterr().err
    assert len(made.known()) == 2


def test_no_picture_is_opened_without_saying_which_formats_it_may_be():
    """Of forty decoders of pillow only those run that a film needs: faults in the others are not reached."""
    opened = {
        f"{path.relative_to(ROOT)}:{node.lineno}": next(
            (ast.unparse(k.value) for k in node.keywords if k.arg == "formats"), ""
        )
        for path in sources("vgot", "ui", "app.py")
        if re.search(r"\bImage\.open|import open\b", path.read_text(encoding="utf-8"))
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Image.open")
    }
    upload = next(where for where in opened if "_decode_upload.py" in where)
    assert opened.pop(upload) == "formats" and set(opened.values()) == {"('PNG',)"}
    from vgot.media._decode_upload import FORMATS

    assert set(FORMATS) == {"JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP"}
