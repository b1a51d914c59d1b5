"""Plays straight into the tables of a new history, as an import of their export would leave them.

It knows that these plays need no matching: none is a double, and only their own row is evidence.
The lengths of tracks, what is known, and all sums are made by the store itself.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.resumed_plays import CONTINUATION_REASONS
from musicanalyser.listening.start_and_end import LATE_REASONS
from musicanalyser.model.evidence import HeardTime
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.store import database_state
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.store.history import import_files, known_spans, track_lengths, tracks
from musicanalyser.store.history.classes import (
    Device,
    Numbers,
    PlayClasses,
    SightingClass,
)
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from tests.benchmarks.histories.catalogue import CatalogueTrack
from tests.benchmarks.histories.sessions import Played, tells_skip

_BATCH = 50_000
_SOURCE = Origin.EXTENDED.value
_ADD_SIGHTINGS = """
insert into sightings (
  id, ended_ms, played_ms, track_id, class_id, stamped_before_ms, ordinal, device_id, file_id, row
) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
"""
_ADD_PLAYS = """
insert into plays (
  started_ms, id, track_id, class_id, heard_ms, paused_ms, local_day, local_hour
) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SET_TRACK = "update tracks set named_ms = ?, length_ms = ? where id = ?"

Row = tuple[int | None, ...]


def load(database: Path, plays: Iterable[Played], *, zone: ZoneInfo) -> None:
    """Fill a new database; ``plays`` are sorted by their end."""
    with (
        closing(open_writing(database)) as conn,
        transaction(conn),
        upkeep.rebuilt_afterwards(conn),
    ):
        database_state.put(conn, database_state.TIMEZONE, zone.key)
        loading = _Loading(conn, LocalClock(zone))
        rest = iter(plays)
        while batch := list(islice(rest, _BATCH)):
            loading.add(batch)
        loading.end()
        known_spans.rebuild(conn)
        track_lengths.measure(conn)


class _Loading:
    """Numbers what plays share, and writes them in batches."""

    def __init__(self, conn: sqlite3.Connection, clock: LocalClock) -> None:
        self._conn, self._clock = conn, clock
        self._file_id = import_files.find_or_add(
            conn, digest=b"invented", name="invented", format_name=_SOURCE
        )
        self._sightings = Numbers(conn, "sighting_classes", SightingClass)
        self._devices = Numbers(conn, "devices", Device)
        self._plays = PlayClasses(conn)
        self._known = tracks.KnownTracks(conn)
        self._tracks: dict[CatalogueTrack, int] = {}
        self._named_ms: dict[int, int] = {}
        self._count = 0

    def add(self, batch: Sequence[Played]) -> None:
        """Add plays after all that were added before."""
        self._add_tracks(batch)
        sightings, plays = [], []
        for number, play in enumerate(batch, self._count + 1):
            sighting, stored = self._rows(number, play)
            sightings.append(sighting)
            plays.append(stored)
        self._conn.executemany(_ADD_SIGHTINGS, sightings)
        self._conn.executemany(_ADD_PLAYS, plays)
        self._count += len(batch)

    def end(self) -> None:
        """Tell each track when it was last heard, and the length by which its plays were judged."""
        self._known.forget()
        self._conn.executemany(
            _SET_TRACK,
            (
                (self._named_ms[track_id], track.length_ms, track_id)
                for track, track_id in self._tracks.items()
            ),
        )

    def _add_tracks(self, batch: Sequence[Played]) -> None:
        new = {play.track: play.end_s for play in batch if play.track not in self._tracks}
        items = {_item(track): (track, end_s) for track, end_s in new.items()}
        uses = {
            item: tracks.Use(rank=Origin.EXTENDED.traits.name_rank, at_ms=1000 * end_s)
            for item, (_, end_s) in items.items()
        }
        for item, found in self._known.resolve(uses).by_item.items():
            self._tracks[items[item][0]] = found.id

    def _rows(self, number: int, play: Played) -> tuple[Row, Row]:
        around, track_id = play.around, self._tracks[play.track]
        kind = _kind(play.track).value
        skipped, private = tells_skip(play), int(around.private)
        offline = None if around.offline is None else int(around.offline)
        started_ms, ended_ms = _start_and_end_ms(play)
        stamped_ms = 1000 * play.end_s
        before_ms = stamped_ms - play.heard_ms - 1000 * play.start_s if around.stamp_unit else None
        self._named_ms[track_id] = stamped_ms
        verdict = judge_play(
            reason_end=play.reason_end,
            skipped=skipped,
            heard_ms=play.heard_ms,
            length_ms=play.track.length_ms,
        )
        told = None if skipped is None else int(skipped)
        sighting_class = self._sightings[
            _SOURCE,
            kind,
            play.reason_start,
            play.reason_end,
            told,
            offline,
            private,
            HeardTime.KNOWN.value,
        ]
        device = self._devices[around.platform, around.country, int(around.shuffle)]
        is_resumed = play.reason_start in CONTINUATION_REASONS
        play_class = self._plays[
            _SOURCE,
            kind,
            private,
            play.reason_end,
            told,
            verdict.value,
            is_resumed,
            False,
            HeardTime.KNOWN.value,
            None,
        ]
        sighting = (
            number, stamped_ms, play.heard_ms, track_id, sighting_class, before_ms, device,
            self._file_id, number,
        )  # fmt: skip
        paused_ms = ended_ms - started_ms - play.heard_ms
        where = self._clock.day_and_hour(started_ms)
        return sighting, (
            started_ms,
            number,
            track_id,
            play_class,
            play.heard_ms,
            paused_ms,
            *where,
        )


def _start_and_end_ms(play: Played) -> tuple[int, int]:
    """Return the moments that an import derives, as `listening.start_and_end` says."""
    started_ms, ended_ms = 1000 * play.start_s, 1000 * play.end_s
    if not play.around.stamp_unit:
        return ended_ms - play.heard_ms, ended_ms
    if play.around.offline or play.reason_end in LATE_REASONS:
        return started_ms, started_ms + play.heard_ms
    return started_ms, ended_ms


def _kind(track: CatalogueTrack) -> ItemKind:
    return ItemKind.PODCAST if track.album is None else ItemKind.MUSIC


def _item(track: CatalogueTrack) -> Item:
    return Item(
        kind=_kind(track),
        uri=track.uri,
        title=track.title,
        artist=track.artist,
        album=track.album,
    )
