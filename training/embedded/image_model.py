"""Stage 3: the picture model. Flow matching on latents, from words and identity tokens; the adapter is trained with it.

Tokens are dropped 20 % of the time, all words 10 %, and 40 % of the time the words do not tell people apart, so that
tokens must be listened to (shared recipe; see docs/embedded-runs.md). Of eight steps four are of scenes, three of heads cut from scenes
(`vgot/models/embedded/face_detailer.py`: faces of a keyframe are drawn once more), one of portraits.
"""

from __future__ import annotations

import numpy as np
import torch
from diffusers.models.attention_processor import IPAdapterAttnProcessor2_0
from torch.nn.functional import interpolate, scaled_dot_product_attention

from training.embedded.encoded import EncodedStage
from training.embedded.feed import Feed
from training.embedded.likeness import crops_of, heads_of, load_reader, unlike
from training.embedded.pool import Pool, fresh, kept
from training.embedded.stage import as_pixels, chance, plain_attention, randn
from vgot.models.embedded.parts import (
    TRAINED_STRENGTH,
    add_adapter,
    build_unet,
    cross_layers,
    load_words,
    save_part,
    save_unet,
)
from vgot.transition import renoise

DROP_TOKENS, DROP_TEXT, GENERIC = 0.2, 0.10, 0.40
#: what the steps of a round are of; a cut is a third of a frame, so that twice as many are taken at once
ROUND = ("scene", "face", "scene", "face", "scene", "face", "scene", "head")
CUTS = 2
#: on a processor, where drawing and encoding take a third of a step's time: how often an item is learned from, and how many are there at first
USES, FIRST = 8.0, 1024
#: what an error weighs where nobody is, on a body, on a head: a face in a medium shot is one cell in fifty, and what people look at
NEAR_WEIGHT = (1.0, 1.5, 4.0)
#: the logit of noise levels, mean and spread: a tenth is above .9, where place, light and who it is are decided (a plain logit-normal
#: has one in seventy there, and pictures from pure noise then lose what the same model keeps from level .85 on)
LEVEL_MEAN, LEVEL_SPREAD = 0.4, 1.4
#: what an unlike face weighs, where a reader of faces was taught (`likeness.py`)
LIKENESS = 0.2
GUIDANCE, STEPS, SHIFT = 3.0, 8, 1.5


class MaskedProcessor(IPAdapterAttnProcessor2_0):
    """The stock processor with masks that differ from picture to picture (`ip_adapter_masks`: [B, people, h, w]); with
    the same masks in a whole batch it gives what the stock one gives. Keys and weights are the stock one's."""

    def __call__(
        self,
        attn,
        hidden_states,
        encoder_hidden_states=None,
        attention_mask=None,
        temb=None,
        scale=1.0,
        ip_adapter_masks=None,
    ):
        words, people = encoder_hidden_states
        batch, _, width = hidden_states.shape

        def split(x):
            return x.view(batch, -1, attn.heads, width // attn.heads).transpose(1, 2)

        def joined(x):
            return x.transpose(1, 2).reshape(batch, -1, width)

        query = split(attn.to_q(hidden_states))
        out = joined(scaled_dot_product_attention(query, split(attn.to_k(words)), split(attn.to_v(words))))
        shares = _shares(ip_adapter_masks, query.shape[2]).to(out.dtype)
        for k in range(people[0].shape[1]):
            one = people[0][:, k]
            seen = joined(scaled_dot_product_attention(query, split(self.to_k_ip[0](one)), split(self.to_v_ip[0](one))))
            out = out + TRAINED_STRENGTH * shares[:, k, :, None] * seen
        return attn.to_out[1](attn.to_out[0](out)) / attn.rescale_output_factor


def _shares(masks: torch.Tensor, cells: int) -> torch.Tensor:
    """Masks [B, people, h, w] at the size that has `cells` cells: [B, people, cells]."""
    high, wide = masks.shape[-2:]
    while high * wide > cells:
        high, wide = -(-high // 2), -(-wide // 2)
    return interpolate(masks, size=(high, wide), mode="area").flatten(2)


def trained_unet(sizes, adapter: dict | None = None, state: dict | None = None):
    """The denoiser with an adapter that takes masks of its own for each picture."""
    unet = build_unet(sizes)
    if state is not None:
        unet.load_state_dict(state)
    add_adapter(unet, sizes, adapter)
    for layer in cross_layers(unet):
        layer.processor.__class__ = MaskedProcessor
    return unet


def masks_of(boxes: torch.Tensor, high: int, wide: int) -> torch.Tensor:
    """[B, people, 4] in shares of the frame -> [B, people, high, wide] of 0 and 1; an empty box is nowhere."""
    x = (torch.arange(wide, device=boxes.device) + 0.5) / wide
    y = (torch.arange(high, device=boxes.device) + 0.5) / high
    across = (x >= boxes[..., 0:1]) & (x < boxes[..., 2:3])
    down = (y >= boxes[..., 1:2]) & (y < boxes[..., 3:4])
    return (down[..., :, None] & across[..., None, :]).float()


def _kind_of(step: int) -> str:
    return ROUND[step % len(ROUND)]


def _of_kind(kind: str, step: int) -> int:
    """How many of the steps before `step` are of a kind."""
    return step // len(ROUND) * ROUND.count(kind) + ROUND[: step % len(ROUND)].count(kind)


class ImageModel(EncodedStage):
    name, kind = "image", "scene"
    rate, average = 1.2e-3, 0.99

    def build(self) -> None:
        s = self.settings
        self.load_encoders()
        taught = s.taught / "likeness"
        self.reader = load_reader(taught, s.sizes).to(self.device) if taught.exists() else None
        text = load_words(s.taught, "text")
        self.modules = {"unet": trained_unet(s.sizes).to(self.device), "text": text.to(self.device)}
        self.unet = self.modules["unet"].to(memory_format=torch.channels_last)
        if s.compiled:
            self.unet = torch.compile(self.unet, dynamic=False)

    def frozen(self) -> set[str]:
        """The projection's biases stay zero: nobody's tokens are nothing."""
        return {
            "unet.encoder_hid_proj.image_projection_layers.0.image_embeds.bias",
            "unet.encoder_hid_proj.image_projection_layers.0.norm.bias",
        }

    # -- batches -------------------------------------------------------------------------------------------------------
    def batches(self, start: int):
        s = self.settings
        drawing = {"seed": s.drawing_seed, **(s.drawing or {})}
        sizes = {"scene": s.batch, "face": CUTS * s.batch, "head": s.batch}
        if not s.pool:
            workers = {
                "scene": s.workers - s.workers // 5 - s.workers // 3,
                "face": s.workers // 3,
                "head": s.workers // 5,
            }
            yield from fresh(
                self,
                {
                    kind: Feed(kind, size, workers=workers[kind], start=_of_kind(kind, start), **drawing)
                    for kind, size in sizes.items()
                },
                start,
                _kind_of,
            )
            return
        if s.compiled:
            # before another thread draws: tracing and computing share locks, and two of them once waited for each other for good
            self.loss(self.encoded(Feed("scene", s.batch, **drawing).next()), self.rng(0), 0.0)[0].backward()
            for module in self.modules.values():
                module.zero_grad(set_to_none=True)
        some, fewer = 64, max(1, s.workers // 7)
        uses, first = (0.0, 0) if self.device.type == "cuda" else (USES, FIRST)
        workers = {
            "scene": max(0, s.workers - 3 * fewer),
            "face": min(2 * fewer, s.workers),
            "head": min(fewer, s.workers),
        }
        shares = {"scene": 1, "face": 2, "head": 5}
        pools = {
            kind: Pool(
                Feed(kind, some, workers=workers[kind], start=self.drawn.get(kind, 0), **drawing),
                self.encoded,
                max(some, s.pool // shares[kind]),
                uses,
                first // shares[kind],
            )
            for kind in sizes
        }
        yield from kept(self, pools, start, min(4 * s.batch, s.pool // 5, first or s.pool), _kind_of, sizes)

    #: batches of each kind that were drawn so far, kept over pieces; items in the pools now
    drawn: dict[str, int] = {}
    filled: dict[str, int] = {}

    # -- learning ------------------------------------------------------------------------------------------------------
    def loss(self, batch: dict, rng: torch.Generator, share: float):
        z = batch["latents"].float()
        count = len(z)
        noise = randn(z, rng)
        level = torch.sigmoid(LEVEL_MEAN + LEVEL_SPREAD * torch.randn((count,), generator=rng, device=z.device))
        x = z + level[:, None, None, None] * (noise - z)
        ids = torch.where(chance((count,), GENERIC, rng)[:, None, None], batch["generic"], batch["ids"])
        ids = torch.where(chance((count,), DROP_TEXT, rng)[:, None, None], torch.full_like(ids, -1), ids)
        people = batch["people"].float() * ~chance((count, 1, 1), DROP_TOKENS, rng)
        with self.autocast(), plain_attention(self.device):
            # compiling takes minutes for each shape: only scenes are
            unet = self.unet if self.device.type == "cuda" or z.shape[-1] != z.shape[-2] else self.modules["unet"]
            flow = self.denoise(
                unet, x, level, self.modules["text"](ids), people, masks_of(batch["boxes"], *z.shape[-2:])
            )
        weight = torch.tensor(NEAR_WEIGHT, device=z.device)[batch["near"].long()]
        apart = (flow.float() - (noise - z)).square().mean(1)
        weighted = (apart * weight).sum() / weight.sum()
        head = (apart * (batch["near"] == 2)).sum().detach() / (batch["near"] == 2).sum().clamp_min(1)
        apart = apart.mean((1, 2))
        clean = level < 0.5
        faces, told = self._likeness(x - level[:, None, None, None] * flow.float(), z, batch, people)
        return weighted + LIKENESS * faces, told | {
            "plain": apart.mean().detach(),
            "head": head,
            "low_noise": (apart * clean).sum().detach() / clean.sum().clamp_min(1),
            "high_noise": (apart * ~clean).sum().detach() / (~clean).sum().clamp_min(1),
        }

    def _likeness(
        self, foreseen: torch.Tensor, z: torch.Tensor, batch: dict, people: torch.Tensor
    ) -> tuple[torch.Tensor, dict]:
        """How unlike themselves those are in the foreseen picture whose tokens were given."""
        if self.reader is None:
            return foreseen.new_zeros(()), {}
        heads, usable = heads_of(batch["near"], batch["boxes"])
        usable = usable & (people != 0).any(-1)
        if not bool(usable.any()):
            return foreseen.new_zeros(()), {}
        with self.autocast():
            apart = unlike(self.reader, crops_of(foreseen, heads, usable), crops_of(z, heads, usable)).mean()
        return apart, {"unlike": apart.detach()}

    @staticmethod
    def denoise(unet, x, level, tokens, people, masks):
        """The flow at noise levels 0..1, for people [B, n, identity] inside masks [B, n, h, w]."""
        return unet(
            x,
            level * 1000,
            tokens,
            added_cond_kwargs={"image_embeds": [people.to(tokens.dtype)]},
            cross_attention_kwargs={"ip_adapter_masks": masks},
            return_dict=False,
        )[0]

    # -- looking -------------------------------------------------------------------------------------------------------
    @torch.no_grad()
    def sheet(self, modules: dict) -> np.ndarray:
        """Held-out scenes; words and tokens; words alone; words that do not tell people apart, and tokens; heads cut from scenes; portraits."""
        drawing = self.settings.drawing or {}
        rows = []
        for kind in ("scene", "face", "head"):
            b = self.encoded(Feed(kind, 6, split="held", seed=5, **drawing).next())
            z, boxes = b["latents"].float(), b["boxes"]
            rng = torch.Generator(self.device).manual_seed(7)
            noise = randn(z, rng)
            nobody = torch.zeros_like(b["people"])
            made = [z] + [
                draw(modules["unet"], modules["text"], ids, people.float(), boxes, noise.clone())
                for ids, people in ((b["ids"], b["people"]), (b["ids"], nobody), (b["generic"], b["people"]))
            ]
            rows += [np.concatenate(list(as_pixels(self.vae.decode(m).sample)), 1) for m in made]
        wide = max(r.shape[1] for r in rows)
        return np.concatenate([np.pad(r, ((0, 0), (0, wide - r.shape[1]), (0, 0))) for r in rows])

    @torch.no_grad()
    def heard(self, modules: dict) -> dict[str, float]:
        """Whether the model listens, long before it can be seen: the loss at one noise level with somebody's own words and
        tokens, with others', and with none. Own must be least, and others' worse than none."""
        made = {}
        for kind in ("scene", "face"):
            b = self.encoded(Feed(kind, 32, split="held", seed=6, **(self.settings.drawing or {})).next())
            z, ids, generic, people = b["latents"].float(), b["ids"], b["generic"], b["people"].float()
            noise = randn(z, torch.Generator(self.device).manual_seed(8))
            level = torch.full((len(z),), 0.8, device=self.device)
            x, masks = z + 0.8 * (noise - z), masks_of(b["boxes"], *z.shape[-2:])
            cases = {
                "own_words": (ids, people * 0),
                "others_words": (ids.roll(1, 0), people * 0),
                "no_words": (torch.full_like(ids, -1), people * 0),
                "own_tokens": (generic, people),
                "others_tokens": (generic, people.roll(1, 0)),
                "no_tokens": (generic, people * 0),
            }
            for name, (said, who) in cases.items():
                flow = self.denoise(modules["unet"], x, level, modules["text"](said), who, masks)
                made[("" if kind == "scene" else f"{kind}_") + name] = round(
                    float((flow.float() - (noise - z)).square().mean()), 5
                )
        return made

    def export(self, modules: dict) -> None:
        stack = self.settings.stack
        save_unet(stack, modules["unet"])
        save_part(stack / "text", modules["text"].state_dict(), self.settings.sizes.as_dict())


def scheduler():
    """The stock solver, as the preset uses it."""
    from diffusers import DPMSolverMultistepScheduler

    return DPMSolverMultistepScheduler(
        prediction_type="flow_prediction",
        use_flow_sigmas=True,
        flow_shift=SHIFT,
        algorithm_type="dpmsolver++",
        solver_order=2,
        lower_order_final=True,
        final_sigmas_type="zero",
    )


@torch.no_grad()
def draw(
    unet,
    text,
    ids,
    people,
    boxes,
    noise,
    *,
    steps: int = STEPS,
    guidance: float = GUIDANCE,
    start: torch.Tensor | None = None,
    level: float = 1.0,
    mask: torch.Tensor | None = None,
) -> torch.Tensor:
    """Latents from noise for many pictures at once: words, people [B, n, identity], boxes [B, n, 4]. start: latents that are noised to
    about `level` and drawn over, in the part of `steps` that is left from there (as the library's image-to-image pipelines do); only where
    `mask` [h, w] is not 0."""
    solver = scheduler()
    solver.set_timesteps(steps, device=noise.device)
    left = max(1, min(steps, int(steps * level))) if start is not None else steps
    solver.set_begin_index(steps - left)
    tokens = torch.cat([text(torch.full_like(ids, -1)), text(ids)])
    masks = masks_of(boxes, *noise.shape[-2:])
    x = noise if start is None else renoise(start, noise, float(solver.sigmas[steps - left]))
    for n, t in enumerate(solver.timesteps[steps - left :], steps - left):
        at = (t.float() / 1000).expand(len(x)).to(x.device)
        on = ImageModel.denoise(unet, x, at, tokens[len(x) :], people, masks).float()
        if guidance > 1:
            off = ImageModel.denoise(unet, x, at, tokens[: len(x)], torch.zeros_like(people), masks).float()
            on = off + guidance * (on - off)
        x = solver.step(on, t, x).prev_sample
        if start is not None and mask is not None:
            x = mask * x + (1 - mask) * renoise(start, noise, float(solver.sigmas[n + 1]))
    return x
