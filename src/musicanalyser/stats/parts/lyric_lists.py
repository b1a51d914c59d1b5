"""The lists below the statistic of lyrics: languages, themes, and the extremes of favourites."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.heard import TRACKS, Heard
from musicanalyser.stats.base.known_facts import Known
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import share, span
from musicanalyser.stats.facts.lyric_features import Lyric

Songs = Sequence[tuple[Heard, Lyric]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extreme:
    """A list of the favourites that have the most of something, without those that have none."""

    name: str
    title: str
    column: Column
    figure: Callable[[Lyric], float | None]
    empty: str


_EXTREMES = (
    _Extreme(
        name="most-repetitive-tracks",
        title="Most repetitive favourites",
        column=Column(name="repetition", title="Sung before", kind=ColumnKind.SHARE),
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
    """Return the language of a lyric; ``None`` where it is unknown."""
    return None if lyric.language is None else (lyric.language,)


def themes(lyric: Lyric) -> tuple[str, ...] | None:
    """Return the themes of a lyric; ``None`` where they are unknown."""
    return lyric.themes


def by_time(
    songs: Songs, labels: Callable[[Lyric], tuple[str, ...] | None]
) -> list[tuple[str, int, int]]:
    """Return each label with the time and the number of its songs, the most heard first."""
    groups: dict[str, list[int]] = defaultdict(list)
    for heard, lyric in songs:
        for label in labels(lyric) or ():
            groups[label].append(heard.heard_ms)
    sums = ((label, sum(times), len(times)) for label, times in groups.items())
    return sorted(sums, key=lambda one: (-one[1], -one[2], one[0]))


def lists(
    question: Question, worded: Known[Lyric], loved: Songs, definition: str
) -> tuple[Report, ...]:
    """Return what stands below the figures of a window; ``loved`` are the favourites."""
    return (
        _labels(question, worded.songs, "language", languages, definition),
        _labels(question, worded.songs, "theme", themes, definition),
        *(_extreme(question, loved, extreme, definition) for extreme in _EXTREMES),
    )


def _labels(
    question: Question,
    worded: Songs,
    name: str,
    labels: Callable[[Lyric], tuple[str, ...] | None],
    definition: str,
) -> Report:
    told = [(heard, lyric) for heard, lyric in worded if labels(lyric) is not None]
    told_ms = sum(heard.heard_ms for heard, _ in told)
    return Report(
        name=f"lyric-{name}s",
        title=f"{name.capitalize()}s",
        columns=(
            Column(name=name, title=name.capitalize()),
            Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
            Column(name="share", title="Share", kind=ColumnKind.SHARE),
            Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            (label, ms, share(ms, told_ms), tracks)
            for label, ms, tracks in by_time(told, labels)[: question.limit]
        ),
        span=span(question.window),
        definition=definition,
        empty=f"No {name} is known.",
    )


def _extreme(question: Question, loved: Songs, extreme: _Extreme, definition: str) -> Report:
    found = [(value, heard) for heard, lyric in loved if (value := extreme.figure(lyric))]
    found.sort(key=lambda one: (-one[0], -one[1].heard_ms, TRACKS.name_order(one[1])))
    return Report(
        name=extreme.name,
        title=extreme.title,
        columns=(
            *TRACKS.columns,
            extreme.column,
            Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
        ),
        rows=tuple(
            (*TRACKS.names_of(heard), value, heard.heard_ms)
            for value, heard in found[: question.limit]
        ),
        span=span(question.window),
        definition=definition,
        empty=extreme.empty,
    )
