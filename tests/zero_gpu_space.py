"""A Space as ZeroGPU runs it, in a process of its own: the real `spaces` package, its scheduler at SPACES_ZERO_DEVICE_API_URL.

Run by tests/space/test_zero_gpu.py; prints one line of JSON. Pictures are flat colours, and torch is out of reach: what is tried
is the way of a visitor's job through the decorator, the fork and back, not a GPU.
"""

from __future__ import annotations

import sys

sys.modules["torch"] = None  # the package would ask a driver for its GPU

import json  # noqa: E402
import multiprocessing  # noqa: E402
import os  # noqa: E402
import socket  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import httpx  # noqa: E402

from tests import paint_world  # noqa: E402
from ui.example import ExampleFilm  # noqa: E402
from ui.main import launch  # noqa: E402
from vgot.models import registry  # noqa: E402
from vgot.settings import Settings  # noqa: E402
from vgot.space import zerogpu as spaces  # noqa: E402
from vgot.space.visitors import COOKIE, open_studio  # noqa: E402


class NotDraft:
    """The executor takes presets that are no drafts to the GPU; the worker in the fork makes them as they are."""

    draft = False


def main() -> None:
    place = paint_world.__name__
    registry.FAMILIES["animatic"] = {
        "image": f"{place}:PaintImage",
        "face": f"{place}:PaintFaces",
        "video": f"{place}:PaintVideo",
    }
    if os.environ.get("SLOW_CLIPS"):
        shoot = paint_world.PaintVideo.shoot_clip

        def slowly(self, *rest):
            time.sleep(1.5)
            return shoot(self, *rest)

        paint_world.PaintVideo.shoot_clip = slowly
    spaces.load_preset = lambda name: NotDraft
    studio = open_studio(Settings.from_environment())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page, address = launch(studio, port=port, block=False, example=ExampleFilm(studio, Path("no example")))
    web = httpx.Client(base_url=address, timeout=30, trust_env=False)
    cookie = web.get("/").headers["set-cookie"].partition(";")[0]
    web.headers.update({"Cookie": cookie, "X-IP-Token": os.environ["VISITORS_TOKEN"]})
    desk = next(c["id"] for c in web.get("/config").json()["components"] if c["props"].get("elem_id") == "page-link")

    def ask(verb: str, **more) -> dict:
        return web.post(
            "/gradio_api/component_server",
            json={"data": [{"verb": verb, **more}], "component_id": desk, "fn_name": "ask", "session_hash": "a"},
        ).json()

    made = ask("make", sentence="A fox crosses the snow.", shots=1)
    film, pauses, deadline = made["view"]["project"], set(), time.time() + 45
    while time.time() < deadline:
        view = ask("look", project=film, stamp="")["view"]
        pauses.add(view["queue"]["paused"])
        if not view["queue"]["running"] + view["queue"]["queued"]:
            break
        time.sleep(0.1)
    jobs = [{"name": j["name"], "state": j["state"]} for j in view["queue"]["jobs"]]
    with studio.visit(cookie.partition("=")[2]):
        store = studio.open(film).store
        crashes = store.read("SELECT SUM(crashes), MAX(attempts) FROM jobs")[0]
    print(
        json.dumps(
            {
                "film": bool(view["film"] and view["film"]["fresh"]),
                "pauses": sorted(p for p in pauses if p),
                "jobs": jobs,
                "crashes": crashes[0],
                "attempts": crashes[1],
                "pid": os.getpid(),
                "cookie_name": cookie.startswith(COOKIE),
                "decorated": hasattr(spaces._ON_GPU, "zerogpu"),
            }
        ),
        flush=True,
    )
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(0)


if __name__ == "__main__":
    main()
