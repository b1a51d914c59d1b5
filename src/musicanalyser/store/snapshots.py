"""Stored roasts, with the facts behind them."""

import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One roast as it was written; each field is a column of the table.

    Moments are in ms since 1970 UTC. ``id`` is 0 until the snapshot is stored.
    """

    created_ms: int
    fingerprint: str
    """The same for all roasts with the same facts and the same request."""
    label: str
    """The name of the window."""
    since_ms: int | None
    """``None`` if the window begins with the history."""
    until_ms: int
    timezone: str
    definition: str
    covered: str | None
    """What ``coverage`` is the share of; ``None`` if no coverage was computed."""
    coverage: float | None
    tone: str
    language: str
    provider: str
    model: str | None
    seed: int | None
    prompt_version: str
    prompt_sha256: str | None
    """``None`` if nothing was sent."""
    tokens_in: int | None
    tokens_out: int | None
    latency_ms: int | None
    facts: str
    """JSON, see `musicanalyser.roast.persona_json`."""
    persona: str
    """JSON, likewise."""
    id: int = 0


_NAMES = [one.name for one in fields(Snapshot)]
_COLUMNS = ", ".join(_NAMES)
_NEW_NAMES = [name for name in _NAMES if name != "id"]
_ADD = f"""
insert into snapshots ({", ".join(_NEW_NAMES)})
values ({", ".join(f":{name}" for name in _NEW_NAMES)})
"""  # noqa: S608 - only names of columns
_ALL = f"select {_COLUMNS} from snapshots order by id"  # noqa: S608 - as _ADD
_ONE = f"select {_COLUMNS} from snapshots where id = :id"  # noqa: S608 - as _ADD
_NUMBERS = """
select id, date(created_ms / 1000, 'unixepoch'), label from snapshots order by id desc
"""
_LATEST = f"""
select {_COLUMNS} from snapshots
where fingerprint = :fingerprint
order by id desc
limit 1
"""  # noqa: S608 - as _ADD
_REMOVE = "delete from snapshots where id = :id"


def add_snapshot(conn: sqlite3.Connection, snapshot: Snapshot) -> int:
    """Store a snapshot and return its id."""
    return conn.execute(_ADD, asdict(snapshot)).lastrowid or 0


def find_latest(conn: sqlite3.Connection, fingerprint: str) -> Snapshot | None:
    """Return the latest snapshot with a fingerprint."""
    return _make_optional(conn.execute(_LATEST, {"fingerprint": fingerprint}).fetchone())


def find_snapshot(conn: sqlite3.Connection, snapshot_id: int) -> Snapshot | None:
    """Return the snapshot with an id."""
    return _make_optional(conn.execute(_ONE, {"id": snapshot_id}).fetchone())


def list_snapshots(conn: sqlite3.Connection) -> list[Snapshot]:
    """Return all snapshots, oldest first."""
    return [_make_snapshot(row) for row in conn.execute(_ALL)]


def list_numbers(conn: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return the id, the UTC day and the window of all snapshots, latest first."""
    return conn.execute(_NUMBERS).fetchall()


def remove_snapshot(conn: sqlite3.Connection, snapshot_id: int) -> bool:
    """Remove a snapshot; return whether there was one."""
    return conn.execute(_REMOVE, {"id": snapshot_id}).rowcount > 0


def _make_optional(row: tuple[Any, ...] | None) -> Snapshot | None:
    return None if row is None else _make_snapshot(row)


def _make_snapshot(row: tuple[Any, ...]) -> Snapshot:
    return Snapshot(**dict(zip(_NAMES, row, strict=True)))
