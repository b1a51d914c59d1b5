"""Facts and personas are read back as they were written."""

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.roast.persona import Fact, Figure, Persona, RoastLine, Unit
from musicanalyser.roast.persona_json import (
    facts_from_json,
    facts_to_json,
    persona_from_json,
    persona_to_json,
)

TEXTS = st.text(max_size=20)
MANY = st.lists(TEXTS, max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(
            Fact,
            id=TEXTS,
            kind=TEXTS,
            text=TEXTS,
            figures=st.lists(
                st.builds(
                    Figure,
                    name=TEXTS,
                    value=st.floats(allow_nan=False, allow_infinity=False),
                    unit=st.sampled_from(Unit),
                ),
                max_size=3,
            ).map(tuple),
            names=MANY,
            statistic=TEXTS,
            surprise=st.floats(0, 6),
            coverage=st.none() | st.floats(0, 1),
            is_usual=st.booleans(),
        ),
        max_size=3,
    ).map(tuple)
)
def test_facts_are_read_back_as_they_were_written(facts: tuple[Fact, ...]) -> None:
    assert facts_from_json(facts_to_json(facts)) == facts


@given(
    st.builds(
        Persona,
        name=TEXTS,
        tagline=TEXTS,
        roast=st.lists(st.builds(RoastLine, text=TEXTS, fact_ids=MANY), max_size=3).map(tuple),
        stamp=TEXTS,
        redeeming=TEXTS,
        phrases=MANY,
    )
)
def test_a_persona_is_read_back_as_it_was_written(persona: Persona) -> None:
    assert persona_from_json(persona_to_json(persona)) == persona
