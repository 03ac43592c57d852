"""The parts of the page: each a folder with its Python, its script and its style.

A widget's HTML is a constant skeleton; its script draws with `textContent` only, from the one state of the page. No text
of a person or a model ever reaches a template.
"""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr


class Widget(gr.HTML):
    """A place on the page that the script of the same name fills. `tag` is its outer element."""

    kind = ""
    tag = "section"

    def __init__(self, *, elem_id: str | None = None, label: str = "", server_functions: list[Callable] | None = None):
        named = f' aria-label="{label}"' if label else ""
        super().__init__(
            "",
            html_template=f"<{self.tag} data-widget={self.kind}{named}></{self.tag}>",
            js_on_load=f"(globalThis.vgotMount || ((...a) => (globalThis.vgotWaiting ??= []).push(a)))('{self.kind}', element, server)",
            apply_default_css=False,
            elem_id=elem_id,
            server_functions=server_functions,
        )
