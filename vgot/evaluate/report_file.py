"""The report on paper: one self-contained HTML page that prints well, or a PDF. Every name and word is escaped."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np

from vgot.errors import BadInput, ModelUnavailable, StorageFailed
from vgot.evaluate import plots
from vgot.evaluate.findings import KINDS, Finding, Report, amount
from vgot.evaluate.shots import STRANGER

#: a shot's number and a frame's number (None: the middle; past the end: the last) -> uint8 RGB, or None
LAST = 1 << 30
Frames = Callable[[int, int | None], np.ndarray | None]

_STYLE = """body{font:14px/1.5 system-ui,sans-serif;color:#202026;max-width:960px;margin:32px auto;padding:0 16px}h1{font-weight:500;margin:0}h2{margin-top:32px;font-weight:500}
.quiet{color:#6c6c74}.finding{display:flex;gap:16px;padding:12px 0;border-top:1px solid #dedee2;break-inside:avoid}.stills{flex:0 0 260px;display:flex;gap:4px}.stills img{width:100%;min-width:0;height:auto;border-radius:4px;align-self:start}.stills.two img{width:50%}
@media(max-width:600px){.finding{flex-direction:column}.stills{flex-basis:auto}}
.kind{font-size:12px;color:#a33a30;text-transform:uppercase;letter-spacing:.05em}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid #ececf0}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td:first-child,th:first-child{width:34%}td.n,th.n{width:16%;padding-right:24px}caption{text-align:left;font-weight:600;padding:14px 0 4px}table{break-inside:avoid}img.plot{width:100%}code{background:#f3f3f6;padding:1px 4px;border-radius:3px}@media print{body{margin:0}}"""


def _shown(f: Finding, frames: Frames | None) -> list[np.ndarray]:
    """The pictures of a finding: a frame of its shot, or the frames on both sides of a seam."""
    if frames is None:
        return []
    wanted = [(f.number, LAST), (f.number + 1, 0)] if f.to else [(f.number, f.frame)]
    return [picture for shot, at in wanted if (picture := frames(shot, at)) is not None]


def _plots(report: Report, names: dict[str, str]) -> list[tuple[str, bytes]]:
    flagged = {f.number for f in report.findings if not f.to}
    out = []
    if report.shots:
        out.append(("Brightness along the film", plots.brightness(report.shots, flagged)))
        if any(s["likeness"] for s in report.shots):
            out.append(
                (
                    f"Likeness to the portraits (under {STRANGER}: somebody else)",
                    plots.likeness(report.shots, STRANGER, names),
                )
            )
    if report.seams:
        out.append(
            (
                "Colour over the seams (delta-E 2000)",
                plots.seams(report.seams, {f.number for f in report.findings if f.to}),
            )
        )
    return out


def as_html(report: Report, frames: Frames | None = None, names: dict[str, str] | None = None) -> str:
    """The page. names: character id -> name."""
    e = html.escape

    def data(kind: str, raw: bytes) -> str:
        return f"data:image/{kind};base64,{base64.b64encode(raw).decode()}"

    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{e(report.title)}: continuity</title><style>{_STYLE}</style>",
        f"<h1>{e(report.title)}</h1><p class='quiet'>Continuity report. {e(report.verdict)}</p>",
    ]
    for f in report.findings:
        shown = "".join(f"<img alt='' src='{data('jpeg', plots.still(picture))}'>" for picture in _shown(f, frames))
        fix = (
            f"<br><span class='quiet'>{e(f.fix.label)}: <code>{e(' '.join((f.fix.verb, *f.fix.args)))}</code></span>"
            if f.fix
            else ""
        )
        parts.append(
            f"<div class='finding' id='{e(f.node)}'><div class='{'stills two' if f.to else 'stills'}'>{shown}</div><div><span class='kind'>{e(KINDS[f.kind][0])}</span><br>"
            f"<b>{e(f.where)}.</b> {e(f.words)}<br><span class='quiet'>{e(f.measured)}</span>{fix}</div></div>"
        )
    if report.not_checked:
        parts.append("<h2>Not checked</h2><ul>" + "".join(f"<li>{e(w)}</li>" for w in report.not_checked) + "</ul>")
    for title, raw in _plots(report, names or {}):
        parts.append(f"<h2>{e(title)}</h2><img class='plot' alt='{e(title)}' src='{data('png', raw)}'>")
    if report.measures:
        parts.append("<h2>Measures</h2>")
    for encoder, measures in report.by_encoder().items():  # numbers of different encoders never stand in one column
        rows = "".join(
            f"<tr><td>{e(n)}</td><td class='n'>{amount(m)}</td><td class='quiet'>{e(m.get('note', ''))}</td></tr>"
            for n, m in measures.items()
        )
        parts.append(
            f"<table><caption>Read by {e(encoder)}</caption><tr><th>Measure</th><th class='n'>Value</th><th></th></tr>{rows}</table>"
        )
    return "\n".join(parts) + "</html>\n"


def as_pdf(report: Report, frames: Frames | None = None, names: dict[str, str] | None = None) -> bytes:
    """The same on A4. Raises ModelUnavailable without fpdf2."""
    try:
        from fpdf import FPDF
    except ImportError as why:
        raise ModelUnavailable(
            "fpdf2 is not installed.", field="report", hint="pip install fpdf2, or write .html."
        ) from why
    from vgot.titles.fonts import BOLD, REGULAR

    paper = FPDF("P", "mm", "A4")
    paper.set_auto_page_break(True, 14)
    paper.add_font("text", "", str(REGULAR))
    paper.add_font("text", "B", str(BOLD))
    paper.add_page()

    def line(words: str, size: float = 10, bold: bool = False, grey: bool = False) -> None:
        paper.set_font("text", "B" if bold else "", size)
        paper.set_text_color(*((110, 110, 118) if grey else (32, 32, 38)))
        paper.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")

    line(report.title, 18, True)
    line(f"Continuity report. {report.verdict}", 10, grey=True)
    paper.ln(3)
    for f in report.findings:
        if paper.get_y() > 245:
            paper.add_page()
        top, shown = paper.get_y(), _shown(f, frames)
        high, wide = 0.0, 46 / max(1, len(shown))
        for k, picture in enumerate(shown):
            paper.image(io.BytesIO(plots.still(picture)), x=10 + k * wide, y=top, w=wide - 1)
            high = max(high, (wide - 1) * picture.shape[0] / picture.shape[1])
        left = 60 if shown else 10
        paper.set_left_margin(left)
        paper.set_xy(left, top)
        line(f"{f.where}. {f.words}", 10, True)
        line(f.measured, 8, grey=True)
        if f.fix:
            line(f"{f.fix.label}: {' '.join((f.fix.verb, *f.fix.args))}", 8, grey=True)
        paper.set_left_margin(10)
        paper.set_xy(10, max(paper.get_y(), top + high) + 4)
    for words in report.not_checked:
        line(f"Not checked: {words}", 9, grey=True)
    for title, raw in _plots(report, names or {}):
        if paper.get_y() > 225:
            paper.add_page()
        paper.ln(2)
        line(title, 11, True)
        paper.ln(1)
        paper.image(io.BytesIO(raw), w=190)
        paper.ln(2)
    for encoder, measures in report.by_encoder().items():  # numbers of different encoders never stand in one column
        if paper.get_y() + 8 + 5 * len(measures) > 280:
            paper.add_page()
        paper.ln(2)
        line(f"Read by {encoder}", 10, True)
        for name, m in measures.items():
            paper.set_font("text", "", 9)
            paper.set_text_color(32, 32, 38)
            paper.cell(60, 5, name)
            paper.cell(24, 5, amount(m), align="R")
            paper.set_text_color(110, 110, 118)
            paper.cell(0, 5, f"   {m.get('note', '')}", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def write(report: Report, target: Path, frames: Frames | None = None, names: dict[str, str] | None = None) -> Path:
    """Write the report as the suffix says: .html, .pdf or .json. Raises BadInput, StorageFailed."""
    import json

    kind = target.suffix.lower()
    if kind not in (".html", ".pdf", ".json"):
        raise BadInput(f"There is no report as '{target.suffix}'.", field="report", hint="Use .html, .pdf or .json.")
    if kind == ".html":
        made = as_html(report, frames, names).encode("utf-8")
    elif kind == ".pdf":
        made = as_pdf(report, frames, names)
    else:
        made = (json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    try:
        target.write_bytes(made)
    except OSError as why:
        raise StorageFailed(
            f"'{target.name}' cannot be written: {why.strerror}.",
            field="report",
            hint="Name a file in a folder you can write to.",
        ) from why
    return target
