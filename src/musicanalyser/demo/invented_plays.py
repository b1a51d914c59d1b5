"""The plays of one session: what is played, for how long, and how it ends.

Shares and lengths are those of published histories: 36% of plays are under 30 s, and 63% of plays
after such a play. Half of all plays reach the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.demo.catalogue import CatalogueTrack
from musicanalyser.demo.listening_days import DemoSession, Mode
from musicanalyser.demo.random_stream import Quantiles, RandomStream
from musicanalyser.demo.track_queue import queue_tracks
from musicanalyser.demo.weekly_taste import Taste, WeekTaste
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import EndReason

_SHORT_PLAY_MS = 30_000
_SKIP_SHARE = 0.25
_SKIP_SHARE_IN_A_BURST = 0.68
_RESTLESSNESS = {Mode.ALBUM: 0.6, Mode.RADIO: 1.2, Mode.PODCAST: 0.3, Mode.AUDIOBOOK: 0.2}
_OBSESSION_FACTOR = 0.6
"""The factor by which an obsession is skipped less."""
_FINISHED_SHARE = 0.79
"""The share that reaches the end among plays that are not skipped at once."""
_SHORT_MS: Quantiles = (
    (0.0, 0),
    (0.03, 0),
    (0.25, 1_000),
    (0.47, 2_000),
    (0.69, 5_000),
    (0.82, 10_000),
    (0.89, 15_000),
    (1.0, 30_000),
)
_ENDS_AT: Quantiles = ((0.0, 0.0), (0.25, 0.24), (0.5, 0.54), (0.75, 0.84), (1.0, 0.99))
"""Where other plays end, as a share of the time between 30 s and the end of the track."""
_PAUSED_SHARE = 0.05
_PAUSE_MS: Quantiles = ((0.0, 4_000), (0.5, 60_000), (0.9, 600_000), (1.0, 4_800_000))
_GAP_MS: Quantiles = ((0.0, 0), (0.9, 900), (0.96, 20_000), (1.0, 240_000))

_OPENINGS = (
    EndReason.CLICK_ROW,
    EndReason.CLICK_ROW,
    EndReason.PLAY_BUTTON,
    EndReason.APP_LOAD,
    EndReason.REMOTE,
)
_CUTS = (
    EndReason.FORWARD_BUTTON,
    EndReason.END_PLAY,
    EndReason.BACK_BUTTON,
    EndReason.TRACK_ERROR,
    EndReason.REMOTE,
)
_CUTS_CUMULATIVE = (0.92, 0.965, 0.993, 0.996, 1.0)
_CLOSINGS = (
    *[EndReason.END_PLAY] * 3,
    *[EndReason.TRACK_DONE] * 2,
    EndReason.LOGOUT,
    EndReason.REMOTE,
    EndReason.UNEXPECTED_EXIT,
    EndReason.UNEXPECTED_EXIT_WHILE_PAUSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlay:
    """One play, and the end that Spotify stamps on it; moments are in ms since 1970 UTC."""

    item: Item
    session: DemoSession
    started_ms: int
    heard_ms: int
    ended_ms: int
    stamped_ms: int
    reason_start: str
    reason_end: str


def generate_session_plays(
    session: DemoSession, *, begins_ms: int, week: WeekTaste, taste: Taste
) -> Iterator[DemoPlay]:
    """Yield the plays of a session that begins at a moment in ms since 1970 UTC."""
    random = RandomStream(taste.seed, "sitting", session.start_ms)
    queue = queue_tracks(session, week, taste, random)
    track, clock_ms, reason, in_a_burst = next(queue), begins_ms, random.choice(_OPENINGS), False
    for remaining in reversed(range(session.plays)):
        if left_ms := taste.habits.leaves_after_ms(track, random):
            heard_ms, reason_end = left_ms, EndReason.FORWARD_BUTTON
        elif remaining:
            skip_share = _skip_share(track, session, week, taste, in_a_burst=in_a_burst)
            heard_ms, reason_end = _ending(random, track.length_ms, skip_share)
        else:
            heard_ms, reason_end = _closing(random, track.length_ms)
        paused_ms = int(random.sample(_PAUSE_MS)) if random.happens(_PAUSED_SHARE) else 0
        ended_ms = clock_ms + heard_ms + paused_ms
        yield DemoPlay(
            item=track.item,
            session=session,
            started_ms=clock_ms,
            heard_ms=heard_ms,
            ended_ms=ended_ms,
            stamped_ms=ended_ms,
            reason_start=reason,
            reason_end=reason_end,
        )
        clock_ms = ended_ms + int(random.sample(_GAP_MS))
        in_a_burst = heard_ms < _SHORT_PLAY_MS
        reason = EndReason.CLICK_ROW if reason_end == EndReason.END_PLAY else reason_end
        if reason_end != EndReason.BACK_BUTTON:
            track = next(queue)


def _skip_share(
    track: CatalogueTrack, session: DemoSession, week: WeekTaste, taste: Taste, *, in_a_burst: bool
) -> float:
    habit = taste.habits.skip_share(track, session.age)
    if habit is not None:
        return habit
    share = _SKIP_SHARE_IN_A_BURST if in_a_burst else _SKIP_SHARE
    share *= _RESTLESSNESS.get(session.mode, 1)
    return share * (_OBSESSION_FACTOR if track is week.obsession else 1)


def _ending(random: RandomStream, length_ms: int, skip_share: float) -> tuple[int, EndReason]:
    if random.happens(skip_share):
        heard_ms = int(random.sample(_SHORT_MS))
    elif random.happens(_FINISHED_SHARE):
        return length_ms, EndReason.TRACK_DONE
    else:
        heard_ms = _partial_ms(random, length_ms)
    return heard_ms, random.weighted_choice(_CUTS, _CUTS_CUMULATIVE)


def _closing(random: RandomStream, length_ms: int) -> tuple[int, EndReason]:
    reason = random.choice(_CLOSINGS)
    return (length_ms if reason == EndReason.TRACK_DONE else _partial_ms(random, length_ms)), reason


def _partial_ms(random: RandomStream, length_ms: int) -> int:
    return _SHORT_PLAY_MS + int(random.sample(_ENDS_AT) * (length_ms - _SHORT_PLAY_MS))
