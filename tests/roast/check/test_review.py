"""What is kept of a draft, what is refused, and what a model may declare."""

import pytest

from musicanalyser.roast.check.answer_parsing import Draft, DraftClaim, DraftLine
from musicanalyser.roast.check.review import Review, Reviewer
from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Tone, Unit
from musicanalyser.roast.writer_contract import WriterContract, complete, is_enough
from tests.roast.check.test_claims import FACTS
from tests.roast.listeners import listeners
from tests.roast.made_facts import fact, figure

KNOWN = {name for one in FACTS for name in one.names}


def review(*lines: DraftLine, language: str = "en", **parts: str) -> Review:
    texts = {"name": "The Patient Ear", "tagline": "still here", "stamp": "bad"} | parts
    redeeming = parts.get("redeeming", "It is honest.")
    draft = Draft(roast=lines, **{**texts, "redeeming": redeeming})
    return Reviewer(FACTS, language=language, known_names=KNOWN).review(draft)


def line(text: str, *ids: str, **more: object) -> DraftLine:
    return DraftLine(text=text, fact_ids=ids or ("F1",), **more)  # type: ignore[arg-type]  # as given


def kept(one: DraftLine, language: str = "en") -> list[str]:
    return [each.text for each in review(one, language=language).lines]


@pytest.mark.parametrize(
    ("language", "share", "text"),
    [("en", "77%", "You skip it 77% of the time."),
     ("de", "77 %", "Du überspringst es in 77 % der Fälle.")],
)  # fmt: skip
def test_slots_are_filled_by_the_program(language: str, share: str, text: str) -> None:
    assert kept(line(text.replace(share, "{F1.share}")), language) == [text]


@pytest.mark.parametrize("slot", ["{F1.absent}", "{F2.plays}", "{F99.share}", "{F1.share"])
def test_a_slot_without_a_figure_of_a_cited_fact_is_refused(slot: str) -> None:
    assert kept(line(f"You skip it {slot} of the time.")) == []


def test_one_bad_line_is_dropped_and_the_others_stay() -> None:
    good = line("You skip “Crossing” 77 % of the time.")
    found = review(good, line("You skip “Crossing” 99 % of the time."), good)
    assert len(found.lines) == 2
    (refused,) = found.refused
    assert (refused.where, refused.rule, refused.words) == ("roast 2", "R2", "99 %")
    assert str(refused).startswith("roast 2: R2, “99 %” in ")


def test_a_line_that_cites_nothing_is_refused() -> None:
    assert kept(line("You are fine.", "F77")) == []


def test_other_parts_may_use_any_fact_and_no_lie() -> None:
    assert review(tagline="98 plays, one patient ear").parts["tagline"]
    assert "redeeming" not in review(redeeming="You always finish “Volcano Season”.").parts
    assert "name" not in review(name="Nine Hundred Plays").parts
    assert review(stamp="77-%-skipped-9-%-after-midnight bad").parts["stamp"]


def test_a_name_of_the_library_belongs_to_its_fact() -> None:
    assert kept(line("Even “Volcano Season” got 77 %.")) == []
    assert kept(line("Even Notaries of Wrongmouth got 77 % skips from you."))
    assert kept(line("77 % skipped. Even Taylor Swift would write about it."))


CLAIMS = [
    ("about 80 %", "F1.share", "about", True),
    ("about 40 %", "F1.share", "about", False),
    ("over 70 %", "F1.share", "more", True),
    ("over 90 %", "F1.share", "more", False),
    ("under 80 %", "F1.share", "less", True),
    ("under 60 %", "F1.share", "less", False),
    ("30 plays", "F1.plays", "is", True),
    ("30 days", "F1.plays", "is", False),
]


@pytest.mark.parametrize(("said", "figure", "relation", "is_true"), CLAIMS)
def test_a_declared_claim_holds_for_its_figure(
    said: str, figure: str, relation: str, *, is_true: bool
) -> None:
    claim = DraftClaim(said=said, figure=figure, relation=relation)
    text = f"You skip “Crossing”: {said}, says the thumb."
    assert bool(kept(line(text, claims=(claim,)))) is is_true


def test_a_claim_whose_words_are_not_said_is_refused() -> None:
    claim = DraftClaim(said="80 %", figure="F1.share", relation="about")
    assert kept(line("You skip it 77 % of the time.", claims=(claim,))) == []


@pytest.mark.parametrize(
    ("rhetoric", "is_kept"),
    [("two hedgehogs", True), ("two hundred plays", False), ("90 %", False), ("absent", False)],
)
def test_comic_numbers_count_nothing_of_the_listener(rhetoric: str, *, is_kept: bool) -> None:
    said = rhetoric if rhetoric != "absent" else "nothing"
    text = f"You skip “Crossing” 77 % of the time, as would {said}."
    assert bool(kept(line(text, rhetoric=(rhetoric,)))) is is_kept


def test_what_is_missing_is_written_offline_and_named() -> None:
    facts = listeners()["night owl"]
    offline = write_persona(facts, tone=Tone.MEDIUM, language="en", seed=1)
    good = review(line("You skip “Crossing” 77 % of the time."), tagline="9000 plays")
    persona, filled = complete([good], offline)
    assert filled == ("tagline", "a line", "a line")
    assert persona.name == "The Patient Ear"
    assert persona.tagline == offline.tagline
    assert len(persona.roast) == 3
    assert not is_enough(good)
    assert is_enough(review(*[line(f"{n} hedgehogs wait.") for n in "abc"]))


def test_a_small_model_gets_fewer_facts_and_an_easier_format() -> None:
    facts = tuple(fact("So.", figure(3, Unit.COUNT), fact_id=f"F{n}") for n in range(1, 16))
    contracts = [
        WriterContract(
            facts=facts, known_names=frozenset(), tone=Tone.MEDIUM, language="en", is_small=small
        )
        for small in (False, True)
    ]
    assert [len(one.sent) for one in contracts] == [12, 8]
    lines = [one.schema["properties"]["roast"]["items"]["properties"] for one in contracts]
    assert ["claims" in one for one in lines] == [True, False]
