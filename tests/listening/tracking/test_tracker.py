"""What the tracker makes of a player that is sampled now and then."""

import pytest

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import step
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import ItemKind
from musicanalyser.model.player import Activity, PlayerSample
from tests.listening.tracking.tapes import START_MS, Tape, song


def bounds(one: Sighting) -> tuple[int, int]:
    assert one.observation is not None
    return one.observation.low_ms, one.observation.high_ms


def playing(name: str = "A", *, seconds: float = 60) -> Tape:
    """Return a tape on which a track has been heard from its start for a while."""
    tape = Tape().poll().run(5).play(name).run(5).poll()
    while tape.now_s < seconds + 5:
        tape.run(min(25, seconds + 5 - tape.now_s)).poll()
    return tape


def test_a_play_ends_where_the_next_began_even_if_sampled_late() -> None:
    tape = playing(seconds=60).run(7.3).play("B").run(20).poll()
    assert tape.finished[0].played_ms == 67_300
    assert tape.finished[0].reason_end == "fwdbtn"
    assert tape.finished[0].ended_ms == START_MS + 72_300


def test_a_play_begins_where_its_position_says_not_at_its_first_sample() -> None:
    tape = playing(seconds=60).run(7).play("B").run(20).poll().run(3).play("C").run(1).poll()
    assert tape.finished[1].observation is not None
    assert tape.finished[1].observation.started_ms == tape.finished[0].ended_ms
    assert tape.finished[1].played_ms == 23_000


def test_a_track_that_is_followed_at_its_end_is_done() -> None:
    tape = playing(seconds=190).run(10).play("B").run(3).poll()
    assert tape.summary == [("A", 200, "trackdone")]


def test_a_pause_is_not_heard() -> None:
    tape = playing(seconds=30).run(4).pause().run(6).poll().run(100).poll().resume().run(20).poll()
    tape.run(2).play("B").run(5).poll()
    assert tape.summary == [("A", 56, "fwdbtn")]
    assert tape.finished[0].ended_ms - START_MS == 167_000


def test_a_pause_between_two_samples_is_not_heard_but_widens_the_bounds() -> None:
    tape = playing(seconds=60).run(4).pause().run(10).resume().run(6).poll()
    tape.run(2).play("B").run(5).poll()
    assert tape.summary == [("A", 72, "fwdbtn")]
    low_ms, high_ms = bounds(tape.finished[0])
    assert low_ms <= 72_000
    assert high_ms >= 82_000


def test_something_else_chosen_in_a_pause_ends_the_play_where_it_was_paused() -> None:
    tape = playing(seconds=30).run(4).pause().run(6).poll().run(60).play("Z").run(5).poll()
    assert tape.summary == [("A", 34, "endplay")]
    assert tape.finished[0].ended_ms - START_MS == 39_000
    assert bounds(tape.finished[0])[1] > 90_000  # it may have gone on unseen
    assert tape.finished[0].observation is not None
    assert tape.finished[0].observation.latest_ms == START_MS + 105_000


@pytest.mark.parametrize("to_s", [150, 20])
def test_a_seek_is_heard_for_as_long_as_the_clock_ran(to_s: float) -> None:
    tape = playing(seconds=60).run(4).seek(to_s).run(6).poll().run(5).play("B").run(2).poll()
    assert tape.summary == [("A", 75, "fwdbtn")]


def test_a_track_that_repeats_by_itself_is_two_plays() -> None:
    tape = playing(seconds=190).run(10).play("A").run(8).poll().run(30).play("B").run(4).poll()
    assert tape.summary == [("A", 200, "trackdone"), ("A", 38, "fwdbtn")]


def test_a_track_that_is_restarted_is_two_plays() -> None:
    tape = playing(seconds=60).run(12).play("A").run(8).poll().run(10).play("B").run(4).poll()
    assert tape.summary == [("A", 72, "backbtn"), ("A", 18, "fwdbtn")]


def test_the_time_of_the_last_change_separates_an_early_restart_from_a_pause() -> None:
    tape = Tape().poll().run(5).play("A").run(6).poll().run(2).play("A").run(7).poll()
    tape.run(3).play("B").run(1).poll()
    assert tape.summary == [("A", 8, "backbtn"), ("A", 10, "fwdbtn")]


def test_unobserved_skips_follow_from_the_queue() -> None:
    tape = Tape(queue=["B", "C", "D", "E", "F", "G", "H"]).poll().run(1).play("A").run(4).poll()
    tape.run(20).poll().run(10).play("B").run(2).play("C").run(2).play("D").run(6).poll()
    assert [name for name, _, _ in tape.summary] == ["A", "B", "C"]
    assert [reason for _, _, reason in tape.summary] == ["fwdbtn"] * 3
    for one in tape.finished[1:]:
        assert one.observation is not None
        assert one.observation.is_inferred
        assert (one.observation.low_ms, one.played_ms > 0) == (0, True)
        assert one.played_ms < 30_000


def test_a_jump_over_more_than_four_tracks_is_a_click() -> None:
    tape = Tape(queue=list("BCDEFGHIJ")).poll().run(1).play("A").run(4).poll()
    tape.run(20).play("G").run(6).poll()
    assert tape.summary == [("A", 24, "endplay")]


def test_a_track_that_is_not_in_the_queue_was_chosen() -> None:
    tape = Tape(queue=list("BCDEFGHIJ")).poll().run(1).play("A").run(4).poll()
    tape.run(20).play("Z").run(6).poll()
    assert tape.summary == [("A", 24, "endplay")]


def test_the_previous_track_comes_by_the_back_button() -> None:
    tape = Tape(queue=list("BCDEFGHIJ")).poll().run(1).play("A").run(4).poll()
    tape.run(20).play("B").run(6).poll().run(4).play("A").run(3).poll()
    assert tape.summary == [("A", 24, "fwdbtn"), ("B", 10, "backbtn")]


def test_one_sample_of_nothing_ends_no_play() -> None:
    tape = playing(seconds=60).run(8).poll_nothing().run(8).poll().run(4).play("B").run(2).poll()
    assert tape.summary == [("A", 80, "fwdbtn")]


def test_two_answers_of_nothing_in_the_middle_of_a_play_do_not_cut_it() -> None:
    tape = playing(seconds=60).run(8).poll_nothing().run(8).poll_nothing().run(8).poll()
    tape.run(4).play("B").run(2).poll()
    assert tape.summary == [("A", 88, "fwdbtn")]


def test_something_unnamed_does_not_interrupt_a_position_that_moves_with_the_clock() -> None:
    tape = playing(seconds=60).run(8)
    unnamed(tape, playing=True).run(8).poll().run(4).play("B").run(2).poll()
    assert tape.summary == [("A", 80, "fwdbtn")]


def test_three_samples_of_nothing_end_a_play_somewhere_in_the_gap() -> None:
    tape = playing(seconds=60).run(8).poll_nothing().run(8).poll_nothing().run(8).poll_nothing()
    assert tape.summary == [("A", 64, "endplay")]
    low_ms, high_ms = bounds(tape.finished[0])
    assert low_ms <= 60_000
    assert high_ms >= 68_000


def test_the_last_track_ended_if_nothing_plays_after_its_end() -> None:
    tape = playing(seconds=195).run(12).poll_nothing().run(15).poll_nothing()
    assert tape.summary == [("A", 200, "trackdone")]


def test_a_last_track_that_is_paused_at_its_start_has_ended() -> None:
    tape = playing(seconds=195).run(8).seek(0).pause().poll()
    assert tape.summary == [("A", 200, "trackdone")]
    tape.run(30).poll().run(3_600).poll()
    assert len(tape.finished) == 1


def test_a_dead_client_at_the_end_of_a_track_plays_nothing() -> None:
    tape = playing(seconds=195).run(20).poll().run(60).poll().run(3_600).poll().run(5).poll()
    assert tape.summary == [("A", 200, "trackdone")]
    assert tape.state.open_play is None


def test_the_time_of_an_ad_belongs_to_no_play() -> None:
    tape = playing(seconds=195).run(6)
    tape.feed(PlayerSample(at_ms=tape.sample().at_ms, activity=Activity.AD, is_playing=True))
    tape.run(28).play("B").run(4).poll().run(20).poll().run(3).play("C").run(2).poll()
    assert tape.summary == [("A", 200, "trackdone"), ("B", 27, "fwdbtn")]


def test_a_sample_without_a_position_changes_nothing() -> None:
    tape = playing(seconds=60).run(8).poll(progress_ms=None).run(8).poll().run(4).play("B").run(2)
    assert tape.poll().summary == [("A", 80, "fwdbtn")]


def test_a_play_that_was_running_at_the_first_sample_is_taken_as_heard_but_uncertain() -> None:
    tape = Tape().play("A").run(90).poll().run(10).play("B").run(3).poll()
    assert tape.summary == [("A", 100, "fwdbtn")]
    assert bounds(tape.finished[0])[0] <= 10_000


def test_a_track_resumed_in_the_middle_was_not_heard_from_its_start() -> None:
    tape = Tape().play("A", at_s=80).pause().poll().run(60).resume().run(10).poll()
    tape.run(5).play("B").run(3).poll()
    assert tape.summary == [("A", 15, "fwdbtn")]


def test_after_a_long_silence_a_play_ends_at_its_end_for_an_unknown_reason() -> None:
    tape = playing(seconds=60).run(7_200).play("B").run(5).poll()
    assert tape.summary == [("A", 200, "unknown")]
    assert bounds(tape.finished[0])[0] <= 60_000
    assert tape.state.open_play is not None
    assert tape.state.open_play.started_ms == START_MS + 7_265_000


def test_after_a_silence_of_minutes_the_queue_says_nothing() -> None:
    tape = Tape(queue=list("BCDEFGHIJ")).poll().run(1).play("A").run(4).poll()
    tape.run(300).play("C").run(6).poll()
    assert tape.summary == [("A", 200, "unknown")]


def test_a_pause_of_more_than_half_an_hour_ends_a_play() -> None:
    tape = playing(seconds=30).run(4).pause().run(6).poll().run(1_900).poll()
    assert tape.summary == [("A", 34, "endplay")]
    tape.run(10).poll()
    assert len(tape.finished) == 1


def test_a_crossfade_is_learnt_from_changes_of_track() -> None:
    tape = Tape().poll().run(5).play("A0")
    for number in range(1, 9):
        for _ in range(9):
            tape.run(21).poll()
        tape.run(2).play(f"A{number}").run(3).poll()
    reasons = [reason for _, _, reason in tape.summary]
    assert reasons[-1] == "trackdone"
    assert set(reasons[:3]) == {"fwdbtn"}


def test_a_private_play_is_marked() -> None:
    tape = Tape(private=True).poll().run(5).play("A").run(5).poll().run(5).play("B").run(2).poll()
    assert tape.finished[0].private is True


def test_an_episode_is_tracked_without_reading_the_queue() -> None:
    tape = Tape(queue=["X"]).poll().run(5).play("A")
    tape.item = song("A", ItemKind.PODCAST)
    tape.run(5).poll().run(10).play("B").run(2).poll()
    assert tape.finished[0].item.kind is ItemKind.PODCAST
    assert tape.summary == [("A", 15, "unknown")]


def test_a_track_that_is_paused_at_its_start_was_not_played() -> None:
    tape = playing(seconds=195).run(5).play("B").pause().run(3).poll().run(3_600).poll()
    assert tape.summary == [("A", 200, "trackdone")]


def test_a_clock_that_is_set_back_loses_no_play() -> None:
    tape = playing(seconds=60)
    earlier = tape.sample(at_ms=START_MS - 3_600_000, item=song("B"), progress_ms=4_000)
    tape.feed(earlier)
    assert tape.summary == [("A", 200, "unknown")]
    assert tape.state.open_play is not None
    assert tape.state.open_play.item == song("B")


def test_a_first_sample_of_nothing_begins_no_play() -> None:
    after = step(TrackerState(), PlayerSample(at_ms=START_MS, activity=Activity.NOTHING))
    assert after.state.open_play is None
    assert after.finished == ()


def unnamed(tape: Tape, *, playing: bool, activity: Activity = Activity.UNKNOWN) -> Tape:
    at_ms = tape.sample().at_ms
    return tape.feed(PlayerSample(at_ms=at_ms, activity=activity, is_playing=playing))


def test_a_device_without_an_item_is_like_no_device() -> None:
    tape = playing(seconds=60).run(8)
    for _ in range(3):
        unnamed(tape, playing=False).run(8)
    assert tape.summary == [("A", 64, "endplay")]
    assert tape.state.idle_samples == 3


def test_something_without_a_name_that_goes_on_ends_the_play_before_it() -> None:
    tape = playing(seconds=60).run(4)
    for _ in range(90):
        unnamed(tape, playing=True).run(8)
    assert tape.summary == [("A", 62, "endplay")]
    assert tape.state.open_play is None
    assert tape.state.idle_samples > 0


def test_a_dead_client_just_before_the_end_of_a_track_plays_nothing() -> None:
    tape = playing(seconds=190).run(8)
    for _ in range(40):
        tape.run(4).poll(progress_ms=199_600)
    assert tape.summary == [("A", 200, "trackdone")]
    assert tape.state.open_play is None
    assert tape.state.idle_samples > 20


def test_a_play_that_was_absent_before_a_long_silence_ended_there() -> None:
    tape = playing(seconds=60).run(8).poll_nothing().run(7_200).poll_nothing()
    assert tape.summary == [("A", 64, "endplay")]


def test_a_track_without_positions_is_never_heard_for_longer_than_its_length() -> None:
    tape = Tape().poll().run(5).play("A").run(5).poll(progress_ms=None)
    for _ in range(400):
        tape.run(29).poll(progress_ms=None)
    tape.play("B").run(5).poll()
    assert tape.finished[0].played_ms <= 200_000


def test_a_pause_just_before_the_end_is_the_end_unless_playback_resumes() -> None:
    tape = playing(seconds=195).run(4).pause().run(3).poll()
    assert tape.summary == []
    tape.run(60).resume().run(0.5).poll().seek(20).run(8).poll().run(4).play("B").run(2).poll()
    assert tape.summary == [("A", 212, "fwdbtn")]


def test_a_track_left_in_a_pause_at_its_end_was_heard_to_the_end() -> None:
    tape = playing(seconds=195).run(4).pause().run(3).poll().run(60).play("B").run(5).poll()
    assert tape.summary == [("A", 199, "trackdone")]


def test_an_answer_older_than_the_last_one_is_dropped_once() -> None:
    tape = playing(seconds=60)
    old = tape.sample()
    tape.play("B").run(5).poll()
    stale = {"item": old.item, "changed_ms": old.changed_ms, "progress_ms": 65_000}
    tape.run(5).poll(**stale).run(5).poll().play("C").run(2).poll()
    assert [title for title, _, _ in tape.summary] == ["A", "B"]


def test_a_device_whose_stamps_are_behind_is_believed_the_second_time() -> None:
    tape = playing(seconds=60).play("B").run(5).poll().play("C")
    for _ in range(2):
        tape.run(5).poll(changed_ms=START_MS - 3_600_000)
    assert [title for title, _, _ in tape.summary] == ["A", "B"]


def test_a_position_that_stays_at_the_start_counts_by_the_clock_between_its_bounds() -> None:
    tape = Tape().poll().run(5).play("A").poll()
    for _ in range(3):
        tape.run(20).poll(progress_ms=0)
    tape.play("B").run(2).poll()
    ((title, heard_s, _),) = tape.summary
    assert (title, heard_s) == ("A", 60)
    assert bounds(tape.finished[0])[0] == 0
