"""Many people on one Space: what one can read of another by guessing."""

from __future__ import annotations

import random

from tests.faults import world
from tests.faults.world import Row, in_child
from vgot.errors import VgotError
from vgot.settings import Settings
from vgot.space.quotas import Quotas
from vgot.space.visitors import SpaceStudio


def guesses(many: int, seed: int = 9) -> Row:
    """Another visitor, knowing everything but the cookie, guesses ids, paths and cookies."""

    def work() -> tuple[int, int]:
        pick, read, refused = random.Random(seed), 0, 0
        with world.scratch() as folder:
            studio = SpaceStudio(Settings(home=folder, mode="space"), world.NoExecutor(), Quotas())
            with studio.visit(None) as ann:
                ids = [studio.new_project(world.tiny_story(1)).id for _ in range(3)]
                place = studio.folder.name
            for n in range(many):
                real = pick.choice(ids)
                guess = (
                    real,
                    f"../{real}",
                    f"../../{place}/projects/{real}",
                    real.rsplit("-", 1)[0] + "-" + pick.randbytes(8).hex(),
                    f"{place}/{real}",
                    "\0" + real,
                    pick.randbytes(12).hex(),
                    "a" * pick.randrange(300, 9000),
                )[n % 8]
                cookie = (None, ann.split(".")[0] + "." + "0" * 64, ann[:-1], place)[n % 4]
                with studio.visit(cookie):
                    for act in (
                        lambda guess=guess: studio.open(guess),
                        lambda guess=guess: studio.delete_project(guess),
                    ):
                        try:
                            act()
                            read += 1
                        except VgotError:
                            refused += 1
                    read += len(studio.projects())
            with studio.visit(ann):
                read += abs(len(studio.projects()) - 3)
        return read, refused

    read, refused = in_child(work)
    return Row(
        "security",
        "ids, paths and cookies guessed by another visitor",
        f"{many} guesses, opened and deleted",
        f"{read} reads, {refused} refusals",
        read == 0,
    )
