"""Where things are and which preset is used: presets from configs/*.yaml, folders, what the environment and the command line say."""

from __future__ import annotations

import difflib
import math
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from vgot.environment import Environment
from vgot.errors import BadInput, NotFound, VgotError
from vgot.graph.asked import Takes
from vgot.graph.kinds import KINDS
from vgot.presets.families import BRIDGE_VERSIONS, FAMILY_VERSIONS, READ_PROMPTS, WEAR_LORAS, takes_of
from vgot.presets.files.layouts import layouts
from vgot.presets.own import half_of, mark_of, own_presets
from vgot.presets.preset import Preset, Section, read_preset
from vgot.presets.records import record_for, records
from vgot.presets.remote import REMOTE_FAMILIES, WHERE_IT_RUNS
from vgot.presets.seams import bridge_differs, no_bridge
from vgot.presets.sizes import chain_of, model_size
from vgot.presets.weights import download_bytes, model_id, require_weights, revision_of, with_overrides
from vgot.presets.workflows import clip_inputs, ends_on, idle_inputs, workflow_marks
from vgot.resources import shipped
from vgot.story.model import Film, Lora
from vgot.units import FrameSize

CONFIGS = shipped("configs")

#: The preset that draws, and the one whose models come with the program: what a drawing is painted over with (vgot.render.painting).
DRAWN, SMALL_MODELS = "animatic", "embedded"

#: What of a section says how it runs, not what it makes: changing it re-renders nothing. `painting` stands in the recipes of paintings alone.
_HOW_IT_RUNS = {
    "offload",
    "vram_gb",
    "ram_gb",
    "measured",
    "note",
    "repos",
    "parallel_gpus",
    "guess_s",
    "attention",
    "compile",
    "painting",
    "own",
}


@dataclass(frozen=True)
class RenderPreset:
    """A preset as the plan sees it: a name, whether it is a draft, and what of it decides the bytes of each step."""

    preset: Preset
    models_dir: Path | None = None

    @property
    def name(self) -> str:
        return self.preset.name

    @property
    def title(self) -> str:
        return self.preset.title

    @property
    def draft(self) -> bool:
        return self.preset.draft

    @property
    def drawn(self) -> bool:
        """Whether the film is drawn by program, with no model."""
        return self.preset.video.family == "animatic"

    @property
    def models(self) -> bool:
        """Whether any part of it is a model of this machine, which an accelerator would run; the drawn world has none."""
        return any(section.family not in ("animatic", *REMOTE_FAMILIES) for section in self.preset.sections().values())

    @property
    def in_flight(self) -> int:
        """How many calls to services may be on their way at once; 0 where nothing runs elsewhere."""
        return max((s.remote.in_flight for s in self.preset.sections().values() if s.remote is not None), default=0)

    @property
    def host_gb(self) -> float:
        """GiB of the machine's memory that its largest stage takes where there is no accelerator: the weights lie there, too."""
        return max(max(section.vram_gb, section.ram_gb) for section in self.preset.sections().values())

    @property
    def positional(self) -> bool:
        return not self.drawn

    @property
    def bridge_version(self) -> int:
        """Counts up where its bridges are made in another way; clips have their own count."""
        return BRIDGE_VERSIONS.get(self.preset.video.family, 1)

    def no_bridge(self, half: int, fps: float, left: int, right: int) -> str:
        """Why a bridge that replaces `half` frames of either shot is a crossfade with this preset; empty where it is made."""
        return no_bridge(self.preset, half, fps, left, right)

    def bridge_differs(self, half: int, fps: float) -> str:
        """What a person should know of the bridges that it does make; empty where there is nothing."""
        return bridge_differs(self.preset, half, fps)

    def reads_prompt(self, step: str) -> bool:
        """Whether the model of stills or of clips reads a text as it stands; the small models read words of their own, SVD none."""
        return getattr(self.preset, "keyframe" if step == "keyframe" else "video").family in READ_PROMPTS

    def recorded_paces(self, home: Path) -> dict[str, float]:
        """Step -> seconds a frame, from the newest record of these very weights on this machine (vgot.presets.records)."""
        if not self.models:
            return {}
        kept = [r for _, r in records(home) if r.preset == self.name]
        if not kept:
            return {}
        weights = {n: _revision(self.preset, n, self.models_dir) for n, s in self.preset.sections().items() if s.repos}
        found = record_for(home, self.name, weights)
        return found.paces() if found is not None else {}

    def idle_inputs(self) -> list[tuple[str, str, str]]:
        """(role, workflow, sentence) of inputs of its workflows that are bound and that no film fills."""
        remotes = [(s.remote, name) for name, s in self.preset.sections().items() if s.remote is not None]
        found = [one for remote, _ in remotes for one in idle_inputs(remote)]
        return list(dict.fromkeys(found))

    def lora_half(self, lora: Lora) -> str:
        """Of a model that denoises in two halves: which of them wears it, `high`, `low` or `both`; empty for every other model."""
        section = self.preset.keyframe if lora.part == "pictures" else self.preset.video
        return half_of(lora.file) if "transformer_2" in section.part_bytes else ""

    @property
    def staging(self) -> str:
        """What a staging picture becomes in this preset's keyframes: start, reference or none."""
        return self.preset.keyframe.staging

    @property
    def reads_looks(self) -> bool:
        """Whether a keyframe's model is told what everybody looks like; the drawn world and its small models have it from portraits."""
        return self.preset.keyframe.family not in (DRAWN, SMALL_MODELS)

    @property
    def takes(self) -> Takes:
        """What its video model takes beside the still and the words."""
        video = self.preset.video
        ends = ends_on(video.remote, video.family, video.last_frame)
        return takes_of(video.family, ends, self.title, clip_inputs(video.remote, video.family))

    def guide_shape(self, width: int, height: int, fps: float, frames: int) -> tuple[int, int, float, int]:
        section = with_overrides(self.preset, self.models_dir).video
        size = model_size(FrameSize(width, height), section)
        many, each = chain_of(frames, fps, section)
        return size.width, size.height, section.fps, many * (each - 1) + 1

    @property
    def keyframe(self):
        return self.preset.keyframe

    @property
    def face(self):
        return self.preset.face

    @property
    def video(self):
        return self.preset.video

    def film_for(self, asked: Film | None = None) -> Film:
        """What a new film begins with: the size and the rate that the preset's models make, where nobody asks for others. Of a shape that
        somebody asked for the proportions stay, with as many pixels as the models make."""
        chosen = with_overrides(self.preset, self.models_dir)
        if chosen.film is None:
            return asked or Film()
        own = model_size(FrameSize(chosen.film.width, chosen.film.height), chosen.video)
        given = {n: getattr(asked, n) for n in asked.model_fields_set} if asked is not None else {}
        if {"width", "height"} & set(given):
            assert asked is not None
            scale = math.sqrt(own.width * own.height / (asked.width * asked.height))
            own = model_size(FrameSize(round(asked.width * scale), round(asked.height * scale)), chosen.video)
        shape = {"fps": chosen.film.fps} | given | {"width": max(64, own.width), "height": max(64, own.height)}
        return Film.model_validate(shape)

    def download_bytes(self) -> int:
        """Bytes of everything that the preset fetches, whatever of it is here already."""
        repos = [r for section in self.preset.sections().values() for r in section.repos]
        return sum(download_bytes([r for r in repos if r.id == i]) for i in self.preset.repos())

    def check_weights(self) -> None:
        """Raise ONE ModelUnavailable that names all that is missing: what, how big, which licence, where to put it."""
        require_weights(self.preset, self.models_dir)

    def lora_mark(self, lora: Lora) -> str | None:
        """The digest of a LoRA's file as it is now (as it was added, where it is not here), where the model of its part takes it; None
        where it does not. On a server of many visitors nobody's files are read."""
        if _refusal(self.preset, lora) or Environment.read().mode == "space":
            return None
        mark = mark_of(Path(lora.file), whole=True)
        return lora.sha256 if mark == "missing" else mark

    def lora_idle(self, lora: Lora) -> str:
        """Why a LoRA that is on is not worn with this preset, and what to do, in a sentence for people; empty where it is worn."""
        why, do = _refusal(self.preset, lora), "Take it off, or choose a preset of its model"
        if Environment.read().mode == "space":
            why, do = "on a server of many visitors nobody's files are read", "Run VGoT Studio on your own machine"
        elif not why:
            return ""
        elif lora.model:
            others = [name for name, one in presets().items() if not _refusal(one.preset, lora)]
            do = (
                f"Take it off, or choose {' or '.join(others[:4])}"
                if others
                else "Take it off: no preset here renders with it"
            )
        return f"The LoRA {lora.name} is on and not used: {why}. {do}."

    def model_for(self, step: str) -> dict:
        name = KINDS[step].section
        if name is None:
            return {"id": "h264"}
        if name == "drawn":
            return load_preset(DRAWN).model_for("keyframe")
        section: Section = self.preset.sections()[name]
        made_by: dict = {"id": model_id(section)}
        if section.repos:
            made_by["revision"] = _revision(self.preset, name, self.models_dir)
        if section.family in FAMILY_VERSIONS or not section.repos:
            made_by["version"] = FAMILY_VERSIONS.get(section.family, 1)
        if section.own:
            made_by["own"] = {part: mark_of(Path(file)) for part, file in section.own.items()}
        said = made_by | section.model_dump(exclude=_HOW_IT_RUNS, exclude_defaults=True)
        if section.remote is not None:
            said["remote"] = section.remote.model_dump(exclude=WHERE_IT_RUNS, exclude_defaults=True)
            if section.remote.workflow:
                said["workflows"] = workflow_marks(section.remote)
        return said


def _refusal(preset: Preset, lora: Lora) -> str:
    """Why the model of a LoRA's part does not take it, in words; empty where it does."""
    section: Section = preset.keyframe if lora.part == "pictures" else preset.video
    if section.family == DRAWN:
        return f"{preset.title} draws its {lora.part} by program, with no model to bend"
    if section.remote is not None:
        return f"the {lora.part} of {preset.title} are made at a service, which is given no LoRAs"
    if section.family not in WEAR_LORAS or section.base is None:
        return f"the model that makes the {lora.part} of {preset.title} takes no LoRAs"
    if lora.model and not re.search(layouts().pattern_for(lora.model, lora=True) or "$^", section.base.id):
        return f"it is for {lora.model}, and {preset.title} makes its {lora.part} with {section.base.id}"
    return ""


#: (preset, section, folder) -> (when it was looked up, revision): a plan asks for each node, the disk is asked once.
_revisions: dict[tuple, tuple[float, str]] = {}


def _revision(preset: Preset, section: str, models_dir: Path | None) -> str:
    key = (preset.name, section, models_dir)
    found = _revisions.get(key)
    if found is None or time.monotonic() - found[0] > 20:
        found = _revisions[key] = (time.monotonic(), revision_of(preset.sections()[section], models_dir))
    return found[1]


@lru_cache
def _presets(folder: Path) -> dict[str, RenderPreset]:
    found = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            values = yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as why:
            raise BadInput(
                f"{file.name} is not YAML: {str(why)[:200]}.", field=f"configs/{file.name}", hint="Correct the file."
            ) from why
        preset = read_preset(values, f"configs/{file.name}")
        found[preset.name] = RenderPreset(preset)
    return dict(sorted(found.items(), key=lambda item: (item[1].preset.order, item[0])))


def presets() -> dict[str, RenderPreset]:
    """Every preset by name, in the order they are shown, then a person's own. Raises BadInput naming the file and key of one that ships."""
    shipped_ones = _presets(CONFIGS)
    found, _ = own_presets(frozenset(shipped_ones))
    return shipped_ones | {name: RenderPreset(one) for name, one in found.items()} if found else shipped_ones


def wrong_presets() -> dict[str, VgotError]:
    """What is wrong with a person's own presets, by the file's name; they are left out."""
    return own_presets(frozenset(_presets(CONFIGS)))[1]


def load_preset(name: str, models_dir: Path | None = None) -> RenderPreset:
    """One preset, with the folder its models may lie in. Raises NotFound naming the nearest known one."""
    known = presets()
    if name not in known:
        if broken := wrong_presets().get(f"{name}.yaml"):
            raise broken
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        raise NotFound(
            f"There is no preset '{name}'.",
            field="preset",
            hint=f"Did you mean '{near[0]}'? Known: {', '.join(known)}.",
        )
    return known[name] if models_dir is None else RenderPreset(known[name].preset, models_dir)


@dataclass(frozen=True)
class Settings:
    """What the program was started with."""

    home: Path
    mode: str = "local"
    preset: str = "animatic"
    models_dir: Path | None = None

    @classmethod
    def from_environment(cls, **given: object) -> Settings:
        """Settings from the environment; values in `given` that are not None win."""
        said = Environment.read()
        values = {"home": said.home, "mode": said.mode, "preset": said.preset}
        made = cls(**{**values, **{k: v for k, v in given.items() if v is not None}})
        load_preset(made.preset)
        return made
