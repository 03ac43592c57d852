"""A real server from PyPI (`transformers serve`) answering the real client, once, end to end. Slow: off by default."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.script.tiny_chat import save_tiny_chat
from vgot.errors import WriterFailed
from vgot.script.llm.algorithm1 import Manner, begin, write_story
from vgot.script.llm.endpoint import Limits, OpenAIClient
from vgot.script.llm.replies import CastReply

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory, request):
    if "slow" not in (request.config.getoption("-m") or ""):
        pytest.skip("run with -m slow")
    home = tmp_path_factory.mktemp("serve")
    folder = save_tiny_chat(home / "tiny-chat")
    (home / "hf" / "hub").mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("transformers")), "serve", "--host", "127.0.0.1", "--port", str(port)]
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(home / "hf"), "CUDA_VISIBLE_DEVICES": ""}
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        server.terminate()
        server.wait(10)


def test_a_real_server_streams_gibberish_and_the_writer_copes(served):
    url, model = served
    client = OpenAIClient(url, model, limits=Limits(tokens=48, retries=1, whole_s=60))
    state = begin("Mary opens a crate", 1, manner=Manner(drafts=("Mary opens the crate.",)))
    from vgot.script.llm.writing import cast_from

    state.cast = cast_from(
        CastReply.model_validate({"characters": [{"name": "Mary", "stages": [{"name": "Mary", "look": "tall"}]}]})
    )
    events = []
    try:
        story = write_story(client, "", 0, state=state, on_event=events.append)
        assert story.shots[0].flags and story.shots[0].domains.relation
    except WriterFailed as why:
        assert "cut off" in why.message  # every try ran into its 48 tokens
    tries = [e.attempt for e in events if e.kind == "try"]
    assert len(tries) == 3 and any(t.reply for t in tries) and all(t.reasons for t in tries)
    assert sum(e.kind == "text" for e in events) > 5
