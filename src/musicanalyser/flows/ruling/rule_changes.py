"""Adds and removes rules; tracks, plays and sums follow in the same transaction."""

import sqlite3
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error
from musicanalyser.listening.rules.rule_text import rule_text
from musicanalyser.model.rule import Rule, StoredRule
from musicanalyser.store.rollups import upkeep
from musicanalyser.store.rules import rule_rows


def add_rule(conn: sqlite3.Connection, rule: Rule, *, now_ms: int, zone: ZoneInfo) -> int:
    """Add a rule inside a transaction, and return its number.

    Raises:
        Error: If there is the same rule already.
    """
    for stored in rule_rows.list_rules(conn):
        if stored.rule == rule:
            raise Error(
                f"Rule {stored.number} says so already: {rule_text(rule, zone)}.",
                hint="To see all rules: musicanalyser rules list",
            )
    number = rule_rows.add(conn, rule, created_ms=now_ms)
    upkeep.follow_rules(conn)
    return number


def add_rules(conn: sqlite3.Connection, rules: Iterable[Rule], *, now_ms: int) -> int:
    """Add rules that are not there yet inside a transaction; return how many are new.

    They may be about names that the history does not have yet.
    """
    known = {stored.rule for stored in rule_rows.list_rules(conn)}
    new = [rule for rule in dict.fromkeys(rules) if rule not in known]
    for rule in new:
        rule_rows.add(conn, rule, created_ms=now_ms)
    upkeep.follow_rules(conn)
    return len(new)


def undo_rule(conn: sqlite3.Connection, number: int) -> None:
    """Remove a rule inside a transaction: what the others leave is restored.

    Raises:
        Error: If there is no rule with the number.
    """
    find_rule(conn, number)
    rule_rows.remove(conn, number)
    upkeep.follow_rules(conn)


def find_rule(conn: sqlite3.Connection, number: int) -> StoredRule:
    """Return the rule with a number.

    Raises:
        Error: If there is none.
    """
    for stored in rule_rows.list_rules(conn):
        if stored.number == number:
            return stored
    raise Error(f"There is no rule {number}.", hint="Run: musicanalyser rules list")
