"""The rules of the listener, as the views show them."""

import sqlite3
from collections.abc import Collection
from zoneinfo import ZoneInfo

from musicanalyser.listening.rules.rule_text import rule_text
from musicanalyser.model.rule import RULE_FIELDS, StoredRule, rule_of

_RULES = f"select id, created_ms, {', '.join(RULE_FIELDS)} from v_rules order by id"  # noqa: S608


def known_rules(conn: sqlite3.Connection) -> list[StoredRule]:
    """Return all rules, in order of their numbers."""
    return [
        StoredRule(number, created_ms, rule_of(values))
        for number, created_ms, *values in conn.execute(_RULES)
    ]


def rule_notes(
    conn: sqlite3.Connection, numbers: Collection[int], zone: ZoneInfo
) -> tuple[str, ...]:
    """Return what the rules with some numbers say, one sentence each."""
    return tuple(
        f"Rule {stored.number}: {rule_text(stored.rule, zone)}."
        for stored in known_rules(conn)
        if stored.number in numbers
    )
