"""The truth agrees with itself."""

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from tests.simulators.listener.habits import LEAST_BREAK_MS
from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import MEDIAN
from tests.simulators.listener.timeline import Change, Play, Timeline

_HANDOVER_MS = 1_000
"""By so much the position may fall when the device changes."""


def test_no_play_begins_before_the_last_one_has_ended(life: Timeline) -> None:
    assert all(before.ended_ms <= after.started_ms for before, after in pairwise(life.plays))


def test_nothing_is_heard_faster_than_the_clock(life: Timeline) -> None:
    for play in life.plays:
        wall_ms = play.ended_ms - play.started_ms
        assert 0 < play.heard_ms <= wall_ms
        assert play.pauses or play.heard_ms == wall_ms


def test_more_than_the_length_is_heard_only_after_going_back(life: Timeline) -> None:
    longer = [play for play in life.plays if play.heard_ms > play.track.length_ms]

    assert len(longer) > 100
    assert all(play.seeks_back or _on_two_devices(life, play) for play in longer)


def test_a_finished_play_that_nobody_moved_was_heard_whole(life: Timeline) -> None:
    whole = [
        play for play in life.plays if play.finished and not (play.seeks_forward + play.seeks_back)
    ]

    assert len(whole) > 3_000
    assert all(abs(play.heard_ms - play.track.length_ms) <= 2 * _HANDOVER_MS for play in whole)


def test_the_state_shows_each_play_at_its_time_and_never_past_the_end(life: Timeline) -> None:
    for play in life.plays:
        middle = life.at((play.started_ms + play.ended_ms) // 2)
        start, last = life.at(play.started_ms), life.at(play.ended_ms - 1)
        assert start.track is middle.track is last.track is play.track
        assert start.position_at(play.started_ms) == 0
        assert last.position_at(play.ended_ms - 1) < play.track.length_ms


def test_the_time_heard_is_the_time_the_state_moves(life: Timeline) -> None:
    for play in life.plays:
        changes = _during(life, play)
        ends = [*(change.at_ms for change in changes[1:]), play.ended_ms]
        moved = sum(
            end - change.at_ms for change, end in zip(changes, ends, strict=True) if change.moving
        )
        assert moved == play.heard_ms


def test_who_presses_forward_or_hears_to_the_end_gets_what_the_queue_said(life: Timeline) -> None:
    promised = kept = 0
    for before, after in pairwise(life.plays):
        upcoming = life.at(before.ended_ms - 1).upcoming
        if before.reason_end in {"fwdbtn", "trackdone"} and upcoming:
            near = after.started_ms - before.ended_ms < LEAST_BREAK_MS
            repeated = after.track is before.track
            promised += near and not repeated
            kept += near and not repeated and after.track is upcoming[0]

    assert promised == kept > 10_000


def test_a_click_may_jump_the_queue(life: Timeline) -> None:
    jumped = [
        after.track not in life.at(before.ended_ms - 1).upcoming[:1]
        for before, after in pairwise(life.plays)
        if before.reason_end == "endplay"
    ]

    assert fmean(jumped) > 0.97  # at the end of a list, a click may hit the very next
    assert {play.reason_start for play in life.plays} == {
        "backbtn", "clickrow", "fwdbtn", "trackdone"
    }  # fmt: skip


def test_with_a_crossfade_a_finished_play_is_that_much_shorter() -> None:
    life = listen(replace(MEDIAN, crossfade_ms=5_000), hours=20, seed=1)
    whole = [play for play in life.plays if play.finished and not play.seeks_back]

    assert all(play.heard_ms <= play.track.length_ms - 5_000 + _HANDOVER_MS for play in whole)


def test_editing_the_queue_does_not_look_like_a_change_of_the_playback() -> None:
    life = listen(replace(MEDIAN, edit_share=1.0), hours=10, seed=1)
    edits = [
        (before, after)
        for before, after in pairwise(life.changes)
        if after.track and after.changed_ms < after.at_ms
    ]

    assert len(edits) > 200
    for before, after in edits:
        assert after.changed_ms == before.changed_ms
        assert after.position_ms == before.position_at(after.at_ms)


def _during(life: Timeline, play: Play) -> list[Change]:
    first = bisect_left(life.changes, play.started_ms, key=lambda change: change.at_ms)
    until = bisect_left(life.changes, play.ended_ms, key=lambda change: change.at_ms)
    return life.changes[first:until]


def _on_two_devices(life: Timeline, play: Play) -> bool:
    """Whether it may have fallen back a little by moving to another device, perhaps of one kind."""
    changes = _during(life, play)
    fell_ms = [before.position_at(it.at_ms) - it.position_ms for before, it in pairwise(changes)]
    return len(changes) > 1 and max(fell_ms) <= _HANDOVER_MS
