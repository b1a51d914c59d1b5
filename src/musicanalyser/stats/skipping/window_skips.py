"""The skipped plays of a window whose time heard is known exactly enough to say where they left."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from musicanalyser.listening.skip_points import EXACT_MS, Skip, SkipPoint, skip_point
from musicanalyser.report import Coverage
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.timespan import Window

_SKIPS = """
select t.song_id, t.artist_id, h.heard_ms, h.length_ms
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and h.verdict = 'skipped'
  and (h.high_ms is null or h.high_ms - h.low_ms <= :exact_ms)
order by h.started_ms, h.id
"""


class WindowSkip(NamedTuple):
    """A skipped play of a song of an artist; the artist is ``None`` if there is none."""

    song_id: int
    artist_id: int | None
    heard_ms: int
    length_ms: int | None


class WindowSkips(NamedTuple):
    """The skipped plays of a window."""

    window: Window
    exact: Sequence[WindowSkip]
    all_skips: int

    @property
    def point(self) -> SkipPoint:
        """Where all of them leave."""
        return skip_point(Skip(one.heard_ms, one.length_ms) for one in self.exact)

    @property
    def coverage(self) -> Coverage | None:
        """For how many skips it is known where they left; ``None`` without a skip."""
        known = share(len(self.exact), self.all_skips)
        return None if known is None else Coverage(what="points", of="skips", share=known)

    def by(self, key: Callable[[WindowSkip], int | None]) -> dict[int, list[Skip]]:
        """Return the skips of each song or artist, by its id."""
        found: dict[int, list[Skip]] = defaultdict(list)
        for one in self.exact:
            if (number := key(one)) is not None:
                found[number].append(Skip(one.heard_ms, one.length_ms))
        return found


def window_skips(
    conn: sqlite3.Connection, question: Question, window: Window, all_skips: int
) -> WindowSkips:
    """Return the skipped plays of a window, of which there are so many in all."""
    rows = run_query(conn, _SKIPS, question, window, exact_ms=EXACT_MS)
    return WindowSkips(window, list(map(WindowSkip._make, rows)), all_skips)
