"""Stage 2: what the picture model is told. The portrait encoder and the text tokens learn to say what was drawn; then
words learn to stand for a portrait.

The portrait encoder: two crops of one portrait are nearer than any others', and its embedding says the person's
attributes and what makes the face its own (`features.py`). The text tokens: all attributes of the scene, so that the picture model starts from words it can tell apart.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss, normalize

from training.embedded.features import SHAPES, WIDTH
from training.embedded.feed import Feed
from training.embedded.scenes import LABELS, NAMES, UNSAID
from training.embedded.stage import Stage
from vgot.models.embedded.parts import (
    TOKENS,
    Conditioning,
    TextIdentity,
    as_clip_input,
    build_portrait_encoder,
    save_part,
)

#: What a portrait shows, and what the words of a shot say.
OF_PORTRAITS = ("hair", "hat", "garment", "colour", "skin", "sex", "age", "glasses", "beard")
OF_WORDS = (*OF_PORTRAITS, "place", "light", "size", "move", "people", "weather", "angle")
TEMPERATURE = 0.1


class Heads(nn.Module):
    """One linear reading of a vector for each attribute."""

    def __init__(self, width: int, names: tuple[str, ...]):
        super().__init__()
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(LABELS[name])) for name in names})

    def loss(self, x: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        """The mean loss over attributes, and the share read right of each."""
        losses, right = [], {}
        for name, head in self.heads.items():
            wanted = labels[:, NAMES.index(name)].long()
            if not bool((wanted != UNSAID).any()):
                continue
            said = head(x)
            losses.append(cross_entropy(said, wanted, ignore_index=UNSAID))
            there = wanted != UNSAID
            right[name] = ((said.argmax(1) == wanted) & there).sum() / there.sum()
        return torch.stack(losses).mean(), right


class FeatureHeads(nn.Module):
    """Linear readings of a vector for what makes a face its own (`features.py`)."""

    def __init__(self, width: int):
        super().__init__()
        self.shapes = nn.ModuleDict({name: nn.Linear(width, count) for name, count in SHAPES.items()})
        self.rest = nn.Linear(width, WIDTH - len(SHAPES))

    def loss(self, x: torch.Tensor, features: torch.Tensor) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        """The mean over shapes (in nats) and numbers (squared), and the share of each shape that is read right."""
        losses, right = [], {}
        for n, (name, head) in enumerate(self.shapes.items()):
            wanted, said = features[:, n].long(), head(x)
            losses.append(cross_entropy(said, wanted, ignore_index=-1))
            right[name] = (said.argmax(1) == wanted).float().mean()
        apart = (self.rest(x) - features[:, len(SHAPES) :]).square().mean()
        return torch.stack(losses).mean() + apart, right | {"numbers": apart.detach()}


def told_apart(one: torch.Tensor, two: torch.Tensor, same: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """How far two readings of each person are from being nearest to each other in the batch (cross-entropy), and the share that is
    nearest. same: bool [N, N], who is the same person; others of the same person are left out."""
    alike = normalize(one, dim=1) @ normalize(two, dim=1).T / TEMPERATURE
    other = ~torch.eye(len(one), dtype=torch.bool, device=one.device) & same
    alike = alike.masked_fill(other, -1e4)
    target = torch.arange(len(one), device=one.device)
    return (cross_entropy(alike, target) + cross_entropy(alike.T, target)) / 2, (
        alike.argmax(1) == target
    ).float().mean()


def meant_by(said: torch.Tensor, meant: torch.Tensor) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """How far words are from the portraits they stand for, and how often the right one of the batch is nearest."""
    alike = nn.functional.cosine_similarity(said, meant).mean()
    first = (normalize(said, dim=1) @ normalize(meant, dim=1).T).argmax(1) == torch.arange(
        len(said), device=said.device
    )
    return mse_loss(said, meant) + 1 - alike, {"person_cos": alike.detach(), "person_first": first.float().mean()}


class IdentityStage(Stage):
    """A stage that teaches `portraits` (the encoder) and `person` (words -> what it would say)."""

    kind = "pair"

    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        """Held-out portraits, and under each the one of the same sheet that its words mean most."""
        feed = Feed("pair", 12, split="held", seed=5, **(self.settings.drawing or {}))
        batch = self.moved(feed.next())
        meant = normalize(modules["portraits"](as_clip_input(batch["pixels"])).image_embeds.float(), dim=1)
        said = normalize(modules["person"](batch["ids"][:, 0]).float(), dim=1)
        found = (said @ meant.T).argmax(1).cpu().numpy()
        seen = batch["pixels"].cpu().numpy()
        return np.concatenate([np.concatenate(list(seen), 1), np.concatenate(list(seen[found]), 1)])

    def export(self, modules: dict) -> None:
        stack = self.settings.stack
        modules["portraits"].cpu().half().save_pretrained(stack / "image_encoder", max_shard_size="1GB")
        save_part(stack / "person", modules["person"].state_dict(), self.settings.sizes.as_dict())


class ConditioningStage(IdentityStage):
    name = "conditioning"
    rate, average, decay = 1e-3, 0.995, 0.05

    def build(self) -> None:
        sizes = self.settings.sizes
        self.modules = {
            "portraits": build_portrait_encoder(sizes),
            "text": Conditioning(sizes),
            "person": TextIdentity(sizes),
            "portrait_heads": Heads(sizes.identity, OF_PORTRAITS),
            "feature_heads": FeatureHeads(sizes.identity),
            "text_heads": Heads(sizes.cross * sum(TOKENS.values()), OF_WORDS),
        }
        for module in self.modules.values():
            module.to(self.device)

    def loss(self, batch: dict, rng: torch.Generator, share: float):
        with self.autocast():
            one = self.modules["portraits"](as_clip_input(batch["pixels"])).image_embeds
            two = self.modules["portraits"](as_clip_input(batch["other"])).image_embeds
            tokens = self.modules["text"](batch["scene_ids"])
            said = self.modules["person"](batch["ids"][:, 0])
        one, two, said = one.float(), two.float(), said.float()
        own, right = self.modules["portrait_heads"].loss(torch.cat([one, two]), batch["labels"].repeat(2, 1))
        features, shapes = self.modules["feature_heads"].loss(torch.cat([one, two]), batch["features"].repeat(2, 1))
        known, pair = told_apart(one, two, batch["identity"][:, None] == batch["identity"][None])
        size = ((one.norm(dim=1) / one.shape[1] ** 0.5 - 1) ** 2).mean()
        words, read = self.modules["text_heads"].loss(tokens.float().flatten(1), batch["scene_labels"])
        person, found = meant_by(said, one.detach())
        facts = (
            {"pair": pair}
            | found
            | {f"portrait_{k}": v for k, v in (right | shapes).items()}
            | {f"words_{k}": v for k, v in read.items()}
        )
        return own + features + 0.5 * known + 0.1 * size + words + 0.5 * person, facts

    def export(self, modules: dict) -> None:
        super().export(modules)
        save_part(self.settings.taught / "text", modules["text"].state_dict(), self.settings.sizes.as_dict())
