"""How varied the music is."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import exp, fsum, log
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row
from musicanalyser.stats.base.conditions import any_music, coverage, definition
from musicanalyser.stats.base.counted_plays import CountedPlay, TrackKeys, counted_plays, tracks_of
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, nothing, periods, share, span
from musicanalyser.timespan import Window

ABOUT = "How varied your listening is: artists, one-offs, albums heard as albums."

TOP_ARTISTS = 10
_LEAST_ALBUM_TRACKS = 3

_COLUMNS = (
    PERIOD,
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="effective_artists", title="As if equal", kind=ColumnKind.NUMBER),
    Column(name="top_artists_share", title=f"Top {TOP_ARTISTS}", kind=ColumnKind.SHARE),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="once_share", title="Played once", kind=ColumnKind.SHARE),
    Column(name="eddington_days", title="Eddington number", kind=ColumnKind.COUNT),
    Column(name="album_share", title="In album runs", kind=ColumnKind.SHARE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
)


class _Heard(NamedTuple):
    window: Window
    plays: Sequence[CountedPlay]
    tracks: Sequence[TrackKeys]
    """What each of the plays was of."""

    @property
    def known_artists(self) -> Counter[str]:
        """The counted plays of each artist."""
        return Counter(one.artist_key for one in self.tracks if one.artist_key is not None)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Measure the variety of the window and of the one before."""
    windows = periods(question.window)
    any_heard = any_music(conn, question, *windows)
    heard = [_heard(conn, question, window) for window in windows]
    return Report(
        name="variety",
        title="Variety",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard)) if any_heard else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=coverage(conn, question) or _named(heard[0]),
        empty=nothing(conn, question.window),
    )


def effective_number(counts: Iterable[int]) -> float | None:
    """Return how many equal parts would be as varied as these: exp of their Shannon entropy."""
    parts = [count for count in counts if count]
    whole = sum(parts)
    if not whole:
        return None
    return exp(-fsum(part / whole * log(part / whole) for part in parts))


def eddington_number(counts: Iterable[int]) -> int:
    """Return the greatest n such that n of the counts are n or more."""
    greatest_first = sorted(counts, reverse=True)
    return sum(count >= place for place, count in enumerate(greatest_first, 1))


def plays_in_albums(tracks: Iterable[TrackKeys]) -> int:
    """Count the plays in unbroken runs of one album that hold at least three of its tracks."""
    runs = (
        [track.song_key for track in run]
        for album_key, run in groupby(tracks, key=lambda track: track.album_key)
        if album_key is not None
    )
    return sum(len(run) for run in runs if len(set(run)) >= _LEAST_ALBUM_TRACKS)


def _heard(conn: sqlite3.Connection, question: Question, window: Window) -> _Heard:
    plays = counted_plays(conn, question, window)
    tracks = tracks_of(conn, plays)
    return _Heard(window, plays, [tracks[play.track_id] for play in plays])


def _figures(heard: _Heard) -> Row:
    artists = heard.known_artists
    songs = Counter(track.song_key for track in heard.tracks)
    most = sum(plays for _, plays in artists.most_common(TOP_ARTISTS))
    return (
        heard.window.label,
        len(artists),
        effective_number(artists.values()),
        share(most, artists.total()),
        len(songs),
        share(sum(plays == 1 for plays in songs.values()), len(songs)),
        eddington_number(Counter(play.local_day for play in heard.plays).values()),
        share(plays_in_albums(heard.tracks), len(heard.plays)),
        len(heard.plays),
    )


def _named(heard: _Heard) -> Coverage | None:
    """Tell how many plays name an artist; ``None`` if all do."""
    named = heard.known_artists.total()
    if named == len(heard.plays):
        return None
    return Coverage(of="counted plays with a known artist", share=named / len(heard.plays))


def _definition(question: Question) -> str:
    return definition(
        question,
        "As if equal: so many artists with equal plays would be as varied (exp of the Shannon"
        f" entropy). Top {TOP_ARTISTS}: the share of plays that the most played artists have."
        " Played once: the share of tracks with a single play in the window. Eddington number: the"
        " greatest n for which n days have n plays or more. In album runs: the share of plays that"
        f" belong to {_LEAST_ALBUM_TRACKS} or more tracks of one album in a row.",
    )
