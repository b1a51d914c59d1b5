"""How far rows of a file lie from plays of the same song that other origins tell of."""

import sqlite3
from collections.abc import Iterator

# Cross joins keep their order: SQLite would rather look at all plays around each row.
_GAPS = """
select s.id, s.ended_ms - p.started_ms, s.ended_ms - p.started_ms - p.heard_ms - p.paused_ms
from sightings s
cross join sighting_classes own_class on own_class.id = s.class_id
cross join tracks own on own.id = s.track_id
cross join tracks t on t.named_song_id = own.named_song_id
cross join plays p on p.track_id = t.id
  and p.started_ms between s.ended_ms - :longest_ms and s.ended_ms + :longest_ms
cross join play_classes c on c.id = p.class_id
where s.file_id = :file_id and c.source <> own_class.source
order by s.id, p.started_ms, p.id
"""


def find_gaps(
    conn: sqlite3.Connection, file_id: int, *, longest_ms: int
) -> Iterator[tuple[int, int]]:
    """Yield the id of each row of a file, and how long after the start and the end of a play it is.

    The plays are those of the same song whose figures come from another origin, and that start less
    than ``longest_ms`` before or after. It must run outside of `rollups.upkeep.rebuilt_afterwards`,
    which drops the index of plays by their track.
    """
    values = {"file_id": file_id, "longest_ms": longest_ms}
    for row_id, after_start_ms, after_end_ms in conn.execute(_GAPS, values):
        yield row_id, after_start_ms
        yield row_id, after_end_ms
