"""The program's answers are the oracle's, to the millisecond and the play.

`test_long_windows` judges the long windows, so that two workers finish together.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from musicanalyser.stats import STATS
from tests.oracle.histories import Judged
from tests.oracle.judging import answer_of, asked_of, disagreements, judge
from tests.oracle.kinds import KINDS, LONG
from tests.oracle.plays import COUNT_AS
from tests.oracle.recomputation import RECOMPUTED


def test_every_statistic_is_judged() -> None:
    assert RECOMPUTED.keys() == STATS.keys()


@pytest.mark.parametrize("fixture", ["berlin", "havana"])
def test_the_histories_are_large(fixture: str, request: pytest.FixtureRequest) -> None:
    judged: Judged = request.getfixturevalue(fixture)

    assert len(judged.history.plays) >= 50_000


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LONG])
def test_every_answer_is_recomputed(havana: Judged, kind: str, name: str) -> None:
    """Two of the four definitions judge each answer, in turn."""
    turn = [*KINDS].index(kind) + [*STATS].index(name)

    assert disagreements(havana, KINDS[kind], name, COUNT_AS[turn % 2 :: 2]) == []


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("count_as", COUNT_AS)
def test_every_answer_is_recomputed_by_every_definition(
    havana: Judged, count_as: str, name: str
) -> None:
    assert disagreements(havana, KINDS["--in 2025-03"], name, [count_as]) == []


@pytest.mark.parametrize("name", [name for name in STATS if name != "coverage"])
@pytest.mark.parametrize("kind", ["--week", "--year"])
def test_account_data_of_plays_already_known_changes_no_answer(
    berlin: Judged, kind: str, name: str
) -> None:
    assert disagreements(berlin, KINDS[kind], name, ["stream"]) == []


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("rank_by", ["time", "plays"])
def test_every_way_to_ask_about_a_week_is_recomputed(
    havana: Judged, rank_by: str, name: str, *, private: bool
) -> None:
    asked = replace(asked_of(havana, KINDS["--week"]), rank_by=rank_by, private=private)

    assert judge(havana, KINDS["--week"], name, asked) == []


@pytest.mark.parametrize("count_as", COUNT_AS)
def test_the_log_ends_with_the_latest_plays(havana: Judged, count_as: str) -> None:
    every = asked_of(havana, KINDS["--month"], count_as=count_as)
    few = replace(every, limit=25)
    full, short = (answer_of(havana, KINDS["--month"], "log", asked) for asked in (every, few))

    assert full.rows[-25:] == short.rows


@pytest.mark.parametrize("name", ["streaks", "overview", "forgotten"])
@pytest.mark.parametrize("hours", [16, 40, 64])
def test_days_after_the_last_play_are_recomputed(havana: Judged, hours: int, name: str) -> None:
    """Asked so much later, the last play was heard today, yesterday or on the day before."""
    later = replace(havana, now=havana.now + timedelta(hours=hours))
    asked = asked_of(later, KINDS["--week"])

    assert judge(later, KINDS["--week"], name, asked) == []


@pytest.mark.parametrize("minutes", [1, 5, 29, 120])
def test_sessions_end_with_a_silence_of_any_length(havana: Judged, minutes: int) -> None:
    asked = replace(asked_of(havana, KINDS["--month"]), gap_minutes=minutes)

    assert judge(havana, KINDS["--month"], "sessions", asked) == []


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("count_as", ["scrobble", "full"])
def test_coverage_tells_how_much_could_be_judged(
    havana: Judged, count_as: str, *, private: bool
) -> None:
    asked = replace(asked_of(havana, KINDS["--year"], count_as=count_as), private=private)
    music = havana.history.heard(asked, asked.spans.now)
    known_ms = sum(play.heard_ms for play in music if play.length_ms is not None)
    known = sum(play.verdict != "unknown" for play in music)
    whole_ms = sum(play.heard_ms for play in music)
    wanted = {"scrobble": known_ms / whole_ms, "full": known / len(music)}

    coverage = answer_of(havana, KINDS["--year"], "totals", asked).coverage

    assert coverage is not None
    assert coverage.share == pytest.approx(wanted[count_as], abs=1e-12)
