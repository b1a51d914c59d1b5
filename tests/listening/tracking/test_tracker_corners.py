"""What the tracker makes of rarer events; a planted bug showed the need for each test."""

from musicanalyser.listening.tracking.crossfade import usual_overlap_ms
from musicanalyser.listening.tracking.tracker import add_upcoming
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from tests.listening.tracking.tapes import LENGTH_MS, START_MS, Tape, song

LONG_QUEUE = list("BCDEFGHIJKLMNOP")


def playing(seconds: float = 60, *, length_ms: int = LENGTH_MS, queue: str = "") -> Tape:
    tape = Tape(queue=list(queue)).poll().run(5).play("A", length_ms=length_ms).run(5).poll()
    while tape.now_s < seconds + 5:
        tape.run(min(25, seconds + 5 - tape.now_s)).poll()
    return tape


def ad(tape: Tape) -> Tape:
    at_ms = tape.sample().at_ms
    return tape.feed(PlayerSample(at_ms=at_ms, activity=Activity.AD, is_playing=True))


def knows(tape: Tape, current: str, *following: tuple[str, int]) -> Tape:
    items = tuple(Queued(item=song(name), length_ms=length_ms) for name, length_ms in following)
    upcoming = Upcoming(at_ms=tape.sample().at_ms, current=song(current), items=items)
    tape.state = add_upcoming(tape.state, upcoming)
    return tape


def test_one_sample_of_nothing_after_an_ad_ends_no_play() -> None:
    tape = ad(playing().run(4)).run(4).poll_nothing().run(4).poll()
    assert tape.summary == []


def test_the_time_of_an_ad_within_a_play_was_not_heard() -> None:
    tape = ad(ad(playing().run(2)).run(28))
    tape.now_s += 1  # the ad goes on for a second, and the play then does for two
    tape.position_s = 62
    tape.run(2).poll().run(2).play("B").run(3).poll()
    assert tape.summary[0][:2] == ("A", 66)
    assert tape.finished[0].observation is not None
    assert tape.finished[0].observation.high_ms < 70_000


def test_after_a_sample_of_nothing_the_queue_says_nothing() -> None:
    tape = playing(24, queue="BCDEFGHIJ").run(4).poll_nothing().run(10).play("D").run(3).poll()
    assert [name for name, *_ in tape.summary] == ["A"]


def test_a_play_that_was_absent_did_not_go_on_until_the_next_began() -> None:
    tape = playing().run(8).poll_nothing().run(12).play("B").run(5).poll()
    assert tape.finished[0].played_ms == 68_000


def test_a_late_sample_changes_nothing() -> None:
    tape = playing()
    late = tape.sample(at_ms=tape.sample().at_ms - 5_000, item=song("Z"), progress_ms=100)
    before = tape.state
    assert tape.feed(late).summary == []
    assert tape.state == before


def test_a_queue_is_forgotten_when_its_order_changes() -> None:
    tape = playing(24, queue="".join(LONG_QUEUE))
    tape.queue, tape.context = [], "spotify:playlist:2"
    tape.run(10).poll().run(10).play("D").run(4).poll()
    assert [name for name, *_ in tape.summary] == ["A"]


def test_a_queue_of_another_track_is_ignored() -> None:
    tape = knows(playing(24), "Z", ("B", LENGTH_MS), ("C", LENGTH_MS)).run(10).play("C")
    assert [name for name, *_ in tape.run(4).poll().summary] == ["A"]


def test_the_queue_is_followed_from_track_to_track() -> None:
    tape = playing(24, queue="".join(LONG_QUEUE)).run(10).play("B").run(4).poll()
    tape.queue = []
    tape.run(10).play("C").run(2).play("D").run(4).poll()
    assert [name for name, *_ in tape.summary] == ["A", "B", "C"]


def test_a_silence_shorter_than_the_rest_of_a_long_item_is_bridged() -> None:
    tape = playing(length_ms=3_600_000).run(1_200).poll().run(5).play("B").run(2).poll()
    assert tape.summary == [("A", 1_265, "fwdbtn")]


def test_a_play_that_is_joined_late_did_not_begin_before_the_last_one_ended() -> None:
    tape = playing().run(7_200).play("B", at_s=7_150, length_ms=8_000_000).poll()
    assert tape.summary == [("A", 200, "unknown")]
    assert tape.state.open_play is not None
    assert tape.state.open_play.started_ms == tape.finished[0].ended_ms


def test_time_between_a_resume_and_a_pause_in_one_gap_was_heard() -> None:
    tape = playing(30).run(4).pause().run(6).poll().resume().run(10).pause().run(4).poll()
    tape.run(5).play("B").run(2).poll()
    assert tape.summary == [("A", 44, "endplay")]


def test_a_repeated_track_resumed_from_a_pause_reached_its_end() -> None:
    tape = playing(30).pause().run(5).poll(repeats_track=True).run(5)
    tape.now_s += 170
    tape.play("A").run(15).poll(repeats_track=True)
    assert tape.summary == [("A", 200, "trackdone")]


def test_a_seek_to_near_the_start_is_no_restart() -> None:
    tape = playing().run(4).seek(3).run(6).poll().run(5).play("B").run(2).poll()
    assert tape.summary == [("A", 75, "fwdbtn")]


def test_a_track_left_just_before_its_end_for_a_later_one_was_skipped() -> None:
    tape = playing(190, queue="BCDEFGHIJ").run(5).play("B").run(2).play("C").run(3).poll()
    assert [reason for *_, reason in tape.summary] == ["fwdbtn", "fwdbtn"]


def test_a_short_track_that_fits_into_a_gap_was_heard_to_its_end() -> None:
    tape = knows(playing(190), "A", ("B", 12_000), ("C", LENGTH_MS))
    tape.run(10).play("B", length_ms=12_000).run(12).play("C").run(4).poll()
    assert tape.summary == [("A", 200, "trackdone"), ("B", 12, "trackdone")]


def test_a_track_that_is_paused_at_its_first_sample_began_before_its_pause() -> None:
    tape = playing().run(7).play("B").run(5).pause().run(6).poll()
    assert tape.finished[0].played_ms == 67_000
    assert tape.state.open_play is not None
    assert tape.state.open_play.started_ms == START_MS + 72_000
    assert tape.state.open_play.heard_ms == 5_000


def test_in_a_gap_of_a_minute_the_next_of_the_queue_certainly_followed() -> None:
    tape = playing(queue="BCDEFGHIJ").run(50).play("B").run(10).poll()
    assert tape.summary == [("A", 110, "fwdbtn")]


def test_an_overlap_shorter_than_a_jitter_is_no_crossfade() -> None:
    assert usual_overlap_ms([300] * 8) == 0
    assert usual_overlap_ms([5_000] * 8) == 5_000
    assert usual_overlap_ms([5_000] * 4) == 0
