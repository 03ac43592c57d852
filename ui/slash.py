"""The page under a proxy's sub-path that was typed without its last slash: `/vgot` where the proxy keeps `/vgot/` for this server.

Gradio's page names its files relative to itself, so that from `/vgot` they would be looked for at `/`. The proxy asks for `/` in both
cases: only the browser knows what was typed, and nothing else of the page arrives, so the page's first line looks.
"""

from __future__ import annotations

_LINE = (
    b"<script>location.pathname.endsWith('/') || "
    b"location.replace(location.pathname + '/' + location.search + location.hash)</script>"
)


class LastSlash:
    """An ASGI app around another: its pages begin with a line that adds the last slash to their own address."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith("/"):
            return await self._app(scope, receive, send)
        held = None

        async def sending(message):
            nonlocal held
            if message["type"] == "http.response.start" and _is_page(message):
                held = message  # how long the page is, is said before it
                return
            if held is not None:
                start, held = held, None
                body = message.get("body", b"")
                longer = body.replace(b"<head>", b"<head>" + _LINE, 1)
                added = len(longer) - len(body)
                start["headers"] = [
                    (k, str(int(v) + added).encode() if k.lower() == b"content-length" else v)
                    for k, v in start["headers"]
                ]
                await send(start)
                message = {**message, "body": longer}
            await send(message)

        await self._app(scope, receive, sending)


def _is_page(start: dict) -> bool:
    return any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in start.get("headers", []))
