"""What each column of a list is for: rank, name, the text beside it, the main figure."""

from dataclasses import dataclass

from musicanalyser.render.table_text import visible_columns
from musicanalyser.report import ColumnKind, Report

_NAMES = frozenset({ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.MOMENT})
_CHANGES = frozenset({ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE})
_FIGURES = (
    ColumnKind.SHARE,
    ColumnKind.DURATION,
    ColumnKind.LENGTH,
    ColumnKind.NUMBER,
    ColumnKind.SCORE,
    ColumnKind.COUNT,
    ColumnKind.DATE,
)
"""Kinds of a main figure, the best first, if no column has a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumns:
    """The places of columns in a row; what a list does not have is ``None``."""

    rank: int | None
    name: int
    second: int | None
    """The text that belongs to the name, such as the artist of a track."""
    figure: int | None
    bar: int | None
    change: int | None
    others: tuple[int, ...]
    """All that people see but the rank, the name and the text beside it."""


def has_figures(report: Report) -> bool:
    """Return whether the rows are a window and the previous one, instead of a list."""
    return report.has_periods or [column.name for column in report.columns[:1]] == ["period"]


def list_columns(report: Report) -> ListColumns:
    """Return what the visible columns of a report are for."""
    kinds = {place: column.kind for place, column in visible_columns(report)}
    places = list(kinds)
    rank = next((place for place in places[:1] if report.columns[place].name == "rank"), None)
    named = [place for place in places if kinds[place] in _NAMES and place != rank]
    name = named[0] if named else places[0]
    second = next((one for one in named[1:2] if kinds[one] is ColumnKind.TEXT), None)
    others = tuple(place for place in places if place not in {rank, name, second})
    bar = next((place for place in others if report.columns[place].bar), None)
    figures = (one for kind in _FIGURES for one in others if kinds[one] is kind)
    return ListColumns(
        rank=rank,
        name=name,
        second=second,
        figure=next(figures, None) if bar is None else bar,
        bar=bar,
        change=next((place for place in others if kinds[place] in _CHANGES), None),
        others=others,
    )
