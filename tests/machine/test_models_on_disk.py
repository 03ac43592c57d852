"""The models that people have in folders: named, with who can use them, from headers alone; what cannot be used is named with why."""

import json
import os
import struct
import subprocess
import sys
import zipfile

import pytest

from tests.machine.weight_files import KLEIN, SDXL, WAN_5B, gguf, lora, safetensors
from vgot.errors import NotFound
from vgot.machine.models_on_disk import look_through, remember, remembered
from vgot.presets.weights import hub_cache


def told(folder, **more):
    return {one.file.name: one for one in look_through([folder], **more)}


def test_a_comfyui_tree_is_told_file_by_file(tmp_path):
    models = tmp_path / "ComfyUI" / "models"
    safetensors(models / "checkpoints/juggernautXL.safetensors", SDXL)
    safetensors(models / "diffusion_models/wan2.2_ti2v_5B_fp16.safetensors", WAN_5B)
    i2v = WAN_5B | {"patch_embedding.weight": (5120, 36, 1, 2, 2), "head.modulation": (1, 2, 5120)}
    safetensors(models / "diffusion_models/wan2.2_i2v_high_noise_14B.safetensors", i2v, "F8_E4M3")
    safetensors(
        models / "vae/wan_2.1_vae.safetensors",
        {"decoder.middle.0.residual.0.gamma": (384, 1, 1, 1), "conv2.weight": (16, 16, 1, 1, 1)},
    )
    safetensors(models / "text_encoders/umt5_xxl_fp16.safetensors", {"shared.weight": (256384, 4096)})
    safetensors(
        models / "loras/film.safetensors",
        lora({"diffusion_model.blocks.0.self_attn.q": (3072, 3072)}, 32, "lora_A.weight", "lora_B.weight"),
    )
    gguf(
        models / "unet/flux2-klein-Q4_K_M.gguf",
        KLEIN,
        "Q4_K",
        {"general.architecture": "flux", "general.file_type": 15},
    )
    found = told(tmp_path)
    seen = {name: (one.identity.kind, one.identity.made_for, one.identity.precision) for name, one in found.items()}
    assert seen == {
        "juggernautXL.safetensors": ("checkpoint", "SDXL", "fp16"),
        "wan2.2_ti2v_5B_fp16.safetensors": ("transformer", "Wan 2.2 5B", "fp16"),
        "wan2.2_i2v_high_noise_14B.safetensors": ("transformer", "Wan 2.2 I2V A14B, high noise", "fp8"),
        "wan_2.1_vae.safetensors": ("vae", "Wan 2.1", "fp16"),
        "umt5_xxl_fp16.safetensors": ("text_encoder", "UMT5-XXL", "fp16"),
        "film.safetensors": ("lora", "Wan 2.2 5B", "fp16"),
        "flux2-klein-Q4_K_M.gguf": ("gguf", "FLUX.2 klein 4B", "Q4_K_M"),
    }
    assert "sdxl-wan5b" in found["juggernautXL.safetensors"].usable_by
    assert set(found["film.safetensors"].usable_by) >= {"klein-wan5b", "sdxl-wan5b"}
    assert "qwen-wan14b" in found["wan2.2_i2v_high_noise_14B.safetensors"].usable_by
    assert found["film.safetensors"].words == "LoRA for Wan 2.2 5B, rank 32, fp16, 1 MB"


@pytest.mark.parametrize(
    ("changed", "ends", "made_for", "dialect"),
    [
        ({"lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k": (2048, 640)}, (), "SDXL", "kohya"),
        ({"lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k": (768, 640)}, (), "SD 1.5", "kohya"),
        ({"unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k": (2048, 640)}, ("lora_A.weight", "lora_B.weight"), "SDXL", "diffusers"),
        ({"unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora": (768, 320)}, ("down.weight", "up.weight"), "SD 1.5", "diffusers"),
        ({"lora_unet_double_blocks_0_img_attn_qkv": (3072, 9216), "lora_unet_single_blocks_0_linear1": (3072, 21504)}, (), "FLUX.1", "kohya"),
        ({"transformer.single_transformer_blocks.0.attn.to_q": (3072, 3072)}, ("lora_A.weight", "lora_B.weight"), "FLUX.1", "diffusers"),
        ({"diffusion_model.single_blocks.0.linear1": (3072, 27648)}, ("lora_A.weight", "lora_B.weight"), "FLUX.2 klein 4B", "ComfyUI"),
        ({"transformer.transformer_blocks.0.attn.add_q_proj": (3072, 3072), "transformer.transformer_blocks.0.img_mlp.net.2": (12288, 3072)}, ("lora_A.weight", "lora_B.weight"), "Qwen-Image", "diffusers"),
        ({"diffusion_model.blocks.0.cross_attn.k_img": (5120, 5120)}, ("lora_A.weight", "lora_B.weight"), "Wan 2.1 I2V 14B", "ComfyUI"),
        ({"lora_unet_blocks_0_self_attn_q": (5120, 5120)}, (), "Wan 14B", "kohya"),
        ({"base_model.model.blocks.0.attn1.to_q": (1536, 1536)}, ("lora_A.default.weight", "lora_B.default.weight"), "Wan 2.1 1.3B", "PEFT"),
        ({"diffusion_model.double_blocks.0.img_mlp.fc1": (3072, 12288)}, ("lora_A.weight", "lora_B.weight"), "HunyuanVideo", "ComfyUI"),
        ({"transformer.transformer_blocks.0.attn1.to_q": (2048, 2048)}, ("lora_A.weight", "lora_B.weight"), "LTX-Video 2B", "diffusers"),
    ],
)  # fmt: skip
def test_a_lora_is_told_in_every_dialect_with_its_rank(tmp_path, changed, ends, made_for, dialect):
    safetensors(tmp_path / "a.safetensors", lora(changed, 8, *ends))
    one = told(tmp_path)["a.safetensors"].identity
    assert (one.kind, one.made_for, one.rank, one.dialect) == ("lora", made_for, 8, dialect)


def test_what_a_trainer_wrote_decides_where_shapes_leave_it_open(tmp_path):
    some = lora({"lora_unet_mystery_layer": (640, 640)}, 4)
    safetensors(
        tmp_path / "a.safetensors",
        some,
        says={"ss_base_model_version": "sdxl_base_v1-0", "modelspec.trigger_phrase": "inkwash, sumi"},
    )
    safetensors(tmp_path / "b.safetensors", some)
    (tmp_path / "b.json").write_text(json.dumps({"activation text": "old harbour"}))
    found = told(tmp_path)
    assert found["a.safetensors"].identity.made_for == "SDXL" and found["a.safetensors"].identity.trigger == (
        "inkwash",
        "sumi",
    )
    assert found["b.safetensors"].identity.made_for == "" and "nobody can tell" in found["b.safetensors"].identity.why
    assert found["b.safetensors"].identity.trigger == ("old harbour",)


def test_torn_unfinished_and_dangerous_files_are_refused_with_what_they_are(tmp_path):
    whole = safetensors(tmp_path / "whole.safetensors", SDXL)
    data = whole.read_bytes()
    for name, made in {
        "cut.safetensors": data[:-100],
        "header.safetensors": data[:40],
        "more.safetensors": data + b"xx",
        "empty.safetensors": b"",
        "pointer.safetensors": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "page.safetensors": b"<!DOCTYPE html><html></html>",
        "huge.safetensors": b"\xff" * 40,
        "deep.safetensors": len(b"[" * 90000).to_bytes(8, "little") + b"[" * 90000,
        "pickle.safetensors": b"\x80\x02}q\x00.",
        "hole.safetensors": (h := b'{"a":{"dtype":"F16","shape":[2],"data_offsets":[4,8]}}')
        and len(h).to_bytes(8, "little") + h + bytes(8),
        "lie.safetensors": (h := b'{"a":{"dtype":"F16","shape":[9],"data_offsets":[0,8]}}')
        and len(h).to_bytes(8, "little") + h + bytes(8),
        "odd.safetensors": (h := b'{"a":[1,2],"b":null}') and len(h).to_bytes(8, "little") + h,
        "twice.safetensors": (
            h
            := b'{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}'
        )
        and len(h).to_bytes(8, "little") + h + bytes(4),
        "begun.safetensors.part": data[:50],
        "sharp.gguf": b"GGUF" + struct.pack("<IQQ", 3, 2**60, 1),
        "short.gguf": b"GGUF" + struct.pack("<IQQ", 3, 1, 1),
        "future.gguf": b"GGUF" + struct.pack("<IQQ", 9, 0, 0),
    }.items():
        (tmp_path / name).write_bytes(made)
    with zipfile.ZipFile(tmp_path / "old.ckpt", "w") as zipped:
        zipped.writestr("archive/data.pkl", b"x")
    (tmp_path / "nowhere.safetensors").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.safetensors")
    found = told(tmp_path)
    kinds = {name: one.identity.kind for name, one in found.items()}
    assert kinds.pop("whole.safetensors") == "checkpoint"
    assert set(kinds.values()) == {"refused"} and len(kinds) == 20
    why = {name: one.identity.why for name, one in found.items()}
    assert (
        "cut off" in why["cut.safetensors"]
        and "cut off" in why["short.gguf"]
        and "cut off" in why["header.safetensors"]
    )
    assert "Git LFS pointer" in why["pointer.safetensors"] and "web page" in why["page.safetensors"]
    assert (
        "pickle" in why["old.ckpt"]
        and "safetensors/convert" in why["old.ckpt"]
        and "pickle" in why["pickle.safetensors"]
    )
    assert "did not finish" in why["begun.safetensors.part"] and "link to nothing" in why["nowhere.safetensors"]
    assert all(not one.usable_by for name, one in found.items() if name != "whole.safetensors")


def test_links_are_followed_and_circles_end(tmp_path):
    other = safetensors(tmp_path / "drive/models/a.safetensors", WAN_5B).parent
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "linked").symlink_to(other)
    (other / "back").symlink_to(tree)
    (tree / "again.safetensors").symlink_to(other / "a.safetensors")
    found = look_through([tree])
    assert [one.identity.made_for for one in found] == ["Wan 2.2 5B"]


def test_comfyuis_list_of_more_folders_is_read(tmp_path):
    safetensors(tmp_path / "elsewhere/loras/a.safetensors", lora({"lora_unet_blocks_0_self_attn_q": (3072, 3072)}, 16))
    (tmp_path / "ComfyUI/models").mkdir(parents=True)
    (tmp_path / "ComfyUI/extra_model_paths.yaml").write_text(
        f"mine:\n  base_path: {tmp_path}/elsewhere\n  loras: |\n    loras\n    gone\n"
    )
    assert [one.identity.kind for one in look_through([tmp_path / "ComfyUI"])] == ["lora"]


def test_a_model_in_parts_is_one_and_a_lacking_part_is_named(tmp_path):
    for folder, parts in (("whole", (1, 2)), ("torn", (1,))):
        for n in parts:
            name = list(WAN_5B)[n - 1 : n + (n == 2)]
            safetensors(tmp_path / folder / f"wan-0000{n}-of-00002.safetensors", {k: WAN_5B[k] for k in name})
    found = {one.file.parent.name: one.identity for one in look_through([tmp_path])}
    assert found["whole"].made_for == "Wan 2.2 5B" and found["whole"].kind == "transformer"
    assert found["torn"].kind == "refused" and "Part 2 of 2 is missing" in found["torn"].why


def test_language_models_are_told_in_both_forms(tmp_path):
    gguf(
        tmp_path / "lmstudio/publisher/qwen.gguf",
        {"token_embd.weight": (1000, 512), "blk.0.attn_q.weight": (512, 512)},
        "Q6_K",
        {"general.architecture": "qwen3", "general.name": "Qwen3 4B Instruct"},
    )
    folder = tmp_path / "hub/models--Org--Chat/snapshots/abc"
    safetensors(
        folder / "model.safetensors",
        {"model.embed_tokens.weight": (1000, 64), "model.layers.0.self_attn.q_proj.weight": (64, 64)},
        "BF16",
    )
    (folder / "config.json").write_text(json.dumps({"architectures": ["LlamaForCausalLM"]}))
    (folder / "tokenizer.json").write_text("{}")
    found = {one.identity.made_for: one for one in look_through([tmp_path])}
    assert set(found) == {"Qwen3 4B Instruct", "Org/Chat"}
    assert all(one.identity.kind == "language_model" and one.usable_by == ("writer",) for one in found.values())
    assert found["Qwen3 4B Instruct"].identity.precision == "Q6_K" and found["Org/Chat"].identity.precision == "bf16"


def test_a_diffusers_folder_is_one_model_and_what_it_lacks_is_named(tmp_path):
    place = tmp_path / "my-sdxl"
    index = {
        "_class_name": "StableDiffusionXLPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "scheduler": ["diffusers", "EulerDiscreteScheduler"],
    }
    unet = {
        "conv_in.weight": (320, 4, 3, 3),
        "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.weight": (640, 2048),
        "add_embedding.linear_1.weight": (1280, 2816),
    }
    safetensors(place / "unet/diffusion_pytorch_model.fp16.safetensors", unet)
    (place / "model_index.json").write_text(json.dumps(index))
    first = look_through([tmp_path])
    assert len(first) == 1 and first[0].identity.kind == "refused" and "vae (missing)" in first[0].identity.why
    safetensors(place / "vae/diffusion_pytorch_model.safetensors", {"decoder.conv_in.weight": (512, 4, 3, 3)})
    one = look_through([tmp_path])[0]
    assert (one.identity.kind, one.identity.made_for, one.file) == ("checkpoint", "SDXL", place) and one.bytes > 1e6


def test_folders_are_remembered_and_a_place_that_is_not_there_is_named(tmp_path):
    (tmp_path / "a").mkdir()
    remember(tmp_path / "home", [tmp_path / "a", tmp_path / "a"])
    assert remembered(tmp_path / "home") == [tmp_path / "a"]
    with pytest.raises(NotFound, match="no folder"):
        look_through([tmp_path / "gone"])
    with pytest.raises(NotFound):
        remember(tmp_path / "home", [tmp_path / "gone"])
    assert remembered(tmp_path / "home") == [tmp_path / "a"]


def test_the_hubs_cache_is_found_by_every_variable_of_its_client(tmp_path):
    def by_client(**said):
        clean = {
            k: v
            for k, v in os.environ.items()
            if k not in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME")
        }
        asked = "import huggingface_hub.constants as c; print(c.HF_HUB_CACHE)"
        ran = subprocess.run(
            [sys.executable, "-c", asked], env={**clean, **said}, capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    for said in ({"HUGGINGFACE_HUB_CACHE": str(tmp_path)}, {"HF_HOME": "~/hf"}, {"HF_HUB_CACHE": "$HOME/x"}):
        with pytest.MonkeyPatch.context() as patch:
            for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
                patch.delenv(name, raising=False)
            for name, value in said.items():
                patch.setenv(name, value)
            assert str(hub_cache()) == by_client(**said)


def test_the_command_line_gives_the_shape_that_others_read(tmp_path):
    safetensors(tmp_path / "m/x.safetensors", WAN_5B)
    ran = subprocess.run(
        [sys.executable, "-m", "vgot", "models", str(tmp_path / "m"), "--json"],
        env={**os.environ, "VGOT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    (one,) = json.loads(ran.stdout)["found"]
    assert set(one) == {"file", "kind", "for", "precision", "bytes", "usable_by", "why"}
    assert (
        one["kind"] == "transformer" and one["for"] == "Wan 2.2 5B" and one["file"] == str(tmp_path / "m/x.safetensors")
    )


def test_a_licence_in_a_files_metadata_is_shown(tmp_path, monkeypatch, capsys):
    from vgot.cli.main import main

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    safetensors(tmp_path / "m/x.safetensors", WAN_5B, says={"modelspec.license": "CC-BY-NC-4.0"})
    gguf(tmp_path / "m/y.gguf", KLEIN, says={"general.architecture": "flux", "general.license": "apache-2.0"})
    assert main(["models", str(tmp_path / "m"), "--json"]) == 0
    assert [one["licence"] for one in json.loads(capsys.readouterr().out)["found"]] == ["CC-BY-NC-4.0", "apache-2.0"]
    assert main(["models", str(tmp_path / "m")]) == 0
    assert "licence, as it says: CC-BY-NC-4.0" in capsys.readouterr().out
