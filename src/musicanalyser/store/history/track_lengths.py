"""How long tracks are, as told or as measured by the plays that reached the end.

The verdicts that follow from it are kept up to date.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from statistics import median_low

from musicanalyser.listening.definitions import verdict
from musicanalyser.model import Origin

_FINISHED = """
select track_id, heard_ms from plays
where reason_end = 'trackdone' and heard_ms > 0 and source in (:extended, :account)
"""
_TRACKS = "select id, uri, song, told_ms, length_ms from tracks order by id"
_TOLD = "select told_ms from tracks where id = :id"
_TELL = "update tracks set told_ms = :length_ms, length_ms = :length_ms where id = :id"
_SET_LENGTH = "update tracks set length_ms = ? where id = ?"
_PLAYS = """
select p.id, p.reason_end, p.skipped, p.heard_ms, t.length_ms, p.verdict
from plays p
join tracks t on t.id = p.track_id
where p.track_id in (select value from json_each(:track_ids)) and p.reason_end <> 'trackdone'
"""
_SET_VERDICT = "update plays set verdict = ? where id = ?"


def measure(conn: sqlite3.Connection) -> None:
    """Bring all track lengths up to date, and the verdicts of the tracks whose length changed."""
    changed = _changed(conn)
    conn.executemany(
        _SET_LENGTH, ((length_ms, track_id) for track_id, length_ms in changed.items())
    )
    conn.executemany(_SET_VERDICT, list(_judged_otherwise(conn, changed)))


def tell(conn: sqlite3.Connection, lengths_ms: Mapping[int, int]) -> set[int]:
    """Keep the lengths of tracks that a source tells; return the tracks for which that is new.

    What is told holds against what is measured.
    """
    changed = set()
    for track_id, length_ms in lengths_ms.items():
        (known_ms,) = conn.execute(_TOLD, {"id": track_id}).fetchone()
        if known_ms != length_ms:
            conn.execute(_TELL, {"id": track_id, "length_ms": length_ms})
            changed.add(track_id)
    conn.executemany(_SET_VERDICT, list(_judged_otherwise(conn, changed)))
    return changed


def _changed(conn: sqlite3.Connection) -> dict[int, int | None]:
    by_track: dict[int, array[int]] = {}
    exports = {"extended": Origin.EXTENDED.value, "account": Origin.ACCOUNT.value}
    for track_id, heard_ms in conn.execute(_FINISHED, exports):
        by_track.setdefault(track_id, array("q")).append(heard_ms)
    tracks = conn.execute(_TRACKS).fetchall()
    by_song: dict[str, array[int]] = {}
    for track_id, _, song, _, _ in tracks:
        if song:  # what has neither a name nor an address is not one thing
            by_song.setdefault(song, array("q")).extend(by_track.get(track_id, ()))
    changed: dict[int, int | None] = {}
    for track_id, uri, song, told_ms, known_ms in tracks:
        own = by_track.get(track_id) if uri is not None else None
        length_ms = told_ms or _median(own or by_song.get(song))
        if length_ms != known_ms:
            changed[track_id] = length_ms
    return changed


def _median(heard_ms: "array[int] | None") -> int | None:
    return median_low(heard_ms) if heard_ms else None


def _judged_otherwise(
    conn: sqlite3.Connection, track_ids: Iterable[int]
) -> Iterator[tuple[str, int]]:
    rows = conn.execute(_PLAYS, {"track_ids": json.dumps(list(track_ids))})
    for play_id, reason_end, skipped, heard_ms, length_ms, known in rows:
        true = verdict(
            reason_end=reason_end,
            skipped=None if skipped is None else bool(skipped),
            heard_ms=heard_ms,
            length_ms=length_ms,
        )
        if true != known:
            yield true.value, play_id
