"""What comes over the wire from a server that speaks the OpenAI chat protocol, in its many dialects.

Events or one JSON body, whatever was asked for; words in `content`, `reasoning_content`, `reasoning`, `tool_calls`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

Part = tuple[Literal["text", "thought", "tool", "finish"], str]
_MOST_THOUGHT = 400_000


class ServerSaid(Exception):
    """An error in the middle of a stream."""

    def __init__(self, body: Any):
        super().__init__(str(body))
        self.body = {"error": body}


def chunks(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects of a response: events, one whole body, or a body a line. Raises ServerSaid, ValueError."""
    waiting = ""
    for line in lines:
        data = line.lstrip("\ufeff")
        if data.startswith("data:"):
            data = data[5:].strip()
            if data == "[DONE]":
                return
        elif not waiting and (data.startswith((":", "event:", "id:", "retry:")) or not data.strip()):
            continue
        waiting = f"{waiting}\n{data}" if waiting else data
        if not data.rstrip().endswith(("}", "]")):
            continue
        try:
            found = json.loads(waiting)
        except ValueError:
            continue
        waiting = ""
        if isinstance(found, dict):
            if found.get("error") and not found.get("choices"):
                raise ServerSaid(found["error"])
            yield found
    if waiting.strip():
        raise ValueError(waiting[:200])


def parts(chunk: dict[str, Any]) -> Iterator[Part]:
    """The words of one chunk or body, each with what it is."""
    choices = chunk.get("choices")
    choice: Any = choices[0] if isinstance(choices, list) and choices else chunk if "message" in chunk else {}
    if not isinstance(choice, dict):
        return
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        said = {"content": said}
    for key in ("reasoning_content", "reasoning", "thinking"):
        if text := _words(said.get(key)):
            yield "thought", text
            break
    if text := _words(said.get("content")) or _words(said.get("refusal")) or _words(choice.get("text")):
        yield "text", text
    calls = said.get("tool_calls")
    calls = calls if isinstance(calls, list) else [calls] if isinstance(calls, dict) else []
    for call in [*calls, {"function": said.get("function_call")}]:
        made = call.get("function") if isinstance(call, dict) else None
        arguments = made.get("arguments") if isinstance(made, dict) else None
        if arguments:
            yield "tool", arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    if finish := choice.get("finish_reason") or choice.get("stop_reason") or chunk.get("done_reason"):
        yield "finish", str(finish)


def _words(value: Any) -> str:
    """Text, whether it comes as such or in parts."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _words(value.get("text")) or _words(value.get("content"))
    if isinstance(value, list):
        return "".join(_words(v) for v in value)
    return ""


class Heard:
    """One response as it comes in: its text is handed on, its thoughts and tool calls are kept for the end."""

    def __init__(self) -> None:
        self.any, self.finish = False, ""
        self.thought = self.tool = ""

    def take(self, part: Part) -> str:
        """The text of a part to hand on at once."""
        what, text = part
        if what == "text":
            self.any = self.any or bool(text.strip())
            return text
        if what == "tool":
            self.tool += text
        elif what == "thought":
            self.thought += text if len(self.thought) < _MOST_THOUGHT else ""
        else:
            self.finish = text
        return ""
