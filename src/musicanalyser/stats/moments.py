"""Odd moments: the busiest day, loops, intros, tracks of one hour."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from statistics import median_low
from typing import Any

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.base.window_hours import WindowHours
from musicanalyser.stats.base.window_totals import WindowTotals, sum_window
from musicanalyser.stats.parts.moment_lists import (
    PARTS,
    Weighted,
    best_blocks,
    intros,
    loops,
)
from musicanalyser.stats.parts.song_habits import song_habits
from musicanalyser.timespan.local_clock import numbered_day
from musicanalyser.units import SECOND_MS

ABOUT = "Odd moments: busiest day, loops, intros, tracks of one hour."

INTRO_MS = 20 * SECOND_MS
"""A play that ends before has shown the intro and nothing else."""
_DIGITS = 9
"""Weights that differ less are equal."""
_Name = tuple[str, str | None]

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
    "hours": "The three hours of the day in which a track begins most often, from 10 plays on.",
}
_PLAYS = """
select t.song_id, h.local_hour, h.heard_ms, {counted}
from v_heard h
cross join v_tracks t on t.id = h.track_id
where {music} and {window}
order by h.started_ms, h.id
"""
_NAMELESS = "select song_id from v_tracks where title is null"


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the busiest day and, as parts, tracks with odd habits; each list is the best first.

    A part of the day has three hours.
    """
    is_any = has_music(conn, question, question.window)
    days = WindowHours(conn, question, question.window).plays_by_day()
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


def _figures(label: str, days: Mapping[int, int]) -> Iterator[Row]:
    if days:
        plays, day = max((plays, day) for day, plays in days.items())
        yield label, numbered_day(day), plays, median_low(days.values()), len(days)


def _parts(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    plays = run_query(conn, _PLAYS, question, question.window)
    songs = song_habits(plays, intro_ms=INTRO_MS)
    lists: Mapping[str, Iterable[Weighted]] = {
        "loops": loops(songs),
        "intros": intros(songs),
        "hours": best_blocks(songs),
    }
    nameless = {song_id for (song_id,) in conn.execute(_NAMELESS)}
    totals = sum_window(conn, question, question.window)
    for name, rows in lists.items():
        title, columns = PARTS[name]
        named = (row for row in rows if row[1] not in nameless)
        ranked = _ranked(totals, named, question.limit)
        yield Report(
            name=name,
            title=title,
            columns=columns,
            rows=tuple((*song, *rest) for _, song, *rest in ranked),
            span=report_span(question.window),
            definition=_DEFINITIONS[name],
        )


def _ranked(totals: WindowTotals, rows: Iterable[Weighted], limit: int) -> list[tuple[Any, ...]]:
    """Return the first rows by weight, then by name, with the title and artist of the song."""
    weighted = [(round(float(weight), _DIGITS), song, rest) for weight, song, *rest in rows]
    weighted.sort(key=itemgetter(0), reverse=True)
    least = weighted[:limit][-1][0] if weighted else 0
    found = [row for row in weighted if row[0] >= least]
    ids = ",".join(str(song) for _, song, _ in found)
    named = totals.group_by(TRACKS, f"r.song_id in ({ids})")
    names = {one.entity_id: (one.title or "", one.artist) for one in named}
    ranked = sorted(found, key=lambda row: (-row[0], *_name_order(names[int(row[1])])))
    return [(weight, names[int(song)], *rest) for weight, song, rest in ranked[:limit]]


def _name_order(name: _Name) -> tuple[str, str]:
    return name[0], name[1] or ""
