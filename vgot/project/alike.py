"""Which take of a still shows its people most like their portraits: best of n by the faces' distance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vgot import media
from vgot.errors import BadInput, ModelUnavailable
from vgot.graph.takes import Take
from vgot.presets.weights import find_weights
from vgot.project.take_choices import TakeChoices
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot

#: models whose pictures are drawings, which the embedded face pack knows
_DRAWN = ("animatic", "vgot/embedded")


class Likenesses:
    """The faces of one film's stills against its portraits."""

    def __init__(self, film: LiveFilm, takes: TakeChoices):
        self.film, self.store, self.takes = film, film.store, takes

    def alike(self, node: str) -> dict[str, Any]:
        """`reader`: by which faces were read; `takes`: for each take of a still, the newest last, `id`, `seed`, `likeness` to each person's
        portrait (-1 to 1) and what is `copied` of it (0 to 1), both by character; `best`: the take that is the most alike, or None.

        Raises BadInput for a node that is no still with people in it, or of which nothing is made, ModelUnavailable where these faces
        cannot be read here."""
        from vgot.evaluate.likeness import Portrait, compare, most_alike

        now = self.film.snapshot()
        planned = now.plan().named(node)
        shot = next((s for s in now.story.shots if s.id == planned.node.shot), None)
        if planned.node.step != "keyframe" or shot is None or not shot.who:
            raise BadInput(f"{node} is no still with people in it.", field=node, hint="Name one, as keyframe/3.")
        takes = [t for t in now.takes_of(planned.node.key) if "picture" in t.digests]
        portraits = list[Portrait]()
        for p in shot.who:
            take = now.plan().nodes[f"portrait/{p.character}/{p.stage}"].take
            if take is not None:
                name = now.story.character(p.character).name
                portraits.append(Portrait(p.character, p.stage, name, self._picture(take)))
        if not takes or not portraits:
            what = "no take" if not takes else "no portrait of anybody in it"
            raise BadInput(f"Of {node} there is {what} yet.", field=node, hint="Build it first.")
        reader = self._reader(now, takes)
        found = compare({t.id: self._picture(t) for t in takes}, portraits, reader)
        best = most_alike(found)
        return {
            "node": planned.name,
            "reader": reader.name,
            "takes": [
                {
                    "id": one.take,
                    "seed": take.seed,
                    "likeness": {c: round(v, 3) for c, v in one.likeness.items()},
                    "copied": {c: round(v, 3) for c, v in one.copied.items()},
                }
                for one, take in zip(found, takes, strict=True)
            ],
            "best": best.take if best is not None else None,
        }

    def choose(self, node: str) -> dict[str, Any]:
        """What `alike` says, with the best take chosen, as one edit. Raises as `alike`, and BadInput where nobody is seen in any take."""
        found = self.alike(node)
        if found["best"] is None:
            raise BadInput(
                f"No take of {node} shows a face that can be compared.",
                field=node,
                hint="Make more takes, or choose one by eye.",
            )
        self.takes.choose(node, found["best"])
        return found

    def _picture(self, take: Take):
        return media.decode_png(self.store.read_blob(take.digests["picture"]))

    def _reader(self, now: Snapshot, takes: list[Take]):
        """The face pack of a person's own where there is one; the embedded one for drawings, and for nothing else: of photographs it would
        only guess."""
        from vgot.faces.reader import face_reader

        models = self.film.settings.models_dir
        own = models / "face_pack" if models is not None else None
        if own is not None and own.is_dir():
            return face_reader(own)
        if (pack := self._pack(now, models)) is not None:
            return face_reader(pack)
        made = [t for t in takes if not t.is_upload]
        if made and all(t.recipe.get("model", {}).get("id") in _DRAWN for t in made):
            return face_reader()
        raise ModelUnavailable(
            f"The faces that {now.preset.title} makes cannot be compared here: there is no face pack for photographs.",
            field="face_pack",
            hint="Put an insightface pack whose licence allows your use into a folder `face_pack` under --models.",
        )

    @staticmethod
    def _pack(now: Snapshot, models: Path | None) -> Path | None:
        """The face pack of the preset itself, where it is on this machine."""
        repo = now.preset.face.repo("face_pack")
        try:
            return find_weights(repo, models) if repo is not None else None
        except ModelUnavailable:
            return None


def in_words(told: dict[str, Any]) -> str:
    """What `Likenesses.alike` says, for a terminal."""
    lines = list[str]()
    for take in told["takes"]:
        each: list[str] = [
            f"{who} {like:.2f} (copied {take['copied'].get(who, 0):.2f})"
            for who, like in sorted(take["likeness"].items())
        ]
        lines.append(f"  {take['id']}  {', '.join(each) or 'no face is seen'}")
    best = f"The most alike: {told['best']}." if told["best"] else "Nobody's face is seen in any of them."
    return "\n".join([*lines, best])
