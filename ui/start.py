"""Opens the page: flags -> settings -> studio -> page. `python app.py` and `vgot studio` come here."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def read_flags(arguments: list[str] | None = None, prog: str = "app.py") -> argparse.Namespace:
    from vgot.environment import Environment

    said = Environment.read()
    flags = argparse.ArgumentParser(
        prog=prog, description="VGoT Studio: one sentence becomes a film that you steer, shot by shot."
    )
    flags.add_argument(
        "--host",
        default=said.listens_on,
        help="address to listen on (default: this machine only)",
    )
    flags.add_argument(
        "--port", type=int, default=None, help="port (default: GRADIO_SERVER_PORT, or the first free one from 7860)"
    )
    flags.add_argument("--preset", help="preset of new films (default: animatic, drawn by the program)")
    flags.add_argument("--home", type=Path, help="folder of projects (default: VGOT_HOME or ~/.vgot)")
    flags.add_argument("--models", type=Path, help="folder of model directories in hub layout")
    flags.add_argument(
        "--password",
        help="what a browser is asked for before anything is shown (VGOT_PASSWORD hides it from other accounts of this machine)",
    )
    flags.add_argument("--auth", metavar="USER:PASSWORD", help="a password with a user's name (VGOT_AUTH)")
    flags.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    given = flags.parse_args(arguments)
    if not given.password and not given.auth:  # what is typed goes before what the environment says
        given.password, given.auth = said.password, said.auth
    return given


def main(arguments: list[str] | None = None, prog: str = "app.py") -> int:
    """Serve the page until it is stopped; returns the exit code."""
    from vgot.errors import VgotError
    from vgot.host import speak_on_any_console
    from vgot.project.studio import make_private
    from vgot.settings import Settings

    speak_on_any_console()
    try:
        flags = read_flags(arguments, prog)
        settings = Settings.from_environment(home=flags.home, preset=flags.preset, models_dir=flags.models)
        if settings.mode == "local":  # a Space looks for a folder that it may write to by itself
            make_private(settings.home)
            make_private(
                settings.home / "temporary"
            )  # what passes through the page does not lie where every account of this machine can read it
            os.environ.setdefault("GRADIO_TEMP_DIR", str(settings.home / "temporary"))
    except VgotError as why:
        print(why.in_words(), file=sys.stderr)
        return 1
    except OSError as why:
        print(
            f"The folder {settings.home} cannot be made: {why.strerror}. Name another one with --home.", file=sys.stderr
        )
        return 1

    from vgot.space.visitors import open_studio

    from .example import ExampleFilm
    from .hosts import read_password
    from .main import launch

    host = "0.0.0.0" if settings.mode == "space" else flags.host
    try:
        password = read_password(flags.auth or "", flags.password or "")
        if password and settings.mode == "space":
            print("A password is not used on a Space: its visitors are told apart by their cookies.", file=sys.stderr)
            password = None
        studio = open_studio(settings)
        example = ExampleFilm(studio)
        example.prepare()
        launch(
            studio,
            example=example,
            host=host,
            port=flags.port,
            password=password,
            open_browser=settings.mode == "local" and not flags.no_browser,
        )
    except VgotError as why:
        print(why.in_words(), file=sys.stderr)
        return 1
    except OSError as why:
        print(f"{why} Choose another port with --port.", file=sys.stderr)
        return 1
    return 0
