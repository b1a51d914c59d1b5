"""What holds for whatever a player may say, in whatever order, wherever the run is cut."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import add_upcoming, step
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from musicanalyser.store.live import tracker_state
from tests.listening.tracking.tapes import LENGTH_MS, START_MS, Tape, song

NAMES = "ABCDE"
Observation = PlayerSample | Upcoming


@st.composite
def anything(draw: st.DrawFn) -> list[Observation]:
    """Draw what no player would say in its right mind."""
    at_ms = START_MS
    said: list[Observation] = []
    for _ in range(draw(st.integers(1, 14))):
        at_ms += draw(
            st.sampled_from([0, 1, 900, 8_000, 29_000, 61_000, 700_000, 9_000_000, -5_000, -90_000])
        )
        if draw(st.integers(0, 4)) == 0:
            items = draw(st.lists(st.sampled_from(NAMES), max_size=5))
            queued = tuple(Queued(item=song(name), length_ms=LENGTH_MS) for name in items)
            current = draw(st.none() | st.sampled_from(NAMES).map(song))
            said.append(Upcoming(at_ms=at_ms, current=current, items=queued))
            continue
        activity = draw(st.sampled_from([Activity.ITEM] * 5 + list(Activity)))
        is_item = activity is Activity.ITEM
        said.append(
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
    return said


@st.composite
def something_likely(draw: st.DrawFn) -> list[Observation]:
    """Draw what a listener does by hand, asked at any time."""
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


SAID = anything() | something_likely()


def fold(state: TrackerState, said: list[Observation]) -> tuple[TrackerState, list[Sighting]]:
    heard: list[Sighting] = []
    for one in said:
        if isinstance(one, Upcoming):
            state = add_upcoming(state, one)
        else:
            after = step(state, one)
            state = after.state
            heard += after.finished
    return state, heard


@given(SAID)
def test_what_was_heard_lies_within_its_bounds_and_never_exceeds_the_clock(
    said: list[Observation],
) -> None:
    state = TrackerState()
    for one in said:
        before = state
        state, heard = fold(state, [one])
        for play in heard:
            told = play.observation
            assert told is not None
            assert told.started_ms is not None
            assert 0 <= told.low_ms <= play.played_ms <= told.high_ms
            assert play.played_ms <= play.ended_ms - told.started_ms
            latest_ms = max(play.ended_ms, one.at_ms, before.polled_ms or 0)
            assert told.high_ms <= latest_ms - told.started_ms
            assert 0 <= told.confidence <= 1


@given(SAID)
def test_plays_come_in_the_order_of_time_and_never_overlap(said: list[Observation]) -> None:
    forward = [one for one in said if one.at_ms >= START_MS]
    forward.sort(key=lambda one: one.at_ms)
    _, heard = fold(TrackerState(), forward)
    for before, after in pairwise(heard):
        assert after.observation is not None
        assert after.observation.started_ms is not None
        assert before.ended_ms <= after.observation.started_ms


@given(SAID)
def test_a_sample_that_is_seen_twice_changes_nothing(said: list[Observation]) -> None:
    samples: list[Observation] = [one for one in said if isinstance(one, PlayerSample)]
    doubled = [one for sample in samples for one in (sample, sample)]
    assert fold(TrackerState(), doubled) == fold(TrackerState(), samples)


@given(SAID, st.data())
@settings(max_examples=60)
def test_a_run_that_is_cut_anywhere_goes_on_as_if_it_had_not_been(
    said: list[Observation], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(said)))
    first, heard = fold(TrackerState(), said[:cut])
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("create table watching (id integer primary key, saved_ms, state)")
        tracker_state.save(conn, first, at_ms=START_MS)
        again = tracker_state.load(conn)
    assert again == first
    state, more = fold(again, said[cut:])
    assert (state, heard + more) == fold(TrackerState(), said)


@given(st.lists(st.sampled_from([2.0, 5.0, 8.0, 12.0, 20.0, 29.0]), min_size=5, max_size=40))
def test_how_often_is_asked_does_not_change_when_a_long_play_ends(gaps_s: list[float]) -> None:
    """A listener who hears each track for 65 s: no gap is so long that one could be missed."""
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


def test_a_state_of_another_version_is_no_reason_to_fail() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("create table watching (id integer primary key, saved_ms, state)")
        conn.execute("insert into watching values (1, 0, '{\"open\": 7}')")
        assert tracker_state.load(conn) == TrackerState()
    assert replace(TrackerState(), idle_samples=1) != TrackerState()
