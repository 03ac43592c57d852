"""What of each preset is right, wrong or unknown, against what is published of its repositories: no model is loaded, nothing is fetched.

A check answers (state, why). `unknown` is what nobody could read, or what only a GPU with real weights can show: `right` is never said
there.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vgot.errors import ModelUnavailable
from vgot.models.stage_memory import decode_gib
from vgot.models.timing import even_span
from vgot.presets.cards import Card, Sampling, cards, lay_out
from vgot.presets.families import NO_NEGATIVES
from vgot.presets.preset import Preset, Repo, Section
from vgot.presets.sizes import model_size
from vgot.presets.weights import NEVER, OWN, download_bytes, find_weights, name_of_part, patterns_for
from vgot.settings import RenderPreset
from vgot.units import FrameSize

Answer = tuple[str, str]
RIGHT, WRONG, UNKNOWN = "right", "wrong", "unknown"
#: Rates that films are delivered at.
RATES = (12.0, 15.0, 16.0, 23.976, 24.0, 25.0, 29.97, 30.0, 48.0, 50.0, 60.0)
#: Texts that a family's encoders read: more than one piece of 75 where the text goes in pieces.
#: What the library writes around a prompt before it is read: klein's is a turn of a talk.
_AROUND = {"klein": 20}
_READS = {
    "sdxl": 10_000,
    "kolors": 256,
    "klein": 512,
    "qwen": 1024,
    "wan": 512,
    "vace": 512,
    "framepack": 256,
    "animatediff": 75,
    "svd": 10_000,
}


def checks_of(preset: Preset) -> dict[str, dict[str, str]]:
    """Every check of a preset: name -> {"state", "why"}."""
    return {name: dict(zip(("state", "why"), check(preset), strict=True)) for name, check in CHECKS.items()}


def examine_presets(presets: dict[str, RenderPreset]) -> list[dict[str, Any]]:
    """The table of all presets that fetch anything: a row each, a cell for each check."""
    return [
        {"preset": name, "checks": checks_of(one.preset)}
        for name, one in presets.items()
        if any(not i.startswith(OWN) for i in one.preset.repos())
    ]


def table_in_words(rows: list[dict[str, Any]]) -> str:
    """A line for each preset with how many cells are right, and one for each that is not."""
    lines = []
    for row in rows:
        cells = row["checks"]
        right = sum(c["state"] == RIGHT for c in cells.values())
        lines.append(f"{row['preset']:<20} {right} of {len(cells)} right")
        lines += [f"    {c['state']:<8} {name}: {c['why']}" for name, c in cells.items() if c["state"] != RIGHT]
    return "\n".join(lines)


def _all_repos(preset: Preset) -> list[Repo]:
    return [r for s in preset.sections().values() for r in s.repos]


def _card_of(repo: Repo) -> Card | None:
    return cards().get(repo.id)


def _worst(answers: list[Answer], right: str) -> Answer:
    """The first wrong answer, else the first unknown one, else that all is right."""
    for state in (WRONG, UNKNOWN):
        found = [why for s, why in answers if s == state]
        if found:
            return state, "; ".join(dict.fromkeys(found))
    return RIGHT, right


def _each(preset: Preset, ask: Callable[[Repo, Card], Answer], right: str) -> Answer:
    answers = []
    for repo in {(r.id, r.role, r.weight_name): r for r in _all_repos(preset)}.values():
        card = _card_of(repo)
        answers.append(ask(repo, card) if card else (UNKNOWN, f"no card of {repo.id}"))
    return _worst(answers, right)


# -- repositories -------------------------------------------------------------------------------------------------------
def _listed(preset: Preset) -> Answer:
    return _each(
        preset,
        lambda repo, card: (RIGHT, "") if card.files else (UNKNOWN, f"no files of {repo.id} are known"),
        "every repository's files are known, with their sources",
    )


def _complete(preset: Preset) -> Answer:
    """What is fetched of each published layout, laid out empty, counts as whole."""

    def ask(repo: Repo, card: Card) -> Answer:
        with tempfile.TemporaryDirectory() as folder:
            lay_out(card, patterns_for(preset, repo.id), NEVER, Path(folder) / repo.id)
            try:
                find_weights(repo, Path(folder))
            except ModelUnavailable:
                return WRONG, f"what is fetched of {repo.id} is not all that is needed ({repo.role})"
        return RIGHT, ""

    return _each(preset, ask, "what is fetched is everything that is needed")


def _size(preset: Preset) -> Answer:
    def ask(repo: Repo, card: Card) -> Answer:
        files = card.taken(patterns_for(preset, repo.id), NEVER)
        open_ = [f.name for f in files if f.bytes is None]
        shown = download_bytes([r for r in _all_repos(preset) if r.id == repo.id])
        if open_:
            return UNKNOWN, f"the size of {open_[0]} of {repo.id} could not be read"
        published = sum(f.bytes or 0 for f in files)
        return (
            (RIGHT, "")
            if abs(shown - published) <= 0.02 * published
            else (WRONG, f"{repo.id}: {shown} is shown, {published} published")
        )

    return _each(preset, ask, "the size that is shown is the published one")


def _gated(preset: Preset) -> Answer:
    def ask(repo: Repo, card: Card) -> Answer:
        if card.gated.value is None:
            return UNKNOWN, f"whether {repo.id} is open to everybody is not known"
        return (
            (RIGHT, "")
            if repo.gated == card.gated.value
            else (WRONG, f"{repo.id} asks for an account, and the preset does not say so")
        )

    return _each(preset, ask, "closed repositories are named before a download")


def _licence(preset: Preset) -> Answer:
    return _each(
        preset,
        lambda repo, card: (RIGHT, "") if card.licence.value else (UNKNOWN, f"the page of {repo.id} names no licence"),
        "licences are the published ones",
    )


# -- what is computed -----------------------------------------------------------------------------------------------------
def _schedule(preset: Preset) -> Answer:
    """Whether each denoiser runs on the schedule that its card names: a pipeline takes its folder's, AnimateDiff its motion's."""
    base = [s.base for s in (preset.keyframe, preset.video) if s.base is not None and s.repo("lora") is None]
    motion = preset.video.repo("adapter") if preset.video.family == "animatediff" else None
    repos = [r for r in base if not (motion and r is preset.video.base)] + ([motion] if motion else [])
    found = []
    for repo in repos:
        card = _card_of(repo)
        if card is None or card.scheduler is None:
            found.append((UNKNOWN, f"the scheduler of {repo.id} is not known"))
        elif motion is repo:
            from vgot.models.video.unet import TRAINED

            wrong = {k for k, v in card.scheduler.values.items() if TRAINED.get(k) != v}
            found.append((WRONG, f"{repo.id}: {', '.join(sorted(wrong))}") if wrong else (RIGHT, ""))
        elif preset.video.base is repo and preset.video.flow_shift is not None:
            same = card.scheduler.values.get("flow_shift", preset.video.flow_shift) == preset.video.flow_shift
            found.append((RIGHT, "") if same else (WRONG, f"{repo.id}: another flow_shift"))
        else:
            found.append((RIGHT, ""))
    for section in (preset.keyframe, preset.video):
        for repo in (r for r in section.repos if r.role == "lora"):
            card = _card_of(repo)
            if card is None or card.scheduler is None:
                found.append((UNKNOWN, f"the scheduler of {repo.id} is not known"))
            elif card.scheduler.values.get("shift") != section.flow_shift:
                found.append((WRONG, f"{repo.id}: another shift"))
            elif section is preset.video and section.scheduler != "euler":
                found.append((WRONG, f"{repo.id}: it was taught to step by Euler"))
    return _worst(found, "denoisers run on the published schedules")


def _as_taught(section: Section, told: Sampling) -> Sampling:
    """How a model is sampled with the LoRAs that it always wears: their steps and guidance, the rest its own."""
    for repo in section.repos:
        card = _card_of(repo) if repo.role == "lora" else None
        if card is not None and card.sampling is not None:
            told = told.model_copy(update={"steps": card.sampling.steps, "guidance": card.sampling.guidance})
    return told


def _sampled(preset: Preset, ask: Callable[[Any, Sampling], str], right: str) -> Answer:
    """Both denoisers held against how their makers, or the library, sample them; `ask` says what is wrong, or nothing."""
    found = []
    for section in (preset.keyframe, preset.video):
        if section.base is None:
            continue
        card = _card_of(section.base)
        if card is None or card.sampling is None:
            found.append((UNKNOWN, f"how {section.base.id} is sampled is not known"))
        else:
            why = ask(section, _as_taught(section, card.sampling))
            found.append((WRONG, f"{section.base.id}: {why}") if why else (RIGHT, ""))
    return _worst(found, right)


def _steps(preset: Preset) -> Answer:
    """The published guidance, and no fewer than three fifths of the published steps, none more than half again: fewer is a choice of
    speed, and is said."""
    less: list[str] = []

    def ask(section: Any, told: Sampling) -> str:
        if section.guidance != told.guidance:
            return f"guidance {section.guidance:g}, published {told.guidance:g}"
        if not 0.6 * told.steps <= section.steps <= 1.5 * told.steps:
            return f"{section.steps} steps, published {told.steps}"
        if section.steps != told.steps:
            less.append(f"{section.steps} steps where {told.steps} are published")
        return ""

    return _sampled(preset, ask, "; ".join(["the published guidance", *(less or ["the published steps"])]))


def _lengths(preset: Preset) -> Answer:
    """Sizes on the model's grid, lengths of its own kind (4n + 1), its rate, none longer than it was trained at."""
    film = RenderPreset(preset).film_for()

    def ask(section: Any, told: Sampling) -> str:
        size = model_size(FrameSize(film.width, film.height), section)
        if told.grid_px and (size.width % told.grid_px or size.height % told.grid_px):
            return f"{size} is no multiple of {told.grid_px}"
        if told.frame_step is None:
            return ""
        if section.frame_step != told.frame_step:
            return f"lengths in steps of {section.frame_step}, published {told.frame_step}"
        if told.fps and section.fps != told.fps:
            return f"{section.fps:g} frames a second, published {told.fps:g}"
        if told.frames and section.max_frames > told.frames:
            return f"clips of {section.max_frames} frames, published {told.frames}"
        odd = [n for n in (section.min_frames, section.max_frames) if told.frame_step > 1 and n % told.frame_step != 1]
        return f"{odd[0]} frames are not {told.frame_step}n + 1" if odd else ""

    return _sampled(preset, ask, "sizes, lengths and rates are the models' own")


def _negatives(preset: Preset) -> Answer:
    """Words for what must not appear go only where something is denoised by them, and where they do not it is said."""

    def ask(section: Any, told: Sampling) -> str:
        silent = section.family in NO_NEGATIVES
        if silent == told.negative:
            return "reads none" if silent else "is given words that it does not read"
        return ""

    return _sampled(preset, ask, "words for what must not appear are read, or it is said that they are not")


def _positions(preset: Preset) -> Answer:
    if preset.keyframe.family != "qwen":
        return RIGHT, "its encoders lay nothing out in space"
    from vgot.models.qwen_processor import asks_for_pictures

    takes = asks_for_pictures()
    return (
        (RIGHT, "the encoder is told which tokens are pictures")
        if takes
        else (
            UNKNOWN,
            "this release of transformers asks for nothing: compare positions with its own",
        )
    )


def _people(preset: Preset) -> Answer:
    budget, reads = preset.keyframe.token_budget, _READS.get(preset.keyframe.family, 0)
    if not reads:
        return UNKNOWN, "how much its encoder reads is not known"
    if budget + _AROUND.get(preset.keyframe.family, 0) > reads:
        return WRONG, f"{budget} tokens are written, {reads} read"
    motion, heard = preset.video.token_budget, _READS.get(preset.video.family, 0)
    if motion > heard:
        return WRONG, f"{motion} tokens are written for clips, {heard} read"
    return (
        (RIGHT, "who is in the picture comes first and whole")
        if budget >= 200
        else (WRONG, f"people fall out at {budget} tokens")
    )


def _own_size(preset: Preset) -> Answer:
    film = RenderPreset(preset).film_for()
    size = FrameSize(film.width, film.height)
    if preset.film is None or model_size(size, preset.video) != size:
        return WRONG, "a new film has another size than its models make"
    still = model_size(size, preset.keyframe)
    small = still.width * still.height < 0.97 * size.width * size.height
    return (
        (WRONG, "a first frame is smaller than its clip")
        if small
        else (RIGHT, f"new films begin with {size}, {film.fps:g} frames a second")
    )


def _cadence(preset: Preset) -> Answer:
    for rate in RATES:
        moments = even_span(round(2 * rate), rate, preset.video).moments
        if len({b - a for a, b in itertools.pairwise(moments)}) != 1:
            return WRONG, f"uneven at {rate:g} frames a second"
    return RIGHT, "even at every rate"


# -- memory -----------------------------------------------------------------------------------------------------------------
def _same_plan(preset: Preset) -> Answer:
    for section in preset.sections().values():
        for repo in section.repos:
            if repo.role != "base" and repo.parts and name_of_part(repo) not in repo.parts:
                return WRONG, f"{repo.id} counts as '{name_of_part(repo)}' once it is here"
    return RIGHT, "the plan is the same before and after a download"


def _decoding(preset: Preset) -> Answer:
    film = RenderPreset(preset).film_for()
    need = decode_gib(preset.video, FrameSize(film.width, film.height), preset.video.max_frames, tiled=True)
    if need is None:
        return UNKNOWN, "what decoding takes was not measured"
    rest = preset.video.vram_gb - sum(b for n, b in preset.video.part_bytes.items() if n == "vae") / 2**30
    return (
        (RIGHT, f"decoding in tiles takes {need:.1f} GiB")
        if need <= rest
        else (WRONG, f"decoding takes {need:.1f} GiB even in tiles")
    )


def _pictures(preset: Preset) -> Answer:
    measured = all(s.measured for s in preset.sections().values() if s.repos)
    return (
        (RIGHT, "measured with real weights")
        if measured
        else (UNKNOWN, "no film of it was recorded with real weights on a GPU")
    )


CHECKS: dict[str, Callable[[Preset], Answer]] = {
    "repositories": _listed,
    "fetched is enough": _complete,
    "size shown": _size,
    "gates": _gated,
    "licences": _licence,
    "schedules": _schedule,
    "steps and guidance": _steps,
    "sizes and lengths": _lengths,
    "negative prompts": _negatives,
    "positions": _positions,
    "people in prompts": _people,
    "size and first frame": _own_size,
    "cadence": _cadence,
    "plan before and after": _same_plan,
    "decoding fits": _decoding,
    "pictures": _pictures,
}
