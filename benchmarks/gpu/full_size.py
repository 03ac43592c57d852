"""Full-size architectures with random weights, in hub layout: the same shapes, bytes and work as the published models.

Numbers are those of the published configurations; nothing is downloaded. `count` builds on the meta device and counts
parameters, which is what the sizes in configs/ were computed from; `write` fills a folder of models on a real device.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import torch

from vgot.models.tiny import images as twins
from vgot.models.tiny.write import OVERRIDES, write_twins
from vgot.presets.preset import Preset, Repo, Section


def unet_sdxl():
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=128,
        block_out_channels=(320, 640, 1280),
        layers_per_block=2,
        cross_attention_dim=2048,
        use_linear_projection=True,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(5, 10, 20),
        transformer_layers_per_block=(1, 2, 10),
        addition_embed_type="text_time",
        addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=2816,
    )


def clip_l():
    from transformers import CLIPTextConfig, CLIPTextModel

    return CLIPTextModel(
        CLIPTextConfig(
            hidden_size=768,
            intermediate_size=3072,
            num_hidden_layers=12,
            num_attention_heads=12,
            projection_dim=768,
            vocab_size=49408,
            bos_token_id=0,
            eos_token_id=189,
            pad_token_id=189,
        )
    )


def clip_g():
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection

    return CLIPTextModelWithProjection(
        CLIPTextConfig(
            hidden_size=1280,
            intermediate_size=5120,
            num_hidden_layers=32,
            num_attention_heads=20,
            projection_dim=1280,
            vocab_size=49408,
            hidden_act="gelu",
            bos_token_id=0,
            eos_token_id=189,
            pad_token_id=189,
        )
    )


def vision_h():
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    return CLIPVisionModelWithProjection(
        CLIPVisionConfig(
            hidden_size=1280,
            intermediate_size=5120,
            num_hidden_layers=32,
            num_attention_heads=16,
            patch_size=14,
            image_size=224,
            projection_dim=1024,
        )
    )


def vae_sd():
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(128, 256, 512, 512),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2,
        latent_channels=4,
        sample_size=1024,
        scaling_factor=0.13025,
    )


def umt5_xxl():
    from transformers import UMT5Config, UMT5EncoderModel

    return UMT5EncoderModel(
        UMT5Config(
            vocab_size=256384,
            d_model=4096,
            d_kv=64,
            d_ff=10240,
            num_layers=24,
            num_heads=64,
            feed_forward_proj="gated-gelu",
            pad_token_id=0,
            eos_token_id=1,
        )
    )


def wan(in_channels: int, out_channels: int, heads: int, ffn: int, layers: int):
    from diffusers import WanTransformer3DModel

    return WanTransformer3DModel(
        num_attention_heads=heads,
        attention_head_dim=128,
        in_channels=in_channels,
        out_channels=out_channels,
        ffn_dim=ffn,
        num_layers=layers,
    )


def wan_vae_22():
    from diffusers import AutoencoderKLWan

    return AutoencoderKLWan(
        base_dim=160,
        decoder_base_dim=256,
        z_dim=48,
        dim_mult=[1, 2, 4, 4],
        is_residual=True,
        in_channels=12,
        out_channels=12,
        patch_size=2,
        scale_factor_spatial=16,
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
    )


def wan_vae_21():
    from diffusers import AutoencoderKLWan

    return AutoencoderKLWan()


def flux2_klein():
    from diffusers import Flux2Transformer2DModel

    return Flux2Transformer2DModel(
        num_layers=5,
        num_single_layers=20,
        num_attention_heads=24,
        attention_head_dim=128,
        joint_attention_dim=7680,
        guidance_embeds=False,
    )


def qwen3_4b():
    from transformers import Qwen3Config, Qwen3ForCausalLM

    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=151936,
            hidden_size=2560,
            intermediate_size=9728,
            num_hidden_layers=36,
            num_attention_heads=32,
            num_key_value_heads=8,
            head_dim=128,
            tie_word_embeddings=True,
        )
    )


def flux2_vae():
    from diffusers import AutoencoderKLFlux2

    return AutoencoderKLFlux2()


def qwen_image():
    from diffusers import QwenImageTransformer2DModel

    return QwenImageTransformer2DModel()


def qwen_vl_7b():
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    tokenizer = twins.word_tokenizer(eos="<|endoftext|>", pad="<|pad|>", more=twins.QWEN_MARKS)
    ids = {m: tokenizer.convert_tokens_to_ids(m) for m in twins.QWEN_MARKS}
    return Qwen2_5_VLForConditionalGeneration(
        Qwen2_5_VLConfig(
            text_config={
                "hidden_size": 3584,
                "intermediate_size": 18944,
                "num_hidden_layers": 28,
                "num_attention_heads": 28,
                "num_key_value_heads": 4,
                "vocab_size": 152064,
                "rope_theta": 1000000.0,
                "rope_scaling": {"mrope_section": [16, 24, 24], "rope_type": "default", "type": "default"},
            },
            vision_config={
                "depth": 32,
                "hidden_size": 1280,
                "intermediate_size": 3420,
                "num_heads": 16,
                "out_hidden_size": 3584,
                "patch_size": 14,
            },
            vocab_size=152064,
            vision_start_token_id=ids["<|vision_start|>"],
            vision_end_token_id=ids["<|vision_end|>"],
            image_token_id=ids["<|image_pad|>"],
            video_token_id=ids["<|video_pad|>"],
        )
    )


def qwen_vae():
    from diffusers import AutoencoderKLQwenImage

    return AutoencoderKLQwenImage()


#: repository -> component -> builder. The rest of each folder (tokenizers, schedulers, index) is the twin's.
PARTS: dict[str, dict[str, Callable]] = {
    "stabilityai/stable-diffusion-xl-base-1.0": {
        "unet": unet_sdxl,
        "text_encoder": clip_l,
        "text_encoder_2": clip_g,
        "vae": vae_sd,
    },
    "Wan-AI/Wan2.2-TI2V-5B-Diffusers": {
        "text_encoder": umt5_xxl,
        "transformer": lambda: wan(48, 48, 24, 14336, 30),
        "vae": wan_vae_22,
    },
    "Wan-AI/Wan2.2-I2V-A14B-Diffusers": {
        "text_encoder": umt5_xxl,
        "transformer": lambda: wan(36, 16, 40, 13824, 40),
        "transformer_2": lambda: wan(36, 16, 40, 13824, 40),
        "vae": wan_vae_21,
    },
    "black-forest-labs/FLUX.2-klein-4B": {"text_encoder": qwen3_4b, "transformer": flux2_klein, "vae": flux2_vae},
    "Qwen/Qwen-Image-Edit-2511": {"text_encoder": qwen_vl_7b, "transformer": qwen_image, "vae": qwen_vae},
}


def count(build: Callable) -> int:
    """Parameters of an architecture, without memory for them."""
    with torch.device("meta"):
        return sum(p.numel() for p in build().parameters())


def write(preset: Preset, folder: Path, device: str) -> Path:
    """Every repository of a preset at full size under `folder`, in bfloat16."""
    write_twins(preset, folder)
    (folder / OVERRIDES).unlink(missing_ok=True)
    for section in preset.sections().values():
        for repo in section.repos:
            marker = folder / repo.id / f".full-{repo.role}"
            if not marker.exists():
                _write_repo(folder / repo.id, section, repo, device)
                marker.write_text("")
    return folder


def bytes_to_write(preset: Preset, folder: Path) -> int:
    """How much `write` would add to a folder: two bytes a parameter of every repository that is not there yet."""
    todo = {
        (r.id, r.role): r
        for section in preset.sections().values()
        for r in section.repos
        if not (folder / r.id / f".full-{r.role}").exists()
    }
    return int(sum(sum(r.parts.values()) for r in todo.values()) * 2e9)


def _write_repo(target: Path, section: Section, repo: Repo, device: str) -> None:
    if repo.role == "base":
        for name, build in PARTS[repo.id].items():
            shutil.rmtree(target / name, ignore_errors=True)
            _save(build, target / name, device)
    elif repo.role == "adapter":
        _write_adapter(target / repo.subfolder / repo.weight_name)
    elif repo.role == "image_encoder":
        shutil.rmtree(target / repo.subfolder, ignore_errors=True)
        _save(vision_h, target / repo.subfolder, device)


def _save(build: Callable, place: Path, device: str) -> None:
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    try:
        with torch.device(device):
            model = build()
    finally:
        torch.set_default_dtype(before)
    model.to(torch.bfloat16).save_pretrained(place, max_shard_size="5GB")
    del model
    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.empty_cache()


def _write_adapter(file: Path) -> None:
    from safetensors.torch import save_file

    with torch.device("meta"):
        unet = unet_sdxl()
    # every second attention processor is a cross-attention: the adapter's keys are numbered among all of them
    weights = {
        "image_proj.proj.weight": torch.randn(4 * 2048, 1024) * 0.02,
        "image_proj.proj.bias": torch.zeros(4 * 2048),
        "image_proj.norm.weight": torch.ones(2048),
        "image_proj.norm.bias": torch.zeros(2048),
    }
    key = 1
    for name, module in unet.named_modules():
        if name.endswith("attn2"):
            for kind in ("k", "v"):
                weights[f"ip_adapter.{key}.to_{kind}_ip.weight"] = torch.randn(module.inner_dim, 2048) * 0.02
            key += 2
    save_file({k: v.half() for k, v in weights.items()}, file)


def parameters_of(preset: Preset) -> dict[str, int]:
    """Parameters by component for every repository of a preset that has a full-size builder here."""
    return {f"{repo}/{name}": count(build) for repo in preset.repos() for name, build in PARTS.get(repo, {}).items()}
