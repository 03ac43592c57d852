"""A ceiling is never passed, an unknown price is refused under one, and what was paid for is kept."""

import json
import random
import time

import pytest

from tests.conftest import small_story
from tests.remote.conftest import PRESET, PRICES
from tests.remote.openai_server import keep_services
from vgot.cli.main import main
from vgot.errors import VgotError
from vgot.graph.nodes import film_nodes
from vgot.models.remote.outcomes import NotAgreed, SpendLimit
from vgot.models.remote.till import Call
from vgot.project.project import Project
from vgot.render.till import FilmTill
from vgot.settings import load_preset
from vgot.store import day_ledger, purchases

HERE = ("http://127.0.0.1:9/v1",)


def call(price: float | None, part: str = "x", addresses: tuple[str, ...] = HERE) -> Call:
    return Call("openai", "m", "A picture", price, "USD", addresses, ("prompts",), part)


def till_of(project: Project, key: str, home) -> FilmTill:
    node = next(iter(film_nodes(project.story, load_preset(PRESET)).values()))
    recipe = {"step": node.step, "version": 1, "model": {}, "params": {}, "seed": 1, "inputs": {}}
    return FilmTill(project.store, node, recipe, key, PRESET, home)  # type: ignore[arg-type]


def test_a_film_stops_at_its_ceiling_and_goes_on_when_it_is_raised(film, talk):
    film.edit("film/spend_limit", 0.1)
    result = film.build(approve_all=True)
    assert {f["error"]["kind"] for f in result.failed} == {"spend_limit"} and result.exit_code == 3
    assert film.spending()["spent"] == pytest.approx(0.08) and "Raise the ceiling" in film.queue.paused
    assert film.plan_told()["totals"]["price"]["ceiling"] == 0.1
    film.edit("film/spend_limit", 5)
    again = film.build(approve_all=True)
    assert again.film and not again.failed
    assert len(talk.charged) == len({p["node"] for p in film.spending()["calls"] if p["state"] == "done"})


def test_a_run_is_given_a_ceiling_of_its_own(film, talk):
    result = film.build(approve_all=True, max_cost=0.05)
    assert result.failed and talk.charged == ["image"]
    assert film.plan_told()["totals"]["price"]["ceiling"] is None, "the next run has none"
    assert film.build(approve_all=True).film


def test_max_cost_on_the_command_line_and_no_number_is_wrong_usage(talk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    keep_services(tmp_path, services=PRICES)
    ask = [
        "make",
        "Mary waits.",
        "--shots",
        "1",
        "--writer",
        "offline",
        "--preset",
        PRESET,
        "--executor",
        "inline",
        "--json",
    ]
    assert main([*ask, "--max-cost", "0.04"]) == 3
    assert json.loads(capsys.readouterr().out)["failed"][0]["error"]["kind"] == "spend_limit" and talk.charged == [
        "image"
    ]
    with pytest.raises(SystemExit) as why:
        main([*ask, "--max-cost", "-1"])
    assert why.value.code == 2


def test_under_a_ceiling_an_unknown_price_is_refused_until_somebody_enters_it(film, talk, tmp_path, monkeypatch):
    monkeypatch.setattr("vgot.presets.services.is_private", lambda url: False)  # as if it stood on the Internet
    keep_services(tmp_path / "home")
    film.edit("film/spend_limit", 1)
    price = film.plan_told()["totals"]["price"]
    assert not price["known"] and len(price["unknown"]) == 2
    failed = film.build(["portrait/mary/young"]).failed[0]["error"]
    assert failed["kind"] == "price_unknown" and "nobody knows what" in failed["message"] and not talk.asked
    assert main(["services", "openai-images", "--price", "*=0.02"]) == 0
    assert film.build(["portrait/mary/young"]).ran and film.spending()["spent"] == 0.02


def test_without_a_ceiling_an_unknown_price_is_bought_and_named_so(film, talk, tmp_path, monkeypatch):
    monkeypatch.setattr("vgot.presets.services.is_private", lambda url: False)
    keep_services(tmp_path / "home")
    assert film.build(["portrait/mary/young"]).ran
    assert film.takes("portrait/mary/young")[0]["facts"]["cost"] is None and not film.spending()["known"]


def test_a_server_of_ones_own_network_costs_nothing(film, talk, tmp_path):
    keep_services(tmp_path / "home")
    assert film.plan_told()["totals"]["price"] == {
        "known": True,
        "estimate": 0.0,
        "currency": "USD",
        "ceiling": None,
        "spent": 0.0,
    }


def test_nothing_leaves_for_an_address_that_nobody_agreed_to(film, tmp_path):
    till = till_of(film, "k" * 64, tmp_path / "home")
    away = call(0.1, addresses=("https://api.example.com/v1",))
    with pytest.raises(NotAgreed, match="prompts would be sent to openai"):
        till.reserve(away)
    keep_services(tmp_path / "home", services={"openai": {"agreed": "https://api.example.com:443"}})
    assert till.reserve(away).state == "reserved"
    with pytest.raises(NotAgreed):  # another address is another agreement
        till.reserve(call(0.1, "y", ("https://other.example.com/v1",)))


def test_a_thousand_random_calls_in_flight_never_pass_a_ceiling(studio, tmp_path):
    """Calls of two films are reserved, sent, settled at another price, refused and given up in any order."""
    rng, home = random.Random(7), tmp_path / "home"
    projects = [studio.new_project(small_story(1)) for _ in range(2)]
    limit, day = 3.0, 4.5
    keep_services(home, day_limit=day)
    for project in projects:
        project.edit("film/spend_limit", limit)
    open_calls, refused = [], 0
    for n in range(1000):
        project = rng.choice(projects)
        till = till_of(project, f"{n:064d}", home)
        if rng.random() < 0.6 or not open_calls:
            try:
                open_calls.append((till, till.reserve(call(round(rng.uniform(0.01, 0.9), 3), str(n)))))
            except SpendLimit:
                refused += 1
        else:
            mine, bought = open_calls.pop(rng.randrange(len(open_calls)))
            bought = mine.sending(bought)
            if rng.random() < 0.6:
                mine.ended(bought, "failed", "refused")
            else:
                mine.done(
                    mine.taken(bought, {"id": str(n)}), b"picture", round((bought.cost or 0) * rng.uniform(0.2, 1), 4)
                )
        spent = [purchases.spent(p.store)[0] for p in projects]
        assert max(spent) <= limit + 1e-9 and sum(spent) <= day + 1e-9, f"after {n} calls"
        assert day_ledger.spent_today(home) == pytest.approx(sum(spent), abs=1e-6)
    assert refused > 50


def test_the_ledger_goes_along_with_the_film(film, talk, studio, tmp_path):
    film.build(["portrait/mary/young"])
    film.export(tmp_path / "film.vgot.zip")
    back = studio.import_project(tmp_path / "film.vgot.zip")
    assert back.spending()["spent"] == 0.04 and back.spending()["calls"][0]["service"] == "openai-images"


def test_prices_and_ceilings_that_cannot_be_read_count_as_no_permission(film, talk, tmp_path):
    (tmp_path / "home" / "services.json").write_text("{broken")
    with pytest.raises(VgotError, match="cannot be read"):
        film.plan_told()
    assert film.build(["portrait/mary/young"]).failed and not talk.asked


def test_what_was_paid_for_becomes_a_take_though_the_story_changed_meanwhile(film, talk, studio):
    """The program ends while a portrait is paid for and not kept; before it goes on, the words of the portrait change."""
    talk.script = [("image", "link")]
    from vgot.models.remote import openai as family

    real = family.fetch
    try:
        family.fetch = lambda *a, **k: (_ for _ in ()).throw(SystemExit("killed"))
        with pytest.raises(SystemExit):
            run_here(film, "portrait/mary/young")
    finally:
        family.fetch = real
    assert film.spending()["calls"][0]["state"] == "taken"
    film.edit("cast/mary/stages/young/look", "a young woman with black hair")
    assert film.build(["portrait/mary/young"]).ran
    until = time.monotonic() + 60  # the worker keeps it when nothing else waits
    while len(takes := film.takes("portrait/mary/young")) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(takes) == 2 and [t["chosen"] for t in takes].count(True) == 1, "both, and the new one is used"
    assert talk.charged == ["image", "image"] and film.spending()["spent"] == pytest.approx(0.08)


def run_here(project: Project, name: str) -> None:
    """Make one node in this thread, as a worker does, up to whatever ends it."""
    from vgot.render.worker import Worker
    from vgot.store.project_store import Store

    worker = Worker(Store.open(project.store.folder))
    now = project.snapshot(anew=True)
    project.queue.enqueue(now.pure_plan, [now.pure_plan.named(name)], now.preset)
    try:
        worker.work_one()
    finally:
        worker.close()
        project.queue.take_back()
