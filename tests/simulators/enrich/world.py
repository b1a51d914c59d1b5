"""Invented tracks and artists; each simulated service knows only some of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from string import ascii_letters, digits

from tests.imports.sample_rows import Row, extended_row

_GENRES = ("trip hop", "bossa nova", "post-punk", "krautrock", "dub techno", "chanson")
_FREE_TAGS = ("seen live", "rainy day", "female vocalists")
_BEGIN = datetime(2024, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    name: str
    count: int
    curated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Artist:
    """An artist; ``mbid`` is ``None`` if MusicBrainz does not know them."""

    uri: str
    name: str
    mbid: str | None
    country: str | None
    begin_year: int | None
    tags: tuple[Tag, ...]
    listeners: int | None

    @property
    def id(self) -> str:
        return self.uri.rpartition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A track; ``known`` says whether ReccoBeats has it, and ``measured`` its features."""

    uri: str
    title: str
    artist: Artist
    length_ms: int
    isrc: str | None
    popularity: int
    features: dict[str, float | int | None]
    year: int | None
    pageviews: int | None
    known: bool
    measured: bool

    @property
    def id(self) -> str:
        return self.uri.rpartition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All tracks and artists; tracks are sorted by time heard, most first."""

    tracks: tuple[Track, ...]
    artists: tuple[Artist, ...]
    track_of: dict[str, Track] = field(default_factory=dict)
    artist_of: dict[str, Artist] = field(default_factory=dict)

    def rows(self) -> Iterable[Row]:
        """Yield export rows: a track every five minutes, the first one heard longest."""
        for number, track in enumerate(self.tracks):
            ended = _BEGIN + timedelta(minutes=5 * number)
            yield extended_row(
                ts=f"{ended:%Y-%m-%dT%H:%M:%SZ}",
                ms_played=200_000 + 10 * (len(self.tracks) - number),
                master_metadata_track_name=track.title,
                master_metadata_album_artist_name=track.artist.name,
                spotify_track_uri=track.uri,
            )


def world(*, tracks: int, artists: int, seed: int = 1) -> World:
    """Return a world; each service does not know about one in six tracks and artists."""
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    people = tuple(_artist(random, number) for number in range(artists))
    songs = tuple(_track(random, number, people[number % artists]) for number in range(tracks))
    return World(
        tracks=songs,
        artists=people,
        track_of={one.id: one for one in songs},
        artist_of={one.id: one for one in people},
    )


def spotify_id(random: Random) -> str:
    return "".join(random.choices(ascii_letters + digits, k=22))


def _artist(random: Random, number: int) -> Artist:
    curated = random.sample(_GENRES, k=random.choice((0, 1, 3)))
    free = random.sample(_FREE_TAGS, k=random.choice((0, 1, 2)))
    tags = [Tag(name=name, count=random.randint(1, 40), curated=True) for name in curated]
    tags += [Tag(name=name, count=random.randint(1, 90), curated=False) for name in free]
    known = number % 6 != 5
    return Artist(
        uri=f"spotify:artist:{spotify_id(random)}",
        name=f"Artist {number}",
        mbid=f"{random.getrandbits(32):08x}-0000-4000-8000-{number:012x}" if known else None,
        country=random.choice(("AT", "BR", None)),
        begin_year=random.choice((1967, 1991, 2012, None)),
        tags=tuple(tags),
        listeners=None if number % 5 == 3 else random.randint(1, 900_000),
    )


def _track(random: Random, number: int, artist: Artist) -> Track:
    shares = ("energy", "valence", "danceability", "acousticness", "instrumentalness")
    return Track(
        uri=f"spotify:track:{spotify_id(random)}",
        title=f"Song {number}",
        artist=artist,
        length_ms=random.randint(90_000, 400_000),
        isrc=None if number % 9 == 4 else f"ATB07{number:07}",
        popularity=random.randint(0, 100),
        features={
            **{share: round(random.random(), 3) for share in shares},
            "speechiness": 0.04,
            "liveness": 0.1,
            "tempo": round(random.uniform(60, 190), 2),
            "loudness": round(random.uniform(-20, -2), 3),
            "key": random.choice((-1, 0, 5, 11)),
            "mode": random.choice((0, 1)),
        },
        year=random.choice((1969, 1987, 2003, 2024, None)),
        pageviews=random.choice((None, 5_500, 1_200_000)),
        known=number % 6 != 1,
        measured=number % 7 != 3,
    )
