"""The lengths of tracks: from Spotify's API, or else from exported plays that reached the end.

Each function also updates the verdicts that depend on a length.
"""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median_low
from typing import NamedTuple

from musicanalyser.listening.definitions import deciding_ms, judge_play
from musicanalyser.listening.resumed_plays import (
    EXIT_REASONS,
    RESUMED_WITHIN_MS,
)
from musicanalyser.model.origin import EXPORTS
from musicanalyser.model.play_end import EndReason
from musicanalyser.store.history import plays
from musicanalyser.store.history.classes import PlayClasses

_EXPORTED = """
(select id from play_classes where source in (select value from json_each(:origins)))
"""
_OF_SOME = "in (select value from json_each(:track_ids))"
_OF_ALL = "is not null"
# An index has all of ``exited``; what else is needed of these few plays is looked up.
_FINISHED = f"""
select p.track_id, p.heard_ms, count(*)
from plays p
where p.track_id {{which}} and p.heard_ms > 0 and p.class_id in (
  select id from play_classes
  where reason_end = :track_done and resumed = 0 and id in {_EXPORTED}
)
and p.id not in (
  select later.id
  from plays as exited
  cross join plays as first on first.started_ms = exited.started_ms and first.id = exited.id
  cross join plays as later on later.track_id = first.track_id
    and later.started_ms between first.started_ms + first.heard_ms + first.paused_ms
    and first.started_ms + first.heard_ms + first.paused_ms + :resumed_within_ms
  where exited.track_id {{which}} and exited.class_id in (
    select id from play_classes where reason_end in (select value from json_each(:exits))
  )
)
group by p.track_id, p.heard_ms
order by p.track_id, p.heard_ms
"""  # noqa: S608 - of constants
_LONGEST = f"""
select track_id, max(heard_ms) from plays
where class_id in {_EXPORTED} and track_id {{which}}
group by track_id
"""  # noqa: S608 - of constants
_ENOUGH = 3
"""So many plays that reached the end outweigh a longer one, in which the listener moved back."""
_TRACKS = """
select t.id, t.uri, s.key, t.told_ms, t.length_ms
from tracks t
join songs s on s.id = t.named_song_id
where t.id {which}
order by t.id
"""
_KNOWN = "select told_ms, length_ms from tracks where id = :id"
_SET_FROM_API = "update tracks set told_ms = :length_ms, length_ms = :length_ms where id = :id"
_SET_LENGTH = "update tracks set length_ms = ? where id = ?"
# What reached its end is finished, whatever its length.
_JUDGED_BY_LENGTH = "class_id not in (select id from play_classes where reason_end = :track_done)"
_PLAYS = f"select track_id, started_ms, id, class_id, heard_ms from plays where {_JUDGED_BY_LENGTH}"  # noqa: S608
_PLAYS_BETWEEN = f"""
{_PLAYS} and track_id = :track_id and (
  heard_ms >= :finished_since_ms and heard_ms < :finished_until_ms
  or heard_ms >= :half_since_ms and heard_ms < :half_until_ms
)
"""
_TRACK_DONE = {"track_done": EndReason.TRACK_DONE.value}


def measure(conn: sqlite3.Connection, track_ids: Collection[int] | None = None) -> None:
    """Bring the lengths of all tracks up to date, or of some: all of a few songs."""
    changed = list(_changed_lengths(conn, track_ids))
    conn.executemany(_SET_LENGTH, ((one.length_ms, one.track_id) for one in changed))
    found = _plays_of_all(conn, changed) if track_ids is None else _plays_between(conn, changed)
    plays.set_classes(conn, list(_changed_classes(conn, found)))


def put_from_api(conn: sqlite3.Connection, lengths_ms: Mapping[int, int]) -> set[int]:
    """Store the lengths that Spotify's API gave; return the tracks for which that is new.

    They take the place of measured lengths.
    """
    changed = []
    for track_id, length_ms in lengths_ms.items():
        told_ms, known_ms = conn.execute(_KNOWN, {"id": track_id}).fetchone()
        if told_ms != length_ms:
            conn.execute(_SET_FROM_API, {"id": track_id, "length_ms": length_ms})
            changed.append(_Change(track_id, known_ms, length_ms))
    plays.set_classes(conn, list(_changed_classes(conn, _plays_between(conn, changed))))
    return {one.track_id for one in changed}


class _Play(NamedTuple):
    started_ms: int
    id: int
    class_id: int
    heard_ms: int


class _Change(NamedTuple):
    """The old and the new length of a track, in ms, ``None`` if it is unknown."""

    track_id: int
    old_ms: int | None
    length_ms: int | None

    def limits_ms(self) -> Mapping[str, float]:
        """Return between which times heard a play is finished, or half, by one length alone."""
        pairs = zip(deciding_ms(self.old_ms), deciding_ms(self.length_ms), strict=True)
        finished_ms, half_ms = (sorted(pair) for pair in pairs)
        return {
            "finished_since_ms": finished_ms[0],
            "finished_until_ms": finished_ms[1],
            "half_since_ms": half_ms[0],
            "half_until_ms": half_ms[1],
        }


@dataclass(slots=True)
class _Samples:
    """What the plays of one id, or of all ids of a song, say of its length, in ms."""

    finished_ms: "array[int]" = field(default_factory=lambda: array("q"))
    longest_ms: int = 0

    def add(self, other: "_Samples") -> None:
        self.finished_ms.extend(other.finished_ms)
        self.longest_ms = max(self.longest_ms, other.longest_ms)

    @property
    def length_ms(self) -> int | None:
        if not self.finished_ms:
            return None
        median_ms = median_low(self.finished_ms)
        is_enough = len(self.finished_ms) >= _ENOUGH
        return median_ms if is_enough else max(median_ms, self.longest_ms)


class _Reading:
    """What is read of all tracks, or of some."""

    def __init__(self, conn: sqlite3.Connection, track_ids: Collection[int] | None) -> None:
        self._conn = conn
        self._which = _OF_ALL if track_ids is None else _OF_SOME
        self._values = {
            "track_ids": json.dumps(list(track_ids or ())),
            "track_done": EndReason.TRACK_DONE.value,
            "origins": json.dumps(EXPORTS),
            "exits": json.dumps(sorted(EXIT_REASONS)),
            "resumed_within_ms": RESUMED_WITHIN_MS,
        }

    def rows(self, statement: str) -> sqlite3.Cursor:
        """Return the rows of a statement with a place for which tracks."""
        return self._conn.execute(statement.format(which=self._which), self._values)


def _samples(reading: _Reading) -> dict[int, _Samples]:
    """Return the samples of each track."""
    samples: defaultdict[int, _Samples] = defaultdict(_Samples)
    for track_id, heard_ms, count in reading.rows(_FINISHED):
        samples[track_id].finished_ms.extend([heard_ms] * count)
    for track_id, heard_ms in reading.rows(_LONGEST):
        samples[track_id].longest_ms = heard_ms
    return samples


def _changed_lengths(
    conn: sqlite3.Connection, track_ids: Collection[int] | None
) -> Iterator[_Change]:
    reading = _Reading(conn, track_ids)
    by_track = _samples(reading)
    tracks = reading.rows(_TRACKS).fetchall()
    lengths_ms = {
        track_id: api_ms or (by_track[track_id].length_ms if uri and track_id in by_track else None)
        for track_id, uri, _, api_ms, _ in tracks
    }
    unknown = {song for track_id, _, song, _, _ in tracks if lengths_ms[track_id] is None}
    by_song: defaultdict[str, _Samples] = defaultdict(_Samples)
    for track_id, _, song, _, _ in tracks:
        if song and song in unknown and track_id in by_track:  # no song: nothing to share it by
            by_song[song].add(by_track[track_id])
    songs_ms = {song: samples.length_ms for song, samples in by_song.items()}
    for track_id, _, song, _, known_ms in tracks:
        length_ms = lengths_ms[track_id] or songs_ms.get(song)
        if length_ms != known_ms:
            yield _Change(track_id, known_ms, length_ms)


def _plays_of_all(
    conn: sqlite3.Connection, changed: Iterable[_Change]
) -> Iterator[tuple[_Play, int | None]]:
    """Yield the plays of many tracks, each with the length of its track."""
    lengths_ms = {one.track_id: one.length_ms for one in changed}
    for track_id, *play in conn.execute(_PLAYS, _TRACK_DONE):
        if track_id in lengths_ms:
            yield _Play(*play), lengths_ms[track_id]


def _plays_between(
    conn: sqlite3.Connection, changed: Iterable[_Change]
) -> Iterator[tuple[_Play, int | None]]:
    """Yield the plays that their new lengths may judge differently, with these."""
    for one in changed:
        values = {"track_id": one.track_id, **_TRACK_DONE, **one.limits_ms()}
        for _, *play in conn.execute(_PLAYS_BETWEEN, values):
            yield _Play(*play), one.length_ms


def _changed_classes(
    conn: sqlite3.Connection, found: Iterable[tuple[_Play, int | None]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the id and the class of plays that the lengths judge differently.

    They must all be read before one is changed.
    """
    classes = PlayClasses(conn)
    for play, length_ms in found:
        words = classes.words_of(play.class_id)
        verdict = judge_play(
            reason_end=words.reason_end,
            skipped=None if words.skipped is None else bool(words.skipped),
            heard_ms=play.heard_ms,
            length_ms=length_ms,
        )
        if verdict != words.verdict:
            new_id = classes[words._replace(verdict=verdict.value)]
            yield play.started_ms, play.id, new_id
