"""Facts about the music of a history, as open sources would have them: for most tracks and artists.

Features and lyrics are those of the sample data; only the music is other.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from musicanalyser.demo.genre_styles import STYLES, Style
from musicanalyser.demo.random_stream import RandomStream
from musicanalyser.demo.song_attributes import make_features, make_lyric
from musicanalyser.model.subject import Finding, Miss, SourceFact
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from tests.benchmarks.histories.catalogue import CatalogueTrack
from tests.benchmarks.histories.listening import UNTIL

_KNOWN_SHARE = 0.85
_YEARS = (1965, 2026)
_LISTENERS = (1.5, 5.7)
"""Powers of ten."""


def store_facts(conn: sqlite3.Connection, tracks: Iterable[CatalogueTrack]) -> None:
    """Store facts about tracks and their artists."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    by_artist: dict[str, list[CatalogueTrack]] = defaultdict(list)
    for track in tracks:
        by_artist[track.artist].append(track)
    for name, theirs in by_artist.items():
        for source, finding in _of_artist(name, theirs):
            findings[source].append(finding)
    with transaction(conn):
        for source, found in findings.items():
            fetched_ms = round(1000 * UNTIL.timestamp())
            source_facts.add(conn, source, found, fetched_ms=fetched_ms)


def _of_artist(name: str, tracks: list[CatalogueTrack]) -> Iterator[tuple[str, Finding]]:
    random = RandomStream("artist", name)
    style = random.choice(STYLES)
    uri = f"spotify:artist:{tracks[0].uri.rpartition(':')[2]}"
    listeners = int(10 ** random.uniform(*_LISTENERS))
    if random.happens(_KNOWN_SHARE):
        mbid = str(UUID(int=int(random.uniform(0, 2**53)) << 64, version=4))
        tags = [
            {"name": genre, "count": 14 - 5 * place, "curated": True}
            for place, genre in enumerate(style.genres)
        ]
        yield "artists", SourceFact(subject=uri, data={"mbid": mbid, "name": name, "country": None})
        yield "genres", SourceFact(subject=uri, data={"begin_year": style.since, "genres": tags})
        yield (
            "popularity",
            SourceFact(subject=uri, data={"listeners": listeners, "listens": 9 * listeners}),
        )
    else:
        yield "artists", Miss(subject=uri)
    for track in tracks:
        yield from _of_track(track, uri, style, random)


def _of_track(
    track: CatalogueTrack, artist_uri: str, style: Style, random: RandomStream
) -> Iterator[tuple[str, Finding]]:
    if not random.happens(_KNOWN_SHARE):
        yield from ((source, Miss(subject=track.uri)) for source in ("tracks", "features"))
        return
    is_wordless = random.happens(style.wordless)
    data = {
        "popularity": int(random.uniform(0, 100)),
        "isrc": None,
        "length_ms": track.length_ms,
        "artists": [{"uri": artist_uri, "name": track.artist}],
    }
    lyric = make_lyric(random, style, language="en", is_wordless=is_wordless)
    yield "tracks", SourceFact(subject=track.uri, data=data)
    yield (
        "features",
        SourceFact(subject=track.uri, data=make_features(random, style, is_wordless=is_wordless)),
    )
    yield "releases", SourceFact(subject=track.uri, data={"year": int(random.uniform(*_YEARS))})
    yield "lyrics", SourceFact(subject=track.uri, data=lyric)
