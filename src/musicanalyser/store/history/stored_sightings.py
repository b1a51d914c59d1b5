"""The sightings of the history, read again: those of a span, and those of some tracks."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from musicanalyser.model.evidence import HeardTime, Observation, Sighting, StoredSighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin

_OF_TRACKS = """
with of_plays as (
  select id from plays where track_id in (select value from json_each(:track_ids))
  union
  select m.play_id
  from merged m
  join sightings s on s.id in (m.sighting_id, m.play_id)
  where s.track_id in (select value from json_each(:track_ids))
)
select id, ended_ms from sightings
where id in (
  select id from of_plays
  union select sighting_id from merged where play_id in (select id from of_plays)
)
"""
_ENDS = "select id, ended_ms from sightings order by ended_ms, id"
_BETWEEN = """
select
  s.id, s.track_id, k.key, t.length_ms, c.source, c.kind, t.uri, t.title, t.artist, t.album,
  s.row, s.ended_ms, s.played_ms, c.reason_start, c.reason_end, c.skipped, d.shuffle, c.offline,
  c.private, s.ended_ms - s.played_ms - s.stamped_before_ms, d.platform, d.country, s.ordinal,
  c.heard, l.length_ms,
  o.started_ms, o.latest_ms, o.length_ms, o.low_ms, o.high_ms, o.confidence, o.inferred, o.context
from sightings s
join sighting_classes c on c.id = s.class_id
join devices d on d.id = s.device_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.named_song_id
left join stated_lengths l on l.sighting_id = s.id
left join observations o on o.sighting_id = s.id
where s.ended_ms between :since_ms and :until_ms and s.id < :before_id
order by s.ended_ms, s.id
"""

_MARKS_BETWEEN = """
select
  s.ended_ms, s.played_ms, s.id, k.key, c.source,
  s.ended_ms - s.played_ms - s.stamped_before_ms
from sightings s
join sighting_classes c on c.id = s.class_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.named_song_id
where s.ended_ms between :since_ms and :until_ms and s.id < :before_id
order by s.ended_ms, s.played_ms, s.id
"""
_LATE_BETWEEN = """
select
  s.ended_ms, s.played_ms, s.id, k.key, c.source,
  s.ended_ms - s.played_ms - s.stamped_before_ms
from sightings s indexed by sightings_stamped_late
join sighting_classes c on c.id = s.class_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.named_song_id
where s.stamped_before_ms > 2100000
and s.ended_ms - s.stamped_before_ms between :since_ms and :until_ms and s.id < :before_id
order by s.ended_ms, s.played_ms, s.id
"""
_SOURCES = "select distinct source from sighting_classes"
_FLAGS = {0: False, 1: True, None: None}
_PORTION = 20_000
"""Sightings held in memory at once during a rebuild."""
NO_ID = 2**63 - 1
"""Above the id of any sighting: the highest integer of SQLite."""


Mark = tuple[int, int, int, str, str, int | None]
"""The end, the time heard, the id, the song, the origin and the start stamp of a sighting: what
tells whether it may be of one play with another."""


def ends_of_tracks(conn: sqlite3.Connection, track_ids: Iterable[int]) -> dict[int, int]:
    """Return the end, in ms since 1970 UTC, of every sighting of some tracks, by its id.

    Sightings of other tracks that are merged with them are included. Most plays have one sighting,
    of their own track: the others are all looked through.
    """
    rows = conn.execute(_OF_TRACKS, {"track_ids": json.dumps(sorted(track_ids))})
    return dict(rows.fetchall())


def between(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, *, before_id: int = NO_ID
) -> list[StoredSighting]:
    """Return the sightings that end in a closed span, in order of time.

    Their items have the present names of their tracks. Those from ``before_id`` on are left out.
    """
    values = {"since_ms": since_ms, "until_ms": until_ms, "before_id": before_id}
    return [_stored_sighting(row) for row in conn.execute(_BETWEEN, values)]


def marks_between(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, *, before_id: int
) -> Iterator[Mark]:
    """Yield what tells which sightings may be of one play, in order of their ends."""
    values = {"since_ms": since_ms, "until_ms": until_ms, "before_id": before_id}
    yield from conn.execute(_MARKS_BETWEEN, values)


def late_marks_between(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, *, before_id: int
) -> Iterator[Mark]:
    """Yield the marks of rows that may truly have ended in a span, and were stamped later.

    These are rows whose stamp is 35 minutes or more after the end that the device says.
    """
    values = {"since_ms": since_ms, "until_ms": until_ms, "before_id": before_id}
    yield from conn.execute(_LATE_BETWEEN, values)


def sources(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the origins of all sightings there have been."""
    return frozenset(source for (source,) in conn.execute(_SOURCES))


def ends_ms(conn: sqlite3.Connection) -> Iterator[dict[int, int]]:
    """Yield the end of every sighting by its id, in order of time, in portions of bounded size."""
    cursor = conn.execute(_ENDS)
    while portion := cursor.fetchmany(_PORTION):
        yield dict(portion)


def _observation(values: Sequence[float | None], context: str | None) -> Observation | None:
    """Return the values of a row of ``observations``, ``None`` if there is no such row."""
    started_ms, latest_ms, length_ms, low_ms, high_ms, confidence, inferred = values
    if low_ms is None or high_ms is None or confidence is None:
        return None
    return Observation(
        started_ms=None if started_ms is None else int(started_ms),
        latest_ms=None if latest_ms is None else int(latest_ms),
        length_ms=None if length_ms is None else int(length_ms),
        low_ms=int(low_ms),
        high_ms=int(high_ms),
        confidence=confidence,
        is_inferred=bool(inferred),
        context=context,
    )


def _stored_sighting(row: sqlite3.Row) -> StoredSighting:
    row_id, track_id, song, length_ms, source, kind, uri, title, artist, album, *rest = row
    number, ended_ms, played_ms, reason_start, reason_end, *rest = rest
    skipped, shuffle, offline, private, offline_ms, platform, country, ordinal, *rest = rest
    heard, stated_ms, *live, context = rest
    sighting = Sighting(
        origin=Origin(source),
        item=Item(kind=ItemKind(kind), uri=uri, title=title, artist=artist, album=album),
        row=number,
        ended_ms=ended_ms,
        played_ms=played_ms,
        reason_start=reason_start,
        reason_end=reason_end,
        skipped=_FLAGS[skipped],
        shuffle=_FLAGS[shuffle],
        offline=_FLAGS[offline],
        private=_FLAGS[private],
        offline_ms=offline_ms,
        platform=platform,
        country=country,
        ordinal=ordinal,
        observation=_observation(live, context),
        heard=HeardTime(heard),
        length_ms=stated_ms,
    )
    return StoredSighting(
        id=row_id, track_id=track_id, song=song, length_ms=length_ms, sighting=sighting
    )
