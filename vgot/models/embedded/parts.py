"""The parts of the embedded stack: words -> conditioning tokens, portrait -> identity, and how each network is built.

The same code serves training (training/embedded) and rendering (vgot/models/embedded/families.py). Pictures are 288 x 160 or
192 x 192 pixels, latents 8 channels at an eighth of that; text is read through the embedded word vectors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn

from vgot.script import words

DOMAINS = ("character", "background", "relation", "camera", "lighting")
#: Tokens a domain gets: one for the whole of it, the others for single attributes. Fifteen in all, never padded.
TOKENS = {"character": 5, "background": 3, "relation": 3, "camera": 2, "lighting": 2}
#: Words of a domain that are read.
MOST_WORDS = 64
#: The adapter's weight in training: the paper's lambda of one half is what the model knows best.
TRAINED_STRENGTH = 0.5
IDENTITY_TOKENS = 4
#: Bytes of one weight file at most: a Space takes files under 10 MiB as they are.
SHARD = 9_000_000
#: CLIP's own means and spreads, so that the stock image processor prepares portraits for the identity encoder.
CLIP_MEAN, CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


@dataclass(frozen=True)
class Sizes:
    """Widths of every part; `small()` is what tests and twins use."""

    latent: int = 8
    vae_widths: tuple[int, ...] = (32, 64, 128)
    vae_encoder: tuple[int, ...] = (1, 2, 3)
    vae_decoder: tuple[int, ...] = (1, 3, 4)
    unet: tuple[int, ...] = (64, 128, 192)
    heads: int = 4
    groups: int = 16
    cross: int = 192
    text: int = 192
    identity: int = 192
    portrait_px: int = 96
    portrait_patch: int = 12
    portrait_width: int = 112
    portrait_layers: int = 4
    motion_heads: int = 4
    motion_frames: int = 32

    @classmethod
    def small(cls) -> Sizes:
        return cls(
            latent=4,
            vae_widths=(8, 8, 16),
            vae_encoder=(1, 1, 1),
            vae_decoder=(1, 1, 1),
            unet=(8, 16, 16),
            heads=2,
            groups=4,
            cross=16,
            text=16,
            identity=16,
            portrait_px=32,
            portrait_patch=8,
            portrait_width=16,
            portrait_layers=1,
            motion_heads=2,
        )

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict) -> Sizes:
        sizes: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return cls(**sizes)


# -- words ------------------------------------------------------------------------------------------------------------
def word_ids(domains: Sequence[str]) -> np.ndarray:
    """int16 [5, MOST_WORDS]: the rows of each domain's words in the embedded vectors, -1 where there is none."""
    made = np.full((len(DOMAINS), MOST_WORDS), -1, np.int16)
    for n, text in enumerate(domains):
        ids = words.row_ids(text, MOST_WORDS)
        made[n, : len(ids)] = ids
    return made


NOTHING = np.full((len(DOMAINS), MOST_WORDS), -1, np.int16)


class WordPool(nn.Module):
    """Words of one text -> a few vectors: word rows, two convolutions for what stands beside what, and learned
    questions that each gather what concerns them."""

    def __init__(self, questions: int, width: int):
        super().__init__()
        rows = torch.from_numpy(words.rows())
        self.register_buffer("rows", rows / rows.norm(dim=1).mean() * rows.shape[1] ** 0.5, persistent=False)
        self.first = nn.Conv1d(rows.shape[1], width, 5, padding=2)
        self.second = nn.Conv1d(width, width, 5, padding=2)
        self.norm = nn.LayerNorm(width)
        self.questions = nn.Parameter(torch.randn(questions, width) * 0.5)
        self.keys, self.values = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, ids: torch.Tensor, index: torch.Tensor | slice = slice(None)) -> torch.Tensor:
        """ids: int [B, words], -1 for none. index: which questions. Returns [B, questions, width]; zeros for no words."""
        there = ids >= 0
        rows: Any = self.rows
        x = rows[ids.clamp_min(0).long()] * there[..., None]
        x = nn.functional.gelu(self.first(x.transpose(1, 2))) * there[:, None]
        x = self.norm((x + nn.functional.gelu(self.second(x))).transpose(1, 2))
        asked = self.questions[index]
        scores = torch.einsum("qw,bnw->bqn", asked, self.keys(x)) * asked.shape[-1] ** -0.5
        shares = scores.masked_fill(~there[:, None], -1e4).softmax(-1) * there[:, None]
        return shares @ self.values(x)


class Conditioning(nn.Module):
    """Five domains -> fifteen tokens [B, 15, cross]. A domain without words gives its learned empty tokens."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        total = sum(TOKENS.values())
        self.pool = WordPool(total, sizes.text)
        self.out = nn.Linear(sizes.text, sizes.cross)
        self.norm = nn.LayerNorm(sizes.cross)
        self.place = nn.Parameter(torch.randn(total, sizes.cross) * 0.5)
        self.empty = nn.Parameter(torch.randn(total, sizes.cross) * 0.5)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        made, at = [], 0
        for n, domain in enumerate(DOMAINS):
            some = slice(at, at + TOKENS[domain])
            found = self.norm(self.out(self.pool(ids[:, n], some))) + self.place[some]
            there = (ids[:, n] >= 0).any(1)[:, None, None]
            made.append(torch.where(there, found, self.empty[some].expand_as(found)))
            at = some.stop
        return torch.cat(made, 1)


class TextIdentity(nn.Module):
    """The words of somebody -> the embedding that a portrait drawn from them would have: [B, identity]."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.pool = WordPool(4, sizes.text)
        self.out = nn.Sequential(
            nn.Linear(4 * sizes.text, 2 * sizes.identity), nn.GELU(), nn.Linear(2 * sizes.identity, sizes.identity)
        )

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.out(self.pool(ids).flatten(1))


# -- networks ---------------------------------------------------------------------------------------------------------
def build_autoencoder(sizes: Sizes):
    """8x: a picture in -1..1 <-> latents of unit spread."""
    from vgot.models.embedded.codec import build_codec

    widths, encoder, decoder = cast(Any, (sizes.vae_widths, sizes.vae_encoder, sizes.vae_decoder))
    return build_codec(sizes.latent, widths, encoder, decoder)


def build_portrait_encoder(sizes: Sizes):
    """A portrait of `portrait_px` pixels -> its identity embedding."""
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    return CLIPVisionModelWithProjection(
        CLIPVisionConfig(
            hidden_size=sizes.portrait_width,
            intermediate_size=3 * sizes.portrait_width,
            projection_dim=sizes.identity,
            num_hidden_layers=sizes.portrait_layers,
            num_attention_heads=4,
            image_size=sizes.portrait_px,
            patch_size=sizes.portrait_patch,
        )
    )


def build_unet(sizes: Sizes):
    """The denoiser: attention to the tokens at half and quarter of the latents' size."""
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=36,
        in_channels=sizes.latent,
        out_channels=sizes.latent,
        block_out_channels=sizes.unet,
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=sizes.cross,
        attention_head_dim=sizes.heads,
        norm_num_groups=sizes.groups,
        use_linear_projection=True,
    )


def add_adapter(unet, sizes: Sizes, weights: dict | None = None) -> None:
    """Decoupled cross-attention on identity tokens, in the IP-Adapter's own format.

    weights: `{"image_proj": {...}, "ip_adapter": {...}}`; new ones without. The projection of no identity (zeros) is
    zero, because its biases are zero and stay so: nobody's tokens are the model without the adapter.
    """
    unet._load_ip_adapter_weights([weights or new_adapter(unet, sizes)], low_cpu_mem_usage=False)


def new_adapter(unet, sizes: Sizes) -> dict:
    """Fresh weights of an adapter for this denoiser."""
    widths = [layer.to_k.out_features for layer in cross_layers(unet)]
    made = {
        "image_proj": {
            "proj.weight": torch.randn(IDENTITY_TOKENS * sizes.cross, sizes.identity) * sizes.identity**-0.5,
            "proj.bias": torch.zeros(IDENTITY_TOKENS * sizes.cross),
            "norm.weight": torch.ones(sizes.cross),
            "norm.bias": torch.zeros(sizes.cross),
        },
        "ip_adapter": {},
    }
    for n, width in enumerate(widths):
        made["ip_adapter"][f"{2 * n + 1}.to_k_ip.weight"] = torch.randn(width, sizes.cross) * sizes.cross**-0.5
        made["ip_adapter"][f"{2 * n + 1}.to_v_ip.weight"] = torch.randn(width, sizes.cross) * 0.2 * sizes.cross**-0.5
    return made


def cross_layers(unet) -> list:
    """The cross-attention layers in the order of the adapter's keys."""
    layers = dict(unet.named_modules())
    return [
        layers[name.removesuffix(".processor")] for name in unet.attn_processors if name.endswith("attn2.processor")
    ]


def adapter_state(unet) -> dict[str, torch.Tensor]:
    """The adapter's weights with the keys of its published format, flat."""
    projection = unet.encoder_hid_proj.image_projection_layers[0]
    made = {
        "image_proj.proj.weight": projection.image_embeds.weight,
        "image_proj.proj.bias": projection.image_embeds.bias,
        "image_proj.norm.weight": projection.norm.weight,
        "image_proj.norm.bias": projection.norm.bias,
    }
    for n, layer in enumerate(cross_layers(unet)):
        made[f"ip_adapter.{2 * n + 1}.to_k_ip.weight"] = layer.processor.to_k_ip[0].weight
        made[f"ip_adapter.{2 * n + 1}.to_v_ip.weight"] = layer.processor.to_v_ip[0].weight
    return {k: v.detach() for k, v in made.items()}


def nested_adapter(flat: dict[str, torch.Tensor]) -> dict:
    """Flat keys -> what the loader takes."""
    made: dict = {"image_proj": {}, "ip_adapter": {}}
    for key, value in flat.items():
        part, _, name = key.partition(".")
        made[part][name] = value
    return made


def adapter_parts(unet) -> set[str]:
    """Names in the denoiser's state that belong to the adapter."""
    return {k for k in unet.state_dict() if k.startswith("encoder_hid_proj.") or ".processor." in k}


def build_motion(unet, sizes: Sizes):
    """The image-to-video network: the denoiser's own layers, temporal layers beside them, and an input of noisy latents,
    a mask of known frames and their clean latents (2 x latent + 1 channels). The new input channels begin at zero, so
    that at first every frame is the picture model's own. `unet` must not carry an adapter."""
    from diffusers import MotionAdapter, UNetMotionModel

    # at the deepest level the middle alone looks across time: its other temporal layers would be half of all their weights
    motion = MotionAdapter(
        block_out_channels=sizes.unet,
        motion_layers_per_block=1,
        motion_mid_block_layers_per_block=1,
        motion_transformer_layers_per_block=(*[1] * (len(sizes.unet) - 1), 0),
        motion_num_attention_heads=sizes.motion_heads,
        motion_norm_num_groups=sizes.groups,
        use_motion_mid_block=True,
        motion_max_seq_length=sizes.motion_frames,
    )
    made = UNetMotionModel.from_unet2d(unet, motion)
    old = made.conv_in
    made.conv_in = nn.Conv2d(2 * sizes.latent + 1, old.out_channels, old.kernel_size, padding=old.padding)
    with torch.no_grad():
        made.conv_in.weight.zero_()
        made.conv_in.weight[:, : sizes.latent] = old.weight
        if made.conv_in.bias is not None and old.bias is not None:
            made.conv_in.bias.copy_(old.bias)
    made.register_to_config(in_channels=2 * sizes.latent + 1)
    return made


def motion_parts(model) -> set[str]:
    """Names in the image-to-video network's state that are not the picture model's: what is trained and shipped for it."""
    return {k for k in model.state_dict() if "motion_modules" in k or k.startswith("conv_in.")}


def known_frames(
    first: torch.Tensor, last: torch.Tensor | None, frames: int, guess: torch.Tensor | None = None
) -> torch.Tensor:
    """`[B, C + 1, F, H, W]` beside the noisy latents: a mask of known frames, and clean latents that pass from the first
    to the last frame. Without a last one they are the first frame held still, or `guess` [B, C, F, H, W] after it."""
    share = torch.linspace(0, 1, frames, device=first.device, dtype=first.dtype)[None, None, :, None, None]
    still = first[:, :, None].expand(-1, -1, frames, -1, -1)
    if last is not None:
        held = still * (1 - share) + last[:, :, None] * share
    else:
        held = still if guess is None else torch.cat([first[:, :, None], guess[:, :, 1:].to(first)], 2)
    mask = torch.zeros_like(held[:, :1])
    mask[:, :, 0] = 1.0
    if last is not None:
        mask[:, :, -1] = 1.0
    return torch.cat([mask, held], 1)


def as_clip_input(seen) -> torch.Tensor:
    """uint8 [B, H, W, 3] -> what the portrait encoder reads, [B, 3, H, W]."""
    x = torch.as_tensor(seen).permute(0, 3, 1, 2).float() / 255
    return (x - torch.tensor(CLIP_MEAN, device=x.device)[:, None, None]) / torch.tensor(CLIP_STD, device=x.device)[
        :, None, None
    ]


# -- on disk ----------------------------------------------------------------------------------------------------------
WEIGHTS = "diffusion_pytorch_model.safetensors"
SHARDS = WEIGHTS + ".index.json"
ADAPTER = "ip-adapter.safetensors"
#: The folder of the whole stack, as a base repository in hub layout.
INDEX = {
    "_class_name": "EmbeddedStack",
    "vae": ["vgot", "PictureCodec"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "image_encoder": ["transformers", "CLIPVisionModelWithProjection"],
    "text": ["vgot", "Conditioning"],
    "person": ["vgot", "TextIdentity"],
    "camera": ["vgot", "CameraPath"],
    "motion": ["vgot", "motion_parts"],
}


def save_part(folder: Path, state: dict[str, torch.Tensor], config: dict) -> None:
    """A part's weights in half precision as safetensors in the library's layout (more than SHARD bytes in several files and their
    index), with its configuration beside them."""
    from huggingface_hub import split_torch_state_dict_into_shards
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    held = {k: (v.half() if v.is_floating_point() else v).detach().cpu().contiguous() for k, v in state.items()}
    split = split_torch_state_dict_into_shards(
        held, max_shard_size=SHARD, filename_pattern=WEIGHTS.replace(".safetensors", "{suffix}.safetensors")
    )
    for old in [*folder.glob("*.safetensors"), folder / SHARDS]:
        old.unlink(missing_ok=True)
    for name, keys in split.filename_to_tensors.items():
        save_file({k: held[k] for k in keys}, folder / name)
    if split.is_sharded:
        (folder / SHARDS).write_text(
            json.dumps({"metadata": split.metadata, "weight_map": split.tensor_to_filename}, indent=1, sort_keys=True),
            encoding="utf-8",
        )
    (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True), encoding="utf-8")


def load_part(folder: Path) -> dict[str, torch.Tensor]:
    """What `save_part` wrote, in float32. Raises FileNotFoundError where there is nothing."""
    from safetensors.torch import load_file

    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise FileNotFoundError(f"There are no weights in '{folder.name}'.")
    return {k: v.float() if v.is_floating_point() else v for file in files for k, v in load_file(file).items()}


def save_unet(stack: Path, unet) -> None:
    """The denoiser in the library's own layout, and its adapter beside it in the published adapters' format."""
    from safetensors.torch import save_file

    extra = adapter_parts(unet)
    save_part(
        stack / "unet",
        {k: v for k, v in unet.state_dict().items() if k not in extra},
        json.loads(unet.to_json_string()) | {"encoder_hid_dim_type": None},
    )
    save_file({k: v.half().cpu().contiguous() for k, v in adapter_state(unet).items()}, stack / ADAPTER)


def save_motion(stack: Path, model, sizes: Sizes) -> None:
    """What the image-to-video network has beside the picture model."""
    mine = motion_parts(model)
    save_part(stack / "motion", {k: v for k, v in model.state_dict().items() if k in mine}, sizes.as_dict())


def load_motion(unet, stack: Path, sizes: Sizes):
    """The image-to-video network from a picture model without an adapter and the stack's motion part."""
    made = build_motion(unet, sizes)
    left = made.load_state_dict(load_part(stack / "motion"), strict=False)
    if left.unexpected_keys or set(left.missing_keys) & motion_parts(made):
        raise ValueError("the motion part is of another model")
    return made


def sizes_of(folder: Path) -> Sizes:
    """The sizes kept beside a part's weights."""
    return Sizes.from_dict(json.loads((folder / "config.json").read_text(encoding="utf-8")))


def load_module(folder: Path, build: Callable[[Sizes], nn.Module]) -> nn.Module:
    """A part that `save_part` wrote, as the module that `build` makes of its sizes."""
    made = build(sizes_of(folder))
    made.load_state_dict(load_part(folder))
    return made.eval()


def load_words(stack: Path, part: str):
    """The stack's Conditioning (`text`) or TextIdentity (`person`)."""
    return load_module(stack / part, {"text": Conditioning, "person": TextIdentity}[part])


def write_index(stack: Path) -> None:
    """Make the folder a repository in hub layout."""
    (stack / "model_index.json").write_text(json.dumps(INDEX, indent=1), encoding="utf-8")
