"""Make the example film that plays when the studio opens: `python assets/examples/make_example.py`.

Draws the film of `moon/story.json`, a story written by hand, and puts it beside it as `film.mp4`. Run it again whenever
the drawn world changes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent / "moon"
sys.path.insert(0, str(HERE.parent.parent.parent))


def main() -> int:
    from vgot.project.studio import Studio
    from vgot.settings import Settings
    from vgot.story.model import load_story

    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Settings(home=Path(home)))
        project = studio.new_project(load_story((HERE / "story.json").read_bytes()))
        result = project.build()
        if not result.film:
            print(result.failed, file=sys.stderr)
            return 1
        shutil.copyfile(project.film()[0], HERE / "film.mp4")
        studio.close()
        print(f"{HERE / 'film.mp4'}: {result.film['frames']} frames, {(HERE / 'film.mp4').stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
