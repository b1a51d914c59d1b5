"""Names that probably mean one thing: editions of a recording, guests, other spellings."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from musicanalyser.listening.matching.name_likeness import loosen
from musicanalyser.model.entity_keys import title_key
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.name_key import search_key

_OTHER = "another recording"
_EDITIONS = (
    (_OTHER, re.compile(r"\b(?:remix|acoustic|demo|instrumental|karaoke)\b")),
    ("live", re.compile(r"\blive\b")),
    ("remaster", re.compile(r"\bremaster(?:ed)?\b")),
    ("edit", re.compile(r"\b(?:edit|mix|version|mono|stereo)\b")),
    ("feat.", re.compile(r"\b(?:feat|ft|featuring|with)\b")),
)
"""What is beside the title of a recording: the first that is there."""
_Key = TypeVar("_Key")
_GUESTS = re.compile(r"\s+(?:feat\.?|ft\.?|featuring)\s.*")


class Named(NamedTuple):
    """A song or an artist as it is counted; an artist has no other artist."""

    name: str
    artist: str | None
    plays: int


class Suggestion(NamedTuple):
    """A merge that is probably right, why, and how many plays it moves."""

    rule: Rule
    reason: str
    plays: int


def suggest_artists(artists: Iterable[Named]) -> list[Suggestion]:
    """Return merges of artists with one name typed differently, and with guests in the name."""
    artists = list(artists)
    groups = _grouped(artists, lambda one: search_key(one.name).removeprefix("the "))
    alike = _grouped(artists, lambda one: _without_punctuation(one.name))
    found = [one for group in alike.values() for one in _merges(group, group, "spelling")]
    for key, group in groups.items():
        bare = groups.get(_GUESTS.sub("", key), group)
        if bare is not group:
            found += _merges(group, bare, "feat.")
    return found


def suggest_songs(
    songs: Iterable[Named], by_code: Mapping[str, Sequence[Named]]
) -> list[Suggestion]:
    """Return merges of songs with one recording code, and of editions of one recording.

    ``by_code`` holds the songs of each ISRC, which names a recording: https://isrc.ifpi.org
    """
    found = [
        one
        for code, group in sorted(by_code.items())
        for one in _merges(group, group, f"ISRC {code}")
    ]
    for group in _grouped(songs, _loose_key).values():
        for edition, titles in _grouped(group, _edition).items():
            plain = [one for one in group if not _edition(one)]
            if edition and edition != _OTHER and plain:
                found += _merges(titles, plain, edition)
    return found


def _without_punctuation(name: str) -> str:
    """Return what an artist's names share whose words are the same; all of it if it has none."""
    key = search_key(name).removeprefix("the ")
    return " ".join(re.sub(r"[\W_]+", " ", key).split()) or key


def _merges(group: Sequence[Named], targets: Sequence[Named], reason: str) -> Iterator[Suggestion]:
    """Yield merges of a group into the most played target."""
    target = min(targets, key=lambda one: (-one.plays, one.name))
    for one in group:
        if one != target:
            rule = Rule(
                action=RuleAction.MERGE,
                level=RuleLevel.ARTIST if one.artist is None else RuleLevel.TRACK,
                name=one.name,
                artist=one.artist,
                new_name=target.name,
                new_artist=target.artist,
            )
            yield Suggestion(rule, reason, one.plays)


def _loose_key(song: Named) -> tuple[str, str]:
    """Return what editions of one recording share: the title without edition, the first artist."""
    loose = loosen(title_key(song.name, song.artist))
    return loose.title, loose.artists[0] if loose.artists else ""


def _edition(song: Named) -> str:
    """Return what a title has beside that of the recording, empty if it has nothing."""
    key = search_key(song.name)
    bare = loosen(title_key(song.name, song.artist)).title
    if bare == re.sub(r"[\W_]+", "", key):
        return ""
    return next((edition for edition, words in _EDITIONS if words.search(key)), _OTHER)


def _grouped(found: Iterable[Named], key: Callable[[Named], _Key]) -> dict[_Key, list[Named]]:
    groups: defaultdict[_Key, list[Named]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return groups
