"""Who may ask this server for anything: by which names, from which pages, with which token, with which password."""

from __future__ import annotations

import asyncio
import base64
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from gradio_client import Client

from tests.conftest import small_story
from tests.ui.conftest import Desk, served
from ui.access import TOKEN, Door
from ui.hosts import Names, exposure, exposure_notice, host_and_port, read_password
from ui.main import launch
from ui.visitors import notice_of
from vgot.errors import BadInput
from vgot.settings import Settings
from vgot.space.visitors import SpaceStudio

OWN = "http://127.0.0.1:7860"
TOKEN_NOW = "the-token-of-this-start"
#: What a browser says of a request that this server's own page makes.
PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}


async def inside(scope, receive, send):
    """An app that says that it was reached."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


def run(coroutine):
    """Awaited in a thread of its own: the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def ask(door, path="/", method="GET", host="127.0.0.1:7860", **headers) -> httpx.Response:
    """One request through a door, with these headers and no others but Host."""

    async def go():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url=OWN) as web:
            return await web.request(
                method, path, headers={"Host": host, **{k.replace("_", "-"): v for k, v in headers.items()}}
            )

    return run(go())


def raw(door, headers: list[tuple[bytes, bytes]], kind: str = "http") -> list[dict]:
    """What a door answers to a request with exactly these headers."""
    said: list[dict] = []

    async def send(message):
        said.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": kind,
        "method": "GET",
        "path": "/config",
        "raw_path": b"/config",
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
    }
    run(door(scope, receive, send))
    return said


@pytest.fixture
def door(studio):
    return Door(inside, studio, Names("127.0.0.1", {}), TOKEN_NOW)


# -- names --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/export/example-moon/story.json",
        "/media/x/y.png",
        "/studio/mark.svg",
        "/studio/token",
        "/gradio_api/queue/data",
        "/gradio_api/component_server",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
def test_a_site_that_gave_its_name_this_machines_address_gets_nothing(door, path, method):
    for headers in ({"Origin": "http://evil.example:7860", **PAGE, TOKEN: TOKEN_NOW}, {}, {"Origin": OWN}):
        assert ask(door, path, method, host="evil.example:7860", **headers).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:7860",
        "localhost.",
        "studio.localhost:1",
        "127.0.0.1",
        "127.9.9.9:80",
        "[::1]:7860",
        "[::ffff:127.0.0.1]",
    ],
)
def test_this_machine_as_it_calls_itself_is_always_known(door, host):
    assert ask(door, host=host).text == "in"


@pytest.mark.parametrize(
    "host",
    [
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil-localhost",
        "notlocalhost",
        "192.168.1.5",
        "10.0.0.1:7860",
        "0.0.0.0:7860",
        "[::]",
        "[fe80::1]",
        "2130706433",
        "127.1",
        "0x7f.1",
        "[::1].evil.example",
        "evil.example.",
    ],
)
def test_what_only_looks_like_this_machine_is_not(door, host):
    assert ask(door, host=host).status_code == 403 or ask(door, host=host).status_code == 400


def test_a_request_without_a_host_with_two_or_with_an_odd_one_is_refused(door):
    known, evil = (b"host", b"127.0.0.1:7860"), (b"host", b"evil.example")
    for headers in (
        [],
        [known, evil],
        [evil, known],
        [known, known],
        [(b"host", b"")],
        [(b"host", b"a b")],
        [(b"host", b"user@127.0.0.1")],
        [(b"host", b"127.0.0.1/x")],
        [(b"host", b"127.0.0.1:99999")],
        [(b"host", b"\xff\xfe")],
        [(b"host", b"[::1")],
        [(b"host", b"a" * 5000)],
    ):
        assert raw(door, headers)[0]["status"] == 400, headers
    assert raw(door, [known])[0]["status"] == 200


def test_a_forwarded_host_lets_nobody_in_who_is_not_listed(studio, door):
    assert ask(door, host="evil.example", X_Forwarded_Host="127.0.0.1:7860").status_code == 403
    assert ask(door, X_Forwarded_Host="films.example").status_code == 403
    assert ask(door, "/x", "POST", X_Forwarded_Host="films.example", Origin="http://films.example").status_code == 403
    listed = Door(inside, studio, Names("127.0.0.1", {"VGOT_ORIGINS": "films.example"}), TOKEN_NOW)
    assert ask(listed, X_Forwarded_Host="films.example, inner.example").text == "in"
    assert (
        ask(
            listed,
            "/x",
            "POST",
            X_Forwarded_Host="films.example",
            Origin="https://films.example",
            x_vgot_token=TOKEN_NOW,
        ).text
        == "in"
    )
    assert ask(listed, host="evil.example", X_Forwarded_Host="films.example").status_code == 403


def test_names_come_from_the_host_the_space_and_the_setting():
    names = Names(
        "127.0.0.1",
        {
            "VGOT_ORIGINS": " films.example:8080 ,https://Other.Example/, bücher.example",
            "SPACE_HOST": "ann-vgot.hf.space",
        },
    )
    assert (
        all(names.knows(n) for n in ("films.example", "other.example", "xn--bcher-kva.example", "ann-vgot.hf.space"))
        and not names.knows("evil.example")
        and not names.unread
    )
    assert Names("127.0.0.1", {"VGOT_ORIGINS": "*, good.example"}).unread == ["*"]
    assert Names("192.168.1.5", {}).knows("192.168.1.5") and not Names("192.168.1.5", {}).knows("192.168.1.6")
    assert Names("studio.lan", {}).knows("studio.lan")


def test_where_it_listens_on_all_addresses_those_of_this_machine_and_its_name_are_known(monkeypatch):
    card = SimpleNamespace(family=socket.AF_INET, address="192.168.7.7")
    monkeypatch.setattr("psutil.net_if_addrs", lambda: {"eth0": [card]})
    monkeypatch.setattr(socket, "gethostname", lambda: "Cutting-Room.studio.example")
    for host in ("0.0.0.0", "::", "[::]"):
        names = Names(host, {})
        assert all(
            names.knows(n)
            for n in (
                "192.168.7.7",
                "cutting-room",
                "cutting-room.local",
                "cutting-room.studio.example",
                "localhost",
                "0.0.0.0",
            )
        )
        assert not any(names.knows(n) for n in ("192.168.7.8", "evil.example", "cutting-room.evil.example"))
    assert not Names("127.0.0.1", {}).knows("192.168.7.7") and not Names("127.0.0.1", {}).knows("cutting-room")


def test_a_refusal_names_the_setting_with_its_value_and_keeps_what_is_set(studio, caplog):
    door = Door(inside, studio, Names("127.0.0.1", {"VGOT_ORIGINS": "old.example"}), TOKEN_NOW)
    with caplog.at_level(logging.WARNING, "vgot.ui"):
        by_host = ask(door, host="films.example:8080").json()["problem"]
        by_origin = ask(door, "/gradio_api/component_server", "POST", Origin="http://films.example:8080").json()[
            "problem"
        ]
        ask(door, host="films.example:8080")
    for problem in (by_host, by_origin):
        assert (
            "VGOT_ORIGINS=old.example,films.example:8080" in problem["hint"]
            and "films.example:8080" in problem["message"]
        )
    assert [by_host["field"], by_origin["field"]] == ["host", "origin"]
    assert len(caplog.records) == 2 and all(
        "VGOT_ORIGINS=old.example,films.example:8080" in r.getMessage() for r in caplog.records
    )


def test_a_person_who_opens_it_by_an_unknown_name_gets_a_page_in_words_and_no_markup_of_others(door):
    page = ask(door, host="films.example:8080", Accept="text/html,application/xhtml+xml")
    assert (
        page.status_code == 403
        and page.headers["content-type"].startswith("text/html")
        and "VGOT_ORIGINS=films.example:8080" in page.text
    )
    odd = raw(door, [(b"host", b"<script>alert(1)</script>"), (b"accept", b"text/html")])
    assert odd[0]["status"] == 400 and b"<script>" not in odd[1]["body"] and b"alert" not in odd[1]["body"]


# -- pages --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "host, origin",
    [
        ("127.0.0.1", "http://127.0.0.1:18083"),
        ("127.0.0.1:17910", "http://127.0.0.1:18085"),
        ("localhost:18443", "https://localhost:18443"),
    ],
)
def test_the_own_page_works_behind_a_proxy_that_leaves_the_port_out_or_sends_its_own_host(door, host, origin):
    assert (
        ask(door, "/gradio_api/component_server", "POST", host=host, Origin=origin, x_vgot_token=TOKEN_NOW, **PAGE).text
        == "in"
    )
    assert (
        ask(door, "/gradio_api/component_server", "POST", host=host, Origin=origin, x_vgot_token=TOKEN_NOW).text == "in"
    ), "a browser that does not say from where"


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/config"),
        ("GET", "/"),
        ("GET", "/studio/token"),
        ("GET", "/export/a/story.json"),
        ("POST", "/gradio_api/component_server"),
    ],
)
def test_another_server_on_this_machine_can_neither_read_nor_act(door, method, path):
    other = {"Origin": "http://127.0.0.1:9999"}
    assert ask(door, path, method, **other).status_code == 403
    assert ask(door, path, method, **other, **{**PAGE, "Sec-Fetch-Site": "same-site"}).status_code == 403
    assert (
        ask(
            door, path, method, Sec_Fetch_Site="same-site", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="script"
        ).status_code
        == 403
    )


@pytest.mark.parametrize(
    "path", ["/export/example-moon/sheet.png", "/media/example-moon/0.png", "/exported/example-moon/token"]
)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pictures_and_exports_do_not_appear_on_other_sites_pages_nor_behind_their_links(
    studio, door, path, site, tmp_path
):
    space = SpaceStudio(Settings(home=tmp_path / "space", mode="space"))
    for one in (door, Door(inside, space, Names("0.0.0.0", {}))):
        assert ask(one, path, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image").status_code == 403
        assert (
            ask(one, path, Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document").status_code == 403
        )
        assert (
            ask(one, path, Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image").text == "in"
        )
        assert ask(one, path, Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document").text == "in"
        assert ask(one, path).text == "in", "a player or a program says nothing of the kind"
    space.close()


def test_another_site_may_link_to_the_page_but_not_lay_it_in_a_frame(door):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(door, **link, Sec_Fetch_Dest="document").text == "in"
    assert ask(door, **link, Sec_Fetch_Dest="iframe").status_code == 403
    assert ask(door).headers["x-frame-options"] == "SAMEORIGIN"


def test_a_space_is_reached_by_whatever_name_its_host_gives_it_and_stands_in_a_frame(tmp_path):
    space = SpaceStudio(Settings(home=tmp_path, mode="space"))
    door = Door(inside, space, Names("0.0.0.0", {"SPACE_HOST": "ann-vgot.hf.space"}))
    assert (
        ask(door, host="10.1.2.3:7860").text == "in"
        and "x-frame-options" not in ask(door, host="films.example").headers
    )
    assert (
        ask(
            door,
            host="ann-vgot.hf.space",
            Sec_Fetch_Site="cross-site",
            Sec_Fetch_Mode="navigate",
            Sec_Fetch_Dest="iframe",
        ).text
        == "in"
    )
    for host, origin in (("10.0.0.3:7860", "https://ann-vgot.hf.space"), ("films.example", "https://films.example")):
        assert ask(door, "/gradio_api/component_server", "POST", host=host, Origin=origin).text == "in"
    assert (
        ask(
            door, "/gradio_api/component_server", "POST", host="10.0.0.3:7860", Origin="https://evil.example"
        ).status_code
        == 403
    )
    space.close()


def test_a_page_under_a_name_that_is_not_listed_has_its_scripts_and_can_say_why_it_may_ask_for_nothing(door):
    """A proxy that sends its own host: the page itself comes, and browsers send an origin with module scripts and fonts."""
    unlisted = {"Origin": "http://films.example:8080"}
    for path in (
        "/assets/index-DphvyggB.js",
        "/vgot/assets/index.css",
        "/studio/0123456789ab.js",
        "/static/fonts/a.woff2",
    ):
        assert ask(door, path, **unlisted).text == "in"
        assert (
            ask(door, path, **unlisted, Sec_Fetch_Site="cross-site").status_code
            == ask(door, path, host="evil.example").status_code
            == 403
        )
    for path in (
        "/studio/token",
        "/config",
        "/export/x/story.json",
        "/media/a/b.png",
        "/export/assets/film.js",
        "/assets/%2e%2e/config",
        "/gradio_api/file=/a/studio/x.js",
    ):
        assert ask(door, path, **unlisted).status_code == 403, path


# -- the token ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/gradio_api/component_server", "/gradio_api/upload", "/gradio_api/queue/join", "/gradio_api/call/make"]
)
def test_a_browser_changes_something_with_the_token_of_this_start_only(door, path):
    for wrong in ({}, {TOKEN: ""}, {TOKEN: "of-another-start"}, {TOKEN: TOKEN_NOW + "x"}, {TOKEN: "é"}):
        answer = ask(door, path, "POST", Origin=OWN, **PAGE, **{k: v.encode("latin-1") for k, v in wrong.items()})
        assert answer.status_code == 403 and answer.json()["problem"]["field"] == "token"
    assert ask(door, path, "POST", Origin=OWN, **PAGE, x_vgot_token=TOKEN_NOW).text == "in"
    assert ask(door, path, "POST", **PAGE).status_code == 403, "a browser that leaves the origin out"
    assert ask(door, path, "POST").text == ask(door, path, "POST", Sec_Fetch_Mode="cors").text == "in", (
        "a program names no page, in Python as in Node"
    )


def test_two_hosts_two_origins_and_two_tokens_are_none(door):
    host, origin, token = (b"host", b"127.0.0.1:7860"), (b"origin", OWN.encode()), (TOKEN.encode(), TOKEN_NOW.encode())
    assert raw(door, [host, origin])[0]["status"] == 200
    assert raw(door, [host, origin, origin])[0]["status"] == 403
    assert raw(door, [host, origin, token], "websocket")[0]["type"] == "http.response.start", (
        "it came in: the app inside answers so"
    )
    for headers in (
        [(b"host", b"evil.example"), origin],
        [host, (b"origin", b"http://evil.example")],
        [host, (b"origin", b"http://evil.example"), token],
    ):
        assert raw(door, headers, "websocket") == [{"type": "websocket.close", "code": 1008}]


def test_the_token_stands_in_the_page_and_is_told_to_this_servers_own_page_alone(studio):
    with served(studio) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as web:
        assert web.get("/studio/token").status_code == 404
        token = web.get("/studio/token", headers={"x-vgot-page": "1"})
        assert token.text in web.get("/").text and len(token.text) > 30 and token.headers["cache-control"] == "no-store"
        for page in (
            {"Origin": "http://127.0.0.1:9999"},
            {"Origin": "http://evil.example"},
            {"Sec-Fetch-Site": "same-site"},
            {"Host": "evil.example"},
        ):
            for path in (
                "/studio/token",
                "/",
                "/config",
                "/gradio_api/info",
                "/theme.css",
                "/export/example-moon/story.json",
            ):
                answer = web.get(path, headers={"x-vgot-page": "1", **page})
                assert answer.status_code == 403 and token.text not in answer.text, (page, path)
    with served(studio) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as web:
        assert web.get("/studio/token", headers={"x-vgot-page": "1"}).text != token.text


def test_a_page_that_stays_open_while_the_program_starts_again_goes_on(chromium, desk_studio):
    from gradio.context import Context

    project = desk_studio.new_project(small_story(2))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def start():
        Context.id = 0  # as in a process of its own
        return launch(desk_studio, port=port, block=False)

    page, address = start()
    desk = Desk(chromium, address.rstrip("/"))
    try:
        shown = desk.open(project)
        before = shown.evaluate("document.querySelector('meta[name=vgot-token]').content")
        page.close()
        page, _ = start()
        reply = shown.evaluate("vgot.call('edit_part', {path: 'title', value: 'After the restart'})")
        assert reply["ok"] and project.story.title == "After the restart"
        assert before not in httpx.get(address, trust_env=False).text
        status = "fetch('gradio_api/component_server', {method: 'POST', body: '{}'}).then((r) => r.status)"
        assert shown.evaluate(status) != 403 and shown.evaluate(f"Promise.all([{status}, {status}])") != [403, 403]
    finally:
        desk.context.close()
        page.close()


def test_a_page_of_another_port_cannot_act_in_a_real_browser(chromium, desk_studio, address):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    from playwright.sync_api import Error

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>another server on this machine</title>")

        def log_message(self, *args):
            pass

    other = HTTPServer(("127.0.0.1", 0), Other)
    Thread(target=other.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    context = chromium.new_context()
    try:
        page = context.new_page()
        heard = {}
        page.on("response", lambda r: heard.setdefault((r.request.method, r.url.removeprefix(address)), r.status))
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        read = page.evaluate(
            """async (at) => {
            const tried = {};
            for (const path of ["/", "/config", "/studio/token"]) tried[path] = await fetch(at + path, { headers: path.endsWith("token") ? { "x-vgot-page": "1" } : {} }).then((r) => r.status, () => "nothing");
            tried.act = await fetch(at + "/gradio_api/component_server", { method: "POST", mode: "no-cors", body: "{}" }).then((r) => r.type, () => "nothing");
            tried.picture = await new Promise((done) => { const i = new Image(); i.onload = () => done("shown"); i.onerror = () => done("nothing"); i.src = at + "/studio/mark.svg"; });
            return tried;
        }""",
            address,
        )
        assert (
            all(read[path] in (403, "nothing") for path in ("/", "/config", "/studio/token"))
            and read["picture"] == "nothing"
        )
        assert heard[("POST", "/gradio_api/component_server")] == 403 and heard[("GET", "/")] == 403
    except Error as why:
        raise AssertionError(why) from why
    finally:
        context.close()
        other.shutdown()


# -- open to others -----------------------------------------------------------------------------------------------------
def test_who_lets_other_machines_in_without_a_password_is_told_loudly(studio):
    for host in ("0.0.0.0", "::", "192.168.1.5", "studio.lan"):
        said = exposure(Names(host, {}), 7860, False)
        assert said.startswith("ATTENTION") and len(said.splitlines()) >= 5 and "port 7860" in said
        for word in (
            "everybody in your network",
            "delete",
            "--host 127.0.0.1",
            "VGOT_PASSWORD=",
            "VGOT_AUTH=USER:PASSWORD",
        ):
            assert word in said
        assert "no password is set" in notice_of(studio, Names(host, {})) and "--host 127.0.0.1" in exposure_notice(
            Names(host, {}), False
        )
        with_password = exposure(Names(host, {}), 7860, True)
        assert (
            "ATTENTION" not in with_password
            and "HTTPS" in with_password
            and not notice_of(studio, Names(host, {}), True)
        )
    for host in ("127.0.0.1", "localhost", "::1", "127.0.0.2"):
        assert exposure(Names(host, {}), 7860, False) == "" == notice_of(studio, Names(host, {}))


def test_the_page_and_the_console_say_that_others_can_come_in(studio, capsys):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page, address = launch(studio, host="0.0.0.0", port=port, block=False)
    try:
        assert "ATTENTION" in capsys.readouterr().err
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as web:
            assert "no password is set" in web.get("/").text
            assert web.get("/", headers={"Host": "evil.example"}).status_code == 403
    finally:
        page.close()


@pytest.mark.parametrize("said", ["ann", "ann:", ":secret", " :x", "ann:\n"])
def test_a_password_that_is_none_is_refused_in_words_that_do_not_repeat_it(said):
    with pytest.raises(BadInput) as why:
        read_password(said)
    assert "secret" not in why.value.in_words() and "colon" in why.value.message
    assert read_password("") is None and read_password("ann:a:b é") == ("ann", "a:b é")


def test_a_password_alone_lets_in_whoever_knows_it_by_any_name_and_nobody_else(studio):
    door = Door(inside, studio, Names("127.0.0.1", {}), "", read_password("", "open: sésame"))
    for name in ("", "ann", "vgot"):
        assert (
            ask(door, Authorization=f"Basic {base64.b64encode(f'{name}:open: sésame'.encode()).decode()}").text == "in"
        )
    for wrong in ("", ":", "ann:", "open: sésame", ":open", "ann:open: sesame", ":open: sésame "):
        refused = ask(door, Authorization=f"Basic {base64.b64encode(wrong.encode()).decode()}")
        assert refused.status_code == 401 and "any name" in refused.text, wrong
    assert ask(door).status_code == 401 and "VGOT_PASSWORD" in ask(door).text


def test_what_is_typed_goes_before_what_the_environment_says_and_two_passwords_are_refused(monkeypatch):
    from ui.start import read_flags

    monkeypatch.setenv("VGOT_AUTH", "ann:from-the-environment")
    flags = read_flags(["--password", "typed"])
    assert read_password(flags.auth or "", flags.password or "") == ("", "typed")
    flags = read_flags([])
    assert read_password(flags.auth or "", flags.password or "") == ("ann", "from-the-environment")
    monkeypatch.setenv("VGOT_PASSWORD", "another")
    flags = read_flags([])
    with pytest.raises(BadInput, match="twice") as why:
        read_password(flags.auth, flags.password)
    assert "another" not in why.value.in_words()
    with pytest.raises(BadInput, match="one line"):
        read_password("", "two\nlines")


def test_with_a_password_nothing_is_answered_without_it(studio):
    project = studio.new_project(small_story(1))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page, address = launch(studio, port=port, block=False, password=("ann", "sésame:1"))
    paths = (
        "/",
        "/config",
        "/studio/mark.svg",
        "/studio/token",
        "/gradio_api/info",
        f"/export/{project.id}/story.json",
        f"/media/{project.id}/{'0' * 64}.png",
        f"/exported/{project.id}/x",
        "/gradio_api/queue/data",
        "/gradio_api/file=/etc/hostname",
        "/login_check",
        "/openapi.json",
    )
    try:
        with httpx.Client(base_url=address, trust_env=False, timeout=20) as web:
            for path in paths:
                refused = web.get(path)
                assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Basic"), path
            for path in ("/gradio_api/component_server", "/gradio_api/upload", "/login", "/gradio_api/call/make"):
                assert web.post(path, content=b"{}").status_code == 401
            for wrong in (
                "Basic eDp5",
                "Basic !!",
                "Bearer x",
                "Basic",
                f"Basic {base64.b64encode(b'ann:sesame:1').decode()}",
            ):
                assert web.get("/", headers={"Authorization": wrong}).status_code == 401
            known = {"Authorization": f"Basic {base64.b64encode('ann:sésame:1'.encode()).decode()}"}
            assert b'"schema_version"' in web.get(f"/export/{project.id}/story.json", headers=known).content
            assert (
                web.get("/", headers=known).status_code == 200
                and web.get("/", headers={**known, "Host": "evil.example"}).status_code == 403
            )
        program = Client(address, verbose=False, headers=known)
        assert program.predict(project.id, api_name="/plan")["totals"]
        assert "schema_version" in Path(program.predict(project.id, "json", api_name="/export")).read_text()
    finally:
        page.close()


def test_the_page_works_behind_a_password(chromium, desk_studio):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    project = desk_studio.new_project(small_story(1))
    page, address = launch(desk_studio, port=port, block=False, password=("ann", "open"))
    context = chromium.new_context(http_credentials={"username": "ann", "password": "open"})
    try:
        shown = context.new_page()
        shown.goto(address)
        shown.wait_for_function("globalThis.vgot && vgot.state.ready")
        assert shown.evaluate("(id) => vgot.call('open', {project: id, have: 0})", project.id)["ok"]
        assert shown.evaluate("(id) => fetch(`export/${id}/story.json`).then((r) => r.status)", project.id) == 200
    finally:
        context.close()
        page.close()


@pytest.mark.parametrize(
    "said, read",
    [
        ("127.0.0.1:7860", ("127.0.0.1", "7860")),
        ("[::1]", ("::1", "")),
        ("A.Example.", ("a.example", "")),
        ("[0:0:0:0:0:0:0:1]:80", ("::1", "80")),
        ("a..b", None),
        ("a:b", None),
        ("a:1:2", None),
        ("", None),
        ("a,b", None),
        ("*", None),
        ("[evil]", None),
        ("ⓛocalhost", None),
        ("lºcalhost", None),
    ],
)
def test_a_host_is_read_in_one_spelling_or_not_at_all(said, read):
    assert host_and_port(said) == read
