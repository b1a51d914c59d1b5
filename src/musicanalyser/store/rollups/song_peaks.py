"""The peak week and day of each obsession, by usual streams."""

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from musicanalyser.listening.peaks import LEAST_PLAYS, WEEK_DAYS, Peak, find_peak
from musicanalyser.store.rollups import usual_streams
from musicanalyser.units import DAY_MS

_ALL_DAYS = f"""
select t.song_id, h.day_number
from v_heard h
join tracks t on t.id = h.track_id
where {usual_streams.OF_HEARD}
"""  # noqa: S608
_DAYS_OF = f"""
select t.song_id, h.day_number
from json_each(:songs) wanted
cross join tracks t on t.song_id = wanted.value
cross join v_heard h on h.track_id = t.id
where {usual_streams.OF_HEARD}
"""  # noqa: S608
_PUT = """
insert or replace into song_peaks (song_id, week_plays, week_first, day_plays, day)
values (?, ?, ?, ?, ?)
"""
_FORGET = "delete from song_peaks where song_id in (select value from json_each(:songs))"
_STORED = """
select song_id, week_plays, week_first, day_plays, day from song_peaks
where song_id in (select value from json_each(:songs))
"""

# Where a play is gone, or a track has moved to another song, nothing follows from the change alone.
_REVISED = f"""
select t.song_id from ({usual_streams.CHANGED}) x join tracks t on t.id = x.track_id
where x.sign < 0
union select x.song_id from changed_tracks x
left join tracks t on t.id = x.track_id
where t.song_id is not x.song_id
union select t.song_id from changed_tracks x
join tracks t on t.id = x.track_id
where t.song_id <> x.song_id
"""  # noqa: S608
# Every week with a new play lies within these days.
_NEAR = f"""
select one.song_id, h.day_number, count(distinct h.id)
from ({usual_streams.CHANGED}) x
cross join tracks one on one.id = x.track_id
cross join tracks t on t.song_id = one.song_id
cross join v_heard h on h.track_id = t.id
  and h.started_ms between x.started_ms - :near_ms and x.started_ms + :near_ms
where x.sign > 0 and {usual_streams.OF_HEARD}
group by 1, 2
order by 1
"""  # noqa: S608
_NEAR_MS = (WEEK_DAYS + 1) * DAY_MS


def rebuild(conn: sqlite3.Connection) -> None:
    """Find the peaks of all songs."""
    conn.execute("delete from song_peaks")
    _add(conn, conn.execute(_ALL_DAYS))


def update(conn: sqlite3.Connection) -> None:
    """Let peaks grow with new plays; find those anew of which plays are gone."""
    near = {song: dict(days) for song, days in _days_near(conn)}
    revised = {song for (song,) in conn.execute(_REVISED)}
    stored = _stored(conn, near.keys() - revised)
    for song in near.keys() - revised:
        peak = find_peak(near[song])
        if song in stored:
            _put(conn, song, _greater(stored[song], peak))
        elif peak.week_plays >= LEAST_PLAYS:
            revised.add(song)  # its peak day may be any
    songs = {"songs": json.dumps([*revised])}
    conn.execute(_FORGET, songs)
    _add(conn, conn.execute(_DAYS_OF, songs))


def _days_near(conn: sqlite3.Connection) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    rows = conn.execute(_NEAR, {"near_ms": _NEAR_MS})
    for song, days in groupby(rows, key=itemgetter(0)):
        yield song, [(day, plays) for _, day, plays in days]


def _stored(conn: sqlite3.Connection, songs: Iterable[int]) -> Mapping[int, Peak]:
    rows = conn.execute(_STORED, {"songs": json.dumps([*songs])})
    return {song: Peak(*peak) for song, *peak in rows}


def _greater(one: Peak, other: Peak) -> Peak:
    return Peak(*max(one[:2], other[:2]), *max(one[2:], other[2:]))


def _add(conn: sqlite3.Connection, plays: Iterable[tuple[int, int]]) -> None:
    """Add the peaks of obsessions, given the songs and days of all their plays."""
    days_of: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
    for song, day in plays:
        days_of[song].append(day)
    for song, unsorted in days_of.items():
        days = sorted(unsorted)
        weeks = zip(days, days[LEAST_PLAYS - 1 :], strict=False)
        if any(last - first < WEEK_DAYS for first, last in weeks):
            _put(conn, song, find_peak(Counter(days)))


def _put(conn: sqlite3.Connection, song: int, peak: Peak) -> None:
    conn.execute(_PUT, (song, *peak))
