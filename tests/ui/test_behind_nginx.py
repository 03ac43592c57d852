"""Behind a real nginx, in the ways in which people put it there: a sub-path with and without the port in the host's name, a host
without its port, HTTPS that ends in the proxy, nothing but `proxy_pass`, a sub-path that is passed on whole."""

from __future__ import annotations

import re
import socket
import subprocess
import time

import httpx
import pytest
from PIL import Image

from docs.make_session import Camera, perform
from tests import tools
from tests.conftest import small_story
from tests.ui.conftest import Desk
from ui.main import launch
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

pytestmark = [pytest.mark.needs("nginx"), pytest.mark.browser]

_HTTP = "proxy_http_version 1.1; proxy_set_header X-Forwarded-Proto $scheme;"
_NO_PORT, _PORT = "proxy_set_header Host $host;", "proxy_set_header Host $http_host;"
_BEHIND = "proxy_set_header X-Forwarded-Host"
#: Each way: where a browser opens it, what stands in nginx's server. Under: the program that knows of its sub-path; else the other.
WAYS = {
    "a sub-path, host without its port": (
        "/vgot/",
        f"location /vgot/ {{ proxy_pass $UNDER/; proxy_buffering off; {_HTTP} {_NO_PORT} {_BEHIND} $host;"
        ' proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }',
    ),
    "a sub-path, host with its port": (
        "/vgot",
        f"location = /vgot {{ proxy_pass $UNDER/; {_HTTP} {_PORT} {_BEHIND} $http_host; }}"
        f" location /vgot/ {{ proxy_pass $UNDER/; {_HTTP} {_PORT} {_BEHIND} $http_host; }}",
    ),
    "a sub-path passed on whole": ("/vgot/", f"location /vgot {{ proxy_pass $UNDER; {_HTTP} {_PORT} }}"),
    "host without its port": ("/", f"location / {{ proxy_pass $TOP; {_HTTP} {_NO_PORT} }}"),
    "https": ("/", f"location / {{ proxy_pass $TOP; {_HTTP} {_PORT} }}"),
    "bare": ("/", "location / { proxy_pass $TOP; }"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """(the studio, the two programs by name, where each way is opened)."""
    folder = tmp_path_factory.mktemp("nginx")
    studio = Studio(Settings(home=tmp_path_factory.mktemp("home")), InlineExecutor(idle_s=0.2))
    programs, ports = {}, {"UNDER": free_port(), "TOP": free_port()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_ROOT_PATH", "/vgot")
        programs["UNDER"] = launch(studio, port=ports["UNDER"], block=False)[0]
    programs["TOP"] = launch(studio, port=ports["TOP"], block=False)[0]
    opened, servers = {}, ""
    for way, (path, inside) in WAYS.items():
        port, https = free_port(), way == "https"
        for name in ports:
            inside = inside.replace(f"${name}", f"http://127.0.0.1:{ports[name]}")
        secure = f"ssl_certificate {folder}/c.pem; ssl_certificate_key {folder}/k.pem;" if https else ""
        servers += f"server {{ listen 127.0.0.1:{port}{' ssl' if https else ''}; {secure} {inside} }}\n"
        opened[way] = f"{'https' if https else 'http'}://127.0.0.1:{port}{path}"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
        + ["-keyout", folder / "k.pem", "-out", folder / "c.pem"],
        check=True,
        capture_output=True,
    )
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{ worker_connections 200; }}\nhttp {{ access_log off; {temporary}\n{servers}}}\n"
    )
    running = subprocess.Popen(
        [tools.TOOLS["nginx"].here(), "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert running.poll() is None, running.stderr.read()
        try:
            httpx.get(opened["bare"], trust_env=False, timeout=20)
            break
        except httpx.ConnectError:
            continue
    yield studio, programs, opened
    running.terminate()
    running.wait()
    for page in programs.values():
        page.close()
    studio.close()


def test_a_page_behind_each_proxy_may_ask_and_a_page_of_another_site_may_not(proxied):
    _, _, opened = proxied
    for way, address in opened.items():
        with httpx.Client(trust_env=False, verify=False, timeout=60, follow_redirects=True) as web:
            page = web.get(address)
            assert page.status_code == 200 and "studio/" in page.text, way
            token = re.search(r'name=\\?"vgot-token\\?" content=\\?"([^"\\]+)', page.text)[1]
            own = {"Origin": "/".join(address.split("/")[:3]), "Sec-Fetch-Site": "same-origin", "x-vgot-token": token}
            at = f"{address.rstrip('/')}/gradio_api/component_server/"
            asked = {"data": {"verb": "projects"}, "component_id": 0, "fn_name": "ask", "session_hash": "page"}
            assert web.post(at, json=asked, headers=own).status_code not in (401, 403), way
            other = own | {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
            assert web.post(at, json=asked, headers=other).status_code == 403, way


def test_a_sub_path_typed_without_its_last_slash_opens_the_page(proxied, chromium):
    studio, _, opened = proxied
    project = studio.new_project(small_story(1))
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto(opened["a sub-path, host with its port"] + "?__theme=dark#film")
        page.wait_for_url("**/vgot/?__theme=dark#film")
        page.wait_for_function("globalThis.vgot && vgot.state.ready")
        assert page.evaluate("(id) => vgot.call('open', {project: id, have: 0})", project.id)["ok"]
    finally:
        context.close()


def test_a_picture_that_the_proxy_does_not_let_through_is_said_with_the_proxys_setting(proxied, chromium):
    studio, _, opened = proxied
    project = studio.new_project(small_story(1))
    desk = Desk(chromium, opened["bare"].rstrip("/"))
    try:
        page = desk.open(project)
        page.evaluate("void vgot.call('upload', { key: 'keyframe/' + vgot.state.shot, data: 'A'.repeat(2 ** 21) })")
        page.wait_for_selector("#vg-toasts .vg-bad")
        said = page.locator("#vg-toasts .vg-bad").inner_text()
        assert "client_max_body_size" in said and "Not done" in said, said
    finally:
        desk.context.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("way", WAYS)
def test_a_film_makers_session_passes_behind_a_proxy(proxied, chromium, way, tmp_path):
    _, _, opened = proxied
    context = chromium.new_context(
        viewport={"width": 1400, "height": 900}, accept_downloads=True, ignore_https_errors=True
    )
    context.set_default_timeout(300_000)
    page, problems = context.new_page(), []
    page.on("console", lambda m: problems.append(f"{m.text} {m.location['url']}") if m.type == "error" else None)
    page.on("pageerror", lambda e: problems.append(str(e)))
    try:
        page.goto(opened[way])
        perform(page, Camera(page, tmp_path), 8)
    finally:
        context.close()
    expected = [p for p in problems if way == "a sub-path, host with its port" and "404" in p]
    if (
        "sub-path" in way
    ):  # the icon of the host itself, which a browser asks for beside files: nothing of ours lies there
        expected += [p for p in problems if p.endswith(f"{opened[way].split('/')[2]}/favicon.ico")]
    assert [p for p in problems if p not in expected] == []
    assert Image.open(tmp_path / "01.webp").size == (1400, 900)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_program_is_started_again_behind_the_proxy_while_the_page_stays_open(proxied, chromium):
    from gradio.context import Context

    studio, programs, opened = proxied
    project = studio.new_project(small_story(2))
    desk = Desk(chromium, opened["host without its port"].rstrip("/"))
    try:
        page = desk.open(project)
        port = programs["TOP"].server_port
        programs["TOP"].close()
        page.fill("#domain-lighting textarea", "typed while the program was away")
        page.locator("#domain-lighting textarea").blur()
        page.wait_for_function(
            "document.querySelector('#vg-trouble:not([hidden])')?.innerText.includes('cannot reach it (502)')"
        )
        Context.id = 0
        programs["TOP"] = launch(studio, port=port, block=False)[0]
        page.wait_for_function(
            "!vgot.unsent.all.length && !document.querySelector('#vg-trouble:not([hidden])')", timeout=120_000
        )
        assert project.story.shots[0].domains.lighting == "typed while the program was away"
    finally:
        desk.context.close()
