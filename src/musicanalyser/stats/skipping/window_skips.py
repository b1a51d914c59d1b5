"""The skipped plays of a window whose time heard is known exactly enough to say where they left."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.listening.skip_points import EXACT_MS, PASSED_OVER_MS
from musicanalyser.report import Coverage
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.timespan import Window

_EXACT_SKIPS = """
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and h.verdict = 'skipped'
  and (h.high_ms is null or h.high_ms - h.low_ms <= :exact_ms)
"""
_LEFT = f"""
select t.song_id, t.artist_id, h.heard_ms, h.length_ms
{_EXACT_SKIPS} and h.heard_ms >= :passed_over_ms
"""
_PASSED_OVER = f"""
select t.artist_id, count(*)
{_EXACT_SKIPS} and h.heard_ms < :passed_over_ms
group by t.artist_id
"""


class WindowSkip(NamedTuple):
    """A skipped play of a song of an artist; the artist is ``None`` if there is none."""

    song_id: int
    artist_id: int | None
    heard_ms: int
    length_ms: int | None


class WindowSkips(NamedTuple):
    """The skipped plays of a window that are known exactly: those left later, and the others."""

    window: Window
    left: Sequence[WindowSkip]
    passed_over: Mapping[int | None, int]
    """How many of each artist were passed over."""
    all_skips: int

    @property
    def exact(self) -> int:
        """How many they are together."""
        return len(self.left) + sum(self.passed_over.values())

    @property
    def coverage(self) -> Coverage | None:
        """For how many skips it is known where they left; ``None`` without a skip."""
        known = share(self.exact, self.all_skips)
        return None if known is None else Coverage(what="points", of="skips", share=known)

    def by(self, key: Callable[[WindowSkip], int | None]) -> dict[int, list[WindowSkip]]:
        """Return the later skips of each song or artist, by its id."""
        found: dict[int, list[WindowSkip]] = defaultdict(list)
        for one in self.left:
            if (number := key(one)) is not None:
                found[number].append(one)
        return found


def window_skips(
    conn: sqlite3.Connection, question: Question, window: Window, all_skips: int
) -> WindowSkips:
    """Return the skipped plays of a window, of which there are so many in all."""
    limits = {"exact_ms": EXACT_MS, "passed_over_ms": PASSED_OVER_MS}
    left = run_query(conn, _LEFT, question, window, **limits)
    passed_over = run_query(conn, _PASSED_OVER, question, window, **limits)
    return WindowSkips(
        window, list(map(WindowSkip._make, left)), dict(passed_over.fetchall()), all_skips
    )
