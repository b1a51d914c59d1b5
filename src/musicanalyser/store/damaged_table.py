"""Reads the rows of a table, also behind damaged pages.

SQLite stops at a page that is damaged. Reading goes on behind it: at the next row number or, where
rows have none, from the other end of the table.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, count, repeat
from operator import ge, le

_INFO = "select name, type, pk from pragma_table_info(?)"
_HAS_NO_ROWID = "select wr from pragma_table_list where schema = 'main' and name = ?"
_LOWEST, _HIGHEST = -(2**63), 2**62
_STRIDE = 16
"""A page holds more rows than this, so that no page behind a damaged one is missed."""
_STRIDES = 1_000
"""So often that far; beyond, each step is twice as long, as the whole end may be lost."""
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
        at: int | None = _LOWEST
        while at is not None:
            last = at
            with suppress(*UNREADABLE):
                for number, *row in self._conn.execute(query, (at,)):
                    if number < last:  # pages in a wrong place, which may lead round in circles
                        break
                    yield tuple(row)
                    last, at = number, number + 1
                else:
                    return
            self.has_failed = True
            at = self._find_readable(query, max(at, 0))

    def _find_readable(self, query: str, lost: int) -> int | None:
        """Return the lowest number behind an unreadable one from which rows can be read."""
        strides = chain(repeat(_STRIDE, _STRIDES), (_STRIDE << double for double in count()))
        below = lost
        for stride in strides:
            if below + stride > _HIGHEST:
                return None
            if self._is_readable(query, below + stride):
                found = below + stride
                while found - below > 1:
                    middle = (below + found) // 2
                    is_readable = self._is_readable(query, middle)
                    below, found = (below, middle) if is_readable else (middle, found)
                return found
            below += stride
        return None

    def _is_readable(self, query: str, at: int) -> bool:
        try:
            self._conn.execute(query, (at,)).fetchone()
        except UNREADABLE:
            return False
        return True

    def _from_both_ends(self, select: str) -> Iterator[tuple[object, ...]]:
        for direction, is_ordered in (("asc", le), ("desc", ge)):
            order = ", ".join(f"{key} {direction}" for key in self._key)
            last = None
            with suppress(*UNREADABLE, TypeError):  # keys of two kinds are not in order either
                for key, *row in self._conn.execute(f"{select} order by {order}"):
                    if last is not None and not is_ordered(last, key):
                        break
                    yield tuple(row)
                    last = key
                else:
                    return
            self.has_failed = True
