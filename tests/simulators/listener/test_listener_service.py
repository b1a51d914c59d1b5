"""What the service shows lags behind the truth, is never ahead of it, and fails as it is told."""

from collections import Counter
from statistics import fmean, median, quantiles

import pytest

from musicanalyser.errors import TryLaterError
from musicanalyser.model.player import Activity, PlayerSample
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.outages import KilledError, outages
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Timeline
from tests.simulators.listener.view import View

_HOUR_MS = 3_600_000
_PERFECT = Conditions(failing=0.0)


def _service(life: Timeline, conditions: Conditions = _PERFECT) -> Service:
    return Service(life, VirtualClock(life.began_ms), conditions, seed=1)


@pytest.fixture(scope="module")
def samples(life: Timeline) -> list[PlayerSample]:
    service = _service(life)
    found = []
    for play in life.plays[:4_000]:
        service.clock.pass_ms(play.started_ms + 3_000 - service.clock.now_ms)
        found.append(service.sample())
    return found


def test_nothing_is_known_before_it_has_happened(life: Timeline) -> None:
    view = View(life, Conditions(lag_factor=0.05), seed=1)
    for change in life.changes[1:]:
        assert view.at(change.at_ms).at_ms <= change.at_ms
        assert view.at(change.at_ms - 1).at_ms < change.at_ms


def test_a_change_is_known_after_six_tenths_of_a_second_in_the_median(life: Timeline) -> None:
    def known(after_ms: int, lag_factor: float = 1.0) -> float:
        view = View(life, Conditions(lag_factor=lag_factor), seed=1)
        return fmean(view.at(it.at_ms + after_ms).at_ms >= it.at_ms for it in life.changes)

    assert known(600) == pytest.approx(0.5, abs=0.03)
    assert known(1_800, lag_factor=3.0) == pytest.approx(0.5, abs=0.05)
    assert known(10_000) > 0.999


def test_a_change_that_a_later_one_overtook_is_never_seen(life: Timeline) -> None:
    view = View(life, Conditions(lag_factor=3.0), seed=1)
    overtaken = [
        change
        for change, moment, after in zip(life.changes, view.moments, view.moments[1:], strict=False)
        if moment == after
    ]

    assert view.moments == sorted(view.moments)
    assert len(overtaken) > 100
    seen = {id(view.at(moment)) for moment in view.moments}
    assert seen.isdisjoint(map(id, overtaken))


def test_progress_is_right_but_for_the_jitter(life: Timeline, samples: list[PlayerSample]) -> None:
    errors = []
    for sample in samples:
        change = life.at(sample.at_ms)
        steady = sample.at_ms - change.at_ms > 2_500 and sample.at_ms - change.changed_ms > 2_500
        if sample.item and change.track and sample.item is change.track.item and steady:
            errors.append((sample.progress_ms or 0) - change.position_at(sample.at_ms))

    assert len(errors) > 1_000
    assert quantiles(errors, n=4) == pytest.approx([-81, 0, 81], abs=15)  # of 120 ms, normal


def test_a_sample_tells_what_the_player_is_set_to(
    life: Timeline, samples: list[PlayerSample]
) -> None:
    told = Counter(sample.device for sample in samples if sample.activity is Activity.ITEM)
    change = next(
        change for change in reversed(life.changes[:2_000]) if change.track and change.playing
    )

    assert set(told) == {"Smartphone", "Computer", "Speaker"}
    assert any(sample.shuffle for sample in samples)
    assert any(sample.repeats_track for sample in samples)
    assert any(sample.is_private for sample in samples)
    assert {sample.context for sample in samples} >= {change.setting.context}


def test_the_moment_of_the_last_change_is_mostly_but_not_always_right(
    life: Timeline, samples: list[PlayerSample]
) -> None:
    moments = {change.changed_ms for change in life.changes}

    right = fmean(sample.changed_ms in moments for sample in samples if sample.item)
    assert right == pytest.approx(0.95, abs=0.02)


def test_asking_takes_time(life: Timeline) -> None:
    service = _service(life)
    before_ms = service.clock.now_ms
    samples = [service.sample() for _ in range(1_000)]

    assert service.clock.now_ms - before_ms == sum(sample.rtt_ms for sample in samples)
    assert 50 <= min(it.rtt_ms for it in samples) < max(it.rtt_ms for it in samples) <= 400
    assert service.calls == {"player": 1_000}


def test_after_the_last_track_the_player_says_one_thing_or_another_and_then_nothing(
    life: Timeline,
) -> None:
    service = _service(life)
    soon: Counter[str] = Counter()
    for session in life.sessions:
        service.clock.pass_ms(session.ended_ms + 10_000 - service.clock.now_ms)
        sample = service.sample()
        at_start = sample.progress_ms == 0
        at_end = (sample.progress_ms or 0) > (sample.length_ms or 0) - 1_000
        if not sample.item:
            soon["off"] += 1
        else:
            where = "start" if at_start else "end" if at_end else "middle"
            soon[f"{'playing' if sample.is_playing else 'paused'} at the {where}"] += 1
        service.clock.pass_ms(session.ended_ms + 1_170_000 - service.clock.now_ms)
        assert service.sample().activity is Activity.NOTHING

    assert soon.pop("playing at the middle", 0) <= 1  # an answer that is very late
    assert set(soon) == {
        "off", "paused at the start", "paused at the end", "playing at the end",
        "paused at the middle",
    }  # fmt: skip


def test_the_queue_is_the_true_order_of_twenty(life: Timeline) -> None:
    service = _service(life)
    play = next(play for play in life.plays if play.heard_ms > 60_000)
    service.clock.pass_ms(play.started_ms + 10_000 - service.clock.now_ms)
    told, true = service.upcoming(), life.at(play.started_ms + 10_000).upcoming

    assert told.current == play.track.item
    assert [queued.item.uri for queued in told.items] == [track.uri for track in true]
    assert [queued.length_ms for queued in told.items] == [track.length_ms for track in true]
    assert max(len(change.upcoming) for change in life.changes) == 20


def test_nothing_is_to_come_while_nothing_plays(life: Timeline) -> None:
    told = _service(life).upcoming()

    assert (told.current, told.items) == (None, ())


def test_recent_plays_are_the_last_fifty_of_30_seconds_but_for_a_few(life: Timeline) -> None:
    service = _service(life)
    end_ms = life.sessions[-1].ended_ms + 60_000
    service.clock.pass_ms(end_ms - service.clock.now_ms)
    rows = service.recent()
    long_plays = [play for play in life.plays if play.heard_ms >= SHORT_PLAY_MS]
    ends = {(play.track.uri, play.ended_ms // 60_000): play for play in long_plays}

    assert len(rows) == 50
    assert [row.ended_ms for row in rows] == sorted(row.ended_ms for row in rows)
    matched = [
        any((row.item.uri, row.ended_ms // 60_000 + near) in ends for near in (0, 1))
        for row in rows
    ]
    assert all(matched)
    missing = {play.track.uri for play in long_plays[-50:]} - {row.item.uri for row in rows}
    assert len(missing) < 8


def test_a_play_is_not_among_the_recent_ones_while_it_lasts_nor_ever_if_private(
    life: Timeline,
) -> None:
    service = _service(life)
    private = [play for play in life.plays if play.private and play.heard_ms >= SHORT_PLAY_MS]
    for play in life.plays[:500]:
        service.clock.pass_ms(play.ended_ms - 500 - service.clock.now_ms)
        assert all(row.ended_ms < service.clock.now_ms for row in service.recent())
    assert private
    for play in private:
        service.clock.pass_ms(play.ended_ms + 60_000 - service.clock.now_ms)
        assert all(
            (row.item.uri, row.ended_ms // 1000) != (play.track.uri, play.ended_ms // 1000)
            for row in service.recent()
        )


def test_some_recent_plays_come_hours_late(life: Timeline) -> None:
    service = _service(life)
    seen: set[tuple[str | None, int]] = set()
    late = 0
    service.clock.pass_ms(life.plays[0].started_ms - service.clock.now_ms)
    for _ in range(5_000):
        rows = {(row.item.uri, row.ended_ms) for row in service.recent()}
        late += sum(ended_ms < service.clock.now_ms - 660_000 for _, ended_ms in rows - seen)
        seen |= rows
        service.clock.pass_ms(600_000)

    assert len(seen) > 500
    assert late / len(seen) == pytest.approx(0.02, abs=0.015)


def test_so_many_calls_fail_as_are_told_to(life: Timeline) -> None:
    service = _service(life, Conditions(failing=0.1))
    failed = 0
    for _ in range(3_000):
        try:
            service.sample()
        except TryLaterError:
            failed += 1

    assert failed / 3_000 == pytest.approx(0.1, abs=0.02)
    assert service.calls == {"player": 3_000}


def test_a_kill_comes_once_and_says_how_long_the_outage_lasts(life: Timeline) -> None:
    conditions = Conditions(failing=0.0, kills_per_hour=1.0)
    due = outages(life, conditions, seed=1)
    service = _service(life, conditions)
    service.clock.pass_ms(due[0].at_ms - service.clock.now_ms)
    with pytest.raises(KilledError) as killed:
        service.sample()
    service.clock.pass_ms(killed.value.until_ms - service.clock.now_ms)

    assert killed.value.until_ms == due[0].until_ms
    assert service.sample().at_ms > due[0].until_ms
    assert len(due) / (life.heard_ms / _HOUR_MS) == pytest.approx(1.0, abs=0.15)
    assert median(it.until_ms - it.at_ms for it in due) == pytest.approx(60_000, rel=0.15)


def test_calls_are_counted_apart_while_a_session_lasts(life: Timeline) -> None:
    service = _service(life)
    first = life.sessions[0]
    for moment in (first.began_ms - 5_000, first.began_ms + 1, first.ended_ms - 1):
        service.clock.pass_ms(moment - service.clock.now_ms)
        service.sample()
    service.clock.pass_ms(first.ended_ms + 1 - service.clock.now_ms)
    service.recent()

    assert service.calls == {"player": 3, "recently-played": 1}
    assert service.calls_in_sessions == 2
