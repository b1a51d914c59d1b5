"""The times an album was listened to: its plays in a row, and where they ended."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.listening.album_order import AlbumOrder, infer_order
from musicanalyser.listening.album_runs import LEAST_SONGS
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.pages.own_plays import OwnPlay, OwnTrack
from musicanalyser.units import MINUTE_MS

LEAST_SITTINGS = 3
"""A track where an album is given up rests on so many sittings that end there."""

# The next play of any music, which ends a sitting if it is not of the album.
_NEXT = """
select
  o.id,
  (
    select h.id from v_heard h
    where {music} and (h.started_ms, h.id) > (o.started_ms, o.id)
    order by h.started_ms, h.id
    limit 1
  )
from json_each(:ids) wanted
cross join v_heard o on o.id = wanted.value
"""


class AlbumSittings(NamedTuple):
    """Every sitting of an album, and the order of its songs."""

    of_songs: Sequence[tuple[int, ...]]
    """The songs of each sitting as they were played, at least three different ones."""
    order: AlbumOrder

    @property
    def completed(self) -> int:
        """How many ended with the last song; as far as the order is known."""
        return self.ends[self.order.songs[-1]] if self.order.songs else 0

    @property
    def ends(self) -> Counter[int]:
        """How many sittings ended with each song."""
        return Counter(songs[-1] for songs in self.of_songs)

    @property
    def given_up(self) -> tuple[int, int] | None:
        """The song before the last with which most sittings ended, and how many did.

        Of equals it is the earliest. The result is ``None`` if the order is not known, or with less
        than `LEAST_SITTINGS`.
        """
        if not self.order.is_known:
            return None
        ends = self.ends
        song = max(self.order.songs[:-1], key=lambda one: ends[one], default=None)
        return None if song is None or ends[song] < LEAST_SITTINGS else (song, ends[song])


def album_sittings(
    conn: sqlite3.Connection,
    question: Question,
    plays: Sequence[OwnPlay],
    tracks: Mapping[int, OwnTrack],
) -> AlbumSittings:
    """Return the sittings of an album in its plays, which are in order of their start."""
    ids = json.dumps([play.id for play in plays])
    following = dict(run_query(conn, _NEXT, question, question.window, ids=ids).fetchall())
    songs = (
        tuple(tracks[play.track_id].song_id for play in run)
        for run in _runs(plays, following, question.session_gap_minutes * MINUTE_MS)
    )
    sittings = [one for one in songs if len(set(one)) >= LEAST_SONGS]
    return AlbumSittings(sittings, infer_order(sittings))


def _runs(
    plays: Sequence[OwnPlay], following: Mapping[int, int | None], gap_ms: int
) -> Iterator[list[OwnPlay]]:
    """Yield plays in a row, without other music and without a longer silence between them."""
    run: list[OwnPlay] = []
    for play in plays:
        is_next = run and following[run[-1].id] == play.id
        if run and not (is_next and play.started_ms - run[-1].ended_ms <= gap_ms):
            yield run
            run = []
        run.append(play)
    if run:
        yield run
