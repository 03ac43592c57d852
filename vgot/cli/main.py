"""The command line: `python -m vgot VERB …`. Exit codes: 0 done, 1 typed error, 2 wrong usage, 3 done with failed or
flagged nodes, 130 cancelled."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vgot.cli import (  # noqa: F401  each adds its verbs
    evaluate_verbs,
    film_verbs,
    handoff_verbs,
    mcp_verb,
    models_verbs,
    retouch_verbs,
    script_verbs,
    services_verbs,
    upkeep_verbs,
)
from vgot.cli.registry import VERBS, Session, as_json
from vgot.cli.studio_verb import open_page
from vgot.errors import VgotError
from vgot.host import speak_on_any_console


def parser() -> argparse.ArgumentParser:
    """The whole command line; `--help` of each verb says what it does."""
    top = argparse.ArgumentParser(
        prog="python -m vgot", description="From one sentence to a multi-shot film that a person can steer."
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, (about, _, arguments) in VERBS.items():
        one = verbs.add_parser(name, help=about, description=about)
        for names, options in arguments:
            one.add_argument(*names, **options)
        one.add_argument(
            "--project", type=Path, metavar="DIR", help="the project's folder (default: a new one, or the newest)"
        )
        one.add_argument("--json", action="store_true", help="print one JSON object")
        one.add_argument("--preset", metavar="NAME", help="which models render (see doctor)")
        one.add_argument("--models", type=Path, metavar="DIR", help="local model folders in hub layout")
        one.add_argument(
            "--executor",
            choices=("process", "inline", "ray"),
            default="process",
            help="who renders: processes here, or a Ray cluster",
        )
        one.add_argument("--ray-address", metavar="HOST:PORT", help="a running cluster; RAY_AUTH_TOKEN holds its token")
        one.add_argument("--workers", type=int, default=None, help=argparse.SUPPRESS)
    verbs.add_parser("studio", help="Open the page in a browser.", add_help=False)
    return top


def main(argv: list[str] | None = None) -> int:
    speak_on_any_console()
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["studio"]:  # its options are the page's own
        try:
            return open_page(argv[1:])
        except VgotError as why:
            print(why.in_words(), file=sys.stderr)
            return 1
    options = parser().parse_args(argv)
    session = None
    try:
        from vgot.project.studio import acting_as

        session = Session(options)
        with acting_as("command line"):
            return VERBS[options.verb][1](session, options) or 0
    except VgotError as why:
        if options.json:
            print(as_json({"error": why.as_json()}))
        else:
            print(why.in_words(), file=sys.stderr)
        return 130 if why.kind == "cancelled" else 1
    except KeyboardInterrupt:
        print("Stopped; finished takes are kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 1
    finally:
        if session is not None:
            session.studio.close()
