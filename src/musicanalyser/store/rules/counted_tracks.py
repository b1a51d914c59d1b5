"""The songs, artists and albums that tracks count for, by the rules of the listener."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.listening.rules.counted_names import CountedNames, Names, count_names
from musicanalyser.model.entity_keys import (
    EntityKeys,
    album_key,
    artist_key,
    fold_name,
    title_key,
)
from musicanalyser.model.rule import Rule, RuleLevel, StoredRule
from musicanalyser.store.history.names import add_entities

# Only a track that a rule means by its own name can be moved at all.
_TRACKS = """
select
  t.id, n.key, t.title, t.artist, t.album, s.key, a.key, b.key,
  t.ruled_title, t.ruled_artist, t.ruled_album, t.ruled_by
from tracks t
join songs n on n.id = t.named_song_id
join songs s on s.id = t.song_id
left join artists a on a.id = t.artist_id
left join albums b on b.id = t.album_id
where {which} and (
  t.ruled_by is not null
  or t.named_artist_id in (
    select id from artists where key in (select value from json_each(:artist))
  )
  or t.named_song_id in (select id from songs where key in (select value from json_each(:track)))
  or t.named_album_id in (
    select id from albums where key in (select value from json_each(:album))
  )
)
"""
_COUNT = """
update tracks
set song_id = (select id from songs where key = ?),
  artist_id = (select id from artists where key = ?),
  album_id = (select id from albums where key = ?),
  ruled_title = ?, ruled_artist = ?, ruled_album = ?, ruled_by = ?
where id = ?
"""


class CountedTrack(NamedTuple):
    """What a track should count for, by all rules."""

    id: int
    keys: EntityKeys
    ruled: tuple[str | None, ...]
    """Its columns ``ruled_``: names where they are not those of sources, and by which rules."""
    ignored_by: tuple[StoredRule, ...]
    is_settled: bool
    """Whether it is counted so already."""


def count_tracks(
    conn: sqlite3.Connection, rules: Sequence[StoredRule], which: str
) -> list[CountedTrack]:
    """Return what tracks ``t`` count for, of which a condition holds and that rules may mean."""
    return [_counted(row, rules) for row in conn.execute(_TRACKS.format(which=which), _keys(rules))]


def settle(conn: sqlite3.Connection, tracks: Iterable[CountedTrack]) -> None:
    """Let tracks count for what they should."""
    tracks = list(tracks)
    add_entities(conn, (track.keys for track in tracks))
    conn.executemany(_COUNT, ((*track.keys, *track.ruled, track.id) for track in tracks))


def _keys(rules: Iterable[StoredRule]) -> Mapping[str, str]:
    """Return the keys of all that rules mean, by their level."""
    keys: dict[str, list[str | None]] = {level.value: [] for level in RuleLevel}
    for stored in rules:
        keys[stored.rule.level].append(_key(stored.rule))
    return {level: json.dumps(of_level) for level, of_level in keys.items()}


def _key(rule: Rule) -> str | None:
    match rule.level:
        case RuleLevel.ARTIST:
            return fold_name(rule.name)
        case RuleLevel.TRACK:
            return title_key(rule.name, rule.artist)
        case RuleLevel.ALBUM:
            return album_key(rule.name, rule.artist)


def _counted(row: tuple[str | None, ...], rules: Iterable[StoredRule]) -> CountedTrack:
    track_id, song, title, artist, album, *stored = row
    counted = count_names(Names(title, artist, album, artist), rules)
    names = counted.names
    keys = EntityKeys(
        (song or "") if names.title is None else title_key(names.title, names.artist),
        artist_key(names.artist),
        album_key(names.album, names.album_artist),
    )
    ruled = _ruled((title, artist, album), counted)
    return CountedTrack(
        int(track_id or 0), keys, ruled, counted.ignored_by, [*keys, *ruled] == stored
    )


def _ruled(named: Sequence[str | None], counted: CountedNames) -> tuple[str | None, ...]:
    pairs = zip(named, counted.names, strict=False)
    numbers = ", ".join(map(str, counted.moved_by))
    return (*(new if new != old else None for old, new in pairs), numbers or None)
