"""The figures of a report for a card: in few letters, with their change in words."""

from collections.abc import Iterator
from math import floor

from musicanalyser.render.charts.chart import value_text
from musicanalyser.render.list_columns import has_figures
from musicanalyser.render.share.card_blocks import CardFigure
from musicanalyser.render.table_text import as_number, visible_columns
from musicanalyser.render.wording import format_change
from musicanalyser.report import ColumnKind, Report, Value
from musicanalyser.units import HOUR_MS

_LONG_HOURS = 10
"""From so many hours on, a figure leaves out the minutes."""
_WORDS = {"▲": "up", "▼": "down"}


def find_figures(report: Report) -> list[CardFigure]:
    """Return the known figures of the report, else those of its parts."""
    sources = [report] if has_figures(report) else report.parts
    return [one for source in sources if has_figures(source) for one in _figures(source)]


def _figures(report: Report) -> Iterator[CardFigure]:
    """Yield the figures of the window, those that lead first; what is unknown is left out."""
    if not report.rows:
        return
    now = report.rows[0]
    before = report.rows[1] if len(report.rows) > 1 and report.is_comparable else None
    columns = sorted(visible_columns(report)[1:], key=lambda each: not each[1].lead)
    for place, column in columns:
        if now[place] is None or column.kind in {ColumnKind.DATE, ColumnKind.MOMENT}:
            continue
        change = "" if before is None else format_change(now[place], before[place], column.kind)
        yield CardFigure(
            short_text(now[place], column.kind),
            column.title,
            _change_words(change),
            f"on the {report.rows[1][0]}" if _change_words(change) else "",
        )


def _change_words(change: str) -> str:
    """Return a change without arrows: a font that lacks one would set all of the line."""
    word = _WORDS.get(change[:1])
    return f"{word} {change[1:]}" if word else ""


def short_text(value: Value, kind: ColumnKind) -> str:
    """Return a figure in few letters: many hours without their minutes."""
    amount = as_number(value) or 0
    if kind is ColumnKind.DURATION and amount >= _LONG_HOURS * HOUR_MS:
        return f"{floor(amount / HOUR_MS):,} h"
    return value_text(value, kind)
