"""Presets are true to what is published: positions, noise schedules, long texts, rates, sizes; against values of others, not our own."""

import itertools
import json
import shutil
from fractions import Fraction

import numpy as np
import pytest

from vgot.models.timing import even_span
from vgot.presets.cards import cards, lay_out
from vgot.presets.weights import NEVER, find_weights, measured_parts, patterns_for

PRESETS = (
    "sdxl-wan5b",
    "klein-wan5b",
    "qwen-wan14b",
    "qwen-wan14b-80gb",
    "klein-framepack",
    "kolors-svd",
    "sdxl-animatediff",
)


def repos_of(preset):
    return [(r, s) for s in preset.sections().values() for r in s.repos]


# -- repositories -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PRESETS)
def test_what_is_fetched_of_a_published_layout_is_everything_that_is_needed(preset, tmp_path, name):
    """Empty files under their published names, variants and shards included, as the hub's client would lay them out."""
    one = preset(name)
    for repo, _ in repos_of(one):
        lay_out(cards()[repo.id], patterns_for(one, repo.id), NEVER, tmp_path / repo.id)
        assert find_weights(repo, tmp_path) == tmp_path / repo.id, f"{repo.id} as {repo.role}"
    for repo, _ in repos_of(one):
        for shard in sorted((tmp_path / repo.id).rglob("*-of-*.safetensors"))[:1]:
            shard.unlink()
            assert repo.role != "base" or not _found(repo, tmp_path), f"{repo.id} counts as whole without {shard.name}"


def _found(repo, folder):
    from vgot.errors import ModelUnavailable

    try:
        return find_weights(repo, folder)
    except ModelUnavailable:
        return None


def test_the_papers_keyframe_model_is_read_at_the_revision_that_has_safetensors(preset, tmp_path, monkeypatch):
    """On its main branch the adapter is a pickle; the proposal `refs/pr/4` is pinned to its commit when it is fetched."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    repo = preset("kolors-svd").keyframe.repo("adapter")
    assert repo.revision == "refs/pr/4"
    cached = tmp_path / "models--Kwai-Kolors--Kolors-IP-Adapter-Plus"
    lay_out(cards()[repo.id], ["*.safetensors"], NEVER, cached / "snapshots" / ("c" * 40))
    assert _found(repo, None) is None
    (cached / "refs/refs/pr").mkdir(parents=True)
    (cached / "refs/refs/pr/4").write_text("c" * 40)
    assert find_weights(repo).name == "c" * 40


@pytest.mark.parametrize("name", PRESETS)
def test_what_a_preset_needs_is_the_same_before_and_after_the_download(preset, twins, name):
    """By name: what is streamed and what is kept whole. A transformer that came apart is no small part."""
    for section in preset(name).sections().values():
        if section.repos:
            before, after = measured_parts(section), measured_parts(section, twins(name))
            assert set(before) == set(after), section.family


@pytest.mark.parametrize("name", PRESETS)
def test_sizes_licences_and_gates_that_are_shown_are_the_published_ones(preset, name):
    from vgot.machine.fetching import estimate_of

    one = preset(name)
    for repo, _ in repos_of(one):
        card = cards()[repo.id]
        files = card.taken(patterns_for(one, repo.id), NEVER)
        assert files, repo.id
        if all(f.bytes is not None for f in files):
            assert estimate_of(one, repo.id) == sum(f.bytes for f in files)
        else:
            assert estimate_of(one, repo.id) > 0
        assert card.gated.value is None or repo.gated == card.gated.value, repo.id
        assert not any(f.name.endswith((".ckpt", ".bin")) for f in files)


def test_nothing_is_fetched_that_is_not_loaded(preset):
    """Whole checkpoints beside the folders, and copies in the other precision."""
    for name in PRESETS:
        for repo, _ in repos_of(preset(name)):
            taken = {f.name for f in cards()[repo.id].taken(patterns_for(preset(name), repo.id), NEVER)}
            roots = {n for n in taken if "/" not in n and n.endswith(".safetensors")}
            assert not (repo.role == "base" and roots), f"{repo.id}: {roots}"
            assert not any(n.replace(".fp16.", ".") in taken for n in taken if ".fp16." in n), repo.id


# -- what is computed ---------------------------------------------------------------------------------------------------
def positions_by_the_paper(ids, grids, image, merge):
    """M-RoPE as Qwen2-VL's paper has it: text counts on in all three directions, a picture's patches by time, row and column from
    where the text stopped, and the text goes on after the largest of them."""
    rows, at, k, n = [], 0, 0, 0
    while k < len(ids):
        if ids[k] != image:
            rows.append((at, at, at))
            at, k = at + 1, k + 1
            continue
        t, h, w = grids[n]
        h, w, n = h // merge, w // merge, n + 1
        rows += [(at + a, at + b, at + c) for a, b, c in itertools.product(range(t), range(h), range(w))]
        k += t * h * w
        at += max(t, h, w)
    return rows


def test_qwens_encoder_lays_pictures_out_in_three_directions(preset, twins, fresh):
    import torch
    from PIL import Image

    from vgot.models.keyframes.references import QwenImage

    image = QwenImage(preset("qwen-wan14b"), twins("qwen-wan14b"), residency_=fresh)
    seen = {}

    def look(pipe):
        language = pipe.text_encoder.model.language_model
        taken = language.register_forward_pre_hook(lambda m, a, k: seen.update(k), with_kwargs=True)
        ids = pipe.text_encoder.register_forward_pre_hook(lambda m, a, k: seen.update(ask=k), with_kwargs=True)
        try:
            with torch.no_grad():
                pictures = [Image.new("RGB", (96, 64)), Image.new("RGB", (64, 96), "red")]
                pipe._get_qwen_prompt_embeds("they meet", image=pictures)
        finally:
            taken.remove()
            ids.remove()
        return pipe.text_encoder.config.image_token_id, pipe.processor.image_processor.merge_size

    token, merge = fresh.attempt(image.loadable, "encode", look)
    assert seen["position_ids"] is not None, "pictures are read in a row, like words"
    wanted = positions_by_the_paper(
        seen["ask"]["input_ids"][0].tolist(), seen["ask"]["image_grid_thw"].tolist(), token, merge
    )
    # the text's own positions may stand before the three directions
    assert seen["position_ids"][-3:, 0].T.tolist() == [list(row) for row in wanted]
    rows = np.array(wanted)
    assert (rows[:, 1] != rows[:, 2]).any(), "the test has no picture in it"


def test_a_caller_that_says_which_tokens_are_pictures_is_left_alone(preset, twins, fresh):
    """The day the library passes them itself, nothing is said twice."""
    import torch

    from vgot.models.qwen_processor import say_which_are_pictures

    class Encoder(torch.nn.Module):
        config = type("Config", (), {"image_token_id": 7})

        def forward(self, input_ids=None, image_grid_thw=None, mm_token_type_ids=None):
            return mm_token_type_ids

    encoder, ids, grid = Encoder(), torch.tensor([[1, 7, 7, 2]]), torch.tensor([[1, 2, 4]])
    say_which_are_pictures(encoder)
    assert encoder(input_ids=ids, image_grid_thw=grid).tolist() == [[0, 1, 1, 0]]
    assert encoder(input_ids=ids) is None
    own = torch.zeros(1, 4)
    assert encoder(input_ids=ids, image_grid_thw=grid, mm_token_type_ids=own) is own


def test_animatediff_runs_on_the_schedule_that_its_motion_was_trained_on(preset, twins, fresh):
    """Betas from 0.00085 to 0.012 in equal steps: the signal-to-noise ratio half-way is .19, not Stable Diffusion's .38."""
    from vgot.models.video.unet import AnimateDiffVideo

    published = json.loads(
        (
            twins("sdxl-animatediff") / "stable-diffusion-v1-5/stable-diffusion-v1-5/scheduler/scheduler_config.json"
        ).read_text()
    )
    assert published["beta_schedule"] == "scaled_linear"
    video = AnimateDiffVideo(preset("sdxl-animatediff"), twins("sdxl-animatediff"), residency_=fresh)
    scheduler = fresh.attempt(video.loadable, "load", lambda pipe: pipe.scheduler)
    kept = np.cumprod(1 - np.linspace(0.00085, 0.012, 1000))
    ratio = float(scheduler.alphas_cumprod[500] / (1 - scheduler.alphas_cumprod[500]))
    assert ratio == pytest.approx(kept[500] / (1 - kept[500]), rel=1e-4) and 0.17 < ratio < 0.21
    card = cards()["guoyww/animatediff-motion-adapter-v1-5-3"].scheduler
    assert {k: scheduler.config[k] for k in card.values} == card.values


def test_the_twins_run_on_the_published_schedules(twins, preset):
    """Published schedulers are never shrunk with a twin."""
    for name in ("kolors-svd", "sdxl-wan5b", "sdxl-animatediff"):
        for repo, _ in repos_of(preset(name)):
            card = cards()[repo.id]
            if repo.role != "base" or card.scheduler is None:
                continue
            held = json.loads((twins(name) / repo.id / "scheduler/scheduler_config.json").read_text())
            assert held["_class_name"] == card.scheduler.cls, repo.id
            told = {k: v for k, v in card.scheduler.values.items() if k in held}  # older releases saved more
            assert len(told) > 2 and {k: held[k] for k in told} == told, repo.id


def test_texts_longer_than_clip_reads_are_encoded_in_pieces_and_short_ones_are_the_librarys(preset, twins, fresh):
    import torch

    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.text.chunks import PIECE, _encoded, pieces, sdxl_texts

    image = SdxlImage(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=fresh)

    def look(pipe):
        short, long = "a red boat", ", ".join(f"a red boat and {n} men" for n in range(24))
        assert sdxl_texts(pipe, short, "blurry", guided=True) == {"prompt": short, "negative_prompt": "blurry"}
        with torch.no_grad():
            theirs = pipe.encode_prompt(short, device="cpu", num_images_per_prompt=1, do_classifier_free_guidance=False)
            ours = torch.cat(
                [
                    _encoded(pipe, t, e, short, 1)[0].hidden_states[-2]
                    for t, e in ((pipe.tokenizer, pipe.text_encoder), (pipe.tokenizer_2, pipe.text_encoder_2))
                ],
                dim=-1,
            )
            assert torch.allclose(theirs[0], ours, atol=1e-6)
            made = sdxl_texts(pipe, long, "blurry", guided=True)
        cut = pieces(pipe.tokenizer, long)
        assert len(cut) > 1 and max(map(len, cut)) <= PIECE
        assert sum(cut, []) == pipe.tokenizer(long, add_special_tokens=False).input_ids, "a token fell out"
        assert made["prompt_embeds"].shape[1] == 77 * len(cut) == made["negative_prompt_embeds"].shape[1]
        other = long.replace("23 men", "23 hens")
        with torch.no_grad():
            again = sdxl_texts(pipe, other, "blurry", guided=True)
        assert not torch.equal(made["prompt_embeds"], again["prompt_embeds"]), "the last words are not read"

    fresh.attempt(image.loadable, "encode", look)


# -- rates and sizes ------------------------------------------------------------------------------------------------------
def test_frames_are_evenly_spaced_at_every_pair_of_rates(preset):
    for name, film in itertools.product(PRESETS, (8, 12, 15, 16, 23.976, 24, 25, 29.97, 30, 48, 50, 60)):
        video = preset(name).video
        span = even_span(round(2 * film), float(film), video)
        steps = {b - a for a, b in itertools.pairwise(span.moments)}
        assert len(steps) == 1, f"{name} at {film}"
        assert span.moments[0] == 0 and all(t <= sum(span.segments) - len(span.segments) for t in span.take)


def test_a_clip_that_needs_two_segments_gets_two_of_one_length(preset):
    assert even_span(round(6 * 24), 24.0, preset("klein-wan5b").video).segments == (73, 73)


def disc(x, size=(120, 200)):
    """A bright disc on a patterned ground, its middle at x."""
    rows, columns = np.mgrid[0 : size[0], 0 : size[1]]
    inside = np.clip((24**2 - (columns - x) ** 2 - (rows - 60) ** 2) / 200, 0, 1)
    ground = 90 + 30 * np.sin(columns / 7) * np.cos(rows / 9)
    return np.repeat((ground * (1 - inside) + 250 * inside)[..., None], 3, 2).astype(np.uint8)


def middle_of(frame):
    bright = np.clip(frame[..., 0].astype(float) - 180, 0, None)
    return float((bright * np.arange(frame.shape[1])).sum() / bright.sum())


@pytest.mark.parametrize("pace", [Fraction(3, 2), Fraction(1, 2), Fraction(7, 16), Fraction(15, 8), Fraction(2)])
def test_a_thing_that_moves_at_a_constant_speed_does_so_at_another_rate(pace):
    from vgot.models.retiming import picture_at

    frames = [disc(40 + 6 * k) for k in range(10)]
    at = [middle_of(picture_at(frames, k * pace)) for k in range(int(9 / pace) + 1)]
    steps = np.diff(at)
    assert np.abs(steps - 6 * float(pace)).max() < 0.25, steps
    energy = lambda f: float((np.diff(f.astype(float), axis=1) ** 2).mean())  # noqa: E731
    between = picture_at(frames, Fraction(5, 2))
    assert energy(between) > 0.8 * energy(frames[2]), "what lies between is blurred"


def test_between_two_frames_that_do_not_belong_together_the_nearer_one_stands():
    from vgot.models.retiming import moment_between

    noise = np.random.default_rng(0)
    one, two = (noise.integers(0, 255, (48, 64, 3), dtype=np.uint8) for _ in range(2))
    assert np.array_equal(moment_between(one, two, 0.25), one) and np.array_equal(moment_between(one, two, 0.75), two)


def test_new_films_begin_at_the_models_size_and_rate_and_asked_for_ones_keep_theirs(preset):
    from vgot.presets.sizes import model_size
    from vgot.settings import RenderPreset
    from vgot.story.model import Film
    from vgot.units import FrameSize

    for name in PRESETS:
        one = preset(name)
        film = RenderPreset(one).film_for()
        size = FrameSize(film.width, film.height)
        assert model_size(size, one.video) == size, "the model makes another size than the film's"
        still = model_size(size, one.keyframe)
        assert still.width * still.height >= 0.97 * size.width * size.height, "a first frame is smaller than its clip"
        assert (Fraction(film.fps) / Fraction(one.video.fps)).denominator == 1, (
            "frames would be left out or made unevenly"
        )
    five = RenderPreset(preset("klein-wan5b"))
    assert (five.film_for().width, five.film_for().height, five.film_for().fps) == (1280, 704, 24.0)
    tall = five.film_for(Film(width=432, height=768))
    assert tall.height > tall.width and 0.8 < tall.width * tall.height / (1280 * 704) <= 1 and tall.fps == 24.0
    assert five.film_for(Film(fps=25)).fps == 25.0
    from vgot.settings import load_preset

    assert load_preset("animatic").film_for() == Film() == load_preset("embedded").film_for()


def test_projects_of_before_keep_their_size_and_rate():
    from vgot.story.model import Story

    kept = Story.model_validate(json.loads(Story(title="x").model_dump_json()))
    assert (kept.film.width, kept.film.height, kept.film.fps) == (768, 432, 16.0)


def test_a_copy_is_made_of_nothing(tmp_path):
    """Cards are read from files; a fact without a source is refused."""
    from vgot.errors import BadInput

    text = "id: a/b\nsources: {}\nlicence: {value: mit, source: nowhere}\n"
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(BadInput, match="names no source"):
        cards(tmp_path)
    shutil.rmtree(tmp_path)
