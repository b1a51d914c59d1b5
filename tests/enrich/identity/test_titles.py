import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.identity.titles import SUFFIXES, strip_suffixes

ADDED = {
    "remaster": ("Remastered", "Remastered 2011", "2017 Remaster", "2011 - Remaster"),
    "live": ("Live", "Live at the Pier", "Recorded Live", "Live from Graz / 1986", "Live; 2012"),
    "cut": ("Radio Edit", "Single Version", "Album Version", "Original Mix", '7" Mix', "Long Edit"),
    "edit": ("Edit",),
    "channels": ("Mono", "Stereo Version", "Stereo Mix 2018"),
    "acoustic": ("Acoustic", "Acoustic Version"),
    "edition": ("Bonus Track", "Deluxe", "Super Deluxe Edition", "Explicit"),
    "film": ('From "The Marmot"',),
    "guest": ("feat. Ada", "ft. Ada & Bea", "featuring Ada", "with Ada", "Feat. Ada, Bea"),
}
ENDINGS = [one for some in ADDED.values() for one in some]
PIECES = [*"aZ ()[]-\u2013.'1", "live", "remastered", " - ", "feat. ", "(", "2011", " edit"]
TITLES = st.lists(st.sampled_from(PIECES)).map("".join)


def test_every_form_has_examples() -> None:
    assert ADDED.keys() == SUFFIXES.keys()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("frame", ["{} - {}", "{} ({})", "{} [{}]", "{} \u2013 {}", "{}  -  {} "])
def test_what_a_shop_adds_is_taken_off(frame: str, ending: str) -> None:
    assert strip_suffixes(frame.format("The Teaspoon", ending)) == "The Teaspoon"
    assert strip_suffixes(frame.format("The Teaspoon", ending.upper())) == "The Teaspoon"


def test_several_additions_are_taken_off() -> None:
    assert strip_suffixes("Aria (feat. Ada) - Live - Remastered 2009") == "Aria"


@pytest.mark.parametrize("title", ["Aria feat. Ada", "Aria ft. Ada & Bea", "Aria featuring Ada"])
def test_a_guest_needs_no_brackets(title: str) -> None:
    assert strip_suffixes(title) == "Aria"


@pytest.mark.parametrize(
    "title",
    [
        "Live Forever",
        "Live",
        "(Live)",
        "Remastered",
        "Dancing With Myself",
        "Feat. of Strength",
        "Alive",
        "The Edit",
        "Aria - Marmot Remix",
        "Aria (Demo)",
        "Aria - Instrumental",
        "Aria (Karaoke Version)",
        "Part I - The Cardigan",
        "Aria (Reprise)",
    ],
)
def test_what_may_have_other_words_or_is_the_title_is_kept(title: str) -> None:
    assert strip_suffixes(title) == title


@given(st.text() | TITLES)
def test_cleaning_is_idempotent(title: str) -> None:
    assert strip_suffixes(strip_suffixes(title)) == strip_suffixes(title)


@given(st.text() | TITLES)
def test_cleaning_only_cuts_the_end_and_never_empties_a_title(title: str) -> None:
    plain = strip_suffixes(title)
    assert title.strip().startswith(plain.strip())
    assert bool(plain.strip()) == bool(title.strip())


@given(st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True), st.data())
def test_any_number_of_additions_is_taken_off(title: str, data: st.DataObject) -> None:
    endings = data.draw(st.lists(st.sampled_from(ENDINGS), max_size=4))
    added = title + "".join(f" ({one})" for one in endings)
    assert strip_suffixes(added) == strip_suffixes(title)


@pytest.mark.parametrize("piece", ["(", " - live", "a ", " ", "(feat. ", "[live] ", "- "])
def test_a_hostile_title_takes_no_time(piece: str) -> None:
    pattern = re.compile(r"\S")
    assert pattern.search(strip_suffixes("x" + piece * 400))
