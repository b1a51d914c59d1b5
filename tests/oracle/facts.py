"""Invented facts about tracks and artists, for the program and for the recomputation."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from zlib import crc32

from tests.oracle.asking import History
from tests.oracle.rows import Key

Fact = Mapping[str, object]

TRAITS = (
    *("energy", "valence", "danceability", "acousticness", "instrumentalness"),
    *("speechiness", "liveness"),
)
_ARTISTS = 60
_GENRES = ("rock", "Pop", "jazz", "dream  pop", "techno", "folk", "dub", "soul", "punk")


def features_of(uri: str) -> Fact | None:
    lot = crc32(f"features {uri}".encode())
    if lot % 6 == 0:
        return None
    traits = {trait: (lot >> place) % 101 / 100 for place, trait in enumerate(TRAITS)}
    tempo = 0 if lot % 17 == 0 else 55 + lot % 1300 / 8
    return {
        **traits,
        "valence": None if lot % 13 == 0 else traits["valence"],
        "liveness": None if lot % 5 == 0 else traits["liveness"],
        "tempo": None if lot % 11 == 0 else tempo,
    }


def track_of(uri: str) -> Fact | None:
    lot = crc32(f"tracks {uri}".encode())
    if lot % 7 == 0:
        return None
    artists = [{"uri": f"a:{lot % _ARTISTS:02}", "name": "Somebody"}, {"uri": "a:99"}]
    return {
        "popularity": None if lot % 5 == 0 else lot // 7 % 101,
        "artists": [] if lot % 9 == 0 else artists,
    }


def release_of(uri: str) -> Fact | None:
    lot = crc32(f"releases {uri}".encode())
    return None if lot % 5 == 0 else {"year": 1955 + lot // 5 % 72}


def popularity_of(artist: str) -> Fact | None:
    lot = crc32(f"popularity {artist}".encode())
    return None if lot % 4 == 0 else {"listeners": int(10 ** (lot % 600 / 100)), "listens": lot}


def genres_of(artist: str) -> Fact | None:
    """Return the tags of an artist: genres, free tags, both, or tags with negative votes."""
    lot = crc32(f"genres {artist}".encode())
    if lot % 6 == 0:
        return None
    told = [
        {
            "name": _GENRES[(lot >> place) % len(_GENRES)],
            "count": (lot >> 2 * place) % 12 - 1,
            "curated": lot % 6 != 1 and place % 2 == 0,
        }
        for place in range(lot % 13)
    ]
    return {"genres": told}


def tags_of(artist: str) -> Fact | None:
    """Return the tags of an artist from another source, which knows few artists."""
    lot = crc32(f"lastfm {artist}".encode())
    if lot % 3:
        return None
    return {"listeners": 9, "genres": [{"name": "chill", "count": 100, "curated": False}]}


_ABOUT_TRACKS = {"features": features_of, "tracks": track_of, "releases": release_of}
_ABOUT_ARTISTS = {"popularity": popularity_of, "genres": genres_of, "lastfm": tags_of}


def tell(database: Path, uris: Iterable[str]) -> None:
    """Store the facts about tracks and their artists in the program's database."""
    artists = [f"a:{number:02}" for number in range(_ARTISTS)]
    rows = [*_rows(_ABOUT_TRACKS, uris), *_rows(_ABOUT_ARTISTS, artists)]
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.executemany("insert into facts values (?, ?, ?, 0, ?)", rows)


def _rows(
    sources: Mapping[str, Callable[[str], Fact | None]], subjects: Iterable[str]
) -> Iterator[tuple[str, str, str, str | None]]:
    for subject in subjects:
        for source, fact_of in sources.items():
            fact = fact_of(subject)
            status = "missing" if fact is None else "found"
            yield source, subject, status, None if fact is None else json.dumps(fact)


@cache
def ids_of_songs(history: History) -> Mapping[Key, list[str]]:
    """Return the addresses of all ids of each song, sorted."""
    uris: dict[Key, set[str]] = defaultdict(set)
    for play in history.plays:
        if play.song is not None and play.row.uri is not None:
            uris[play.song].add(play.row.uri)
    return {song: sorted(ids) for song, ids in uris.items()}
