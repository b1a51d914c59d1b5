"""The content of the panel of `watch`, from the history and the state of the tracker."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.model.play_end import Verdict
from musicanalyser.render.panel.content import (
    DayTotals,
    EarlierPlays,
    NowPlaying,
    PastPlay,
    SessionTotals,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.streaks import current_streak
from musicanalyser.store.history.play_counts import count_of_artist, count_of_track
from musicanalyser.store.history.plays import StoredPlay, between
from musicanalyser.timespan import Window, from_ms, last_days, to_ms
from musicanalyser.units import MINUTE_MS, SECOND_MS

_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRecord:
    """The totals of today, and its plays, newest first."""

    today: DayTotals
    past: tuple[PastPlay, ...]
    session: SessionTotals | None


def load_day(conn: sqlite3.Connection, *, now: datetime, zone: ZoneInfo) -> DayRecord:
    """Return the record of the local day."""
    window = last_days(1, now=now, zone=zone)
    plays = between(conn, window.since_ms, to_ms(now) + 1)
    return DayRecord(
        session=_session(plays, now_ms=to_ms(now), zone=zone),
        today=_today(plays, zone, streak_days=_streak_days(conn, window, now)),
        past=tuple(_past(one, zone) for one in reversed(plays)),
    )


def count_earlier_plays(
    conn: sqlite3.Connection, state: TrackerState, *, now: datetime, zone: ZoneInfo
) -> EarlierPlays | None:
    """Return how often what plays was played before; ``None`` if nothing plays, or without a URI.

    The week is the last seven local days, as with `--week`.
    """
    item = None if state.open_play is None else state.open_play.item
    if item is None or item.uri is None:
        return None
    today, week = (last_days(days, now=now, zone=zone).since_ms for days in (1, _WEEK_DAYS))
    of_track = count_of_track(conn, item.uri)
    if item.artist is None:
        return EarlierPlays(of_track=of_track)
    return EarlierPlays(
        of_track=of_track,
        of_artist_today=count_of_artist(conn, item.artist, item.uri, since_ms=today),
        of_artist_in_week=count_of_artist(conn, item.artist, item.uri, since_ms=week),
    )


def now_playing(
    state: TrackerState, *, now_ms: int, earlier: EarlierPlays | None = None
) -> NowPlaying | None:
    """Return what is playing, with its position as of now; ``None`` if nothing is."""
    play, seen = state.open_play, state.last_sample
    if play is None or seen is None:
        return None
    position_ms = seen.progress_ms
    if position_ms is not None and play.paused_ms is None:
        position_ms += max(0, now_ms - seen.at_ms)
    following = state.upcoming[0].item if state.upcoming else None
    return NowPlaying(
        earlier=earlier,
        next_title=None if following is None else following.title,
        next_artist=None if following is None else following.artist,
        title=play.item.title,
        artist=play.item.artist,
        position_ms=position_ms,
        length_ms=play.length_ms,
        playing=play.paused_ms is None,
        private=play.is_private,
    )


def _today(plays: Sequence[StoredPlay], zone: ZoneInfo, *, streak_days: int) -> DayTotals:
    music = [one for one in plays if one.is_music and not (one.private or one.is_ignored)]
    return DayTotals(
        heard_ms=sum(one.heard_ms for one in music),
        plays=len(music),
        skipped=sum(one.verdict == Verdict.SKIPPED for one in music),
        streak_days=streak_days,
        heard=tuple((from_ms(one.started_ms, zone), one.heard_ms) for one in music),
    )


def _streak_days(conn: sqlite3.Connection, window: Window, now: datetime) -> int:
    """Return the days in a row with a play of 30 s or more, up to today."""
    today = now.astimezone(window.zone).date()
    return current_streak(conn, Question(window=window, today=today, now_ms=to_ms(now)))


def _session(plays: Sequence[StoredPlay], *, now_ms: int, zone: ZoneInfo) -> SessionTotals | None:
    """Return the session that reaches up to now, within the day; ``None`` if there is none."""
    own: list[StoredPlay] = []
    for play in reversed(plays):
        until_ms = own[-1].started_ms if own else now_ms
        if until_ms - play.ended_ms > SESSION_GAP_MINUTES * MINUTE_MS:
            break
        own.append(play)
    if not own:
        return None
    return SessionTotals(
        since=f"{from_ms(own[-1].started_ms, zone):%H:%M}",
        heard_ms=sum(one.heard_ms for one in own),
        verdicts=tuple(one.verdict for one in reversed(own)),
    )


def _past(play: StoredPlay, zone: ZoneInfo) -> PastPlay:
    return PastPlay(
        at=f"{from_ms(play.started_ms, zone):%H:%M}",
        title=play.title,
        artist=play.artist,
        heard_ms=_shown_ms(play),
        verdict=play.verdict,
        private=play.private,
        confidence=play.confidence,
    )


def _shown_ms(play: StoredPlay) -> int:
    """Return the time heard; that of a track played to its end is its length to the second."""
    if play.length_ms is None or play.verdict != Verdict.FINISHED:
        return play.heard_ms
    return play.length_ms if 0 < play.length_ms - play.heard_ms < SECOND_MS else play.heard_ms
