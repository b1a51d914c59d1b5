"""The rules of a history, in order of their numbers."""

import sqlite3
from dataclasses import asdict

from musicanalyser.model.rule import RULE_FIELDS, Rule, StoredRule, rule_of
from musicanalyser.store.history.names import insert_row

_LIST = f"select id, created_ms, {', '.join(RULE_FIELDS)} from rules order by id"  # noqa: S608
_ADD = f"""
insert into rules (created_ms, {", ".join(RULE_FIELDS)})
values (:created_ms, {", ".join(f":{name}" for name in RULE_FIELDS)})
"""  # noqa: S608
_REMOVE = "delete from rules where id = ?"


def list_rules(conn: sqlite3.Connection) -> list[StoredRule]:
    """Return all rules."""
    return [
        StoredRule(number, created_ms, rule_of(values))
        for number, created_ms, *values in conn.execute(_LIST)
    ]


def add(conn: sqlite3.Connection, rule: Rule, *, created_ms: int) -> int:
    """Add a rule after all others and return its number; what it does is not settled yet."""
    return insert_row(conn, _ADD, {"created_ms": created_ms, **asdict(rule)})


def remove(conn: sqlite3.Connection, number: int) -> bool:
    """Remove a rule and return whether there was one; what it did is not settled yet."""
    return conn.execute(_REMOVE, (number,)).rowcount > 0
