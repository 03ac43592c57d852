"""Tiny random models of the picture, face and word families; see vgot/models/tiny/write.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from vgot.presets.preset import Repo

WORDS = (
    "a the of and in on at with man woman child old young sea harbour boat street house room light dawn sun night rain "
    "close-up wide shot slow pan red blue green hair eyes coat hat walks stands looks smiles portrait"
).split()


# -- small parts that several twins share -----------------------------------------------------------------------------
def clip_tokenizer():
    """A CLIP tokenizer that knows single letters and a few words."""
    from transformers import CLIPTokenizer

    letters = [chr(c) for c in range(33, 127)]
    vocab = {
        t: i
        for i, t in enumerate(["<|startoftext|>", *letters, *(letter + "</w>" for letter in letters), "<|endoftext|>"])
    }
    return CLIPTokenizer(vocab=vocab, merges=[], model_max_length=77)


def clip_text(projection: bool = False, size: int = 32, vocab: int = 200):
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        hidden_size=size,
        intermediate_size=size,
        projection_dim=size,
        num_hidden_layers=2,
        num_attention_heads=2,
        vocab_size=vocab,
        max_position_embeddings=77,
        bos_token_id=0,
        eos_token_id=189,
        pad_token_id=189,
    )
    return (CLIPTextModelWithProjection if projection else CLIPTextModel)(config).eval()


def clip_vision(projection: int = 24, hidden: int = 32, image: int = 32, patch: int = 8):
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    return CLIPVisionModelWithProjection(
        CLIPVisionConfig(
            hidden_size=hidden,
            intermediate_size=hidden,
            projection_dim=projection,
            num_hidden_layers=3,
            num_attention_heads=2,
            image_size=image,
            patch_size=patch,
        )
    ).eval()


def word_tokenizer(
    eos: str = "</s>", pad: str = "<pad>", more: tuple[str, ...] = (), template: str | None = None, cls=None
):
    """A byte-level BPE with no merges: every text has tokens, one a byte."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocab = {t: i for i, t in enumerate([pad, eos, "<unk>", *more, *alphabet])}
    inner = Tokenizer(models.BPE(vocab=vocab, merges=[], unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    made = (cls or PreTrainedTokenizerFast)(
        tokenizer_object=inner,
        eos_token=eos,
        pad_token=pad,
        unk_token="<unk>",
        additional_special_tokens=list(more),
        model_max_length=512,
    )
    if template:
        made.chat_template = template
    return made


def image_vae(latent: int = 4):
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=[8, 8, 8, 8],
        in_channels=3,
        out_channels=3,
        norm_num_groups=4,
        layers_per_block=1,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        latent_channels=latent,
        sample_size=64,
    ).eval()


# -- keyframes --------------------------------------------------------------------------------------------------------
def sdxl(target: Path, repo: Repo) -> None:
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel

    unet = UNet2DConditionModel(
        block_out_channels=(16, 32),
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 1),
        projection_class_embeddings_input_dim=6 * 8 + 32,
        cross_attention_dim=64,
        norm_num_groups=4,
    ).eval()
    StableDiffusionXLPipeline(
        vae=image_vae(),
        text_encoder=clip_text(),
        text_encoder_2=clip_text(projection=True),
        tokenizer=clip_tokenizer(),
        tokenizer_2=clip_tokenizer(),
        unet=unet,
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            timestep_spacing="leading",
            steps_offset=1,
        ),
    ).save_pretrained(target)


def sdxl_adapter(target: Path, repo: Repo) -> None:
    """An IP-Adapter for the twin of SDXL: 4 tokens from a 24-wide embedding, or from ArcFace's 512 if its name says
    `faceid`; keys as the published files have them."""
    from safetensors.torch import save_file

    cross, embed, tokens = 64, 24, 4
    weights = {"image_proj.norm.weight": torch.ones(cross), "image_proj.norm.bias": torch.zeros(cross)}
    if "faceid" in repo.weight_name:
        weights |= {
            "image_proj.proj.0.weight": torch.randn(1024, 512) * 0.1,
            "image_proj.proj.0.bias": torch.zeros(1024),
            "image_proj.proj.2.weight": torch.randn(tokens * cross, 1024) * 0.1,
            "image_proj.proj.2.bias": torch.zeros(tokens * cross),
        }
    else:
        weights |= {
            "image_proj.proj.weight": torch.randn(tokens * cross, embed) * 0.5,
            "image_proj.proj.bias": torch.zeros(tokens * cross),
        }
    for n, width in enumerate((32, 32, 32, 32)):  # one down block, two up, one middle, in the order of the processors
        for kind in ("k", "v"):
            weights[f"ip_adapter.{2 * n + 1}.to_{kind}_ip.weight"] = torch.randn(width, cross) * 0.5
    place = target / repo.subfolder
    place.mkdir(parents=True, exist_ok=True)
    save_file(weights, place / repo.weight_name)


def image_encoder(target: Path, repo: Repo) -> None:
    clip_vision().save_pretrained(target / repo.subfolder)


def kolors(target: Path, repo: Repo) -> None:
    """Kolors: SDXL's U-Net behind a ChatGLM text encoder, whose tokenizer is a small sentencepiece model."""
    import io

    import sentencepiece
    from diffusers import EulerDiscreteScheduler, KolorsPipeline, UNet2DConditionModel
    from diffusers.pipelines.kolors.text_encoder import ChatGLMConfig, ChatGLMModel
    from diffusers.pipelines.kolors.tokenizer import ChatGLMTokenizer

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(WORDS)] * 4),
        model_writer=made,
        vocab_size=80,
        hard_vocab_limit=False,
        model_type="bpe",
        minloglevel=2,
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=-1,
    )
    spelling = target / "tokenizer.model"
    spelling.write_bytes(made.getvalue())
    unet = UNet2DConditionModel(
        block_out_channels=(16, 32),
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 1),
        projection_class_embeddings_input_dim=6 * 8 + 32,
        cross_attention_dim=64,
        encoder_hid_dim=32,
        encoder_hid_dim_type="text_proj",
        norm_num_groups=4,
    ).eval()
    text = ChatGLMModel(
        ChatGLMConfig(
            num_layers=2,
            padded_vocab_size=200,
            hidden_size=32,
            ffn_hidden_size=32,
            kv_channels=8,
            num_attention_heads=4,
            seq_length=256,
            multi_query_attention=True,
            multi_query_group_num=2,
            add_bias_linear=False,
            add_qkv_bias=True,
            rmsnorm=True,
            original_rope=True,
        )
    ).eval()
    for weight in text.parameters():  # this class leaves its weights as it finds the memory
        torch.nn.init.normal_(weight, std=0.05) if weight.dim() > 1 else torch.nn.init.ones_(weight)
    KolorsPipeline(
        vae=image_vae(),
        text_encoder=text,
        tokenizer=ChatGLMTokenizer(vocab_file=str(spelling)),
        unet=unet,
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.014,
            beta_schedule="scaled_linear",
            num_train_timesteps=1100,
            steps_offset=1,
            timestep_spacing="leading",
        ),
    ).save_pretrained(target, variant="fp16")  # half precision alone, the text encoder in shards, as published
    (target / "text_encoder" / "model.fp16.safetensors").unlink()
    text.save_pretrained(target / "text_encoder", variant="fp16", max_shard_size="40KB")
    spelling.unlink()


def kolors_adapter(target: Path, repo: Repo) -> None:
    """An IP-Adapter of the `plus` kind: a small resampler reads all patches; with its image encoder beside it."""
    from safetensors.torch import save_file

    cross, width, queries = 64, 32, 4
    weights = {
        "image_proj.latents": torch.randn(1, queries, width),
        "image_proj.proj_in.weight": torch.randn(width, 32) * 0.3,
        "image_proj.proj_in.bias": torch.zeros(width),
        "image_proj.proj_out.weight": torch.randn(cross, width) * 0.3,
        "image_proj.proj_out.bias": torch.zeros(cross),
        "image_proj.norm_out.weight": torch.ones(cross),
        "image_proj.norm_out.bias": torch.zeros(cross),
    }
    for n in range(4):
        layer = f"image_proj.layers.{n}."
        weights |= {
            layer + "0.norm1.weight": torch.ones(width),
            layer + "0.norm1.bias": torch.zeros(width),
            layer + "0.norm2.weight": torch.ones(width),
            layer + "0.norm2.bias": torch.zeros(width),
            layer + "0.to_q.weight": torch.randn(64, width) * 0.3,
            layer + "0.to_kv.weight": torch.randn(128, width) * 0.3,
            layer + "0.to_out.weight": torch.randn(width, 64) * 0.3,
            layer + "1.0.weight": torch.ones(width),
            layer + "1.0.bias": torch.zeros(width),
            layer + "1.1.weight": torch.randn(128, width) * 0.3,
            layer + "1.3.weight": torch.randn(width, 128) * 0.3,
        }
    for n, to in enumerate((32, 32, 32, 32)):
        for kind in ("k", "v"):
            weights[f"ip_adapter.{2 * n + 1}.to_{kind}_ip.weight"] = torch.randn(to, cross) * 0.5
    save_file(weights, target / repo.weight_name)
    clip_vision().save_pretrained(target / "image_encoder")


def face_pack(target: Path, repo: Repo) -> None:
    """An insightface pack that finds one face in the middle of any picture: a detector of constants (nine outputs for
    strides 8, 16 and 32, two anchors each) and a recogniser that projects the mean colours of the face."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def save(name: str, nodes: list, inputs: list, outputs: list, weights: list) -> None:
        graph = helper.make_graph(nodes, name, inputs, outputs, weights)
        onnx.save(
            helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)]),
            target / f"{name}.onnx",
        )

    values, outputs, nodes = [], [], []
    for kind, width in (("score", 1), ("bbox", 4), ("kps", 10)):
        for stride in (8, 16, 32):
            cells = 640 // stride
            made = np.zeros((cells * cells * 2, width), np.float32)
            if stride == 32:
                middle = (cells // 2 * cells + cells // 2) * 2
                points = [-1, -1, 1, -1, 0, 0, -1, 1, 1, 1]  # eyes, nose, corners of the mouth
                made[middle] = {"score": [0.9], "bbox": [4, 4, 4, 4], "kps": points}[kind]
            name = f"{kind}_{stride}"
            values.append(numpy_helper.from_array(made, name + "_held"))
            # reading the picture keeps its input in the graph; nothing of it reaches the output
            nodes += [helper.make_node("Add", [name + "_held", "nothing"], [name])]
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(made.shape)))
    values.append(numpy_helper.from_array(np.zeros(1, np.float32), "zero"))
    nodes = [
        helper.make_node("ReduceMean", ["picture"], ["mean"], keepdims=0),
        helper.make_node("Mul", ["mean", "zero"], ["nothing"]),
        *nodes,
    ]
    save(
        "detector",
        nodes,
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "h", "w"])],
        outputs,
        values,
    )
    weight = np.random.default_rng(0).normal(size=(3, 512)).astype(np.float32)
    save(
        "recogniser",
        [
            helper.make_node("GlobalAveragePool", ["face"], ["mean"]),
            helper.make_node("Flatten", ["mean"], ["flat"]),
            helper.make_node("MatMul", ["flat", "weight"], ["embedding"]),
        ],
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, ["n", 3, 112, 112])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 512])],
        [numpy_helper.from_array(weight, "weight")],
    )


CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
QWEN_MARKS = ("<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")


def klein(target: Path, repo: Repo) -> None:
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )
    from transformers import Qwen2TokenizerFast, Qwen3Config, Qwen3ForCausalLM

    tokenizer = word_tokenizer(
        eos="<|endoftext|>", pad="<|pad|>", more=QWEN_MARKS, template=CHAT, cls=Qwen2TokenizerFast
    )
    text = Qwen3ForCausalLM(
        Qwen3Config(  # the pipeline reads hidden states 9, 18 and 27
            vocab_size=len(tokenizer),
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=28,
            num_attention_heads=2,
            num_key_value_heads=2,
            head_dim=8,
            max_position_embeddings=1024,
        )
    ).eval()
    vae = AutoencoderKLFlux2(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=64,
    ).eval()
    transformer = Flux2Transformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=48,
        timestep_guidance_channels=32,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    ).eval()
    Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=vae,
        text_encoder=text,
        tokenizer=tokenizer,
        transformer=transformer,
        is_distilled=True,
    ).save_pretrained(target)


def qwen_transformer() -> Any:
    from diffusers import QwenImageTransformer2DModel

    return QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=16,
        out_channels=4,
        num_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=16,
        axes_dims_rope=(4, 6, 6),
    ).eval()


def qwen(target: Path, repo: Repo) -> None:
    from diffusers import (
        AutoencoderKLQwenImage,
        FlowMatchEulerDiscreteScheduler,
        QwenImageEditPlusPipeline,
    )
    from transformers import (
        Qwen2_5_VLConfig,
        Qwen2_5_VLForConditionalGeneration,
        Qwen2TokenizerFast,
        Qwen2VLImageProcessorPil,
    )

    from vgot.models.qwen_processor import PictureProcessor

    tokenizer = word_tokenizer(
        eos="<|endoftext|>", pad="<|pad|>", more=QWEN_MARKS, template=CHAT, cls=Qwen2TokenizerFast
    )
    ids = {m: tokenizer.convert_tokens_to_ids(m) for m in QWEN_MARKS}
    text = Qwen2_5_VLForConditionalGeneration(
        Qwen2_5_VLConfig(
            text_config={
                "hidden_size": 16,
                "intermediate_size": 16,
                "num_hidden_layers": 2,
                "num_attention_heads": 2,
                "num_key_value_heads": 2,
                "rope_scaling": {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"},
                "rope_theta": 1000000.0,
                "vocab_size": len(tokenizer),
            },
            vision_config={
                "depth": 2,
                "hidden_size": 16,
                "intermediate_size": 16,
                "num_heads": 2,
                "out_hidden_size": 16,
                "patch_size": 14,
            },
            vocab_size=len(tokenizer),
            vision_start_token_id=ids["<|vision_start|>"],
            vision_end_token_id=ids["<|vision_end|>"],
            image_token_id=ids["<|image_pad|>"],
            video_token_id=ids["<|video_pad|>"],
        )
    ).eval()
    vae = AutoencoderKLQwenImage(
        base_dim=8,
        z_dim=4,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 4,
        latents_std=[1.0] * 4,
    ).eval()
    processor = PictureProcessor(Qwen2VLImageProcessorPil(min_pixels=56 * 56, max_pixels=112 * 112), tokenizer)
    QwenImageEditPlusPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=vae,
        text_encoder=text,
        tokenizer=tokenizer,
        processor=processor,
        transformer=qwen_transformer(),
    ).save_pretrained(target)
    index = target / "model_index.json"  # as the published index names it
    index.write_text(
        json.dumps(
            json.loads(index.read_text(encoding="utf-8")) | {"processor": ["transformers", "Qwen2VLProcessor"]},
            indent=2,
        )
    )
