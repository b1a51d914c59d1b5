"""The lists within a page: tracks and albums of an artist, and albums of a track."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.pages.own_plays import (
    OwnPlay,
    OwnTrack,
    PlayGroup,
    group_plays,
    rank_order,
)

LEAST_PLAYS = 5
"""The skip rate of a row needs so many plays whose verdict is known."""

RANK = Column(name="rank", title="#", kind=ColumnKind.COUNT)
TITLE = Column(name="title", title="Track")
ALBUM = Column(name="album", title="Album")
ADDRESS = Column(name="uri", title="Address", detail=True)
FIGURES = (
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skipped", kind=ColumnKind.SHARE),
)
SKIP_RATE_TEXT = f"A list shows the skip rate of what has {LEAST_PLAYS} plays with a known end."


def top_tracks(
    question: Question, plays: Sequence[OwnPlay], tracks: Mapping[int, OwnTrack]
) -> Report:
    """Return the most heard tracks with a counted play."""
    groups = group_plays(plays, lambda play: tracks[play.track_id].song_id)
    return _list(
        question,
        ("top-tracks", "Top tracks"),
        (TITLE, ALBUM, ADDRESS),
        groups.values(),
        lambda group: _names(tracks[group.track_id]),
    )


def top_albums(
    question: Question, plays: Sequence[OwnPlay], tracks: Mapping[int, OwnTrack]
) -> Report:
    """Return the most heard albums with a counted play; unknown ones are left out."""
    groups = group_plays(plays, lambda play: tracks[play.track_id].album_id)
    return _list(
        question,
        ("top-albums", "Top albums"),
        (ALBUM,),
        groups.values(),
        lambda group: (tracks[group.track_id].album,),
    )


def versions(
    question: Question, plays: Sequence[OwnPlay], tracks: Mapping[int, OwnTrack]
) -> Report:
    """Return the addresses of a track with a counted play, and the albums that they are on."""
    groups = group_plays(plays, lambda play: play.track_id)
    return _list(
        question,
        ("versions", "Versions"),
        (ALBUM, ADDRESS),
        groups.values(),
        lambda group: (tracks[group.track_id].album, tracks[group.track_id].uri),
    )


def skip_rate(group: PlayGroup) -> float | None:
    """Return the skip rate of a row; ``None`` if too few plays say how they ended."""
    return share(group.skips, group.known) if group.known >= LEAST_PLAYS else None


def _names(track: OwnTrack) -> Row:
    return (track.title, track.album, track.uri)


def _list(
    question: Question,
    name_and_title: tuple[str, str],
    names: tuple[Column, ...],
    groups: Iterable[PlayGroup],
    names_of: Callable[[PlayGroup], Row],
) -> Report:
    name, title = name_and_title
    ranked = sorted(
        (group for group in groups if group.plays),
        key=lambda group: (*rank_order(question.rank_by, group), *map(str, names_of(group))),
    )
    return Report(
        name=name,
        title=title,
        columns=(RANK, *names, *FIGURES),
        rows=tuple(
            (rank, *names_of(group), group.heard_ms, group.plays, skip_rate(group))
            for rank, group in enumerate(ranked[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=f"{ranking_text(question.rank_by)} {SKIP_RATE_TEXT}",
        empty=f"None of these plays counts, or their {title.split()[-1].lower()} are unknown.",
    )
