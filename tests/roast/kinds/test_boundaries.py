"""Where kinds begin and cease to make a claim: each side of every boundary."""

from datetime import date, datetime, timedelta
from math import sqrt

import pytest

from musicanalyser.report import Report, Value
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from musicanalyser.units import HOUR_MS
from tests.roast.synthetic_reports import (
    SINCE,
    UNTIL,
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
        ([(1, 6)], "Artist 1"),
        ([(1, 5)], None),
        ([(1, 1), (2, 2), (3, 16)], "Artist 3"),
        ([(1, 1), (2, 2), (3, 15)], None),
        ([(1, 1), (2, 2), (3, 3), (4, 80)], None),
        ([(1, None)], None),
    ],
)
def test_a_climber_is_among_the_first_three_and_was_more_than_five_times_as_far_down(
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


def test_a_favourite_with_the_least_plays_counts() -> None:
    assert find_claim("skipped-favourite", *_skips("tracks", (1.0, 15), usual=0.1))
    assert not find_claim("skipped-favourite", *_skips("tracks", (1.0, 14), usual=0.1))


def test_a_track_that_is_never_skipped_is_half_as_surprising_as_a_chosen_one() -> None:
    never = make_report("never-skipped-tracks", {"artist": "A", "title": "T", "plays_known": 100})
    skips = make_report("skips", {"skip_rate": 0.2, "plays_known": USUAL_PLAYS}, parts=[never])
    claim = find_claim("never-skipped", skips)
    assert claim is not None
    errors = 0.2 / (_excess(1) - 0.2)
    assert claim.surprise == pytest.approx(0.75 * errors / 2)


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
    hours = {figure.name: figure.value for figure in claim.figures}
    assert (hours["since"], hours["until"]) == (9, 10)


def _change(kind: str, now_h: float, before_h: float) -> Claim | None:
    rows = ({"heard_ms": round(hours * HOUR_MS)} for hours in (now_h, before_h))
    return find_claim(kind, make_report("overview", *rows))


def test_a_change_of_time_needs_five_hours_in_both_windows() -> None:
    assert _change("rise", 10, 5)
    assert _change("fall", 5, 10)
    assert not _change("rise", 10, 4)
    assert not _change("fall", 4, 10)


@pytest.mark.parametrize(("kind", "factor"), [("rise", 1.25), ("fall", 0.8)])
def test_a_change_of_time_is_a_quarter_at_least(kind: str, factor: float) -> None:
    assert _change(kind, 100 * factor, 100)
    assert not _change(kind, 100 * (factor + (0.01 if kind == "fall" else -0.01)), 100)
    assert not _change(kind, 10, 0)


def _quiet(quiet: int, *, last_day: date, until: datetime = UNTIL) -> Claim | None:
    row = {"days": 100, "active_days": 100 - quiet, "active_share": 1 - quiet / 100}
    span = make_span(SINCE, until)
    totals = make_report(
        "totals", {"kind": "music", "first_day": date(2020, 1, 1), "last_day": last_day}, span=span
    )
    return find_claim("quiet-days", totals, make_report("streaks", row, span=span))


@pytest.mark.parametrize(("quiet", "is_claimed"), [(9, True), (7, False)])
def test_quiet_days_are_told_from_eight_percent_on(quiet: int, *, is_claimed: bool) -> None:
    assert (_quiet(quiet, last_day=UNTIL.date()) is not None) is is_claimed


def test_a_last_day_that_is_not_over_is_no_quiet_day() -> None:
    noon = UNTIL.replace(hour=12)
    figures = {
        last_day: [figure.value for figure in claim.figures]
        for last_day in (noon.date(), noon.date() - timedelta(days=1))
        if (claim := _quiet(20, last_day=last_day, until=noon))
    }
    assert list(figures.values()) == [[20, 100], [19, 99]]


def _variety(artists: int) -> Report:
    row: dict[str, Value] = {"artists": artists, "plays": 500, "top_artists_share": 0.5}
    return make_report("variety", row, row)


def test_the_top_ten_need_40_artists() -> None:
    assert find_claim("top-ten", _variety(40))
    assert not find_claim("top-ten", _variety(39))


@pytest.mark.parametrize(("artists", "is_claimed"), [(12, True), (13, False), (0, False)])
def test_a_handful_is_twelve_at_most(artists: int, *, is_claimed: bool) -> None:
    assert (find_claim("handful", _variety(artists)) is not None) is is_claimed


def _totals(music_ms: int, podcast_ms: int, plays: int = 50) -> Report:
    rows: list[dict[str, Value]] = [
        {"kind": kind, "heard_ms": ms, "plays": plays, "first_day": date(2020, 1, 1)}
        for kind, ms in (("music", music_ms), ("podcast", podcast_ms))
    ]
    return make_report("totals", *rows)


@pytest.mark.parametrize(
    ("podcast_ms", "kind"), [(94, "podcasts"), (95, "talkers"), (100, "talkers"), (19, None)]
)
def test_who_hears_hardly_any_music_is_a_listener_of_talk(podcast_ms: int, kind: str) -> None:
    totals = _totals(100 - podcast_ms, podcast_ms)
    assert [name for name in ("podcasts", "talkers") if find_claim(name, totals)] == (
        [kind] if kind else []
    )


def _decades(share: float, decade: str) -> Claim | None:
    row: dict[str, Value] = {"decade": decade, "share": share, "heard_ms": 30 * HOUR_MS}
    return find_claim("ears", make_report("decades", row))


def test_ears_are_older_than_25_years_and_have_a_quarter_of_the_time() -> None:
    assert _decades(0.25, "1990s")
    assert not _decades(0.24, "1990s")
    assert not _decades(0.9, "2000s")
    claim = _decades(0.5, "1970s")
    assert claim is not None
    assert {figure.name: figure.value for figure in claim.figures}["born"] == 1975 - 17


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


def _scores(now: float, before: float, known: float = 0.8) -> Report:
    rows = ({"score": score, "known_share": known} for score in (now, before))
    return make_report("hipster", *rows)


@pytest.mark.parametrize(
    ("now", "before", "rose", "fell"),
    [(50, 44, 6, None), (50, 45, None, None), (44, 50, None, 6), (50.4, 43.6, 6, None)],
)
def test_a_hipster_score_moves_by_whole_points_that_people_can_subtract(
    now: float, before: float, rose: int | None, fell: int | None
) -> None:
    for kind, points in (("hipster-rise", rose), ("hipster-fall", fell)):
        claim = find_claim(kind, _scores(now, before))
        assert (claim.figures[0].value if claim else None) == points
    assert find_claim("hipster-rise", _scores(90, 10, known=0.39)) is None


def _secret(*, share: float, usual: float, distance: float) -> tuple[Report, Report]:
    def favourite(title: str, score: float) -> Report:
        row: dict[str, Value] = {"artist": f"By {title}", "title": title, "score": score}
        name = "most-obscure-tracks" if title == "Own" else "most-mainstream-tracks"
        return make_report(name, row)

    hipster = make_report(
        "hipster",
        {"score": 50.0, "known_share": 0.9},
        parts=[favourite("Own", 90.0), favourite("Hit", 90.0 - distance)],
    )
    hours = make_report(
        "hours",
        {
            "artist": "By Hit",
            "title": "Hit",
            "since": 22,
            "until": 1,
            "plays": 20,
            "share": share,
            "usual": usual,
        },
    )
    return make_report("moments", {"day_plays": 1}, parts=[hours]), hipster


@pytest.mark.parametrize(
    ("share", "usual", "distance", "is_claimed"),
    [
        (0.75, 0.25, 40, True),
        (0.74, 0.25, 40, False),
        (0.75, 0.25, 39, False),
        (0.6, 0.0, 40, True),
    ],
)
def test_a_secret_is_a_hit_with_hours_of_its_own_beside_an_obscure_favourite(
    share: float, usual: float, distance: float, *, is_claimed: bool
) -> None:
    claim = find_claim("secret-pair", *_secret(share=share, usual=usual, distance=distance))
    assert (claim is not None) is is_claimed
    if claim:
        assert claim.names == ("Hit", "By Hit", "Own", "By Own")


@pytest.mark.parametrize(
    ("night", "afternoon", "hours", "is_claimed"),
    [(0.5, 0.42, 2, True), (0.5, 0.43, 2, False), (0.5, 0.1, 1.9, False), (0.1, 0.5, 9, False)],
)
def test_sad_hours_are_eight_points_sadder_than_the_afternoon(
    night: float, afternoon: float, hours: float, *, is_claimed: bool
) -> None:
    rows: list[dict[str, Value]] = [
        {"part_of_day": name, "sad_share": share, "heard_ms": hours * HOUR_MS}
        for name, share in (("night", night), ("afternoon", afternoon))
    ]
    taste = make_report(
        "taste", {"trait": "energy"}, parts=[make_report("mood-by-part-of-day", *rows)]
    )
    assert (find_claim("sad-hours", taste) is not None) is is_claimed


@pytest.mark.parametrize(("years", "is_claimed"), [(40, True), (39, False)])
def test_old_beside_new_is_forty_years_apart(years: int, *, is_claimed: bool) -> None:
    gap = make_report(
        "year-gaps",
        {"title": "Old", "artist": "A", "year": 1970, "other_title": "New", "other_artist": "B",
         "other_year": 1970 + years, "years": years},
    )  # fmt: skip
    claim = find_claim("time-gap", make_report("decades", {"decade": "1970s"}, parts=[gap]))
    assert (claim is not None) is is_claimed
    if claim:
        assert claim.names == ("Old", "A", "New", "B")


@pytest.mark.parametrize(
    ("pairs", "times"),
    [([(8, 1.5)], 8), ([(7, 9.0)], None), ([(8, 1.49)], None), ([(9, 2.0), (12, 3.0)], 12)],
)
def test_genres_collide_often_and_far_more_often_than_by_chance(
    pairs: list[tuple[int, float]], times: int | None
) -> None:
    rows: list[dict[str, Value]] = [
        {"genre": f"g{n}", "other_genre": "polka", "times": count, "lift": lift}
        for n, (count, lift) in enumerate(pairs)
    ]
    neighbours = make_report("genre-neighbours", *rows)
    claim = find_claim("collision", make_report("genres", {"genre": "x"}, parts=[neighbours]))
    assert (claim.figures[0].value if claim else None) == times


@pytest.mark.parametrize(("plays", "is_claimed"), [(15, True), (14, False)])
def test_a_tired_track_has_a_rate_before_and_after(plays: int, *, is_claimed: bool) -> None:
    tired = make_report(
        "tired-tracks",
        {"title": "T", "artist": "A", "from_play": 9, "rate_before": 0.1, "rate_after": 0.9,
         "plays_known": plays},
    )  # fmt: skip
    claim = find_claim("tired", make_report("fatigue", {"loved_tracks": 3}, parts=[tired]))
    assert (claim is not None) is is_claimed
    if claim:
        assert [figure.value for figure in claim.figures] == [0.9, 9, 0.1]


@pytest.mark.parametrize(
    ("share", "plays", "is_claimed"), [(0.2, 82, True), (0.2, 80, False), (0.5, 9, False)]
)
def test_a_door_closer_ends_sessions_three_standard_errors_more_often(
    share: float, plays: int, *, is_claimed: bool
) -> None:
    rows: list[dict[str, Value]] = [
        {"title": "T", "artist": "A", "plays": many, "share": part, "usual": 0.1}
        for many, part in ((12, 0.2), (plays, share))
    ]
    sessions = make_report("sessions", {"sessions": 9}, parts=[make_report("stops", *rows)])
    assert (find_claim("door-closer", sessions) is not None) is is_claimed


@pytest.mark.parametrize(
    ("share", "others", "plays", "is_claimed"),
    [(0.75, 0.25, 10, True), (0.64, 0.25, 10, False), (0.75, 0.25, 9, False)],
)
def test_an_album_in_order_is_forty_points_beyond_the_others(
    share: float, others: float, plays: int, *, is_claimed: bool
) -> None:
    albums = make_report(
        "ordered-albums",
        {"album": "LP", "artist": "A", "share": share, "others_share": others, "plays": plays},
    )
    claim = find_claim("in-order", make_report("variety", {"artists": 9}, parts=[albums]))
    assert (claim is not None) is is_claimed
