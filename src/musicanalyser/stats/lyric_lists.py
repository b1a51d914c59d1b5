"""The lists below the statistic of lyrics: languages, themes, and the extremes of favourites."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, Kind, Report
from musicanalyser.stats.framing import share, span
from musicanalyser.stats.question import Question
from musicanalyser.stats.ranking import ranked
from musicanalyser.stats.sung import Lyric, Songs, Sung, heard_ms
from musicanalyser.stats.tally import TRACKS, Tally

FAVOURITES = 50
"""So many of the most heard tracks are looked through for extremes."""


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
        column=Column(name="repetition", title="Sung before", kind=Kind.SHARE),
        figure=lambda lyric: lyric.repetition,
        empty="No favourite is known to repeat itself.",
    ),
    _Extreme(
        name="wordiest-tracks",
        title="Wordiest favourites",
        column=Column(name="words", title="Words", kind=Kind.COUNT),
        figure=lambda lyric: lyric.words,
        empty="Of no favourite the words could be counted.",
    ),
    _Extreme(
        name="most-profane-tracks",
        title="Most profane favourites",
        column=Column(name="profanity", title="Profanity", kind=Kind.SHARE),
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
    songs: Iterable[Sung], labels: Callable[[Lyric], tuple[str, ...] | None]
) -> list[tuple[str, int, int]]:
    """Return each label with the time and the number of its songs, the most heard first."""
    groups: dict[str, list[Sung]] = defaultdict(list)
    for song in songs:
        for label in labels(song.lyric) or ():
            groups[label].append(song)
    sums = ((label, heard_ms(group), len(group)) for label, group in groups.items())
    return sorted(sums, key=lambda one: (-one[1], -one[2], one[0]))


def lists(question: Question, heard: Tally, songs: Songs, definition: str) -> tuple[Report, ...]:
    """Return what stands below the figures of a window."""
    favourites = ranked(heard.gathered(TRACKS), TRACKS, question.rank_by)[:FAVOURITES]
    keys = {one.song_key for one in favourites}
    liked = [song for song in songs.with_words if song.heard.song_key in keys]
    return (
        _labels(question, songs, "language", languages, definition),
        _labels(question, songs, "theme", themes, definition),
        *(_extreme(question, liked, extreme, definition) for extreme in _EXTREMES),
    )


def _labels(
    question: Question,
    songs: Songs,
    name: str,
    labels: Callable[[Lyric], tuple[str, ...] | None],
    definition: str,
) -> Report:
    told = [song for song in songs.with_words if labels(song.lyric) is not None]
    told_ms = heard_ms(told)
    return Report(
        name=f"lyric-{name}s",
        title=f"{name.capitalize()}s",
        columns=(
            Column(name=name, title=name.capitalize()),
            Column(name="heard_ms", title="Time heard", kind=Kind.DURATION, bar=True),
            Column(name="share", title="Share", kind=Kind.SHARE),
            Column(name="tracks", title="Tracks", kind=Kind.COUNT),
        ),
        rows=tuple(
            (label, ms, share(ms, told_ms), tracks)
            for label, ms, tracks in by_time(told, labels)[: question.limit]
        ),
        span=span(question.window),
        definition=definition,
        empty=f"No {name} is known.",
    )


def _extreme(
    question: Question, liked: Sequence[Sung], extreme: _Extreme, definition: str
) -> Report:
    found = [(value, song.heard) for song in liked if (value := extreme.figure(song.lyric))]
    found.sort(key=lambda one: (-one[0], -one[1].heard_ms, TRACKS.name_order(one[1])))
    return Report(
        name=extreme.name,
        title=extreme.title,
        columns=(
            *TRACKS.columns,
            extreme.column,
            Column(name="heard_ms", title="Time heard", kind=Kind.DURATION),
        ),
        rows=tuple(
            (*TRACKS.names_of(heard), value, heard.heard_ms)
            for value, heard in found[: question.limit]
        ),
        span=span(question.window),
        definition=definition,
        empty=extreme.empty,
    )
