"""Draws rows in the order of time: by local day, with marks, and a line where nothing was heard."""

from collections.abc import Iterator
from datetime import datetime

from rich.text import Text

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.render.layout import amount, visible
from musicanalyser.render.paint import palette
from musicanalyser.render.paint.column_widths import GAP, Lane, laid, words
from musicanalyser.render.paint.console import wrapped
from musicanalyser.render.style import Look
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind, Report, Row, Value
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS

MARKS = {"finished": "●", "stopped": "◐", "skipped": "»", "unknown": "?"}
"""What stands for a verdict, wherever plays are listed for people."""
_PRIVATE = "p"
_MARKED = frozenset({"verdict", "private", "length_ms"})
"""Columns that the marks, and the bar of the share heard, speak for."""
_TIME_WIDTH = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def timeline(report: Report, look: Look) -> list[Text]:
    """Return the rows under the days on which they began, and what the marks mean."""
    page: list[Text] = []
    earlier: Row | None = None
    lines = laid(_lanes(report), rows=len(report.rows), width=look.width)
    for row, line in zip(report.rows, lines, strict=True):
        page.extend(_break(report, earlier, row, look.width))
        page.append(line)
        earlier = row
    return [*page, Text(), *wrapped(_legend(report), look.width)]


def _lanes(report: Report) -> list[Lane]:
    times = [Text(_time(row[0]), style=palette.SIDE) for row in report.rows]
    marks = [_mark(report, row) for row in report.rows]
    lanes = [words("", times, solid=True), words("", marks, solid=True)]
    kinds: list[Lane] = []
    for place, column in visible(report)[1:]:
        values = [row[place] for row in report.rows]
        if column.name == "share_heard":
            lanes.append(_progress([amount(value) for value in values]))
        elif column.name == "kind":
            kinds = _kinds(values)
        elif column.name not in _MARKED:
            cells = [Text(format_value(value, column.kind)) for value in values]
            lanes.append(words("", cells, right=column.kind is not ColumnKind.TEXT))
    return lanes + kinds


def _kinds(values: list[Value]) -> list[Lane]:
    """Name what is not music, if there is any."""
    kinds = ["" if value == "music" else format_value(value, ColumnKind.TEXT) for value in values]
    return [words("", [Text(kind, style=palette.SIDE) for kind in kinds])] if any(kinds) else []


def _progress(shares: list[float | None]) -> Lane:
    """Make a column that shows how much of each was heard, on a line as long as the whole."""

    def draw(row: int, width: int) -> Text:
        share = shares[row]
        if share is None:
            return Text(UNKNOWN.ljust(width), style=palette.SIDE)
        heard = round(min(max(share, 0), 1) * width)
        return Text.assemble(("━" * heard, palette.BAR), ("─" * (width - heard), palette.SIDE))

    return Lane(head=Text(), wanted=12, comfortable=8, least=0, right=False, draw=draw)


def _mark(report: Report, row: Row) -> Text:
    verdict = str(_named(report, row, "verdict") or "unknown")
    mark = Text(MARKS.get(verdict, MARKS["unknown"]), style=palette.MARKS.get(verdict, ""))
    if _named(report, row, "private"):
        mark.append(f" {_PRIVATE}", style=palette.MARKS["private"])
    return mark


def _named(report: Report, row: Row, name: str) -> Value:
    return next(
        (row[place] for place, column in enumerate(report.columns) if column.name == name), None
    )


def _break(report: Report, earlier: Row | None, row: Row, width: int) -> Iterator[Text]:
    """Begin a new day, or draw a line through the time in which nothing was heard."""
    if earlier is None or _day(earlier[0]) != _day(row[0]):
        if earlier is not None:
            yield Text()
        day = Text(f"{_day(row[0])} ", style="bold")
        day.truncate(width, overflow="ellipsis")
        yield day.append("─" * (width - day.cell_len), style=palette.SIDE)
    elif (gap_ms := _gap_ms(report, earlier, row)) > SESSION_GAP_MINUTES * MINUTE_MS:
        line = Text(" " * (_TIME_WIDTH + GAP), style=palette.SIDE)
        line.append(f"┄┄┄ {format_value(gap_ms, ColumnKind.DURATION)} ┄┄┄")
        line.truncate(width, overflow="ellipsis")
        yield line


def _gap_ms(report: Report, row: Row, other: Row) -> int:
    """Return the time between the end of the earlier row and the start of the later one."""
    if not isinstance(row[0], datetime) or not isinstance(other[0], datetime):
        return 0
    (start_ms, heard), (next_ms, _) = sorted(
        (to_ms(moment), amount(_named(report, each, "heard_ms")) or 0)
        for moment, each in ((row[0], row), (other[0], other))
    )
    return next_ms - start_ms - int(heard)


def _day(moment: Value) -> str:
    if not isinstance(moment, datetime):
        return UNKNOWN
    return f"{format_value(moment.date(), ColumnKind.DATE)} {_WEEKDAYS[moment.weekday()]}"


def _time(moment: Value) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else UNKNOWN


def _legend(report: Report) -> Text:
    """Explain the marks that occur."""
    found = {str(_named(report, row, "verdict") or "unknown") for row in report.rows}
    legend = Text("  ").join(
        Text.assemble((mark, palette.MARKS.get(verdict, "")), (f" {verdict}", palette.SIDE))
        for verdict, mark in MARKS.items()
        if verdict in found
    )
    if any(_named(report, row, "private") for row in report.rows):
        legend.append(f"  {_PRIVATE}", style=palette.MARKS["private"])
        legend.append(" private", style=palette.SIDE)
    return legend
