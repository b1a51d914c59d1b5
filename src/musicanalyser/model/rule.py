"""Rules: corrections by the listener, kept as data, applied on top and undone by removing them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NamedTuple


class RuleAction(StrEnum):
    """What a rule does."""

    IGNORE = "ignore"
    """Plays are left out of all statistics."""
    MERGE = "merge"
    """What has one name is counted under another name that there is."""
    SPLIT = "split"
    """What of a name is on one album is counted under a name of its own."""
    RENAME = "rename"
    """What has one name is shown under a new name."""


class RuleLevel(StrEnum):
    """What a rule is about."""

    ARTIST = "artist"
    TRACK = "track"
    ALBUM = "album"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One correction.

    ``name`` is the artist, the title of the track, or the album; ``artist`` is that of the track or
    album. A split is limited to ``album``. ``new_name`` takes the place of ``name``, and
    ``new_artist`` that of ``artist`` where tracks or albums are merged.

    Only plays are ignored that start in the half-open span from ``since_ms`` to ``until_ms``, in ms
    since 1970 UTC, and at a local time of day from ``from_minute`` to before ``until_minute``, in
    minutes since midnight, which may lie between. ``None`` is no limit.
    """

    action: RuleAction
    level: RuleLevel
    name: str
    artist: str | None = None
    album: str | None = None
    new_name: str | None = None
    new_artist: str | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    from_minute: int | None = None
    until_minute: int | None = None


RULE_FIELDS = tuple(field.name for field in fields(Rule))
"""The names of what makes a rule: columns of the database, and keys of a file."""


def rule_of(values: Iterable[str | int | None]) -> Rule:
    """Return the rule with the values of `RULE_FIELDS`, in their order.

    Raises:
        ValueError: If there is no such action or level.
    """
    action, level, *rest = values
    limited = dict(zip(RULE_FIELDS[2:], rest, strict=True))
    return Rule(action=RuleAction(action), level=RuleLevel(level), **limited)  # type: ignore[arg-type]  # as the schema says


class StoredRule(NamedTuple):
    """A rule with its number, in whose order rules apply, and when it was made (ms since 1970)."""

    number: int
    created_ms: int
    rule: Rule
