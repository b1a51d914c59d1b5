"""A calendar, a clock and a trend with all their parts, like those of a year of listening."""

from datetime import date, timedelta

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row, Value
from tests.render.dashboard import minutes, span
from tests.render.samples import NOW

TODAY = NOW.date()
_TIME = Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True)
_RATE = Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE)
_COUNTING = ("plays ≥ 30 s", "private sessions excluded")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def calendar(count: int = 365, *, unknown: int = 9) -> Report:
    """Return the last days, of which nothing is known of the first ones."""
    days = [TODAY - timedelta(days=back) for back in range(count - 1, -1, -1)]
    rows = [
        (day, None, None) if n < unknown else (day, minutes(n), n % 50)
        for n, day in enumerate(days)
    ]
    best = sorted((row for row in rows if row[1]), key=lambda row: row[1] or 0, reverse=True)
    columns = (
        Column(name="day", title="Day", kind=ColumnKind.DATE),
        _TIME,
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    )
    return Report(
        name="calendar",
        title="Calendar",
        layout=Layout.CALENDAR,
        columns=columns,
        rows=tuple(rows),
        span=span(count, f"last {count} days"),
        counting=_COUNTING,
        parts=(
            _weekdays(),
            Report(name="best-days", title="Days with most", columns=columns, rows=tuple(best)),
            _streaks(count, active=sum(bool(row[1]) for row in rows)),
        ),
    )


def _weekdays() -> Report:
    return Report(
        name="weekdays",
        title="Average by weekday",
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name="mean_ms", title="Time a day", kind=ColumnKind.DURATION, bar=True),
        ),
        rows=tuple((name, minutes(n + 50) or None) for n, name in enumerate(_WEEKDAYS)),
    )


def _streaks(days: int, *, active: int) -> Report:
    counts = ("current_streak_days", "longest_streak_days", "active_days", "days")
    dates = ("longest_first_day", "longest_last_day")
    return Report(
        name="streaks",
        title="Streaks",
        layout=Layout.FIGURES,
        columns=(
            Column(name="period", title="Period"),
            *(Column(name=name, title=name, kind=ColumnKind.COUNT) for name in counts),
            *(Column(name=name, title=name, kind=ColumnKind.DATE) for name in dates),
        ),
        rows=(("now", 23, 85, active, days, date(2024, 4, 23), date(2024, 7, 16)),),
    )


def clock() -> Report:
    shares = {"Night": 0.06, "Morning": 0.28, "Afternoon": 0.25, "Evening": 0.41}
    parts = Report(
        name="parts-of-day",
        title="Parts of the day",
        layout=Layout.FIGURES,
        columns=(
            Column(name="period", title="Period"),
            Column(name="top_hour", title="Top hour", kind=ColumnKind.COUNT),
            *(Column(name=one, title=one, kind=ColumnKind.SHARE) for one in shares),
        ),
        rows=(("now", 19, *shares.values()), ("before", 20, 0.1, 0.28, 0.22, 0.4)),
    )
    heatmap = Report(
        name="heatmap",
        title="When in the week",
        layout=Layout.GRID,
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name="hour", title="Hour"),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
        ),
        rows=tuple(
            (name, f"{hour:02}", minutes(3 * n + hour))
            for n, name in enumerate(_WEEKDAYS)
            for hour in range(24)
        ),
    )
    return Report(
        name="clock",
        title="Clock",
        layout=Layout.COLUMNS,
        columns=(
            Column(name="hour", title="Hour", kind=ColumnKind.COUNT),
            _TIME,
            Column(name="weekday_ms", title="Weekdays", kind=ColumnKind.DURATION),
            Column(name="weekend_ms", title="Weekend", kind=ColumnKind.DURATION),
            Column(name="previous_heard_ms", title="Before", kind=ColumnKind.DURATION),
        ),
        rows=tuple(
            (hour, 6 * minutes(hour), 4 * minutes(hour), 2 * minutes(hour), 5 * minutes(hour + 1))
            for hour in range(24)
        ),
        span=span(365, "last 365 days"),
        previous=span(365, "previous 365 days", before=365),
        counting=_COUNTING,
        parts=(parts, heatmap),
    )


def trend(count: int = 53, *, unknown: int = 4) -> Report:
    """Return the last weeks, of which nothing is known of the last ones."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    rows: list[Row] = []
    for n in range(count):
        first = monday - timedelta(days=7 * (count - 1 - n))
        is_known = n < count - unknown
        figures: tuple[Value, ...] = (5 * minutes(n + 9), 40 + n % 70, 0.3 + n % 7 / 20)
        known = figures if is_known else (None, None, None)
        before = 5 * minutes(n + 30) if n % 5 else None
        rows.append((f"{first:%G-W%V}", *known, before, first, n > 0 and is_known))
    return Report(
        name="trend",
        title="Trend by week",
        layout=Layout.COLUMNS,
        columns=(
            Column(name="span", title="Week"),
            _TIME,
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
            _RATE,
            Column(name="previous_heard_ms", title="Before", kind=ColumnKind.DURATION),
            Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
            Column(name="is_whole", title="Whole", kind=ColumnKind.FLAG, detail=True),
        ),
        rows=tuple(rows),
        span=span(365, "last 365 days"),
        previous=span(365, "previous 365 days", before=365),
        counting=_COUNTING,
    )
