"""A whole film by models at a service, through the real client, against a server of this machine that misbehaves by script."""

import json

import pytest

from tests.remote.conftest import CLIP, PICTURE, PRESET, PRICES
from tests.remote.openai_server import keep_services
from vgot.cli.main import main


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_one_command_makes_a_film_and_the_plan_says_before_what_it_costs(talk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-this-address")
    keep_services(tmp_path, services=PRICES)
    ask = ["--preset", PRESET, "--json"]
    assert (
        main(["write", "Mary waits for a boat.", "--shots", "2", "--writer", "offline", "--duration", "1", *ask]) == 0
    )
    capsys.readouterr()
    assert main(["plan", *ask]) == 0
    totals = told(capsys)["totals"]
    pictures = sum(c["count"] for c in totals["calls"] if c["model"] == PICTURE)
    assert {(c["service"], c["model"]) for c in totals["calls"]} == {
        ("openai-images", PICTURE),
        ("openai-videos", CLIP),
    }
    # The price is of what is bought.
    assert totals["price"] == {
        "known": True,
        "estimate": pytest.approx(0.04 * pictures + 0.2),
        "currency": "USD",
        "ceiling": None,
        "spent": 0.0,
    }
    assert totals["leaves"] == [], "the service is this machine"
    assert not talk.asked, "a dry run asks nobody"
    assert (
        main(
            [
                "make",
                "Mary waits for a boat.",
                "--shots",
                "2",
                "--writer",
                "offline",
                "--duration",
                "1",
                "--executor",
                "inline",
                *ask,
            ]
        )
        == 0
    )
    made = told(capsys)
    assert made["film"]["frames"] == 32 and not made["failed"]
    assert len(talk.charged) == pictures + 2, "as many calls as the plan said"
    assert all(body["auth"] == "Bearer sk-for-this-address" for what, body in talk.asked if what in ("image", "video"))


def test_stills_are_shown_the_portraits_and_the_place_and_takes_say_what_they_cost(film, talk):
    assert not film.build(approve_all=True).failed
    stills = [body for what, body in talk.asked if what == "image" and "Mary is in picture 1" in body["prompt"]]
    assert len(stills) == 2 and len(stills[1]["image"]) == 3, "Mary, Tom and the forest"
    facts = film.takes("keyframe/2")[0]["facts"]
    assert facts["service"] == "openai-images" and facts["cost"] == 0.04 and facts["identity"] == "references"
    clip = film.takes("clip/1")[0]["facts"]
    assert clip["cost"] == pytest.approx(0.1) and any("size" in one for one in clip["not_used"])
    assert "crossfade stands for the bridge" in film.takes("join/1-2")[0]["facts"]["instead"]
    spending = film.spending()
    assert spending["spent"] == pytest.approx(0.04 * talk.charged.count("image") + 0.2) and spending["known"]


def test_a_reset_is_refused_with_the_reason_before_anything_of_it_is_bought(film, talk):
    film.edit("boundaries/1/mode", "reset")
    assert "gives no latents" in film.plan_told()["totals"]["refused"][0]["why"]
    result = film.build(approve_all=True)
    assert [f["node"] for f in result.failed] == ["clip/2"] and "gives no latents" in result.failed[0]["error"][
        "message"
    ]
    assert talk.count("video") == 1


@pytest.mark.parametrize("how", ["429", "503"])
def test_a_service_that_asks_to_wait_is_asked_again_and_charged_once(film, talk, how):
    talk.script = [("image", how), ("image", how)]
    assert film.build(["portrait/mary/young"]).ran == ["portrait/mary/young"]
    assert talk.charged == ["image"] and talk.count("image") == 3


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("402", "not_paid", "no credit"),
        ("quota", "not_paid", "no credit"),
        ("401", "key", "does not take the key"),
        ("safety", "refused", "refused to make this"),
        ("404", "expired", "does not have this"),
    ],
)
def test_what_a_service_refuses_is_said_and_costs_nothing(film, talk, how, kind, words):
    talk.script = [("image", how)]
    failed = film.build(["portrait/mary/young"]).failed[0]["error"]
    assert failed["kind"] == kind and words in failed["message"] and failed["hint"]
    assert film.spending()["spent"] == 0 and not talk.charged
    assert film.build(["portrait/mary/young"]).ran, "the next try is a new call"


@pytest.mark.parametrize("how", ["html", "black"])
def test_what_cannot_be_used_is_paid_and_said_and_bought_anew_only_when_asked(film, talk, how):
    talk.script = [("image", how)]
    failed = film.build(["portrait/mary/young"]).failed[0]["error"]
    assert failed["kind"] == "unusable" and "paid" in failed["hint"] and film.spending()["spent"] == 0.04
    assert film.build(["portrait/mary/young"]).ran and film.spending()["spent"] == pytest.approx(0.08)


def test_a_link_is_followed_a_torn_download_is_fetched_again_and_an_expired_one_is_said(film, talk):
    talk.script = [("image", "torn link")]
    assert film.build(["portrait/mary/young"]).ran and talk.charged == ["image"]
    talk.script = [("image", "expired link")]
    failed = film.build(["plate/harbour"]).failed[0]["error"]
    assert failed["kind"] == "expired" and film.spending()["spent"] == 0.08


def test_a_torn_clip_is_downloaded_again_and_a_short_or_black_one_is_not_used(film, talk):
    film.build(until="keyframe")
    film.approve()
    talk.script = [("content", "torn"), ("poll", "503")]
    assert not film.build(["clip/1"]).failed and talk.charged.count("video") == 1
    for how in ("short", "black", "fails"):
        talk.script = [("video", how)]
        assert film.build(["clip/2"]).failed[0]["error"]["kind"] == ("refused" if how == "fails" else "unusable")
    # A job that failed there costs nothing; the two that came and cannot be used do.
    assert film.spending()["spent"] == pytest.approx(0.04 * talk.charged.count("image") + 3 * 0.1)


def test_a_service_that_cannot_be_reached_is_no_purchase(film, talk, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    failed = film.build(["portrait/mary/young"]).failed[0]["error"]
    assert failed["kind"] == "not_reached" and film.spending()["spent"] == 0


def test_a_program_that_ends_leaves_the_job_at_the_service_and_comes_back_to_it(film, talk):
    film.build(until="keyframe")
    film.approve()
    talk.script = [("wait", "hold")]
    film.start_build(["clip/1"])
    assert talk.arrived.wait(60)
    talk.held.set()
    film.executor.close()  # the program ends; nobody stopped the job
    assert film.build(["clip/1"]).film is None and talk.charged.count("video") == 1
    assert [c["state"] for c in film.spending()["calls"] if "Wan" in c["model"]] == ["done"]


def test_lines_are_spoken_by_the_service_once_and_stand_in_the_ledger(film, talk):
    film.edit("shots/1/lines", [{"character": "mary", "text": "The tide is late."}])
    film.edit("sound/voices", "model")
    told = film.plan_told()["totals"]["calls"]
    assert {"service": "openai-voices", "model": "kokoro", "count": 1} in told
    film.build(approve_all=True)
    heard, _ = film.heard()
    again, _ = film.heard()
    assert talk.count("speech") == 1 and heard is not None and again is not None
    spoken = [c for c in film.spending()["calls"] if c["node"] == "speech"]
    assert [c["state"] for c in spoken] == ["done"]
    asked = next(b for what, b in talk.asked if what == "speech")
    assert asked["input"] == "The tide is late." and asked["voice"] == "am_adam"
