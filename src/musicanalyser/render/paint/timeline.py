"""Draws plays by local day, with a mark for each verdict and a line for each long silence."""

from collections.abc import Iterator
from datetime import datetime

from musicanalyser.duration import format_duration
from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar
from musicanalyser.render.marks.day_strip import STRIP, draw_day_strip
from musicanalyser.render.paint.column_widths import GAP, Lane, draw_lanes, text_lane
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, visible_columns
from musicanalyser.render.wording import UNKNOWN, format_day, format_value
from musicanalyser.report import ColumnKind, Report, Row, Value
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS

MARKS = {"finished": "●", "stopped": "◐", "skipped": "»", "unknown": "?"}
"""The mark of each verdict in lists of plays for people."""
MARK_INKS = {"finished": "accent", "stopped": SIDE, "skipped": "bad", "unknown": SIDE}
"""The colour of each mark, and of the bar beside it."""
_PRIVATE, _IGNORED = "p", "i"
_IN_BAR = frozenset({"verdict", "private", "ignored_by", "length_ms", "share_heard"})
"""Columns that the marks, the bar of the share heard and the times beside it replace."""
_TIME_WIDTH = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BAR = 12


def draw_timeline(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the rows under their local days, and a legend of the marks."""
    page = _day_strip(report, style)
    earlier: Row | None = None
    lines = draw_lanes(_lanes(report), rows=len(report.rows), width=style.width)
    for row, line in zip(report.rows, lines, strict=True):
        page.extend(_break(report, earlier, row, style.width))
        page.append(line)
        earlier = row
    return [*page, StyledText(), *_legend(report).wrap(style.width)]


def _day_strip(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the hours of the day, if the log is of a single one and there is room."""
    if style.width < STRIP:
        return []
    plays: list[tuple[datetime, int]] = []
    for row in report.rows:
        start = row[0]
        if not isinstance(start, datetime) or (plays and start.date() != plays[0][0].date()):
            return []
        plays.append((start, int(as_number(_named(report, row, "heard_ms")) or 0)))
    return [*draw_day_strip(plays), StyledText()]


def _lanes(report: Report) -> list[Lane]:
    times = [StyledText(_time(row[0]), style=SIDE) for row in report.rows]
    marks = [_mark(report, row) for row in report.rows]
    lanes = [text_lane("", times, solid=True), text_lane("", marks, solid=True)]
    after: list[Lane] = []
    for place, column in visible_columns(report)[1:]:
        values = [row[place] for row in report.rows]
        if column.name == "heard_ms":
            after = [_progress(report), text_lane("", _times_heard(report), right=True)]
        elif column.name == "kind":
            lanes += _kinds(values)
        elif column.name not in _IN_BAR:
            ink = SIDE if len(lanes) > _NAMED else ""
            cells = [StyledText(format_value(value, column.kind), style=ink) for value in values]
            lanes.append(text_lane("", cells, right=column.kind is not ColumnKind.TEXT))
    return lanes + after


_NAMED = 2
"""The lanes before that of the name, which is in the colour of text; others are not."""


def _kinds(values: list[Value]) -> list[Lane]:
    """Return a column with the kind of what is not music; no column if all is music."""
    kinds = ["" if value == "music" else format_value(value, ColumnKind.TEXT) for value in values]
    return [text_lane("", [StyledText(kind, style=SIDE) for kind in kinds])] if any(kinds) else []


def _progress(report: Report) -> Lane:
    """Return a column with a line for each track: what was heard, in the colour of the mark."""
    plays = [
        (as_number(_named(report, row, "share_heard")), _named(report, row, "verdict"))
        for row in report.rows
    ]

    def draw(row: int, width: int) -> StyledText:
        share, verdict = plays[row]
        if share is None:
            return StyledText("─" * width, style="track")
        return draw_bar(share, width, ink=MARK_INKS.get(str(verdict), SIDE))

    return Lane(head=StyledText(), full=_BAR, comfortable=8, least=0, right=False, draw=draw)


def _times_heard(report: Report) -> list[StyledText]:
    """Return for each play the time heard and the length of the track, if it is known."""
    cells = []
    for row in report.rows:
        heard_ms, length_ms = _named(report, row, "heard_ms"), _named(report, row, "length_ms")
        cell = StyledText.assemble(format_value(heard_ms, ColumnKind.LENGTH))
        if length_ms is not None:
            cell.append(f" / {format_value(length_ms, ColumnKind.LENGTH)}", SIDE)
        cells.append(cell)
    return cells


def _mark(report: Report, row: Row) -> StyledText:
    verdict = str(_named(report, row, "verdict") or "unknown")
    mark = StyledText(MARKS.get(verdict, MARKS["unknown"]), style=MARK_INKS.get(verdict, SIDE))
    if _named(report, row, "private"):
        mark.append(f" {_PRIVATE}", style="private")
    if _named(report, row, "ignored_by"):
        mark.append(f" {_IGNORED}", style=SIDE)
    return mark


def _named(report: Report, row: Row, name: str) -> Value:
    return next(
        (row[place] for place, column in enumerate(report.columns) if column.name == name), None
    )


def _break(report: Report, earlier: Row | None, row: Row, width: int) -> Iterator[StyledText]:
    """Yield the heading of a new day, or a line with the length of a long silence."""
    if earlier is None or _day(earlier[0]) != _day(row[0]):
        if earlier is not None:
            yield StyledText()
        day = StyledText(_day(row[0]), style=HEADING)
        day.truncate(width)
        yield day
    elif (gap_ms := _gap_ms(report, earlier, row)) > SESSION_GAP_MINUTES * MINUTE_MS:
        line = StyledText(" " * (_TIME_WIDTH + GAP), style=SIDE)
        line.append(f"┄┄┄ {format_duration(gap_ms)} without music ┄┄┄")
        line.truncate(width)
        yield line


def _gap_ms(report: Report, row: Row, other: Row) -> int:
    """Return the time in ms between the end of the earlier play and the start of the later one."""
    if not isinstance(row[0], datetime) or not isinstance(other[0], datetime):
        return 0
    (start_ms, heard), (next_ms, _) = sorted(
        (to_ms(moment), as_number(_named(report, each, "heard_ms")) or 0)
        for moment, each in ((row[0], row), (other[0], other))
    )
    return next_ms - start_ms - int(heard)


def _day(moment: Value) -> str:
    if not isinstance(moment, datetime):
        return UNKNOWN
    return f"{_WEEKDAYS[moment.weekday()]}, {format_day(moment)}"


def _time(moment: Value) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else UNKNOWN


def _legend(report: Report) -> StyledText:
    """Return what the marks mean that occur."""
    found = {str(_named(report, row, "verdict") or "unknown") for row in report.rows}
    legend = StyledText("  ").join(
        StyledText.assemble((mark, MARK_INKS.get(verdict, SIDE)), (f" {verdict}", SIDE))
        for verdict, mark in MARKS.items()
        if verdict in found
    )
    if any(_named(report, row, "private") for row in report.rows):
        legend.append(f"  {_PRIVATE}", style="private")
        legend.append(" private", style=SIDE)
    if any(_named(report, row, "ignored_by") for row in report.rows):
        legend.append(f"  {_IGNORED} ignored", style=SIDE)
    return legend
