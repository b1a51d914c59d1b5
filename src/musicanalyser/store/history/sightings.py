"""Sightings: rows of origins as they came, appended once and never changed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from musicanalyser.listening.span_merging import span_moments
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import LIVE
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
  sighting_id, started_ms, latest_ms, length_ms, low_ms, high_ms, confidence, inferred,
  context
) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_STATE_LENGTH = "insert into stated_lengths (sighting_id, length_ms) values (?, ?)"
_LAST_ID = "select coalesce(max(id), 0) from sightings"
_NEWEST = """
select ended_ms from sightings
where class_id in (
  select id from sighting_classes where source in (select value from json_each(:origins))
)
order by ended_ms desc
limit (select exists (select 1 from observations))
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
_Key = tuple[int, int, int, int, int | None, int]
"""The end, the time heard, the track, the class, the start stamp and the ordinal of a sighting."""


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
    conn.executemany(_STATE_LENGTH, _stated_lengths(zip(ids, found, strict=True)))
    return ids


def describe_partner(conn: sqlite3.Connection, file_id: int, sighting: Sighting) -> str:
    """Return which row gives the play of a merged sighting: its number and file, or its origin."""
    place = {"ended_ms": sighting.ended_ms, "file_id": file_id, "row": sighting.row}
    name, row, source = conn.execute(_PARTNER, place).fetchone()
    return str(source) if name is None else f"row {row} of {name}"


def newest_live_ms(conn: sqlite3.Connection) -> int | None:
    """Return the end of the newest sighting that came through Spotify's API."""
    found = conn.execute(_NEWEST, {"origins": json.dumps(LIVE)}).fetchone()
    return None if found is None else int(found[0])


def _keys(conn: sqlite3.Connection, found: Iterable[tuple[Sighting, TrackRef]]) -> list[_Key]:
    """Return what makes each sighting unique; no index holds all of it."""
    classes = Numbers(conn, "sighting_classes", SightingClass)
    return [
        (
            ended_ms,
            played_ms,
            track.id,
            classes[origin, item.kind, reason_start, reason_end, skipped, offline, private, heard],
            None if stamp_ms is None else ended_ms - played_ms - stamp_ms,
            ordinal,
        )
        for (
            origin, item, _, ended_ms, played_ms, stamp_ms, reason_start, reason_end, skipped, _,
            offline, private, _, _, ordinal, _, heard, _,
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
) -> Iterator[tuple[float | str | None, ...]]:
    for row_id, (one, _) in added:
        if row_id is not None and one.observation is not None:
            known = one.observation
            yield (
                row_id, known.started_ms, known.latest_ms, known.length_ms, known.low_ms,
                known.high_ms, known.confidence, int(known.is_inferred), known.context,
            )  # fmt: skip


def _stated_lengths(
    added: Iterable[tuple[int | None, tuple[Sighting, TrackRef]]],
) -> Iterator[tuple[int, int]]:
    for row_id, (one, _) in added:
        if row_id is not None and one.length_ms is not None:
            yield row_id, one.length_ms
