"""The ladder's decisions and the residency: what is loaded, how often, what happens when memory runs out."""

import dataclasses
import json

import numpy as np
import pytest

from vgot.errors import OutOfMemory
from vgot.models.runtime.out_of_memory import is_out_of_memory, poisons_process
from vgot.models.runtime.preflight import preflight
from vgot.models.runtime.residency import GIB, Loadable, Memory, Need, Residency, next_rung, pick_rung, usable_rungs
from vgot.presets.preset import RUNGS

ALL = dict.fromkeys(RUNGS, "")
WAN5B = Need({"text_encoder": int(11.4e9), "transformer": int(10e9), "vae": int(1.4e9)}, 3 * GIB)


def memory(vram_gb, ram_gb=64):
    return Memory(int(vram_gb * GIB), int(vram_gb * GIB), int(ram_gb * GIB), int(ram_gb * GIB))


# -- decisions --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "vram,rung", [(80, "resident"), (24, "model_offload"), (11.5, "group_offload"), (5.4, "fp8"), (2, None)]
)
def test_the_rung_is_the_first_that_fits_the_free_memory(vram, rung):
    assert pick_rung(WAN5B, memory(vram), ALL | {"quantized": "missing"}) == rung


def test_host_memory_counts_as_much_as_the_accelerators():
    assert pick_rung(WAN5B, memory(11.5, ram_gb=26), ALL) == "group_offload"
    assert pick_rung(WAN5B, memory(11.5, ram_gb=20), ALL) == "fp8"
    assert pick_rung(WAN5B, memory(11.5, ram_gb=6), ALL) is None


def test_a_preset_made_to_be_quantized_is_quantized_before_it_is_streamed():
    assert pick_rung(WAN5B, memory(11.5), ALL, quantize=True) == "quantized"
    assert pick_rung(WAN5B, memory(80), ALL, quantize=True) == "resident"
    assert pick_rung(WAN5B, memory(11.5), ALL | {"quantized": "no package"}, quantize=True) == "group_offload"


def test_a_rung_asked_for_by_name_is_taken_unless_it_cannot_run_here():
    assert pick_rung(WAN5B, memory(80), ALL, "fp8") == "fp8"
    assert pick_rung(WAN5B, memory(80), ALL | {"fp8": "no"}, "fp8") is None


def test_every_rung_needs_less_of_the_accelerator_than_the_one_above():
    needs = [WAN5B.vram(r) for r in RUNGS[:4]]
    assert needs == sorted(needs, reverse=True) and len(set(needs)) == 4


def test_without_an_accelerator_the_rungs_that_need_one_are_listed_with_the_reason():
    usable = usable_rungs("cpu")
    assert usable["resident"] == usable["fp8"] == ""
    assert all("accelerator" in usable[r] for r in ("model_offload", "group_offload", "quantized"))
    assert next_rung("resident", usable) == "fp8" and next_rung("fp8", usable) is None


def test_out_of_memory_is_told_from_other_failures(torch):
    assert is_out_of_memory(MemoryError()) and is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory. Tried …"))
    assert is_out_of_memory(RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried"))
    assert not is_out_of_memory(RuntimeError("shape mismatch")) and not is_out_of_memory(ValueError("out of memory"))
    assert poisons_process(RuntimeError("CUDA error: an illegal memory access was encountered"))
    assert not poisons_process(torch.OutOfMemoryError("CUDA out of memory"))


@pytest.mark.slow
def test_what_could_be_a_broken_driver_too_is_said_when_the_ladder_ends(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)

    def work(words):
        def fails(pipe):
            raise RuntimeError(words)

        with pytest.raises(OutOfMemory) as why:
            on_cpu().attempt(loadable(), "denoise", fails)
        return why.value

    unsure, sure = work("cuDNN error: CUDNN_STATUS_NOT_INITIALIZED"), work("CUDA out of memory")
    assert "CUDNN_STATUS_NOT_INITIALIZED" in unsure.message and "driver" in unsure.hint and "driver" not in sure.hint


# -- residency --------------------------------------------------------------------------------------------------------
class Pipe:
    """Stands where a pipeline stands; remembers where it was put."""

    def __init__(self):
        self.where = []

    def to(self, device):
        self.where.append(device)
        return self


def loadable(key="video", gb=1.0, load=None, **more):
    return Loadable(key, Need({"transformer": int(gb * GIB)}, 0), load or (lambda rung: Pipe()), **more)


def on_cpu(free_gb=64):
    return Residency("cpu", lambda device: Memory(0, 0, int(free_gb * GIB), 64 * GIB))


def test_a_model_is_loaded_once_for_many_pieces_of_work():
    held = on_cpu()
    for _ in range(12):
        held.attempt(loadable("keyframe"), "denoise", lambda pipe: None)
    for _ in range(12):
        held.attempt(loadable("video"), "denoise", lambda pipe: None)
    assert held.loads == {"keyframe": 1, "video": 1} and held.notes == []


def test_the_model_used_longest_ago_makes_room_for_the_next():
    free = {"gb": 10.0}
    held = Residency("cpu", lambda device: Memory(0, 0, int(free["gb"] * GIB), 64 * GIB))
    held.attempt(loadable("keyframe", 6), "denoise", lambda pipe: None)
    free["gb"] = 4.0
    held.attempt(loadable("video", 3), "denoise", lambda pipe: None)
    assert held.loads == {"keyframe": 1, "video": 1} and held.notes == []
    free["gb"] = 1.0
    with held.use(loadable("face", 0.5)):
        assert held.notes == []
    with held.use(loadable("other", 5)):
        assert held.notes[0] == "keyframe freed to make room for other"


def test_running_out_while_denoising_steps_down_and_says_so():
    held, tried = on_cpu(), []

    def work(pipe):
        tried.append(held.rung("video"))
        if len(tried) == 1:
            raise MemoryError
        return "made"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
        assert held.attempt(loadable(), "denoise", work) == "made"
    assert tried == ["resident", "fp8"] and held.loads["video"] == 2
    assert held.notes == ["Memory ran out while denoising with video: 'resident' -> 'fp8'"]


@pytest.mark.slow
def test_the_ladder_is_climbed_down_at_most_three_times_on_an_accelerator(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.usable_rungs", lambda device, section=None: ALL)
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
    held, tried = on_cpu(), []

    def work(pipe):
        tried.append(held.rung("video"))
        raise RuntimeError("CUDA out of memory")

    with pytest.raises(OutOfMemory) as why:
        held.attempt(loadable(), "denoise", work)
    assert tried == ["resident", "model_offload", "group_offload", "fp8"]
    assert "4 attempts" in why.value.message and "width and height" in why.value.hint and why.value.field == "denoise"
    assert held.attempt(loadable("face"), "encode", lambda pipe: "fine") == "fine", "the next job is not affected"


def test_running_out_while_loading_steps_down_too(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
    held, rungs = on_cpu(), []

    def load(rung):
        rungs.append(rung)
        if rung == "resident":
            raise MemoryError
        return Pipe()

    held.attempt(loadable(load=load), "denoise", lambda pipe: None)
    assert rungs == ["resident", "fp8"] and "while loading video" in held.notes[0]


def test_decoding_tries_tiles_before_the_ladder():
    held, state = on_cpu(), {"tiled": False, "runs": 0}

    def work(pipe):
        state["runs"] += 1
        if not state["tiled"]:
            raise MemoryError
        return state["runs"]

    def lighter(pipe):
        before, state["tiled"] = state["tiled"], True
        return not before

    assert held.attempt(loadable(), "decode", work, lighter) == 2
    assert held.loads["video"] == 1 and held.notes == ["Memory ran out while decoding with video: in tiles from now on"]


def test_other_models_are_freed_before_a_model_steps_down():
    held = on_cpu()
    held.attempt(loadable("keyframe"), "denoise", lambda pipe: None)
    tries = []

    def work(pipe):
        tries.append(1)
        if len(tries) == 1:
            raise MemoryError

    held.attempt(loadable("video"), "denoise", work)
    assert held.rung("video") == "resident" and held.notes == [
        "Memory ran out while denoising with video: freed keyframe"
    ]


def test_other_failures_pass_through_unchanged_and_free_nothing():
    held = on_cpu()
    with pytest.raises(ZeroDivisionError):
        held.attempt(loadable(), "denoise", lambda pipe: 1 / 0)
    assert held.attempt(loadable(), "denoise", lambda pipe: "still here") == "still here" and held.loads["video"] == 1


def test_a_model_that_fits_nowhere_is_refused_before_it_is_loaded():
    held = on_cpu(free_gb=1)
    with pytest.raises(OutOfMemory) as why:
        held.attempt(loadable(gb=30), "denoise", lambda pipe: None)
    assert not held.loads and "30.0 GiB of memory" in why.value.message and "doctor" in why.value.hint


# -- on the twins -----------------------------------------------------------------------------------------------------
def test_twelve_shots_load_each_model_once(preset, twins, fresh, draw):
    from vgot.models.base import ClipSpec, KeyframeSpec, PortraitSpec, Quiet
    from vgot.models.faces import ClipVisionFaces
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.video.wan import WanVideo
    from vgot.story.model import Domains
    from vgot.units import FrameSize

    made = [
        cls(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=fresh)
        for cls in (SdxlImage, ClipVisionFaces, WanVideo)
    ]
    image, face, video = made
    size = FrameSize(64, 64)
    portrait = PortraitSpec("mary", "young", "Mary", "Mary", "", "red hair", "", "", 1, size)
    face.read_tokens(image.draw_portrait(portrait, Quiet()), portrait, Quiet())
    frames = [
        image.draw_keyframe(KeyframeSpec(Domains(character="Mary"), "", (), "", "", None, "", s, size), Quiet())
        for s in range(12)
    ]
    for frame in frames:
        video.shoot_clip(frame, ClipSpec("Mary waits.", "", "", (), (), "", 1, size, 16, 4), Quiet()).latents()
    assert dict(fresh.loads) == {made[0].loadable.key: 1, made[1].loadable.key: 1, made[2].loadable.key: 1}


def test_a_real_pipeline_goes_on_in_fp8_after_memory_ran_out(preset, twins, fresh, draw, torch):
    from vgot.models.base import ClipSpec, Quiet
    from vgot.models.video.wan import WanVideo
    from vgot.units import FrameSize

    video = WanVideo(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=fresh)
    real, failed = video.call, []

    def once(pipe, ask):
        if not failed:
            failed.append(1)
            raise torch.OutOfMemoryError("injected")
        return real(pipe, ask)

    video.call = once
    clip = video.shoot_clip(draw(), ClipSpec("Mary waits.", "", "", (), (), "", 1, FrameSize(96, 64), 16, 4), Quiet())
    assert len(list(clip.frames)) == 4 and fresh.rung(video.loadable.key) == "fp8"
    kinds = fresh.attempt(video.loadable, "load", lambda pipe: {str(p.dtype) for p in pipe.transformer.parameters()})
    assert "torch.float8_e4m3fn" in kinds


@pytest.mark.parametrize("name", ["sdxl-wan5b", "klein-wan5b", "kolors-svd"])
def test_every_model_of_a_preset_works_on_the_fp8_rung(preset, twins, fresh, draw, name):
    from vgot.models.base import Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet
    from vgot.models.faces import ClipVisionFaces, ReferenceFaces
    from vgot.models.keyframes.kolors import KolorsImage
    from vgot.models.keyframes.references import KleinImage
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.video.unet import SvdVideo
    from vgot.models.video.wan import WanVideo
    from vgot.story.model import Domains
    from vgot.units import FrameSize

    one = preset(name)
    low = one.model_copy(update={k: s.model_copy(update={"offload": "fp8"}) for k, s in one.sections().items()})
    known = {
        "sdxl": SdxlImage,
        "klein": KleinImage,
        "kolors": KolorsImage,
        "clip-vision": ClipVisionFaces,
        "references": ReferenceFaces,
        "wan": WanVideo,
        "svd": SvdVideo,
    }
    image, face, video = (known[s.family](low, twins(name), residency_=fresh) for s in low.sections().values())
    size = FrameSize(96, 64)
    tokens = face.read_tokens(draw(1), PortraitSpec("mary", "young", "Mary", "Mary", "", "", "", "", 1, size), Quiet())
    keyframe = image.draw_keyframe(
        KeyframeSpec(
            Domains(character="Mary"),
            "",
            (Cast("mary", "young", "Mary", "Mary", "", tokens),),
            "",
            "",
            draw(2),
            "",
            1,
            size,
        ),
        Quiet(),
    )
    assert keyframe.pixels.std() > 0
    assert (
        len(
            list(video.shoot_clip(keyframe, ClipSpec("Mary waits.", "", "", (), (), "", 1, size, 8, 8), Quiet()).frames)
        )
        == 8
    )
    assert fresh.rung(image.loadable.key) == fresh.rung(video.loadable.key) == "fp8"


@pytest.mark.parametrize("name", ["klein-wan5b", "sdxl-wan5b", "kolors-svd"])
def test_streaming_block_by_block_changes_no_byte(preset, twins, draw, monkeypatch, name):
    """The rung's hooks on the host: no streams there, but the same modules, groups, adapters and pipelines over pipelines."""
    from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet, SeamSide
    from vgot.models.registry import Models
    from vgot.story.model import Domains
    from vgot.units import FrameSize

    size, made, one = FrameSize(96, 64), {}, preset(name)
    monkeypatch.setattr("vgot.models.runtime.residency.usable_rungs", lambda device, section=None: ALL)
    for rung in ("resident", "group_offload"):
        monkeypatch.setattr("vgot.models.runtime.residency._shared", Residency("cpu"))
        models = Models(
            one.model_copy(update={k: s.model_copy(update={"offload": rung}) for k, s in one.sections().items()}),
            twins(name),
        )
        portrait = PortraitSpec("mary", "young", "Mary", "Mary", "", "red hair", "", "", 3, size)
        first = models.image.draw_portrait(portrait, Quiet())
        cast = (Cast("mary", "young", "Mary", "Mary", "", models.face.read_tokens(first, portrait, Quiet())),)
        keyframe = models.image.draw_keyframe(
            KeyframeSpec(Domains(character="Mary"), "", cast, "", "", draw(1), "", 5, size), Quiet()
        )
        frames = np.stack(
            list(
                models.video.shoot_clip(
                    keyframe, ClipSpec("Mary waits.", "", "", (), (), "", 3, size, 8, 8), Quiet()
                ).frames
            )
        )
        still = np.repeat(frames[:1], 40, 0)
        sides = SeamSide(b"", 8, frames[:2], context=still), SeamSide(b"", 8, frames[4:6], context=still)
        seam = np.stack(list(models.video.bridge(*sides, BridgeSpec(4, 8, size, 1, 3, 0.2, 1.0, 5), Quiet())))
        made[rung] = [first.pixels, keyframe.pixels, frames, seam]
        assert models.video.residency.rung(models.video.loadable.key) == rung
    assert all(np.array_equal(a, b) for a, b in zip(*made.values(), strict=True))


@pytest.mark.parametrize("name", ["klein-wan5b", "qwen-wan14b", "sdxl-wan5b"])
def test_no_model_is_brought_in_whole_when_it_is_streamed(preset, twins, fresh, name):
    from vgot.models.runtime.offloading import largest_group, stream_in
    from vgot.presets.families import FAMILIES

    for section in ("keyframe", "video"):
        module, _, cls = FAMILIES[preset(name).sections()[section].family][
            "image" if section == "keyframe" else "video"
        ].partition(":")
        family = getattr(__import__(module, fromlist=[cls]), cls)(preset(name), twins(name), residency_=fresh)
        pipe = family._load("resident")
        stream_in(pipe, "cpu")
        for part in ("text_encoder", "text_encoder_2"):
            module = getattr(pipe, part, None)
            if module is not None:
                leaf = max(p.numel() * p.element_size() for p in module.parameters())
                assert 0 < largest_group(module) <= 1.1 * leaf, f"{part} of {name} comes in by the layer"


def test_the_quantized_rung_asks_the_library_for_four_bits(preset, twins, fresh, monkeypatch):
    """The rung itself needs an accelerator: here only what is handed to the loaders is looked at."""
    from vgot.models.runtime import pipelines
    from vgot.models.video.wan import WanVideo

    asked, whole = {}, pipelines.load_whole

    def load(cls, place, settings):
        settings = dict(settings)
        asked[place.name] = settings.pop("quantization_config", None)
        assert settings["local_files_only"] and settings["use_safetensors"]
        return whole(cls, place, settings)

    monkeypatch.setattr(pipelines, "load_whole", load)
    monkeypatch.setattr(pipelines, "_four_bits", lambda part, dtype: part.__module__.partition(".")[0])
    video = WanVideo(preset("qwen-wan14b"), twins("qwen-wan14b"), residency_=fresh)
    video._load("quantized")
    assert asked == {
        "transformer": "diffusers",
        "transformer_2": "diffusers",
        "text_encoder": "transformers",
        "vae": None,
    }


def test_a_failed_load_of_a_damaged_folder_says_what_to_do(preset, twins, fresh, tmp_path):
    import shutil

    from vgot.errors import ModelUnavailable
    from vgot.models.base import PlateSpec, Quiet
    from vgot.models.keyframes.references import KleinImage
    from vgot.units import FrameSize

    shutil.copytree(twins("klein-wan5b"), tmp_path / "models")
    broken = tmp_path / "models/black-forest-labs/FLUX.2-klein-4B"
    for file in (broken / "transformer").glob("*.safetensors"):
        file.write_bytes(file.read_bytes()[:2000])
    image = KleinImage(preset("klein-wan5b"), tmp_path / "models", residency_=fresh)
    with pytest.raises(ModelUnavailable) as why:
        image.draw_plate(PlateSpec("h", "harbour", "", "", 1, FrameSize(64, 64)), Quiet())
    assert "FLUX.2-klein-4B" in why.value.message and "fetch it again" in why.value.hint


# -- preflight --------------------------------------------------------------------------------------------------------
def test_the_preflight_says_what_is_fetched_how_big_and_under_which_licence(preset):
    seen = preflight(preset("sdxl-wan5b"), device="cuda", memory=memory(11.7))
    assert [f["id"] for f in seen["fetch"]] == [
        "stabilityai/stable-diffusion-xl-base-1.0",
        "h94/IP-Adapter",
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
    ]
    assert all(f["licence"] and f["estimate"] and f["bytes"] > 1e9 for f in seen["fetch"])
    assert seen["fetch_bytes"] == sum(f["bytes"] for f in seen["fetch"]) and seen["fits"] is True
    assert {n: s["rung"] for n, s in seen["stages"].items()}["video"] == "group_offload"
    json.dumps(seen)


def test_a_preset_that_does_not_fit_names_those_that_do(preset):
    large, small = preset("qwen-wan14b-80gb"), preset("klein-wan5b")
    large = large.model_copy(update={"video": large.video.model_copy(update={"offload": "resident"})})
    seen = preflight(large, device="cuda", memory=memory(11.7, 26), others=(small, large))
    assert not seen["fits"] and seen["better"] == ["klein-wan5b"]


def test_what_is_here_is_not_fetched_and_is_measured_rather_than_estimated(preset, twins):
    folder = twins("sdxl-wan5b")
    seen = preflight(preset("sdxl-wan5b"), models_dir=folder, device="cpu", memory=Memory(0, 0, 2 * GIB, 2 * GIB))
    assert (
        seen["fetch"] == []
        and seen["fits"]
        and seen["rungs_not_run"].keys() == {"model_offload", "group_offload", "quantized"}
    )
    without = preflight(preset("sdxl-wan5b"), device="cpu", memory=Memory(0, 0, 2 * GIB, 2 * GIB))
    assert not without["fits"]


def test_presets_promise_at_least_what_their_rung_is_estimated_to_need(preset):
    for name in ("sdxl-wan5b", "klein-wan5b", "qwen-wan14b", "qwen-wan14b-80gb"):
        one = preset(name)
        for section in (one.keyframe, one.video):
            promised = Memory(
                int(section.vram_gb * GIB),
                int(section.vram_gb * GIB),
                int(section.ram_gb * GIB),
                int(section.ram_gb * GIB),
            )
            plain = ALL | {"quantized": "no package"}
            need = Need(section.part_bytes, int(section.work_gb * GIB))
            assert pick_rung(need, promised, plain, section.offload), (
                f"{name} {section.family} does not fit its own promise"
            )


def test_memory_is_measured_without_an_accelerator(torch):
    from vgot.models.runtime.residency import measure_memory

    seen = measure_memory("cpu")
    assert seen.vram_total == 0 and 0 < seen.ram_free <= seen.ram_total
    assert dataclasses.astuple(seen)[0] == 0


# -- climbing back ------------------------------------------------------------------------------------------------------
def ran_out(held, key="video", gb=6.0, times=1):
    """A piece of work that runs out of memory, `times` times, and the rungs it was tried on."""
    tried = []

    def work(pipe):
        tried.append(held.rung(key))
        if len(tried) <= times:
            raise MemoryError
        return "made"

    held.attempt(loadable(key, gb), "denoise", work)
    return tried


@pytest.mark.slow
def test_a_model_that_stepped_down_climbs_back_when_memory_is_free_again(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
    free = {"gb": 14.0}
    held = Residency("cpu", lambda device: Memory(0, 0, int(free["gb"] * GIB), 64 * GIB))
    assert ran_out(held) == ["resident", "fp8"]
    held.attempt(loadable("video", 6), "denoise", lambda pipe: None)
    assert held.rung("video") == "fp8" and held.loads["video"] == 2, "no more is free than when it ran out"
    free["gb"] = 40.0
    held.attempt(loadable("video", 6), "denoise", lambda pipe: None)
    assert held.rung("video") == "resident" and held.loads["video"] == 3
    assert held.notes[-1] == "Memory is free again: video goes from 'fp8' back to 'resident'"


@pytest.mark.slow
def test_a_model_climbs_back_when_it_is_loaded_anew(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
    free = {"gb": 14.0}
    held = Residency("cpu", lambda device: Memory(0, 0, int(free["gb"] * GIB), 64 * GIB))
    ran_out(held)
    held.free()
    held.attempt(loadable("video", 6), "denoise", lambda pipe: None)
    assert held.rung("video") == "fp8"
    held.free()
    free["gb"] = 40.0
    held.attempt(loadable("video", 6), "denoise", lambda pipe: None)
    assert held.rung("video") == "resident"


@pytest.mark.slow
def test_a_rung_that_fails_again_is_not_tried_again_with_the_same_memory(monkeypatch):
    monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
    free = {"gb": 14.0}
    held = Residency("cpu", lambda device: Memory(0, 0, int(free["gb"] * GIB), 64 * GIB))
    ran_out(held)
    free["gb"] = 24.0
    assert ran_out(held) == ["resident", "fp8"], "climbed, and fell again"
    for _ in range(5):
        held.attempt(loadable("video", 6), "denoise", lambda pipe: None)
    assert held.rung("video") == "fp8" and held.loads["video"] == 4


def test_a_worker_whose_forerunner_the_system_killed_begins_a_rung_lower(monkeypatch):
    tried = []
    for down in ("0", "1", "9"):
        monkeypatch.setenv("VGOT_RUNGS_DOWN", down)
        held = Residency("cuda", lambda device: Memory(24 * GIB, 24 * GIB, 64 * GIB, 64 * GIB))
        monkeypatch.setattr("vgot.models.runtime.residency.place", lambda pipe, rung, device: None)
        monkeypatch.setattr("vgot.models.runtime.residency.usable_rungs", lambda device, section=None: ALL)
        with held.use(loadable("video", 1.0, lambda rung: Pipe())):
            tried.append(held.rung("video"))
    assert tried == [RUNGS[0], RUNGS[1], RUNGS[-1]]
