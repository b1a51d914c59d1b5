"""Which facts lead, get a line, and are paired."""

from collections.abc import Iterable
from dataclasses import replace

from musicanalyser.roast.offline.fact_selection import pair_facts, select_leads, select_varied
from musicanalyser.roast.persona import Fact
from tests.roast.phrase_facts import make_fact


def _facts(*kinds: str) -> list[Fact]:
    return [replace(make_fact(kind), id=f"F{rank}", names=()) for rank, kind in enumerate(kinds, 1)]


def _ids(facts: Iterable[Fact]) -> str:
    return " ".join(fact.id for fact in facts)


def test_at_most_two_facts_of_a_theme_are_chosen_if_there_are_others() -> None:
    facts = _facts("night", "early", "weekend", "streak")
    assert _ids(select_varied(facts, 2)) == "F1 F2"
    assert _ids(select_varied(facts, 3)) == "F1 F2 F4"
    assert _ids(select_varied(facts, 4)) == "F1 F2 F3 F4"


def test_no_name_is_chosen_twice_if_there_are_others() -> None:
    facts = [replace(fact, names=("Ada",)) for fact in _facts("obsession", "climber")]
    facts += _facts("night", "early", "streak")[2:]
    assert [fact.kind for fact in select_varied(facts, 2)] == ["obsession", "streak"]


def test_the_second_lead_is_of_another_theme_and_name() -> None:
    facts = _facts("night", "early", "streak")
    assert _ids(select_leads(facts)) == "F1 F3"
    assert _ids(select_leads(facts[:2])) == "F1 F2"
    assert _ids(select_leads(facts[:1])) == "F1 F1"


def test_only_the_first_eight_facts_are_paired() -> None:
    facts = _facts(*["night"] * 9)
    paired = {fact.id for pair in pair_facts(facts) for fact in pair}
    assert paired == {f"F{rank}" for rank in range(1, 9)}


def test_facts_that_share_a_name_are_not_paired() -> None:
    facts = [replace(fact, names=("Ada",)) for fact in _facts("obsession", "climber")]
    assert list(pair_facts(facts)) == []
