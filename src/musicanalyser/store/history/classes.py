"""What many sightings or plays share, stored once and referred to by a number."""

import sqlite3
from typing import Generic, NamedTuple, TypeVar

from musicanalyser.model.origin import EXPORTS


class SightingClass(NamedTuple):
    """What tells one sighting from another beside its moment, its track and the time heard."""

    source: str
    kind: str
    reason_start: str
    reason_end: str
    skipped: int | None
    offline: int | None
    private: int | None


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
    """What a play has in common with many others; a refuted play did not happen."""

    source: str
    kind: str
    private: int
    reason_end: str
    skipped: int | None
    verdict: str
    refuted: int = 0


Words = TypeVar("Words", bound=tuple[str | int | None, ...])


class Numbers(Generic[Words]):
    """The numbers of the rows of a table; its columns are the fields of ``words``."""

    def __init__(self, conn: sqlite3.Connection, table: str, words: type[Words]) -> None:
        self._conn = conn
        self._table = table
        fields = ", ".join(words._fields)  # type: ignore[attr-defined]  # of a named tuple
        rows = conn.execute(f"select {fields}, id from {table}")  # noqa: S608
        self._ids = {words(*row[:-1]): row[-1] for row in rows}
        self._words = {number: row for row, number in self._ids.items()}

    def id_of(self, words: Words, **more: int | None) -> int:
        """Return the number of a row; add it, with the values of further columns, if it is new."""
        number = self._ids.get(words)
        if number is None:
            number = self._ids[words] = len(self._ids) + 1
            self._words[number] = words
            values = {"id": number, **words._asdict(), **more}  # type: ignore[attr-defined]
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            self._conn.execute(f"insert into {self._table} ({names}) values ({marks})", values)  # noqa: S608
        return number

    def words_of(self, number: int) -> Words:
        """Return the row with a number."""
        return self._words[number]


class PlayClasses:
    """The numbers of the classes of plays."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._classes = Numbers(conn, "play_classes", PlayClass)
        self._partitions = Numbers(conn, "partitions", Partition)

    def id_of(self, words: PlayClass) -> int:
        """Return the number of a class; add it, with its partition, if it is new."""
        if words.refuted:
            return self._classes.id_of(words, partition_id=None)
        partition = Partition(words.kind, words.private, int(words.source in EXPORTS))
        return self._classes.id_of(words, partition_id=self._partitions.id_of(partition))

    def words_of(self, number: int) -> PlayClass:
        """Return the class with a number."""
        return self._classes.words_of(number)
