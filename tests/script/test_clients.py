"""Which language model is used, where keys may go, and what is found on this machine."""

import pytest

from tests.script.talking_server import talking
from vgot.errors import BadInput, ModelUnavailable
from vgot.script.llm.addresses import checked_url, key_for, server_of
from vgot.script.llm.clients import find_client
from vgot.script.llm.discovery import find_servers
from vgot.script.llm.endpoint import OpenAIClient
from vgot.script.llm.replies import draft_reply, schema_of
from vgot.script.llm.server_errors import redact
from vgot.script.llm.traits import plain_schema


def test_auto_means_offline_until_an_endpoint_is_configured():
    assert find_client("auto", env={}) is None
    assert find_client("offline", env={"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}) is None
    client = find_client("auto", env={"OPENAI_BASE_URL": "http://127.0.0.1:1/v1/", "VGOT_LLM_MODEL": "tiny"})
    assert isinstance(client, OpenAIClient) and (client.base_url, client.model) == ("http://127.0.0.1:1/v1", "tiny")


def test_a_missing_language_model_says_how_to_configure_one():
    for kind in ("openai", "transformers"):
        with pytest.raises(ModelUnavailable) as why:
            find_client(kind, env={})
        assert "VGOT_LLM_MODEL" in why.value.hint
    with pytest.raises(BadInput):
        find_client("telepathy", env={})


def test_the_first_model_of_the_server_is_used_when_none_is_named():
    with talking() as server:
        assert find_client("openai", base_url=server.url, env={}).model == "harbour-writer"


def test_a_key_goes_to_its_own_endpoint_and_nowhere_else():
    env = {"OPENAI_API_KEY": "sk-canary-123456", "OPENAI_BASE_URL": "https://models.example/v1"}
    assert key_for("https://models.example/v1/", env) == "sk-canary-123456"
    assert key_for("http://127.0.0.1:11434/v1", env) == ""
    assert key_for("https://models.example.evil.net/v1", env) == ""
    with talking() as server:
        client = find_client("openai", base_url=server.url, env=env)
        list(
            client.reply(
                "s", "write shot 1 of 1", schema_of(draft_reply(1)), type("R", (), {"check": lambda self: None})()
            )
        )
        assert all("canary" not in value for headers in server.headers for value in headers.values())


def test_what_else_the_environment_holds_for_an_account_goes_to_its_own_endpoint_alone(monkeypatch):
    """The official client adds these to every request by itself, an `Authorization` among them."""
    account = {
        "OPENAI_ORG_ID": "org-canary",
        "OPENAI_PROJECT_ID": "proj-canary",
        "OPENAI_API_KEY": "sk-canary-123456",
        "OPENAI_ADMIN_KEY": "sk-canary-admin",
        "OPENAI_CUSTOM_HEADERS": "X-Gate: gate-canary\nAuthorization: Bearer custom-canary",
    }
    for name, value in account.items():
        monkeypatch.setenv(name, value)
    report = type("R", (), {"check": lambda self: None})()
    with talking() as server:
        for own in (False, True):
            env = account | (
                {"OPENAI_BASE_URL": server.url} if own else {"OPENAI_BASE_URL": "https://models.example/v1"}
            )
            list(
                find_client("openai", base_url=server.url, env=env).reply(
                    "s", "write shot 1 of 1", schema_of(draft_reply(1)), report
                )
            )
            said = str(dict(server.headers[-1]))
            assert (
                ("org-canary" in said and "gate-canary" in said)
                if own
                else "canary" not in said and "authorization" not in said.lower()
            )


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_key_does_not_follow_a_redirect(status):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    heard = []

    def serving(answer):
        class Server(BaseHTTPRequestHandler):
            def do_GET(self):
                heard.append((self.server.server_address[1], self.headers.get("Authorization")))
                answer(self)

            do_POST = do_GET

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return server

    def away(handler):
        handler.send_response(status)
        handler.send_header("Location", f"http://127.0.0.1:{other.server_port}{handler.path}")
        handler.end_headers()

    other = serving(lambda handler: (handler.send_response(404), handler.end_headers()))
    first = serving(away)
    base = f"http://127.0.0.1:{first.server_port}/v1"
    env = {"OPENAI_BASE_URL": base, "OPENAI_API_KEY": "sk-canary-123456"}
    with pytest.raises(ModelUnavailable):
        find_client("openai", env=env)  # asks which models there are
    with pytest.raises(ModelUnavailable, match="redirect"):
        list(
            find_client("openai", model="m", env=env).reply(
                "s", "p", schema_of(draft_reply(1)), type("R", (), {"check": lambda self: None})()
            )
        )
    assert {port for port, _ in heard} == {first.server_port} and (
        "Bearer sk-canary-123456" in {key for _, key in heard}
    )
    first.shutdown()
    other.shutdown()


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("https://a.example/v1", "https://A.example:443/v2/", True),
        ("http://a.example", "https://a.example", False),
        ("https://a.example", "https://a.example:8443", False),
        ("https://a.example", "https://a.example.evil", False),
        ("http://[::1]:80", "http://[::1]", True),
        ("http://h:999999/v1", "http://h/v1", False),
        ("https://a.example.", "https://a.example", True),
    ],
)
def test_a_server_is_its_scheme_host_and_port(one, other, same):
    assert (server_of(one) == server_of(other)) is same


def test_on_a_space_the_address_and_the_local_model_are_the_operators():
    env = {"VGOT_MODE": "space", "OPENAI_BASE_URL": "https://models.example/v1", "VGOT_LLM_MODEL": "m"}
    with pytest.raises(BadInput, match="operator"):
        find_client("openai", base_url="http://127.0.0.1:11434/v1", env=env)
    with pytest.raises(BadInput, match="operator"):
        find_client("transformers", model="/somewhere/else", env=env, open_local=lambda path: None)
    assert find_client("openai", env=env).base_url == "https://models.example/v1"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host/v1",
        "http://example.com/v1",
        "https://user:pass@host/v1",
        "file:///etc/passwd",
        "http://169.254.169.254/v1",
        "https://host/v1?key=1",
        "http://0.0.0.0/v1",
        "http://[",
        "",
    ],
)
def test_addresses_that_no_model_may_have_are_refused(url):
    with pytest.raises(BadInput):
        checked_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "http://localhost:1234/v1",
        "http://127.0.0.1:11434/v1",
        "http://192.168.1.5:8000/v1",
        "http://[::1]:8080/v1",
        "http://ollama:11434/v1",
    ],
)
def test_addresses_of_models_are_taken(url):
    assert checked_url(url + "/") == url


def test_running_servers_are_found_on_loopback_and_named_by_their_signature():
    with talking() as server:
        found = find_servers({server.port: "vLLM", 1: "nobody"})
    assert [(s.name, s.base_url, s.models) for s in found] == [("Ollama", server.url, ("harbour-writer",))]


def test_something_that_is_no_model_server_is_not_offered():
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *args):
            pass

    other = HTTPServer(("127.0.0.1", 0), Other)
    Thread(target=other.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    assert find_servers({other.server_address[1]: "vLLM"}) == []
    other.shutdown()


def test_schemas_for_strict_servers_keep_list_lengths_and_close_their_objects():
    schema = plain_schema(schema_of(draft_reply(7)))
    assert schema["properties"]["sentences"]["minItems"] == schema["properties"]["sentences"]["maxItems"] == 7
    assert schema["additionalProperties"] is False and set(schema["required"]) == set(schema["properties"])
    assert "maxLength" not in str(schema)


def test_a_property_that_is_called_title_survives():
    assert "title" in plain_schema(schema_of(draft_reply(2)))["properties"]


def test_anything_like_a_key_is_redacted():
    assert (
        redact("Incorrect API key provided: sk-proj-abc123def456. and hunter22", "hunter22")
        == "Incorrect API key provided: [key]. and [key]"
    )


def test_a_key_comes_out_of_the_keyring_by_the_name_of_its_credential():
    import keyring
    from keyring.backend import KeyringBackend

    class InMemory(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return {("vgot-studio", "work"): "sk-from-keyring-123"}.get((service, username))

        set_password = delete_password = lambda self, *args: None

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    try:
        assert key_for("https://models.example/v1", {}, "work") == "sk-from-keyring-123"
        assert key_for("https://models.example/v1", {}, "other") == ""
    finally:
        keyring.set_keyring(before)


def test_a_remote_catalogue_is_not_guessed_from(monkeypatch):
    monkeypatch.setattr("vgot.script.llm.discovery.models_at", lambda base, key: ["cheap", "dear"])
    with pytest.raises(ModelUnavailable, match="cheap, dear"):
        find_client("openai", base_url="https://models.example/v1", env={})
