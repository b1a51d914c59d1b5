"""What holds for any answers of a player, in any order, and wherever a run is interrupted."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tolerances import BOUND_ERROR_MS
from musicanalyser.listening.tracking.tracker import add_upcoming, step
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from musicanalyser.store.live import tracker_state
from tests.listening.tracking.tapes import LENGTH_MS, START_MS, Tape, song

NAMES = "ABCDE"
Answer = PlayerSample | Upcoming


@st.composite
def arbitrary_answers(draw: st.DrawFn) -> list[Answer]:
    """Draw answers that no sane player would give."""
    at_ms = START_MS
    answers: list[Answer] = []
    for _ in range(draw(st.integers(1, 14))):
        at_ms += draw(
            st.sampled_from([0, 1, 900, 8_000, 29_000, 61_000, 700_000, 9_000_000, -5_000, -90_000])
        )
        if draw(st.integers(0, 4)) == 0:
            items = draw(st.lists(st.sampled_from(NAMES), max_size=5))
            queued = tuple(Queued(item=song(name), length_ms=LENGTH_MS) for name in items)
            current = draw(st.none() | st.sampled_from(NAMES).map(song))
            answers.append(Upcoming(at_ms=at_ms, current=current, items=queued))
            continue
        activity = draw(st.sampled_from([Activity.ITEM] * 5 + list(Activity)))
        is_item = activity is Activity.ITEM
        answers.append(
            PlayerSample(
                at_ms=at_ms,
                activity=activity,
                item=song(draw(st.sampled_from(NAMES))) if is_item else None,
                length_ms=draw(st.sampled_from([LENGTH_MS, LENGTH_MS, 20_000, None])),
                progress_ms=draw(st.none() | st.integers(0, LENGTH_MS + 50_000)),
                is_playing=draw(st.booleans()),
                changed_ms=draw(st.none() | st.integers(-40_000, 3_000).map(at_ms.__add__)),
                context=draw(st.sampled_from(["c1", "c2"])),
                shuffle=draw(st.booleans()),
                repeats_track=draw(st.integers(0, 9)) == 0,
            )
        )
    return answers


@st.composite
def likely_answers(draw: st.DrawFn) -> list[Answer]:
    """Draw what a listener does by hand, sampled at any time."""
    tape = Tape(queue=list("BCDEABCDE")).poll()
    for _ in range(draw(st.integers(1, 25))):
        match draw(st.integers(0, 9)):
            case 0 | 1:
                tape.play(draw(st.sampled_from(NAMES)))
            case 2:
                tape.pause()
            case 3:
                tape.resume()
            case 4:
                tape.seek(draw(st.integers(0, 199)))
            case _:
                tape.run(draw(st.sampled_from([0.4, 3, 8, 15, 29, 180]))).poll()
    return list(tape.samples)


ANSWERS = arbitrary_answers() | likely_answers()


def fold(state: TrackerState, answers: list[Answer]) -> tuple[TrackerState, list[Sighting]]:
    finished: list[Sighting] = []
    for one in answers:
        if isinstance(one, Upcoming):
            state = add_upcoming(state, one)
        else:
            after = step(state, one)
            state = after.state
            finished += after.finished
    return state, finished


@given(ANSWERS)
def test_the_time_heard_lies_within_its_bounds_and_never_exceeds_the_clock(
    answers: list[Answer],
) -> None:
    state = TrackerState()
    for one in answers:
        before = state
        state, finished = fold(state, [one])
        for play in finished:
            known = play.observation
            assert known is not None
            assert known.started_ms is not None
            assert 0 <= known.low_ms <= play.played_ms <= known.high_ms
            assert play.played_ms <= play.ended_ms - known.started_ms
            latest_ms = max(play.ended_ms, one.at_ms, before.polled_ms or 0)
            assert known.high_ms <= latest_ms - known.started_ms + BOUND_ERROR_MS
            assert 0 <= known.confidence <= 1


@given(ANSWERS)
def test_plays_come_in_order_of_time_and_never_overlap(answers: list[Answer]) -> None:
    forward = [one for one in answers if one.at_ms >= START_MS]
    forward.sort(key=lambda one: one.at_ms)
    _, finished = fold(TrackerState(), forward)
    for before, after in pairwise(finished):
        assert after.observation is not None
        assert after.observation.started_ms is not None
        assert before.ended_ms <= after.observation.started_ms


@given(ANSWERS)
def test_the_same_sample_twice_changes_nothing(answers: list[Answer]) -> None:
    samples: list[Answer] = [one for one in answers if isinstance(one, PlayerSample)]
    doubled = [one for sample in samples for one in (sample, sample)]
    assert fold(TrackerState(), doubled) == fold(TrackerState(), samples)


@given(ANSWERS, st.data())
@settings(max_examples=60)
def test_a_run_that_is_interrupted_anywhere_continues_as_if_it_had_not_been(
    answers: list[Answer], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(answers)))
    first, finished = fold(TrackerState(), answers[:cut])
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("create table watching (id integer primary key, saved_ms, state)")
        tracker_state.save(conn, first, at_ms=START_MS)
        again = tracker_state.load(conn)
    assert again == first
    state, more = fold(again, answers[cut:])
    assert (state, finished + more) == fold(TrackerState(), answers)


@given(st.lists(st.sampled_from([2.0, 5.0, 8.0, 12.0, 20.0, 29.0]), min_size=5, max_size=40))
def test_the_polling_rate_does_not_change_the_ends_of_long_plays(gaps_s: list[float]) -> None:
    """Each track is heard for 65 s, so that no gap is long enough to miss one."""
    tape = Tape(now_s=0.0).poll().run(1).play("A").run(1).poll()
    next_s, names = 66.0, iter("BCDEFGHIJKLMNOPQRSTUVWXYZ")
    for gap_s in gaps_s:
        left_s = gap_s
        while tape.now_s + left_s >= next_s:
            left_s -= next_s - tape.now_s
            tape.run(next_s - tape.now_s).play(next(names, "Z"))
            next_s += 65.0
        tape.run(left_s).poll()
    for one in tape.finished:
        assert abs(one.played_ms - 65_000) <= 1


def test_a_saved_state_of_another_version_is_replaced_by_a_new_one() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("create table watching (id integer primary key, saved_ms, state)")
        conn.execute("insert into watching values (1, 0, '{\"open_play\": 7}')")
        assert tracker_state.load(conn) == TrackerState()
    assert replace(TrackerState(), idle_samples=1) != TrackerState()
