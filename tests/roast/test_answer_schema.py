from collections.abc import Iterator

import pytest

from musicanalyser.roast.answer_schema import MAX_LENGTHS, Schema, build_schema

IDS = ["F1", "F2", "F25"]
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
    for node in _nodes(build_schema(IDS, bounded=bounded)):
        if node["type"] == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


def test_only_keywords_that_every_provider_takes_are_used() -> None:
    assert {key for node in _nodes(build_schema(IDS)) for key in node} == COMMON


def test_only_the_facts_of_this_run_can_be_cited() -> None:
    asked = build_schema(IDS)["properties"]
    assert asked["roast"]["items"]["properties"]["fact_ids"]["items"]["enum"] == IDS
    assert asked["evidence"]["items"]["properties"]["fact_id"]["enum"] == IDS


def test_a_bounded_schema_limits_every_free_text_and_is_otherwise_the_same() -> None:
    bounded = build_schema(IDS, bounded=True)
    texts = [node for node in _nodes(bounded) if node["type"] == "string" and "enum" not in node]
    assert sorted(text.pop("maxLength") for text in texts) == sorted(MAX_LENGTHS.values())
    assert bounded == build_schema(IDS)
