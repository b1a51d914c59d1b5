"""The runs of usual streams in which albums were played as albums."""

import sqlite3
from collections.abc import Iterator

from musicanalyser.listening.album_runs import album_runs
from musicanalyser.store.rollups import usual_streams

_PLAYS = f"""
select t.song_id, t.album_id, h.started_ms, h.id
from v_heard h
join tracks t on t.id = h.track_id
where {usual_streams.OF_HEARD}
"""  # noqa: S608
_IN_ORDER = f"{_PLAYS} order by h.started_ms, h.id"
_BETWEEN = f"""
{_PLAYS} and (h.started_ms, h.id) >= (?, ?) and (h.started_ms, h.id) <= (?, ?)
order by h.started_ms, h.id
"""
_BACK = f"""
{_PLAYS} and (h.started_ms, h.id) < (?, ?) order by h.started_ms desc, h.id desc
"""
_ON = f"{_PLAYS} and (h.started_ms, h.id) > (?, ?) order by h.started_ms, h.id"
_ADD = "insert into album_runs (started_ms, play_id, plays) values (?, ?, ?)"
_REMOVE = """
delete from album_runs
where (started_ms, play_id) >= (?, ?) and (started_ms, play_id) <= (?, ?)
"""
_CHANGED = f"""
select started_ms, play_id from ({usual_streams.CHANGED})
union
select p.started_ms, p.id
from changed_tracks x
cross join tracks t on t.id = x.track_id
cross join plays p on p.track_id = x.track_id
where t.song_id <> x.song_id or t.album_id is not x.album_id
order by 1, 2
"""  # noqa: S608
_COUNT = "select count(*) from plays"
_FEW, _MANY_SHARE = 10_000, 10
"""From one changed play in ten on, all runs are found anew, which is faster."""

_Place = tuple[int, int]
"""The start and the id of a play, by which plays are in order."""


def rebuild(conn: sqlite3.Connection) -> None:
    """Find all runs."""
    conn.execute("delete from album_runs")
    _add(conn, conn.execute(_IN_ORDER))


def update(conn: sqlite3.Connection) -> None:
    """Find the runs again that changed plays were in, are in, or lie between."""
    changed = conn.execute(_CHANGED).fetchall()
    if len(changed) > _FEW and len(changed) * _MANY_SHARE > conn.execute(_COUNT).fetchone()[0]:
        rebuild(conn)
        return
    done: _Place | None = None
    for place in changed:
        if done is None or place >= done:  # a change at the end of a run also begins another
            first, done = _end_of_run(conn, _BACK, place), _end_of_run(conn, _ON, place)
            conn.execute(_REMOVE, (*first, *done))
            _add(conn, conn.execute(_BETWEEN, (*first, *done)))


def _end_of_run(conn: sqlite3.Connection, direction: str, place: _Place) -> _Place:
    """Return the other end of the run next to a play; without one, the place of the play."""
    end, album = place, None
    for _, album_id, *there in conn.execute(direction, place):
        if album_id is None or album not in {None, album_id}:
            break
        end, album = (there[0], there[1]), album_id
    return end


def _add(conn: sqlite3.Connection, plays: Iterator[tuple[int, int | None, int, int]]) -> None:
    conn.executemany(_ADD, ((*run[0][2:], len(run)) for run in album_runs(plays)))
