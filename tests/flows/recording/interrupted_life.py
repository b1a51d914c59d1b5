"""A short life of a history: imports, live writing, another time zone.

Doing it again changes nothing. Live sightings are made of the rows of an export that arrives only
later. Some are plays that never were, so that this export refutes them, and all tell lengths.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.demo import make_account_data, make_extended_history
from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.recording.record import record_sightings, refresh_figures
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import MINUTE_MS
from tests.flows.histories import ZONE, import_into
from tests.imports.sample_rows import write_file

_UNTIL = datetime(2025, 6, 30, 20, tzinfo=ZONE)
_TOKYO = ZoneInfo("Asia/Tokyo")
_LIVE_ROWS = 60
_LENGTH_MS = 212_345


def write_exports(folder: Path) -> None:
    """Write account data, and later an export of more days, into folders of their own."""
    for name, files in (
        ("early", make_account_data(until=_UNTIL, days=5)),
        ("late", make_extended_history(until=_UNTIL, days=8)),
    ):
        for file in files:
            write_file(folder / name / file.name, file.content)


def live_through(conn: sqlite3.Connection, exports: Path) -> None:
    """Do everything, each step as its command does it."""
    import_into(conn, exports / "early")
    for found in _live_sightings(exports / "late"):
        with transaction(conn):
            record_sightings(conn, [found], file_id=None, clock=LocalClock(ZONE))
        refresh_figures(conn)
    with transaction(conn):
        update_local_days_in_transaction(conn, _TOKYO)
    import_into(conn, exports / "late", zone=_TOKYO)


def _live_sightings(export: Path) -> Iterator[Sighting]:
    """Yield what was seen live: by watching, then in a list of plays, then by mistake."""
    rows = [
        row
        for file in sorted(export.rglob("*Audio*.json"))
        for row in json.loads(file.read_bytes())
        if row["spotify_track_uri"]
    ]
    for number, row in enumerate(islice(rows, len(rows) // 2, len(rows) // 2 + _LIVE_ROWS)):
        seen = _watched(row)
        if number % 3 == 1:
            observation = Observation(
                started_ms=None, length_ms=_LENGTH_MS, low_ms=0, high_ms=_LENGTH_MS, confidence=0
            )
            seen = seen._replace(origin=Origin.RECENT, reason_end="", observation=observation)
        elif number % 3 == 2 and seen.observation:
            seen = seen._replace(
                ended_ms=seen.ended_ms + 7 * MINUTE_MS,
                observation=replace(seen.observation, started_ms=None, is_inferred=True),
            )
        yield seen


def _watched(row: dict[str, str]) -> Sighting:
    heard_ms = int(row["ms_played"])
    ended_ms = round(1000 * datetime.fromisoformat(row["ts"]).timestamp())
    return Sighting(
        origin=Origin.PLAYER,
        item=Item(
            kind=ItemKind.MUSIC,
            uri=row["spotify_track_uri"],
            title=row["master_metadata_track_name"],
            artist=row["master_metadata_album_artist_name"],
            album=row["master_metadata_album_album_name"],
        ),
        row=None,
        ended_ms=ended_ms,
        played_ms=heard_ms,
        reason_end=row["reason_end"],
        private=False,
        observation=Observation(
            started_ms=ended_ms - heard_ms,
            length_ms=_LENGTH_MS,
            low_ms=heard_ms,
            high_ms=heard_ms,
            confidence=0.9,
        ),
    )
