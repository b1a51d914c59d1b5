"""Rules made of the names that a user writes, found among those under which tracks are counted."""

import json
import sqlite3
from dataclasses import replace

from musicanalyser.errors import Error, UsageError
from musicanalyser.invisible_characters import is_visible
from musicanalyser.listening.rules.rule_text import full_name
from musicanalyser.model.entity_keys import album_key, artist_key, title_key
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.name_key import search_key
from musicanalyser.stats.entities.entity import Entity, EntityKind, find_entity

_NAMES = {
    RuleLevel.ARTIST: ("artist_key", "artist", "null"),
    RuleLevel.TRACK: ("song_key", "title", "artist"),
    RuleLevel.ALBUM: ("album_key", "album", "artist"),
}
"""The key, the name and the artist of each level in ``v_tracks``."""
_IS_KNOWN = "select exists (select 1 from v_tracks where {key} = :key)"
_SPELLINGS = "select distinct {name} from v_tracks where {key} = :key"
_ALBUMS = """
select distinct album from v_tracks
where id in (select value from json_each(:track_ids)) and album is not null
order by album
"""


def make_ignore(conn: sqlite3.Connection, level: RuleLevel, text: str) -> Rule:
    """Return the rule that ignores all plays of what a text names.

    Raises:
        Error: If the text names nothing, or several.
    """
    found = _find(conn, level, text)
    return Rule(action=RuleAction.IGNORE, level=level, name=found.name, artist=found.artist)


def make_merge(conn: sqlite3.Connection, level: RuleLevel, text: str, into: str) -> Rule:
    """Return the rule that counts what one text names as what another names.

    Raises:
        Error: If a text names nothing, or several, or both name the same.
    """
    found, target = _find(conn, level, text), _find(conn, level, into)
    if found.key == target.key:
        raise Error(f"{text!r} and {into!r} are the same {level}.", hint="Name two that differ.")
    return Rule(
        action=RuleAction.MERGE,
        level=level,
        name=found.name,
        artist=found.artist,
        new_name=target.name,
        new_artist=target.artist,
    )


def make_split(
    conn: sqlite3.Connection, level: RuleLevel, text: str, album: str, new_name: str | None
) -> Rule:
    """Return the rule that gives a name of its own to what of an artist or track is on an album.

    Without a new name, that is the name with the album in brackets.

    Raises:
        Error: If a text names nothing, or several, or there is something of the new name.
        UsageError: If the new name cannot be seen.
    """
    found = _find(conn, level, text)
    album = _find_album(conn, found, album)
    new_name = f"{found.name} ({album})" if new_name is None else _visible(new_name)
    if _is_known(conn, level, new_name, found.artist):
        raise _known(level, new_name, hint="Choose another name with --as.")
    return Rule(
        action=RuleAction.SPLIT,
        level=level,
        name=found.name,
        artist=found.artist,
        album=album,
        new_name=new_name,
    )


def make_rename(conn: sqlite3.Connection, level: RuleLevel, text: str, new_name: str) -> Rule:
    """Return the rule that shows what a text names under a new name.

    Raises:
        Error: If the text names nothing, or several, or there is something else of the new name.
        UsageError: If the new name cannot be seen.
    """
    found, new_name = _find(conn, level, text), _visible(new_name)
    key, name, _ = _NAMES[level]
    rows = conn.execute(_SPELLINGS.format(key=key, name=name), {"key": found.key})
    if [spelled for (spelled,) in rows] == [new_name]:
        raise Error(f"{text!r} is named {new_name!r} already.", hint="Choose another name.")
    is_same = _key(level, new_name, found.artist) == found.key
    if not is_same and _is_known(conn, level, new_name, found.artist):
        other = full_name(found.artist, new_name)
        hint = f"Run: musicanalyser rules merge {level} {found.full_name!r} {other!r}"
        raise _known(level, new_name, hint=hint)
    return Rule(
        action=RuleAction.RENAME,
        level=level,
        name=found.name,
        artist=found.artist,
        new_name=new_name,
    )


def _find(conn: sqlite3.Connection, level: RuleLevel, text: str) -> Entity:
    try:
        found = find_entity(conn, text, kinds=(EntityKind(level),))
    except UsageError as error:
        raise Error(error.message, hint=error.hint) from None
    if _key(level, found.name, found.artist) == found.key:
        return found
    if level is RuleLevel.TRACK:
        raise Error(f"{text!r} has no title yet.", hint="A rule needs a name. Import an export.")
    # An album of another artist, or of none.
    return replace(found, artist=found.key.partition("\x1f")[2] or None)


def _visible(new_name: str) -> str:
    if not is_visible(new_name):
        raise UsageError(
            f"A name needs a visible character: {new_name!r}.", hint="Write the name to show."
        )
    return new_name


def _find_album(conn: sqlite3.Connection, found: Entity, text: str) -> str:
    """Return the album of an artist or track that a text names, in whole or in part."""
    track_ids = json.dumps(found.track_ids(conn))
    albums = [album for (album,) in conn.execute(_ALBUMS, {"track_ids": track_ids})]
    key = search_key(text)
    matching = (
        [album for album in albums if album == text]
        or [album for album in albums if search_key(album) == key]
        or [album for album in albums if key in search_key(album)]
    )
    if len({search_key(album) for album in matching}) == 1:
        return str(matching[0])
    if matching or not albums:
        message = f"Several albums of {found.full_name!r} fit {text!r}."
    else:
        message = f"Nothing of {found.full_name!r} is on {text!r}."
    named = ", ".join(map(repr, (matching or albums)[:5]))
    raise Error(message, hint=f"Use one of: {named}." if named else "It is on no album.")


def _is_known(conn: sqlite3.Connection, level: RuleLevel, name: str, artist: str | None) -> bool:
    values = {"key": _key(level, name, artist)}
    return bool(conn.execute(_IS_KNOWN.format(key=_NAMES[level][0]), values).fetchone()[0])


def _key(level: RuleLevel, name: str, artist: str | None) -> str | None:
    match level:
        case RuleLevel.ARTIST:
            return artist_key(name)
        case RuleLevel.TRACK:
            return title_key(name, artist)
        case RuleLevel.ALBUM:
            return album_key(name, artist)


def _known(level: RuleLevel, name: str, *, hint: str) -> Error:
    return Error(f"There is the {level} {name!r} already.", hint=hint)
