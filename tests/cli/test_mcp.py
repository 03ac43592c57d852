"""A film maker's session through the Model Context Protocol, by the protocol's own client: over standard input and output in a process
of its own, and over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = pytest.mark.needs("mcp")


def told(reply):
    assert not reply.is_error, reply.content
    return reply.structured_content.get("result", reply.structured_content)


def wrong(reply):
    assert reply.is_error
    return reply.content[0].text


def alone(session) -> None:
    """In a thread of its own: where a browser was driven before, this one has an event loop already."""
    import anyio

    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, session).result()


def _here(home: Path) -> dict[str, str]:
    return {**os.environ, "VGOT_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_film_is_written_steered_made_and_exported_over_standard_input(tmp_path):
    import mcp
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def session() -> None:
        start = StdioServerParameters(command=sys.executable, args=["-m", "vgot", "mcp"], env=_here(tmp_path / "home"))
        async with mcp.Client(stdio_client(start), read_timeout_seconds=300) as client:
            tools = {t.name: t for t in (await client.list_tools()).tools}
            assert {
                "write_film",
                "show_film",
                "edit_film",
                "plan_film",
                "build_film",
                "takes",
                "choose_take",
                "pin_take",
                "export_film",
            } <= set(tools)
            assert tools["plan_film"].annotations.read_only_hint and not tools["edit_film"].annotations.read_only_hint
            call = client.call_tool
            film = told(
                await call(
                    "write_film",
                    {"sentence": "A keeper lights the lamp of a lighthouse.", "shots": 2, "writer": "offline"},
                )
            )["film"]
            assert [f["film"] for f in told(await call("list_films", {}))["films"]] == [film]
            await call("edit_film", {"film": film, "path": "film/width", "value": 256})
            await call("edit_film", {"film": film, "path": "film/height", "value": 144})
            await call("edit_film", {"film": film, "path": "film/fps", "value": 8})
            dry = told(await call("build_film", {"film": film, "dry_run": True}))
            assert "clip/2" in dry["would_make"] and dry["totals"]["to_do"] == len(dry["would_make"])
            assert told(await call("progress", {"film": film}))["film"] is None
            made = told(await call("build_film", {"film": film, "wait_s": 300}))
            assert not made["busy"] and not made["failed"] and made["film"]["up_to_date"]
            edited = told(await call("edit_film", {"film": film, "path": "shots/2/lighting", "value": "moonlight"}))
            assert "clip/2" in edited["to_make_again"] and "clip/1" not in edited["to_make_again"]
            told(await call("undo_edit", {"film": film}))
            lines = told(await call("film_history", {"film": film}))["changes"]
            assert [(c["what"], c["step"], c["who"]) for c in lines[:2]] == [
                ("Shot 2: lighting", "undo", "mcp"),
                ("Shot 2: lighting", "", "mcp"),
            ]
            told(await call("restore_film", {"film": film, "revision": lines[1]["revision"]}))
            told(await call("undo_edit", {"film": film}))
            other = told(await call("regenerate", {"film": film, "node": "keyframe/1", "seed": 7}))
            assert other["ran"] == ["keyframe/1"]
            takes = told(await call("takes", {"film": film, "node": "keyframe/1"}))["takes"]
            first = next(t["id"] for t in takes if not t["chosen"])
            chosen = told(await call("choose_take", {"film": film, "node": "keyframe/1", "take": first}))["takes"]
            assert [t["id"] for t in chosen if t["chosen"]] == [first]
            told(await call("pin_take", {"film": film, "node": "keyframe/1"}))
            out = tmp_path / "film.mp4"
            assert (
                told(await call("export_film", {"film": film, "file": str(out), "dry_run": True}))["dry_run"]
                and not out.exists()
            )
            assert told(await call("export_film", {"film": film, "file": str(out)}))["bytes"] == out.stat().st_size
            assert "is there already" in wrong(await call("export_film", {"film": film, "file": str(out)}))
            assert "no absolute path" in wrong(await call("export_film", {"film": film, "file": "film.mp4"}))
            assert "shots/9" in wrong(
                await call("edit_film", {"film": film, "path": "shots/9/lighting", "value": "dusk"})
            )
            assert "no such project" in wrong(await call("show_film", {"film": "../elsewhere"}))

    alone(session)


def test_over_http_the_same_tools_answer_on_this_machine_alone(tmp_path):
    import anyio
    import mcp

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "vgot", "mcp", "--http", "--port", str(port)]
    running = subprocess.Popen(command, env=_here(tmp_path / "home"), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)

    async def session() -> None:
        for _ in range(600):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, running.stderr.read()
            await anyio.sleep(0.1)
        async with mcp.Client(f"http://127.0.0.1:{port}/mcp") as client:
            presets = told(await client.call_tool("list_presets", {}))["presets"]
            assert "animatic" in [p["preset"] for p in presets]
        import httpx

        async with httpx.AsyncClient() as foreign:
            head = {"Host": "evil.example", "Accept": "application/json, text/event-stream"}
            asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
            assert (await foreign.post(f"http://127.0.0.1:{port}/mcp", json=asked, headers=head)).status_code in (
                403,
                421,
            )

    try:
        alone(session)
    finally:
        running.terminate()
        running.wait(30)
        running.stderr.close()
    ran = subprocess.run([*command, "--host", "0.0.0.0"], env=_here(tmp_path / "home"), capture_output=True, text=True)
    assert ran.returncode == 1 and "asks nobody for a password" in ran.stderr
