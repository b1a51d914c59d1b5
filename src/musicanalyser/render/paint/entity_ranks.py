"""Draws the ranks of a page: a ladder by month, and a line by year."""

from collections.abc import Mapping

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.ladder import LABEL, draw_ladder
from musicanalyser.render.paint.page import flowing_lines
from musicanalyser.render.row_names import axis_names, row_name
from musicanalyser.render.table_text import as_number
from musicanalyser.report import Report, Row

_WIDEST = 3
"""The most cells of a month, with the gap after it."""


def draw_ranks(parts: Mapping[str, Report], width: int) -> list[StyledText]:
    """Return the ladder with the names of months, and the ranks by year, as far as they are."""
    months = parts.get("ranks-by-month")
    best = _best_month(months)
    years = _years(parts.get("ranks-by-year"), width)
    return [*_ladder(months, width), *flowing_lines([*years, *best], width)]


def _ladder(months: Report | None, width: int) -> list[StyledText]:
    if months is None:
        return []
    cells = min(_WIDEST, (width - LABEL) // len(months.rows))
    gap = 1 if cells > 1 else 0
    shown = months.rows[-max(1, (width - LABEL) // max(1, cells)) :]
    lines = draw_ladder([_rank(months, row) for row in shown], cells=max(1, cells) - gap, gap=gap)
    names = axis_names(shown, months.columns, max(1, cells))
    return [*lines, StyledText(" " * LABEL + names, style=SIDE)] if lines else []


def _years(years: Report | None, width: int) -> list[StyledText]:
    """Return the rank of each year, of the last ones that fit one line."""
    if years is None:
        return []
    line = StyledText()
    for row in reversed(years.rows):
        rank = _rank(years, row)
        if rank is None:
            continue
        piece = StyledText.assemble((f"{row[0]} ", SIDE), (f"#{rank:,}", "bold"))
        if line and line.cell_len + piece.cell_len + 3 > width - LABEL:
            break
        line = piece.append("   ").append(line) if line else piece
    return [StyledText.assemble((f"{'by year':<{LABEL}}", SIDE), line)] if line else []


def _best_month(months: Report | None) -> list[StyledText]:
    """Return the best rank of a month, of equals the latest, if there are others beside it."""
    ranks = [(rank, row) for row in months.rows if (rank := _rank(months, row))] if months else []
    if months is None or len(ranks) < 2:  # noqa: PLR2004 - one month is no comparison
        return []
    rank, row = min(reversed(ranks), key=lambda pair: pair[0])
    name = row_name(row, months.columns)
    return [StyledText.assemble(("best month ", SIDE), (f"#{rank:,}", "bold"), (f" {name}", SIDE))]


def _rank(report: Report, row: Row) -> int | None:
    place = [column.name for column in report.columns].index("rank")
    value = as_number(row[place])
    return None if value is None else int(value)
