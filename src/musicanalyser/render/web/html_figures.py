"""Key figures as a list of terms: each with its value and how it changed."""

import re
from collections.abc import Iterable, Iterator

from musicanalyser.render.charts.chart import value_text
from musicanalyser.render.charts.svg_marks import written
from musicanalyser.render.table_text import visible_columns
from musicanalyser.render.web.html_text import change_html
from musicanalyser.render.wording import UNKNOWN, format_change
from musicanalyser.report import Column, Report

_UNIT = re.compile(r"(?<=\d) (h|min|s)\b")


def figures_list(*reports: Report) -> str:
    """Return the figures of the window, with their change since the previous window."""
    figures = (one for report in reports for one in _figures(report, visible_columns(report)[1:]))
    return f'<dl class="figures">{"".join(figures)}</dl>'


def figure_cards(report: Report) -> str:
    """Return the figures that lead as cards, and the others below them."""
    columns = visible_columns(report)[1:]
    leading = [each for each in columns if each[1].lead]
    others = [each for each in columns if not each[1].lead] if leading else []
    cards = f'<dl class="figures cards">{"".join(_figures(report, leading or columns))}</dl>'
    return cards + (
        f'<dl class="figures">{"".join(_figures(report, others))}</dl>' if others else ""
    )


def _figures(report: Report, columns: Iterable[tuple[int, Column]]) -> Iterator[str]:
    now = report.rows[0]
    before = report.rows[1] if len(report.rows) > 1 and report.is_comparable else None
    for place, column in columns:
        value = _UNIT.sub(r" <small>\1</small>", written(value_text(now[place], column.kind)))
        change = "" if before is None else format_change(now[place], before[place], column.kind)
        is_known = change not in {"", UNKNOWN}
        delta = f'<dd class="delta">{change_html(change)}</dd>' if is_known else ""
        yield f'<div><dt>{written(column.title)}</dt><dd class="value">{value}</dd>{delta}</div>'
