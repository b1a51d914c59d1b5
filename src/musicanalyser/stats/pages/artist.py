"""All about one artist."""

import sqlite3
from collections.abc import Iterator

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS
from musicanalyser.stats.entities.entity import Entity
from musicanalyser.stats.pages.own_plays import OwnTrack
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.stats.pages.page_report import PageKind, page_report
from musicanalyser.stats.pages.tops_within import top_albums, top_tracks

ABOUT = "All about one artist: rank, tracks, albums, hours, streaks and skips."


def answer(conn: sqlite3.Connection, question: Question, entity: Entity) -> Report:
    """Return the page of an artist; its lists are its tracks and its albums."""
    return page_report(conn, question, entity, _KIND)


def _figures(shown: PageWindow, tracks: dict[int, OwnTrack]) -> Row:
    counted = [tracks[play.track_id] for play in shown.plays if play.counts]
    albums = {one.album_id for one in counted if one.album_id is not None}
    return (len({one.song_id for one in counted}), len(albums) if albums or not counted else None)


def _parts(
    _: sqlite3.Connection, question: Question, shown: PageWindow, tracks: dict[int, OwnTrack]
) -> Iterator[Report]:
    yield top_tracks(question, shown.plays, tracks)
    yield top_albums(question, shown.plays, tracks)


_KIND = PageKind(
    entity=ARTISTS,
    number=lambda track: track.artist_id,
    columns=(
        Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
        Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    ),
    figures=_figures,
    parts=_parts,
)
