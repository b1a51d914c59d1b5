"""An overview with all its parts, like that of two years of listening."""

from datetime import date, timedelta

from musicanalyser.report import Column, ColumnKind, Known, Layout, RankChange, Report, Row, Span
from tests.render.samples import HOUR_MS, MINUTE_MS, NOW, ZONE

_HEARD = Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, lead=True)
_PLAYS = Column(name="plays", title="Plays", kind=ColumnKind.COUNT, lead=True)
_ARTISTS = Column(name="artists", title="Artists", kind=ColumnKind.COUNT, lead=True)
_SKIPS = Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE, lead=True)
_BAR = Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True)
_TODAY = NOW.date()
_NAMES = (
    "Midnight Ferry",
    "Glass Harbour (Live at the Old Observatory)",
    "夜に駆ける",
    "שלום עולם",
    "x" * 60,
    "Ørsted",
    "🎧 family 👨‍👩‍👧 and flags 🇩🇪",
    "Tin Summer",
    "",
    "Interlude",
)


def minutes(seed: int) -> int:
    """Return some minutes in ms, up to three hours, and now and then none."""
    return max(0, (seed * 7919 + seed % 7 * 1301) % 211 - 31) * MINUTE_MS


def top(name: str, *, has_artist: bool) -> Report:
    columns = (
        Column(name="rank", title="#", kind=ColumnKind.COUNT),
        Column(name=name, title=name.title()),
        *([Column(name="artist", title="Artist")] if has_artist else []),
        _BAR,
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE),
    )
    changes = (0, 2, RankChange.NEW_ENTRY, -11)
    rows: list[Row] = []
    for rank, title in enumerate(_NAMES, 1):
        artist = ("The Paper Lungs",) if has_artist else ()
        time = (12 - rank) * HOUR_MS + 5 * MINUTE_MS
        rows.append((rank, title, *artist, time, 0.2 / rank, changes[rank % 4]))
    return Report(name=f"top-{name}s", title=f"Top {name}s", columns=columns, rows=tuple(rows))


def every_day(count: int = 371) -> Report:
    days = [_TODAY - timedelta(days=back) for back in range(count - 1, -1, -1)]
    return Report(
        name="calendar",
        title="Every day",
        columns=(Column(name="day", title="Day", kind=ColumnKind.DATE), _BAR),
        rows=tuple((day, None if place < 9 else minutes(place)) for place, day in enumerate(days)),
        parts=(streaks(),),
    )


def streaks() -> Report:
    return Report(
        name="streaks",
        title="Streaks",
        layout=Layout.FIGURES,
        columns=(
            Column(name="period", title="Period"),
            Column(name="longest_streak_days", title="Longest streak", kind=ColumnKind.COUNT),
        ),
        rows=(("last 365 days", 85),),
    )


def clock() -> Report:
    shares = {"Night": 0.06, "Morning": 0.28, "Afternoon": 0.25, "Evening": 0.41}
    parts = Report(
        name="parts-of-day",
        title="Parts of the day",
        layout=Layout.FIGURES,
        columns=(
            Column(name="period", title="Period"),
            *(Column(name=one, title=one, kind=ColumnKind.SHARE) for one in shares),
        ),
        rows=(("last 30 days", *shares.values()),),
    )
    return Report(
        name="clock",
        title="By hour",
        columns=(Column(name="hour", title="Hour", kind=ColumnKind.COUNT), _BAR),
        rows=tuple((hour, minutes(hour + 3)) for hour in range(24)),
        parts=(parts,),
    )


def trend(count: int = 30) -> Report:
    return Report(
        name="trend",
        title="Trend",
        columns=(Column(name="span", title="Day"), _HEARD, _PLAYS, _SKIPS),
        rows=tuple(
            (str(day), minutes(day + 40), day % 9 * 5, 0.3 + day % 5 / 20) for day in range(count)
        ),
    )


def dashboard() -> Report:
    """Return the overview of 30 days, compared with the 30 before."""
    return Report(
        name="overview",
        title="Your month in music",
        layout=Layout.OVERVIEW,
        columns=(
            Column(name="period", title="Period"),
            _HEARD,
            _PLAYS,
            Column(name="current_streak_days", title="Current streak", kind=ColumnKind.COUNT),
            _ARTISTS,
            Column(name="new_artists", title="New artists", kind=ColumnKind.COUNT),
            _SKIPS,
        ),
        rows=(
            ("last 30 days", 57 * HOUR_MS + 25 * MINUTE_MS, 1017, 23, 142, 4, 0.442),
            ("previous 30 days", 55 * HOUR_MS, 987, None, 142, 9, 0.43),
        ),
        span=span(30, "last 30 days"),
        previous=span(30, "previous 30 days", before=30),
        known=Known(since=date(2023, 3, 1), until=_TODAY, days=30, of=30),
        counting=("plays ≥ 30 s", "private sessions excluded"),
        definition="Counts plays of 30 s or more.",
        parts=(
            top("track", has_artist=True),
            top("artist", has_artist=False),
            top("album", has_artist=True),
            every_day(),
            clock(),
            trend(),
        ),
    )


def span(days: int, label: str, *, before: int = 0) -> Span:
    since = NOW.replace(hour=0, minute=0) - timedelta(days=days - 1 + before)
    return Span(label=label, since=since, until=NOW - timedelta(days=before), timezone=ZONE.key)
