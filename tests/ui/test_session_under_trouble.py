"""A film maker's session on bad ground: the program is killed in the middle and started again, and every tenth request of the
page is lost on its way there or its answer on the way back. What a person types and does once, or again where the page says
that it was not done, ends in the right film."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.ui.conftest import Desk
from vgot.project.studio import Studio
from vgot.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "A young sailor named Nora leaves her island, crosses the sea, and comes home an old captain."
LOOKS = (
    "look",
    "boot",
    "takes",
    "check",
    "room",
    "placing",
    "account",
    "coverage",
    "read_sentence",
    "propose_look",
    "wish",
    "heard",
    "rewriting",
    "writer",
    "projects",
    "export_state",
    "export_preview",
)


class Program:
    """`python app.py` on a home and a port of its own, which can be killed and started again."""

    def __init__(self, home: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.home, self.address, self._groups = home, f"http://127.0.0.1:{self.port}", []
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "VGOT_HOME": str(self.home)}
        with open(self.home.with_name("printed"), "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "app.py", "--no-browser", "--port", str(self.port), "--preset", "animatic"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._groups.append(self.process.pid)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.home.with_name("printed").read_text(errors="replace")[-2000:]
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(self.address, timeout=5, trust_env=False).status_code == 200:
                    return
            time.sleep(0.2)
        raise AssertionError("the program never answered")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        for group in self._groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.process.wait()


class BadLine:
    """Loses every tenth request of the page, and every fourth of those that change something: now before it has arrived, now its answer."""

    def __init__(self, page):
        self.counts, self.lost = {True: 0, False: 0}, {"before": [], "after": []}
        page.route("**/component_server/", self._pass)

    def _pass(self, route):
        verb = route.request.post_data_json["data"]["verb"]
        looks = verb in LOOKS
        self.counts[looks] += 1
        if self.counts[looks] % (10 if looks else 4):
            return route.continue_()
        when = "before" if len(self.lost["before"]) <= len(self.lost["after"]) else "after"
        if when == "after":
            try:
                route.fetch()
            except Exception:  # the program is away: then it is lost all the same
                when = "before"
        self.lost[when].append(verb)
        route.abort("connectionreset")


class FilmMaker(Desk):
    """Does what a person does: acts, looks whether it is there, and acts again where the page says that it was not done."""

    def act(self, act, holds: str, arg=None):
        for _ in range(8):
            act()
            self.page.wait_for_function(
                f"(arg) => ({holds}) || document.querySelector('#vg-toasts .vg-bad')", arg=arg, timeout=120_000
            )
            for cross in self.page.locator("#vg-toasts .vg-bad .vg-x").all():
                with contextlib.suppress(Exception):
                    cross.click(timeout=2000)
            self.page.wait_for_function(
                "async () => (await vgot.call('look', { stamp: vgot.state.stamp }, { quiet: true })).ok", timeout=60_000
            )
            if self.page.evaluate(f"(arg) => !!({holds})", arg):
                return
        raise AssertionError(f"never done: {holds}")

    def write(self, box: str, words: str):
        self.page.fill(f"{box} textarea", words)
        self.page.locator(f"{box} textarea").blur()

    def until_saved(self):
        self.page.wait_for_function(
            "!vgot.unsent.all.length && !vgot.state.busy && !document.querySelector('#vg-trouble:not([hidden])')",
            timeout=120_000,
        )


@pytest.fixture
def program(tmp_path):
    (tmp_path / "home").mkdir()
    made = Program(tmp_path / "home")
    yield made
    made.close()


def test_a_session_through_a_restart_and_lost_requests_ends_in_the_right_film(chromium, program):
    maker = FilmMaker(chromium, program.address)
    page = maker.page
    maker.context.set_default_timeout(120_000)
    line = BadLine(page)
    maker.open()

    # Writing.
    page.fill("#sentence textarea", SENTENCE)
    page.fill("#shots-count input[type=number]", "5")
    page.press("#shots-count input[type=number]", "Tab")
    maker.act(lambda: page.click("#make-film"), "!vgot.state.example && vgot.state.story?.shots.length === 5")
    maker.until_still(240_000)
    film = page.evaluate("vgot.state.project")
    written = page.evaluate("structuredClone(vgot.state.story)")
    ids = [s["id"] for s in written["shots"]]

    # Recasting.
    maker.tab("Cast")
    portrait = page.evaluate("vgot.state.portrait")
    look = "a young woman with a long blond braid, in a yellow raincoat"
    maker.write("#part-look", look)
    kept = "vgot.state.story.cast.some((c) => c.stages.some((s) => s.look === arg))"
    page.wait_for_function(f"(arg) => ({kept}) || document.querySelector('#only-look')?.offsetParent", arg=look)
    maker.act(lambda: page.locator("#only-look").is_visible() and page.click("#only-look"), kept, look)
    maker.until_saved()
    maker.until_still(240_000)

    # Fixing shots, the last of them while the program is killed and away.
    maker.tab("Story")
    fixes = {(1, "lighting"): "Storm light, lightning, heavy rain", (2, "camera"): "Close-up, slow push in", (3, "background"): "A harbour at night with lanterns and boats",
             (3, "relation"): "Nora waves at the boats", (4, "lighting"): "Golden hour sun"}  # fmt: skip
    for n, ((number, domain), words) in enumerate(fixes.items()):
        if n == 2:
            program.kill()
        maker.choose_shot(number)
        maker.write(f"#domain-{domain}", words)
    page.fill("#story-editor input[type=number]", "4.5")
    page.press("#story-editor input[type=number]", "Tab")
    page.wait_for_selector("#vg-trouble:not([hidden])")
    page.wait_for_function("document.querySelector('#domain-lighting .vg-label small').textContent === 'not saved yet'")
    assert page.locator("#vg-trouble li").count() >= 3 and "does not answer" in page.locator("#vg-trouble").inner_text()
    program.start()
    maker.until_saved()
    maker.until_still(240_000)

    # Another take of a still, the first one again, pinned.
    maker.tab("Keyframes")
    page.locator("#keyframe-board .vg-pick").nth(0).click()
    still = f"keyframe/{ids[0]}"
    first, had = page.evaluate("key => [vgot.state.items[key].take, vgot.state.items[key].takes]", still)
    maker.act(lambda: page.click("#regenerate"), "vgot.state.items[arg[0]].takes > arg[1]", [still, had])
    maker.until_still(240_000)
    number = page.evaluate(
        "async ([key, take]) => { for (;;) { const r = await vgot.call('takes', { key }, { quiet: true }); if (r.ok) return r.takes.reverse().findIndex((t) => t.id === take); } }",
        [still, first],
    )
    page.wait_for_function("n => document.querySelectorAll('#keyframe-board .vg-takes li').length > n", arg=number)
    maker.act(
        lambda: (
            page.locator("#keyframe-board .vg-takes li")
            .nth(number)
            .get_by_role("button", name="Use", exact=True)
            .click()
        ),
        "vgot.state.items[arg[0]].take === arg[1]",
        [still, first],
    )
    maker.act(lambda: page.click("#pin"), "vgot.state.items[arg].pinned", still)

    # Re-timing, another order, smoother seams.
    maker.tab("Timeline")
    page.wait_for_selector("#timeline .vg-piece")
    page.locator("#timeline .vg-trim").nth(1).focus()
    longer = page.evaluate("id => vgot.shotOf(id).duration_s", ids[1])
    for n in (1, 2):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "([id, long]) => Math.abs(vgot.shotOf(id).duration_s - long) < 1e-3", arg=[ids[1], longer + 0.25 * n]
        )
    page.locator("#filmstrip .vg-card button").nth(4).focus()
    page.keyboard.press("Alt+ArrowLeft")
    order = [*ids[:3], ids[4], ids[3]]
    page.wait_for_function("ids => vgot.state.story.shots.map((s) => s.id).join() === ids.join()", arg=order)
    for seam, mode in ((0, "cut"), (2, "crossfade")):
        page.locator("#timeline .vg-seam").nth(seam).click()
        page.locator(f"#timeline .vg-mode[data-mode={mode}]").click()
        page.wait_for_function("([seam, mode]) => vgot.state.story.boundaries[seam].mode === mode", arg=[seam, mode])
    maker.until_saved()
    maker.until_still(240_000)

    # Exporting.
    page.click("#timeline-export")
    page.wait_for_selector("#exports[open]")
    page.wait_for_function("!document.querySelector('#export-go').disabled")
    with page.expect_download() as saved:
        for _ in range(8):
            page.click("#export-go")
            page.wait_for_function(
                "/saved/.test(document.querySelector('#export-doing').textContent) || (!document.querySelector('#exports [role=alert]').hidden && !document.querySelector('#export-go').disabled)"
            )
            if "saved" in page.inner_text("#export-doing"):
                break
    assert Path(saved.value.path()).stat().st_size > 10_000
    problems = [p for p in maker.problems if "Failed to load resource" not in p]
    page.unroute_all(behavior="ignoreErrors")
    maker.context.close()
    program.close()
    assert not problems, problems
    assert line.lost["before"] and line.lost["after"] and set(line.lost["before"] + line.lost["after"]) - set(LOOKS), (
        line.lost
    )

    studio = Studio(Settings(home=program.home))
    try:
        project = studio.open(film)
        assert [p.id for p in studio.projects() if not p.id.startswith("example")] == [film], (
            "one film was begun, and only one"
        )
        expected = written | {"shots": {s["id"]: s for s in written["shots"]}}
        for (number, domain), words in fixes.items():
            expected["shots"][ids[number - 1]]["domains"][domain] = words
        expected["shots"][ids[3]]["duration_s"], expected["shots"][ids[1]]["duration_s"] = 4.5, longer + 0.5
        expected["shots"] = [expected["shots"][i] for i in order]
        _, who, stage = portrait.split("/")
        next(s for c in expected["cast"] if c["id"] == who for s in c["stages"] if s["id"] == stage)["look"] = look
        made = project.story.model_dump(mode="json")
        for story in (expected, made):
            story.pop("boundaries")
            for shot in story["shots"]:
                shot.pop("flags")
        assert made == expected
        assert [project.story.boundaries[n].mode for n in (0, 2)] == ["cut", "crossfade"]
        plan = project.plan()
        pinned = next(p for p in plan.nodes.values() if p.node.key == still)
        assert pinned.pinned and pinned.take.id == first and len(project.takes(pinned.name)) >= had + 1
        assert plan.nodes["film"].state == "fresh" and project.film() is not None
    finally:
        studio.close()
