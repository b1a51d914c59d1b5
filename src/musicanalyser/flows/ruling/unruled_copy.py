"""A copy of a history from which all rules were taken back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from musicanalyser.store.connection import transaction
from musicanalyser.store.rollups import upkeep
from musicanalyser.store.rules import rule_rows


@contextmanager
def without_rules(conn: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Lend a copy in memory without rules; the history itself, if it has none."""
    rules = rule_rows.list_rules(conn)
    if not rules:
        yield conn
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        conn.backup(copy)
        with transaction(copy):
            for rule in rules:
                rule_rows.remove(copy, rule.number)
            upkeep.follow_rules(copy)
        yield copy
