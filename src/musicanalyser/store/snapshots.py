"""Roasts that were written, kept with the facts they rest on."""

import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One roast as it was written; moments are in ms since 1970 UTC. ``id`` is 0 until it is kept.

    Each field is a column of the table.
    """

    created_ms: int
    fingerprint: str
    """The same for all roasts that were asked for alike, and of the same facts."""
    label: str
    """How the window was called; ``since_ms`` is ``None`` where it starts with the history."""
    since_ms: int | None
    until_ms: int
    timezone: str
    definition: str
    covered: str | None
    """Of what ``coverage`` is the share; ``None`` where that was not asked."""
    coverage: float | None
    tone: str
    language: str
    provider: str
    model: str | None
    seed: int | None
    prompt_version: str
    prompt_sha256: str | None
    """Of what was sent; ``None`` if nothing was."""
    tokens_in: int | None
    tokens_out: int | None
    latency_ms: int | None
    facts: str
    """JSON, and likewise ``persona``."""
    persona: str
    id: int = 0


_NAMES = [one.name for one in fields(Snapshot)]
_COLUMNS = ", ".join(_NAMES)
_KEPT = [name for name in _NAMES if name != "id"]
_ADD = f"""
insert into snapshots ({", ".join(_KEPT)}) values ({", ".join(f":{name}" for name in _KEPT)})
"""  # noqa: S608 - nothing but names of columns
_ALL = f"select {_COLUMNS} from snapshots order by id"  # noqa: S608 - as _ADD
_ONE = f"select {_COLUMNS} from snapshots where id = :id"  # noqa: S608 - as _ADD
_LATEST = f"""
select {_COLUMNS} from snapshots
where fingerprint = :fingerprint
order by id desc
limit 1
"""  # noqa: S608 - as _ADD
_REMOVE = "delete from snapshots where id = :id"


def add(conn: sqlite3.Connection, snapshot: Snapshot) -> int:
    """Keep a snapshot and return its id."""
    return conn.execute(_ADD, asdict(snapshot)).lastrowid or 0


def latest(conn: sqlite3.Connection, fingerprint: str) -> Snapshot | None:
    """Return the last snapshot of a fingerprint."""
    return _first(conn.execute(_LATEST, {"fingerprint": fingerprint}).fetchone())


def find(conn: sqlite3.Connection, snapshot_id: int) -> Snapshot | None:
    """Return one snapshot."""
    return _first(conn.execute(_ONE, {"id": snapshot_id}).fetchone())


def every(conn: sqlite3.Connection) -> list[Snapshot]:
    """Return all snapshots, the oldest first."""
    return [_snapshot(row) for row in conn.execute(_ALL)]


def remove(conn: sqlite3.Connection, snapshot_id: int) -> bool:
    """Remove a snapshot; tell whether there was one."""
    return conn.execute(_REMOVE, {"id": snapshot_id}).rowcount > 0


def _first(row: tuple[Any, ...] | None) -> Snapshot | None:
    return None if row is None else _snapshot(row)


def _snapshot(row: tuple[Any, ...]) -> Snapshot:
    return Snapshot(**dict(zip(_NAMES, row, strict=True)))
