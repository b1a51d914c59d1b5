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

from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.resumed_plays import (
    EXIT_REASONS,
    RESUMED_WITHIN_MS,
)
from musicanalyser.model.origin import EXPORTS
from musicanalyser.model.play_end import EndReason
from musicanalyser.store.history import plays
from musicanalyser.store.history.classes import PlayClasses
from musicanalyser.store.history.plays import Revision

_EXPORTED = """
(select id from play_classes where source in (select value from json_each(:origins)))
"""
_OF_SOME = "in (select value from json_each(:track_ids))"
_OF_ALL = "is not null"
_FINISHED = f"""
select p.track_id, p.heard_ms, count(*)
from plays p
where p.track_id {{which}} and p.heard_ms > 0 and p.class_id in (
  select id from play_classes
  where reason_end = :track_done and resumed = 0 and id in {_EXPORTED}
)
and p.id not in (
  select later.id
  from plays first
  join plays later on later.track_id = first.track_id
    and later.started_ms between first.started_ms + first.heard_ms + first.paused_ms
    and first.started_ms + first.heard_ms + first.paused_ms + :resumed_within_ms
  where first.track_id {{which}} and first.class_id in (
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
join songs s on s.id = t.song_id
where t.id {which}
order by t.id
"""
_FROM_API = "select told_ms from tracks where id = :id"
_SET_FROM_API = "update tracks set told_ms = :length_ms, length_ms = :length_ms where id = :id"
_SET_LENGTH = "update tracks set length_ms = ? where id = ?"
# What reached its end is finished, whatever its length.
_PLAYS = """
select p.id, p.class_id, p.heard_ms, t.length_ms
from plays p
join tracks t on t.id = p.track_id
where p.track_id in (select value from json_each(:track_ids))
and p.class_id not in (select id from play_classes where reason_end = :track_done)
"""


def measure(conn: sqlite3.Connection, track_ids: Collection[int] | None = None) -> None:
    """Bring the lengths of all tracks up to date, or of some: all of a few songs."""
    changed = _changed_lengths(conn, track_ids)
    conn.executemany(
        _SET_LENGTH, ((length_ms, track_id) for track_id, length_ms in changed.items())
    )
    plays.revise(conn, list(_changed_verdicts(conn, changed)))


def put_from_api(conn: sqlite3.Connection, lengths_ms: Mapping[int, int]) -> set[int]:
    """Store the lengths that Spotify's API gave; return the tracks for which that is new.

    They take the place of measured lengths.
    """
    changed = set()
    for track_id, length_ms in lengths_ms.items():
        (known_ms,) = conn.execute(_FROM_API, {"id": track_id}).fetchone()
        if known_ms != length_ms:
            conn.execute(_SET_FROM_API, {"id": track_id, "length_ms": length_ms})
            changed.add(track_id)
    plays.revise(conn, list(_changed_verdicts(conn, changed)))
    return changed


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
) -> dict[int, int | None]:
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
    return {
        track_id: length_ms
        for track_id, _, song, _, known_ms in tracks
        if (length_ms := lengths_ms[track_id] or songs_ms.get(song)) != known_ms
    }


def _changed_verdicts(conn: sqlite3.Connection, track_ids: Iterable[int]) -> Iterator[Revision]:
    """Yield the plays of some tracks that are judged differently with the present lengths."""
    classes = PlayClasses(conn)
    values = {"track_ids": json.dumps(list(track_ids)), "track_done": EndReason.TRACK_DONE.value}
    rows = conn.execute(_PLAYS, values)
    for play_id, class_id, heard_ms, length_ms in rows:
        words = classes.words_of(class_id)
        verdict = judge_play(
            reason_end=words.reason_end,
            skipped=None if words.skipped is None else bool(words.skipped),
            heard_ms=heard_ms,
            length_ms=length_ms,
        )
        if verdict != words.verdict:
            yield Revision(play_id, verdict=verdict.value)
