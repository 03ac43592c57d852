"""Make a film and its contact sheet: `python docs/make_contact_sheet.py OUT.png [SENTENCE] [--shots N]`.

Each shot is shown by three frames of the finished film's clip (first, middle, last), with its number and summary.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vgot import media
from vgot.project.studio import Project, Studio
from vgot.render.executors import ProcessExecutor
from vgot.settings import Settings

MARY = "A set of one-sentence prompts, 30 shots, describe a story of a classic American woman Mary's life, from birth to death."


def sheet(project: Project, columns: int = 3, width: int = 224) -> Image.Image:
    """The contact sheet of a built project: `columns` shots a row, three frames each."""
    story = project.story
    height = round(width * story.film.height / story.film.width)
    cell = (3 * width + 4, height + 36)
    rows = -(-len(story.shots) // columns)
    page = Image.new("RGB", (columns * (cell[0] + 12) + 12, rows * (cell[1] + 10) + 12), (24, 24, 28))
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(13)
    plan = project.plan()
    for n, shot in enumerate(story.shots):
        take = plan.named(f"clip/{n + 1}").take
        frames = take.facts["frames"]
        path = project.file(take.digests["frames"])
        x, y = 12 + (n % columns) * (cell[0] + 12), 12 + (n // columns) * (cell[1] + 10)
        for k, at in enumerate((0, frames // 2, frames - 1)):
            frame = next(iter(media.decode_clip(path, at, at + 1)))
            page.paste(
                Image.fromarray(frame).resize((width, height), Image.Resampling.LANCZOS), (x + k * (width + 2), y)
            )
        words = f"{n + 1}. {shot.summary}"
        while draw.textlength(words, font) > cell[0]:
            words = words[:-2].rstrip(" .…") + "…"
        draw.text((x, y + height + 6), words, (225, 225, 230), font)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("sentence", nargs="?", default=MARY)
    parser.add_argument("--shots", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Settings(home=Path(home)), ProcessExecutor(idle_s=0.5))
        project = studio.write(options.sentence, options.shots, seed=options.seed)
        result = project.build()
        for failed in result.failed:
            print(failed)
        sheet(project).save(options.out, optimize=True)
        studio.close()


if __name__ == "__main__":
    main()
