"""What many sightings or plays share, stored once and referred to by a number."""

import sqlite3
from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from musicanalyser.model.origin import EXPORTS
from musicanalyser.store.history.names import insert_row


class SightingClass(NamedTuple):
    """What tells one sighting from another beside its moment, its track and the time heard."""

    source: str
    kind: str
    reason_start: str
    reason_end: str
    skipped: int | None
    offline: int | None
    private: int | None
    heard: str


class Device(NamedTuple):
    """Where and how something was played; two sightings never differ by that alone."""

    platform: str | None
    country: str | None
    shuffle: int | None


class Partition(NamedTuple):
    """The plays that an answer takes in or leaves out as a whole."""

    kind: str
    private: int
    exported: int


class PlayClass(NamedTuple):
    """What a play has in common with many others.

    A resumed play began as one that goes on with a track; a refuted play did not happen. Of an
    ignored play, ``ignored_by`` is the number of the rule.
    """

    source: str
    kind: str
    private: int
    reason_end: str
    skipped: int | None
    verdict: str
    resumed: int
    refuted: int
    heard: str
    ignored_by: int | None = None


Words = TypeVar("Words", bound=tuple[str | int | None, ...])


class Numbers(dict[tuple[str | int | None, ...], int], Generic[Words]):
    """The number of each row of a table, by its words; a new row is added when it is looked up.

    The columns of the table are the fields of ``words``. An equal plain tuple finds a row as well.
    """

    def __init__(self, conn: sqlite3.Connection, table: str, words: type[Words]) -> None:
        self._conn = conn
        self._table = table
        self._type = words
        self._words: dict[int, Words] = {}
        fields: tuple[str, ...] = words._fields  # type: ignore[attr-defined]  # of a named tuple
        same = " and ".join(f"{field} is ?" for field in fields)
        self._find = f"select id from {table} where {same}"  # noqa: S608
        self._read = f"select {', '.join(fields)} from {table} where id = ?"  # noqa: S608
        super().__init__()

    def __missing__(self, words: tuple[str | int | None, ...]) -> int:
        """Find or add a row and return its number."""
        found = self._conn.execute(self._find, words).fetchone()
        number = self[words] = self._add(words) if found is None else int(found[0])
        return number

    def words_of(self, number: int) -> Words:
        """Return the row with a number."""
        if number not in self._words:
            row = self._conn.execute(self._read, (number,)).fetchone()
            self._words[number] = self._type._make(row)  # type: ignore[attr-defined]  # of a named tuple
        return self._words[number]

    def _add(self, words: tuple[str | int | None, ...]) -> int:
        row: Words = self._type._make(words)  # type: ignore[attr-defined]  # of a named tuple
        values = {**row._asdict(), **self._further(row)}  # type: ignore[attr-defined]
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        insert = f"insert into {self._table} ({names}) values ({marks})"  # noqa: S608
        return insert_row(self._conn, insert, values)

    def _further(self, row: Words) -> Mapping[str, int | None]:  # noqa: ARG002 - for tables that have some
        """Return the values of further columns of a new row."""
        return {}


class PlayClasses(Numbers[PlayClass]):
    """The numbers of the classes of plays, each with its partition.

    Refuted and ignored plays have none.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        super().__init__(conn, "play_classes", PlayClass)
        self._partitions = Numbers(conn, "partitions", Partition)

    def _further(self, row: PlayClass) -> Mapping[str, int | None]:
        exported = int(row.source in EXPORTS)
        number = None
        if not row.refuted and row.ignored_by is None:
            number = self._partitions[row.kind, row.private, exported]
        return {"exported": exported, "partition_id": number}
