"""Names of sources that rules of the listener count under others, where somebody looks for them."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from musicanalyser.listening.rules.rule_text import full_name
from musicanalyser.name_key import search_key
from musicanalyser.stats.rules.known_rules import known_rules

_COLUMNS = {
    "artist": ("named_artist", "null", "artist", "null"),
    "track": ("named_title", "named_artist", "title", "artist"),
    "album": ("named_album", "named_artist", "album", "artist"),
}
"""The name and its artist, as sources and as answers use them in ``v_tracks``, of each kind."""
_MOVED = """
select distinct {}, {}, {}, {}, ruled_by from v_tracks where ruled_by is not null
"""


class MovedName(NamedTuple):
    """A name of sources, the one it is counted under, and the number of the rule that says so."""

    old: str
    new: str
    rule: int

    @property
    def hint(self) -> str:
        """Where to find it, and how to take the rule back."""
        undo = f"musicanalyser rules undo {self.rule}"
        return f"Rule {self.rule} counts {self.old!r} as {self.new!r}. To undo that: {undo}"


def moved_names(conn: sqlite3.Connection, kinds: Collection[str], text: str) -> list[MovedName]:
    """Return the moved names of some kinds of which a text is a part, however it is typed.

    Whole names come first. A name that the text still finds is not among them.
    """
    levels = {stored.number: stored.rule.level.value for stored in known_rules(conn)}
    key = search_key(text)
    found = {} if not levels or not key else dict(_moved(conn, kinds, key, levels))
    return sorted(found.values(), key=lambda one: (search_key(one.old) != key, one))


def _moved(
    conn: sqlite3.Connection, kinds: Collection[str], key: str, levels: dict[int, str]
) -> Iterator[tuple[tuple[str, str], MovedName]]:
    for kind, columns in _COLUMNS.items():
        if kind not in kinds:
            continue
        for name, artist, new_name, new_artist, rules in conn.execute(_MOVED.format(*columns)):
            if not name or not new_name:
                continue
            old, new = full_name(artist, name), full_name(new_artist, new_name)
            if key in search_key(old) and key not in search_key(new):
                numbers = [int(number) for number in rules.split(", ")]
                own = (number for number in numbers if levels.get(number) == kind)
                yield (old, new), MovedName(old, new, next(own, numbers[0]))
