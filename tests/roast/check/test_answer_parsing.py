"""What a model answers is read as a draft, or refused with reasons."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.roast.check.answer_parsing import DraftClaim, FaultyAnswerError, parse_draft

ANSWER: dict[str, Any] = {
    "name": "The Patient Ear",
    "tagline": "Still here",
    "roast": [
        {
            "line": f"Line {place}",
            "fact_ids": ["F1", "F2"][:place],
            "claims": [{"said": "Line", "figure": "F1.plays", "relation": "is"}],
            "rhetoric": ["two hedgehogs"],
        }
        for place in (1, 2, 3)
    ],
    "stamp": "patient-awake bad",
    "redeeming": "At least it is honest.",
}
LINE = {"line": "x", "fact_ids": ["F1"]}


def _read(**changes: object) -> tuple[str, ...]:
    with pytest.raises(FaultyAnswerError) as caught:
        parse_draft(json.dumps(ANSWER | changes))
    return caught.value.faults


def test_every_part_of_an_answer_is_read() -> None:
    draft = parse_draft(json.dumps(ANSWER))
    assert (draft.name, draft.tagline) == ("The Patient Ear", "Still here")
    assert [line.text for line in draft.roast] == ["Line 1", "Line 2", "Line 3"]
    assert draft.roast[1].fact_ids == ("F1", "F2")
    assert draft.roast[0].claims == (DraftClaim(said="Line", figure="F1.plays", relation="is"),)
    assert draft.roast[0].rhetoric == ("two hedgehogs",)
    assert draft.stamp == "patient-awake bad"
    assert draft.redeeming == "At least it is honest."


def test_small_models_need_no_claims() -> None:
    assert parse_draft(json.dumps(ANSWER | {"roast": [LINE] * 3})).roast[0].claims == ()


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
    assert parse_draft(text).name == "The Patient Ear"


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
        parse_draft(text)


@pytest.mark.parametrize("value", [None, 1, True, [], {}, ["x"], 1.5])
def test_a_text_of_another_type_is_refused(value: object) -> None:
    assert _read(name=value) == ("name must be of type string",)
    lines = [LINE, LINE, LINE | {"line": value}]
    assert _read(roast=lines) == ("roast 3.line must be of type string",)


@pytest.mark.parametrize("value", [None, "x", {}, 3])
def test_a_list_of_another_type_is_refused(value: object) -> None:
    assert _read(roast=value) == ("roast must be of type array",)


def test_what_is_missing_or_too_much_is_named() -> None:
    assert _read(**{"\x1b" + "x" * 99: ""}) == ("the answer must not hold " + "x" * 59 + "…",)
    answer = {key: value for key, value in ANSWER.items() if key not in {"tagline", "redeeming"}}
    with pytest.raises(FaultyAnswerError) as caught:
        parse_draft(json.dumps(answer))
    assert caught.value.faults == ("the answer lacks tagline", "the answer lacks redeeming")
    assert _read(roast=[{"line": "x", "fact_ids": ["F1"]}, {"line": "y"}, "z"]) == (
        "roast 2 lacks fact_ids",
        "roast 3 must be of type object",
    )


def test_too_few_and_too_many_lines_are_refused() -> None:
    for many in (0, 2, 7):
        assert _read(roast=[LINE] * many) == (f"roast must hold 3 to 6 items, not {many}",)
    for many in (3, 6):
        parse_draft(json.dumps(ANSWER | {"roast": [LINE] * many}))


def test_a_line_cites_one_to_three_facts() -> None:
    for ids in ([], ["F1"] * 4):
        lines = [LINE | {"fact_ids": ids}, *ANSWER["roast"][:2]]
        assert _read(roast=lines) == (f"roast 1.fact_ids must hold 1 to 3 items, not {len(ids)}",)


def test_texts_become_one_line_without_anything_that_acts() -> None:
    answer = ANSWER | {"name": "a\n\x1b[31mb\u202ec\u200b \ud800d", "stamp": "x" * 9000}
    draft = parse_draft(json.dumps(answer))
    assert draft.name == "a [31mbc d"
    assert len(draft.stamp) == 2000


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
        parse_draft(text)
    assert caught.value.faults
