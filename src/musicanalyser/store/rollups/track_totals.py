"""The sums of each track in each partition, and the first and the last play by each rule."""

import sqlite3

RULES = ("stream", "scrobble", "full")
"""The rules of counting beside `any`: columns ``is_stream`` of `v_heard`, ``streams`` here."""
COUNTS = ("heard_ms", "plays", "streams", "scrobbles", "fulls", "judged", "skips")
FIRSTS = ("first_ms", *(f"first_{rule}_ms" for rule in RULES))
LASTS = ("last_ms", *(f"last_{rule}_ms" for rule in RULES))

_COLUMNS = ", ".join((*COUNTS, *FIRSTS, *LASTS))
_STARTS = ("h.started_ms", *(f"iif(h.is_{rule}, h.started_ms, null)" for rule in RULES))
_SUMS = ", ".join(
    (
        "sum(h.heard_ms)",
        "count(*)",
        *(f"sum(h.is_{rule})" for rule in RULES),
        "sum(h.verdict <> 'unknown')",
        "sum(h.verdict = 'skipped')",
        *(f"min({start})" for start in _STARTS),
        *(f"max({start})" for start in _STARTS),
    )
)
_INSERT = f"insert into track_totals (track_id, partition_id, {_COLUMNS})"
_SELECT = f"select h.track_id, h.partition_id, {_SUMS} from v_heard h"  # noqa: S608
_REBUILD = f"{_INSERT} {_SELECT} group by 1, 2"

# The sums of a track whose plays were not only added to cannot follow from the change alone.
_REVISED = """
(select track_id from changed_plays where sign < 0 union select track_id from changed_tracks)
"""
_FORGET = f"delete from track_totals where track_id in {_REVISED}"  # noqa: S608
_SUM_AGAIN = f"{_INSERT} {_SELECT} where h.track_id in {_REVISED} group by 1, 2"
_ADD = f"""
{_INSERT} {_SELECT}
join changed_plays x
  on x.started_ms = h.started_ms and x.play_id = h.id and x.track_id = h.track_id
where h.track_id not in {_REVISED}
group by 1, 2
on conflict do update set
  {", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTS)},
  {
    ", ".join(
        f"{name} = min(coalesce({name}, excluded.{name}), coalesce(excluded.{name}, {name}))"
        for name in FIRSTS
    )
},
  {
    ", ".join(
        f"{name} = max(coalesce({name}, excluded.{name}), coalesce(excluded.{name}, {name}))"
        for name in LASTS
    )
}
"""


def rebuild(conn: sqlite3.Connection) -> None:
    """Sum all plays."""
    conn.execute("delete from track_totals")
    conn.execute(_REBUILD)


def update(conn: sqlite3.Connection) -> None:
    """Take in the changed plays: add what is new, and sum tracks again of which plays are gone."""
    conn.execute(_FORGET)
    conn.execute(_SUM_AGAIN)
    conn.execute(_ADD)
