"""All there is to hear: invented acts, their albums and tracks, shows and books."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from musicanalyser.demo.random_draws import Chance, Quantiles
from musicanalyser.demo.vocabulary import (
    ABROAD,
    ACTS,
    ALBUMS,
    BOOKS,
    ENGLISH,
    ODD_TITLES,
    SHOWS,
    Grammar,
    new_phrase,
    phrase,
)
from musicanalyser.model.item import Item, ItemKind

ACT_COUNT = 210
ABROAD_RANKS = range(10, 10 + 7 * len(ABROAD), 7)
"""The ranks of the acts whose names do not fit into ASCII."""
_MAJOR_RANKS = 90
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 22

_LENGTH_MS: Quantiles = (
    (0.0, 66_000),
    (0.01, 102_600),
    (0.05, 127_200),
    (0.1, 142_700),
    (0.25, 172_900),
    (0.5, 214_000),
    (0.75, 264_800),
    (0.9, 320_800),
    (0.95, 359_900),
    (0.99, 446_300),
    (1.0, 640_000),
)
"""Lognormal, median 214 s, log-sd 0.316: the lengths measured on published histories."""
_ALBUM_TRACKS: Quantiles = ((0.0, 1), (0.2, 4), (0.4, 9), (0.8, 13), (1.0, 16))
_EPISODE_MS: Quantiles = ((0.0, 900_000), (0.5, 2_400_000), (1.0, 4_800_000))
_CHAPTERS = 40
_CHAPTER_MS: Quantiles = ((0.0, 500_000), (0.5, 1_300_000), (1.0, 2_600_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTrack:
    """Something that can be played, and how long it takes."""

    item: Item
    length_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A band, and its albums in the order they came out."""

    name: str | None
    albums: tuple[tuple[CatalogueTrack, ...], ...]


def spotify_id(*keys: str | int) -> str:
    """Return the 22 base62 digits that stand for these keys."""
    number = int.from_bytes(blake2b(ascii(keys).encode(), digest_size=16).digest(), "big")
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(digits)


def acts(seed: int) -> tuple[Act, ...]:
    """Return all acts, the one the listener likes best first and the nameless one last.

    The first act's hit stands first on its single, and again, under another id, on its album.
    """
    chance = Chance(seed, "acts")
    taken: set[str] = set()
    names = [_act_name(chance, rank, taken) for rank in range(ACT_COUNT)]
    known = [_act(seed, rank, *name) for rank, name in enumerate(names)]
    known[0] = _with_single(seed, known[0])
    return (*known, _nameless(seed))


def episode(seed: int, week: int) -> CatalogueTrack:
    """Return the podcast episode that comes out in a week, counted back from the end."""
    chance = Chance(seed, "episode", week)
    show = chance.pick(SHOWS)
    return CatalogueTrack(
        item=Item(
            kind=ItemKind.PODCAST,
            uri=f"spotify:episode:{spotify_id(seed, show, week)}",
            title=f"#{(400 - week) % 1000}: {phrase(chance, ENGLISH)}",
            artist=show,
            album=None,
        ),
        length_ms=int(chance.along(_EPISODE_MS)),
    )


def chapter(seed: int, number: int) -> CatalogueTrack:
    """Return a chapter; one book follows the other, and then they start again."""
    volume, place = divmod(number, _CHAPTERS)
    book = BOOKS[volume % len(BOOKS)]
    return CatalogueTrack(
        item=Item(
            kind=ItemKind.AUDIOBOOK,
            uri=f"spotify:episode:{spotify_id(seed, book, place)}",
            title=f"Chapter {place + 1}",
            artist=book,
            album=None,
        ),
        length_ms=int(Chance(seed, book, place).along(_CHAPTER_MS)),
    )


def _act_name(chance: Chance, rank: int, taken: set[str]) -> tuple[str, Grammar]:
    if rank in ABROAD_RANKS:
        return ABROAD[ABROAD_RANKS.index(rank)]
    return new_phrase(chance, ACTS, taken), ENGLISH


def _act(seed: int, rank: int, name: str, grammar: Grammar) -> Act:
    chance = Chance(seed, "act", rank)
    titles: set[str] = {title.casefold() for title in ODD_TITLES}
    covers: set[str] = set()
    albums: list[tuple[CatalogueTrack, ...]] = []
    for _ in range(1 + int(chance.between(0, 4 if rank < _MAJOR_RANKS else 1.6))):
        album = new_phrase(chance, ALBUMS, covers)
        songs = [
            new_phrase(chance, grammar, titles) for _ in range(int(chance.along(_ALBUM_TRACKS)))
        ]
        if not albums and 0 < rank <= len(ODD_TITLES):
            songs[0] = ODD_TITLES[rank - 1]
        albums.append(_album(seed, chance, name, album, songs))
    return Act(name=name, albums=tuple(albums))


def _album(
    seed: int, chance: Chance, name: str, album: str, titles: Iterable[str]
) -> tuple[CatalogueTrack, ...]:
    return tuple(
        CatalogueTrack(
            item=Item(
                kind=ItemKind.MUSIC,
                uri=f"spotify:track:{spotify_id(seed, name, album, title)}",
                title=title,
                artist=name,
                album=album,
            ),
            length_ms=int(chance.along(_LENGTH_MS)),
        )
        for title in titles
    )


def _with_single(seed: int, act: Act) -> Act:
    hit = act.albums[0][0]
    uri = f"spotify:track:{spotify_id(seed, 'single', hit.item.uri or '')}"
    single = replace(hit, item=replace(hit.item, uri=uri, album=hit.item.title))
    return replace(act, albums=((single,), *act.albums))


def _nameless(seed: int) -> Act:
    """Return what Spotify has lost the names of: two tracks, and one without even an address."""
    chance = Chance(seed, "nameless")
    lost = [
        Item(
            kind=ItemKind.MUSIC,
            uri=f"spotify:track:{spotify_id(seed, 'nameless', number)}",
            title=None,
            artist=None,
            album=None,
        )
        for number in range(2)
    ]
    lost.append(replace(lost[0], kind=ItemKind.UNKNOWN, uri=None))
    return Act(
        name=None,
        albums=(
            tuple(CatalogueTrack(item=i, length_ms=int(chance.along(_LENGTH_MS))) for i in lost),
        ),
    )
