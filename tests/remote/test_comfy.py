"""A film by ComfyUI: workflows bound once, checked first, run under ids of ours, on a server that speaks as ComfyUI's own source does."""

import io
import json
import time

import av
import numpy as np
import pytest
import yaml

from tests.conftest import small_story
from tests.remote.comfy_server import INFO, comfy_server
from vgot.cli.main import main
from vgot.errors import BadInput
from vgot.models.remote.comfyui.bindings import Bindings, Place, check_bindings, guess
from vgot.models.remote.comfyui.graphs import read_graph
from vgot.models.remote.comfyui.server import lacking
from vgot.presets.workflows import workflow_file


@pytest.fixture
def comfy(monkeypatch):
    with comfy_server() as made:
        monkeypatch.setenv("VGOT_COMFY_URL", made.address)
        yield made


@pytest.fixture
def film(studio, comfy):
    project = studio.new_project(small_story(2))
    project.set_preset("comfy-qwen-wan5b")
    return project


def graph_of(name: str) -> dict:
    return json.loads(workflow_file(name).read_text())


def test_a_film_is_made_by_workflows_and_costs_nothing(film, comfy):
    totals = film.plan_told()["totals"]
    assert totals["price"]["known"] and totals["price"]["estimate"] == 0 and totals["leaves"] == []
    result = film.build(approve_all=True)
    assert not result.failed and result.film["frames"] == 16
    assert len(comfy.prompts) == sum(c["count"] for c in totals["calls"]), "each once"
    clip = next(g for _, g in comfy.prompts if "12" in g and g["12"]["class_type"] == "SaveVideo")
    assert clip["8"]["inputs"]["length"] == 25 and clip["7"]["inputs"]["image"] in comfy.uploads
    assert clip["9"]["inputs"]["seed"] in (1, 2) and "Moment" in clip["5"]["inputs"]["text"]
    facts = film.takes("clip/1")[0]["facts"]
    assert facts["service"] == "comfy" and facts["cost"] == 0


def test_pictures_without_a_reference_leave_its_loaders_out(film, comfy):
    film.build(["plate/harbour"])
    graph = comfy.prompts[0][1]
    assert not [
        n for n in graph.values() if n["class_type"] == "TextEncodeQwenImageEditPlus" and "image1" in n["inputs"]
    ]
    film.build(["keyframe/2"])
    still = comfy.prompts[-1][1]
    assert {"image1", "image2", "image3"} <= set(still["8"]["inputs"]), "Mary, Tom and the forest"


def test_what_a_server_lacks_is_named_before_anything_runs(film, comfy):
    del comfy.info["KSampler"]
    comfy.info["VAELoader"]["input"]["required"]["vae_name"] = [["other.safetensors"], {}]
    message = film.build(["plate/harbour"]).failed[0]["error"]["message"]
    assert (
        "the node KSampler" in message
        and "qwen_image_vae.safetensors (vae_name of VAE)" in message
        and not comfy.prompts
    )


def test_a_run_that_fails_says_in_which_node_and_why(film, comfy):
    comfy.script = ["error"]
    failed = film.build(["plate/harbour"]).failed[0]["error"]
    assert "KSampler: CUDA out of memory" in failed["message"]
    assert film.build(["plate/harbour"]).ran


def test_a_torn_result_is_fetched_again(film, comfy):
    comfy.torn = 2
    assert film.build(["plate/harbour"]).ran and len(comfy.prompts) == 1


def test_a_server_that_was_started_again_is_asked_anew_and_one_that_was_not_goes_on(film, comfy):
    comfy.hold = True
    build = film.start_build(["plate/harbour"])
    wait_until(lambda: comfy.waiting)
    comfy.forget()  # it was started again: it knows of no run
    comfy.hold = False
    wait_until(lambda: film.queue.jobs(build=build)[0].state == "done")
    assert len(comfy.prompts) == 2
    states = [c["state"] for c in film.spending()["calls"]]
    assert states == ["failed", "done"]


def test_who_stops_a_job_stops_the_run(film, comfy):
    comfy.hold = True
    film.start_build(["plate/harbour"])
    wait_until(lambda: comfy.waiting)
    film.cancel()
    wait_until(lambda: not film.queue.unfinished())
    assert not comfy.waiting and film.spending()["calls"][0]["state"] == "stopped"


def test_several_servers_are_a_pool_and_one_that_is_gone_is_passed_over(film, comfy, monkeypatch):
    with comfy_server() as other:
        monkeypatch.setenv("VGOT_COMFY_URL", f"http://127.0.0.1:1,{comfy.address},{other.address}")
        comfy.waiting = [("busy", {})] * 3
        comfy.hold = True
        assert film.build(["plate/harbour"]).ran
        assert len(other.prompts) == 1 and not comfy.prompts, "the one with nothing before it"


def wait_until(what) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


# -- what is what in a workflow ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["wan22-5b-clip", "qwen-edit-picture"])
def test_what_ships_is_guessed_as_it_is_bound(name):
    shipped = Bindings.model_validate(
        yaml.safe_load(workflow_file(name).with_name(f"{name}.bindings.yaml").read_text())
    )
    said = guess(graph_of(name))
    assert said.bindings.inputs == shipped.inputs and said.bindings.output == shipped.output and not said.asks
    assert not lacking(graph_of(name), INFO, {("5", "image"), ("6", "image"), ("7", "image")})


def test_of_a_workflow_with_masks_beside_it_the_sizes_are_asked_and_the_rest_is_guessed_as_it_is_bound():
    name = "wan21-vace-clip"
    shipped = Bindings.model_validate(
        yaml.safe_load(workflow_file(name).with_name(f"{name}.bindings.yaml").read_text())
    )
    said, asked = guess(graph_of(name)), {"width", "height"}
    assert set(said.asks) == asked
    assert said.bindings.inputs | {r: shipped.inputs[r] for r in (*asked, "frames")} == shipped.inputs
    assert not lacking(graph_of(name), INFO, {("7", "image"), ("8", "file"), ("19", "image")})


def test_what_could_be_two_things_is_asked_and_not_chosen():
    graph = graph_of("wan22-5b-clip")
    graph["20"] = {"class_type": "KSampler", "inputs": dict(graph["9"]["inputs"]), "_meta": {"title": "Second pass"}}
    said = guess(graph)
    assert "seed" in said.asks and "seed" not in said.bindings.inputs and "Second pass" in said.asks["seed"][1]


def plain(**nodes: tuple[str, dict]) -> dict:
    return {n: {"class_type": kind, "inputs": inputs} for n, (kind, inputs) in nodes.items()}


def test_a_value_that_another_node_holds_is_bound_there_and_words_that_are_put_together_are_asked():
    graph = plain(
        words=("PrimitiveStringMultiline", {"value": "a fox"}),
        joined=("StringConcatenate", {"string_a": "masterpiece, ", "string_b": ["words", 0]}),
        text=("CLIPTextEncode", {"text": ["words", 0], "clip": ["loader", 1]}),
        bad=("CLIPTextEncode", {"text": "blurred", "clip": ["loader", 1]}),
        length=("PrimitiveInt", {"value": 81}),
        size=("WanImageToVideo", {"width": 832, "height": 480, "length": ["length", 0], "positive": ["text", 0], "negative": ["bad", 0]}),
        first=("ImageFromBatch", {"image": ["decoded", 0], "batch_index": 0, "length": 1}),
        photo=("LoadImage", {"image": "cat.png"}),
        scaled=("ImageScaleBy", {"image": ["photo", 0], "scale_by": 0.5}),
        film=("SaveVideo", {"video": ["made", 0]}),
    )  # fmt: skip
    said = guess(graph)
    of = {role: [str(p) for p in places] for role, places in said.bindings.inputs.items()}
    assert (of["prompt"], of["frames"], of["keyframe"]) == (["words.value"], ["length.value"], ["photo.image"])
    graph["text"]["inputs"]["text"] = ["joined", 0]
    said = guess(graph)
    assert "prompt" not in said.bindings.inputs and of["negative"] == ["bad.text"]
    assert [a.split(" ")[0] for a in said.asks["prompt"]] == ["text.text", "joined.string_a", "words.value"]


def test_a_workflow_of_stills_begins_with_no_picture_and_file_names_tell_first_from_last():
    still = plain(
        photo=("LoadImage", {"image": "a.png"}),
        size=("WanImageToVideo", {"width": 8, "height": 8, "length": 5, "start_image": ["photo", 0]}),
        out=("SaveImage", {"images": ["decoded", 0]}),
    )
    assert set(guess(still).bindings.inputs) >= {"reference"} and "keyframe" not in guess(still).bindings.inputs
    film = plain(
        a=("LoadImage", {"image": "my_last_frame.png"}),
        b=("LoadImage", {"image": "my_first_frame.png"}),
        ga=("LTXVAddGuide", {"image": ["a", 0], "frame_idx": -1}),
        gb=("LTXVAddGuide", {"image": ["b", 0], "frame_idx": 0}),
        out=("SaveVideo", {"video": ["made", 0]}),
    )
    of = guess(film).bindings.inputs
    assert (str(of["end_frame"][0]), str(of["keyframe"][0])) == ("a.image", "b.image")


def test_a_workflow_of_ones_own_is_bound_once_and_not_before_somebody_has_looked(
    film, comfy, tmp_path, capsys, monkeypatch
):
    own = tmp_path / "mine.json"
    own.write_text(json.dumps(graph_of("wan22-5b-clip")))
    assert main(["workflows", "mine", "--add", str(own), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["workflows"]
    mine = next(w for w in told if w["name"] == "mine")
    assert not mine["confirmed"] and mine["inputs"]["prompt"] == ["5.text"] and mine["output"] == "12"
    assert main(["workflows", "mine", "--bind", "seed=9.seed", "--confirm", "--json"]) == 0
    kept = yaml.safe_load((tmp_path / "home" / "workflows" / "mine.bindings.yaml").read_text())
    assert kept["confirmed"] and kept["inputs"]["seed"] == [{"node": "9", "input": "seed"}]


def test_bindings_of_what_a_workflow_does_not_have_are_named():
    graph = graph_of("wan22-5b-clip")
    with pytest.raises(BadInput, match="node 99, which this workflow does not have"):
        check_bindings(Bindings(inputs={"prompt": [Place(node="99", input="text")]}, output="12"), graph, "mine")
    with pytest.raises(BadInput, match="no output is bound"):
        check_bindings(Bindings(inputs={"prompt": [Place(node="5", input="text")]}, output="77"), graph, "mine")


# -- the editor's format ----------------------------------------------------------------------------------------------
def editors() -> dict:
    """A graph as the editor saves it: a reroute, a bypassed node, a note, a seed with its control, a subgraph with a promoted value."""
    return {
        "nodes": [
            {
                "id": 1,
                "type": "CheckpointLoaderSimple",
                "widgets_values": ["sd_xl.safetensors"],
                "inputs": [],
                "outputs": [{"type": "MODEL"}, {"type": "CLIP"}, {"type": "VAE"}],
            },
            {
                "id": 2,
                "type": "Reroute",
                "inputs": [{"name": "", "type": "*", "link": 1}],
                "outputs": [{"type": "CLIP"}],
            },
            {
                "id": 3,
                "type": "sub",
                "inputs": [{"name": "clip", "type": "CLIP", "link": 2}],
                "outputs": [{"type": "CONDITIONING"}],
                "widgets_values": ["promoted words"],
                "properties": {"proxyWidgets": [["1", "text"]]},
            },
            {"id": 4, "type": "EmptyLatentImage", "widgets_values": [640, 384, 1], "inputs": []},
            {
                "id": 5,
                "type": "ModelSamplingSD3",
                "mode": 4,
                "widgets_values": [3],
                "inputs": [{"name": "model", "type": "MODEL", "link": 3}],
                "outputs": [{"type": "MODEL"}],
            },
            {
                "id": 6,
                "type": "KSampler",
                "widgets_values": [42, "randomize", 12, 4.5, "euler", "normal", 1],
                "inputs": [
                    {"name": "model", "type": "MODEL", "link": 4},
                    {"name": "positive", "type": "CONDITIONING", "link": 5},
                    {"name": "negative", "type": "CONDITIONING", "link": 6},
                    {"name": "latent_image", "type": "LATENT", "link": 7},
                ],
            },
            {"id": 7, "type": "MarkdownNote", "widgets_values": ["read me"]},
            {
                "id": 8,
                "type": "SaveImage",
                "widgets_values": ["x"],
                "inputs": [{"name": "images", "type": "IMAGE", "link": None}],
            },
        ],
        "links": [
            [1, 1, 1, 2, 0, "CLIP"],
            [2, 2, 0, 3, 0, "CLIP"],
            [3, 1, 0, 5, 0, "MODEL"],
            [4, 5, 0, 6, 0, "MODEL"],
            [5, 3, 0, 6, 1, "CONDITIONING"],
            [6, 3, 0, 6, 2, "CONDITIONING"],
            [7, 4, 0, 6, 3, "LATENT"],
        ],
        "definitions": {
            "subgraphs": [
                {
                    "id": "sub",
                    "nodes": [
                        {
                            "id": 1,
                            "type": "CLIPTextEncode",
                            "widgets_values": ["its own words"],
                            "inputs": [{"name": "clip", "type": "CLIP", "link": 1}],
                            "outputs": [{"type": "CONDITIONING"}],
                        }
                    ],
                    "links": [
                        {"id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 1, "target_slot": 0},
                        {"id": 2, "origin_id": 1, "origin_slot": 0, "target_id": -20, "target_slot": 0},
                    ],
                }
            ]
        },
    }


def test_what_people_save_becomes_what_runs():
    graph = read_graph(json.dumps(editors()).encode(), INFO)
    sampler = graph["6"]["inputs"]
    assert sampler == {
        "seed": 42,
        "steps": 12,
        "cfg": 4.5,
        "sampler_name": "euler",
        "scheduler": "normal",
        "denoise": 1,
        "model": ["1", 0],
        "positive": ["3:1", 0],
        "negative": ["3:1", 0],
        "latent_image": ["4", 0],
    }
    assert graph["3:1"]["inputs"] == {"text": "promoted words", "clip": ["1", 1]}
    assert set(graph) == {"1", "3:1", "4", "6", "8"}


def test_the_editors_format_needs_a_server_and_what_is_no_workflow_is_said():
    with pytest.raises(BadInput, match="no ComfyUI server is at hand"):
        read_graph(json.dumps(editors()).encode())
    for data, words in ((b"{", "not JSON"), (b"[]", "no class_type"), (b'{"1": {"inputs": {}}}', "no class_type")):
        with pytest.raises(BadInput, match=words):
            read_graph(data, INFO)


def test_inputs_that_are_bound_and_that_no_film_fills_are_named_in_the_plan_and_in_the_take(film, comfy, monkeypatch):
    home = film.settings.home
    (home / "workflows").mkdir(parents=True, exist_ok=True)
    shipped = workflow_file("wan22-5b-clip").parent
    for end in ("json", "bindings.yaml"):
        (home / "workflows" / f"wan22-5b-clip.{end}").write_bytes((shipped / f"wan22-5b-clip.{end}").read_bytes())
    monkeypatch.setenv("VGOT_HOME", str(home))
    film.edit("boundaries/1/mode", "cut")
    file = home / "workflows" / "wan22-5b-clip.bindings.yaml"
    bound = yaml.safe_load(file.read_text())
    bound["inputs"] |= {"mask": [{"node": "8", "input": "mask"}]}
    bound["inputs"] |= {"end_frame": [{"node": "8", "input": "end_image"}]}
    file.write_text(yaml.safe_dump(bound))
    film.edit("shots/1/end", "next")

    def idle():
        return {one["what"]: one for one in film.snapshot(anew=True).plan().as_json()["not_used"]}

    assert set(idle()) == {"mask"} and idle()["mask"]["on"] == ["workflow/wan22-5b-clip"]
    assert "an input for a mask" in idle()["mask"]["why"] and "Unbind it" in idle()["mask"]["why"]
    del bound["inputs"]["end_frame"]  # who binds no input for it is told that the shot does not end on its picture
    file.write_text(yaml.safe_dump(bound))
    assert "takes no last frame" in idle()["the end picture of shot 1"]["why"]


# -- led by the drawing -----------------------------------------------------------------------------------------------
@pytest.fixture
def led(studio, comfy):
    story = small_story(2)
    short = [s.model_copy(update={"duration_s": 0.5, "who": s.who[:1], "lines": []}) for s in story.shots]
    project = studio.new_project(story.model_copy(update={"shots": short}))
    project.set_preset("comfy-qwen-vace")
    return project


def last_clip(comfy) -> dict:
    return next(g for _, g in reversed(comfy.prompts) if any(n["class_type"] == "WanVaceToVideo" for n in g.values()))


def test_the_drawn_shot_in_motion_leads_a_clip_of_a_workflow_that_has_an_input_for_it(led, comfy):
    led.edit("film/guide", 0.7)
    led.edit("film/guide_kind", "depth")
    assert not [row for row in led.plan_told()["not_used"] if "guide" in row["what"]]
    result = led.build(["clip/2"], approve_all=True)
    assert not result.failed, result.failed
    graph = last_clip(comfy)
    assert graph["20"]["inputs"]["strength"] == 0.7 and graph["19"]["inputs"]["image"] in comfy.uploads
    sent = decoded(comfy.uploads[graph["8"]["inputs"]["file"]])
    guide = led.plan().named("guide/2").take
    assert len(sent) == graph["20"]["inputs"]["length"] == guide.facts["frames"]
    drawn = decoded(led.store.read_blob(guide.digests["frames"]))
    assert sent.shape == drawn.shape and np.abs(sent.astype(int) - drawn).mean() < 2
    facts = led.takes("clip/2")[0]["facts"]
    assert facts["guided"] == 0.7 and facts["references"] == 1
    said = " ".join(facts["not_used"])
    assert "film that leads" not in said and "reference" not in said


def test_without_a_guide_a_workflow_runs_from_the_still_alone_and_one_that_cannot_is_given_grey_which_is_named(
    led, comfy, monkeypatch
):
    known = {"input": {"required": {"movie": ["VIDEO"]}, "optional": {}}, "output": ["IMAGE"], "output_node": False}
    comfy.info["SomebodysFrames"] = known
    assert not led.build(["clip/1"], approve_all=True).failed
    graph = last_clip(comfy)
    assert "8" not in graph and graph["20"]["inputs"]["control_video"] == ["7", 0], "the still, and nothing after it"
    assert not [one for one in led.takes("clip/1")[0]["facts"].get("not_used", []) if "leads" in one]
    graph = graph_of("wan21-vace-clip")
    graph["9"] |= {"class_type": "SomebodysFrames", "inputs": {"movie": ["8", 0]}}
    monkeypatch.setenv("VGOT_HOME", str(led.settings.home))
    own = led.settings.home / "workflows"
    own.mkdir(parents=True, exist_ok=True)
    (own / "wan21-vace-clip.json").write_text(json.dumps(graph))
    bound = workflow_file("wan22-5b-clip").with_name("wan21-vace-clip.bindings.yaml")
    (own / bound.name).write_bytes(bound.read_bytes())
    assert not led.build(["clip/2"], approve_all=True).failed
    grey = decoded(comfy.uploads[last_clip(comfy)["8"]["inputs"]["file"]])
    assert np.abs(grey.astype(int) - 128).max() <= 2
    said = led.takes("clip/2")[0]["facts"]["not_used"]
    assert any("does not run without one; it was given one of grey" in one for one in said)


def decoded(data: bytes) -> np.ndarray:
    with av.open(io.BytesIO(data)) as film:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])


def test_pictures_that_a_workflow_has_no_input_for_are_named(film, comfy, monkeypatch):
    home = film.settings.home
    (home / "workflows").mkdir(parents=True, exist_ok=True)
    shipped = workflow_file("wan22-5b-clip").parent
    for end in ("json", "bindings.yaml"):
        (home / "workflows" / f"qwen-edit-picture.{end}").write_bytes(
            (shipped / f"qwen-edit-picture.{end}").read_bytes()
        )
    monkeypatch.setenv("VGOT_HOME", str(home))
    file = home / "workflows" / "qwen-edit-picture.bindings.yaml"
    bound = yaml.safe_load(file.read_text())
    bound["inputs"]["reference"] = bound["inputs"]["reference"][:1]
    file.write_text(yaml.safe_dump(bound))
    film.build(["keyframe/2"])
    said = film.takes("keyframe/2")[0]["facts"]["not_used"]
    assert any("2 of 3 not shown" in one and "1 inputs" in one for one in said)
