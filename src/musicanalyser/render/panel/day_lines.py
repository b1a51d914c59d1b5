"""The lines of a panel about the day and the session so far."""

from collections.abc import Iterator

from musicanalyser.duration import format_duration
from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import Part, StyledText
from musicanalyser.render.paint.timeline import MARK_INKS, MARKS
from musicanalyser.render.panel.content import DayTotals, NowPlaying, SessionTotals
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind
from musicanalyser.units import MINUTE_MS

_BETWEEN = 3
"""The cells between two figures; one fewer on a narrow screen, which has no rate of skips."""
_NARROW = 60
_SESSION = "session  "


def draw_today(today: DayTotals, width: int) -> StyledText:
    """Return the figures of the day that fit, the first ones first."""
    line = StyledText()
    is_narrow = width < _NARROW
    for value, label in _figures(today, has_rate=not is_narrow):
        figure = StyledText.assemble((value, "bold"), (f" {label}", SIDE))
        gap = " " * (_BETWEEN - is_narrow) if line else ""
        if line and line.cell_len + len(gap) + figure.cell_len > width:
            break
        line = StyledText.assemble(line, gap, figure)
    return line


def _figures(today: DayTotals, *, has_rate: bool) -> Iterator[Part]:
    yield _in_minutes(today.heard_ms), "today"
    yield format_value(today.plays, ColumnKind.COUNT), "play" if today.plays == 1 else "plays"
    skipped = "skipped"
    if has_rate and today.plays:
        skipped += f" ({format_value(today.skipped / today.plays, ColumnKind.SHARE)})"
    yield format_value(today.skipped, ColumnKind.COUNT), skipped
    if today.streak_days > 1:
        yield format_value(today.streak_days, ColumnKind.COUNT), "days in a row"


def draw_session(session: SessionTotals, now: NowPlaying | None, width: int) -> StyledText:
    """Return a mark for each play of the session that fits, the newest at the right, and its sums.

    The last mark is what plays now.
    """
    sums = f"{_in_minutes(session.heard_ms)} · since {session.since}"
    marks = [(MARKS.get(one, "?"), MARK_INKS.get(one, SIDE)) for one in session.verdicts]
    if now is not None:
        marks.append(("▶" if now.playing else "‖", HEADING))
    room = width - len(_SESSION) - len(sums) - _BETWEEN
    fitting = max(0, (room + 1) // 2)
    if len(marks) > fitting:
        marks = [("…", SIDE), *marks[len(marks) - fitting + 1 :]] if fitting else []
    strip = StyledText(" ").join(StyledText.assemble(mark) for mark in marks)
    return StyledText.assemble((_SESSION, SIDE), strip.fit(max(0, room)), (f"   {sums}", SIDE))


def _in_minutes(heard_ms: int) -> str:
    """Return a duration in whole minutes, or in seconds below a minute."""
    return format_duration(heard_ms - heard_ms % MINUTE_MS if heard_ms >= MINUTE_MS else heard_ms)
