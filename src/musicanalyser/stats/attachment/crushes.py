"""How fast the greatest obsessions of a window faded, and the interest in their artists.

What happened after a peak week is followed up to now, also beyond the window.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from musicanalyser.listening.peaks import WEEK_DAYS
from musicanalyser.listening.rates.crush_decay import (
    DAYS,
    FOLLOWED_DAYS,
    LEAST_KNOWN_DAYS,
    LEAST_PEAK_PLAYS,
    Decay,
    decay_of,
    median_half_life,
)
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, EntityTotals, RankedEntity
from musicanalyser.stats.base.window import local_clock, report_span
from musicanalyser.timespan.local_clock import numbered_day

CRUSHES = 100
"""How many obsessions are followed: those with most plays in their peak week."""
CRUSH_FIGURES = (
    Column(name="crushes", title="Track crushes", kind=ColumnKind.COUNT),
    Column(name="half_life_days", title="Track half-life (days)", kind=ColumnKind.NUMBER),
    Column(name="artist_crushes", title="Artist crushes", kind=ColumnKind.COUNT),
    Column(name="artist_half_life_days", title="Artist half-life (days)", kind=ColumnKind.NUMBER),
)
"""The columns of `crush_figures`."""
CRUSH_TEXT = (
    f"Crush: an obsession with at least {LEAST_PEAK_PLAYS} plays in its peak week, and its artist,"
    f" followed for {FOLLOWED_DAYS // WEEK_DAYS} weeks, of which"
    f" {LEAST_KNOWN_DAYS // WEEK_DAYS} must be known; the greatest {CRUSHES} are. Half-life: the"
    " days in which the plays halve, by maximum likelihood; the figure is the median."
)
_LIST_COLUMNS = (
    Column(name="week_plays", title="Peak", kind=ColumnKind.COUNT),
    Column(name="week_first_day", title="From", kind=ColumnKind.DATE),
    Column(name="later_plays", title="Then", kind=ColumnKind.COUNT),
    Column(name="known_weeks", title="Weeks", kind=ColumnKind.NUMBER),
    Column(name="fades", title="Fades", kind=ColumnKind.FLAG, detail=True),
    Column(name="half_life_days", title="Half-life", kind=ColumnKind.NUMBER),
)

# Each artist or song begins on its own day, so that an index finds the few plays that are followed.
_PLAYS = """
select w.key, h.day_number - json_extract(w.value, '$.day'), count(*)
from json_each(:crushes) w
cross join v_tracks t on t.{entity}_id = json_extract(w.value, '$.id')
cross join v_heard h on h.track_id = t.id
  and h.started_ms >= json_extract(w.value, '$.since_ms')
  and h.started_ms < min(json_extract(w.value, '$.until_ms'), :now_ms)
where {music} and {counted}
group by 1, 2
"""
_ARTISTS = """
select song_id, max(artist_id) from v_tracks
where song_id in (select value from json_each(?)) and artist_id is not null
group by song_id
"""


class Crush(NamedTuple):
    """An obsession or its artist, with what became of it."""

    name: EntityTotals
    week_first: int
    """The number of the first day of the peak week, which is that of the track."""
    decay: Decay


class Crushes(NamedTuple):
    """The crushes of a window, the greatest first."""

    tracks: Sequence[Crush]
    artists: Sequence[Crush]


class _Begun(NamedTuple):
    """What is followed from a numbered day on."""

    entity_id: int
    name: EntityTotals
    week_first: int


def follow_crushes(
    conn: sqlite3.Connection, question: Question, obsessions: Sequence[tuple[EntityTotals, int]]
) -> Crushes:
    """Return how obsessions faded, from the numbered first day of their peak weeks on.

    They are the greatest first. An artist is followed from the peak week of its greatest on.
    """
    known = known_days(conn, question) - {question.today}
    greatest = obsessions[:CRUSHES]
    artists = dict(conn.execute(_ARTISTS, (json.dumps([one.entity_id for one, _ in greatest]),)))
    of_tracks = [_Begun(one.entity_id, one, day) for one, day in greatest]
    of_artists: dict[int, _Begun] = {}
    for one, day in greatest:
        if (artist_id := artists.get(one.entity_id)) is not None:
            of_artists.setdefault(artist_id, _Begun(artist_id, one, day))
    found = _followed(conn, question, ARTISTS, [*of_artists.values()], known)
    found.sort(key=lambda one: (-one.decay.week_plays, ARTISTS.name_order(one.name)))
    return Crushes(_followed(conn, question, TRACKS, of_tracks, known), found)


def crush_figures(crushes: Crushes) -> Row:
    """Return how many crushes were followed and their median half-life, of tracks and artists."""
    return tuple(
        figure
        for found in crushes
        for figure in (len(found), median_half_life([one.decay for one in found]))
    )


def crush_lists(question: Question, crushes: Crushes, definition: str) -> tuple[Report, Report]:
    """Return the greatest crushes with their peak week, the plays that followed, and half-life."""
    return (
        _list(question, TRACKS, crushes.tracks, definition),
        _list(question, ARTISTS, crushes.artists, definition),
    )


def _list(
    question: Question, entity: RankedEntity, found: Sequence[Crush], definition: str
) -> Report:
    return Report(
        name=f"{entity.plural.removesuffix('s')}-crushes",
        title=f"How crushes on {entity.plural} fade",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *entity.columns,
            *_LIST_COLUMNS,
        ),
        rows=tuple(
            (rank, *entity.names_of(one.name), *_figures(one))
            for rank, one in enumerate(found[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=definition,
        empty="No crush of this window was large enough, and is known long enough.",
    )


def _figures(one: Crush) -> Row:
    return (
        one.decay.week_plays,
        numbered_day(one.week_first),
        one.decay.later_plays,
        one.decay.known_days / WEEK_DAYS,
        one.decay.half_life_days is not None,
        one.decay.half_life_days,
    )


def _followed(
    conn: sqlite3.Connection,
    question: Question,
    entity: RankedEntity,
    begun: Sequence[_Begun],
    known: Collection[date],
) -> list[Crush]:
    plays = _plays(conn, question, entity, begun)
    found = []
    for place, one in enumerate(begun):
        observed = [day for day in range(DAYS) if numbered_day(one.week_first + day) in known]
        decay = decay_of(plays[place], observed)
        if decay is not None:
            found.append(Crush(one.name, one.week_first, decay))
    return found


def _plays(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, begun: Sequence[_Begun]
) -> Mapping[int, Mapping[int, int]]:
    """Return the counted plays of each by the days since it began, by its place."""
    clock = local_clock(conn, question.window)
    crushes = [
        {
            "id": one.entity_id,
            "day": one.week_first,
            "since_ms": clock.first_ms(one.week_first),
            "until_ms": clock.first_ms(one.week_first + DAYS),
        }
        for one in begun
    ]
    rows = run_query(
        conn,
        _PLAYS.replace("{entity}", entity.name),
        question,
        question.window,
        crushes=json.dumps(crushes),
        now_ms=question.now_ms,
    )
    plays: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for place, day, count in rows:
        plays[place][day] = count
    return plays
