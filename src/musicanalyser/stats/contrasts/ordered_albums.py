"""Albums that are heard in order by an artist whose other albums are not."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from musicanalyser.listening.album_runs import LEAST_SONGS, album_runs
from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.contrasts.fact_plays import MOST_DAYS

LEAST_PLAYS = 10
"""Plays of the album, and of the other albums of its artist."""
_DIGITS = 9
"""Differences that differ less are equal."""
_PLAYS = """
select t.song_id, t.album_id, t.artist_id
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
order by h.started_ms, h.id
"""
_COLUMNS = (
    *ALBUMS.columns,
    Column(name="share", title="In order", kind=ColumnKind.SHARE, bar=True),
    Column(name="others_share", title="Other albums", kind=ColumnKind.SHARE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)


class AlbumPlay(NamedTuple):
    """A counted play by the ids of its song, album and artist."""

    song_id: int
    album_id: int | None
    artist_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedAlbum:
    """An album, and which shares of its plays and of its artist's other plays are in runs."""

    album_id: int
    share: float
    others_share: float
    plays: int


def ordered_albums(conn: sqlite3.Connection, question: Question, totals: WindowTotals) -> Report:
    """Return the albums whose share in album runs exceeds that of their artist's others most."""
    plays = map(AlbumPlay._make, run_query(conn, _PLAYS, question, question.window))
    found = list(find_ordered(plays))
    ids = ",".join(str(one.album_id) for one in found)
    names = {one.entity_id: one for one in totals.group_by(ALBUMS, f"r.album_id in ({ids})")}
    found.sort(
        key=lambda one: (
            -round(one.share - one.others_share, _DIGITS),
            ALBUMS.name_order(names[one.album_id]),
        )
    )
    return Report(
        name="ordered-albums",
        title="Albums in order",
        columns=_COLUMNS,
        rows=tuple(
            (*ALBUMS.names_of(names[one.album_id]), one.share, one.others_share, one.plays)
            for one in found[: question.limit]
        ),
        span=report_span(question.window),
        definition=(
            f"The share of plays that belong to {LEAST_SONGS} or more tracks of the album in a row,"
            f" against the artist's other albums, each with {LEAST_PLAYS} plays or more. Only for"
            f" windows of up to {MOST_DAYS} days."
        ),
        empty="No artist has one album that is heard more in order than the others.",
    )


def find_ordered(plays: Iterable[AlbumPlay]) -> Iterator[OrderedAlbum]:
    """Yield the albums that are heard more in order than the other albums of their artist."""
    everything = list(plays)
    heard = [play for play in everything if play.album_id is not None]
    whole = Counter((play.artist_id, play.album_id) for play in heard)
    by_artist = Counter(play.artist_id for play in heard)
    in_runs = [play for run in album_runs(everything) for play in run]
    ordered = Counter((play.artist_id, play.album_id) for play in in_runs)
    ordered_by_artist = Counter(play.artist_id for play in in_runs)
    for (artist_id, album_id), count in whole.items():
        others = by_artist[artist_id] - count
        if album_id is None or artist_id is None or min(count, others) < LEAST_PLAYS:
            continue
        own = ordered[artist_id, album_id]
        share, others_share = own / count, (ordered_by_artist[artist_id] - own) / others
        if share > others_share:
            yield OrderedAlbum(
                album_id=album_id, share=share, others_share=others_share, plays=count
            )
