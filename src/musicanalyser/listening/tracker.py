"""From samples of the player to finished plays: a fold whose state is a value.

What a sample cannot show is concluded from the next one: a play ended when the next began, and that
is told by the position of the next, however long ago it was. What came and went between two samples
follows from the order of the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.crossfade import KEPT
from musicanalyser.listening.definitions import MINUTE_MS, STREAM_MS
from musicanalyser.listening.handover import handed_over
from musicanalyser.listening.open_play import OpenPlay, opened, same_item
from musicanalyser.listening.same_track import LONGEST_PAUSE_MS, Change, gone_on, is_over
from musicanalyser.model import (
    Activity,
    Item,
    ItemKind,
    PlayerSample,
    Queued,
    Sighting,
    Upcoming,
)

BLIND_MS = 10 * MINUTE_MS
"""After a silence of that length, what was known before tells nothing of what is now."""
_REWOUND_MS = MINUTE_MS
"""A sample that much older than the last one is of a clock that was set, not a repetition."""
_LAG_MS = 1_600
_UNHEARD_MS = 1_000
"""What stands paused at its very start was only put there, not played."""
_FEW_QUEUED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that must be remembered between two samples.

    ``seen`` is the last sample that told a position of the open play, and ``asked_ms`` when the
    player was last asked at all. ``gone_ms`` is since when something else, or nothing, stands in
    the place of the open play, and ``back_ms`` until when it was seen to. ``upcoming`` is ``None``
    while the order of what follows is not known. ``quiet`` counts the samples since something
    played.
    """

    open: OpenPlay | None = None
    seen: PlayerSample | None = None
    asked_ms: int | None = None
    gone_ms: int | None = None
    back_ms: int | None = None
    previous: Item | None = None
    upcoming: tuple[Queued, ...] | None = None
    queue_asked: bool = False
    early_ms: tuple[int, ...] = ()
    floor_ms: int = 0
    """When the last finished play ended: no other begins before."""
    short_run: int = 0
    """How many short plays in a row came before this one; one as well if there was none before."""
    quiet: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The state after a sample, and the plays that it finished, in the order of time."""

    state: State
    finished: tuple[Sighting, ...] = ()


def step(state: State, sample: PlayerSample) -> Step:
    """Take in one sample; one that was taken in before changes nothing."""
    if state.asked_ms is not None and sample.at_ms <= state.asked_ms:
        if sample.at_ms > state.asked_ms - _REWOUND_MS:
            return Step(state=state)
        return _after(_given_up(state, by_ms=state.asked_ms), sample)
    if state.open is not None and _is_blind(state, sample):
        return _after(_given_up(state, by_ms=sample.at_ms), sample)
    return _understood(state, sample)


def with_upcoming(state: State, upcoming: Upcoming) -> State:
    """Take in the order of what follows, if it is that of the open play."""
    known = state.open is not None and upcoming.current is not None
    if known and state.open and upcoming.current and same_item(state.open.item, upcoming.current):
        return replace(state, upcoming=upcoming.items, queue_asked=True)
    return replace(state, queue_asked=True)


def wants_upcoming(state: State) -> bool:
    """Tell whether the order of what follows is worth a call."""
    if state.open is None or state.open.stopped_ms is not None or state.queue_asked:
        return False
    repeats = state.seen is not None and state.seen.repeat_one
    few = state.upcoming is None or len(state.upcoming) < _FEW_QUEUED
    return few and not repeats and state.open.item.kind is ItemKind.MUSIC


def _understood(state: State, sample: PlayerSample) -> Step:
    if sample.activity is not Activity.ITEM or sample.item is None:
        empty = sample.activity is Activity.NOTHING or not sample.playing
        return _nothing(state, sample) if empty else _interrupted(state, sample)
    if state.open is None or state.seen is None:
        return Step(state=_begun(state, sample, sample.item))
    if not same_item(state.open.item, sample.item):
        return _next(state, state.open, state.seen, sample, sample.item)
    return _same(state, state.open, state.seen, sample)


def _after(given_up: Step, sample: PlayerSample) -> Step:
    """Begin anew with a sample, after the open play was given up."""
    state = replace(given_up.state, asked_ms=None, floor_ms=_floor(given_up, sample))
    found = _understood(state, sample)
    return Step(state=found.state, finished=given_up.finished + found.finished)


def _floor(given_up: Step, sample: PlayerSample) -> int:
    return min(given_up.state.floor_ms, sample.at_ms)


def _is_blind(state: State, sample: PlayerSample) -> bool:
    """Tell whether the silence was so long that anything may have been heard since."""
    if state.open is None or state.seen is None or state.open.stopped_ms is not None:
        return False
    left_ms = _left_ms(state.open, state.seen) or 0
    return sample.at_ms - (state.asked_ms or 0) > max(BLIND_MS, left_ms + MINUTE_MS)


def _left_ms(play: OpenPlay, seen: PlayerSample) -> int | None:
    if play.length_ms is None:
        return None
    return max(0, play.length_ms - (seen.progress_ms or 0))


def _given_up(state: State, *, by_ms: int) -> Step:
    """Close the open play where it ended if nothing interfered, without knowing why."""
    play, seen = state.open, state.seen
    if play is None or seen is None:
        return Step(state=state)
    if play.stopped_ms is not None:
        return _closed(state, play.left(by_ms=by_ms))
    if state.gone_ms is not None:
        return _closed(state, _faded(play, seen, state.gone_ms))
    left_ms = _left_ms(play, seen) or 0
    at_ms = seen.at_ms + left_ms
    ended = play.heard(left_ms, low_ms=0).closed(
        ended_ms=at_ms, by_ms=max(at_ms, by_ms), reason="unknown", confidence=0.3
    )
    return _closed(state, ended)


def _closed(state: State, *finished: Sighting) -> Step:
    """Return the state in which nothing is open any more."""
    last = finished[-1]
    return Step(
        state=replace(
            state,
            open=None,
            seen=None,
            gone_ms=None,
            back_ms=None,
            previous=last.item,
            queue_asked=False,
            floor_ms=max(state.floor_ms, last.ended_ms),
            short_run=_short_run(state.short_run, finished),
        ),
        finished=finished,
    )


def _short_run(before: int, finished: Sequence[Sighting]) -> int:
    """Return how many plays in a row, up to the last one, were short."""
    for play in finished:
        before = before + 1 if play.played_ms < STREAM_MS else 0
    return before


def _nothing(state: State, sample: PlayerSample) -> Step:
    """Nobody plays: once may be a slip of the service, twice is the end of the open play."""
    at_ms = sample.at_ms
    waiting = replace(state, asked_ms=at_ms, quiet=state.quiet + 1)
    if state.open is None or state.seen is None:
        return Step(state=waiting)
    if state.open.stopped_ms is not None:  # a device that pauses for long is soon gone
        return _still_gone(waiting, state.open, state.open.stopped_ms, at_ms)
    if state.gone_ms is None or state.back_ms is not None:
        return Step(state=replace(waiting, gone_ms=state.gone_ms or at_ms, back_ms=None))
    return _closed(waiting, _faded(state.open, state.seen, state.gone_ms))


def _still_gone(state: State, play: OpenPlay, stopped_ms: int, at_ms: int) -> Step:
    """Keep a pause open for as long as it may end by going on."""
    if at_ms - stopped_ms <= LONGEST_PAUSE_MS:
        return Step(state=state)
    return _closed(state, play.left(by_ms=at_ms))


def _faded(play: OpenPlay, seen: PlayerSample, gone_ms: int) -> Sighting:
    """Return a play that was last seen playing, and then nothing was."""
    gap_ms = gone_ms - seen.at_ms
    left_ms = _left_ms(play, seen)
    if left_ms is not None and left_ms <= gap_ms + _LAG_MS:
        at_ms = seen.at_ms + left_ms
        done = play.heard(left_ms)
        return done.closed(ended_ms=at_ms, by_ms=at_ms, reason="trackdone", confidence=0.9)
    half_ms = gap_ms // 2
    left = play.heard(half_ms, low_ms=0, high_ms=gap_ms)
    at_ms = seen.at_ms + half_ms
    return left.closed(ended_ms=at_ms, by_ms=gone_ms, reason="endplay", confidence=0.6)


def _interrupted(state: State, sample: PlayerSample) -> Step:
    """Something without a name stands between two plays, such as an ad: it counts for neither."""
    at_ms = sample.at_ms
    waiting = replace(state, asked_ms=at_ms, quiet=state.quiet + 1)
    if state.open is None:
        return Step(state=waiting)
    gone_ms = at_ms if state.gone_ms is None else state.gone_ms
    between = replace(waiting, gone_ms=gone_ms, back_ms=at_ms, upcoming=None)
    return _given_up(between, by_ms=gone_ms) if at_ms - gone_ms > BLIND_MS else Step(state=between)


def _begun(state: State, sample: PlayerSample, item: Item) -> State:
    """Open a play where none was open."""
    asked = replace(state, asked_ms=sample.at_ms, quiet=state.quiet + 1)
    if not sample.playing or is_over(sample):
        return asked
    position_ms = sample.progress_ms or 0
    since_ms = state.asked_ms
    if since_ms is None or sample.at_ms - since_ms > BLIND_MS:
        play = _joined_late(state, sample, item, position_ms)
    elif sample.at_ms - position_ms >= since_ms - _LAG_MS:
        started_ms = max(sample.at_ms - position_ms, state.floor_ms)
        heard_ms = sample.at_ms - started_ms
        play = opened(sample, item, started_ms=started_ms, reason="playbtn", heard_ms=heard_ms)
    else:
        play = _resumed(state, sample, item, since_ms)
    return replace(
        asked,
        open=play,
        seen=sample,
        quiet=0,
        queue_asked=False,
        upcoming=None,
        short_run=1,
    )


def _joined_late(state: State, sample: PlayerSample, item: Item, position_ms: int) -> OpenPlay:
    """Open a play that was running already: what lies before the position is taken for heard."""
    started_ms = max(sample.at_ms - position_ms, state.floor_ms)
    heard_ms = sample.at_ms - started_ms
    return opened(
        sample, item, started_ms=started_ms, reason="unknown", heard_ms=heard_ms, low_ms=0
    )


def _resumed(state: State, sample: PlayerSample, item: Item, since_ms: int) -> OpenPlay:
    """Open a play that goes on from the middle: it was not playing when last asked."""
    since_ms = max(since_ms, state.floor_ms)
    gap_ms = max(0, sample.at_ms - since_ms)
    changed_ms = sample.changed_ms
    if changed_ms is None or not since_ms <= changed_ms <= sample.at_ms:
        changed_ms = sample.at_ms - gap_ms // 2
    return opened(
        sample,
        item,
        started_ms=changed_ms,
        reason="playbtn",
        heard_ms=sample.at_ms - changed_ms,
        low_ms=0,
        high_ms=gap_ms,
    )


def _same(state: State, play: OpenPlay, seen: PlayerSample, sample: PlayerSample) -> Step:
    """Go on with the open play, as far as a sample shows it going on."""
    asked = replace(state, asked_ms=sample.at_ms, gone_ms=None, back_ms=None)
    if sample.progress_ms is None:
        return Step(state=replace(asked, quiet=0 if sample.playing else state.quiet + 1))
    if state.back_ms is not None:  # an ad took the time since the last sample
        seen = replace(seen, at_ms=min(sample.at_ms, state.back_ms))
    change = gone_on(play, seen, sample)
    if change.closed is None:
        if change.waits:
            return Step(state=replace(asked, quiet=0))
        return Step(state=_kept(asked, change, seen, sample))
    ended = _closed(asked, change.closed)
    if change.play is None:
        return Step(state=replace(ended.state, quiet=1), finished=ended.finished)
    again = replace(ended.state, open=change.play, seen=sample, quiet=0, upcoming=state.upcoming)
    return Step(state=again, finished=ended.finished)


def _kept(state: State, change: Change, seen: PlayerSample, sample: PlayerSample) -> State:
    reordered = (seen.context, seen.shuffle, seen.repeat_one) != (
        sample.context,
        sample.shuffle,
        sample.repeat_one,
    )
    return replace(
        state,
        open=change.play,
        seen=sample,
        quiet=0 if sample.playing else state.quiet + 1,
        upcoming=None if reordered else state.upcoming,
        queue_asked=state.queue_asked and not reordered,
    )


def _next(
    state: State, play: OpenPlay, seen: PlayerSample, sample: PlayerSample, item: Item
) -> Step:
    """Close the open play where the next one began, with what came and went between the two."""
    found = handed_over(
        play,
        seen,
        sample,
        item,
        upcoming=None if seen.repeat_one or state.gone_ms is not None else state.upcoming,
        previous=state.previous,
        gone_ms=state.gone_ms,
        early_ms=state.early_ms,
    )
    ended = _closed(replace(state, asked_ms=sample.at_ms), *found.finished)
    started_ms = max(found.next.started_ms, ended.state.floor_ms)
    begun = replace(found.next, started_ms=min(started_ms, sample.at_ms))
    waits = not sample.playing and (is_over(sample) or begun.heard_ms < _UNHEARD_MS)
    return Step(
        state=replace(
            ended.state,
            open=None if waits else begun,
            seen=None if waits else sample,
            upcoming=found.upcoming,
            early_ms=(*state.early_ms, *found.early_ms)[-KEPT:],
            quiet=0 if sample.playing else state.quiet + 1,
        ),
        finished=ended.finished,
    )
