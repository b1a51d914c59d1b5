"""Where kinds begin and cease to make a claim: each side of every boundary."""

from datetime import date, timedelta
from math import sqrt

import pytest

from musicanalyser.report import Report, Value
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.surprise import MAX_SURPRISE_WITHOUT_PAST
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from musicanalyser.units import DAY_MS, HOUR_MS
from tests.roast.synthetic_reports import (
    SINCE,
    UNTIL,
    WINDOW_DAYS,
    YEAR_BEFORE,
    find_claim,
    make_report,
    make_span,
    make_totals,
)

USUAL_PLAYS = 10_000


def _artists(*ranks: tuple[int, int | None], plays: int = 100) -> Report:
    rows = (
        {"rank": rank, "previous_rank": previous, "artist": f"Artist {rank}", "plays": plays}
        for rank, previous in ranks
    )
    return make_report("top-artists", *rows)


@pytest.mark.parametrize(
    ("ranks", "climber"),
    [
        ([(1, 5)], "Artist 1"),
        ([(1, 4)], None),
        ([(1, 1), (2, 2), (3, 15)], "Artist 3"),
        ([(1, 1), (2, 2), (3, 14)], None),
        ([(1, 1), (2, 2), (3, 3), (4, 80)], None),
        ([(1, None)], None),
    ],
)
def test_a_climber_is_among_the_first_three_and_was_five_times_as_far_down(
    ranks: list[tuple[int, int | None]], climber: str | None
) -> None:
    claim = find_claim("climber", _artists(*ranks))
    assert (claim.names if claim else (None,)) == (climber,)


def test_nobody_climbs_from_before_the_history() -> None:
    totals = make_totals(first_day=SINCE.date())
    reports = Reports({"totals": totals, "top-artists": _artists((1, 9))}, {})
    assert KINDS["climber"].find_claim(reports) is None


def _skips(
    subject: str, *rates: tuple[float, int], usual: float, ranks: int | None = None
) -> tuple[Report, Report]:
    """Return the skips of named subjects, and a list in which the first of them is the last."""
    rows: list[dict[str, Value]] = [
        {"artist": f"Artist {n}", "title": f"Title {n}", "rate": rate, "plays_known": plays}
        for n, (rate, plays) in enumerate(rates)
    ]
    skips = make_report(
        "skips",
        {"skip_rate": usual, "plays_known": USUAL_PLAYS},
        parts=[make_report(f"most-skipped-{subject}", *rows)],
    )
    last = ranks or len(rates)
    names = [*range(1, last), 0]
    ranked: list[dict[str, Value]] = [
        {"rank": rank, "artist": f"Artist {n}", "title": f"Title {n}"}
        for rank, n in enumerate(names, 1)
    ]
    return skips, make_report(f"top-{subject}", *ranked)


@pytest.mark.parametrize(
    ("kind", "subject", "head"),
    [("skipped-favourite", "tracks", 60), ("skipped-artist", "artists", 10)],
)
def test_a_favourite_is_among_the_first_of_its_list(kind: str, subject: str, head: int) -> None:
    assert find_claim(kind, *_skips(subject, (0.9, 200), usual=0.2, ranks=head))
    assert not find_claim(kind, *_skips(subject, (0.9, 200), usual=0.2, ranks=head + 1))


def _excess(errors: float, plays: int = 100, usual: float = 0.2) -> float:
    """Return a skip rate that exceeds the usual one by some standard errors."""
    share = (usual * USUAL_PLAYS + 1) / (USUAL_PLAYS + 2)
    error = sqrt(share * (1 - share) * (1 / plays + 1 / (USUAL_PLAYS + 2) + 1 / 200))
    return usual + errors * error


@pytest.mark.parametrize(("errors", "is_claimed"), [(2.01, True), (1.99, False), (-4.0, False)])
def test_a_favourite_is_skipped_two_standard_errors_more_than_usual(
    errors: float, *, is_claimed: bool
) -> None:
    usual = 0.2 if errors > 0 else 0.8
    skips = _skips("tracks", (_excess(errors, usual=usual), 100), usual=usual)
    assert (find_claim("skipped-favourite", *skips) is not None) is is_claimed


def test_a_contradiction_is_one_more_surprising_than_its_excess() -> None:
    claim = find_claim("skipped-favourite", *_skips("tracks", (_excess(3), 100), usual=0.2))
    assert claim is not None
    assert claim.surprise == pytest.approx(4)


def test_a_favourite_with_the_least_plays_counts() -> None:
    assert find_claim("skipped-favourite", *_skips("tracks", (1.0, 15), usual=0.1))
    assert not find_claim("skipped-favourite", *_skips("tracks", (1.0, 14), usual=0.1))


def test_a_track_that_is_never_skipped_is_half_as_surprising_as_a_chosen_one() -> None:
    never = make_report("never-skipped-tracks", {"artist": "A", "title": "T", "plays_known": 100})
    skips = make_report("skips", {"skip_rate": 0.2, "plays_known": USUAL_PLAYS}, parts=[never])
    claim = find_claim("never-skipped", skips)
    assert claim is not None
    errors = 0.2 / (_excess(1) - 0.2)
    assert claim.surprise == pytest.approx(errors / 2)


def _streak(*, longest: int = 20, current: int, last_day: date) -> Claim:
    row: dict[str, Value] = {
        "longest_streak_days": longest,
        "current_streak_days": current,
        "longest_last_day": last_day,
    }
    claim = find_claim("streak", make_report("streaks", row))
    assert claim is not None
    return claim


@pytest.mark.parametrize(
    ("current", "days_ago", "goes_on"),
    [(20, 1, True), (20, 2, True), (20, 3, False), (19, 1, False), (21, 1, True)],
)
def test_a_streak_goes_on_if_it_is_the_longest_and_recent(
    current: int, days_ago: int, *, goes_on: bool
) -> None:
    claim = _streak(current=current, last_day=UNTIL.date() - timedelta(days=days_ago))
    assert claim.text.endswith("goes on.") is goes_on


@pytest.mark.parametrize(("days", "is_claimed"), [(14, True), (13, False)])
def test_a_weekend_needs_two_weeks(days: int, *, is_claimed: bool) -> None:
    heatmap = make_report(
        "heatmap",
        {"weekday": "Sunday", "hour": "12", "plays": 200},
        span=make_span(SINCE, SINCE + timedelta(days=days)),
    )
    assert (find_claim("weekend", heatmap) is not None) is is_claimed


def test_of_equal_hours_the_earliest_is_the_peak() -> None:
    rows = ({"weekday": "Monday", "hour": hour, "plays": 90} for hour in ("21", "09", "15"))
    claim = find_claim("peak-hour", make_report("heatmap", *rows))
    assert claim is not None
    assert claim.text.startswith("Plays peak between 9:00 and 10:00")


@pytest.mark.parametrize(("heard_ms", "text"), [(DAY_MS, "1 day"), (DAY_MS - 1, None)])
def test_the_total_time_is_compared_with_days_from_one_day_on(
    heard_ms: int, text: str | None
) -> None:
    overview = make_report("overview", {"heard_ms": heard_ms})
    claim = find_claim("total-time", overview, make_report("streaks", {"days": WINDOW_DAYS}))
    assert claim is not None
    assert (f"as much as {text} without a pause" in claim.text) is (text is not None)


def test_the_total_time_surprises_by_its_hours_a_day() -> None:
    overview = make_report("overview", {"heard_ms": 60 * HOUR_MS})
    in_ten_days = find_claim("total-time", overview, make_report("streaks", {"days": 10}))
    assert in_ten_days is not None
    assert in_ten_days.surprise == pytest.approx(MAX_SURPRISE_WITHOUT_PAST)
    in_thirty_days = find_claim("total-time", overview, make_report("streaks", {"days": 30}))
    assert in_thirty_days is not None
    assert in_thirty_days.surprise == pytest.approx(0.83, abs=0.01)


def _change(now_h: int, before_h: int) -> Claim | None:
    rows = ({"heard_ms": hours * HOUR_MS} for hours in (now_h, before_h))
    return find_claim("time-change", make_report("overview", *rows))


def test_a_change_of_time_needs_five_hours_in_both_windows() -> None:
    assert _change(10, 5)
    assert _change(5, 10)
    assert not _change(10, 4)
    assert not _change(4, 10)


def test_no_change_of_time_is_no_fact() -> None:
    assert not _change(10, 10)
    assert not _change(10, 0)


def _quiet_days(days: int, active_share: float, past: Report) -> float:
    active = round(days * active_share)
    row = {"days": days, "active_days": active, "active_share": active_share}
    claim = find_claim("quiet-days", make_report("streaks", row), past=[past])
    assert claim is not None
    return claim.surprise


@pytest.mark.parametrize(("past_days", "is_compared"), [(28, True), (27, False)])
def test_quiet_days_are_compared_with_a_past_of_four_weeks(
    past_days: int, *, is_compared: bool
) -> None:
    row = {"days": past_days, "active_days": past_days, "active_share": 1.0}
    past = make_report("streaks", row, span=YEAR_BEFORE)
    assert (_quiet_days(100, 0.9, past) > 0) is is_compared


def _variety(artists: int) -> Report:
    row: dict[str, Value] = {"artists": artists, "plays": 500, "top_artists_share": 0.5}
    return make_report("variety", row, row)


def test_the_top_ten_need_25_artists() -> None:
    assert find_claim("top-ten", _variety(25))
    assert not find_claim("top-ten", _variety(24))


def test_a_share_of_time_is_at_most_all_of_it() -> None:
    rows: list[dict[str, Value]] = [
        {"kind": "music", "heard_ms": 100, "plays": 50, "first_day": date(2020, 1, 1)},
        {
            "kind": "private (taken in above)",
            "heard_ms": 101,
            "plays": 50,
            "first_day": date(2020, 1, 1),
        },
    ]
    claim = find_claim("private", make_report("totals", *rows))
    assert claim is not None
    assert claim.text.startswith("100 % of the time")


def _new_artists(*, days_before: int) -> Claim | None:
    rows: list[dict[str, Value]] = [
        {"artists": 40, "new_artists": 20},
        {"artists": 40, "new_artists": 10},
    ]
    totals = make_totals(first_day=SINCE.date() - timedelta(days=days_before))
    overview = make_report("overview", *rows)
    return KINDS["new-artists"].find_claim(Reports({"totals": totals, "overview": overview}, {}))


@pytest.mark.parametrize(("days_before", "is_claimed"), [(90, True), (70, False)])
def test_artists_are_new_if_the_history_begins_90_days_before(
    days_before: int, *, is_claimed: bool
) -> None:
    assert (_new_artists(days_before=days_before) is not None) is is_claimed


@pytest.mark.parametrize(("days_before", "is_compared"), [(190, True), (130, False)])
def test_new_artists_are_compared_if_those_of_the_previous_window_were_new(
    days_before: int, *, is_compared: bool
) -> None:
    claim = _new_artists(days_before=days_before)
    assert claim is not None
    assert ("against 25 % in the window before" in claim.text) is is_compared
