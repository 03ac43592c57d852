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
from vgot.evaluate.findings import KINDS, Finding, Report
from vgot.evaluate.shots import STRANGER

#: a shot's number and a frame's number (None: the middle) -> uint8 RGB, or None
Frames = Callable[[int, int | None], np.ndarray | None]

_STYLE = """body{font:14px/1.5 system-ui,sans-serif;color:#202026;max-width:960px;margin:32px auto;padding:0 16px}h1{font-weight:500;margin:0}h2{margin-top:32px;font-weight:500}
.quiet{color:#6c6c74}.finding{display:flex;gap:16px;padding:12px 0;border-top:1px solid #dedee2;break-inside:avoid}.finding img{width:200px;height:auto;border-radius:4px}
.kind{font-size:12px;color:#a33a30;text-transform:uppercase;letter-spacing:.05em}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid #ececf0}
td.n{text-align:right;font-variant-numeric:tabular-nums}img.plot{width:100%}code{background:#f3f3f6;padding:1px 4px;border-radius:3px}@media print{body{margin:0}}"""


def _where(f: Finding) -> str:
    return f"Shots {f.number} and {f.number + 1}" if f.to else f"Shot {f.number}"


def _plots(report: Report, names: dict[str, str]) -> list[tuple[str, bytes]]:
    flagged = {f.number for f in report.findings if not f.to}
    out = []
    if report.shots:
        out.append(("Brightness along the film", plots.brightness(report.shots, flagged)))
        if any(s["likeness"] for s in report.shots):
            out.append((f"Likeness to the portraits (under {STRANGER}: somebody else)", plots.likeness(report.shots, STRANGER, names)))
    if report.seams:
        out.append(("Colour over the seams (delta-E 2000)", plots.seams(report.seams, {f.number for f in report.findings if f.to})))
    return out


def as_html(report: Report, frames: Frames | None = None, names: dict[str, str] | None = None) -> str:
    """The page. names: character id -> name."""
    e = html.escape

    def data(kind: str, raw: bytes) -> str:
        return f"data:image/{kind};base64,{base64.b64encode(raw).decode()}"

    parts = [f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{e(report.title)}: continuity</title><style>{_STYLE}</style>",
             f"<h1>{e(report.title)}</h1><p class='quiet'>Continuity report. {e(report.verdict)}</p>"]
    for f in report.findings:
        picture = frames(f.number, f.frame) if frames else None
        shown = f"<img alt='' src='{data('jpeg', plots.still(picture))}'>" if picture is not None else ""
        fix = f"<br><span class='quiet'>{e(f.fix.label)}: <code>{e(' '.join((f.fix.verb, *f.fix.args)))}</code></span>" if f.fix else ""
        parts.append(f"<div class='finding' id='{e(f.node)}'>{shown}<div><span class='kind'>{e(KINDS[f.kind][0])}</span><br><b>{e(_where(f))}.</b> {e(f.words)}"
                     f"<br><span class='quiet'>{f.value:.2f} against a limit of {f.limit:.2f}</span>{fix}</div></div>")
    if report.not_checked:
        parts.append("<h2>Not checked</h2><ul>" + "".join(f"<li>{e(w)}</li>" for w in report.not_checked) + "</ul>")
    for title, raw in _plots(report, names or {}):
        parts.append(f"<h2>{e(title)}</h2><img class='plot' alt='{e(title)}' src='{data('png', raw)}'>")
    if report.measures:
        rows = "".join(f"<tr><td>{e(n)}</td><td class='n'>{'-' if m.get('value') is None else format(m['value'], '.4f')}</td><td>{e(str(m['encoder']))}</td><td class='quiet'>{e(m.get('note', ''))}</td></tr>"
                       for n, m in report.measures.items())
        parts.append(f"<h2>Measures</h2><table><tr><th>Measure</th><th>Value</th><th>Read by</th><th></th></tr>{rows}</table>")
    return "\n".join(parts) + "</html>\n"


def as_pdf(report: Report, frames: Frames | None = None, names: dict[str, str] | None = None) -> bytes:
    """The same on A4. Raises ModelUnavailable without fpdf2."""
    try:
        from fpdf import FPDF
    except ImportError as why:
        raise ModelUnavailable("fpdf2 is not installed.", field="report", hint="pip install -r requirements-handoff.txt, or write .html.") from why
    from vgot.titles.fonts import BOLD, REGULAR

    paper = FPDF("P", "mm", "A4")
    paper.set_auto_page_break(True, 14)
    paper.add_font("text", "", str(REGULAR))
    paper.add_font("text", "B", str(BOLD))
    paper.add_page()

    def line(words: str, size: float = 10, bold: bool = False, grey: bool = False) -> None:
        paper.set_font("text", "B" if bold else "", size)
        paper.set_text_color(*((110, 110, 118) if grey else (32, 32, 38)))
        paper.multi_cell(0, size * 0.5, words, new_x="LMARGIN", new_y="NEXT")

    line(report.title, 18, True)
    line(f"Continuity report. {report.verdict}", 10, grey=True)
    paper.ln(3)
    for f in report.findings:
        picture = frames(f.number, f.frame) if frames else None
        if paper.get_y() > 245:
            paper.add_page()
        top = paper.get_y()
        if picture is not None:
            paper.image(io.BytesIO(plots.still(picture)), x=10, y=top, w=42)
            paper.set_left_margin(56)
            paper.set_xy(56, top)
        line(f"{_where(f)}. {f.words}", 10, True)
        line(f"{f.value:.2f} against a limit of {f.limit:.2f}", 8, grey=True)
        if f.fix:
            line(f"{f.fix.label}: {' '.join((f.fix.verb, *f.fix.args))}", 8, grey=True)
        paper.set_left_margin(10)
        paper.set_xy(10, max(paper.get_y(), top + (27 if picture is not None else 0)) + 2)
    for words in report.not_checked:
        line(f"Not checked: {words}", 9, grey=True)
    for title, raw in _plots(report, names or {}):
        if paper.get_y() > 230:
            paper.add_page()
        line(title, 11, True)
        paper.image(io.BytesIO(raw), w=190)
        paper.ln(2)
    if report.measures:
        if paper.get_y() > 220:
            paper.add_page()
        line("Measures", 11, True)
        for name, m in report.measures.items():
            line(f"{name}: {'-' if m.get('value') is None else format(m['value'], '.4f')}   ({m['encoder']})", 9)
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
        raise StorageFailed(f"'{target.name}' cannot be written: {why.strerror}.", field="report", hint="Name a file in a folder you can write to.") from why
    return target
