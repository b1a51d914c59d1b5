"""The genres of songs, from the tags of their first artists."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.facts.song_artists import artists_of

SOURCE = "genres"
"""The enrichment source that provides them, with those it depends on."""
WHAT = "genres"
CREDITS: Mapping[str, str] = {
    "genres": "Genres: MusicBrainz, CC BY-NC-SA 3.0, by way of ListenBrainz.",
    "lastfm": "Genres of artists whom MusicBrainz has none for: tags of Last.fm.",
}
"""The credit that each source of genres requires."""

TOP_GENRES = 5
"""How many genres of an artist count, those with the most weight first."""

_GENRES = """
select g.artist_uri, g.source, g.genre, coalesce(g.weight, 1) as weight, coalesce(g.curated, 0)
from v_artist_genres g
where g.artist_uri in (select value from json_each(:artists)) and g.genre is not null
order by weight desc, g.genre
"""

Shares = Mapping[str, float]
"""The share of a song that each genre has; their sum is 1."""


class Tag(NamedTuple):
    """A genre that an artist is tagged with; ``weight`` is how often, and may be negative."""

    source: str
    genre: str
    weight: int
    curated: bool
    """Whether the genre is on the list of MusicBrainz, and not a free tag."""


class Genres(NamedTuple):
    """The genres of a song, and the source that provided them."""

    shares: Shares
    source: str


def genres_of(conn: sqlite3.Connection, *windows: WindowTotals) -> Mapping[int, Genres]:
    """Return the genres of the songs of some windows, by song; unknown ones are absent."""
    artist_of = artists_of(conn, *windows)
    tags: dict[str, list[Tag]] = defaultdict(list)
    artists = {"artists": json.dumps(sorted({*artist_of.values()}))}
    for artist, source, genre, weight, curated in conn.execute(_GENRES, artists):
        tags[artist].append(Tag(source, " ".join(genre.casefold().split()), weight, bool(curated)))
    genres_by = {artist: genres_from(found) for artist, found in tags.items()}
    pairs = ((song, genres_by.get(artist)) for song, artist in artist_of.items())
    return {song: genres for song, genres in pairs if genres is not None}


def genres_from(tags: Sequence[Tag]) -> Genres | None:
    """Return the genres of a song from the tags of its artist, which are sorted by weight.

    Genres on the list of MusicBrainz are preferred to its free tags, and these to the tags of other
    sources. The result is ``None`` if no tag has a positive weight.
    """
    usable = [tag for tag in tags if tag.weight > 0 and tag.genre]
    for preferred in (
        [tag for tag in usable if tag.curated],
        [tag for tag in usable if tag.source == "genres"],
        usable,
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
    """Return the time in ms of each genre, from the shares and the listening time of each song."""
    parts: dict[str, list[float]] = defaultdict(list)
    for shares, heard_ms in songs:
        for genre, part in shares.items():
            parts[genre].append(part * heard_ms)
    return {genre: fsum(times) for genre, times in parts.items()}
