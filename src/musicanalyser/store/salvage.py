"""Copies what can be read from a damaged database into a new one.

Copied is what cannot be had again: not the plays, which are derived, nor what holds for a moment.
"""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from musicanalyser.store.connection import transaction
from musicanalyser.store.damaged_table import UNREADABLE, DamagedTable
from musicanalyser.store.impossible_rows import remove_impossible
from musicanalyser.store.schema_version import SCHEMA_VERSION

_DERIVED = frozenset(
    {
        *("plays", "play_bounds", "play_classes", "partitions", "merged"),
        *("track_totals", "entity_totals", "hour_totals", "sessions"),
        *("year_totals", "song_peaks", "album_runs", "song_facts", "artist_uris"),
        *("changed_plays", "changed_tracks", "changed_facts"),
    }
)
_NOT_COPIED = _DERIVED | {"settings", "watching", "api_calls", "_sqlite_migrations"}
_TABLES = """
select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name
"""
_DEFINITIONS = "select sql, type, name from sqlite_master where sql is not null"
_REFERENCES = """
select m.name, l."from", l."table", l."to", c."notnull" or c.pk
from sqlite_master m
join pragma_foreign_key_list(m.name) l
join pragma_table_info(m.name) c on c.name = l."from"
where m.type = 'table'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvagedTable:
    """How many rows of a table were copied; ``lost`` is ``None`` if that cannot be counted."""

    name: str
    rows: int
    lost: int | None


def salvage(damaged: sqlite3.Connection, whole: sqlite3.Connection) -> list[SalvagedTable]:
    """Copy all rows that can be read into an empty database of this version; return how many.

    Rows that refer to a lost row are lost too, unless they can do without the reference. Plays must
    be derived again afterwards.

    Raises:
        sqlite3.DatabaseError: If not even the list of tables can be read, or UnicodeError.
    """
    damaged.execute("pragma writable_schema = on")  # else one bad definition hides all tables
    there = {name for (name,) in damaged.execute(_TABLES)}
    names = [name for (name,) in whole.execute(_TABLES) if name in there - _NOT_COPIED]
    whole.execute("pragma foreign_keys = off")
    with transaction(whole):
        found = [_copy(damaged, whole, name) for name in names]
        removed = Counter(remove_impossible(whole))
        removed.update(_remove_orphans(whole))
    whole.execute("pragma foreign_keys = on")
    return [_without(table, removed[table.name]) for table in found]


def repair_schema(path: Path, whole: sqlite3.Connection) -> None:
    """Give the tables, indexes and views of a damaged file of this version their right definitions.

    SQLite would not open a file with a single one that it cannot parse.
    """
    rows = whole.execute(
        "select sql, type, name from sqlite_master where sql is not null"
    ).fetchall()
    with suppress(*UNREADABLE), closing(sqlite3.connect(path, isolation_level=None)) as conn:
        if conn.execute("pragma user_version").fetchone()[0] == SCHEMA_VERSION:
            conn.execute("pragma writable_schema = on")
            conn.executemany("update sqlite_master set sql = ? where type = ? and name = ?", rows)


def _copy(damaged: sqlite3.Connection, whole: sqlite3.Connection, name: str) -> SalvagedTable:
    table = DamagedTable(damaged, name)
    columns = [one for one in DamagedTable(whole, name).columns if one in table.columns]
    names = ", ".join(f'"{one}"' for one in columns)
    marks = ", ".join("?" * len(columns))
    insert = f'insert or ignore into "{name}" ({names}) values ({marks})'  # noqa: S608 - its own names
    rejected = 0
    for row in table.rows(columns):
        try:
            whole.execute(insert, row)
        except sqlite3.IntegrityError:  # a value that this column cannot hold
            rejected += 1
    rows = DamagedTable(whole, name).count() or 0
    return SalvagedTable(name=name, rows=rows, lost=_lost(table, rows, rejected))


def _lost(table: DamagedTable, rows: int, rejected: int) -> int | None:
    if not table.has_failed:
        return rejected
    counted = table.count()
    return None if counted is None or counted <= rows else counted - rows


def _remove_orphans(conn: sqlite3.Connection) -> Counter[str]:
    """Remove references to lost rows, and rows that need them; return how many rows, by table."""
    removed: Counter[str] = Counter()
    references = conn.execute(_REFERENCES).fetchall()
    is_changed = True
    while is_changed:
        is_changed = False
        for name, column, parent, target, is_needed in references:
            where = (
                f'"{column}" is not null and not exists'  # noqa: S608 - its own names
                f' (select 1 from "{parent}" where "{target}" = "{name}"."{column}")'
            )
            action = "delete from" if is_needed else "update"
            change = "" if is_needed else f'set "{column}" = null'
            rows = conn.execute(f'{action} "{name}" {change} where {where}').rowcount
            is_changed = is_changed or rows > 0
            removed[name] += rows if is_needed else 0
    return removed


def _without(table: SalvagedTable, removed: int) -> SalvagedTable:
    lost = None if table.lost is None else table.lost + removed
    return replace(table, rows=table.rows - removed, lost=lost)
