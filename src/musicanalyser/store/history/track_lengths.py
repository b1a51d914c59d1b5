"""The lengths of tracks: from Spotify's API, or else from exported plays that reached the end.

Each function also updates the verdicts that depend on a length.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from statistics import median_low

from musicanalyser.listening.definitions import judge_play
from musicanalyser.model.origin import EXPORTS
from musicanalyser.model.play_end import EndReason

_FINISHED = """
select track_id, heard_ms from plays
where reason_end = :track_done and heard_ms > 0
and source in (select value from json_each(:origins))
"""
_TRACKS = "select id, uri, song, told_ms, length_ms from tracks order by id"
_FROM_API = "select told_ms from tracks where id = :id"
_SET_FROM_API = "update tracks set told_ms = :length_ms, length_ms = :length_ms where id = :id"
_SET_LENGTH = "update tracks set length_ms = ? where id = ?"
_PLAYS = """
select p.id, p.reason_end, p.skipped, p.heard_ms, t.length_ms, p.verdict
from plays p
join tracks t on t.id = p.track_id
where p.track_id in (select value from json_each(:track_ids)) and p.reason_end <> :track_done
"""
_SET_VERDICT = "update plays set verdict = ? where id = ?"


def measure(conn: sqlite3.Connection) -> None:
    """Bring the lengths of all tracks up to date."""
    changed = _changed_lengths(conn)
    conn.executemany(
        _SET_LENGTH, ((length_ms, track_id) for track_id, length_ms in changed.items())
    )
    conn.executemany(_SET_VERDICT, list(_changed_verdicts(conn, changed)))


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
    conn.executemany(_SET_VERDICT, list(_changed_verdicts(conn, changed)))
    return changed


def _changed_lengths(conn: sqlite3.Connection) -> dict[int, int | None]:
    by_track: dict[int, array[int]] = {}
    parameters = {"track_done": EndReason.TRACK_DONE.value, "origins": json.dumps(EXPORTS)}
    for track_id, heard_ms in conn.execute(_FINISHED, parameters):
        by_track.setdefault(track_id, array("q")).append(heard_ms)
    tracks = conn.execute(_TRACKS).fetchall()
    by_song: dict[str, array[int]] = {}
    for track_id, _, song, _, _ in tracks:
        if song:  # tracks with neither a name nor an address have nothing in common
            by_song.setdefault(song, array("q")).extend(by_track.get(track_id, ()))
    changed: dict[int, int | None] = {}
    for track_id, uri, song, api_ms, known_ms in tracks:
        own = by_track.get(track_id) if uri is not None else None
        length_ms = api_ms or _median(own or by_song.get(song))
        if length_ms != known_ms:
            changed[track_id] = length_ms
    return changed


def _median(heard_ms: "array[int] | None") -> int | None:
    return median_low(heard_ms) if heard_ms else None


def _changed_verdicts(
    conn: sqlite3.Connection, track_ids: Iterable[int]
) -> Iterator[tuple[str, int]]:
    """Yield verdict and id of the plays that are judged differently with the present lengths."""
    parameters = {
        "track_ids": json.dumps(list(track_ids)),
        "track_done": EndReason.TRACK_DONE.value,
    }
    for play_id, reason_end, skipped, heard_ms, length_ms, known in conn.execute(
        _PLAYS, parameters
    ):
        verdict = judge_play(
            reason_end=reason_end,
            skipped=None if skipped is None else bool(skipped),
            heard_ms=heard_ms,
            length_ms=length_ms,
        )
        if verdict != known:
            yield verdict.value, play_id
