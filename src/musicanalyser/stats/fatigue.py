"""Loved tracks that begin to be skipped."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median_low
from typing import NamedTuple

from musicanalyser.listening.fatigue import (
    FALSE_DISCOVERIES,
    LEAST_AFTER,
    LEAST_BEFORE,
    LEAST_PLAYS,
    LEAST_SKIPS,
    Fatigue,
    find_fatigue,
)
from musicanalyser.model.origin import Origin
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text, run_query
from musicanalyser.stats.base.leaders import with_greatest
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.window import (
    PERIOD,
    UNKNOWN_ENDS,
    empty_text,
    local_clock,
    local_day,
    report_span,
    with_previous,
)
from musicanalyser.stats.base.window_totals import WindowTotals, sum_window, sum_windows
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import LocalClock

ABOUT = "Loved tracks that you began to skip, and from which play on."

MOST_TRACKS = 200
"""Loved are so many tracks at most, those with the most plays."""

_SEEING = json.dumps([origin for origin in Origin if origin.traits.sees_skips])
_COLUMNS = (
    PERIOD,
    Column(name="loved_tracks", title="Loved tracks", kind=ColumnKind.COUNT),
    Column(name="tired_tracks", title="Began to be skipped", kind=ColumnKind.COUNT),
    Column(name="median_play", title="At play (median)", kind=ColumnKind.COUNT),
)
_TRACK_COLUMNS = (
    *TRACKS.columns,
    Column(name="from_play", title="From play", kind=ColumnKind.COUNT),
    Column(name="from_play_low", title="Earliest", kind=ColumnKind.COUNT, detail=True),
    Column(name="from_play_high", title="Latest", kind=ColumnKind.COUNT, detail=True),
    Column(name="from_day", title="On", kind=ColumnKind.DATE),
    Column(name="rate_before", title="Before", kind=ColumnKind.SHARE),
    Column(name="rate_after", title="Since", kind=ColumnKind.SHARE),
    Column(name="plays_known", title="All plays", kind=ColumnKind.COUNT),
    Column(name="chance", title="By chance", kind=ColumnKind.SHARE, detail=True),
)
_PLAYS = """
select t.song_id, h.started_ms, h.verdict = 'skipped'
from v_tracks t
cross join v_heard h on h.track_id = t.id
where t.song_id in (select value from json_each(:songs)) and {music} and {window}
  and h.verdict <> 'unknown' and h.source in (select value from json_each(:seeing))
order by h.started_ms, h.id
"""


class _Tired(NamedTuple):
    """A loved track that tired, and the start of the play at which it did."""

    track: EntityTotals
    point: Fatigue
    from_ms: int
    plays: int


class _Found(NamedTuple):
    is_known: bool
    """Whether any play up to the end of the window has a known end."""
    loved: int
    tired: Sequence[_Tired]


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return how many loved tracks began to be skipped in the window, and at which play.

    The part lists them. All plays up to the end of the window take part.
    """
    any_music = any(one.has_music for one in sum_windows(conn, question))
    windows = with_previous(question.window) if any_music else ()
    found = [_find(conn, question, window) for window in windows]
    return Report(
        name="fatigue",
        title="Fatigue",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(_figures(window, one) for window, one in zip(windows, found, strict=True)),
        span=report_span(question.window),
        definition=_definition(question),
        empty=empty_text(conn, question.window),
        parts=(_list(question, found[0], local_clock(conn, question.window)),) if found else (),
    )


def _find(conn: sqlite3.Connection, question: Question, window: Window) -> _Found:
    """Return the loved tracks at the end of a window, and those that tired in it."""
    history = replace(window, since=None)
    totals = sum_window(conn, question, history)
    loved = _loved(totals)
    series = _series(conn, question, history, loved)
    points = find_fatigue(
        {song: [is_skip for _, is_skip in plays] for song, plays in series.items()}
    )
    tired = [
        _Tired(loved[song], point, series[song][point.play - 1][0], len(series[song]))
        for song, point in points.items()
    ]
    return _Found(
        is_known=totals.sum_of("plays_known") > 0,
        loved=len(loved),
        tired=[one for one in tired if one.from_ms >= window.since_ms],
    )


def _loved(totals: WindowTotals) -> dict[int, EntityTotals]:
    found = with_greatest(
        totals,
        TRACKS,
        ("r.plays_known",),
        limit=MOST_TRACKS,
        where=f"r.plays_known >= {LEAST_PLAYS}",
    )
    found.sort(key=lambda one: (-one.plays_known, TRACKS.name_order(one)))
    return {one.entity_id: one for one in found[:MOST_TRACKS]}


def _series(
    conn: sqlite3.Connection, question: Question, history: Window, loved: Mapping[int, object]
) -> dict[int, list[tuple[int, bool]]]:
    """Return the plays of each track whose end is known: their starts, and whether skipped."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    rows = run_query(conn, _PLAYS, question, history, songs=json.dumps([*loved]), seeing=_SEEING)
    for song_id, started_ms, is_skip in rows:
        found[song_id].append((started_ms, bool(is_skip)))
    return found


def _figures(window: Window, found: _Found) -> Row:
    if not found.is_known:
        return (window.label, None, None, None)
    plays = [one.point.play for one in found.tired]
    return (window.label, found.loved, len(plays), median_low(plays) if plays else None)


def _list(question: Question, found: _Found, clock: LocalClock) -> Report:
    ranked = sorted(found.tired, key=lambda one: (one.point.chance, TRACKS.name_order(one.track)))
    return Report(
        name="tired-tracks",
        title="Tracks you began to skip",
        columns=_TRACK_COLUMNS,
        rows=tuple(
            (
                *TRACKS.names_of(one.track),
                one.point.play,
                one.point.low,
                one.point.high,
                local_day(one.from_ms, clock),
                one.point.rate_before,
                one.point.rate_after,
                one.plays,
                one.point.chance,
            )
            for one in ranked[: question.limit]
        ),
        span=report_span(question.window),
        definition="Clearest first, with the skip rates before the play and from it on. The range"
        " from `from_play_low` to `from_play_high` holds the play with 90% probability.",
        empty="No loved track clearly began to be skipped in this window."
        if found.is_known
        else UNKNOWN_ENDS,
    )


def _definition(question: Question) -> str:
    return (
        f"Loved are the {MOST_TRACKS} most played tracks with {LEAST_PLAYS} or more plays whose end"
        f" is known. A track tires if {LEAST_SKIPS} skips or more come later than chance puts them:"
        f" at most {FALSE_DISCOVERIES:.0%} of the tracks shown are chance. At least {LEAST_BEFORE}"
        f" plays come before the point, and {LEAST_AFTER} from it on. Plays are counted from"
        f" the first in the history. {privacy_text(question)}"
    )
