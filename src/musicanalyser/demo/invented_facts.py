"""The facts that open sources would have about the invented music, and some misses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from musicanalyser.demo.catalogue import (
    FOREIGN_RANKS,
    Act,
    CatalogueTrack,
    make_acts,
    make_spotify_id,
)
from musicanalyser.demo.genre_styles import FOREIGN_STYLES, LANGUAGES, STYLES, Style
from musicanalyser.demo.random_stream import Quantiles, RandomStream
from musicanalyser.demo.song_attributes import make_features, make_lyric
from musicanalyser.demo.vocabulary import ENGLISH, FOREIGN_ACTS, Grammar
from musicanalyser.demo.weekly_taste import Taste
from musicanalyser.model.subject import Finding, Miss, SourceFact

_TRACK_SHARE, _LYRIC_SHARE, _RELEASE_SHARE = 0.84, 0.82, 0.97
"""The shares of tracks that a source knows; a release needs a known ISRC as well."""
_OBSCURE_RANK, _OBSCURE_SHARE = 60, 0.2
"""From this rank on this share of acts is unknown to MusicBrainz."""
_FREE_TAGS_SHARE = 0.08
"""The share of acts with free tags instead of curated genres."""
_FAME: Quantiles = ((0.0, 0.0), (0.2, 0.25), (0.7, 0.6), (0.95, 0.85), (1.0, 1.0))
_LONG_KNOWN_DAYS = 3_650
"""An act that the listener has always known released its albums before this age."""
_ERA_YEARS = 38
"""An act began within this many years after the first records of its style."""
_YEARS_BETWEEN_ALBUMS = (1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Portrait:
    """An act as the sources see it; ``fame`` is from 0 to 1."""

    uri: str
    name: str
    style: Style
    language: str
    fame: float
    began: int
    is_known: bool


def make_facts(*, until: datetime, seed: int = 1) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield each source by name, with its findings about the whole catalogue.

    They depend only on the arguments; ``until`` only affects years of release.
    """
    findings: dict[str, list[Finding]] = defaultdict(list)
    years, codes = _AlbumYears(until, Taste(seed)), count(1)
    for rank, act in enumerate(make_acts(seed)):
        if act.name is None:
            continue
        portrait = _make_portrait(seed, rank, act.name)
        for source, finding in _artist_findings(seed, portrait):
            findings[source].append(finding)
        for number, track in _with_albums(act):
            year = years.year_of(track, portrait, number)
            for source, finding in _track_findings(seed, portrait, track, year, next(codes)):
                findings[source].append(finding)
    yield from findings.items()


class _AlbumYears:
    """The years of albums, which are never later than their discovery by the listener."""

    def __init__(self, until: datetime, taste: Taste) -> None:
        self._until = until
        self._taste = taste

    def year_of(self, track: CatalogueTrack, portrait: _Portrait, number: int) -> int:
        """Return the year of an act's album; ``number`` counts its albums from 0."""
        random = RandomStream(self._taste.seed, "album year", portrait.name, number)
        planned = portrait.began + number * random.uniform(*_YEARS_BETWEEN_ALBUMS)
        age = min(self._taste.discovery_age(track), _LONG_KNOWN_DAYS)
        return min(int(planned), (self._until - timedelta(days=age)).year)


def _with_albums(act: Act) -> Iterator[tuple[int, CatalogueTrack]]:
    for number, album in enumerate(act.albums):
        for track in album:
            yield number, track


def _make_portrait(seed: int, rank: int, name: str) -> _Portrait:
    random = RandomStream(seed, "portrait", rank)
    grammar = _grammar(rank)
    style = FOREIGN_STYLES.get(grammar) or random.choice(STYLES)
    return _Portrait(
        uri=f"spotify:artist:{make_spotify_id(seed, 'artist', name)}",
        name=name,
        style=style,
        language=LANGUAGES.get(grammar, "en"),
        fame=random.sample(_FAME),
        began=style.since + int(random.uniform(0, _ERA_YEARS)),
        is_known=rank < _OBSCURE_RANK or not random.happens(_OBSCURE_SHARE),
    )


def _grammar(rank: int) -> Grammar:
    return FOREIGN_ACTS[FOREIGN_RANKS.index(rank)][1] if rank in FOREIGN_RANKS else ENGLISH


def _artist_findings(seed: int, portrait: _Portrait) -> Iterator[tuple[str, Finding]]:
    if not portrait.is_known:
        yield "artists", Miss(subject=portrait.uri)
        return
    random = RandomStream(seed, "artist facts", portrait.name)
    mbid = str(UUID(int=int(random.uniform(0, 2**53)) << 64, version=4))
    listeners = int(10 ** (1.5 + 4.2 * portrait.fame))
    for source, data in (
        ("artists", {"mbid": mbid, "name": portrait.name, "country": None}),
        ("genres", {"begin_year": portrait.began - 2, "genres": _genres(random, portrait.style)}),
        ("popularity", {"listeners": listeners, "listens": int(listeners * random.uniform(9, 60))}),
    ):
        yield source, SourceFact(subject=portrait.uri, data=data)


def _genres(random: RandomStream, style: Style) -> list[Mapping[str, object]]:
    is_curated = not random.happens(_FREE_TAGS_SHARE)
    return [
        {"name": genre, "count": 14 - 5 * place + int(random.uniform(0, 3)), "curated": is_curated}
        for place, genre in enumerate(style.genres)
    ]


def _track_findings(
    seed: int, portrait: _Portrait, track: CatalogueTrack, year: int, code: int
) -> Iterator[tuple[str, Finding]]:
    uri, title = track.item.uri or "", track.item.title or ""
    random = RandomStream(seed, "facts", portrait.name, title)
    is_wordless = random.happens(portrait.style.wordless)
    features = make_features(random, portrait.style, is_wordless=is_wordless)
    lyric = make_lyric(random, portrait.style, language=portrait.language, is_wordless=is_wordless)
    sources = RandomStream(seed, "sources", uri)
    known = sources.happens(_TRACK_SHARE)
    yield (
        "tracks",
        _make_finding(uri, _make_track_data(sources, portrait, track, year, code), known=known),
    )
    yield "features", _make_finding(uri, features, known=known)
    if known:
        yield "releases", _make_finding(uri, {"year": year}, known=sources.happens(_RELEASE_SHARE))
    yield "lyrics", _make_finding(uri, lyric, known=sources.happens(_LYRIC_SHARE))


def _make_track_data(
    random: RandomStream, portrait: _Portrait, track: CatalogueTrack, year: int, code: int
) -> Mapping[str, object]:
    popularity = int(4 + 78 * portrait.fame + random.uniform(-14, 14))
    return {
        "popularity": min(max(popularity, 0), 100),
        "isrc": f"ZZINV{year % 100:02}{code:05}",
        "length_ms": track.length_ms,
        "artists": [{"uri": portrait.uri, "name": portrait.name}],
    }


def _make_finding(subject: str, data: Mapping[str, object], *, known: bool) -> Finding:
    return SourceFact(subject=subject, data=data) if known else Miss(subject=subject)
