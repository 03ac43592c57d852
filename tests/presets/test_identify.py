"""What files of weights are told apart by is held against the library: the tensors of its own classes at the published sizes, and the
detection of its own single-file loader."""

import pytest

from vgot.presets.files.headers import Header, Tensor
from vgot.presets.files.identify import identify
from vgot.presets.files.layouts import layouts

XL = {
    "cross_attention_dim": 2048, "block_out_channels": (320, 640, 1280), "transformer_layers_per_block": [1, 2, 10],
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), "attention_head_dim": [5, 10, 20],
    "addition_embed_type": "text_time", "addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816,
    "use_linear_projection": True,
}  # fmt: skip
SD_VAE = {
    "block_out_channels": (128, 256, 512, 512), "down_block_types": ["DownEncoderBlock2D"] * 4,
    "up_block_types": ["UpDecoderBlock2D"] * 4, "layers_per_block": 1,
}  # fmt: skip
CLASSES = [
    ("UNet2DConditionModel", {"cross_attention_dim": 768}, "transformer", "SD 1.5"),
    ("UNet2DConditionModel", {"cross_attention_dim": 1024}, "transformer", "SD 2"),
    ("UNet2DConditionModel", XL, "transformer", "SDXL"),
    ("UNetSpatioTemporalConditionModel", {}, "transformer", "Stable Video Diffusion"),
    ("SD3Transformer2DModel", {"num_layers": 1, "num_attention_heads": 24, "in_channels": 16, "caption_projection_dim": 1536}, "transformer", "SD 3 Medium"),
    ("FluxTransformer2DModel", {"num_layers": 1, "num_single_layers": 1, "guidance_embeds": True}, "transformer", "FLUX.1 dev"),
    ("FluxTransformer2DModel", {"num_layers": 1, "num_single_layers": 1}, "transformer", "FLUX.1 schnell"),
    ("Flux2Transformer2DModel", {"num_layers": 1, "num_single_layers": 1}, "transformer", "FLUX.2 dev"),
    ("Flux2Transformer2DModel", {"num_layers": 1, "num_single_layers": 1, "num_attention_heads": 24, "joint_attention_dim": 7680}, "transformer", "FLUX.2 klein 4B"),
    ("QwenImageTransformer2DModel", {"num_layers": 1}, "transformer", "Qwen-Image"),
    ("WanTransformer3DModel", {"num_layers": 1, "num_attention_heads": 24, "in_channels": 48, "out_channels": 48}, "transformer", "Wan 2.2 5B"),
    ("WanTransformer3DModel", {"num_layers": 1, "in_channels": 36}, "transformer", "Wan 2.2 I2V A14B"),
    ("WanTransformer3DModel", {"num_layers": 1, "in_channels": 36, "image_dim": 1280}, "transformer", "Wan 2.1 I2V 14B"),
    ("WanTransformer3DModel", {"num_layers": 1, "num_attention_heads": 12}, "transformer", "Wan 2.1 T2V 1.3B"),
    ("WanVACETransformer3DModel", {"num_layers": 2, "vace_layers": [0]}, "transformer", "Wan VACE 14B"),
    ("HunyuanVideoTransformer3DModel", {"num_layers": 1, "num_single_layers": 1}, "transformer", "HunyuanVideo"),
    ("HunyuanVideoFramepackTransformer3DModel", {"num_layers": 1, "num_single_layers": 1, "has_clean_x_embedder": True, "has_image_proj": True}, "transformer", "FramePack"),
    ("LTXVideoTransformer3DModel", {}, "transformer", "LTX-Video 2B"),
    ("LTX2VideoTransformer3DModel", {"num_layers": 1}, "transformer", "LTX-2"),
    ("ZImageTransformer2DModel", {"n_layers": 1}, "transformer", "Z-Image"),
    ("AutoencoderKL", SD_VAE, "vae", "SDXL or SD 1.5"),
    ("AutoencoderKL", SD_VAE | {"latent_channels": 16}, "vae", "FLUX.1 or SD 3"),
    ("AutoencoderKLFlux2", {}, "vae", "FLUX.2"),
    ("AutoencoderKLWan", {}, "vae", "Wan 2.1 or Qwen-Image"),
    ("AutoencoderKLQwenImage", {}, "vae", "Wan 2.1 or Qwen-Image"),
    ("AutoencoderKLHunyuanVideo", {}, "vae", "HunyuanVideo"),
    ("AutoencoderKLLTXVideo", {}, "vae", "LTX-Video"),
    ("AutoencoderKLTemporalDecoder", {}, "vae", "Stable Video Diffusion"),
    ("ControlNetModel", {"cross_attention_dim": 768}, "unknown", "ControlNet for SD 1.5"),
    ("MotionAdapter", {}, "unknown", "AnimateDiff motion module for SD 1.5"),
]  # fmt: skip


def head(shapes, before=""):
    return Header("safetensors", {before + name: Tensor("BF16", tuple(shape), 2) for name, shape in shapes.items()})


@pytest.fixture(scope="module")
def library():
    import diffusers
    from accelerate import init_empty_weights

    def shapes_of(name, settings):
        with init_empty_weights():
            made = getattr(diffusers, name)(**settings)
        return {key: tuple(value.shape) for key, value in made.state_dict().items()}

    return shapes_of


@pytest.mark.parametrize(("cls", "settings", "kind", "model"), CLASSES, ids=[f"{c}-{m}" for c, _, _, m in CLASSES])
def test_the_librarys_own_classes_are_told_at_their_published_sizes(library, cls, settings, kind, model):
    found = identify(head(library(cls, settings)))
    assert (found.kind, found.made_for) == (kind, model)


#: The library's name for what its single-file loader detects -> ours, and tensors that say so with their shapes there.
DETECTED = {
    "v1": ("SD 1.5", {"model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3), "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": (320, 768)}),
    "xl_base": ("SDXL", {"conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,), "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (640, 2048), "model.diffusion_model.label_emb.0.0.weight": (1280, 2816)}),
    "xl_refiner": ("SDXL refiner", {"conditioner.embedders.0.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,), "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (768, 1280)}),
    "sd35_large": ("SD 3.5 Large", {"model.diffusion_model.joint_blocks.37.x_block.mlp.fc1.weight": (9728, 2432)}),
    "flux-dev": ("FLUX.1 dev", {"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "guidance_in.in_layer.bias": (3072,), "img_in.weight": (3072, 64)}),
    "flux-schnell": ("FLUX.1 schnell", {"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "img_in.weight": (3072, 64)}),
    "flux-fill": ("FLUX.1 Fill", {"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "guidance_in.in_layer.bias": (3072,), "img_in.weight": (3072, 384)}),
    "flux-2-dev": ("FLUX.2 dev", {"model.diffusion_model.single_stream_modulation.lin.weight": (18432, 6144), "model.diffusion_model.img_in.weight": (6144, 128)}),
    "chroma": ("Chroma", {"distilled_guidance_layer.in_proj.bias": (5120,)}),
    "ltx-video": ("LTX-Video 2B", {"model.diffusion_model.patchify_proj.weight": (2048, 128), "model.diffusion_model.transformer_blocks.27.scale_shift_table": (6, 2048)}),
    "hunyuan-video": ("HunyuanVideo", {"txt_in.individual_token_refiner.blocks.0.adaLN_modulation.1.bias": (6144,), "img_in.proj.weight": (3072, 16, 1, 2, 2)}),
    "wan-t2v-1.3B": ("Wan 2.1 T2V 1.3B", {"head.modulation": (1, 2, 1536), "patch_embedding.weight": (1536, 16, 1, 2, 2)}),
    "wan-t2v-14B": ("Wan T2V 14B", {"head.modulation": (1, 2, 5120), "patch_embedding.weight": (5120, 16, 1, 2, 2)}),
    "wan-i2v-14B": ("Wan 2.2 I2V A14B", {"model.diffusion_model.head.modulation": (1, 2, 5120), "model.diffusion_model.patch_embedding.weight": (5120, 36, 1, 2, 2)}),
    "wan-vace-14B": ("Wan VACE 14B", {"head.modulation": (1, 2, 5120), "patch_embedding.weight": (5120, 16, 1, 2, 2), "vace_blocks.0.after_proj.bias": (5120,)}),
    "z-image-turbo": ("Z-Image", {"layers.0.adaLN_modulation.0.weight": (15360, 256), "cap_embedder.0.weight": (2560,)}),
}  # fmt: skip


@pytest.mark.parametrize("detected", DETECTED)
def test_what_the_librarys_loader_detects_is_told_the_same(detected):
    import torch
    from diffusers.loaders.single_file_utils import infer_diffusers_model_type

    model, shapes = DETECTED[detected]
    assert (
        infer_diffusers_model_type({name: torch.empty(shape, device="meta") for name, shape in shapes.items()})
        == detected
    )
    assert identify(head(shapes)).made_for == model


def test_every_row_of_the_table_can_be_reached():
    for rows in (layouts().denoisers, layouts().vaes, layouts().text_encoders):
        for n, row in enumerate(rows):
            shapes = {name: tuple(side or 77 for side in sides) or (77,) for name, sides in row.has.items()}
            tensors = {name: Tensor("F16", shape, 2) for name, shape in shapes.items()}
            first = next(k for k, other in enumerate(rows) if other.fits(tensors))
            assert rows[first].model == row.model, f"row {n}, {row.model}, stands behind {rows[first].model}"


@pytest.mark.parametrize(
    ("says", "licence"),
    [
        ({"modelspec.license": "CreativeML Open RAIL++-M"}, "CreativeML Open RAIL++-M"),
        ({"general.license": "apache-2.0"}, "apache-2.0"),
        (
            {
                "general.license": "other",
                "general.license.name": "flux-non-commercial",
                "general.license.link": "https://a.b/LICENSE",
            },
            "other, flux-non-commercial, https://a.b/LICENSE",
        ),
        ({"license": "MIT\n"}, "MIT"),
        ({"license_of_nothing": "MIT"}, ""),
    ],
)
def test_the_licence_is_told_as_the_file_says_it(says, licence):
    assert identify(Header("safetensors", {"x": Tensor("F16", (2, 2), 8)}, says)).licence == licence
