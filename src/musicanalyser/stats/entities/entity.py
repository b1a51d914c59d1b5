"""The track, artist, album or play that a user names, found among those of the history."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from musicanalyser.errors import UsageError
from musicanalyser.model.spotify_uris import parse_page_url
from musicanalyser.model.subject import SubjectKind
from musicanalyser.name_key import search_key
from musicanalyser.stats.rules.moved_names import moved_names

MOST_CANDIDATES = 5
"""The candidates that an ambiguous name lists at most."""

_BY_ADDRESS = "select song_key, title, artist from v_tracks where uri = :uri"
_PLAY = "select exists (select 1 from v_plays where id = :id)"
_TRACK_IDS = {
    "track": "select id from v_tracks where song_key = :key",
    "artist": "select id from v_tracks where artist_key = :key",
    "album": "select id from v_tracks where album_key = :key",
    "play": "select track_id from v_plays where id = :key",
}
_ID = re.compile(r"[0-9A-Za-z]{22}")


class EntityKind(StrEnum):
    """What an entity is; users may write it before a name, as in ``artist:Adele``."""

    TRACK = "track"
    ARTIST = "artist"
    ALBUM = "album"
    PLAY = "play"


_ORDER = (EntityKind.ARTIST, EntityKind.TRACK, EntityKind.ALBUM)
NAMED = (EntityKind.TRACK, EntityKind.ARTIST, EntityKind.ALBUM)
"""The kinds of entities that have names."""

_COLUMNS = {
    EntityKind.TRACK: ("song_key", "title", "artist"),
    EntityKind.ARTIST: ("artist_key", "artist", "null"),
    EntityKind.ALBUM: ("album_key", "album", "artist"),
}
"""The key, the name and the artist of each kind in ``v_tracks``."""
_NAMES = "select distinct {key}, {name}, {artist} from v_tracks"
_HEARD = """
select t.{key}, sum(k.heard_ms)
from v_tracks t
cross join v_track_totals k on k.track_id = t.id
where t.{key} in (select value from json_each(:keys))
group by t.{key}
"""
_EXACTLY = f"{_NAMES} where {{name}} = :text or {{artist}} || ' - ' || {{name}} = :text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One track, artist, album or play.

    ``key`` identifies it among those of its kind in ``v_tracks``, or is the id of a play.
    ``artist`` is ``None`` for artists, for plays, and where it is not known.
    """

    kind: EntityKind
    key: str
    name: str
    artist: str | None = None

    @property
    def label(self) -> str:
        """The text that names this entity and no other: ``track:Artist - Title``."""
        return f"{self.kind}:{self.full_name}"

    @property
    def full_name(self) -> str:
        """The name with its artist, as in ``Artist - Title``."""
        return self.name if self.artist is None else f"{self.artist} - {self.name}"

    def track_ids(self, conn: sqlite3.Connection) -> tuple[int, ...]:
        """Return the ids in ``v_tracks`` of all tracks that belong to it."""
        return tuple(row[0] for row in conn.execute(_TRACK_IDS[self.kind], {"key": self.key}))


def find_entity(
    conn: sqlite3.Connection, text: str, *, kinds: Collection[EntityKind] = tuple(EntityKind)
) -> Entity:
    """Return the one entity that a text names, by the first of these that fits any.

    A Spotify address or id; the very name; the name however it is typed; the number of a play; a
    part of the name. ``Artist - Title`` is a name, too, and ``artist:`` before it chooses a kind.

    Raises:
        UsageError: If the text fits no entity, or several.
    """
    kinds, name = _split_kind(text.strip(), kinds)
    found = (
        _by_address(conn, name, kinds)
        or _by_name(conn, name, kinds)
        or _by_number(conn, name, kinds)
        or sorted(matching_entities(conn, name, kinds=kinds), key=_order)
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"The history has no {_either(kinds)} {name!r}.",
            hint=next(
                (moved.hint for moved in moved_names(conn, kinds, name)),
                f"Search for a part of the name: musicanalyser find {name!r}",
            ),
        )
    labels = [repr(entity.label) for entity in _most_heard_first(conn, found)[:MOST_CANDIDATES]]
    more = f", and {len(found) - len(labels):,} more" if len(found) > len(labels) else ""
    raise UsageError(f"Several names fit {text!r}.", hint=f"Use one of: {', '.join(labels)}{more}.")


def matching_entities(
    conn: sqlite3.Connection, text: str, *, kinds: Collection[EntityKind] = NAMED
) -> list[Entity]:
    """Return the entities of which a part of the name is the text, however it is typed."""
    return [one for one in _named_entities(conn, kinds, _NAMES) if _contains(one, search_key(text))]


def _most_heard_first(conn: sqlite3.Connection, found: Sequence[Entity]) -> list[Entity]:
    """Return entities by their listening time; what has none stays in order at the end."""
    heard_ms = {
        (kind, key): ms
        for kind, (column, *_) in _COLUMNS.items()
        for key, ms in conn.execute(
            _HEARD.format(key=column),
            {"keys": json.dumps([one.key for one in found if one.kind is kind])},
        )
    }
    return sorted(found, key=lambda one: -heard_ms.get((one.kind, one.key), 0))


def _split_kind(text: str, kinds: Collection[EntityKind]) -> tuple[Collection[EntityKind], str]:
    before, colon, after = text.partition(":")
    if colon and before.casefold() in kinds:
        return (EntityKind(before.casefold()),), after.strip()
    return kinds, text


def _by_address(conn: sqlite3.Connection, text: str, kinds: Collection[EntityKind]) -> list[Entity]:
    if EntityKind.TRACK not in kinds:
        return []
    uri = (
        f"spotify:track:{text}" if _ID.fullmatch(text) else parse_page_url(text, SubjectKind.TRACK)
    )
    rows = conn.execute(_BY_ADDRESS, {"uri": uri or text})
    return [
        Entity(kind=EntityKind.TRACK, key=key, name=title or text, artist=artist)
        for key, title, artist in rows
    ]


def _by_name(conn: sqlite3.Connection, text: str, kinds: Collection[EntityKind]) -> list[Entity]:
    if found := list(_named_entities(conn, kinds, _EXACTLY, text=text)):
        return sorted(found, key=_order)
    key = search_key(text)
    entities = _named_entities(conn, kinds, _NAMES)
    found = [one for one in entities if key in {search_key(one.name), search_key(one.full_name)}]
    return sorted(found, key=_order)


def _order(entity: Entity) -> tuple[int, str]:
    return _ORDER.index(entity.kind), entity.full_name


def _contains(entity: Entity, key: str) -> bool:
    """Return whether a key is a part of a name; one with `` - `` may begin in the artist's."""
    name = entity.full_name if " - " in key else entity.name
    return bool(key) and key in search_key(name)


def _by_number(conn: sqlite3.Connection, text: str, kinds: Collection[EntityKind]) -> list[Entity]:
    is_number = text.isascii() and text.isdecimal() and EntityKind.PLAY in kinds
    if not is_number or not conn.execute(_PLAY, {"id": int(text)}).fetchone()[0]:
        return []
    return [Entity(kind=EntityKind.PLAY, key=text, name=text)]


def _named_entities(
    conn: sqlite3.Connection, kinds: Collection[EntityKind], statement: str, **named: str
) -> Iterator[Entity]:
    """Yield each named track, artist and album that a statement selects once."""
    for kind in NAMED:
        if kind not in kinds:
            continue
        key, name, artist = _COLUMNS[kind]
        sql = statement.format(key=key, name=name, artist=artist)
        known: set[str] = set()
        for found, title, by in conn.execute(sql, named):
            if found is not None and title and found not in known:
                known.add(found)
                yield Entity(kind=kind, key=found, name=title, artist=by)


def _either(kinds: Collection[EntityKind]) -> str:
    *first, last = kinds
    return f"{', '.join(first)} or {last}" if first else str(last)
