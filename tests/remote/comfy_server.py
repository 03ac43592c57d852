"""A server that speaks as ComfyUI's `server.py` does: the same routes, checks, history and websocket messages; it draws with colours.

Read from its source (0.12): `/prompt` takes our `prompt_id`; a prompt that names an unknown class is refused with `node_errors`; `/history`
has a run only when it ended; an upload answers with the name that it was given."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from tests.remote.openai_server import film, picture, png


def combo(*options: str) -> list[Any]:
    return [list(options), {}]


#: A few classes, as `/object_info` has them.
INFO: dict[str, Any] = {
    name: {
        "input": {"required": required, "optional": optional},
        "output": outputs,
        "display_name": name,
        "output_node": not outputs,
    }
    for name, required, optional, outputs in (
        ("CheckpointLoaderSimple", {"ckpt_name": combo("sd_xl.safetensors")}, {}, ["MODEL", "CLIP", "VAE"]),
        (
            "UNETLoader",
            {
                "unet_name": combo(
                    "wan2.2_ti2v_5B_fp16.safetensors",
                    "wan2.1_vace_1.3B_fp16.safetensors",
                    "qwen_image_edit_2509_fp8_e4m3fn.safetensors",
                ),
                "weight_dtype": combo("default"),
            },
            {},
            ["MODEL"],
        ),
        (
            "CLIPLoader",
            {
                "clip_name": combo("umt5_xxl_fp8_e4m3fn_scaled.safetensors", "qwen_2.5_vl_7b_fp8_scaled.safetensors"),
                "type": combo("wan", "qwen_image"),
            },
            {"device": combo("default")},
            ["CLIP"],
        ),
        (
            "VAELoader",
            {"vae_name": combo("wan2.2_vae.safetensors", "wan_2.1_vae.safetensors", "qwen_image_vae.safetensors")},
            {},
            ["VAE"],
        ),
        ("CLIPTextEncode", {"text": ["STRING", {"multiline": True}], "clip": ["CLIP"]}, {}, ["CONDITIONING"]),
        (
            "TextEncodeQwenImageEditPlus",
            {"clip": ["CLIP"], "prompt": ["STRING", {}]},
            {"vae": ["VAE"], "image1": ["IMAGE"], "image2": ["IMAGE"], "image3": ["IMAGE"]},
            ["CONDITIONING"],
        ),
        ("EmptyLatentImage", {"width": ["INT", {}], "height": ["INT", {}], "batch_size": ["INT", {}]}, {}, ["LATENT"]),
        (
            "EmptySD3LatentImage",
            {"width": ["INT", {}], "height": ["INT", {}], "batch_size": ["INT", {}]},
            {},
            ["LATENT"],
        ),
        (
            "Wan22ImageToVideoLatent",
            {
                "vae": ["VAE"],
                "width": ["INT", {}],
                "height": ["INT", {}],
                "length": ["INT", {}],
                "batch_size": ["INT", {}],
            },
            {"start_image": ["IMAGE"]},
            ["LATENT"],
        ),
        ("ModelSamplingSD3", {"model": ["MODEL"], "shift": ["FLOAT", {}]}, {}, ["MODEL"]),
        ("ModelSamplingAuraFlow", {"model": ["MODEL"], "shift": ["FLOAT", {}]}, {}, ["MODEL"]),
        (
            "KSampler",
            {
                "model": ["MODEL"],
                "seed": ["INT", {"control_after_generate": True}],
                "steps": ["INT", {}],
                "cfg": ["FLOAT", {}],
                "sampler_name": combo("euler", "uni_pc"),
                "scheduler": combo("simple", "normal"),
                "positive": ["CONDITIONING"],
                "negative": ["CONDITIONING"],
                "latent_image": ["LATENT"],
                "denoise": ["FLOAT", {}],
            },
            {},
            ["LATENT"],
        ),
        ("VAEDecode", {"samples": ["LATENT"], "vae": ["VAE"]}, {}, ["IMAGE"]),
        ("LoadImage", {"image": [["example.png"], {"image_upload": True}]}, {}, ["IMAGE", "MASK"]),
        ("LoadVideo", {"file": [["example.mp4"], {"video_upload": True}]}, {}, ["VIDEO"]),
        ("GetVideoComponents", {"video": ["VIDEO"]}, {}, ["IMAGE", "AUDIO", "FLOAT"]),
        (
            "ImageFromBatch",
            {"image": ["IMAGE"], "batch_index": ["INT", {"max": 4095}], "length": ["INT", {"max": 4096}]},
            {},
            ["IMAGE"],
        ),
        ("ImageBatch", {"image1": ["IMAGE"], "image2": ["IMAGE"]}, {}, ["IMAGE"]),
        ("SolidMask", {"value": ["FLOAT", {}], "width": ["INT", {}], "height": ["INT", {}]}, {}, ["MASK"]),
        ("MaskToImage", {"mask": ["MASK"]}, {}, ["IMAGE"]),
        ("RepeatImageBatch", {"image": ["IMAGE"], "amount": ["INT", {"max": 4096}]}, {}, ["IMAGE"]),
        ("ImageToMask", {"image": ["IMAGE"], "channel": combo("red", "green", "blue", "alpha")}, {}, ["MASK"]),
        (
            "WanVaceToVideo",
            {
                "positive": ["CONDITIONING"],
                "negative": ["CONDITIONING"],
                "vae": ["VAE"],
                "width": ["INT", {"step": 16}],
                "height": ["INT", {"step": 16}],
                "length": ["INT", {"step": 4}],
                "batch_size": ["INT", {}],
                "strength": ["FLOAT", {}],
            },
            {"control_video": ["IMAGE"], "control_masks": ["MASK"], "reference_image": ["IMAGE"]},
            ["CONDITIONING", "CONDITIONING", "LATENT", "INT"],
        ),
        ("TrimVideoLatent", {"samples": ["LATENT"], "trim_amount": ["INT", {}]}, {}, ["LATENT"]),
        ("CreateVideo", {"images": ["IMAGE"], "fps": ["FLOAT", {}]}, {"audio": ["AUDIO"]}, ["VIDEO"]),
        (
            "SaveVideo",
            {
                "video": ["VIDEO"],
                "filename_prefix": ["STRING", {}],
                "format": ["COMBO", {"options": ["auto", "mp4"]}],
                "codec": ["COMBO", {"options": ["auto", "h264"]}],
            },
            {},
            [],
        ),
        ("SaveImage", {"images": ["IMAGE"], "filename_prefix": ["STRING", {}]}, {}, []),
    )
}


@dataclass
class Comfy:
    """What the server was asked, what it has made, and how it is to misbehave."""

    address: str = ""
    info: dict[str, Any] = field(default_factory=lambda: json.loads(json.dumps(INFO)))
    uploads: dict[str, bytes] = field(default_factory=dict)
    prompts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    history: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    interrupted: list[str] = field(default_factory=list)
    sockets: list[Any] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    hold: bool = False
    torn: int = 0

    def forget(self) -> None:
        """As if it was started again: nothing of before is known."""
        self.history.clear()
        self.waiting.clear()
        self.running.clear()

    async def work(self) -> None:
        """The worker: one run after another."""
        while True:
            await asyncio.sleep(0.01)
            if self.hold or not self.waiting:
                continue
            run, graph = self.waiting.pop(0)
            self.running.append(run)
            for step in range(1, 4):
                await self.tell("progress", {"value": step, "max": 3, "prompt_id": run, "node": "3"})
                await asyncio.sleep(0.01)
            how = self.script.pop(0) if self.script else ""
            if run in self.interrupted:
                messages = [["execution_interrupted", {"prompt_id": run}]]
                self.history[run] = {
                    "outputs": {},
                    "status": {"status_str": "error", "completed": False, "messages": messages},
                }
            elif how == "error":
                said = {"node_type": "KSampler", "exception_message": "CUDA out of memory", "node_id": "3"}
                self.history[run] = {
                    "outputs": {},
                    "status": {"status_str": "error", "completed": False, "messages": [["execution_error", said]]},
                }
            else:
                status = {"status_str": "success", "completed": True, "messages": []}
                self.history[run] = {"outputs": await asyncio.to_thread(self.made, run, graph), "status": status}
            self.running.remove(run)

    def made(self, run: str, graph: dict[str, Any]) -> dict[str, Any]:
        """What the outputs of a graph are: pictures of the words, or a clip of the uploaded picture."""
        sized = [n["inputs"] for n in graph.values() if "width" in n["inputs"]]
        size = max(sized, key=lambda one: "length" in one, default={"width": 64, "height": 64})
        words = " ".join(str(v) for n in graph.values() for k, v in n["inputs"].items() if k in ("text", "prompt"))
        shown = picture(words, size["width"] // 8 * 2 // 2, size["height"] // 8 * 2 // 2)
        shown = shown[: shown.shape[0] // 2 * 2, : shown.shape[1] // 2 * 2]
        out: dict[str, Any] = {}
        for key, node in graph.items():
            if node["class_type"] == "SaveImage":
                name = f"{run}.png"
                self.files[name] = png(shown)
                out[key] = {"images": [{"filename": name, "subfolder": "", "type": "output"}]}
            elif node["class_type"] == "SaveVideo":
                name, rate = f"{run}.mp4", next(n["inputs"]["fps"] for n in graph.values() if "fps" in n["inputs"])
                self.files[name] = film(shown, size["length"] / rate, round(rate))
                out[key] = {"images": [{"filename": name, "subfolder": "video", "type": "output"}], "animated": [True]}
        return out

    async def tell(self, kind: str, data: dict[str, Any]) -> None:
        for socket in list(self.sockets):
            with contextlib.suppress(Exception):
                await socket.send_json({"type": kind, "data": data})


def lacking_inputs(graph: dict[str, Any], info: dict[str, Any]) -> dict[str, Any]:
    """As `validate_inputs` has it: behind an output every node has its required inputs, and links go to nodes that are there and to an
    output of the kind that is asked for."""
    wrong: dict[str, Any] = {}

    def look(node: str, seen: set[str]) -> None:
        if node in seen:
            return
        seen.add(node)
        one, specs = graph[node], info[graph[node]["class_type"]]["input"]
        errors = [f"Required input is missing {n}" for n in specs["required"] if n not in one["inputs"]]
        for name, value in one["inputs"].items():
            if not isinstance(value, list):
                continue
            kind = (specs["required"] | specs["optional"]).get(name, ["*"])[0]
            if value[0] not in graph:
                errors.append(f"no node {value[0]} for {name}")
                continue
            gives = info[graph[value[0]]["class_type"]]["output"]
            if value[1] >= len(gives) or kind not in ("*", gives[value[1]]):
                errors.append(f"Return type mismatch between linked nodes {name}")
            look(value[0], seen)
        if errors:
            details = [{"message": e, "details": "", "type": "invalid"} for e in errors]
            wrong[node] = {"class_type": one["class_type"], "errors": details}

    for node, one in graph.items():
        if info[one["class_type"]]["output_node"]:
            look(node, set())
    return wrong


def refusal_of(graph: dict[str, Any], info: dict[str, Any]) -> dict[str, Any] | None:
    """What a prompt is refused with; None where it is taken."""
    unknown = [one["class_type"] for one in graph.values() if one["class_type"] not in info]
    if unknown:
        said = f"Node '{unknown[0]}' not found."
        return {"error": {"type": "missing_node_type", "message": said, "details": ""}, "node_errors": {}}
    if wrong := lacking_inputs(graph, info):
        error = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"}
        return {"error": error, "node_errors": wrong}
    return None


def app_of(comfy: Comfy) -> Starlette:
    async def info(request: Any) -> Response:
        return JSONResponse(comfy.info)

    async def upload(request: Any) -> Response:
        form = await request.form()
        name, folder = form["image"].filename, form.get("subfolder", "")
        comfy.uploads[f"{folder}/{name}"] = await form["image"].read()
        return JSONResponse({"name": name, "subfolder": folder, "type": "input"})

    async def prompt(request: Any) -> Response:
        body = await request.json()
        graph, run = body["prompt"], body["prompt_id"]
        if refused := refusal_of(graph, comfy.info):
            return JSONResponse(refused, status_code=400)
        comfy.prompts.append((run, graph))
        comfy.waiting.append((run, graph))
        return JSONResponse({"prompt_id": run, "number": len(comfy.prompts), "node_errors": {}})

    async def queue(request: Any) -> Response:
        if request.method == "POST":
            gone = (await request.json()).get("delete", [])
            comfy.waiting[:] = [one for one in comfy.waiting if one[0] not in gone]
            return Response()
        running = [[0, run, {}, {}, []] for run in comfy.running]
        return JSONResponse(
            {
                "queue_running": running,
                "queue_pending": [[n, run, {}, {}, []] for n, (run, _) in enumerate(comfy.waiting)],
            }
        )

    async def interrupt(request: Any) -> Response:
        comfy.interrupted.append((await request.json())["prompt_id"])
        return Response()

    async def history(request: Any) -> Response:
        run = request.path_params["run"]
        return JSONResponse({run: comfy.history[run]} if run in comfy.history else {})

    async def view(request: Any) -> Response:
        data = comfy.files.get(request.query_params["filename"])
        if data is None:
            return Response(status_code=404)
        if comfy.torn:
            comfy.torn -= 1
            return Response(data[:100], headers={"content-length": str(len(data))})
        return Response(data)

    async def socket(ws: Any) -> None:
        await ws.accept()
        comfy.sockets.append(ws)
        await ws.send_json({"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 0}}, "sid": "x"}})
        with contextlib.suppress(Exception):
            while True:
                await ws.receive()
        comfy.sockets.remove(ws)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette):
        task = asyncio.create_task(comfy.work())
        yield
        task.cancel()

    routes = [
        Route("/object_info", info),
        Route("/upload/image", upload, methods=["POST"]),
        Route("/prompt", prompt, methods=["POST"]),
        Route("/queue", queue, methods=["GET", "POST"]),
        Route("/interrupt", interrupt, methods=["POST"]),
        Route("/history/{run}", history),
        Route("/view", view),
        WebSocketRoute("/ws", socket),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


@contextmanager
def comfy_server(**given: Any):
    comfy = Comfy(**given)
    server = uvicorn.Server(uvicorn.Config(app_of(comfy), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    comfy.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield comfy
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
