"""Sightings: rows of origins as they came, appended once and never changed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from musicanalyser.listening.span_merging import span_moments
from musicanalyser.model.evidence import Observation, Sighting, StoredSighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import LIVE, Origin
from musicanalyser.store.history.classes import Device, Numbers, SightingClass
from musicanalyser.store.history.tracks import TrackRef
from musicanalyser.units import DAY_MS

_KEYS_BETWEEN = """
select ended_ms, played_ms, track_id, class_id, stamped_before_ms, ordinal from sightings
where ended_ms between ? and ?
"""
_ADD = """
insert into sightings (
  ended_ms, played_ms, track_id, class_id, stamped_before_ms, ordinal, id, device_id, file_id, row
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_OBSERVE = """
insert into observations (
  sighting_id, started_ms, latest_ms, length_ms, low_ms, high_ms, confidence, inferred
) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAST_ID = "select coalesce(max(id), 0) from sightings"
_OF_TRACKS = """
with own as (
  select id from sightings where track_id in (select value from json_each(:track_ids))
),
of_plays as (
  select id from own
  union select play_id from merged where sighting_id in (select id from own)
)
select id, ended_ms from sightings
where id in (
  select id from of_plays
  union select sighting_id from merged where play_id in (select id from of_plays)
)
"""
_NEWEST = """
select ended_ms from sightings
where class_id in (
  select id from sighting_classes where source in (select value from json_each(:origins))
)
order by ended_ms desc limit 1
"""
_PARTNER = """
select f.name, s.row, c.source
from sightings own
join merged m on m.sighting_id = own.id
join sightings s on s.id = (select coalesce(best_id, id) from plays where id = m.play_id)
join sighting_classes c on c.id = s.class_id
left join files f on f.id = s.file_id
where own.ended_ms = :ended_ms and own.file_id = :file_id and own.row = :row
"""
_ENDS = "select id, ended_ms from sightings order by ended_ms, id"
_BETWEEN = """
select
  s.id, s.track_id, k.key, t.length_ms, c.source, c.kind, t.uri, t.title, t.artist, t.album,
  s.row, s.ended_ms, s.played_ms, c.reason_start, c.reason_end, c.skipped, d.shuffle, c.offline,
  c.private, s.ended_ms - s.played_ms - s.stamped_before_ms, d.platform, d.country, s.ordinal,
  o.started_ms, o.latest_ms, o.length_ms, o.low_ms, o.high_ms, o.confidence, o.inferred
from sightings s
join sighting_classes c on c.id = s.class_id
join devices d on d.id = s.device_id
join tracks t on t.id = s.track_id
join songs k on k.id = t.song_id
left join observations o on o.sighting_id = s.id
where s.ended_ms between :since_ms and :until_ms and s.id < :before_id
order by s.ended_ms, s.id
"""

_MARKS_BETWEEN = """
select s.ended_ms, s.played_ms, s.id, k.key
from sightings s
join tracks t on t.id = s.track_id
join songs k on k.id = t.song_id
where s.ended_ms between :since_ms and :until_ms and s.id < :before_id
order by s.ended_ms, s.played_ms, s.id
"""
_FLAGS = {0: False, 1: True, None: None}
_PORTION = 20_000
"""Sightings held in memory at once during a rebuild."""
NO_ID = 2**63 - 1
"""Above the id of any sighting: the highest integer of SQLite."""


_Key = tuple[int, int, int, int, int | None, int]
"""The end, the time heard, the track, the class, the start stamp and the ordinal of a sighting."""


Mark = tuple[int, int, int, str]
"""The end, the time heard, the id and the song of a sighting."""


def add(
    conn: sqlite3.Connection,
    found: Sequence[tuple[Sighting, TrackRef]],
    *,
    file_id: int | None,
) -> list[int | None]:
    """Append sightings of tracks; return the id of each, ``None`` for one that is known already."""
    (last_id,) = conn.execute(_LAST_ID).fetchone()
    keys = _keys(conn, found)
    known = _known_keys(conn, found)
    ids: list[int | None] = []
    for key in keys:
        is_new = key not in known
        known.add(key)
        last_id += is_new
        ids.append(last_id if is_new else None)
    conn.executemany(_ADD, _rows(conn, zip(ids, keys, found, strict=True), file_id))
    conn.executemany(_OBSERVE, _observed(zip(ids, found, strict=True)))
    return ids


def ends_of_tracks(conn: sqlite3.Connection, track_ids: Iterable[int]) -> dict[int, int]:
    """Return the end, in ms since 1970 UTC, of every sighting of some tracks, by its id.

    Sightings of other tracks that are merged with them are included.
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


def describe_partner(conn: sqlite3.Connection, file_id: int, sighting: Sighting) -> str:
    """Return which row gives the play of a merged sighting: its number and file, or its origin."""
    place = {"ended_ms": sighting.ended_ms, "file_id": file_id, "row": sighting.row}
    name, row, source = conn.execute(_PARTNER, place).fetchone()
    return str(source) if name is None else f"row {row} of {name}"


def newest_live_ms(conn: sqlite3.Connection) -> int | None:
    """Return the end of the newest sighting that came through Spotify's API."""
    found = conn.execute(_NEWEST, {"origins": json.dumps(LIVE)}).fetchone()
    return None if found is None else int(found[0])


def ends_ms(conn: sqlite3.Connection) -> Iterator[dict[int, int]]:
    """Yield the end of every sighting by its id, in order of time, in portions of bounded size."""
    cursor = conn.execute(_ENDS)
    while portion := cursor.fetchmany(_PORTION):
        yield dict(portion)


def _keys(conn: sqlite3.Connection, found: Iterable[tuple[Sighting, TrackRef]]) -> list[_Key]:
    """Return what makes each sighting unique; no index holds all of it."""
    classes = Numbers(conn, "sighting_classes", SightingClass)
    return [
        (
            ended_ms,
            played_ms,
            track.id,
            classes[origin, item.kind, reason_start, reason_end, skipped, offline, private],
            None if stamp_ms is None else ended_ms - played_ms - stamp_ms,
            ordinal,
        )
        for (
            origin, item, _, ended_ms, played_ms, stamp_ms, reason_start, reason_end, skipped, _,
            offline, private, _, _, ordinal, _,
        ), track in found
    ]  # fmt: skip


def _known_keys(
    conn: sqlite3.Connection, found: Iterable[tuple[Sighting, TrackRef]]
) -> set[tuple[int | None, ...]]:
    """Return the keys of the stored sightings around some others."""
    ends_ms = sorted(one.ended_ms for one, _ in found)
    known: set[tuple[int | None, ...]] = set()
    for span in span_moments(ends_ms, longest_gap_ms=DAY_MS):
        known.update(conn.execute(_KEYS_BETWEEN, span))
    return known


def _rows(
    conn: sqlite3.Connection,
    added: Iterable[tuple[int | None, _Key, tuple[Sighting, TrackRef]]],
    file_id: int | None,
) -> Iterator[tuple[int | None, ...]]:
    devices = Numbers(conn, "devices", Device)
    for row_id, key, (one, _) in added:
        if row_id is not None:
            device_id = devices[one.platform, one.country, one.shuffle]
            yield *key, row_id, device_id, file_id, one.row


def _observed(
    added: Iterable[tuple[int | None, tuple[Sighting, TrackRef]]],
) -> Iterator[tuple[float | None, ...]]:
    for row_id, (one, _) in added:
        if row_id is not None and one.observation is not None:
            known = one.observation
            yield (
                row_id, known.started_ms, known.latest_ms, known.length_ms, known.low_ms,
                known.high_ms, known.confidence, int(known.is_inferred),
            )  # fmt: skip


def _observation(values: Sequence[float | None]) -> Observation | None:
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
    )


def _stored_sighting(row: sqlite3.Row) -> StoredSighting:
    row_id, track_id, song, length_ms, source, kind, uri, title, artist, album, *rest = row
    number, ended_ms, played_ms, reason_start, reason_end, *rest = rest
    skipped, shuffle, offline, private, offline_ms, platform, country, ordinal, *live = rest
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
        observation=_observation(live),
    )
    return StoredSighting(
        id=row_id, track_id=track_id, song=song, length_ms=length_ms, sighting=sighting
    )
