"""All about one track."""

import sqlite3
from collections.abc import Iterator

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS
from musicanalyser.stats.entities.entity import Entity
from musicanalyser.stats.pages.own_plays import OwnTrack
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.stats.pages.page_report import PageKind, page_report
from musicanalyser.stats.pages.tops_within import versions

ABOUT = "All about one track: rank, versions, hours, streaks, and where you leave it."


def answer(conn: sqlite3.Connection, question: Question, entity: Entity) -> Report:
    """Return the page of a track; its list is that of its addresses and their albums."""
    return page_report(conn, question, entity, _KIND)


def _figures(shown: PageWindow, _: dict[int, OwnTrack]) -> Row:
    lengths = [play.length_ms for play in shown.plays if play.length_ms is not None]
    return (lengths[-1] if lengths else None,)


def _parts(
    _: sqlite3.Connection, question: Question, shown: PageWindow, tracks: dict[int, OwnTrack]
) -> Iterator[Report]:
    yield versions(question, shown.plays, tracks)


_KIND = PageKind(
    entity=TRACKS,
    number=lambda track: track.song_id,
    columns=(Column(name="length_ms", title="Length", kind=ColumnKind.LENGTH),),
    figures=_figures,
    parts=_parts,
)
