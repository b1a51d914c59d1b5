r"""GitHub's Markdown: tables in the words of the terminal, safe to paste.

Whatever Markdown or HTML could read as markup is escaped, so a title ``*a|b*`` is shown as that.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from musicanalyser.render.card_text import Jab, card
from musicanalyser.render.layout import Sheet, footnotes, sheet, subtitle
from musicanalyser.render.style import Look
from musicanalyser.render.terminal_text import harmless
from musicanalyser.report import Layout, Report, Span

_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~#$@]|&(?=[#\w])|^[-+]|(?<=\d)[.)](?= |$)|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_DEEPEST = 6


def write(report: Report, stream: TextIO, *, look: Look) -> None:  # noqa: ARG001 - the same on every screen
    """Write a heading and a table for the report and each of its parts, then what they rest on."""
    blocks = [*_blocks(report), *_notes(report)]
    stream.write("\n\n".join(blocks) + "\n")


def _blocks(report: Report, *, depth: int = 1, said: Span | None = None) -> Iterator[str]:
    yield f"{'#' * min(depth, _DEEPEST)} {_escaped(report.title)}"
    if report.span not in {None, said}:
        yield ", ".join(_escaped(text) for text in subtitle(report) if text)
    if report.rows and report.layout is Layout.CARD:
        yield from _card(report)
        return
    if report.rows:
        yield _table(sheet(report))
    elif report.columns:
        yield f"*{_escaped(report.empty)}*"
    for part in report.parts:
        yield from _blocks(part, depth=depth + 1, said=report.span or said)


def _card(report: Report) -> Iterator[str]:
    """Write a portrait as text, and the facts behind it as a list."""
    shown = card(report)
    if shown.tagline:
        yield f"*{_escaped(shown.tagline)}*"
    if shown.summary:
        yield _escaped(shown.summary)
    if shown.lines:
        yield "\n".join(map(_jab, shown.lines))
    if shown.traits:
        yield " · ".join(f"**{_escaped(trait)}**" for trait in shown.traits)
    if shown.redeeming:
        yield _escaped(f"♥ {shown.redeeming}")
    if shown.proofs:
        yield "\n".join(
            f"{_escaped(proof.mark)} "
            + _escaped(" ".join(text for text in (proof.fact, proof.why) if text))
            + (f" ({_escaped(proof.source)})" if proof.source else "")
            + "  "
            for proof in shown.proofs
        )


def _jab(jab: Jab) -> str:
    return f"- {_escaped(jab.text + ''.join(jab.marks))}"


def _table(shown: Sheet) -> str:
    rule = ["--:" if right else ":--" for right in shown.right]
    head, *rows = (map(_escaped, row) for row in (shown.head, *shown.rows))
    return "\n".join(map(_line, (list(head), rule, *map(list, rows))))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _notes(report: Report) -> Iterator[str]:
    lines = footnotes(report)
    if lines:
        yield "\n".join(f"- {_escaped(line)}" for line in lines)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", harmless(text).strip())
