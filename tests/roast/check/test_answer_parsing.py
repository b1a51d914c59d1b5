"""What a model answers is read as a persona, or refused with reasons."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.roast.check.answer_parsing import FaultyAnswerError, parse_persona

ANSWER: dict[str, Any] = {
    "name": "The Patient Ear",
    "tagline": "Still here",
    "summary": "It all comes round again.",
    "roast": [{"line": f"Line {place}", "fact_ids": ["F1", "F2"][:place]} for place in (1, 2, 3)],
    "traits": ["patient", "loyal", "awake"],
    "evidence": [{"fact_id": "F1", "why": "so it goes"}, {"fact_id": "F2", "why": "as ever"}],
    "redeeming": "At least it is honest.",
}


def _read(**changes: object) -> tuple[str, ...]:
    with pytest.raises(FaultyAnswerError) as caught:
        parse_persona(json.dumps(ANSWER | changes))
    return caught.value.faults


def test_every_part_of_an_answer_is_read() -> None:
    persona = parse_persona(json.dumps(ANSWER))
    assert (persona.name, persona.tagline) == ("The Patient Ear", "Still here")
    assert persona.summary == "It all comes round again."
    assert [line.text for line in persona.roast] == ["Line 1", "Line 2", "Line 3"]
    assert persona.roast[1].fact_ids == ("F1", "F2")
    assert persona.traits == ("patient", "loyal", "awake")
    assert [(piece.fact_id, piece.why) for piece in persona.evidence] == [
        ("F1", "so it goes"),
        ("F2", "as ever"),
    ]
    assert persona.redeeming == "At least it is honest."


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "```\n{}```",
        "Sure {{smiles}}: here {{you}} go\n{}\nEnjoy!",
        "<think>an {{'object'}} or {{\"a\": 1}}</think>{}",
        '\ufeff {} {{"name": "another"}}',
    ],
)
def test_text_around_the_object_is_ignored(wrapped: str) -> None:
    text = wrapped.replace("{}", json.dumps(ANSWER)).replace("{{", "{").replace("}}", "}")
    assert parse_persona(text).name == "The Patient Ear"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "{}",
        "[]",
        "null",
        "{" * 5000,
        '{"a":' * 20_000,
        json.dumps(ANSWER)[:-1],
        '{"x": 1}',
        "1" * 9999,
    ],
)
def test_an_answer_without_a_whole_object_is_refused(text: str) -> None:
    with pytest.raises(FaultyAnswerError, match="no complete JSON object"):
        parse_persona(text)


@pytest.mark.parametrize("value", [None, 1, True, [], {}, ["x"], 1.5])
def test_a_text_of_another_type_is_refused(value: object) -> None:
    assert _read(name=value) == ("name must be of type string",)
    assert _read(traits=["a", "b", value]) == ("traits 3 must be of type string",)


@pytest.mark.parametrize("value", [None, "x", {}, 3])
def test_a_list_of_another_type_is_refused(value: object) -> None:
    assert _read(roast=value) == ("roast must be of type array",)


def test_what_is_missing_or_too_much_is_named() -> None:
    assert _read(**{"\x1b" + "x" * 99: ""}) == ("the answer must not hold " + "x" * 59 + "…",)
    answer = {key: value for key, value in ANSWER.items() if key not in {"tagline", "redeeming"}}
    with pytest.raises(FaultyAnswerError) as caught:
        parse_persona(json.dumps(answer))
    assert caught.value.faults == ("the answer lacks tagline", "the answer lacks redeeming")
    assert _read(roast=[{"line": "x", "fact_ids": ["F1"]}, {"line": "y"}, "z"]) == (
        "roast 2 lacks fact_ids",
        "roast 3 must be of type object",
    )


@pytest.mark.parametrize(
    ("part", "item", "least", "most"),
    [
        ("roast", {"line": "x", "fact_ids": ["F1"]}, 3, 6),
        ("traits", "x", 3, 5),
        ("evidence", {"fact_id": "F1", "why": "x"}, 2, 5),
    ],
)
def test_too_few_and_too_many_items_are_refused(
    part: str, item: object, least: int, most: int
) -> None:
    for many in (0, least - 1, most + 1):
        assert _read(**{part: [item] * many}) == (
            f"{part} must hold {least} to {most} items, not {many}",
        )
    for many in (least, most):
        parse_persona(json.dumps(ANSWER | {part: [item] * many}))


def test_a_line_cites_one_to_three_facts() -> None:
    for ids in ([], ["F1"] * 4):
        lines = [{"line": "x", "fact_ids": ids}, *ANSWER["roast"][:2]]
        assert _read(roast=lines) == (f"roast 1.fact_ids must hold 1 to 3 items, not {len(ids)}",)


def test_texts_become_one_line_without_anything_that_acts() -> None:
    answer = ANSWER | {"name": "a\n\x1b[31mb\u202ec\u200b \ud800d", "summary": "x" * 9000}
    persona = parse_persona(json.dumps(answer))
    assert persona.name == "a [31mbc d"
    assert len(persona.summary) == 2000


@settings(deadline=None)
@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*ANSWER, "x"]), inner, max_size=7)
        ),
    ).map(json.dumps)
)
def test_any_other_answer_is_refused_and_nothing_else_happens(text: str) -> None:
    with pytest.raises(FaultyAnswerError) as caught:
        parse_persona(text)
    assert caught.value.faults
