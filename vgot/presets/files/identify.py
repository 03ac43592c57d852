"""What a file of weights is: a whole checkpoint, a part of one, a LoRA, a language model, or unknown. Told from names and shapes; a
file's own name decides only what shapes cannot (the two halves of Wan 2.2 A14B), and what it says of itself only where shapes leave
it open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from vgot.presets.files.gguf import FILE_TYPES
from vgot.presets.files.headers import Header, Tensor
from vgot.presets.files.layouts import first_fit, layouts

Kind = Literal[
    "checkpoint", "transformer", "lora", "vae", "text_encoder", "gguf", "language_model", "refused", "unknown"
]

#: What programs put before the names of one model's tensors.
_BEFORE = ("model.diffusion_model.", "diffusion_model.", "transformer.", "unet.", "net.", "model.")
_VAE_BEFORE = ("first_stage_model.", "vae.", "model.vae.")
_TEXT_BEFORE = (
    "cond_stage_model.transformer.", "conditioner.embedders.0.transformer.", "text_encoders.clip_l.transformer.",
    "text_encoders.t5xxl.transformer.", "cond_stage_model.", "text_encoder.", "text_model_prefix.", "encoder_model.", "language_model.",
    "model.language_model.",
)  # fmt: skip
_TYPES = {"F64": "fp64", "F32": "fp32", "F16": "fp16", "BF16": "bf16", "I8": "int8", "U8": "int8", "F4": "fp4"}


@dataclass(frozen=True)
class Identity:
    """What a file is. `made_for`: the model it is or belongs to, empty where nobody can tell; `why`: in words, what it was told by or
    why it is not used; `rank` and `dialect` of a LoRA; `trigger`: words that its maker says bring it out; `licence` as it says."""

    kind: Kind
    made_for: str = ""
    precision: str = ""
    why: str = ""
    rank: int = 0
    dialect: str = ""
    trigger: tuple[str, ...] = ()
    licence: str = ""
    parts: tuple[str, ...] = ()


def identify(header: Header, name: str = "") -> Identity:
    """What the file with this header is; `name`: the file's own, without its folder."""
    found = _tell(header, name)
    says = header.says
    trigger = says.get("modelspec.trigger_phrase") or says.get("ss_trigger_words") or ""
    return replace(
        found,
        precision=found.precision or precision_of(header),
        trigger=tuple(filter(None, (w.strip() for w in str(trigger).split(",")))) if found.kind == "lora" else (),
        licence=_licence(says),
    )


#: Where a file may name its licence: the ModelSpec of safetensors, GGUF, and what some trainers write. GGUF says `other` of licences
#: without a short name, and names them beside it.
_LICENCES = ("modelspec.license", "general.license", "license", "licence", "ss_license")


def _licence(says: Mapping[str, Any]) -> str:
    """The licence as the file says it, with its own name and the address of its text where it gives them."""
    said = [next((says[key] for key in _LICENCES if says.get(key)), "")]
    said += [says.get(f"general.license.{more}", "") for more in ("name", "link")]
    return ", ".join(dict.fromkeys(" ".join(str(one).split()) for one in said if one))[:200]


def _tell(header: Header, name: str) -> Identity:
    if not header.tensors:
        return Identity("unknown", why="It holds no weights at all.")
    if header.format == "gguf" and (told := _language_gguf(header)):
        return told
    tensors = _as_published(header)
    if changed := changed_by(tensors):
        return _lora(changed, tensors, header.says)
    other = first_fit(layouts().others, tensors)
    if other:
        return Identity("unknown", other, why=f"{_a(other)}: known, and nothing here uses one of one's own.")
    model = _denoiser(tensors)
    parts = _parts(tensors)
    if model:
        model += _half(model, name)
        if header.format == "gguf":
            return Identity("gguf", model, why=f"The part of {model} that denoises, quantized.")
        if parts:
            return Identity(
                "checkpoint", model, why=f"A whole checkpoint: what denoises, {' and '.join(parts)}.", parts=parts
            )
        return Identity(
            "transformer", model, why=f"The part of {model} that denoises; what reads texts and decodes is not in it."
        )
    return _smaller(tensors, name)


def _smaller(tensors: dict[str, Tensor], name: str) -> Identity:
    for before in ("", *_VAE_BEFORE):
        if model := first_fit(layouts().vaes, _under(tensors, before)):
            model = _narrowed(model, name)
            return Identity("vae", model, why=f"It decodes latents of {model}.")
    for before in ("", *_TEXT_BEFORE):
        if model := first_fit(layouts().text_encoders, _under(tensors, before)):
            return Identity("text_encoder", model, why=f"{model}, which reads texts or pictures for other models.")
    if "model.embed_tokens.weight" in tensors and "model.layers.0.self_attn.q_proj.weight" in tensors:
        return Identity(
            "text_encoder",
            "",
            why="A language model's weights without its settings; of which model they are, nobody can tell.",
        )
    seen = ", ".join(list(tensors)[:3])
    return Identity("unknown", why=f"Its {len(tensors)} tensors ({seen[:120]}, …) are of no model that is known here.")


def _a(thing: str) -> str:
    return f"{'An' if thing[0] in 'AEIOUaeiou' else 'A'} {thing}"


def _under(tensors: dict[str, Tensor], before: str) -> dict[str, Tensor]:
    return {n.removeprefix(before): t for n, t in tensors.items() if n.startswith(before)} if before else tensors


def _denoiser(tensors: dict[str, Tensor]) -> str | None:
    rows = layouts().denoisers
    for before in ("", *_BEFORE):
        if found := first_fit(rows, _under(tensors, before)):
            return found
    return None


def _parts(tensors: dict[str, Tensor]) -> tuple[str, ...]:
    """What beside the denoiser is in one file."""
    vae = any(n.startswith(("first_stage_model.", "vae.")) for n in tensors)
    text = any(n.startswith(("cond_stage_model.", "conditioner.", "text_encoders.", "text_encoder")) for n in tensors)
    return (*(["what decodes"] if vae else []), *(["what reads texts"] if text else []))


def _half(model: str, name: str) -> str:
    """Wan 2.2 A14B is two files of one shape; their names tell them apart."""
    if "A14B" not in model and model != "Wan T2V 14B":
        return ""
    said = re.search(r"(?:^|[^a-z])(high|low)(?:[^a-z]|$)", name.lower().replace("noise", "_noise"))
    return f", {said[1]} noise" if said else ""


def _narrowed(model: str, name: str) -> str:
    """A VAE whose layout two models share, narrowed by what the file calls itself."""
    said = re.sub(r"[^a-z0-9]", "", name.lower())
    hints = {
        "SDXL or SD 1.5": (
            ("sdxl", "SDXL"),
            ("xl", "SDXL"),
            ("840000", "SD 1.5"),
            ("560000", "SD 1.5"),
            ("sd15", "SD 1.5"),
        ),
        "Wan 2.1 or Qwen-Image": (("wan", "Wan 2.1"), ("qwen", "Qwen-Image")),
        "FLUX.1 or SD 3": (("flux", "FLUX.1"), ("sd3", "SD 3")),
    }
    return next((which for hint, which in hints.get(model, ()) if hint in said), model)


# -- precision --------------------------------------------------------------------------------------------------------
def precision_of(header: Header) -> str:
    """How exact the weights are, by what most of their bytes are: `fp16`, `bf16`, `fp8 scaled`, `Q4_K_M`, …"""
    sizes: Counter[str] = Counter()
    for tensor in header.tensors.values():
        sizes[tensor.dtype] += tensor.bytes
    if not sizes:
        return ""
    if header.format == "gguf":
        most = next(
            (k for k, _ in sizes.most_common() if not k.startswith(("F", "BF", "I"))), sizes.most_common(1)[0][0]
        )
        called = FILE_TYPES.get(header.says.get("general.file_type", -1), "")
        return called if called.startswith(most) else most
    names = header.tensors
    if any(n.endswith((".wscales", ".smooth_factor", ".smooth")) for n in names):
        return "SVDQuant int4"
    for mark, said in (
        ("quant_state.bitsandbytes__nf4", "nf4"),
        ("quant_state.bitsandbytes__fp4", "fp4"),
        (".weight_scale_2", "nvfp4"),
    ):
        if any(n.endswith(mark) for n in names):
            return said
    most = sizes.most_common(1)[0][0]
    if most.startswith("F8") or any(t.dtype.startswith("F8_E") and len(t.shape) > 1 for t in names.values()):
        scaled = any(n.endswith(("scaled_fp8", ".scale_weight", ".weight_scale", ".scale_input")) for n in names)
        return "fp8 scaled" if scaled else "fp8"
    return _TYPES.get(most, most.lower())


# -- GGUF -------------------------------------------------------------------------------------------------------------
def _as_published(header: Header) -> dict[str, Tensor]:
    """Tensors with the shapes that they have elsewhere: GGUF knows four sides, and keeps longer shapes in words."""
    if header.format != "gguf":
        return header.tensors
    kept = dict(header.tensors)
    for key, shape in header.says.items():
        name = key.removeprefix("comfy.gguf.orig_shape.")
        if name != key and name in kept and isinstance(shape, list) and all(isinstance(s, int) for s in shape):
            kept[name] = replace(kept[name], shape=tuple(shape))
    return kept


def _language_gguf(header: Header) -> Identity | None:
    make = str(header.says.get("general.architecture") or "")
    called = str(header.says.get("general.name") or header.says.get("general.basename") or "")[:80]
    if make in ("t5", "t5encoder"):
        words = header.tensors.get("token_embd.weight")
        model = "UMT5-XXL" if words and words.shape and max(words.shape) > 200_000 else "T5-XXL"
        return Identity("text_encoder", model, why=f"{model}, which reads texts for other models, quantized.")
    if make == "clip":
        return Identity(
            "unknown",
            called or "mmproj",
            why="The eyes of a language model (mmproj); a llama.cpp server is given it beside the model.",
        )
    if "token_embd.weight" in header.tensors and any(n.startswith("blk.0.") for n in header.tensors):
        known = layouts().makes.get(make, make)
        return Identity(
            "language_model",
            called or known,
            why=f"A language model of the make {known or 'unknown'}: it writes through a llama.cpp server on this machine.",
        )
    return None


# -- LoRAs ------------------------------------------------------------------------------------------------------------
#: Names of the half that reads; the one that writes stands beside it.
_DOWN = re.compile(
    r"^(?P<of>.+?)(?:[._](?:lora_down|lora_A|lora\d?\.down)(?:\.[\w-]+)?\.weight|[._]lora_A|\.lora_down)$"
)
_UP = (("lora_down", "lora_up"), ("lora_A", "lora_B"), (".down.", ".up."))
_OTHER = {
    ".hada_w1_a": "LoHa",
    ".lokr_w1": "LoKr",
    ".lokr_w1_a": "LoKr",
    ".oft_diag": "OFT",
    ".oft_blocks": "OFT",
    ".glora_a": "GLoRA",
}
_PREFIXES = (
    "base_model.model.", "lora_unet_", "lora_transformer_", "lycoris_", "model.diffusion_model.", "diffusion_model.", "transformer.",
    "unet.", "lora_",
)  # fmt: skip


def flat(name: str) -> str:
    """The name of what a LoRA changes, the same in every dialect: `transformer_blocks_0_attn_to_q`; `te1_…` of text encoders."""
    again = True
    while again:
        again = False
        for before in _PREFIXES:
            if name.startswith(before) and not name.startswith("lora_te"):
                name, again = name.removeprefix(before), True
    name = re.sub(
        r"^(?:lora_te(\d?)_|text_encoder(?:_(\d))?\.|cond_stage_model\.)", lambda m: f"te{m[1] or m[2] or '1'}_", name
    )
    return name.replace(".", "_")


def changed_by(tensors: Mapping[str, Tensor]) -> dict[str, tuple[int, int, int]]:
    """What a LoRA changes -> (in, out, rank); empty for a file that is none. Other kinds of adapter count with sides of 0."""
    found: dict[str, tuple[int, int, int]] = {}
    for name, tensor in tensors.items():
        if (match := _DOWN.match(name)) and len(tensor.shape) in (2, 3, 4, 5):
            up = next((u for a, b in _UP if a in name and (u := tensors.get(b.join(name.rsplit(a, 1))))), None)
            if up is None or len(up.shape) < 2:
                continue
            of = match["of"].removesuffix("_lora").removesuffix(".lora")
            found[flat(of)] = (tensor.shape[1], up.shape[0], tensor.shape[0])
        elif other := next((e for e in _OTHER if name.endswith(e)), None):
            found[flat(name.removesuffix(other))] = (0, 0, min(tensor.shape, default=0))
    return found


def dialect_of(tensors: Mapping[str, Tensor]) -> str:
    """Whose way of naming a LoRA's weights follows, for people."""
    some = list(tensors)
    for end, said in _OTHER.items():
        if any(n.endswith(end) for n in some):
            return said
    if any(n.startswith(("lora_unet_", "lora_te", "lora_transformer_", "lycoris_")) for n in some):
        return "kohya"
    if any(n.startswith(("diffusion_model.", "model.diffusion_model.")) for n in some):
        return "ComfyUI"
    if any(".processor." in n and n.startswith(("double_blocks", "single_blocks")) for n in some):
        return "XLabs"
    return "diffusers" if any(n.startswith(("transformer.", "unet.", "text_encoder")) for n in some) else "PEFT"


#: What trainers call a base model -> what it is called here.
_SAYS = (
    (r"xl.?(refiner)", "SDXL refiner"), (r"sdxl|stable-diffusion-xl|illustrious|pony|noobai", "SDXL"), (r"kolors", "Kolors"),
    (r"flux.?2.*klein.*9b", "FLUX.2 klein 9B"), (r"flux.?2.*klein", "FLUX.2 klein 4B"), (r"flux.?2", "FLUX.2 dev"), (r"flux", "FLUX.1"),
    (r"wan.?2.?2.*5b", "Wan 2.2 5B"), (r"wan.*(14b|a14b)", "Wan 14B"), (r"wan.*1.3b", "Wan 2.1 1.3B"), (r"qwen.?image", "Qwen-Image"),
    (r"hunyuan", "HunyuanVideo"), (r"ltx.?2", "LTX-2"), (r"ltx", "LTX-Video"), (r"z.?image", "Z-Image"),
    (r"sd3|stable-diffusion-3|stable-diffusion-v3", "SD 3"), (r"sd_?v?1|stable-diffusion-v1", "SD 1.5"), (r"sd_?v?2|stable-diffusion-v2", "SD 2"),
)  # fmt: skip


def _lora(changed: dict[str, tuple[int, int, int]], tensors: dict[str, Tensor], says: dict[str, Any]) -> Identity:
    dialect = dialect_of(tensors)
    sides = {name: (one[0], one[1]) for name, one in changed.items()}
    model = next((row.model for row in layouts().loras if row.fits(sides)), "")
    said = f"{says.get('modelspec.architecture', '')} {says.get('ss_base_model_version', '')}".lower()
    told = next((known for pattern, known in _SAYS if re.search(pattern, said)), "")
    ranks = Counter(rank for _, _, rank in changed.values())
    rank = max(ranks, key=lambda r: (ranks[r], r))
    if dialect in _OTHER.values():
        why = f"{dialect}, which is no plain LoRA, for {model or told or 'a model that nobody can tell'}: the library may refuse it."
        return Identity("lora", model or told, why=why, rank=rank, dialect=dialect)
    if not model and not told:
        some = ", ".join(list(changed)[:2])
        return Identity(
            "lora",
            "",
            why=f"LoRA, rank {rank}: of which model, nobody can tell by what it changes ({some[:120]}).",
            rank=rank,
            dialect=dialect,
        )
    if told == "Kolors" and model == "SDXL":
        model = told  # one shape of U-Net
    return Identity(
        "lora",
        model or told,
        why=f"LoRA for {model or told}, rank {rank}, {dialect} names.",
        rank=rank,
        dialect=dialect,
    )
