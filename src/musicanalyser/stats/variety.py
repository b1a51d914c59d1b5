"""How varied the music is: artists, tracks played once, albums played as albums."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import exp, fsum, log
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, rule_coverage
from musicanalyser.stats.base.counted_plays import CountedPlay, TrackKeys, counted_plays, tracks_of
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.stats.base.window_totals import compilation_notes
from musicanalyser.timespan import Window

ABOUT = "How varied your listening is: artists, tracks played once, albums played through."

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


class _WindowPlays(NamedTuple):
    """The counted plays of a window, in order."""

    window: Window
    plays: Sequence[CountedPlay]
    tracks: Sequence[TrackKeys]
    """The track of each play."""

    @property
    def plays_by_artist(self) -> Counter[str]:
        """The counted plays of each artist whose name is known."""
        return Counter(one.artist_key for one in self.tracks if one.artist_key is not None)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return figures about the variety of the window's counted plays.

    They are the number of artists, how many equally played artists would be as varied (exp of the
    Shannon entropy), shares of plays or tracks from 0 to 1, and the Eddington number in days.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    plays = [_window_plays(conn, question, window) for window in windows]
    return Report(
        name="variety",
        title="Variety",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, plays)) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question) or _artist_coverage(plays[0]),
        notes=compilation_notes(plays[0].tracks),
        empty=empty_text(conn, question.window),
    )


def effective_number(counts: Iterable[int]) -> float | None:
    """Return how many equal counts would be as varied: the exponential of the Shannon entropy.

    This is the Hill number of order 1 (https://doi.org/10.2307/1934352). It is ``None`` if all
    counts are 0.
    """
    parts = [count for count in counts if count]
    whole = sum(parts)
    if not whole:
        return None
    return exp(-fsum(part / whole * log(part / whole) for part in parts))


def eddington_number(counts: Iterable[int]) -> int:
    """Return the greatest n such that n of the counts are at least n."""
    greatest_first = sorted(counts, reverse=True)
    return sum(count >= place for place, count in enumerate(greatest_first, 1))


def plays_in_albums(tracks: Iterable[TrackKeys]) -> int:
    """Return the number of plays in runs of one album that contain at least three of its tracks."""
    runs = (
        [track.song_key for track in run]
        for album_key, run in groupby(tracks, key=lambda track: track.album_key)
        if album_key is not None
    )
    return sum(len(run) for run in runs if len(set(run)) >= _LEAST_ALBUM_TRACKS)


def _window_plays(conn: sqlite3.Connection, question: Question, window: Window) -> _WindowPlays:
    plays = counted_plays(conn, question, window)
    tracks = tracks_of(conn, plays)
    return _WindowPlays(window, plays, [tracks[play.track_id] for play in plays])


def _figures(found: _WindowPlays) -> Row:
    artists = found.plays_by_artist
    songs = Counter(track.song_key for track in found.tracks)
    top_plays = sum(plays for _, plays in artists.most_common(TOP_ARTISTS))
    return (
        found.window.label,
        len(artists),
        effective_number(artists.values()),
        share(top_plays, artists.total()),
        len(songs),
        share(sum(plays == 1 for plays in songs.values()), len(songs)),
        eddington_number(Counter(play.local_day for play in found.plays).values()),
        share(plays_in_albums(found.tracks), len(found.plays)),
        len(found.plays),
    )


def _artist_coverage(found: _WindowPlays) -> Coverage | None:
    """Return for how many of the plays the artist is known; ``None`` if for all."""
    known = found.plays_by_artist.total()
    if known == len(found.plays):
        return None
    return Coverage(of="counted plays with a known artist", share=known / len(found.plays))


def _definition(question: Question) -> str:
    return definition_text(
        question,
        "As if equal: so many artists with equal plays would be as varied (exp of the Shannon"
        f" entropy). Top {TOP_ARTISTS}: the share of plays that the most played artists have."
        " Played once: the share of tracks with a single play in the window. Eddington number: the"
        " greatest n for which n days have n plays or more. In album runs: the share of plays that"
        f" belong to {_LEAST_ALBUM_TRACKS} or more tracks of one album in a row.",
    )
