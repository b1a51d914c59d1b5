r"""GitHub Flavored Markdown: the text of the terminal as headings, tables and lists.

Whatever Markdown or HTML could read as markup is escaped: a title ``*a|b*`` is shown as it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from musicanalyser.render.card_text import CardLine, Citation, make_card
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import TextTable, footnotes, text_table, window_dates
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import Layout, Report, Span

_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~#$@]|&(?=[#\w])|^[-+]|(?<=\d)[.)](?= |$)|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_DEEPEST = 6
"""Markdown has six levels of headings."""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:  # noqa: ARG001 - the same for every style
    """Write a heading and a table for the report and each of its parts, then the footnotes."""
    blocks = [*_blocks(report), *_notes(report)]
    stream.write("\n\n".join(blocks) + "\n")


def _blocks(report: Report, *, depth: int = 1, outer_span: Span | None = None) -> Iterator[str]:
    yield f"{'#' * min(depth, _DEEPEST)} {_escaped(report.title)}"
    if report.span not in {None, outer_span}:
        yield _escaped(window_dates(report))
    if report.summary:
        yield _escaped(report.summary)
    if report.rows and report.layout is Layout.CARD:
        yield from _card(report)
        return
    if report.rows and not (report.summary and report.layout is Layout.CALENDAR):
        yield _table(text_table(report))
    elif report.columns and not report.rows:
        yield f"*{_escaped(report.empty)}*"
    for part in report.parts:
        yield from _blocks(part, depth=depth + 1, outer_span=report.span or outer_span)


def _card(report: Report) -> Iterator[str]:
    """Yield a portrait as paragraphs, and its citations as a list."""
    shown = make_card(report)
    if shown.tagline:
        yield f"*{_escaped(shown.tagline)}*"
    if shown.lines:
        yield "\n".join(map(_card_line, shown.lines))
    if shown.stamp:
        yield f"**{_escaped(shown.stamp)}**"
    if shown.redeeming:
        yield _escaped(f"♥ {shown.redeeming}")
    if shown.citations:
        yield "\n".join(map(_citation, shown.citations))


def _card_line(line: CardLine) -> str:
    return f"- {_escaped(line.text + ''.join(line.marks))}"


def _citation(citation: Citation) -> str:
    """Return a line that ends in two spaces, which is a line break in Markdown."""
    source = f" ({_escaped(citation.source)})" if citation.source else ""
    return f"{_escaped(citation.mark)} {_escaped(citation.fact)}{source}  "


def _table(shown: TextTable) -> str:
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
    return _MARKUP.sub(r"\\\g<0>", sanitize(text).strip())
