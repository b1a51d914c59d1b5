"""The sums of each song, artist and album: all music outside of private sessions."""

import sqlite3

from musicanalyser.store.rollups.track_totals import COUNTS, FIRSTS, LASTS

LEVELS = {1: "song_id", 2: "artist_id", 3: "album_id"}
"""The levels of ``entity_totals``, and what a track belongs to on each."""

_USUAL = "k.partition_id in (select id from partitions where kind = 'music' and private = 0)"
_SUMS = ", ".join(
    (
        *(f"sum(k.{name})" for name in COUNTS),
        *(f"min(k.{name})" for name in FIRSTS),
        *(f"max(k.{name})" for name in LASTS),
    )
)


def _sum(level: int, which: str = "is not null") -> str:
    """Return the statement that sums the entities of a level; the latest track names each."""
    entity = LEVELS[level]
    return f"""
    insert into entity_totals (level, entity_id, track_id, {", ".join((*COUNTS, *FIRSTS, *LASTS))})
    select
      {level}, t.{entity},
      (
        select o.id
        from tracks o
        join track_totals k on k.track_id = o.id and {_USUAL}
        where o.{entity} = t.{entity}
        order by k.last_ms desc, coalesce(o.uri, '') desc, o.id desc
        limit 1
      ),
      {_SUMS}
    from tracks t
    join track_totals k on k.track_id = t.id and {_USUAL}
    where t.{entity} {which}
    group by t.{entity}
    """  # noqa: S608


def _changed(level: int) -> str:
    entity = LEVELS[level]
    return f"""
    (
      select {entity} from changed_tracks
      union select {entity} from tracks
      where id in (select track_id from changed_plays union select track_id from changed_tracks)
    )
    """  # noqa: S608


def rebuild(conn: sqlite3.Connection) -> None:
    """Sum the tracks of all entities."""
    conn.execute("delete from entity_totals")
    for level in LEVELS:
        conn.execute(_sum(level))


def update(conn: sqlite3.Connection) -> None:
    """Sum the entities again of which a track, or one of its plays, has changed."""
    for level in LEVELS:
        changed = _changed(level)
        conn.execute(f"delete from entity_totals where level = {level} and entity_id in {changed}")  # noqa: S608
        conn.execute(_sum(level, f"in {changed}"))
