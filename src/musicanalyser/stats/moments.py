"""Odd moments: the busiest day, loops, intros, last tracks, tracks of one hour, comebacks."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from statistics import median_low
from typing import Any

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.parts.moment_lists import (
    PARTS,
    SongHours,
    Weighted,
    best_blocks,
    closers,
    intros,
    loops,
)
from musicanalyser.units import DAY_MS, MINUTE_MS, SECOND_MS

ABOUT = "Odd moments: busiest day, loops, comebacks, tracks of one hour."

INTRO_MS = 20 * SECOND_MS
"""A play that ends before has shown the intro and nothing else."""
_DIGITS = 9
"""Weights that differ less are equal."""
_Name = tuple[str, str | None]
LEAST_SILENT_DAYS = 180
"""A track that was away for as long has come back."""

_FIGURES = (
    PERIOD,
    Column(name="day", title="Busiest day", kind=ColumnKind.DATE),
    Column(name="day_plays", title="Plays on it", kind=ColumnKind.COUNT),
    Column(name="median_plays", title="Median day", kind=ColumnKind.COUNT),
    Column(name="days", title="Days with plays", kind=ColumnKind.COUNT),
)
_DEFINITIONS = {
    "loops": "The same track after itself, without another play between.",
    "intros": "Plays that ended within 20 seconds, of tracks with at least 10 plays.",
    "closers": "Tracks that end sessions far more often than others: by three standard errors.",
    "hours": "The three hours of the day in which a track begins most often, from 10 plays on.",
    "comebacks": "Tracks that were away for at least 180 days before this window.",
}
_DAYS = """
select h.local_day, count(*)
from v_heard h
where {music} and {window} and {counted}
group by h.local_day
order by 2 desc, 1 desc
"""
_HOURS = """
select t.song_id, h.local_hour, count(*), sum(h.heard_ms < :intro_ms)
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window}
group by t.song_id, h.local_hour
"""
_RUNS = """
with ordered as (
  select
    t.song_id as song,
    lead(h.started_ms) over (order by h.started_ms, h.id) - h.ended_ms > :gap_ms as ends,
    row_number() over (order by h.started_ms, h.id)
      - row_number() over (partition by t.song_id order by h.started_ms, h.id) as run
  from v_heard h
  join v_tracks t on t.id = h.track_id
  where {music} and {window} and {counted}
),
runs as (select song, count(*) as times, total(ends) as ends from ordered group by song, run)
select song, max(times), cast(sum(ends) as integer), sum(times) from runs group by song
"""
_FIRST = """
select t.song_id, count(*), min(h.started_ms)
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
group by t.song_id
"""
# The last play of each address is found by the index; only songs that came back are counted.
_LAST_BEFORE = """
select t.song_id, max((
  select h.started_ms
  from v_heard h
  where h.track_id = t.id and {music} and {counted} and h.started_ms < :since_ms
  order by h.started_ms desc
  limit 1
)) as last_ms
from v_tracks t
where t.song_id in (select value from json_each(:songs))
group by t.song_id
having last_ms is not null
"""
_PLAYS_BEFORE = """
select t.song_id, count(*)
from v_tracks t
cross join v_heard h on h.track_id = t.id
where t.song_id in (select value from json_each(:songs)) and {music} and {counted}
  and h.started_ms < :since_ms
group by t.song_id
"""
_NAMES = """
select t.song_id, t.title, t.artist
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and t.title is not null
group by h.track_id
order by max(h.started_ms), t.uri
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the busiest day and, as parts, tracks with odd habits; each list is the best first.

    A comeback was away for `LEAST_SILENT_DAYS` before the window. A part of the day has three
    hours. A session ends where the silence is longer than the gap of the question.
    """
    is_any = has_music(conn, question, question.window)
    days = run_query(conn, _DAYS, question, question.window).fetchall()
    return Report(
        name="moments",
        title="Moments",
        layout=Layout.FIGURES,
        columns=_FIGURES,
        rows=tuple(_figures(question.window.label, days)),
        span=report_span(question.window),
        definition=definition_text(question),
        empty=empty_text(conn, question.window),
        parts=tuple(_parts(conn, question)) if is_any else (),
    )


def _figures(label: str, days: list[tuple[str, int]]) -> Iterator[Row]:
    if days:
        day, plays = days[0]
        middle = median_low(count for _, count in days)
        yield label, date.fromisoformat(day), plays, middle, len(days)


def _parts(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    window = question.window
    hours: SongHours = defaultdict(Counter)
    short: Counter[int] = Counter()
    for song, hour, plays, intro_plays in run_query(
        conn, _HOURS, question, window, intro_ms=INTRO_MS
    ):
        hours[song][hour] += plays
        short[song] += intro_plays
    gap_ms = question.session_gap_minutes * MINUTE_MS
    runs = run_query(conn, _RUNS, question, window, gap_ms=gap_ms).fetchall()
    lists: Mapping[str, list[Weighted]] = {
        "loops": loops(runs),
        "intros": intros(hours, short),
        "closers": closers(runs),
        "hours": best_blocks(hours),
        "comebacks": list(_comebacks(conn, question)),
    }
    names = {
        song: (title, artist) for song, title, artist in run_query(conn, _NAMES, question, window)
    }
    for name, rows in lists.items():
        title, columns = PARTS[name]
        ranked = sorted(_named(rows, names), key=lambda row: (-row[0], *_name_order(row[1])))
        yield Report(
            name=name,
            title=title,
            columns=columns,
            rows=tuple((*song, *rest) for _, song, *rest in ranked[: question.limit]),
            span=report_span(window),
            definition=_DEFINITIONS[name],
        )


def _named(rows: Iterable[Weighted], names: Mapping[int, _Name]) -> Iterator[tuple[Any, ...]]:
    """Yield rows with a weight, the title and artist of a song, and the figures."""
    for weight, song, *figures in rows:
        if song in names:
            yield (round(float(weight), _DIGITS), names[int(song)], *figures)


def _name_order(name: _Name) -> tuple[str, str]:
    return name[0], name[1] or ""


def _comebacks(conn: sqlite3.Connection, question: Question) -> Iterator[Weighted]:
    window = question.window
    if window.since is None:
        return
    back = {song: row for song, *row in run_query(conn, _FIRST, question, window)}
    silent_days = {
        song: (back[song][1] - last_ms) // DAY_MS
        for song, last_ms in run_query(
            conn, _LAST_BEFORE, question, window, songs=json.dumps(sorted(back))
        )
    }
    away = {song: days for song, days in silent_days.items() if days >= LEAST_SILENT_DAYS}
    for song, before in run_query(
        conn, _PLAYS_BEFORE, question, window, songs=json.dumps(sorted(away))
    ):
        yield min(before, away[song]), song, away[song], before, back[song][0]
