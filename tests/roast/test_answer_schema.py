from collections.abc import Iterator

import pytest

from musicanalyser.roast.answer_schema import MAX_LENGTHS, Schema, build_schema
from musicanalyser.roast.persona import Unit
from tests.roast.made_facts import fact, figure

IDS = ["F1", "F2", "F25"]
FACTS = [fact("So it is.", figure(3, Unit.COUNT), fact_id=one) for one in IDS]
COMMON = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "enum",
}
"""Keywords that every provider takes."""


def _nodes(node: Schema) -> Iterator[Schema]:
    yield node
    for child in (*node.get("properties", {}).values(), *filter(None, [node.get("items")])):
        yield from _nodes(child)


@pytest.mark.parametrize("bounded", [True, False])
def test_every_object_asks_for_all_it_has_and_nothing_else(*, bounded: bool) -> None:
    for node in _nodes(build_schema(FACTS, bounded=bounded)):
        if node["type"] == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


def test_only_keywords_that_every_provider_takes_are_used() -> None:
    assert {key for node in _nodes(build_schema(FACTS)) for key in node} == COMMON


def test_only_the_facts_and_figures_of_this_run_can_be_cited() -> None:
    line = build_schema(FACTS)["properties"]["roast"]["items"]["properties"]
    assert line["fact_ids"]["items"]["enum"] == IDS
    figures = line["claims"]["items"]["properties"]["figure"]["enum"]
    assert figures == ["F1.plays", "F2.plays", "F25.plays"]


def test_a_bounded_schema_limits_every_text_and_asks_for_no_claims() -> None:
    bounded = build_schema(FACTS, bounded=True)
    texts = [node for node in _nodes(bounded) if node["type"] == "string" and "enum" not in node]
    limits = {name: limit for name, limit in MAX_LENGTHS.items() if name != "said"}
    assert sorted(text["maxLength"] for text in texts) == sorted(limits.values())
    line = bounded["properties"]["roast"]["items"]["properties"]
    assert line.keys() == {"line", "fact_ids"}
