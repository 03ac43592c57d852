"""Tiny random twins of the video models; see vgot/models/tiny/write.py."""

from __future__ import annotations

from pathlib import Path

import torch

from vgot.models.tiny.images import clip_text, clip_tokenizer, clip_vision, image_vae, word_tokenizer
from vgot.presets.preset import Repo


def _umt5():
    from transformers import UMT5Config, UMT5EncoderModel

    return UMT5EncoderModel(
        UMT5Config(
            vocab_size=300,
            d_model=16,
            d_kv=8,
            d_ff=16,
            num_layers=1,
            num_heads=2,
            pad_token_id=0,
            eos_token_id=1,
            tie_word_embeddings=False,
            scale_decoder_outputs=False,
        )
    ).eval()


def wan_transformer(in_channels: int, out_channels: int):
    from diffusers import WanTransformer3DModel

    return WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=in_channels,
        out_channels=out_channels,
        text_dim=16,
        freq_dim=32,
        ffn_dim=32,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=64,
    ).eval()


def _shift(shift: float):
    from diffusers import UniPCMultistepScheduler

    return UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=shift, num_train_timesteps=1000
    )


def wan_5b(target: Path, repo: Repo) -> None:
    """TI2V: 16-fold space compression through a patched autoencoder, the keyframe held in the first latent frame."""
    from diffusers import AutoencoderKLWan, WanImageToVideoPipeline

    vae = AutoencoderKLWan(
        base_dim=2,
        decoder_base_dim=2,
        z_dim=8,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        patch_size=2,
        in_channels=12,
        out_channels=12,
        is_residual=True,
        temperal_downsample=[False, True, True],
        scale_factor_spatial=16,
        scale_factor_temporal=4,
        latents_mean=[0.1] * 8,
        latents_std=[0.9] * 8,
    ).eval()
    WanImageToVideoPipeline(
        tokenizer=word_tokenizer(),
        text_encoder=_umt5(),
        vae=vae,
        scheduler=_shift(5.0),
        transformer=wan_transformer(8, 8),
        expand_timesteps=True,
    ).save_pretrained(target)


def wan_14b(target: Path, repo: Repo) -> None:
    """I2V-A14B: two transformers for high and low noise; mask and keyframe are extra input channels."""
    from diffusers import AutoencoderKLWan, WanImageToVideoPipeline

    vae = AutoencoderKLWan(
        base_dim=2,
        z_dim=4,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 4,
        latents_std=[1.0] * 4,
    ).eval()
    WanImageToVideoPipeline(
        tokenizer=word_tokenizer(),
        text_encoder=_umt5(),
        vae=vae,
        scheduler=_shift(5.0),
        transformer=wan_transformer(12, 4),
        transformer_2=wan_transformer(12, 4),
        boundary_ratio=0.9,
    ).save_pretrained(target)


def vace(target: Path, repo: Repo) -> None:
    """Wan 2.1 VACE: a second stack of blocks reads a film and a mask; 64 mask channels, as 8 x 8 pixels of a latent one are."""
    from diffusers import AutoencoderKLWan, WanVACEPipeline, WanVACETransformer3DModel

    vae = AutoencoderKLWan(
        base_dim=2,
        z_dim=4,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 4,
        latents_std=[1.0] * 4,
    ).eval()
    transformer = WanVACETransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=4,
        out_channels=4,
        text_dim=16,
        freq_dim=32,
        ffn_dim=32,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=64,
        vace_layers=[0, 1],
        vace_in_channels=2 * 4 + 64,
    ).eval()
    for name, weight in transformer.named_parameters():  # a control begins at zero: a trained one does not
        if name.startswith("vace") and "proj_out" in name:
            torch.nn.init.normal_(weight, std=0.3)
    WanVACEPipeline(
        tokenizer=word_tokenizer(),
        text_encoder=_umt5(),
        vae=vae,
        scheduler=_shift(5.0),
        transformer=transformer,
    ).save_pretrained(target)


def svd(target: Path, repo: Repo) -> None:
    from diffusers import (
        AutoencoderKLTemporalDecoder,
        EulerDiscreteScheduler,
        StableVideoDiffusionPipeline,
        UNetSpatioTemporalConditionModel,
    )
    from transformers import CLIPImageProcessor

    unet = UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=32,
        in_channels=8,
        out_channels=4,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"),
        cross_attention_dim=24,
        num_attention_heads=2,
        projection_class_embeddings_input_dim=24,
        addition_time_embed_dim=8,
    ).eval()
    vae = AutoencoderKLTemporalDecoder(
        block_out_channels=[32, 32, 32, 32],
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        latent_channels=4,
        layers_per_block=1,
    ).eval()
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        use_karras_sigmas=True,
        sigma_min=0.002,
        sigma_max=700.0,
        timestep_type="continuous",
        timestep_spacing="leading",
        steps_offset=1,
    )
    StableVideoDiffusionPipeline(
        unet=unet,
        image_encoder=clip_vision(image=224, patch=56),
        scheduler=scheduler,
        vae=vae,
        feature_extractor=CLIPImageProcessor(),
    ).save_pretrained(target)


def animatediff_base(target: Path, repo: Repo) -> None:
    """Stable Diffusion 1.5's layout, without the safety checker."""
    from diffusers import PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel

    unet = UNet2DConditionModel(
        block_out_channels=(16, 32),
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=32,
        attention_head_dim=4,
        norm_num_groups=4,
    ).eval()
    StableDiffusionPipeline(
        vae=image_vae(),
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        unet=unet,
        scheduler=PNDMScheduler(  # as published, which is not what the motion module was trained on
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", skip_prk_steps=True, steps_offset=1
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(target)


def motion_adapter(target: Path, repo: Repo) -> None:
    from diffusers import MotionAdapter

    MotionAdapter(
        block_out_channels=(16, 32),
        motion_layers_per_block=1,
        motion_norm_num_groups=4,
        motion_num_attention_heads=4,
        motion_max_seq_length=32,
    ).eval().save_pretrained(target)


def sparse_control(target: Path, repo: Repo) -> None:
    from diffusers import SparseControlNetModel

    model = SparseControlNetModel(
        block_out_channels=(16, 32),
        layers_per_block=1,
        in_channels=4,
        conditioning_channels=4,
        down_block_types=("CrossAttnDownBlockMotion", "DownBlockMotion"),
        cross_attention_dim=32,
        attention_head_dim=4,
        norm_num_groups=4,
        conditioning_embedding_out_channels=(8, 8),
        concat_conditioning_mask=True,
        use_simplified_condition_embedding=True,
    ).eval()
    for weight in model.parameters():  # a control model begins at zero: a trained one does not
        if weight.dim() > 1 and not weight.any():
            torch.nn.init.normal_(weight, std=0.3)
    model.save_pretrained(target)


def framepack_transformer(target: Path, repo: Repo) -> None:
    from diffusers import HunyuanVideoFramepackTransformer3DModel

    HunyuanVideoFramepackTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=10,
        num_layers=1,
        num_single_layers=1,
        num_refiner_layers=1,
        patch_size=2,
        patch_size_t=1,
        guidance_embeds=True,
        text_embed_dim=16,
        pooled_projection_dim=32,
        rope_axes_dim=(2, 4, 4),
        image_condition_type=None,
        has_image_proj=True,
        image_proj_dim=16,
        has_clean_x_embedder=True,
    ).eval().save_pretrained(target)


def framepack_eyes(target: Path, repo: Repo) -> None:
    from transformers import SiglipImageProcessor, SiglipVisionConfig, SiglipVisionModel

    SiglipVisionModel(
        SiglipVisionConfig(
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            image_size=32,
            patch_size=8,
        )
    ).eval().save_pretrained(target / "image_encoder")
    SiglipImageProcessor(size={"height": 32, "width": 32}).save_pretrained(target / "feature_extractor")


def framepack_base(target: Path, repo: Repo) -> None:
    """Every part of HunyuanVideo that FramePack takes over; its own transformer and image encoder come apart."""
    from diffusers import AutoencoderKLHunyuanVideo, FlowMatchEulerDiscreteScheduler, HunyuanVideoPipeline
    from transformers import LlamaConfig, LlamaModel

    llama = LlamaModel(
        LlamaConfig(hidden_size=16, intermediate_size=16, num_hidden_layers=3, num_attention_heads=2, vocab_size=300)
    ).eval()
    vae = AutoencoderKLHunyuanVideo(
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        down_block_types=("HunyuanVideoDownBlock3D",) * 4,
        up_block_types=("HunyuanVideoUpBlock3D",) * 4,
        block_out_channels=(2, 2, 2, 2),
        layers_per_block=1,
        norm_num_groups=2,
        spatial_compression_ratio=8,
        temporal_compression_ratio=4,
        mid_block_add_attention=True,
    ).eval()
    HunyuanVideoPipeline(
        text_encoder=llama,
        tokenizer=word_tokenizer(),
        transformer=None,
        vae=vae,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=7.0),
        text_encoder_2=clip_text(),
        tokenizer_2=clip_tokenizer(),
    ).save_pretrained(target)
