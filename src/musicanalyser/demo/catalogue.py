"""The invented catalogue: acts with their albums and tracks, shows and books."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from musicanalyser.demo.random_stream import Quantiles, RandomStream
from musicanalyser.demo.vocabulary import (
    ACTS,
    ALBUMS,
    BOOKS,
    ENGLISH,
    FOREIGN_ACTS,
    ODD_TITLES,
    SHOWS,
    Grammar,
    make_phrase,
    make_unique_phrase,
)
from musicanalyser.model.item import Item, ItemKind

ACT_COUNT = 210
FOREIGN_RANKS = range(10, 10 + 7 * len(FOREIGN_ACTS), 7)
"""The ranks of the acts with names outside ASCII."""
_MAJOR_RANKS = 90
"""Acts up to this rank have more albums."""
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
"""Track lengths, measured on published histories: lognormal, median 214 s, log-sd 0.316."""
_ALBUM_TRACKS: Quantiles = ((0.0, 1), (0.2, 4), (0.4, 9), (0.8, 13), (1.0, 16))
_EPISODE_MS: Quantiles = ((0.0, 900_000), (0.5, 2_400_000), (1.0, 4_800_000))
_CHAPTERS = 40
_CHAPTER_MS: Quantiles = ((0.0, 500_000), (0.5, 1_300_000), (1.0, 2_600_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTrack:
    """Something that can be played, and its length."""

    item: Item
    length_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A band and its albums, oldest first; the act without a name has none."""

    name: str | None
    albums: tuple[tuple[CatalogueTrack, ...], ...]


def make_spotify_id(*keys: str | int) -> str:
    """Return an id like those of Spotify, 22 base62 digits, that depends only on the keys."""
    number = int.from_bytes(blake2b(ascii(keys).encode(), digest_size=16).digest(), "big")
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(digits)


def make_acts(seed: int) -> tuple[Act, ...]:
    """Return all acts, sorted by the listener's preference; the act without a name comes last.

    The first act's hit is on a single and, with another id, on an album.
    """
    random = RandomStream(seed, "acts")
    taken: set[str] = set()
    names = [_make_act_name(random, rank, taken) for rank in range(ACT_COUNT)]
    known = [_make_act(seed, rank, *name) for rank, name in enumerate(names)]
    known[0] = _with_single(seed, known[0])
    return (*known, _make_nameless_act(seed))


def make_episode(seed: int, week: int) -> CatalogueTrack:
    """Return the podcast episode of a week; weeks count back from the end of the history."""
    random = RandomStream(seed, "episode", week)
    show = random.choice(SHOWS)
    return CatalogueTrack(
        item=Item(
            kind=ItemKind.PODCAST,
            uri=f"spotify:episode:{make_spotify_id(seed, show, week)}",
            title=f"#{(400 - week) % 1000}: {make_phrase(random, ENGLISH)}",
            artist=show,
            album=None,
        ),
        length_ms=int(random.sample(_EPISODE_MS)),
    )


def make_chapter(seed: int, number: int) -> CatalogueTrack:
    """Return a chapter by its number over all books, which repeat after the last one."""
    volume, place = divmod(number, _CHAPTERS)
    book = BOOKS[volume % len(BOOKS)]
    return CatalogueTrack(
        item=Item(
            kind=ItemKind.AUDIOBOOK,
            uri=f"spotify:episode:{make_spotify_id(seed, book, place)}",
            title=f"Chapter {place + 1}",
            artist=book,
            album=None,
        ),
        length_ms=int(RandomStream(seed, book, place).sample(_CHAPTER_MS)),
    )


def _make_act_name(random: RandomStream, rank: int, taken: set[str]) -> tuple[str, Grammar]:
    if rank in FOREIGN_RANKS:
        return FOREIGN_ACTS[FOREIGN_RANKS.index(rank)]
    return make_unique_phrase(random, ACTS, taken), ENGLISH


def _make_act(seed: int, rank: int, name: str, grammar: Grammar) -> Act:
    random = RandomStream(seed, "act", rank)
    titles: set[str] = {title.casefold() for title in ODD_TITLES}
    covers: set[str] = set()
    albums: list[tuple[CatalogueTrack, ...]] = []
    for _ in range(1 + int(random.uniform(0, 4 if rank < _MAJOR_RANKS else 1.6))):
        album = make_unique_phrase(random, ALBUMS, covers)
        songs = [
            make_unique_phrase(random, grammar, titles)
            for _ in range(int(random.sample(_ALBUM_TRACKS)))
        ]
        if not albums and 0 < rank <= len(ODD_TITLES):
            songs[0] = ODD_TITLES[rank - 1]
        albums.append(_make_album(seed, random, name, album, songs))
    return Act(name=name, albums=tuple(albums))


def _make_album(
    seed: int, random: RandomStream, name: str, album: str, titles: Iterable[str]
) -> tuple[CatalogueTrack, ...]:
    return tuple(
        CatalogueTrack(
            item=Item(
                kind=ItemKind.MUSIC,
                uri=f"spotify:track:{make_spotify_id(seed, name, album, title)}",
                title=title,
                artist=name,
                album=album,
            ),
            length_ms=int(random.sample(_LENGTH_MS)),
        )
        for title in titles
    )


def _with_single(seed: int, act: Act) -> Act:
    hit = act.albums[0][0]
    uri = f"spotify:track:{make_spotify_id(seed, 'single', hit.item.uri or '')}"
    single = replace(hit, item=hit.item._replace(uri=uri, album=hit.item.title))
    return replace(act, albums=((single,), *act.albums))


def _make_nameless_act(seed: int) -> Act:
    """Return items without a name at Spotify: two tracks, and one that has no URI either."""
    random = RandomStream(seed, "nameless")
    lost = [
        Item(
            kind=ItemKind.MUSIC,
            uri=f"spotify:track:{make_spotify_id(seed, 'nameless', number)}",
            title=None,
            artist=None,
            album=None,
        )
        for number in range(2)
    ]
    lost.append(lost[0]._replace(kind=ItemKind.UNKNOWN, uri=None))
    return Act(
        name=None,
        albums=(
            tuple(CatalogueTrack(item=i, length_ms=int(random.sample(_LENGTH_MS))) for i in lost),
        ),
    )
