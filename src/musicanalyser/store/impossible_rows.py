"""Rows that no version of the program has written: their content is damaged."""

import json
import sqlite3

from musicanalyser.listening.definitions import EARLIEST_SCROBBLE_MS, LATEST_MS
from musicanalyser.model.evidence import HeardTime
from musicanalyser.model.item import ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.units import DAY_MS

_LONGEST_MS = 31 * DAY_MS
"""As long as an import takes a play to be possible."""
_STATEMENTS = {
    "sighting_classes": """
    delete from sighting_classes
    where source not in (select value from json_each(:origins))
    or kind not in (select value from json_each(:kinds))
    or heard not in (select value from json_each(:heard))
    """,
    "sightings": """
    delete from sightings
    where ended_ms not between :earliest_ms and :latest_ms
    or played_ms not between 0 and :longest_ms
    """,
    "observations": """
    delete from observations
    where not (low_ms between 0 and high_ms and confidence between 0 and 1 and inferred in (0, 1))
    """,
    "known_spans": """
    delete from known_spans
    where origin not in (select value from json_each(:origins))
    or not (since_ms between :earliest_ms and until_ms and until_ms <= :latest_ms)
    """,
    "facts": "delete from facts where not coalesce(json_valid(data), 1)",
    "snapshots": "delete from snapshots where not (json_valid(facts) and json_valid(persona))",
}


def remove_impossible(conn: sqlite3.Connection) -> dict[str, int]:
    """Remove rows that cannot be right; return how many, by table."""
    values = {
        "origins": json.dumps(list(Origin)),
        "kinds": json.dumps(list(ItemKind)),
        "heard": json.dumps(list(HeardTime)),
        "earliest_ms": EARLIEST_SCROBBLE_MS,
        "latest_ms": LATEST_MS,
        "longest_ms": _LONGEST_MS,
    }
    return {name: conn.execute(sql, values).rowcount for name, sql in _STATEMENTS.items()}
