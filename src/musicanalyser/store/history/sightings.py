"""Sightings: rows of origins as they came, appended once and never changed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from musicanalyser.model.evidence import Observation, Sighting, StoredSighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import LIVE, Origin
from musicanalyser.store.history.classes import Device, Numbers, SightingClass
from musicanalyser.store.history.tracks import TrackRef

# No index holds all of what makes a sighting unique: the few with its end are compared instead.
_ADD = """
insert into sightings (
  id, ended_ms, played_ms, track_id, class_id, stamped_before_ms, ordinal, device_id, file_id, row
)
select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
where not exists (
  select 1 from sightings
  where ended_ms = ?2 and played_ms = ?3 and track_id = ?4 and class_id = ?5
  and stamped_before_ms is ?6 and ordinal = ?7
)
"""
_OBSERVE = """
insert into observations (
  sighting_id, started_ms, latest_ms, length_ms, low_ms, high_ms, confidence, inferred
) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAST_ID = "select coalesce(max(id), 0) from sightings"
_SINCE_ID = "select id from sightings where id >= :first"
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

# sqlite3 binds plain str and int directly, but looks for an adapter of any subclass, for each row.
_PLAIN = {False: 0, True: 1, None: None}
_FLAGS = {0: False, 1: True, None: None}
_PORTION = 20_000
"""Sightings held in memory at once during a rebuild."""
NO_ID = 2**63 - 1
"""Above the id of any sighting: the highest integer of SQLite."""


def add(
    conn: sqlite3.Connection,
    sightings: Sequence[Sighting],
    tracks: Mapping[Item, TrackRef],
    *,
    file_id: int | None,
) -> list[int | None]:
    """Append sightings; return the id of each, or ``None`` for one that is known already."""
    (last_id,) = conn.execute(_LAST_ID).fetchone()
    first = last_id + 1
    conn.executemany(_ADD, _rows(conn, sightings, tracks, file_id=file_id, first=first))
    added = {row_id for (row_id,) in conn.execute(_SINCE_ID, {"first": first})}
    ids = [row_id if row_id in added else None for row_id in range(first, first + len(sightings))]
    conn.executemany(_OBSERVE, _observed(zip(ids, sightings, strict=True)))
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


def _rows(
    conn: sqlite3.Connection,
    sightings: Sequence[Sighting],
    tracks: Mapping[Item, TrackRef],
    *,
    file_id: int | None,
    first: int,
) -> Iterator[tuple[int | None, ...]]:
    classes = Numbers(conn, "sighting_classes", SightingClass)
    devices = Numbers(conn, "devices", Device)
    for row_id, one in enumerate(sightings, start=first):
        sighting_class = SightingClass(
            one.origin.value, one.item.kind.value, one.reason_start, one.reason_end,
            _PLAIN[one.skipped], _PLAIN[one.offline], _PLAIN[one.private],
        )  # fmt: skip
        device = Device(one.platform, one.country, _PLAIN[one.shuffle])
        stamp_ms = one.offline_ms
        yield (
            row_id, one.ended_ms, one.played_ms, tracks[one.item].id,
            classes.id_of(sighting_class),
            None if stamp_ms is None else one.ended_ms - one.played_ms - stamp_ms,
            one.ordinal, devices.id_of(device), file_id, one.row,
        )  # fmt: skip


def _observed(
    added: Iterable[tuple[int | None, Sighting]],
) -> Iterator[tuple[float | None, ...]]:
    for row_id, one in added:
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
