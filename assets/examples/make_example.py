"""Make the example film that plays when the studio opens: `python assets/examples/make_example.py [--write]`.

Draws the film of `company/story.json` and puts it beside it as `film.mp4`. With `--write` the story is written anew from
its sentence first; without it, words that a person has changed stay.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent / "company"
sys.path.insert(0, str(HERE.parent.parent.parent))
SENTENCE = "Otto the clockmaker and his granddaughter Lena repair the moon."


def main() -> int:
    from vgot.settings import Settings
    from vgot.story import dump_story, load_story
    from vgot.studio import Studio

    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Settings(home=Path(home)))
        kept = HERE / "story.json"
        if "--write" in sys.argv or not kept.is_file():
            kept.write_text(dump_story(studio.write(SENTENCE, 7, duration_s=2.5).story), encoding="utf-8")
        project = studio.new_project(load_story(kept.read_bytes()))
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
