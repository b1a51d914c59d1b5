"""The key figures of a page: time, plays, days, rank, and how much is skipped."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, ColumnKind, Coverage, Row
from musicanalyser.stats.base.leaders import rank_of
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranked_entities import RankedEntity
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD
from musicanalyser.stats.base.window_totals import WindowTotals, sum_window
from musicanalyser.stats.pages.own_plays import OwnPlay, PlayGroup, own_plays, sum_plays
from musicanalyser.stats.streaks import Streak, streaks_of
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

COLUMNS = (
    PERIOD,
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, lead=True),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, lead=True),
    Column(name="days", title="Days heard", kind=ColumnKind.COUNT, lead=True),
    Column(name="longest_streak_days", title="Days in a row", kind=ColumnKind.COUNT, lead=True),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE, lead=True),
    Column(name="rank", title="Rank", kind=ColumnKind.COUNT),
    Column(name="share", title="Share of listening time", kind=ColumnKind.SHARE),
    Column(name="window_skip_rate", title="Skip rate of all music", kind=ColumnKind.SHARE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWindow:
    """One window of a page: the plays of its entity, their sums, and those of all music."""

    window: Window
    plays: Sequence[OwnPlay]
    sums: PlayGroup
    totals: WindowTotals

    @property
    def longest_streak(self) -> Streak | None:
        """The most days in a row with a counted play, of equals the latest; ``None`` without."""
        days = [numbered_day(day) for day in sorted(self.sums.days)]
        return next(iter(streaks_of(days)), None)

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.sums.skips, self.sums.known)

    @property
    def verdict_coverage(self) -> Coverage | None:
        """For how many plays the verdict is known; ``None`` without plays."""
        known = share(self.sums.known, self.sums.all_plays)
        return None if known is None else Coverage(what="endings", of="plays", share=known)


def page_window(conn: sqlite3.Connection, question: Question, window: Window) -> PageWindow:
    """Return one window of the page of the tracks of the question."""
    plays = own_plays(conn, question, window)
    return PageWindow(
        window=window,
        plays=plays,
        sums=sum_plays(plays),
        totals=sum_window(conn, question, window),
    )


def figures(question: Question, shown: PageWindow, entity: RankedEntity, key: int) -> Row:
    """Return the values of the columns; ``key`` is the number of the entity in its relation."""
    streak = shown.longest_streak
    return (
        shown.window.label,
        shown.sums.heard_ms,
        shown.sums.plays,
        len(shown.sums.days),
        streak.days if streak else 0,
        shown.skip_rate,
        rank_of(shown.totals, entity, question.rank_by, key)
        if question.rank_by is RankBy.PLAYS or shown.sums.has_time
        else None,
        share(shown.sums.heard_ms, shown.totals.sum_of("heard_ms")),
        shown.totals.skip_rate,
    )
