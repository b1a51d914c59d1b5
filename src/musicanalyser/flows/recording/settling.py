"""Settles the figures of plays that depend on the plays around them."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.matching.play_figures import time_of_listed
from musicanalyser.listening.span_merging import span_moments
from musicanalyser.listening.start_and_end import (
    CONFIRMED_WITHIN_MS,
    LATE_REASONS,
    has_long_pause,
)
from musicanalyser.model.evidence import Play, StoredSighting
from musicanalyser.model.origin import Clock, Origin
from musicanalyser.store.history import live_plays, long_pauses, plays
from musicanalyser.store.history.live_plays import RecentPlay
from musicanalyser.store.history.plays import Revision
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

_TO_THE_SECOND = frozenset(origin for origin in Origin if origin.traits.clock is Clock.SECOND)


def settle_long_pauses(
    conn: sqlite3.Connection,
    fresh: Iterable[StoredSighting],
    found: Iterable[Play],
    clock: LocalClock,
) -> None:
    """Let plays begin at their start stamp, however long before, if other plays confirm it."""
    moments_ms = [one.sighting.ended_ms for one in fresh if one.sighting.origin in _TO_THE_SECOND]
    rows = [play.best.sighting for play in found if play.best.sighting.offline_ms]
    moments_ms += [row.offline_ms for row in rows if row.offline_ms and has_long_pause(row)]
    if moments_ms:
        pauses = long_pauses.between(
            conn,
            min(moments_ms),
            max(moments_ms),
            near_ms=CONFIRMED_WITHIN_MS,
            late_reasons=LATE_REASONS,
        )
        starts = [
            (one.play_id, one.stamped_start_ms if one.is_confirmed else one.latest_start_ms)
            for one in pauses
        ]
        long_pauses.move_starts(conn, starts, clock=clock)


def settle_recent(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, clock: LocalClock
) -> None:
    """Limit the plays that only a list of recent plays holds by the plays before them.

    These are the recent plays that end in a closed span.
    """
    recent = live_plays.recent_between(conn, since_ms, until_ms)
    settled = [
        one
        for span in span_moments((play.ended_ms for play in recent), longest_gap_ms=DAY_MS)
        for one in _settled_within(conn, recent, span.since_ms, span.until_ms)
    ]
    plays.revise(conn, (revision for revision, _ in settled), clock=clock)
    plays.set_highs(conn, ((high_ms, revision.play_id) for revision, high_ms in settled))


def _settled_within(
    conn: sqlite3.Connection, recent: Iterable[RecentPlay], since_ms: int, until_ms: int
) -> Iterator[tuple[Revision, int]]:
    """Yield what the recent plays become that end in a closed span, where that is new.

    With each comes the longest time that it can have been heard.
    """
    others = plays.starts_and_ends(conn, since_ms=since_ms - DAY_MS, until_ms=until_ms)
    by_end = sorted((ended_ms, started_ms) for started_ms, ended_ms in others)
    for play in recent:
        if since_ms <= play.ended_ms <= until_ms:
            one, high_ms = _settled(play, _end_before_ms(by_end, play.ended_ms))
            known = (play.started_ms, play.heard_ms, play.verdict, play.high_ms)
            if known != (one.started_ms, one.heard_ms, one.verdict, high_ms):
                yield one, high_ms


def _end_before_ms(by_end: Sequence[tuple[int, int]], ended_ms: int) -> int | None:
    """Return the last end before a moment, of plays that started within a day before it."""
    place = bisect_left(by_end, (ended_ms,))
    return next(
        (
            before_ms
            for before_ms, started_ms in (by_end[i] for i in range(place - 1, -1, -1))
            if started_ms >= ended_ms - DAY_MS
        ),
        None,
    )


def _settled(play: RecentPlay, before_ms: int | None) -> tuple[Revision, int]:
    heard_ms, high_ms = time_of_listed(
        length_ms=play.length_ms,
        ended_ms=play.ended_ms,
        before_ms=before_ms,
        high_ms=play.limit_ms,
    )
    revision = Revision(
        play.id,
        started_ms=play.ended_ms - heard_ms,
        heard_ms=heard_ms,
        verdict=judge_play(
            reason_end="", skipped=None, heard_ms=heard_ms, length_ms=play.length_ms
        ),
    )
    return revision, high_ms
