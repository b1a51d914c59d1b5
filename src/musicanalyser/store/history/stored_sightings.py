"""The sightings of the history, read again: those of a span, and those of some tracks."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

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
_ENDED = "s.ended_ms between :since_ms and :until_ms"
# As `listening.start_and_end.FAR_STAMP_MS` says.
_STARTED = f"""
s.stamped_before_ms > 900000
and s.ended_ms - s.played_ms - s.stamped_before_ms between :since_ms and :until_ms
and not {_ENDED}
"""
_NEAR = (("", _ENDED), ("indexed by sightings_stamped_early", _STARTED))
"""By which index sightings are found that lie in a span, and the condition."""
_SIGHTINGS = """
select
  s.id, s.track_id, k.key, t.length_ms, c.source, c.kind, t.uri, t.title, t.artist, t.album,
  s.row, s.ended_ms, s.played_ms, c.reason_start, c.reason_end, c.skipped, d.shuffle, c.offline,
  c.private, s.ended_ms - s.played_ms - s.stamped_before_ms, d.platform, d.country, s.ordinal,
  c.heard, l.length_ms,
  o.started_ms, o.latest_ms, o.length_ms, o.low_ms, o.high_ms, o.confidence, o.inferred, o.context
from sightings s {index}
join sighting_classes c on c.id = s.class_id
join devices d on d.id = s.device_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.named_song_id
left join stated_lengths l on l.sighting_id = s.id
left join observations o on o.sighting_id = s.id
where {place} and s.id < :before_id
order by s.ended_ms, s.id
"""
_MARKS = """
select
  s.ended_ms, s.played_ms, s.id, k.key, c.source,
  s.ended_ms - s.played_ms - s.stamped_before_ms
from sightings s {index}
join sighting_classes c on c.id = s.class_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.named_song_id
where {place} and s.id < :before_id
order by s.ended_ms, s.played_ms, s.id
"""
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
    """Return the sightings that lie in a closed span, by end or by a far start stamp.

    Their items have the present names of their tracks. Those from ``before_id`` on are left out.
    """
    rows = _near(conn, _SIGHTINGS, since_ms, until_ms, before_id)
    return [_stored_sighting(row) for row in rows]


def marks_between(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, *, before_id: int
) -> Iterator[Mark]:
    """Yield what tells which sightings may be of one play, of those that lie in a closed span."""
    yield from _near(conn, _MARKS, since_ms, until_ms, before_id)


def _near(
    conn: sqlite3.Connection, statement: str, since_ms: int, until_ms: int, before_id: int
) -> Iterator[Any]:
    values = {"since_ms": since_ms, "until_ms": until_ms, "before_id": before_id}
    for index, place in _NEAR:
        yield from conn.execute(statement.format(index=index, place=place), values)


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
