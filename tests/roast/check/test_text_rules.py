"""What no text of a persona may contain."""

from dataclasses import replace

import pytest

from musicanalyser.roast.answer_schema import MAX_LENGTHS
from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.persona import Evidence, RoastLine
from tests.roast.made_facts import fact, persona

ONE = fact("It was played.")
PARTS = ["name", "tagline", "summary", "redeeming", "trait", "why"]


def _said(text: str) -> tuple[str, ...]:
    return find_faults(persona((text, ["F1"])), [ONE], language="en")


@pytest.mark.parametrize("part", PARTS)
def test_no_text_may_be_empty(part: str) -> None:
    (found, *_) = find_faults(persona(**{part: " "}), [ONE])
    assert found.endswith("it is empty")


@pytest.mark.parametrize("part", PARTS)
def test_a_text_may_be_twice_as_long_as_requested_and_no_longer(part: str) -> None:
    asked = MAX_LENGTHS[part]
    assert find_faults(persona(**{part: "x" * 2 * asked}), [ONE]) == ()
    (found, *_) = find_faults(persona(**{part: "x" * (2 * asked + 1)}), [ONE])
    assert found.endswith(f"it has {2 * asked + 1} characters; at most {asked} were asked for")


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\x1b[0m", "a\u202eb", "a\u200bb", "a\x07", "a\x9bm", "a \ud800", "a  b", "f4gs"],
)
def test_what_acts_instead_of_being_read_is_refused(text: str) -> None:
    assert "roast 1: it holds line breaks" in " ".join(_said(text))


@pytest.mark.parametrize("text", ["no\u00a0way", "schön 🎧", "夜", "[sic", "so… — yes!"])
def test_what_people_write_passes(text: str) -> None:
    assert not [found for found in _said(text) if "it holds" in found]


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x",
        "www.evil.example",
        "evil.com",
        "HTTP://X",
        "[x](y)",
        "last.fm/me",
    ],
)
def test_a_link_is_refused(text: str) -> None:
    assert "roast 1: it holds a link" in _said(text)


@pytest.mark.parametrize(
    "text",
    ["[red]no[/red]", "[/]", "[link=x]", "[bold red on blue]", "[31m", "[@click=x]", "<b>", "`x`"],
)
def test_markup_is_refused(text: str) -> None:
    assert "roast 1: it holds markup" in _said(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("you sound depressed", "health"),
        ("cheaper than therapy", "health"),
        ("du klingst depressiv", "health"),
        ("estás enfermo", "health"),
        ("how Christian of you", "religion"),
        ("como en la iglesia", "religion"),
        ("schwul", "sexuality"),
        ("so gay", "sexuality"),
        ("wie ein Ausländer", "origin"),
        ("inmigrante", "origin"),
        ("an obese playlist", "body"),
    ],
)
def test_what_is_not_a_habit_is_refused(text: str, topic: str) -> None:
    assert f"is about {topic}; only habits are mocked" in _said(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "you religiously skip, fat chance, a race to the end, straight to the chorus",
        "bald ist hindurch auch lesbar, mein Traumauto",
        "merry Christmas, virtually mentally elsewhere",
    ],
)
def test_words_that_only_resemble_one_pass(text: str) -> None:
    assert _said(text) == ()


def test_a_persona_made_in_code_must_have_its_parts_as_well() -> None:
    bare = replace(persona(), roast=(), traits=("x",), evidence=())
    assert find_faults(bare, [ONE]) == (
        "roast must hold 3 to 6 items, not 0",
        "traits must hold 3 to 5 items, not 1",
        "evidence must hold 2 to 5 items, not 0",
    )
    uncited = replace(persona(), roast=(RoastLine(text="so it goes", fact_ids=()),) * 3)
    assert "roast 3, fact_ids must hold 1 to 3 items, not 0" in find_faults(uncited, [ONE])


def test_evidence_cites_a_fact_that_exists() -> None:
    piece = Evidence(fact_id="F9", why="so it goes")
    one_persona = replace(persona(), evidence=(piece, piece))
    assert find_faults(one_persona, [ONE]) == (
        'evidence 1: there is no fact "F9"',
        'evidence 2: there is no fact "F9"',
    )
