"""Reads the rows of a table, also behind damaged pages.

SQLite stops at a page that is damaged. Reading goes on behind it: at the next row number or, where
rows have none, from the other end of the table.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress

_INFO = "select name, type, pk from pragma_table_info(?)"
_HAS_NO_ROWID = "select wr from pragma_table_list where schema = 'main' and name = ?"
_LOWEST, _HIGHEST = -(2**63), 2**62
_SINGLE_STEPS = 100_000
"""So many row numbers are tried one by one behind a damaged page, then in growing steps."""
UNREADABLE = (sqlite3.DatabaseError, UnicodeError)
"""What is raised for damage; SQLite's own message may hold half characters, too."""


class DamagedTable:
    """A table of which some pages may be unreadable."""

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self._conn = conn
        self._name = name
        info = conn.execute(_INFO, (name,)).fetchall()
        self.columns = [column for column, _, _ in info]
        self.has_failed = False
        """Whether a part of the table could not be read, so far."""
        self._key = ["rowid"]
        self._is_numbered = True
        if conn.execute(_HAS_NO_ROWID, (name,)).fetchone()[0]:
            primary = sorted((pk, column, kind) for column, kind, pk in info if pk)
            self._key = [column for _, column, _ in primary]
            self._is_numbered = primary[0][2].lower() == "integer"

    def rows(self, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Yield each row that can be read; some may come twice."""
        names = ", ".join(f'"{name}"' for name in columns)
        select = f'select {self._key[0]}, {names} from "{self._name}" not indexed'  # noqa: S608 - its own names
        return self._numbered(select) if self._is_numbered else self._from_both_ends(select)

    def count(self) -> int | None:
        """Return how many rows there are by an index that is whole; ``None`` without one."""
        with suppress(*UNREADABLE):
            (rows,) = self._conn.execute(f'select count(*) from "{self._name}"').fetchone()  # noqa: S608 - its own name
            return int(rows)
        return None

    def _numbered(self, select: str) -> Iterator[tuple[object, ...]]:
        query = f"{select} where {self._key[0]} >= ? order by {self._key[0]}"
        at, step, failures = _LOWEST, 1, 0
        while at <= _HIGHEST:
            try:
                for number, *row in self._conn.execute(query, (at,)):
                    yield tuple(row)
                    at, step, failures = number + 1, 1, 0
            except UNREADABLE:
                self.has_failed = True
                failures += 1
                step = step if failures < _SINGLE_STEPS else step * 2
                at = max(at, 0) + step
            else:
                return

    def _from_both_ends(self, select: str) -> Iterator[tuple[object, ...]]:
        for direction in ("asc", "desc"):
            order = ", ".join(f"{key} {direction}" for key in self._key)
            try:
                for _, *row in self._conn.execute(f"{select} order by {order}"):
                    yield tuple(row)
            except UNREADABLE:
                self.has_failed = True
            else:
                return
