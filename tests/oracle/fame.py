"""The hipster score and the genres, recomputed from facts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cache
from math import log10
from typing import NamedTuple

from tests.oracle.answers import Answer, Line, Table, named
from tests.oracle.asking import TRACKS, Asked, History
from tests.oracle.contrasts import are_told, genre_neighbours
from tests.oracle.facts import genres_of, ids_of_songs, popularity_of, tags_of, track_of
from tests.oracle.mixtures import Known, enough, favourites, known, mean, share_of, split, times_of
from tests.oracle.plays import Play, artist_key
from tests.oracle.rows import Key, song_key
from tests.oracle.spans import Span, local

Parts = Mapping[str, Fraction]

_LEAST = Fraction(2, 5)
_MANY_LISTENERS = 10_000


class _Fame(NamedTuple):
    listeners: int | None
    popularity: int | None

    def by_artist(self) -> float | None:
        if self.listeners is None:
            return None
        return max(0.0, 100 * (1 - log10(1 + self.listeners) / log10(300_001)))

    def by_track(self) -> float | None:
        if self.popularity == 0 and (self.listeners or 0) >= _MANY_LISTENERS:
            return None  # nobody has measured it yet
        return None if self.popularity is None else 100.0 - self.popularity

    def score(self) -> float:
        artist, track = self.by_artist(), self.by_track()
        if artist is None:
            assert track is not None
            return track
        return artist if track is None else 0.6 * artist + 0.4 * track


@cache
def _artists(history: History) -> Mapping[Key, str]:
    """Return the address of the artist of each song: its own, else the one of most of the artist's.

    Of equals it is the first in the alphabet.
    """
    known_uris = {play.row.uri for play in history.plays if play.row.uri}  # facts are about these
    own: dict[Key, str] = {}
    artists: dict[Key, Key] = {}
    votes: dict[Key, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    for identity, names in history.names.items():
        uri = identity[1] if identity and identity[0] == "id" else None
        song, artist = song_key(uri, names), artist_key(names[1])
        if song is None:
            continue
        if artist is not None:
            artists[song] = artist
        fact = track_of(uri) if uri in known_uris else None
        if fact is not None and fact["artists"]:
            address = fact["artists"][0]["uri"]  # type: ignore[index]
            own[song] = min(address, own.get(song, address))
            if artist is not None:
                votes[artist][address].add(song)
    best = {
        artist: min(songs, key=lambda uri: (-len(songs[uri]), uri))
        for artist, songs in votes.items()
    }
    return {**{song: best[artist] for song, artist in artists.items() if artist in best}, **own}


@cache
def _fame(history: History) -> Mapping[Key, _Fame]:
    fame: dict[Key, _Fame] = {}
    ids = ids_of_songs(history)
    for song in {*ids, *_artists(history)}:
        tracks = [fact for uri in ids.get(song, ()) if (fact := track_of(uri)) is not None]
        popularities = [p for one in tracks if isinstance(p := one["popularity"], int)]
        artist = _artists(history).get(song)
        told = None if artist is None else popularity_of(artist)
        listeners = None if told is None else int(str(told["listeners"]))
        if popularities or listeners is not None:
            fame[song] = _Fame(listeners, max(popularities, default=None))
    return fame


def score(history: History, asked: Asked, span: Span) -> float | None:
    """Return the hipster score of a span."""
    songs = known(history, asked, span, _fame(history))
    if not enough(history, asked, span, songs):
        return None
    return _mean([(fame.score(), group.heard_ms) for group, fame in songs])


def _mean(pairs: Sequence[tuple[float | None, int]]) -> float | None:
    told = mean([(Fraction(value), ms) for value, ms in pairs if value is not None])
    return None if told is None else float(told)


def hipster(history: History, asked: Asked) -> Answer:
    if score(history, asked, asked.spans.now) is None:
        return {"hipster": []}
    table: Table = []
    for span in asked.both:
        songs = known(history, asked, span, _fame(history))
        told = songs if enough(history, asked, span, songs) else []
        table.append(
            {
                "score": score(history, asked, span),
                "artist_score": _mean([(f.by_artist(), g.heard_ms) for g, f in told]),
                "track_score": _mean([(f.by_track(), g.heard_ms) for g, f in told]),
                "known_share": share_of(history, asked, span, songs),
            }
        )
    loved = favourites(history, asked, _fame(history))
    return {
        "hipster": table,
        "most-obscure-tracks": _list(sorted(loved, key=lambda one: -one[1].score()), asked),
        "most-mainstream-tracks": _list(sorted(loved, key=lambda one: one[1].score()), asked),
    }


def _list(songs: Known[_Fame], asked: Asked) -> Table:
    return [
        {
            **named(TRACKS, group),
            "score": fame.score(),
            "listeners": fame.listeners,
            "popularity": fame.popularity,
            "heard_ms": group.heard_ms,
        }
        for group, fame in songs[: asked.limit]
    ]


@cache
def _parts_of(artist: str) -> Parts | None:
    """Return the share of each genre of an artist; curated ones are preferred to free tags."""
    sources = [genres_of(artist), tags_of(artist)]
    told = [[*source["genres"]] if source else [] for source in sources]  # type: ignore[misc]
    liked = [[tag for tag in tags if tag["count"] > 0] for tags in told]
    for tags in ([tag for tag in liked[0] if tag["curated"]], *liked):
        heaviest = sorted(tags, key=lambda tag: (-tag["count"], tag["name"]))[:5]
        whole = sum(tag["count"] for tag in heaviest)
        parts: dict[str, Fraction] = {}
        for tag in heaviest:
            name = " ".join(tag["name"].lower().split())
            parts[name] = parts.get(name, Fraction(0)) + Fraction(tag["count"], whole)
        if parts:
            return parts
    return None


@cache
def _genres(history: History) -> Mapping[Key, Parts]:
    genres: dict[Key, Parts] = {}
    for song, artist in _artists(history).items():
        parts = _parts_of(artist)
        if parts is not None:
            genres[song] = parts
    return genres


def genres(history: History, asked: Asked) -> Answer:
    rows = split(history, asked, "genre", _genres(history))
    if not rows:
        return {"genres": []}
    heard = [row for row in rows if row["share"]]
    heard.sort(key=lambda row: (-int(str(row["heard_ms"])), str(row["genre"])))
    ranked: Table = [{"rank": rank, **row} for rank, row in enumerate(heard, 1)]
    neighbours = genre_neighbours(history, asked, _genres(history)) if are_told(asked) else []
    return {
        "genres": ranked[: asked.limit],
        "genre-shift": _shift(history, asked)[-asked.limit :],
        **({"genre-neighbours": neighbours} if are_told(asked) else {}),
    }


def genre_times(history: History, asked: Asked, span: Span) -> tuple[Mapping[str, Fraction], int]:
    """Return the time of each genre in a span, and that of all; none if too few are known."""
    songs = known(history, asked, span, _genres(history))
    whole_ms = sum(group.heard_ms for group, _ in songs)
    return (times_of(songs) if enough(history, asked, span, songs) else {}), whole_ms


def _shift(history: History, asked: Asked) -> Table:
    plays = history.heard(asked, asked.spans.now)
    length = 7 if _is_short(history, asked) else 4
    periods: dict[str, list[Play]] = {}
    for play in sorted(plays, key=lambda one: one.day):
        periods.setdefault(play.day.isoformat()[:length], []).append(play)
    table: Table = []
    before: Parts | None = None
    for period, heard in periods.items():
        now = _mixture(heard, _genres(history))
        table.append({"interval": period, **_step(now, before)})
        before = now
    return table


def _is_short(history: History, asked: Asked) -> bool:
    music = history.music[asked.private]
    since_ms = asked.spans.now.since_ms
    first = music[0].moment if since_ms is None else local(since_ms, history.zone)
    last = local(asked.spans.now.until_ms, history.zone)
    return last.date() - first.date() <= timedelta(days=731)


def _mixture(plays: Sequence[Play], genres: Mapping[Key, Parts]) -> Parts | None:
    told = [(parts, p.heard_ms) for p in plays if p.song and (parts := genres.get(p.song))]
    known_ms, whole_ms = sum(ms for _, ms in told), sum(play.heard_ms for play in plays)
    if not known_ms or Fraction(known_ms, whole_ms) < _LEAST:
        return None
    mixture: dict[str, Fraction] = {}
    for parts, ms in told:
        for genre, part in parts.items():
            mixture[genre] = mixture.get(genre, Fraction(0)) + part * ms / known_ms
    return mixture


def _step(now: Parts | None, before: Parts | None) -> Line:
    names = ("top_genre", "top_share", "gainer", "gained", "loser", "lost")
    line: dict[str, object] = dict.fromkeys(names)
    if now is None:
        return line
    top = min(now, key=lambda genre: (-now[genre], genre))
    line |= {"top_genre": top, "top_share": now[top]}
    if before is None:
        return line
    for names_of, gains in (
        (("gainer", "gained"), {g: now[g] - before.get(g, 0) for g in now}),
        (("loser", "lost"), {g: before[g] - now.get(g, 0) for g in before}),
    ):
        genre = min(gains, key=lambda one: (-round(gains[one], 9), one))
        if gains[genre] >= Fraction(1, 200):
            line |= {names_of[0]: genre, names_of[1]: float(gains[genre])}
    return line
