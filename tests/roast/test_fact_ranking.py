"""Which facts are found, how they are ranked, and what they are compared with."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from musicanalyser.report import Report
from musicanalyser.roast import fact_ranking
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count, make_duration
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


def test_one_play_is_told_as_it_is(history: History) -> None:
    history.play("2025-03-20 12:00")
    assert list(facts_of(history)) == ["newcomer"]


def test_a_missing_report_takes_its_facts_away(steady: Reports) -> None:
    now, past = steady
    every = {fact.kind for fact in find_facts(now, past, limit=99)}
    for name in now:
        rest = find_facts({key: now[key] for key in now if key != name}, past, limit=99)
        gone = {kind for kind in every if KINDS[kind].statistic == name}
        assert not {fact.kind for fact in rest} & gone


def test_ids_count_the_ranks_and_no_kind_comes_twice(steady: Reports) -> None:
    found = find_facts(*steady)
    assert [fact.id for fact in found] == [f"F{rank}" for rank in range(1, len(found) + 1)]
    assert len({fact.kind for fact in found}) == len(found) > 4
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


def test_a_figure_is_compared_with_the_year_before(history: History) -> None:
    play_daily(history, "2024-01-01", "2025-01-01", at="06:00")
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    night = facts_of(history)["night"]
    assert night.text == "100% of plays began between 0:00 and 4:00, against 0% before."
    assert not night.is_usual
    same = asked("2024-10-01", "2025-01-01")
    stayed = find_facts(reports(history, same), reports(history, YEAR_BEFORE))
    early = next(fact for fact in stayed if fact.kind == "early")
    assert early.text == "100% of plays began between 4:00 and 8:00."
    assert early.is_usual


def test_shares_of_hours_work_for_blocks_of_hours_too(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", at="17:00")
    now = reports(history, QUARTER)
    now["heatmap"] = STATS["heatmap"].answer(history.conn, QUARTER)
    texts = {fact.kind: fact.text for fact in find_facts(now, {}, limit=99)}
    assert texts["peak-hour"] == "Plays peak between 16:00 and 20:00, with 100% of them."
    assert "night" not in texts


def test_a_window_is_not_compared_with_itself(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    now = reports(history, QUARTER)
    night = next(fact for fact in find_facts(now, now, limit=99) if fact.kind == "night")
    assert "against" not in night.text
    assert not night.is_usual


def test_a_thin_past_is_not_compared_with(history: History) -> None:
    play_daily(history, "2024-12-20", "2025-01-01", at="06:00")
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    assert facts_of(history)["night"].text == "100% of plays began between 0:00 and 4:00."


def test_a_window_before_that_the_history_does_not_hold_is_not_compared_with(
    history: History,
) -> None:
    play_daily(history, "2024-12-01", "2025-04-01", plays=12)
    assert "rise" not in facts_of(history)
    play_daily(history, "2024-09-01", "2024-12-01", plays=3, at="18:00")
    text = facts_of(history)["rise"].text
    assert text == ("Listening time rose by 97%, from 27 h 27 min in the window before to 54 h.")


def test_days_before_the_history_began_are_not_quiet(history: History) -> None:
    play_daily(history, "2025-02-15", "2025-04-01")
    assert "quiet-days" not in facts_of(history)
    play_daily(history, "2024-12-30", "2025-01-02")
    assert facts_of(history)["quiet-days"].text == "44 of 90 days went by without music."


def test_days_of_which_nothing_is_known_are_not_quiet(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-02-01")
    play_daily(history, "2025-02-15", "2025-02-20")
    history.know_span("2025-01-01 00:00", "2025-02-01 12:00")
    history.know_span("2025-02-15 00:00", "2025-02-27 12:00")
    assert facts_of(history)["quiet-days"].text == "9 of 45 days went by without music."


def test_nothing_is_new_where_the_history_is_short(history: History) -> None:
    for one in range(40):
        history.play(f"2025-03-{1 + one % 28:02} {8 + one // 28:02}:00", song=_by(one))
    assert "new-artists" not in facts_of(history)
    history.play("2024-12-20 12:00")
    assert "new-artists" not in facts_of(history)
    history.play("2024-09-01 12:00")
    assert facts_of(history)["new-artists"].text == "100% of the 40 artists heard were new."


def _by(number: int) -> Song:
    return Song(title="t", artist=f"artist {number}", uri=f"x:{number}")


def _fake_kinds(monkeypatch: pytest.MonkeyPatch, *surprises: float) -> None:
    """Let the first kinds make claims that are this surprising, and the others none."""

    def find(surprise: float) -> FactKind:
        plays = make_count("plays", 3), make_count("tracks", 2), make_duration("heard", 9e5)
        claim = Claim(figures=plays, from_others=surprise, support=1_000)
        return replace(KINDS["newcomer"], find=lambda _kind, _reports: claim, weight=1.0)

    monkeypatch.setattr(fact_ranking, "KINDS", _Numbered(map(find, surprises)))
    monkeypatch.setattr(fact_ranking, "write_fact", lambda fact, _language: fact.kind)
    monkeypatch.setattr(fact_ranking, "says_same", lambda *_: False)


class _Numbered(dict[str, FactKind]):
    def __init__(self, kinds: Iterable[FactKind]) -> None:
        super().__init__({f"kind {number}": kind for number, kind in enumerate(kinds)})


def test_a_difference_in_the_fourth_digit_is_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fake_kinds(monkeypatch, 2.0001, 2.0004, 2.002)
    facts = find_facts({"totals": make_report("totals", {"a": 1})}, {})
    assert [fact.kind for fact in facts] == ["kind 2", "kind 0", "kind 1"]
    assert [fact.surprise for fact in facts] == [2.002, 2.0, 2.0]


def test_at_most_25_facts_are_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_kinds(monkeypatch, *([1.0] * 40))
    assert len(find_facts({"totals": make_report("totals", {"a": 1})}, {})) == 25
