"""The genres of songs, from the tags of their first artists."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import KnownFacts, SongFact
from musicanalyser.stats.base.ranked_entities import TRACKS
from musicanalyser.stats.base.shares import TimeSplit
from musicanalyser.stats.base.window_totals import WindowTotals

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

_ARTISTS = """
select f.artist_uri_id
from {songs} r
cross join v_song_facts f on f.song_id = r.song_id
where f.artist_uri_id is not null
"""
_GENRES = """
select a.id, g.source, g.genre, coalesce(g.weight, 1) as weight, coalesce(g.curated, 0)
from (select distinct artist_uri_id from ({artists})) x
cross join v_artist_uris a on a.id = x.artist_uri_id
cross join v_artist_genres g on g.artist_uri = a.uri
where g.genre is not null
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


ArtistGenres = Mapping[int, Genres]
"""The genres of artists, by the numbers of their addresses; unknown ones are absent."""


def genres_of(conn: sqlite3.Connection, *windows: WindowTotals) -> ArtistGenres:
    """Return the genres of the artists of some windows."""
    artists = (_ARTISTS.format(songs=totals.relation(TRACKS)) for totals in windows)
    tags: dict[int, list[Tag]] = defaultdict(list)
    for artist, source, genre, weight, curated in conn.execute(
        _GENRES.format(artists=" union all ".join(artists))
    ):
        tags[artist].append(Tag(source, " ".join(genre.casefold().split()), weight, bool(curated)))
    found = ((artist, genres_from(of_artist)) for artist, of_artist in tags.items())
    return {artist: genres for artist, genres in found if genres is not None}


def genre_fact(genres: ArtistGenres) -> SongFact[Genres]:
    """Return the genres of songs as what may be known of them."""
    return SongFact(
        columns=("f.artist_uri_id",),
        known="f.artist_uri_id is not null",
        make=genres.get,
        is_shared=True,
    )


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


def genre_split(found: KnownFacts[Genres]) -> TimeSplit | None:
    """Return the time of each genre in a window; ``None`` if too few are known."""
    if not found.is_enough:
        return None
    songs = ((genres.shares, heard_ms) for genres, heard_ms in found.times)
    return TimeSplit(times_ms=times_ms(songs), whole_ms=found.known_ms)
