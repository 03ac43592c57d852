"""The page: a composer, five tabs and settings, the filmstrip under all of them, the queue beside them."""

from __future__ import annotations

import html
import secrets
import sys

import gradio as gr

from vgot.environment import Environment
from vgot.errors import VgotError
from vgot.project.studio import Studio, acting_as
from vgot.space.visitors import SpaceStudio

from . import routes as served
from .access import most_shots, upload_limits
from .endpoints import add_endpoints
from .example import ExampleFilm
from .hosts import ORIGINS, Names, exposure
from .verbs import Verbs
from .visitors import around, notice_of, visiting
from .widgets.cast.cast import CastBoard
from .widgets.desk.desk import DeskLayer
from .widgets.direct.direct import DirectPanel
from .widgets.filmstrip.filmstrip import Filmstrip
from .widgets.keyframes.keyframes import KeyframeBoard
from .widgets.page_state.page_state import PageLink
from .widgets.player.player import Player
from .widgets.projects.projects import ProjectList
from .widgets.queue.queue import QueueDrawer
from .widgets.settings.settings import SettingsBoard
from .widgets.shots.shots import ShotBoard
from .widgets.story.story import StoryEditor
from .widgets.timeline.timeline import Timeline
from .widgets.topbar.topbar import TopBar
from .widgets.writer.writer import WriterLine

_PLACEHOLDER = "One sentence. For example: an old clockmaker repairs the moon with his granddaughter."

#: The button hands the sentence to the page's script, which asks the program and shows what comes back.
_MAKE = "(sentence, shots) => { globalThis.vgotMake && globalThis.vgotMake(sentence, shots); return []; }"


def build_page(studio: Studio, example: ExampleFilm | None = None, notice: str | None = None) -> gr.Blocks:
    """The whole page for one studio; `notice` is the line it begins with (default: what a studio says of itself)."""
    example = example or ExampleFilm(studio)
    verbs = Verbs(studio, example)

    def ask(request, web: gr.Request) -> dict:
        try:
            with visiting(studio, web), acting_as("page"):
                return verbs.answer(request[0] if isinstance(request, list) and request else request)
        except VgotError as why:
            return {"ok": False, "problem": why.as_json()}

    with gr.Blocks(title="VGoT Studio", fill_width=True, analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        PageLink(elem_id="page-link", server_functions=[ask])
        TopBar(elem_id="topbar", label="Studio")
        if said := notice_of(studio) if notice is None else notice:
            gr.HTML(
                f'<p class="vg-note" role="note" style="margin: 8px clamp(14px, 1.7vw, 24px) 0">{html.escape(said)}</p>',
                elem_id="notice",
            )
        ProjectList(elem_id="projects")
        DeskLayer(elem_id="desk-layer")
        with gr.Column(elem_id="directing"):
            with gr.Row(elem_id="composer", equal_height=False):
                sentence = gr.Textbox(
                    elem_id="sentence",
                    label="Your film in one sentence",
                    placeholder=_PLACEHOLDER,
                    lines=1,
                    max_lines=5,
                    container=False,
                )
                most = most_shots(studio)
                shots = gr.Slider(1, most, value=min(6, most), step=1, elem_id="shots-count", label="Shots")
                make = gr.Button("Make film", variant="primary", elem_id="make-film")
            DirectPanel(elem_id="direct", label="What becomes of the sentence")
            WriterLine(elem_id="writer", label="Who writes")
        with gr.Tabs(elem_id="studio-tabs"):
            with gr.Tab("Story"), gr.Row(elem_id="story-tab-row"):
                Player(elem_id="film-player", label="Film")
                StoryEditor(elem_id="story-editor", label="Script of the selected shot")
            with gr.Tab("Cast"):
                CastBoard(elem_id="cast-board", label="Cast and places")
            with gr.Tab("Keyframes"):
                KeyframeBoard(elem_id="keyframe-board", label="Keyframes")
            with gr.Tab("Shots"):
                ShotBoard(elem_id="shot-board", label="Shots")
            with gr.Tab("Timeline"):
                Timeline(elem_id="timeline", label="Timeline")
            with gr.Tab("Settings"):
                SettingsBoard(elem_id="settings-board", label="Settings")
        with gr.Row(elem_id="strip-dock"):
            Filmstrip(elem_id="filmstrip", label="Filmstrip")
        QueueDrawer(elem_id="queue", label="Queue")
        gr.on(
            [make.click, sentence.submit],
            None,
            [sentence, shots],
            None,
            js=_MAKE,
            api_visibility="private",
            queue=False,
            show_progress="hidden",
        )
        add_endpoints(studio)
    return page


def launch(
    studio: Studio,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    block: bool = True,
    example: ExampleFilm | None = None,
    password: tuple[str, str] | None = None,
):
    """Serve the page, to who knows `password` (user, or empty for any name; password) where one is given. Returns (the page, its address)."""
    example, host = example or ExampleFilm(studio), host or "127.0.0.1"
    names, token = Names(host), "" if isinstance(studio, SpaceStudio) else secrets.token_urlsafe(32)
    page = build_page(studio, example, notice_of(studio, names, bool(password)))
    page.queue(default_concurrency_limit=None)
    page._queue.sleep_when_free = (
        0.05  # Gradio looks for work every millisecond, which costs 4 % of a core while nothing happens
    )
    font = ["Instrument Sans", "ui-sans-serif", "system-ui", "sans-serif"]
    _, address, _ = page.launch(
        server_name=f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host,
        server_port=port,
        inbrowser=open_browser,
        prevent_thread_lock=True,
        share=False,  # a share link is a name that nobody listed
        num_workers=0,  # Gradio's own file servers have no door
        quiet=True,
        ssr_mode=False,
        run_history=False,
        footer_links=["api"],
        max_file_size=f"{upload_limits(studio)[0]}mb",
        allowed_paths=[],
        theme=gr.themes.Base(font=font, font_mono=["ui-monospace", "monospace"]),
        head=served.head(token),
        app_kwargs={
            "routes": served.routes(studio, example, token),
            "middleware": around(studio, names, token, password),
        },
        enable_monitoring=False,
    )
    if not isinstance(studio, SpaceStudio):
        _say_who_can_come_in(names, page.server_port, bool(password))
    if block:
        print(f"VGoT Studio is open at {address}", flush=True)
        try:
            page.block_thread()
        finally:
            studio.close()
    return page, address


def _say_who_can_come_in(names: Names, port: int, password: bool) -> None:
    said = [exposure(names, port, password)]
    said += [
        f"{ORIGINS} names no host in '{one[:80]}'; write hosts, comma separated, like films.example:8080."
        for one in names.unread
    ]
    if Environment.read().share.lower() == "true":
        said.append("GRADIO_SHARE is not used: VGoT Studio makes no share links.")
    for line in filter(None, said):
        print(line, file=sys.stderr, flush=True)
