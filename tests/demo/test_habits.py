"""The listener has the habits of real listeners, as measured on published histories."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.demo.listener import generate_plays
from tests.demo.export_reader import BERLIN, UNTIL, Row, age_in_days, stamp, started

_SHORT_MS = 30_000


def test_a_third_of_plays_is_cut_short_and_half_reach_the_end(music: list[Row]) -> None:
    short = [row["ms_played"] < _SHORT_MS for row in music]
    after_short = [this for before, this in pairwise(short) if before]

    assert 0.30 < sum(short) / len(short) < 0.45
    assert 0.55 < sum(after_short) / len(after_short) < 0.70
    assert 0.4 < sum(row["reason_end"] == "trackdone" for row in music) / len(music) < 0.6


@pytest.mark.parametrize(
    ("under_ms", "share"), [(1_000, 0.25), (2_000, 0.47), (5_000, 0.69), (10_000, 0.82)]
)
def test_short_plays_are_as_short_as_measured(
    music: list[Row], under_ms: int, share: float
) -> None:
    short = [row["ms_played"] for row in music if row["ms_played"] < _SHORT_MS]

    assert sum(ms < under_ms for ms in short) / len(short) == pytest.approx(share, abs=0.03)


def test_a_finished_play_is_as_long_as_the_track_and_tracks_are_as_long_as_measured(
    music: list[Row],
) -> None:
    lengths = defaultdict(set)
    for row in music:
        if row["reason_end"] == "trackdone":
            lengths[row["spotify_track_uri"]].add(row["ms_played"])

    assert all(len(known) == 1 for known in lengths.values())
    assert 200_000 < median(max(known) for known in lengths.values()) < 228_000


def test_the_listener_hears_one_to_two_hours_a_day_in_sessions(music: list[Row]) -> None:
    hours = sum(row["ms_played"] for row in music) / 3_600_000
    starts = sorted(started(row) for row in music)
    gaps = [after - before > timedelta(minutes=30) for before, after in pairwise(starts)]

    assert 1.1 < hours / 730 < 2.1
    assert 2 < sum(gaps) / 730 < 5


def test_no_play_begins_before_the_last_one_has_ended() -> None:
    heard = sorted(generate_plays(until=UNTIL, days=240, seed=1), key=lambda play: play.started_ms)

    assert any(play.session.is_offline for play in heard)
    for before, after in pairwise(heard):
        assert before.started_ms + before.heard_ms <= before.ended_ms <= after.started_ms


def test_there_are_more_than_a_hundred_acts_with_a_long_tail(music: list[Row]) -> None:
    heard = Counter(row["master_metadata_album_artist_name"] for row in music)

    assert 120 < len(heard) < 250
    assert sum(count for _, count in heard.most_common(10)) > 0.3 * heard.total()
    assert sum(count < 60 for count in heard.values()) > 50


def test_new_acts_are_discovered_throughout(music: list[Row]) -> None:
    found: Counter[str] = Counter()
    known: set[str] = set()
    for row in music:
        if row["master_metadata_album_artist_name"] not in known:
            known.add(row["master_metadata_album_artist_name"])
            found[row["ts"][:7]] += 1

    assert all(found[month] for month in {row["ts"][:7] for row in music})


def test_obsessions_come_and_fade(music: list[Row]) -> None:
    weeks = _plays_by_week(music)
    obsessions = [
        uri
        for uri, heard in weeks.items()
        if max(heard.values()) >= 20 and heard.total() < 2.5 * max(heard.values())
    ]

    assert len(obsessions) > 5


def test_the_steady_favourite_is_heard_every_month_and_old_loves_are_forgotten(
    music: list[Row],
) -> None:
    months: dict[str, Counter[int]] = defaultdict(Counter)
    for row in music:
        if row["ms_played"] >= _SHORT_MS:
            months[row["master_metadata_album_artist_name"]][age_in_days(row) // 30] += 1
    forgotten = [
        heard
        for heard in months.values()
        if heard.total() >= 100 and not any(heard[month] for month in range(6))
    ]

    assert any(min(heard[month] for month in range(24)) >= 15 for heard in months.values())
    assert len(forgotten) >= 2


def test_one_loved_track_is_often_skipped(music: list[Row]) -> None:
    heard: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for row in music:
        heard[row["master_metadata_track_name"]] += 1
        skipped[row["master_metadata_track_name"]] += row["ms_played"] < _SHORT_MS

    often = [name for name, count in heard.items() if count > 100 and skipped[name] > 0.6 * count]
    assert len(often) == 1


def test_one_loved_track_is_worn_out(music: list[Row]) -> None:
    before: dict[str, list[bool]] = defaultdict(list)
    after: dict[str, list[bool]] = defaultdict(list)
    for row in music:
        periods = before if age_in_days(row) > 210 else after
        periods[row["master_metadata_track_name"]].append(row["ms_played"] < _SHORT_MS)

    worn_out = [
        name
        for name, skips in after.items()
        if len(skips) >= 20
        and sum(skips) > 0.5 * len(skips)
        and len(before[name]) >= 40
        and sum(before[name]) < 0.2 * len(before[name])
    ]
    assert len(worn_out) == 1


def test_one_track_is_left_at_the_same_moment_again_and_again(music: list[Row]) -> None:
    left = defaultdict(list)
    for row in music:
        if row["reason_end"] == "fwdbtn" and row["ms_played"] >= _SHORT_MS:
            left[row["master_metadata_track_name"]].append(row["ms_played"])

    same = [at for at in left.values() if len(at) >= 20 and _most_within(at, 6_000) > 0.6 * len(at)]
    assert [69_000 < median(at) < 75_000 for at in same] == [True]


def _most_within(moments_ms: list[int], width_ms: int) -> int:
    return max(
        sum(first <= other <= first + width_ms for other in moments_ms) for first in moments_ms
    )


def test_the_phone_is_another_one_in_the_last_months(music: list[Row]) -> None:
    on_android = [age_in_days(row) for row in music if row["platform"] == "android"]

    assert 255 <= min(on_android) <= 262


def test_a_loved_album_is_heard_in_order_again_and_again(music: list[Row]) -> None:
    runs: Counter[tuple[str, ...]] = Counter()
    unshuffled = (row for row in music if not row["shuffle"])
    for _, rows in groupby(unshuffled, key=lambda row: row["master_metadata_album_album_name"]):
        uris = [uri for uri, _ in groupby(row["spotify_track_uri"] for row in rows)]
        if len(uris) >= 5:
            runs[tuple(uris[:5])] += 1

    assert runs.most_common(1)[0][1] >= 10


def test_streaks_last_weeks_and_end(music: list[Row]) -> None:
    active = {
        started(row).astimezone(BERLIN).date() for row in music if row["ms_played"] >= _SHORT_MS
    }
    today = UNTIL.astimezone(BERLIN).date()
    days = [today - timedelta(days=age) for age in range(730)]
    runs = [len(list(run)) for heard, run in groupby(days, key=active.__contains__) if heard]

    assert max(runs) >= 28
    assert 5 <= len(set(days) - active) <= 60
    assert runs[0] >= 14


def test_the_last_days_are_lively_up_to_the_last_hour(music: list[Row]) -> None:
    days = Counter(started(row).astimezone(BERLIN).date() for row in music)

    assert all(days[date(2026, 11, 22) - timedelta(days=age)] for age in range(7))
    assert UNTIL - stamp(music[-1]) < timedelta(hours=3)


def test_a_holiday_of_two_weeks_follows_the_clocks_of_tokyo(music: list[Row]) -> None:
    abroad = [
        started(row).astimezone(ZoneInfo("Asia/Tokyo"))
        for row in music
        if row["conn_country"] == "JP"
    ]

    assert 12 <= (abroad[-1].date() - abroad[0].date()).days <= 16
    assert len(abroad) > 200
    assert not any(5 <= moment.hour < 7 for moment in abroad)


def test_holidays_at_home_are_quiet(music: list[Row]) -> None:
    heard = Counter(age_in_days(row) for row in music)

    assert sum(heard[age] for age in range(331, 341)) < 0.5 * len(music) / 73


def test_workdays_have_commutes_and_weekends_late_nights(music: list[Row]) -> None:
    at_home = (started(row).astimezone(BERLIN) for row in music if row["conn_country"] == "DE")
    hours = Counter((moment.weekday(), moment.hour) for moment in at_home)
    commutes = sum(hours[day, hour] for day in range(5) for hour in (7, 17)) / 10
    nights = [sum(hours[day, hour] for hour in (0, 1)) for day in range(7)]

    assert commutes > 1.5 * sum(hours.values()) / 168
    assert min(nights[5], nights[6]) > 5 * max(nights[:5])


def _plays_by_week(music: list[Row]) -> dict[str, Counter[int]]:
    weeks: dict[str, Counter[int]] = defaultdict(Counter)
    for row in music:
        if row["ms_played"] >= _SHORT_MS:
            weeks[row["spotify_track_uri"]][age_in_days(row) // 7] += 1
    return weeks
