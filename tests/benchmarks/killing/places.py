"""What a killed command has left in its place: whole files, and in them every row once."""

import json
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.rollups.audit import differing_tables
from tests.flows.histories import assert_sound, tables

_HISTORY = Path("home", "history.db")
_OF_THE_CLOCK = ("api_calls", "known_spans", "settings", "watching")
"""Tables with what depends on when a run began, or on how many there were."""
_KNOWN = "select * from v_known_spans where origin like '%-account' or origin like '%-extended'"
_EVIDENCE = "select source, ended_ms, played_ms from v_evidence"
_PLAYS = "select uri, started_ms, ended_ms from v_plays order by started_ms"


def sightings(place: Path) -> set[tuple[object, ...]]:
    """Return what identifies each row of evidence in the history; none if there is no history."""
    if not _is_history(place / _HISTORY):
        return set()
    with closing(open_reading(place / _HISTORY)) as conn:
        return set(conn.execute(_EVIDENCE))


def plays(place: Path) -> list[tuple[str, int, int]]:
    """Return the address, the start and the end of each play, in order."""
    if not _is_history(place / _HISTORY):
        return []
    with closing(open_reading(place / _HISTORY)) as conn:
        return conn.execute(_PLAYS).fetchall()


def faults(place: Path) -> list[str]:
    """Return the files that are not whole, apart from unfinished ones, whose names say so."""
    wrong = []
    for path in (one for one in place.rglob("*") if not _is_unfinished(one, place)):
        try:
            _require_whole(path)
        except (AssertionError, ValueError, sqlite3.DatabaseError) as error:
            wrong.append(f"{path.relative_to(place)}: {error!r}")
    return wrong


def contents(place: Path) -> dict[str, object]:
    """Return what is in the files that commands write."""
    found: dict[str, object] = {}
    for name in (_HISTORY, Path("new.db")):
        if _is_history(place / name):
            with closing(open_reading(place / name)) as conn:
                found[str(name)] = tables(conn, without=_OF_THE_CLOCK)
                found[f"known by {name}"] = conn.execute(_KNOWN).fetchall()
    for text in (place / "history.json", place / "home" / "config.toml"):
        if text.exists():
            found[text.name] = text.read_text("utf-8")
    return found


def _is_unfinished(path: Path, place: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(place).parts)


def _require_whole(path: Path) -> None:
    if path.suffix == ".json":
        json.loads(path.read_text("utf-8"))
    elif path.suffix == ".toml":
        tomllib.loads(path.read_text("utf-8"))
    elif path.suffix == ".db" and _is_history(path):
        with closing(open_writing(path)) as conn:
            assert_sound(conn)
            assert differing_tables(conn) == []


def _is_history(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
