"""The names under which a track is counted, by the rules of the listener.

Each rule reads the names as the rules before it leave them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from musicanalyser.model.entity_keys import album_key, fold_name, title_key
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel, StoredRule
from musicanalyser.units import DAY_MS, MINUTE_MS


class Names(NamedTuple):
    """The names of a track; its album is one of ``album_artist``."""

    title: str | None
    artist: str | None
    album: str | None
    album_artist: str | None


class CountedNames(NamedTuple):
    """The names under which a track is counted.

    ``moved_by`` holds the numbers of the rules that changed them, and ``ignored_by`` the rules that
    ignore plays of the track, each in order.
    """

    names: Names
    moved_by: tuple[int, ...]
    ignored_by: tuple[StoredRule, ...]


def count_names(names: Names, rules: Iterable[StoredRule]) -> CountedNames:
    """Return what rules, in order of their numbers, make of the names that sources use."""
    moved_by: list[int] = []
    ignored_by: list[StoredRule] = []
    for stored in rules:
        if stored.rule.action is RuleAction.IGNORE:
            if _is_meant(stored.rule, names):
                ignored_by.append(stored)
            continue
        moved = _move(stored.rule, names)
        if moved != names:
            moved_by.append(stored.number)
            names = moved
    return CountedNames(names, tuple(moved_by), tuple(ignored_by))


def says_nothing(rule: Rule) -> bool:
    """Return whether a rule counts a name as itself, whatever there is in the history."""
    if rule.action is RuleAction.RENAME:
        return rule.name == rule.new_name  # another spelling of it is something new
    if rule.action is RuleAction.MERGE:
        old, new = (rule.name, rule.artist), (rule.new_name, rule.new_artist)
        return [*map(fold_name, old)] == [*map(fold_name, new)]
    return rule.action is RuleAction.SPLIT and fold_name(rule.name) == fold_name(rule.new_name)


def covers(rule: Rule, started_ms: int, offset_ms: int) -> bool:
    """Return whether a play is within the limits of a rule.

    It starts at ms since 1970 UTC, where local time is ``offset_ms`` ahead of UTC.
    """
    if rule.since_ms is not None and started_ms < rule.since_ms:
        return False
    if rule.until_ms is not None and started_ms >= rule.until_ms:
        return False
    if rule.from_minute is None or rule.until_minute is None:
        return True
    minute = (started_ms + offset_ms) % DAY_MS // MINUTE_MS
    if rule.from_minute < rule.until_minute:
        return rule.from_minute <= minute < rule.until_minute
    return minute >= rule.from_minute or minute < rule.until_minute


def _is_meant(rule: Rule, names: Names) -> bool:
    if rule.album is not None and fold_name(rule.album) != fold_name(names.album):
        return False
    match rule.level:
        case RuleLevel.ARTIST:
            return _is_same(names.artist, rule.name)
        case RuleLevel.TRACK:
            return names.title is not None and title_key(names.title, names.artist) == title_key(
                rule.name, rule.artist
            )
        case RuleLevel.ALBUM:
            return album_key(names.album, names.album_artist) == album_key(rule.name, rule.artist)


def _move(rule: Rule, names: Names) -> Names:
    """Return the names that a rule makes of others, which may be the same."""
    if not _is_meant(rule, names):
        if rule.level is RuleLevel.ARTIST and rule.action is not RuleAction.SPLIT:
            return names._replace(album_artist=_instead(names.album_artist, rule))
        return names
    match rule.level:
        case RuleLevel.ARTIST:
            return _with_artist(names, rule.new_name)
        case RuleLevel.TRACK:
            named = names._replace(title=rule.new_name)
            return _with_artist(named, rule.new_artist) if _is_merge(rule) else named
        case RuleLevel.ALBUM:
            named = names._replace(album=rule.new_name)
            return named._replace(album_artist=rule.new_artist) if _is_merge(rule) else named


def _with_artist(names: Names, artist: str | None) -> Names:
    """Return names with another artist, who has the album too if the one before had it."""
    has_album = fold_name(names.album_artist) == fold_name(names.artist)
    album_artist = artist if has_album else names.album_artist
    return names._replace(artist=artist, album_artist=album_artist)


def _instead(artist: str | None, rule: Rule) -> str | None:
    return rule.new_name if _is_same(artist, rule.name) else artist


def _is_same(artist: str | None, name: str) -> bool:
    return artist is not None and fold_name(artist) == fold_name(name)


def _is_merge(rule: Rule) -> bool:
    return rule.action is RuleAction.MERGE
