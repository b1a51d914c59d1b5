"""Favourites of the past that have not been played for a long time."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, rule_coverage, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.base.window_totals import TRACKS
from musicanalyser.timespan import from_ms, start_of_day, to_ms

ABOUT = "Past favourites that you have not played for half a year."

LEAST_PLAYS = 15
"""A track with at least this many counted plays is a favourite."""
SILENT_DAYS = 180
"""A favourite without a counted play for this many local days is forgotten."""
_SILENCE = timedelta(days=SILENT_DAYS)
_DAY = timedelta(days=1)

_COLUMNS = (
    PERIOD,
    Column(name="forgotten", title="Forgotten", kind=ColumnKind.COUNT),
    Column(name="newly_forgotten", title="Newly so", kind=ColumnKind.COUNT),
    Column(name="plays", title="Their plays", kind=ColumnKind.COUNT),
    Column(name="longest_silent_days", title="Longest silence", kind=ColumnKind.COUNT),
)
_LIST_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, bar=True),
    Column(name="last_day", title="Last heard", kind=ColumnKind.DATE),
    Column(name="silent_days", title="Days since", kind=ColumnKind.COUNT),
)

# SQLite takes the bare columns beside max() from the row that has the maximum: the latest play.
# Recently played songs are excluded before their older plays are counted.
_FORGOTTEN = """
with recent as materialized (
  select distinct t.song_key
  from v_tracks t
  where t.id in (
    select h.track_id
    from v_heard h
    where {music} and {counted} and h.started_ms >= :silent_ms and h.started_ms < :until_ms
  )
)
select
  t.title, t.artist, t.album, t.uri, count(*) as plays, h.local_day, max(h.started_ms) as last_ms,
  t.song_key
from v_tracks t
cross join v_heard h on h.track_id = t.id and h.started_ms < :silent_ms
where t.song_key not in recent and {music} and {counted}
group by t.song_key
having count(*) >= :least_plays
order by plays desc, last_ms desc, t.song_key
"""


class Favourite(NamedTuple):
    """A favourite as of its last counted play; ``plays`` are the counted ones."""

    title: str | None
    artist: str | None
    album: str | None
    uri: str | None
    plays: int
    local_day: str
    """The day of its last counted play, in ISO 8601."""
    last_ms: int
    song_key: str

    @property
    def last_day(self) -> date:
        """The day of its last counted play."""
        return date.fromisoformat(self.local_day)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of favourites forgotten at the end of the window, and a list of them.

    The figures are how many were not yet forgotten before the window, all of their plays, and the
    longest time without a play in days.
    """
    any_music = has_music(conn, question, question.window)
    found = forgotten(conn, question) if any_music else []
    return Report(
        name="forgotten",
        title="Forgotten favourites",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=(_figures(conn, question, found),) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(_list(question, found),) if any_music else (),
    )


def forgotten(conn: sqlite3.Connection, question: Question) -> list[Favourite]:
    """Return the favourites forgotten at the end of the window, the most played first."""
    silent = start_of_day(_last_day(question) - _SILENCE + _DAY, question.window.zone)
    rows = run_query(
        conn,
        _FORGOTTEN,
        question,
        question.window,
        silent_ms=to_ms(silent),
        least_plays=LEAST_PLAYS,
    )
    return list(map(Favourite._make, rows))


def _last_day(question: Question) -> date:
    """Return the last local day of the window, but no later than today."""
    return min(from_ms(question.window.until_ms - 1, question.window.zone).date(), question.today)


def _figures(conn: sqlite3.Connection, question: Question, found: list[Favourite]) -> Row:
    last = _last_day(question)
    return (
        question.window.label,
        len(found),
        _newly_forgotten(conn, question, found),
        sum(one.plays for one in found),
        max(((last - one.last_day).days for one in found), default=None),
    )


def _newly_forgotten(
    conn: sqlite3.Connection, question: Question, found: list[Favourite]
) -> int | None:
    """Return how many were not yet forgotten at the beginning of the window."""
    since = question.window.since
    if since is None:
        return None
    eve = replace(question, window=replace(question.window, since=None, until=since))
    before = {one.song_key for one in forgotten(conn, eve)}
    return sum(one.song_key not in before for one in found)


def _list(question: Question, found: list[Favourite]) -> Report:
    last = _last_day(question)
    return Report(
        name="forgotten-tracks",
        title="Forgotten tracks",
        columns=_LIST_COLUMNS,
        rows=tuple(
            (rank, *one[:5], one.last_day, (last - one.last_day).days)
            for rank, one in enumerate(found[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No favourite has been forgotten.",
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"A forgotten favourite has at least {LEAST_PLAYS} counted plays, all before the last"
        f" {SILENT_DAYS} days up to the end of the window. Ranked by counted plays.",
    )
