"""What no text of a persona may contain."""

import pytest

from musicanalyser.roast.check.text_rules import find_text_faults


def _said(text: str) -> tuple[str, ...]:
    return tuple(find_text_faults(text, text, requested_length=200))


def test_no_text_may_be_empty() -> None:
    assert _said(" ") == ("it is empty",)


def test_a_text_may_be_twice_as_long_as_requested_and_no_longer() -> None:
    assert _said("x" * 400) == ()
    assert _said("x" * 401) == ("it has 401 characters; at most 200 were asked for",)


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\x1b[0m", "a\u202eb", "a\u200bb", "a\x07", "a\x9bm", "a \ud800", "a  b", "f4gs"],
)
def test_what_acts_instead_of_being_read_is_refused(text: str) -> None:
    assert "it holds line breaks" in " ".join(_said(text))


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
    assert "it holds a link" in _said(text)


@pytest.mark.parametrize(
    "text",
    ["[red]no[/red]", "[/]", "[link=x]", "[bold red on blue]", "[31m", "[@click=x]", "<b>", "`x`"],
)
def test_markup_is_refused(text: str) -> None:
    assert "it holds markup" in _said(text)


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
