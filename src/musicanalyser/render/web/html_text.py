"""Values as HTML: names keep to their own direction, and signs have words."""

from collections.abc import Mapping

from musicanalyser.render.charts.svg_marks import written
from musicanalyser.render.wording import SAME, format_value
from musicanalyser.report import Column, ColumnKind, RankChange, Value

_SIGNS: Mapping[str, tuple[str, str]] = {"▲": ("up", "up"), "▼": ("down", "down")}
"""The class of a change for the better or worse, and its word."""


def name_html(text: str) -> str:
    """Return a name that does not reorder what stands beside it."""
    return f"<bdi>{written(text)}</bdi>"


def value_html(value: Value, column: Column) -> str:
    """Return a value of a table; only a change of rank is good or bad."""
    text = format_value(value, column.kind)
    if value is RankChange.NEW_ENTRY:
        return f'<span class="new">{written(text)}</span>'
    if column.kind is ColumnKind.RANK_CHANGE and text == SAME:
        return '<span class="side" role="img" aria-label="unchanged">=</span>'
    if column.kind in {ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE}:
        return change_html(text, is_judged=column.kind is ColumnKind.RANK_CHANGE)
    return name_html(text) if column.kind is ColumnKind.TEXT else written(text)


def change_html(text: str, *, is_judged: bool = False) -> str:
    """Return a rise or fall, whose arrow is read as a word."""
    sign = _SIGNS.get(text[:1])
    if sign is None:
        return f'<span class="side">{written(text)}</span>'
    role, word = sign
    arrow = f'<span role="img" aria-label="{word}">{text[0]}</span>'
    return f'<span class="{role if is_judged else "side"}">{arrow}{written(text[1:])}</span>'
