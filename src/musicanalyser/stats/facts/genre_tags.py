"""The genres of what was heard, by the tags of its first artists."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from musicanalyser.stats.base.heard import WindowTotals

SOURCE = "genres"
"""Which source of facts tells of it; those it builds on are asked with it."""
WHAT = "known genres"
CREDITS: Mapping[str, str] = {
    "genres": "Genres: MusicBrainz, CC BY-NC-SA 3.0, by way of ListenBrainz.",
    "lastfm": "Genres of artists whom MusicBrainz has none for: tags of Last.fm.",
}
"""Whom a source of genres is to be credited to."""

TOP_GENRES = 5
"""So many genres of an artist take part, those with the most weight."""

_ARTISTS = """
select t.song_key, min(f.artist_uri)
from v_tracks t
cross join v_track_facts f on f.track_id = t.id
where t.song_key in (select value from json_each(:songs)) and f.artist_uri is not null
group by t.song_key
"""
_GENRES = """
select g.artist_uri, g.source, g.genre, coalesce(g.weight, 1) as weight, coalesce(g.curated, 0)
from v_artist_genres g
where g.artist_uri in (select value from json_each(:artists)) and g.genre is not null
order by weight desc, g.genre
"""

Shares = Mapping[str, float]
"""What part of a song each genre has; together they are 1."""


class Tag(NamedTuple):
    """A genre that an artist is tagged with, the more often the more weight it has."""

    source: str
    genre: str
    weight: int
    curated: bool
    """Whether the genre is one of MusicBrainz' list, or a word that someone thought of."""


class Genres(NamedTuple):
    """The genres of a song, and the source that told of them."""

    shares: Shares
    source: str


def genres_of(conn: sqlite3.Connection, *heard: WindowTotals) -> Mapping[str, Genres]:
    """Return the genres of what was heard in some windows, by song, as far as they are known."""
    songs = sorted({one.song_key for tally in heard for one in tally.ids})
    artist_of = dict(conn.execute(_ARTISTS, {"songs": json.dumps(songs)}).fetchall())
    tags: dict[str, list[Tag]] = defaultdict(list)
    asked = {"artists": json.dumps(sorted({*artist_of.values()}))}
    for artist, source, genre, weight, curated in conn.execute(_GENRES, asked):
        tags[artist].append(Tag(source, " ".join(genre.casefold().split()), weight, bool(curated)))
    told = {artist: genres_from(some) for artist, some in tags.items()}
    found = ((song, told.get(artist)) for song, artist in artist_of.items())
    return {song: genres for song, genres in found if genres is not None}


def genres_from(tags: Sequence[Tag]) -> Genres | None:
    """Share a song among the genres of its artist; ``tags`` are in the order of their weight.

    Curated genres are preferred to free tags, and those to the tags of another source.
    """
    told = [tag for tag in tags if tag.weight > 0 and tag.genre]
    for preferred in (
        [tag for tag in told if tag.curated],
        [tag for tag in told if tag.source == "genres"],
        told,
    ):
        if preferred:
            return Genres(_shares(preferred[:TOP_GENRES]), preferred[0].source)
    return None


def _shares(tags: Iterable[Tag]) -> Shares:
    weights: dict[str, int] = defaultdict(int)
    for tag in tags:
        weights[tag.genre] += tag.weight
    whole = sum(weights.values())
    return {genre: weight / whole for genre, weight in weights.items()}


def times_ms(songs: Iterable[tuple[Shares, int]]) -> Mapping[str, float]:
    """Return the time in ms of each genre, from the time that each song was heard."""
    parts: dict[str, list[float]] = defaultdict(list)
    for shares, heard_ms in songs:
        for genre, part in shares.items():
            parts[genre].append(part * heard_ms)
    return {genre: fsum(some) for genre, some in parts.items()}
