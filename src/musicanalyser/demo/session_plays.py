"""What is heard in one session, for how long, and how it ends.

The shares and lengths are those measured on published histories: under 30 s are 36 % of plays, 63 %
after another such play; half of all plays reach the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.demo.catalogue import CatalogueTrack, chapter, episode
from musicanalyser.demo.listening_days import DemoSession, Mode
from musicanalyser.demo.preferences import Taste, Week
from musicanalyser.demo.random_draws import Chance, Quantiles
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import EndReason

_SHORT_PLAY_MS = 30_000
_SKIP_SHARE = 0.25
_SKIP_SHARE_IN_A_BURST = 0.68
_RESTLESSNESS = {Mode.ALBUM: 0.6, Mode.RADIO: 1.2, Mode.PODCAST: 0.3, Mode.AUDIOBOOK: 0.2}
_SKIP_SHARE_OF_OFTEN_SKIPPED = 0.72
_OBSESSED = 0.6
"""An obsession is skipped that much less."""
_FINISHED_SHARE = 0.79
"""Of the plays that are not cut short at once."""
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
_LEFT_AT: Quantiles = ((0.0, 0.0), (0.25, 0.24), (0.5, 0.54), (0.75, 0.84), (1.0, 0.99))
"""Where a play that was not finished was left, between 30 s and the end."""
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
    *(
        EndReason.END_PLAY,
        EndReason.END_PLAY,
        EndReason.END_PLAY,
        EndReason.TRACK_DONE,
        EndReason.TRACK_DONE,
        EndReason.LOGOUT,
    ),
    *(EndReason.REMOTE, EndReason.UNEXPECTED_EXIT, EndReason.UNEXPECTED_EXIT_WHILE_PAUSED),
)
_FRESH_ON_THE_RADIO = 0.35
_LOVED_ALBUM_SHARE = 0.12
_VIDEO_EPISODE_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlay:
    """One play as it truly was, and the end that Spotify stamps it with."""

    item: Item
    session: DemoSession
    started_ms: int
    heard_ms: int
    ended_ms: int
    stamped_ms: int
    reason_start: str
    reason_end: str


def sitting(
    session: DemoSession, *, begins_ms: int, week: Week, taste: Taste
) -> Iterator[DemoPlay]:
    """Yield the plays of a session that begins at a moment."""
    chance = Chance(taste.seed, "sitting", session.start_ms)
    queue = _queue(session, week, taste, chance)
    track, clock_ms, reason, in_a_burst = next(queue), begins_ms, chance.pick(_OPENINGS), False
    for left in reversed(range(session.plays)):
        if left:
            skip_share = _skip_share(track, session.mode, week, taste, in_a_burst=in_a_burst)
            heard_ms, reason_end = _ending(chance, track.length_ms, skip_share)
        else:
            heard_ms, reason_end = _closing(chance, track.length_ms)
        paused_ms = int(chance.along(_PAUSE_MS)) if chance.share(_PAUSED_SHARE) else 0
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
        clock_ms = ended_ms + int(chance.along(_GAP_MS))
        in_a_burst = heard_ms < _SHORT_PLAY_MS
        reason = EndReason.CLICK_ROW if reason_end == EndReason.END_PLAY else reason_end
        if reason_end != EndReason.BACK_BUTTON:
            track = next(queue)


def _queue(
    session: DemoSession, week: Week, taste: Taste, chance: Chance
) -> Iterator[CatalogueTrack]:
    match session.mode:
        case Mode.PODCAST:
            return _episodes(session, taste, chance)
        case Mode.AUDIOBOOK:
            return _chapters(session, taste)
        case Mode.VIDEO:
            return _videos(session, week, taste, chance)
        case Mode.RADIO:
            return _radio(week, chance)
        case Mode.ALBUM:
            return _album_and_more(week, taste, chance)
        case Mode.SHUFFLE:
            return _shuffle(week, chance)


def _episodes(session: DemoSession, taste: Taste, chance: Chance) -> Iterator[CatalogueTrack]:
    while True:
        yield episode(taste.seed, session.age // 7 + int(chance.between(0, 3)))


def _chapters(session: DemoSession, taste: Taste) -> Iterator[CatalogueTrack]:
    """Begin one chapter later every night: the listener falls asleep over the others."""
    number = -session.age
    while True:
        yield chapter(taste.seed, number)
        number += 1


def _videos(
    session: DemoSession, week: Week, taste: Taste, chance: Chance
) -> Iterator[CatalogueTrack]:
    episodes = _episodes(session, taste, chance)
    while True:
        if chance.share(_VIDEO_EPISODE_SHARE):
            yield next(episodes)
        else:
            yield chance.weighted(week.tracks, week.cumulative)


def _radio(week: Week, chance: Chance) -> Iterator[CatalogueTrack]:
    while True:
        fresh = week.fresh and chance.share(_FRESH_ON_THE_RADIO)
        yield chance.pick(week.fresh if fresh else week.tracks)


def _album_and_more(week: Week, taste: Taste, chance: Chance) -> Iterator[CatalogueTrack]:
    if chance.share(_LOVED_ALBUM_SHARE):
        yield from taste.loved_album
    else:
        yield from taste.album_of(chance.weighted(week.tracks, week.cumulative))
    yield from _shuffle(week, chance)


def _shuffle(week: Week, chance: Chance) -> Iterator[CatalogueTrack]:
    while True:
        if chance.share(week.grip):
            yield week.obsession
        else:
            yield chance.weighted(week.tracks, week.cumulative)


def _skip_share(
    track: CatalogueTrack, mode: Mode, week: Week, taste: Taste, *, in_a_burst: bool
) -> float:
    if track is taste.often_skipped:
        return _SKIP_SHARE_OF_OFTEN_SKIPPED
    share = _SKIP_SHARE_IN_A_BURST if in_a_burst else _SKIP_SHARE
    return share * _RESTLESSNESS.get(mode, 1) * (_OBSESSED if track is week.obsession else 1)


def _ending(chance: Chance, length_ms: int, skip_share: float) -> tuple[int, EndReason]:
    if chance.share(skip_share):
        heard_ms = int(chance.along(_SHORT_MS))
    elif chance.share(_FINISHED_SHARE):
        return length_ms, EndReason.TRACK_DONE
    else:
        heard_ms = _left_at(chance, length_ms)
    return heard_ms, chance.weighted(_CUTS, _CUTS_CUMULATIVE)


def _closing(chance: Chance, length_ms: int) -> tuple[int, EndReason]:
    reason = chance.pick(_CLOSINGS)
    return (length_ms if reason == EndReason.TRACK_DONE else _left_at(chance, length_ms)), reason


def _left_at(chance: Chance, length_ms: int) -> int:
    return _SHORT_PLAY_MS + int(chance.along(_LEFT_AT) * (length_ms - _SHORT_PLAY_MS))
