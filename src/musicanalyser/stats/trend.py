"""Time, plays, new artists and skips, one day, week, month or year after the other."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row, Value
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, has_music
from musicanalyser.stats.base.question import Question, TimeUnit
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.discoveries import first_days
from musicanalyser.stats.parts.day_sums import DaySums, listed_days
from musicanalyser.timespan import Window, start_of_day, to_ms

ABOUT = "Time, plays, new artists and skips by day, week, month or year."

_DAY = timedelta(days=1)
_LONGEST_DAYS = {TimeUnit.DAY: 60, TimeUnit.WEEK: 60 * 7, TimeUnit.MONTH: 60 * 31}
"""The longest span of which each unit makes at most about 60 rows; beyond, it is the year."""
LABELS = {
    TimeUnit.DAY: "%Y-%m-%d",
    TimeUnit.WEEK: "%G-W%V",
    TimeUnit.MONTH: "%Y-%m",
    TimeUnit.YEAR: "%Y",
}
"""How a row is named: as `--in` reads it."""

_DEFINITION = (
    "A play belongs to the local day on which it started. Weeks begin on Monday; the window may cut"
    " the first and the last row short. An artist is new in the row that holds its first counted"
    " play ever. Each row is compared with the same days one window before."
)
_FIGURES = ("heard_ms", "plays", "skip_rate", "new_artists")


@dataclass(slots=True, kw_only=True)
class _Bin:
    """The days of one row that lie in the window."""

    days: list[date] = field(default_factory=list)
    known: list[DaySums] = field(default_factory=list)
    new_artists: int = 0

    def figures(self) -> dict[str, Value]:
        """Return the figures, ``None`` if nothing is known of any day."""
        if not self.known:
            return dict.fromkeys((*_FIGURES, "skips"))
        totals = DaySums(*map(sum, zip(*self.known, strict=True)))
        return {
            "heard_ms": totals.heard_ms,
            "plays": totals.plays,
            "skip_rate": totals.skip_rate,
            "new_artists": self.new_artists,
            "skips": totals.skips if totals.plays_known else None,
        }


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the listening time (ms), counted plays, skip rate and new artists of each row.

    The figures of a row are ``None`` if nothing is known of any of its days. So are those of the
    previous window, if there is none or it is measured in hours.
    """
    any_music = has_music(conn, question, question.window)
    days = listed_days(conn, question, question.window) if any_music else {}
    unit = question.per or _unit_for(len(days))
    previous = _previous_bins(conn, question, unit) if any_music else {}
    bins = _bins(conn, question, question.window, unit, days)
    return Report(
        name="trend",
        title=f"Trend by {unit}",
        layout=Layout.COLUMNS,
        columns=_columns(unit, compared=any(one.known for one in previous.values())),
        rows=tuple(
            _row(label, one, previous.get(label, _Bin()), unit, question.window)
            for label, one in bins.items()
        ),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT, _DEFINITION),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
    )


def _unit_for(days: int) -> TimeUnit:
    fitting = (unit for unit, longest in _LONGEST_DAYS.items() if days <= longest)
    return next(fitting, TimeUnit.YEAR)


def _previous_bins(
    conn: sqlite3.Connection, question: Question, unit: TimeUnit
) -> Mapping[str, _Bin]:
    """Return the previous window by the rows of this one."""
    previous = question.window.previous()
    if previous is None or question.window.days is None:
        return {}
    days = listed_days(conn, question, previous)
    return _bins(conn, question, previous, unit, days, later=question.window.days * _DAY)


def _bins(
    conn: sqlite3.Connection,
    question: Question,
    window: Window,
    unit: TimeUnit,
    days: Mapping[date, DaySums | None],
    *,
    later: timedelta = timedelta(),
) -> Mapping[str, _Bin]:
    """Return the days of a window by the name of the row they belong to, moved by some days."""
    bins: dict[str, _Bin] = {}
    new = Counter(first_days(conn, question, window)) if days else Counter[date]()
    for day, totals in days.items():
        one = bins.setdefault(f"{day + later:{LABELS[unit]}}", _Bin())
        one.days.append(day)
        one.new_artists += new[day]
        if totals is not None:
            one.known.append(totals)
    return bins


def _is_whole(label: str, one: _Bin, unit: TimeUnit, window: Window) -> bool:
    """Return whether the window holds all of a row, and something is known of each day of it."""
    first, after = one.days[0], one.days[-1] + _DAY
    is_cut = label in {f"{day:{LABELS[unit]}}" for day in (first - _DAY, after)}
    starts_ms = [to_ms(start_of_day(day, window.zone)) for day in (first, after)]
    is_inside = window.since_ms <= starts_ms[0] and starts_ms[1] <= window.until_ms
    return not is_cut and is_inside and len(one.known) == len(one.days)


def _columns(unit: TimeUnit, *, compared: bool) -> tuple[Column, ...]:
    figures = (
        Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
        Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
        Column(name="new_artists", title="New artists", kind=ColumnKind.COUNT),
    )
    return (
        Column(name="span", title=unit.capitalize()),
        *figures,
        *_previous_columns(figures, compared=compared),
        Column(name="skips", title="Skips", kind=ColumnKind.COUNT, detail=True),
        Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
        Column(name="last_day", title="To", kind=ColumnKind.DATE, detail=True),
        Column(name="days", title="Days", kind=ColumnKind.COUNT, detail=True),
        Column(name="known_days", title="Known days", kind=ColumnKind.COUNT, detail=True),
        Column(name="is_whole", title="Whole", kind=ColumnKind.FLAG, detail=True),
    )


def _previous_columns(figures: tuple[Column, ...], *, compared: bool) -> Iterator[Column]:
    for column in figures:
        is_shown = compared and column.name == "heard_ms"
        yield Column(
            name=f"previous_{column.name}", title="Before", kind=column.kind, detail=not is_shown
        )


def _row(label: str, now: _Bin, previous: _Bin, unit: TimeUnit, window: Window) -> Row:
    figures, before = now.figures(), previous.figures()
    return (
        label,
        *(figures[name] for name in _FIGURES),
        *(before[name] for name in _FIGURES),
        figures["skips"],
        now.days[0],
        now.days[-1],
        len(now.days),
        len(now.known),
        _is_whole(label, now, unit, window),
    )
