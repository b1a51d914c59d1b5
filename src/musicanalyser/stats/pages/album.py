"""All about one album."""

import sqlite3
from collections.abc import Iterator
from itertools import count

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.entities.entity import Entity
from musicanalyser.stats.pages.album_sittings import LEAST_SITTINGS, AlbumSittings, album_sittings
from musicanalyser.stats.pages.own_plays import OwnTrack, PlayGroup, group_plays, rank_order
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.stats.pages.page_report import PageKind, page_report
from musicanalyser.stats.pages.tops_within import (
    ADDRESS,
    FIGURES,
    SKIP_RATE_TEXT,
    TITLE,
    skip_rate,
)

ABOUT = "All about one album: rank, its tracks in order, and where you give it up."

_COMPLETION = (
    PERIOD,
    Column(name="tracks_heard", title="Tracks heard", kind=ColumnKind.COUNT),
    Column(name="tracks_finished", title="Tracks ever finished", kind=ColumnKind.COUNT),
    Column(name="finished_share", title="Share finished", kind=ColumnKind.SHARE),
    Column(name="sittings", title="Sittings", kind=ColumnKind.COUNT),
    Column(name="completed", title="To the last track", kind=ColumnKind.COUNT),
    Column(name="given_up_at", title="Given up at"),
    Column(name="given_up", title="Ended there", kind=ColumnKind.COUNT),
)
_TRACKS = (
    Column(name="place", title="#", kind=ColumnKind.COUNT),
    TITLE,
    ADDRESS,
    *FIGURES,
    Column(name="finished", title="Finished", kind=ColumnKind.COUNT),
    Column(name="ends", title="Last", kind=ColumnKind.COUNT),
)
_COMPLETION_TEXT = (
    "A sitting is plays of the album in a row, with at least three different tracks, no other music"
    " and no break of a session between. The tracks are those of your history. The album is given"
    " up at the track that most sittings end with, but the last one; that takes"
    f" {LEAST_SITTINGS} sittings and a known order."
)
_ORDER_TEXT = (
    "The order is that in which most sittings have the tracks. Last: how many sittings ended with"
    " the track."
)


def answer(conn: sqlite3.Connection, question: Question, entity: Entity) -> Report:
    """Return the page of an album; its list is that of its tracks, in order if that is known."""
    return page_report(conn, question, entity, _KIND)


def _figures(shown: PageWindow, tracks: dict[int, OwnTrack]) -> Row:
    return (len({tracks[play.track_id].song_id for play in shown.plays if play.counts}),)


def _parts(
    conn: sqlite3.Connection, question: Question, shown: PageWindow, tracks: dict[int, OwnTrack]
) -> Iterator[Report]:
    groups = group_plays(shown.plays, lambda play: tracks[play.track_id].song_id)
    sittings = album_sittings(conn, question, shown.plays, tracks)
    yield _tracks(question, groups, sittings, tracks)
    yield _completion(question, groups, sittings, tracks)


def _tracks(
    question: Question,
    groups: dict[int, PlayGroup],
    sittings: AlbumSittings,
    tracks: dict[int, OwnTrack],
) -> Report:
    """Return every track that was heard: in order, those that no sitting has at the end."""
    titles = {song: str(tracks[group.track_id].title) for song, group in groups.items()}
    by_rank = sorted(
        groups, key=lambda song: (*rank_order(question.rank_by, groups[song]), titles[song])
    )
    order = sittings.order.songs if sittings.order.is_known else ()
    places = dict(zip(order, count(1), strict=False))
    ends = sittings.ends
    return Report(
        name="album-tracks",
        title="Tracks",
        columns=_TRACKS,
        rows=tuple(
            (
                places.get(song),
                tracks[groups[song].track_id].title,
                tracks[groups[song].track_id].uri,
                groups[song].heard_ms,
                groups[song].plays,
                skip_rate(groups[song]),
                groups[song].finished if groups[song].known else None,
                ends[song],
            )
            for song in (*order, *(song for song in by_rank if song not in places))
        ),
        span=report_span(question.window),
        definition=f"{_ORDER_TEXT} {SKIP_RATE_TEXT}",
    )


def _completion(
    question: Question,
    groups: dict[int, PlayGroup],
    sittings: AlbumSittings,
    tracks: dict[int, OwnTrack],
) -> Report:
    is_known = any(group.known for group in groups.values())
    finished = sum(group.finished > 0 for group in groups.values()) if is_known else None
    given_up = sittings.given_up
    return Report(
        name="completion",
        title="How far you get",
        layout=Layout.FIGURES,
        columns=_COMPLETION,
        rows=(
            (
                question.window.label,
                len(groups),
                finished,
                None if finished is None else share(finished, len(groups)),
                len(sittings.of_songs),
                sittings.completed if sittings.order.is_known else None,
                None if given_up is None else tracks[groups[given_up[0]].track_id].title,
                None if given_up is None else given_up[1],
            ),
        ),
        span=report_span(question.window),
        definition=_COMPLETION_TEXT,
    )


_KIND = PageKind(
    entity=ALBUMS,
    number=lambda track: track.album_id,
    columns=(Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),),
    figures=_figures,
    parts=_parts,
)
