"""Drive a running studio from a program: `python docs/api_client.py "One sentence." --shots 4 --out film.mp4 cut.otio.zip`.

Start the studio first (`python app.py --port 7860`). The endpoints are /make, /plan, /build, /regenerate, /pin, /export; what is saved
goes by the suffix of the file, as on the command line (a cut for an editor comes with its media, as a zip). A studio that was started
with a password takes it from VGOT_AUTH=USER:PASSWORD or VGOT_PASSWORD.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import sys
import time
from pathlib import Path

from gradio_client import Client


def main(arguments: list[str] | None = None) -> int:
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("sentence")
    flags.add_argument("--shots", type=int, default=4)
    flags.add_argument("--out", nargs="+", default=["film.mp4"], metavar="FILE")
    flags.add_argument("--address", default="http://127.0.0.1:7860")
    options = flags.parse_args(arguments)
    password = (os.environ.get("VGOT_AUTH") or (p := os.environ.get("VGOT_PASSWORD", "")) and f"me:{p}").encode()
    headers = {"Authorization": f"Basic {base64.b64encode(password).decode()}"} if password else None
    studio = Client(options.address, verbose=False, headers=headers)
    project = studio.predict(options.sentence, options.shots, 0, api_name="/make")["project"]
    print(f"project {project}")
    wait(studio, project)
    takes = studio.predict(project, "keyframe/1", None, api_name="/regenerate")["takes"]
    print(f"another still of shot 1; it has {len(takes)} so far")
    wait(studio, project)
    studio.predict(project, "keyframe/1", True, api_name="/pin")
    studio.predict(project, "film", api_name="/build")
    wait(studio, project)
    for out in options.out:
        shutil.copyfile(studio.predict(project, kind_of(out), api_name="/export"), out)
        print(out)
    return 0


def kind_of(out: str) -> str:
    """What /export is asked for: `film.vgot.zip` -> vgot.zip, `cut.otio.zip` -> otio."""
    kind = Path(out).name.partition(".")[2]
    return kind.removesuffix(".zip") if kind in ("otio.zip", "fcpxml.zip", "edl.zip") else kind


def wait(studio: Client, project: str) -> None:
    """Until nothing is queued or running; raises when something failed."""
    while True:
        plan = studio.predict(project, api_name="/plan")
        states = plan["totals"]["states"]
        if states.get("failed"):
            raise RuntimeError(next(n["reason"] for n in plan["nodes"] if n["state"] == "failed"))
        if not states.get("queued") and not states.get("running"):
            return
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
