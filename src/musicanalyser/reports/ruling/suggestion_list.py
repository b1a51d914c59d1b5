"""Suggested rules as a list."""

from collections.abc import Sequence

from musicanalyser.listening.rules.likely_merges import Suggestion
from musicanalyser.listening.rules.rule_text import full_name
from musicanalyser.report import Column, ColumnKind, Report

_COLUMNS = (
    Column(name="level", title="Level"),
    Column(name="name", title="Merge"),
    Column(name="new_name", title="Into"),
    Column(name="reason", title="Why"),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)


def list_suggestions(found: Sequence[Suggestion]) -> Report:
    """Return suggested merges; names of tracks begin with their artist."""
    return Report(
        name="rule-suggestions",
        title="Suggested rules",
        columns=_COLUMNS,
        rows=tuple(
            (
                rule.level.value,
                full_name(rule.artist, rule.name),
                full_name(rule.new_artist, rule.new_name or ""),
                reason,
                plays,
            )
            for rule, reason, plays in found
        ),
        definition="Names that probably mean one thing, of music outside of private sessions.",
        notes=("On a terminal, rules suggest asks about each of them.",),
        empty="No names look like one another.",
    )
