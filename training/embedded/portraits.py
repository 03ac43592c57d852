"""A portrait encoder that was taught too little learns more, while what it said before stays where it was.

    python -m training.embedded.train portraits --minutes 15 --out DIR

Within the directions in which the old encoder spoke (the principal ones of its embeddings) the new one is held to the old;
what it learns of faces (`features.py`) goes into the others. The picture model's projection is made deaf to those, in its
state too, so it draws what it drew before, and learns to listen when it is trained on. Words learn what portraits say now.
"""

from __future__ import annotations

import shutil

import torch

from training.embedded.conditioning import OF_PORTRAITS, FeatureHeads, Heads, IdentityStage, meant_by, told_apart
from training.embedded.encoded import identities_of
from training.embedded.feed import Feed
from training.embedded.state import load_state, save_state
from vgot.models.embedded.parts import TextIdentity, as_clip_input, load_part

#: the share of directions in which the old encoder is taken at its word: .99 of its spread are in 45 of 192
KEPT = 0.25


class PortraitsStage(IdentityStage):
    name = "portraits"
    rate, average, decay = 1e-3, 0.995, 0.02

    def build(self) -> None:
        from transformers import CLIPVisionModelWithProjection

        s = self.settings
        before = s.taught / "image_encoder"
        begins = not before.exists() and s.together.first
        if begins:  # what this stage begins from is kept: it exports over it
            for part in ("person", "image_encoder"):
                shutil.copytree(s.stack / part, s.taught / part, dirs_exist_ok=True)
        s.together.wait()  # nobody reads before it is there
        read = CLIPVisionModelWithProjection.from_pretrained
        self.old = read(before).to(self.device).float().eval().requires_grad_(False)
        person = TextIdentity(s.sizes)
        person.load_state_dict(load_part(s.taught / "person"))
        self.modules = {
            "portraits": read(before).float(),
            "person": person,
            "portrait_heads": Heads(s.sizes.identity, OF_PORTRAITS),
            "feature_heads": FeatureHeads(s.sizes.identity),
        }
        for module in self.modules.values():
            module.to(self.device)
        kept = int(KEPT * s.sizes.identity)
        seen = Feed("pair", 8 * kept, seed=s.seed, **(s.drawing or {})).next()["pixels"]
        said = identities_of(self.old, seen, self.device)
        #: [identity, kept]: where the old encoder's embeddings lie, their mean too
        self.spoken = torch.linalg.svd(said, full_matrices=False).Vh[:kept].T.contiguous()
        if begins:
            self._deafen()

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        two_crops = torch.cat([as_clip_input(batch["pixels"]), as_clip_input(batch["other"])])
        with self.autocast():
            both = self.modules["portraits"](two_crops).image_embeds
            said = self.modules["person"](batch["ids"][:, 0])
            with torch.no_grad():
                before = self.old(two_crops).image_embeds
        both, said = both.float(), said.float()
        one, two = both.chunk(2)
        own, right = self.modules["portrait_heads"].loss(both, batch["labels"].repeat(2, 1))
        features, shapes = self.modules["feature_heads"].loss(both, batch["features"].repeat(2, 1))
        known, pair = told_apart(one, two, batch["identity"][:, None] == batch["identity"][None])
        moved = ((both - before.float()) @ self.spoken).square().mean()
        # as much is said in the new directions as in the old ones: a picture model hears what is loud
        new = both - both @ self.spoken @ self.spoken.T
        size = (new.norm(dim=1) / (new.shape[1] - self.spoken.shape[1]) ** 0.5 - 1).square().mean()
        person, found = meant_by(said, one.detach())
        facts = (
            {"pair": pair, "moved": moved.detach(), "new": new.norm(dim=1).mean().detach()}
            | found
            | {f"portrait_{k}": v for k, v in (right | shapes).items()}
        )
        return own + 2 * features + 0.5 * known + moved + 0.1 * size + 0.5 * person, facts

    def _deafen(self) -> None:
        """The picture model's state hears the old directions alone: once, or what it learned since would be lost."""
        folder = self.settings.out / "state" / "image"
        found = load_state(folder)
        if found is None:
            return
        tensors, facts, form = found
        heard = (self.spoken @ self.spoken.T).cpu()
        for key in tensors:
            if key.startswith(("weight/", "average/")) and key.endswith(
                "image_projection_layers.0.image_embeds.weight"
            ):
                tensors[key] = (tensors[key].float() @ heard).to(tensors[key].dtype)
        save_state(folder, tensors, facts, form)
