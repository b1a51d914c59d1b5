"""A player of this machine decides only after the service has said the same."""

from dataclasses import replace

import pytest

from musicanalyser.listening.local_agreement import agrees, extrapolate
from musicanalyser.listening.local_player import (
    LocalPlayback,
    decided_sample,
    put_off_look,
    take_change,
    take_look,
)
from musicanalyser.model.player import Activity, LocalSample, PlayerSample
from tests.flows.players import LENGTH_MS, START_MS, song

SEEN = PlayerSample(
    at_ms=START_MS,
    activity=Activity.ITEM,
    item=song("A"),
    length_ms=LENGTH_MS,
    progress_ms=50_000,
    is_playing=True,
    device="Computer",
    device_key="here",
)
LOCAL = LocalSample(
    player="spotify",
    sample=replace(SEEN, device=None, device_key=None),
    is_mirror=True,
)
PAUSED = replace(LOCAL, sample=replace(LOCAL.sample, is_playing=False))
PHONE = replace(SEEN, device="Smartphone", device_key="there")
NOTHING = PlayerSample(at_ms=START_MS, activity=Activity.NOTHING)


def confirmed() -> LocalPlayback:
    state = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    assert not state.is_look_due(START_MS + 1_599)
    assert state.is_look_due(START_MS + 1_600)
    return take_look(state, SEEN, now_ms=START_MS)


@pytest.mark.parametrize(
    "seen",
    [
        NOTHING,
        PHONE,
        replace(SEEN, item=song("B")),
        replace(SEEN, is_playing=False),
        replace(SEEN, progress_ms=46_900),
        replace(SEEN, progress_ms=53_100),
        replace(SEEN, length_ms=LENGTH_MS + 2_100),
    ],
)
def test_what_the_service_contradicts_is_not_confirmed(seen: PlayerSample) -> None:
    assert not agrees(LOCAL, seen, known=None)


@pytest.mark.parametrize(
    "seen",
    [
        SEEN,
        replace(SEEN, progress_ms=47_100),
        replace(SEEN, length_ms=None),
        replace(SEEN, length_ms=LENGTH_MS + 1_900),
        replace(SEEN, at_ms=START_MS + 9_000, progress_ms=59_000),
    ],
)
def test_what_the_service_says_a_little_late_is_confirmed(seen: PlayerSample) -> None:
    assert agrees(LOCAL, seen, known=None)


def test_a_speaker_counts_where_a_player_shows_only_its_own_playback() -> None:
    speaker = replace(SEEN, device="Speaker")
    assert not agrees(LOCAL, speaker, known=None)
    assert agrees(replace(LOCAL, is_mirror=False), speaker, known=None)


def test_another_computer_is_not_this_one() -> None:
    assert not agrees(LOCAL, replace(SEEN, device_key="there"), known=SEEN)


def test_without_an_address_the_title_must_be_the_same() -> None:
    item = song("A")._replace(uri=None, title="SONG A")
    nameless = replace(LOCAL, sample=replace(LOCAL.sample, item=item))
    assert agrees(nameless, SEEN, known=None)
    assert not agrees(nameless, replace(SEEN, item=song("B")), known=None)
    assert decided_sample(LocalPlayback(confirmed=SEEN), nameless).item == song("A")


def test_a_confirmed_player_is_asked_about_again_after_ten_minutes() -> None:
    state = confirmed()
    assert state.is_confirmed
    assert not state.is_look_due(START_MS + 599_999)
    assert state.is_look_due(START_MS + 600_000)


def test_late_answers_do_not_end_a_decision_but_the_third_does() -> None:
    state = confirmed()
    for expected in (True, True, False):
        state = take_look(state, replace(SEEN, item=song("B")), now_ms=START_MS)
        assert state.is_confirmed is expected
    assert state.look_ms is None


def test_skips_before_the_first_look_count_once_the_player_is_confirmed() -> None:
    state = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    skipped_to = replace(LOCAL, sample=replace(LOCAL.sample, item=song("B"), at_ms=START_MS + 900))
    state = take_change(state, skipped_to, now_ms=START_MS + 900)
    assert state.look_ms == START_MS + 1_600  # a run of skips does not put it off
    late = take_look(state, SEEN, now_ms=START_MS + 1_600)  # the service still shows the first
    assert late.is_confirmed
    assert late.said == (LOCAL, skipped_to)


def test_what_was_said_long_before_it_was_confirmed_does_not_count() -> None:
    state = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    later = replace(SEEN, at_ms=START_MS + 15_001, progress_ms=65_001)
    assert take_look(state, later, now_ms=START_MS + 15_001).said == ()


def test_what_another_account_played_here_does_not_count_later() -> None:
    state = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    for _ in range(3):
        state = take_look(state, NOTHING, now_ms=START_MS)
    assert (state.said, state.look_ms) == ((), None)
    other = replace(LOCAL, sample=replace(LOCAL.sample, item=song("B")))
    assert take_change(state, other, now_ms=START_MS + 59_999).look_ms is None
    assert take_change(state, other, now_ms=START_MS + 60_000).look_ms == START_MS + 61_600


def test_a_track_that_only_the_service_can_name_is_not_confirmed_by_the_one_before() -> None:
    state = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    item = song("B")._replace(uri=None)
    nameless = replace(LOCAL, sample=replace(LOCAL.sample, item=item))
    state = take_change(state, nameless, now_ms=START_MS)
    assert not take_look(state, SEEN, now_ms=START_MS).is_confirmed
    named = take_look(state, replace(SEEN, item=song("B")), now_ms=START_MS)
    assert named.said == (LOCAL, nameless)


def test_another_device_ends_a_decision_at_once() -> None:
    assert not take_look(confirmed(), PHONE, now_ms=START_MS).is_confirmed


def test_after_a_pause_it_looks_twice_and_then_rarely() -> None:
    state = take_change(confirmed(), PAUSED, now_ms=START_MS)
    now_ms, waits = START_MS, []
    for _ in range(3):
        assert state.look_ms is not None
        waits.append(state.look_ms - now_ms)
        now_ms = state.look_ms
        state = take_look(state, NOTHING, now_ms=now_ms)
    assert waits == [1_000, 4_000, 120_000]
    assert state.is_confirmed


def test_a_phone_that_goes_on_after_a_pause_here_takes_over() -> None:
    state = take_change(confirmed(), PAUSED, now_ms=START_MS)
    assert take_look(state, SEEN, now_ms=START_MS + 1_000).is_confirmed  # perhaps late
    assert not take_look(state, PHONE, now_ms=START_MS + 1_000).is_confirmed


def test_a_long_pause_or_a_player_that_has_gone_gives_the_decision_back() -> None:
    state = take_change(confirmed(), PAUSED, now_ms=START_MS)
    state = take_look(state, NOTHING, now_ms=START_MS + 1_000)
    assert not take_look(state, NOTHING, now_ms=START_MS + 600_001).is_confirmed
    gone = take_change(confirmed(), replace(PAUSED, is_gone=True), now_ms=START_MS)
    gone = take_look(gone, NOTHING, now_ms=START_MS + 1_000)
    assert not take_look(gone, NOTHING, now_ms=START_MS + 5_000).is_confirmed


def test_one_player_does_not_disturb_another_that_plays() -> None:
    other = replace(LOCAL, player="firefox")
    assert take_change(confirmed(), other, now_ms=START_MS) == confirmed()
    paused = take_change(confirmed(), PAUSED, now_ms=START_MS)
    assert take_change(paused, other, now_ms=START_MS).local == other


def test_an_outage_puts_the_next_look_off() -> None:
    assert put_off_look(confirmed(), now_ms=START_MS).look_ms == START_MS + 60_000
    fresh = take_change(LocalPlayback(), LOCAL, now_ms=START_MS)
    assert put_off_look(fresh, now_ms=START_MS).look_ms is None


def test_a_position_runs_on_while_it_plays_and_ends_with_the_track() -> None:
    assert extrapolate(LOCAL, START_MS + 10_000).sample.progress_ms == 60_000
    assert extrapolate(PAUSED, START_MS + 10_000).sample.progress_ms == 50_000
    assert extrapolate(LOCAL, START_MS + 900_000).sample.progress_ms == LENGTH_MS
