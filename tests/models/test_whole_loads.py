"""A load is whole or refused: whatever tensor a file lacks, names otherwise or has in another shape, the error names the file."""

import json
import shutil

import pytest

from vgot.errors import ModelUnavailable, VgotError

FAMILIES = {
    "sdxl-wan5b": ("keyframe", "video", "face"),
    "kolors-svd": ("keyframe", "video"),
    "klein-framepack": ("keyframe", "video"),
    "qwen-wan14b": ("keyframe", "video"),
    "sdxl-animatediff": ("video",),
}


def harmed(file, name, how):
    """The file with one of its tensors dropped, renamed or of another shape."""
    from safetensors.torch import load_file, save_file

    held = load_file(file)
    tensor = held.pop(name)
    if how == "renamed":
        held[name + "_v2"] = tensor
    elif how == "reshaped":
        held[name] = (
            tensor.new_zeros((*tensor.shape[:-1], tensor.shape[-1] + 1)) if tensor.dim() else tensor.new_zeros(3)
        )
    save_file(held, file, {"format": "pt"})


def families(preset, folder, residency):
    from vgot.models.faces import ClipVisionFaces
    from vgot.models.keyframes.kolors import KolorsImage
    from vgot.models.keyframes.references import KleinImage, QwenImage
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.video.framepack import FramepackVideo
    from vgot.models.video.unet import AnimateDiffVideo, SvdVideo
    from vgot.models.video.wan import WanVideo

    classes = {
        "sdxl": SdxlImage,
        "kolors": KolorsImage,
        "klein": KleinImage,
        "qwen": QwenImage,
        "wan": WanVideo,
        "svd": SvdVideo,
        "animatediff": AnimateDiffVideo,
        "framepack": FramepackVideo,
        "clip-vision": ClipVisionFaces,
    }
    for name in FAMILIES[preset.name]:
        section = preset.sections()[name]
        made = classes[section.family](preset, folder, residency_=residency)
        yield made, [(folder / r.id, r) for r in section.repos]


def weights(place, repo):
    """The files of a repository that its family loads."""
    if repo.weight_name:
        return [place / repo.subfolder / repo.weight_name]
    return sorted((place / repo.subfolder).rglob("*.safetensors"))


def loaded(family):
    family.residency.free()
    return family.residency.attempt(family.loadable, "load", lambda pipe: pipe)


def refused(family, file, tensor, how):
    kept = file.read_bytes()
    try:
        harmed(file, tensor, how)
        if how == "dropped" and (index := next(file.parent.glob("*.index*.json"), None)) is not None:
            before = index.read_text()
            index.write_text(json.dumps(_without(json.loads(before), tensor)))
            try:
                return _refusal(family)
            finally:
                index.write_text(before)
        return _refusal(family)
    finally:
        file.write_bytes(kept)


def _without(index, tensor):
    index["weight_map"].pop(tensor, None)
    return index


def _refusal(family):
    try:
        loaded(family)
    except VgotError as why:
        return why
    return None


@pytest.mark.parametrize("how", ["dropped", "renamed", "reshaped"])
def test_a_component_with_one_tensor_that_is_not_as_it_must_be_is_refused_by_name(twins, tmp_path, how):
    """A denoiser, a text encoder whose embedding is shared, and one of a language model, as `load_whole` reads them."""
    from diffusers import WanTransformer3DModel
    from transformers import Qwen3ForCausalLM, UMT5EncoderModel

    from vgot.models.runtime.pipelines import quiet
    from vgot.models.runtime.whole import load_whole, tensors_in

    wan, klein = "Wan-AI/Wan2.2-TI2V-5B-Diffusers", "black-forest-labs/FLUX.2-klein-4B"
    for cls, folder in (
        (WanTransformer3DModel, f"{wan}/transformer"),
        (UMT5EncoderModel, f"{wan}/text_encoder"),
        (Qwen3ForCausalLM, f"{klein}/text_encoder"),
    ):
        place = tmp_path / cls.__name__ / folder.rpartition("/")[2]
        shutil.copytree(twins("klein-wan5b") / folder, place)
        (file,) = place.glob("*.safetensors")
        asked = {"local_files_only": True, "use_safetensors": True}
        with quiet():
            assert load_whole(cls, place, asked) is not None
        name = min(n for n in tensors_in(file) if "layers.2" in n or "block" in n)
        harmed(file, name, how)
        with quiet(), pytest.raises(ModelUnavailable) as why:
            load_whole(cls, place, asked)
        assert f"{place.name}/{file.name}" in why.value.message and name.split(".")[-2] in why.value.message
        assert "fetch it again" in why.value.hint


@pytest.mark.slow
@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("how", ["dropped", "renamed", "reshaped"])
def test_a_file_with_one_tensor_that_is_not_as_it_must_be_is_refused_by_name(preset, twins, fresh, tmp_path, name, how):
    from vgot.models.runtime.whole import tensors_in

    shutil.copytree(twins(name), tmp_path / "models")
    for family, places in families(preset(name), tmp_path / "models", fresh):
        for place, repo in places:
            for file in weights(place, repo):
                if repo.role == "base" and file.parent.name in _elsewhere(family):
                    continue
                tensor = max(tensors_in(file))
                why = refused(family, file, tensor, how)
                assert isinstance(why, ModelUnavailable), f"{file.relative_to(tmp_path)} with {tensor} {how} was taken"
                assert file.parent.name in why.message or file.name in why.message, why.message
        assert loaded(family) is not None


def _elsewhere(family):
    """Components that a family takes from another repository."""
    return {"framepack": {"transformer"}}.get(family.section.family, set())


def test_what_published_files_hold_beside_the_model_is_no_reason_to_refuse_them(preset, twins, fresh, tmp_path):
    """The text half of a CLIP model where only the seeing half is used, and buffers that older releases saved."""
    import torch
    from safetensors.torch import load_file, save_file

    shutil.copytree(twins("kolors-svd"), tmp_path / "models")
    file = tmp_path / "models/Kwai-Kolors/Kolors-IP-Adapter-Plus/image_encoder/model.safetensors"
    held = load_file(file)
    more = {"text_model.embeddings.token_embedding.weight": torch.zeros(4, 4), "logit_scale": torch.zeros(())}
    save_file(held | more | {"vision_model.embeddings.position_ids": torch.arange(17)[None]}, file, {"format": "pt"})
    from vgot.models.faces import ClipVisionFaces

    assert loaded(ClipVisionFaces(preset("kolors-svd"), tmp_path / "models", residency_=fresh)) is not None
    save_file(held | {"vision_model.embeddings.third_embedding.weight": torch.zeros(4)}, file, {"format": "pt"})
    with pytest.raises(
        ModelUnavailable, match=r"image_encoder/model.safetensors has 1 tensors that the model has no place"
    ):
        loaded(ClipVisionFaces(preset("kolors-svd"), tmp_path / "models", residency_=fresh))


def test_an_adapter_is_whole_too(preset, twins, fresh, tmp_path):
    """What an adapter lacks or has too much is read from its header, before the base model is bent to it."""
    from vgot.models.runtime.whole import must_use_all, tensors_in

    repo = preset("sdxl-wan5b").keyframe.repo("adapter")
    file = tmp_path / repo.weight_name
    shutil.copy(twins("sdxl-wan5b") / repo.id / repo.subfolder / repo.weight_name, file)
    needed = {n for n in tensors_in(file) if n.startswith("ip_adapter.")}
    must_use_all(file, lambda name: True, needed)
    with pytest.raises(ModelUnavailable, match="has 8 tensors that the model has no place for"):
        must_use_all(file, lambda name: name.startswith("image_proj."), ())
    harmed(file, min(needed), "dropped")
    with pytest.raises(ModelUnavailable, match=f"{file.name} lacks 1 of the tensors"):
        must_use_all(file, lambda name: True, needed)


def test_half_precision_of_the_heavy_parts_is_cast_one_after_the_other(preset, twins, torch, fresh):
    """Two transformers are never both there in 16 bits: what is planned for `fp8` is what loading takes."""
    from vgot.models.runtime.residency import Need
    from vgot.models.video.wan import WanVideo

    need = Need({"transformer": 28, "transformer_2": 28, "text_encoder": 12, "vae": 2}, 3)
    assert need.ram("fp8") == max(28, 14 + 28, 28 + 14) == 42 and need.ram("model_offload") == 70
    one = preset("qwen-wan14b")
    video = WanVideo(
        one.model_copy(update={"video": one.video.model_copy(update={"offload": "fp8"})}),
        twins("qwen-wan14b"),
        residency_=fresh,
    )
    pipe = loaded(video)
    for part in (pipe.transformer, pipe.transformer_2):
        kinds = {p.dtype for p in part.parameters()}
        assert torch.float8_e4m3fn in kinds
    assert {p.dtype for p in pipe.text_encoder.parameters()} == {torch.float32}
