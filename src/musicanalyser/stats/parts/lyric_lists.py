"""The lists of `lyrics`: languages, themes, and the favourites with the most of something."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.known_facts import KnownFacts
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.facts.lyric_features import Lyric

FavouriteSongs = Sequence[tuple[EntityTotals, Lyric]]
Labels = Callable[[Lyric], tuple[str, ...] | None]
"""Returns the labels of a lyric; ``None`` where they are unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extreme:
    """A list of the favourites with the greatest figure; those with none of it are left out."""

    name: str
    title: str
    column: Column
    figure: Callable[[Lyric], float | None]
    empty: str


_EXTREMES = (
    _Extreme(
        name="most-repetitive-tracks",
        title="Most repetitive favourites",
        column=Column(name="repetition", title="Repetition", kind=ColumnKind.SHARE),
        figure=lambda lyric: lyric.repetition,
        empty="No favourite is known to repeat itself.",
    ),
    _Extreme(
        name="wordiest-tracks",
        title="Wordiest favourites",
        column=Column(name="words", title="Words", kind=ColumnKind.COUNT),
        figure=lambda lyric: lyric.words,
        empty="Of no favourite the words could be counted.",
    ),
    _Extreme(
        name="most-profane-tracks",
        title="Most profane favourites",
        column=Column(name="profanity", title="Profanity", kind=ColumnKind.SHARE),
        figure=lambda lyric: lyric.profanity,
        empty="No favourite is known to swear.",
    ),
)


def languages(lyric: Lyric) -> tuple[str, ...] | None:
    """Return the language of a lyric as its only label; ``None`` if it is unknown."""
    return None if lyric.language is None else (lyric.language,)


def themes(lyric: Lyric) -> tuple[str, ...] | None:
    """Return the themes of a lyric; ``None`` if they are unknown."""
    return lyric.themes


def time_by_label(songs: KnownFacts[Lyric], labels: Labels) -> list[tuple[str, int, int]]:
    """Return each label with its listening time in ms and its number of songs.

    They are sorted by time, then by songs, then by name.
    """
    times_ms: dict[str, list[int]] = defaultdict(list)
    for lyric, heard_ms in songs.times:
        for label in labels(lyric) or ():
            times_ms[label].append(heard_ms)
    sums = ((label, sum(times), len(times)) for label, times in times_ms.items())
    return sorted(sums, key=lambda one: (-one[1], -one[2], one[0]))


def lyric_lists(
    question: Question, with_words: KnownFacts[Lyric], favourites: FavouriteSongs, definition: str
) -> tuple[Report, ...]:
    """Return the lists below the figures; ``with_words`` are the songs that have lyrics."""
    return (
        _label_list(question, with_words, "language", languages, definition),
        _label_list(question, with_words, "theme", themes, definition),
        *(_extreme_list(question, favourites, extreme, definition) for extreme in _EXTREMES),
    )


def _label_list(
    question: Question, songs: KnownFacts[Lyric], name: str, labels: Labels, definition: str
) -> Report:
    """Return the listening time (ms), the share of the known time and the tracks of each label."""
    known = songs.only(lambda lyric: labels(lyric) is not None)
    return Report(
        name=f"lyric-{name}s",
        title=f"{name.capitalize()}s",
        columns=(
            Column(name=name, title=name.capitalize()),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
            Column(name="share", title="Share", kind=ColumnKind.SHARE),
            Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            (label, ms, share(ms, known.known_ms), tracks)
            for label, ms, tracks in time_by_label(known, labels)[: question.limit]
        ),
        span=report_span(question.window),
        definition=definition,
        empty=f"No {name} is known.",
    )


def _extreme_list(
    question: Question, favourites: FavouriteSongs, extreme: _Extreme, definition: str
) -> Report:
    """Return the favourites by the figure, then by listening time, then by name."""
    ranked = [(value, song) for song, lyric in favourites if (value := extreme.figure(lyric))]
    ranked.sort(key=lambda one: (-one[0], -one[1].heard_ms, TRACKS.name_order(one[1])))
    return Report(
        name=extreme.name,
        title=extreme.title,
        columns=(
            *TRACKS.columns,
            extreme.column,
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
        ),
        rows=tuple(
            (*TRACKS.names_of(song), value, song.heard_ms)
            for value, song in ranked[: question.limit]
        ),
        span=report_span(question.window),
        definition=definition,
        empty=extreme.empty,
    )
