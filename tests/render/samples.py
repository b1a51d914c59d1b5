"""Reports of every layout like those of statistics, and some with hostile text."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, RankChange, Report, Row, Span

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2025, 3, 14, 18, 30, tzinfo=ZONE)
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS

WEEK = Span(
    label="last 7 days",
    since=datetime(2025, 3, 8, tzinfo=ZONE),
    until=NOW,
    timezone="Europe/Berlin",
)
COUNTED = "A play counts from 30 seconds heard (stream); time heard sums every play."
HOSTILE = (
    "\x1b[31mred\x1b[0m alert",
    "[red]markup[/red] [link=https://example.org]here[/link]",
    "one\ntwo\r\nthree\ttabs\x00nul",
    "safe\u202egnp.exe\u2066 \u200bzero\u200dwidth\ufeff",
    "\u009b31m C1 \x7f and \ud800 half",
    "a|b <b>bold</b> *star* _under_ `code` &amp; https://example.org $x$ ~~no~~",
    '=HYPERLINK("https://example.org","click"), "quoted"',
    "夜に駆ける 🎧 涙の海で抱かれたい〜忘れられないの完全版",
    "שלום עולם",
    "x" * 300,
    "",
)

TRACKS: tuple[Row, ...] = (
    (1, "Midnight Ferry", "The Paper Lungs", 4 * HOUR_MS + 12 * MINUTE_MS, 68, 0.34, 0),
    (
        2,
        "Glass Harbour (Live at the Old Observatory)",
        "Ana Vell",
        3 * HOUR_MS + 4 * MINUTE_MS,
        41,
        0.25,
        RankChange.NEW_ENTRY,
    ),
    (3, "夜に駆ける", "ヨルシカ", 2 * HOUR_MS + 40 * MINUTE_MS, 38, 0.22, 2),
    (4, "Tin Summer", "Low Meridian", 95 * MINUTE_MS, 24, 0.13, -1),
    (5, "Ørsted", "Kvist & Sønner", 41 * MINUTE_MS + 5_000, 12, 0.06, -3),
    (6, "Interlude", "The Paper Lungs", 59_000, 1, 0.001, RankChange.NEW_ENTRY),
)


def top(name: str, title: str, second: str, rows: tuple[Row, ...]) -> Report:
    """Return a list ranked by listening time."""
    texts = [Column(name=name, title=title)]
    if second:
        texts.append(Column(name=second, title=second.title()))
    return Report(
        name=f"top-{name}s",
        title=f"Top {name}s",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *texts,
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
            Column(name="share", title="Share", kind=ColumnKind.SHARE),
            Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE),
            Column(name="uri", title="Address", detail=True),
        ),
        rows=tuple((*row, f"spotify:{name}:{row[0]}") for row in rows),
        span=WEEK,
        definition=COUNTED,
        empty="Nothing was heard in this window.",
    )


TOP_TRACKS = top("track", "Track", "artist", TRACKS)
TOP_ARTISTS = top(
    "artist",
    "Artist",
    "",
    (
        (1, "The Paper Lungs", 6 * HOUR_MS + 31 * MINUTE_MS, 97, 0.45, 0),
        (2, "Ana Vell", 5 * HOUR_MS + 2 * MINUTE_MS, 77, 0.34, 1),
        (3, "ヨルシカ", 3 * HOUR_MS, 41, 0.2, -1),
    ),
)
TOP_ALBUMS = top(
    "album",
    "Album",
    "artist",
    (
        (
            1,
            "Weather for Beginners",
            "The Paper Lungs",
            5 * HOUR_MS + 31 * MINUTE_MS,
            80,
            0.4,
            12,
        ),
        (2, "Observatory", "Ana Vell", 4 * HOUR_MS + 2 * MINUTE_MS, 61, 0.3, 0),
    ),
)


GENRES = Report(
    name="genres",
    title="Genres",
    columns=(
        Column(name="genre", title="Genre"),
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="previous_share", title="Before", kind=ColumnKind.SHARE),
        Column(name="change", title="Change", kind=ColumnKind.SHARE_CHANGE),
    ),
    rows=(
        ("dream pop", 0.31, 0.26, 0.05),
        ("jazz", 0.25, 0.28, -0.03),
        ("dub", 0.104, 0.1, 0.004),
        ("techno", 0.08, None, None),
    ),
    span=WEEK,
    definition="Time is shared among the genres of an artist.",
)


def heatmap(hours: int) -> Report:
    """Return a heatmap with columns of this many hours."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    blocks = range(0, 24, hours)
    labels = [f"{hour:02}" if hours == 1 else f"{hour:02}–{hour + hours:02}" for hour in blocks]  # noqa: RUF001 - an en dash joins a range
    rows = tuple(
        (day, label, (max(0, (hour * (weekday + 3) * 7) % 31 - 8)) * 5 * MINUTE_MS * hours)
        for weekday, day in enumerate(days)
        for hour, label in zip(blocks, labels, strict=True)
    )
    return Report(
        name="heatmap",
        title="When",
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name="block", title="Hours"),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
        ),
        rows=rows,
        layout=Layout.GRID,
        span=WEEK,
        definition="Time heard by weekday and hour, in local time.",
    )


HEATMAP = heatmap(4)
HOURLY = heatmap(1)

OVERVIEW = Report(
    name="overview",
    title="Overview",
    counting=("plays ≥ 30 s", "private sessions excluded"),
    layout=Layout.FIGURES,
    columns=(
        Column(name="period", title="Period"),
        Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
        Column(name="tracks", title="Different tracks", kind=ColumnKind.COUNT),
        Column(name="active_days", title="Active days", kind=ColumnKind.COUNT),
        Column(name="current_streak", title="Current streak", kind=ColumnKind.COUNT),
        Column(name="sessions", title="Sessions", kind=ColumnKind.COUNT),
        Column(name="plays_per_session", title="Plays a session", kind=ColumnKind.NUMBER),
        Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
        Column(name="new_artists", title="New artists", kind=ColumnKind.COUNT),
        Column(name="private_ms", title="Heard in private", kind=ColumnKind.DURATION),
        Column(name="begins", title="History begins", kind=ColumnKind.DATE),
    ),
    rows=(
        (
            "last 7 days",
            12 * HOUR_MS + 4 * MINUTE_MS,
            *(1214, 187, 7, 43, 19, 11.26, 0.183, 6, None),
            date(2019, 6, 2),
        ),
        (
            "previous 7 days",
            10 * HOUR_MS + 2 * MINUTE_MS,
            *(1250, 187, 6, 36, 20, 10.9, 0.21, 0, None),
            date(2019, 6, 2),
        ),
    ),
    span=WEEK,
    definition=COUNTED,
    coverage=Coverage(what="endings", of="plays", share=0.834),
    notes=("Podcasts, audiobooks and videos are left out: 2 h 10 min.",),
    parts=(TOP_TRACKS, TOP_ARTISTS, TOP_ALBUMS, HEATMAP),
)

_PLAYS: tuple[tuple[int, str, str | None, int, int | None, Row], ...] = (
    (0, "Midnight Ferry", "The Paper Lungs", 204_000, 204_000, ("finished", False, "music")),
    (3, "Glass Harbour", "Ana Vell", 41_000, 232_000, ("skipped", False, "music")),
    (4, "夜に駆ける", "ヨルシカ", 150_000, 260_000, ("stopped", False, "music")),
    (130, "Tin Summer", "Low Meridian", 181_000, None, ("unknown", True, "music")),
    (134, "On Rivers", "Slow Talk", 1_860_000, 2_100_000, ("stopped", False, "podcast")),
    (310, "Ørsted", None, 240_000, 240_000, ("finished", False, "music")),
    (314, "Interlude", "The Paper Lungs", 400, 240_000, ("skipped", True, "music")),
)
LOG = Report(
    name="log",
    title="Listening log",
    layout=Layout.TIMELINE,
    columns=(
        Column(name="started_at", title="Start", kind=ColumnKind.MOMENT),
        Column(name="title", title="Title"),
        Column(name="artist", title="Artist"),
        Column(name="heard_ms", title="Heard", kind=ColumnKind.DURATION),
        Column(name="length_ms", title="Length", kind=ColumnKind.DURATION),
        Column(name="share_heard", title="Share", kind=ColumnKind.SHARE),
        Column(name="verdict", title="End"),
        Column(name="private", title="Private", kind=ColumnKind.FLAG),
        Column(name="kind", title="Kind"),
        Column(name="uri", title="Address", detail=True),
    ),
    rows=tuple(
        (
            datetime(2025, 3, 13, 20, 5, tzinfo=ZONE) + timedelta(minutes=minutes),
            title,
            artist,
            heard_ms,
            length_ms,
            length_ms and heard_ms / length_ms,
            *rest,
            "spotify:track:0",
        )
        for minutes, title, artist, heard_ms, length_ms, rest in _PLAYS
    ),
    span=WEEK,
    definition="Every play, however short.",
)
LOG_TABLE = replace(LOG, layout=Layout.TABLE)

EMPTY = replace(TOP_TRACKS, rows=())
BARE = Report(name="sql", title="Query", columns=(), rows=())
ONE_ROW = replace(OVERVIEW, rows=OVERVIEW.rows[:1], parts=(), span=replace(WEEK, since=None))
UNKNOWNS = replace(
    TOP_TRACKS,
    rows=(
        (1, *[None] * 7),
        (2, "Known", "Somebody", float("nan"), 0, 0.0, None, None),
    ),
    coverage=Coverage(what="endings", of="plays", share=None),
)
HOSTILE_LIST = replace(
    TOP_TRACKS,
    title=HOSTILE[0],
    rows=tuple(
        (rank, title, HOSTILE[-rank], rank * MINUTE_MS, rank, 0.1, RankChange.NEW_ENTRY, title)
        for rank, title in enumerate(HOSTILE, 1)
    ),
    notes=HOSTILE[:2],
)
SAMPLES = {
    "overview": OVERVIEW,
    "top-tracks": TOP_TRACKS,
    "genres": GENRES,
    "heatmap": HEATMAP,
    "heatmap-hourly": HOURLY,
    "log-timeline": LOG,
    "log-table": LOG_TABLE,
    "empty": EMPTY,
    "bare": BARE,
    "one-row": ONE_ROW,
    "unknowns": UNKNOWNS,
    "hostile": HOSTILE_LIST,
}
