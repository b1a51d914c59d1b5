"""Which facts are found, how they are ranked, and what they are compared with."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from musicanalyser.report import Report
from musicanalyser.roast import fact_ranking
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.facts.claims import make_claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.kinds import KINDS
from musicanalyser.stats import STATS
from tests.roast.habits import QUARTER, YEAR_BEFORE, Reports, facts_of, play_daily, reports
from tests.roast.synthetic_reports import make_report
from tests.stats.history import History, Song, asked


@pytest.fixture(scope="module")
def steady() -> Iterator[Reports]:
    """The same habits for more than a year: the reports of the last quarter, and of the past."""
    with closing(History()) as one:
        play_daily(one, "2024-01-01", "2025-04-01", plays=2)
        yield reports(one, QUARTER), reports(one, YEAR_BEFORE)


def test_without_reports_there_are_no_facts() -> None:
    assert find_facts({}, {}) == ()


def test_an_empty_history_has_no_facts(history: History) -> None:
    assert facts_of(history) == {}


def test_one_play_makes_no_fact(history: History) -> None:
    history.play("2025-03-20 12:00")
    assert facts_of(history) == {}


def test_a_missing_report_takes_its_facts_away(steady: Reports) -> None:
    now, past = steady
    every = {fact.kind for fact in find_facts(now, past, limit=99)}
    for name in now:
        rest = find_facts({key: now[key] for key in now if key != name}, past, limit=99)
        gone = {kind for kind in every if KINDS[kind].statistic == name}
        assert {fact.kind for fact in rest} <= every - gone


def test_ids_count_the_ranks_and_no_kind_comes_twice(steady: Reports) -> None:
    found = find_facts(*steady)
    assert [fact.id for fact in found] == [f"F{rank}" for rank in range(1, len(found) + 1)]
    assert len({fact.kind for fact in found}) == len(found) > 10
    surprises = [fact.surprise for fact in found]
    assert surprises == sorted(surprises, reverse=True)


def test_of_equal_surprise_the_kind_that_is_listed_first_comes_first(steady: Reports) -> None:
    found = find_facts(*steady, limit=99)
    order = list(KINDS)
    assert [fact.kind for fact in found] == sorted(
        (fact.kind for fact in found),
        key=lambda kind: (
            -next(fact.surprise for fact in found if fact.kind == kind),
            order.index(kind),
        ),
    )


def test_the_most_surprising_facts_are_returned(steady: Reports) -> None:
    now, past = steady
    assert find_facts(now, past, limit=3) == find_facts(now, past)[:3]


def test_the_order_of_the_reports_changes_nothing(steady: Reports) -> None:
    now, past = steady

    def backwards(one: Mapping[str, Report]) -> dict[str, Report]:
        return dict(reversed(list(one.items())))

    assert find_facts(backwards(now), backwards(past)) == find_facts(now, past)


def test_a_habit_that_changed_is_more_surprising_than_one_that_stayed(history: History) -> None:
    play_daily(history, "2024-01-01", "2025-01-01", at="06:00")
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    night = facts_of(history)["night"]
    assert night.text == (
        "100 % of plays began between 0:00 and 4:00, against 0 % before."  # sometimes it is true
    )
    assert night.surprise == 6.0
    same = asked("2024-10-01", "2025-01-01")
    stayed = find_facts(reports(history, same), reports(history, YEAR_BEFORE))
    early = next(fact for fact in stayed if fact.kind == "early")
    assert (early.text, early.surprise) == ("100 % of plays began between 4:00 and 8:00.", 0.0)


def test_shares_of_hours_work_for_blocks_of_hours_too(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", at="17:00")
    now = reports(history, QUARTER)
    now["heatmap"] = STATS["heatmap"].answer(history.conn, QUARTER)
    texts = {fact.kind: fact.text for fact in find_facts(now, {}, limit=99)}
    assert texts["peak-hour"] == "Plays peak between 16:00 and 20:00, with 100 % of them."
    assert texts["night"] == "0 % of plays began between 0:00 and 4:00."


def test_the_past_is_named_for_what_it_is(history: History) -> None:
    play_daily(history, "2024-01-01", "2025-01-01", at="06:00")
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    now = reports(history, QUARTER)
    for since, until, when in (
        ("2024-01-01", "2025-01-01", "before"),
        (None, "2025-04-01", "over all time"),
        ("2024-01-01", "2025-04-01", "in the long run"),
    ):
        found = find_facts(now, reports(history, asked(since, until)), limit=99)
        assert next(fact for fact in found if fact.kind == "night").text.endswith(f" {when}.")


def test_a_window_is_not_compared_with_itself(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    now = reports(history, QUARTER)
    night = next(fact for fact in find_facts(now, now, limit=99) if fact.kind == "night")
    assert "against" not in night.text
    assert night.surprise == 4.0


def test_a_thin_past_is_not_compared_with(history: History) -> None:
    play_daily(history, "2024-12-20", "2025-01-01", at="06:00")
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    assert facts_of(history)["night"].text == "100 % of plays began between 0:00 and 4:00."


def test_a_window_before_that_the_history_does_not_hold_is_not_compared_with(
    history: History,
) -> None:
    play_daily(history, "2024-12-01", "2025-04-01", plays=12)
    assert "time-change" not in facts_of(history)
    play_daily(history, "2024-09-01", "2024-12-01", plays=3, at="18:00")
    text = facts_of(history)["time-change"].text
    assert text == ("Listening time rose by 97 %, from 27 h 27 min in the window before to 54 h.")


def test_days_before_the_history_began_are_not_quiet(history: History) -> None:
    play_daily(history, "2025-02-15", "2025-04-01")
    assert "quiet-days" not in facts_of(history)
    play_daily(history, "2024-12-30", "2025-01-02")
    assert facts_of(history)["quiet-days"].text == "44 of 90 days went by without music."


def test_nothing_is_new_where_the_history_is_short(history: History) -> None:
    for one in range(40):
        history.play(f"2025-03-{1 + one % 28:02} {8 + one // 28:02}:00", song=_by(one))
    assert not {"new-artists", "kept-artists"} & facts_of(history).keys()
    history.play("2024-12-20 12:00")
    assert not {"new-artists", "kept-artists"} & facts_of(history).keys()
    history.play("2024-09-01 12:00")
    found = facts_of(history)
    assert found["new-artists"].text == "100 % of the 40 artists heard were new."
    assert found["kept-artists"].text == ("0 % of 40 new artists were played again on a later day.")


def _by(number: int) -> Song:
    return Song(title="t", artist=f"artist {number}", uri=f"x:{number}")


def _fake_kinds(monkeypatch: pytest.MonkeyPatch, *surprises: float) -> None:
    """Replace all kinds by some whose claims are this surprising."""

    def find(surprise: float) -> FactKind:
        claim = make_claim("So it is.", surprise=surprise, support=1_000)
        return replace(KINDS["skip-rate"], find=lambda _kind, _reports: claim)

    kinds = {f"kind {number}": find(surprise) for number, surprise in enumerate(surprises)}
    monkeypatch.setattr(fact_ranking, "KINDS", kinds)


def test_a_difference_in_the_fourth_digit_is_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fake_kinds(monkeypatch, 2.0001, 2.0004, 2.002)
    facts = find_facts({"skips": make_report("skips", {"a": 1})}, {})
    assert [fact.kind for fact in facts] == ["kind 2", "kind 0", "kind 1"]
    assert [fact.surprise for fact in facts] == [2.002, 2.0, 2.0]


def test_at_most_25_facts_are_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_kinds(monkeypatch, *([1.0] * 40))
    assert len(find_facts({"skips": make_report("skips", {"a": 1})}, {})) == 25
