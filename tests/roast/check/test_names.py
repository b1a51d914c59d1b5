"""Which names a text may use, and what counts as a name."""

import pytest

from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.persona import Fact
from tests.roast.made_facts import fact, persona

ONE = fact(
    "“Idioteque (Live)” by Radiohead is the most heard track.",
    names=["Idioteque (Live)", "Radiohead"],
)
OTHER = fact("Queen of Hearts came back.", names=["Queen of Hearts"], fact_id="F2")
LIBRARY = (
    *("Coldplay", "Taylor Swift", "Die Nacht", "Gute Nacht", "Liebe", "La noche", "Friday", "Love"),
    *(
        "deadmau5",
        "ABBA",
        "Maroon 5",
        "bad guy",
        "22",
        "Yesterday",
        "I",
        "Queen",
        "米津玄師",
        "!!!",
    ),
)


def _named(line: str, *, language: str | None, one: Fact = ONE) -> tuple[str, ...]:
    """Return the names that a line citing one fact may not use."""
    found = find_faults(
        persona((line, ["F1"])), [one, OTHER], language=language, known_names=LIBRARY
    )
    suffix = '" is no name in a fact it may draw on'
    return tuple(
        fault.removeprefix('roast 1: "').removesuffix(suffix)
        for fault in found
        if fault.endswith(suffix)
    )


@pytest.mark.parametrize("language", [None, "en", "de", "es", "fr"])
@pytest.mark.parametrize(
    "line",
    [
        "Radiohead, Radiohead and RADIOHEAD.",
        "Radiohead's patience; Radioheads Geduld.",
        "“Idioteque (Live)”, „Idioteque“, «idioteque», 'Idioteque', \"Idioteque (Live),\".",
        "you call it “variety”, 'cause your friends' taste isn't.",
        "the patient ear hears it; The Patient Ear never sleeps.",
        "so it goes. Every day, I think, is the same.",
    ],
)
def test_names_of_the_cited_facts_and_of_the_persona_pass(line: str, language: str | None) -> None:
    assert _named(line, language=language) == ()


@pytest.mark.parametrize("language", [None, "en", "de", "es", "fr"])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("you play “Creep” again.", "Creep"),
        ("you play „Creep“ again.", "Creep"),
        ("you play \u201aCreep\u2018 again.", "Creep"),
        ("you play «Ok Computer» again.", "Ok Computer"),
        ("you play 'Don't Panic' again.", "Don't Panic"),
        ("you play 「夜に駆ける」 again.", "夜に駆ける"),
        ("you play “bad guy” again.", "bad guy"),
        ("you left Taylor Swift for this.", "Taylor Swift"),
        ("Taylor Swift would weep.", "Taylor Swift"),
        ("it sounds like deadmau5 asleep.", "deadmau5"),
        ("it sounds like ABBA asleep.", "ABBA"),
        ("it sounds like Maroon 5 asleep.", "Maroon 5"),
        ("it sounds like 米津玄師 asleep.", "米津玄師"),
        ("you crown the Queen of Hearts again.", "Queen of Hearts"),
    ],
)
def test_a_name_in_quotes_and_a_known_name_that_is_spelt_like_one_are_caught(
    line: str, name: str, language: str | None
) -> None:
    assert name in _named(line, language=language)[0]


@pytest.mark.parametrize("language", ["en", "es", "fr", "it", "nl", "pt"])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("you left Coldplay for this.", "Coldplay"),
        ("you left Arcade Fire for this.", "Arcade Fire"),
        ("Arcade Fire would weep.", "Arcade Fire"),
        ("Even Arcade Fire would weep.", "Arcade Fire"),
        ("So: Arcade Fire again.", "Arcade Fire"),
        ("what would Jean-Michel do.", "Jean Michel"),
    ],
)
def test_capitals_make_a_name_in_languages_with_small_nouns(
    line: str, name: str, language: str
) -> None:
    assert _named(line, language=language) == (name,)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Die Nacht gehört dir, mit Liebe und Musik.", "de"),
        ("Um diese Uhr Musik, Montag Morgen Kaffee, Nacht für Nacht.", "de"),
        ("Wer die Nacht liebt, sagt nie gute Nacht.", "de"),
        ("La noche te pertenece, y el lunes también.", "es"),
        ("Love is a skip button. Yesterday, too.", "en"),
        ("Every Friday night, Monday to Sunday, Spotify waits.", "en"),
        ("Your Friday starts in May. At Christmas I give up.", "en"),
        ("The queen of playlists.", "en"),
    ],
)
def test_ordinary_words_that_are_titles_too_pass(line: str, language: str) -> None:
    assert _named(line, language=language) == ()


@pytest.mark.parametrize("part", ["name", "tagline", "trait"])
def test_titles_may_have_capitals_but_no_foreign_name(part: str) -> None:
    for text, found in (("Lord Of Skips", 0), ("Taylor Swift Truther", 1), ("“Creep” Creep", 1)):
        one_persona = persona(**{part: text})
        assert len(find_faults(one_persona, [ONE], language="en", known_names=LIBRARY)) == found


@pytest.mark.parametrize("part", ["summary", "redeeming", "why"])
def test_all_texts_but_lines_may_name_what_is_in_any_fact(part: str) -> None:
    one_persona = persona(**{part: "Radiohead, then Queen of Hearts."})
    assert find_faults(one_persona, [ONE, OTHER], language="en") == ()


@pytest.mark.parametrize(
    "name",
    [
        "Church",
        "Gay Bar",
        "Jesus Walks",
        "www.evil.com",
        "https://evil.example/x",
        "[red]Song[/red]",
        "N***** in Paris",
        "“Heroes”",
        "Don't Stop",
        "Don\u2019t Stop",
        "AC/DC",
        "a",
        "!!!",
        "(no name)",
        "x" * 79 + "…",
        "Wait... what",
        "C:\\new",
        "$UICIDEBOY$",
        "夜に駆ける",
        "1/2 Full",
        "`code`",
    ],
)  # fmt: skip - a list of names reads best as one
def test_a_name_of_a_cited_fact_is_never_held_against_a_text(name: str) -> None:
    one = fact(f"{name} is on top.", names=[name])
    for line in (f"you play {name} again.", f"you play “{name}” again."):
        assert find_faults(persona((line, ["F1"])), [one, OTHER], known_names=LIBRARY) == ()


def test_fifty_thousand_known_names_are_no_burden() -> None:
    known = [f"Name{number} Of{number} Someone" for number in range(50_000)]
    one_persona = persona(("you play Name7 Of7 Someone.", ["F1"]))
    assert len(find_faults(one_persona, [ONE], known_names=known)) == 1
