"""The lists below the figures of sessions: what opens and closes them, and three in a row."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.entities.song_names import SongName, song_names
from musicanalyser.stats.session_habits.session_grammar import (
    LEAST_PLAYS,
    LEAST_TIMES,
    SessionGrammar,
)

_DIGITS = 9
"""Shares that differ less are equal."""
_NAMES = (
    Column(name="title", title="Track"),
    Column(name="artist", title="Artist"),
    Column(name="uri", title="Address", detail=True),
)
_ENDS = (
    *_NAMES,
    Column(name="sessions", title="Sessions", kind=ColumnKind.COUNT, bar=True),
    Column(name="share", title="Share", kind=ColumnKind.SHARE),
)
_STOPS = (
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="stops", title="Stops", kind=ColumnKind.COUNT),
    Column(name="share", title="Share", kind=ColumnKind.SHARE, bar=True),
    Column(name="shrunk_share", title="Shrunk", kind=ColumnKind.SHARE, detail=True),
    Column(name="usual", title="Usual", kind=ColumnKind.SHARE),
)
_RUN = (
    *(
        Column(name=f"{place}_title", title=f"{place.capitalize()} track")
        for place in ("first", "second", "third")
    ),
    *(
        Column(name=f"{place}_artist", title="Artist", detail=True)
        for place in ("first", "second", "third")
    ),
    Column(name="times", title="Times", kind=ColumnKind.COUNT),
)


class _Names:
    """The names of songs; songs without a title have none."""

    def __init__(self, conn: sqlite3.Connection, grammar: SessionGrammar) -> None:
        self._conn = conn
        self._track_of = grammar.latest_track

    def of(self, songs: Iterable[int]) -> dict[int, SongName]:
        tracks = {song: self._track_of[song] for song in songs}
        names = song_names(self._conn, tracks.values())
        return {song: names[track] for song, track in tracks.items()}


def session_lists(
    conn: sqlite3.Connection, question: Question, grammar: SessionGrammar, definition: str
) -> tuple[Report, ...]:
    """Return the tracks that open and close most sessions, those after which you stop, and runs."""
    names = _Names(conn, grammar)
    lists: Sequence[tuple[str, str, tuple[Column, ...], Sequence[Row]]] = (
        ("openers", "Openers", _ENDS, _ends(grammar.opened, names, question)),
        ("closers", "Closers", _ENDS, _ends(grammar.closed, names, question)),
        ("stops", "You stop after", (*_NAMES, *_STOPS), _stops(grammar, names, question)),
        ("runs", "Three in a row", _RUN, _runs(grammar, names, question)),
    )
    return tuple(
        Report(
            name=name,
            title=title,
            columns=columns,
            rows=tuple(rows),
            span=report_span(question.window),
            definition=definition,
            empty="No track of these sessions.",
        )
        for name, title, columns, rows in lists
    )


def _ends(counts: Counter[int], names: _Names, question: Question) -> Sequence[Row]:
    """Return the songs that are at one end of most sessions, with the share of these."""
    whole = counts.total()
    found = _first(counts, counts.__getitem__, names, question.limit)
    return [(*name[1:], counts[song], share(counts[song], whole)) for song, name in found]


def _stops(grammar: SessionGrammar, names: _Names, question: Question) -> Sequence[Row]:
    """Return the songs after which sessions end more often than usual."""
    plays, closed = grammar.plays, grammar.closed
    often = [
        song
        for song, stops in closed.items()
        if plays[song] >= LEAST_PLAYS and stops > grammar.usual * plays[song]
    ]
    found = _first(often, lambda song: round(grammar.shrunk(song), _DIGITS), names, question.limit)
    return [
        (
            *name[1:],
            plays[song],
            closed[song],
            closed[song] / plays[song],
            grammar.shrunk(song),
            grammar.usual,
        )
        for song, name in found
    ]


def _first(
    songs: Iterable[int], figure: Callable[[int], float], names: _Names, limit: int
) -> list[tuple[int, SongName]]:
    """Return the songs with the greatest figures; of equals, the names decide."""
    ranked = sorted(songs, key=figure, reverse=True)
    least = figure(ranked[:limit][-1]) if ranked else 0
    named = names.of(song for song in ranked if figure(song) >= least)
    order = sorted(named.items(), key=lambda one: (-figure(one[0]), one[1].order))
    return [(song, name) for song, name in order if name.title is not None][:limit]


def _runs(grammar: SessionGrammar, names: _Names, question: Question) -> Sequence[Row]:
    often = [(times, run) for run, times in grammar.runs.items() if times >= LEAST_TIMES]
    often.sort(reverse=True, key=lambda one: one[0])
    least = often[: question.limit][-1][0] if often else 0
    often = [one for one in often if one[0] >= least]
    named = names.of({song for _, run in often for song in run})
    rows = [(-times, [named[song] for song in run]) for times, run in often]
    rows.sort(key=lambda row: (row[0], [name.order for name in row[1]]))
    return [
        (*(name.title for name in three), *(name.artist for name in three), -minus)
        for minus, three in rows[: question.limit]
    ]
