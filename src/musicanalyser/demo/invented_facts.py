"""What open sources would tell of the invented music: facts that fit each act, and some misses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from musicanalyser.demo.catalogue import ABROAD_RANKS, Act, CatalogueTrack, acts, spotify_id
from musicanalyser.demo.genre_styles import ABROAD_STYLES, LANGUAGES, STYLES, Style
from musicanalyser.demo.preferences import Taste
from musicanalyser.demo.random_draws import Chance, Quantiles
from musicanalyser.demo.song_attributes import features_of, lyric_of
from musicanalyser.demo.vocabulary import ABROAD, ENGLISH, Grammar
from musicanalyser.model.subject import Finding, Miss, SourceFact

_KNOWN_SHARE, _LYRIC_SHARE, _RELEASE_SHARE = 0.84, 0.82, 0.97
"""The shares of tracks that a source knows; releases are told of those whose ISRC is known."""
_OBSCURE_RANK, _OBSCURE_SHARE = 60, 0.2
"""From this rank on so many acts are unknown to MusicBrainz."""
_FREE_TAGS_SHARE = 0.08
_FAME: Quantiles = ((0.0, 0.0), (0.2, 0.25), (0.7, 0.6), (0.95, 0.85), (1.0, 1.0))
_LONG_KNOWN_DAYS = 3_650
"""What has been known all along came out before this."""
_ERA_YEARS = 38
"""An act began within so many years from the first records of its style."""
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


def facts(*, until: datetime, seed: int = 1) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield the name of each source, and its findings about all there is to hear by a moment.

    They are a pure function of the arguments, and of the moment only the years of release are.
    """
    told: dict[str, list[Finding]] = defaultdict(list)
    years, codes = _Years(until, Taste(seed)), count(1)
    for rank, act in enumerate(acts(seed)):
        if act.name is None:
            continue
        portrait = _portrait(seed, rank, act.name)
        for source, finding in _of_artist(seed, portrait):
            told[source].append(finding)
        for number, track in _with_albums(act):
            year = years.of(track, portrait, number)
            for source, finding in _of_track(seed, portrait, track, year, next(codes)):
                told[source].append(finding)
    yield from told.items()


class _Years:
    """The years in which the albums came out: never after the listener found them."""

    def __init__(self, until: datetime, taste: Taste) -> None:
        self._until = until
        self._taste = taste

    def of(self, track: CatalogueTrack, portrait: _Portrait, number: int) -> int:
        """Return the year of an act's album, counted from 0."""
        chance = Chance(self._taste.seed, "album year", portrait.name, number)
        planned = portrait.began + number * chance.between(*_YEARS_BETWEEN_ALBUMS)
        age = min(self._taste.found(track), _LONG_KNOWN_DAYS)
        return min(int(planned), (self._until - timedelta(days=age)).year)


def _with_albums(act: Act) -> Iterator[tuple[int, CatalogueTrack]]:
    for number, album in enumerate(act.albums):
        for track in album:
            yield number, track


def _portrait(seed: int, rank: int, name: str) -> _Portrait:
    chance = Chance(seed, "portrait", rank)
    grammar = _grammar(rank)
    style = ABROAD_STYLES.get(grammar) or chance.pick(STYLES)
    return _Portrait(
        uri=f"spotify:artist:{spotify_id(seed, 'artist', name)}",
        name=name,
        style=style,
        language=LANGUAGES.get(grammar, "en"),
        fame=chance.along(_FAME),
        began=style.since + int(chance.between(0, _ERA_YEARS)),
        is_known=rank < _OBSCURE_RANK or not chance.share(_OBSCURE_SHARE),
    )


def _grammar(rank: int) -> Grammar:
    return ABROAD[ABROAD_RANKS.index(rank)][1] if rank in ABROAD_RANKS else ENGLISH


def _of_artist(seed: int, portrait: _Portrait) -> Iterator[tuple[str, Finding]]:
    if not portrait.is_known:
        yield "artists", Miss(subject=portrait.uri)
        return
    chance = Chance(seed, "artist facts", portrait.name)
    mbid = str(UUID(int=int(chance.between(0, 2**53)) << 64, version=4))
    listeners = int(10 ** (1.5 + 4.2 * portrait.fame))
    for source, data in (
        ("artists", {"mbid": mbid, "name": portrait.name, "country": None}),
        ("genres", {"begin_year": portrait.began - 2, "genres": _genres(chance, portrait.style)}),
        ("popularity", {"listeners": listeners, "listens": int(listeners * chance.between(9, 60))}),
    ):
        yield source, SourceFact(subject=portrait.uri, data=data)


def _genres(chance: Chance, style: Style) -> list[Mapping[str, object]]:
    is_curated = not chance.share(_FREE_TAGS_SHARE)
    return [
        {"name": genre, "count": 14 - 5 * place + int(chance.between(0, 3)), "curated": is_curated}
        for place, genre in enumerate(style.genres)
    ]


def _of_track(
    seed: int, portrait: _Portrait, track: CatalogueTrack, year: int, code: int
) -> Iterator[tuple[str, Finding]]:
    uri, title = track.item.uri or "", track.item.title or ""
    chance = Chance(seed, "facts", portrait.name, title)
    is_wordless = chance.share(portrait.style.wordless)
    features = features_of(chance, portrait.style, is_wordless=is_wordless)
    lyric = lyric_of(chance, portrait.style, language=portrait.language, is_wordless=is_wordless)
    sources = Chance(seed, "sources", uri)
    known = sources.share(_KNOWN_SHARE)
    yield "tracks", _finding(uri, _catalogued(sources, portrait, track, year, code), known=known)
    yield "features", _finding(uri, features, known=known)
    if known:
        yield "releases", _finding(uri, {"year": year}, known=sources.share(_RELEASE_SHARE))
    yield "lyrics", _finding(uri, lyric, known=sources.share(_LYRIC_SHARE))


def _catalogued(
    chance: Chance, portrait: _Portrait, track: CatalogueTrack, year: int, code: int
) -> Mapping[str, object]:
    popularity = int(4 + 78 * portrait.fame + chance.between(-14, 14))
    return {
        "popularity": min(max(popularity, 0), 100),
        "isrc": f"ZZINV{year % 100:02}{code:05}",
        "length_ms": track.length_ms,
        "artists": [{"uri": portrait.uri, "name": portrait.name}],
    }


def _finding(subject: str, data: Mapping[str, object], *, known: bool) -> Finding:
    return SourceFact(subject=subject, data=data) if known else Miss(subject=subject)
