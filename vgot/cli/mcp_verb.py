"""`vgot mcp`: the verbs of a film maker for programs that speak the Model Context Protocol."""

from __future__ import annotations

import argparse
import sys

from vgot.cli.registry import Session, arg, verb


@verb(
    "mcp",
    "Serve the verbs to programs that speak the Model Context Protocol (stdio, or HTTP on this machine).",
    arg("--http", action="store_true", help="HTTP at http://HOST:PORT/mcp in place of standard input and output"),
    arg("--host", default="127.0.0.1"),
    arg("--port", type=int, default=8765),
)
def mcp(session: Session, o: argparse.Namespace) -> int:
    from vgot.cli.mcp_server import serve

    if o.http:
        print(f"VGoT Studio speaks MCP at http://{o.host}:{o.port}/mcp", file=sys.stderr, flush=True)
    serve(session.studio, http=o.http, host=o.host, port=o.port)
    return 0
