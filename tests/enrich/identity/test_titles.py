"""Every rule for suffixes of titles, on its own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.identity.titles import SUFFIXES, strip_suffixes

CUTS = ("Radio", "Single", "Album", "Original", "Extended", "Full-Length", "Full Length", "Long")
MORE_CUTS = ("Short", "Video", "LP", '7"', '12"')
EXAMPLES = {
    "remaster": (
        "Remaster", "Remastered", "1987 Remaster", "2011 - Remaster", "2011 Remastered",
        "Digital Remaster", "Digitally Remastered", "Remastered 2011", "Remastered Version",
        "Remastered Edition", "Remaster Edition 2003", "1997 Digital Remaster",
    ),
    "live": (
        "Live", "Recorded Live", "Live at the Pier", "Live from Graz / 1986", "Live in Graz",
        "Live on Air", "Live Version", "Live Session", "Live Acoustic", "Live; 2012", "Live / Graz",
    ),
    "cut": (
        *(f"{cut} Edit" for cut in (*CUTS, *MORE_CUTS)),
        "Album Version", "Original Mix", "2004 Radio Edit", "Radio Edit 2004",
    ),
    "edit": ("Edit",),
    "channels": ("Mono", "Stereo", "Mono Version", "Stereo Mix", "Mono 1966", "Stereo Mix 2018"),
    "acoustic": ("Acoustic", "Acoustic Version"),
    "edition": (
        "Bonus Track", "Deluxe", "Super Deluxe", "Deluxe Edition", "Deluxe Version", "Explicit",
        "Super Deluxe Edition", "Clean",
    ),
    "film": ('From "The Marmot"',),
    "guest": (
        "feat. Ada", "feat Ada", "ft. Ada & Bea", "ft Ada", "featuring Ada", "with Ada",
        "feat. Ada, Bea",
    ),
}  # fmt: skip
ENDINGS = [one for some in EXAMPLES.values() for one in some]
FRAMES = ("{} - {}", "{} \u2013 {}", "{} \u2014 {}", "{}  -  {} ", "{} ({})", "{}({})", "{} [{}]")
PIECES = [*"aZ ()[]-\u2013.'1", "live", "remastered", " - ", "feat. ", "(", "2011", " edit"]
TITLES = st.lists(st.sampled_from(PIECES)).map("".join)


def test_every_rule_has_examples() -> None:
    assert EXAMPLES.keys() == SUFFIXES.keys()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_suffix_is_removed_after_every_dash_and_in_every_bracket(ending: str) -> None:
    for frame in FRAMES:
        for written in (ending, ending.upper(), ending.lower()):
            assert strip_suffixes(frame.format("The Teaspoon", written)) == "The Teaspoon", frame


def test_several_suffixes_are_removed() -> None:
    assert strip_suffixes("Aria (feat. Ada) - Live - Remastered 2009") == "Aria"


@pytest.mark.parametrize("title", ["Aria feat. Ada", "Aria ft. Ada & Bea", "Aria featuring Ada"])
def test_a_guest_needs_no_brackets(title: str) -> None:
    assert strip_suffixes(title) == "Aria"


@pytest.mark.parametrize(
    "title",
    [
        "Live",
        "(Live)",
        "Remastered",
        "Live Forever",
        "Dancing With Myself",
        "Feat. of Strength",
        "Aria feat Ada",
        "Aria featuringly Ada",
        "Aria With Ada",
        "Alive",
        "The Edit",
        "Semi-Live",
        "Aria -Live",
        "Aria- Live",
        "Aria [Live)",
        "Aria (Live]",
        "Aria (Live) Again",
        "Aria - 2011",
        "Aria - 1899 Remaster",
        "Aria - 2199 Remaster",
        "Aria - 198 Remaster",
        "Aria - Remastered 1899",
        "Aria - Remasters",
        "Aria - Lively",
        "Aria - Club Edit",
        "Aria - Radio Marmot",
        "Aria - 1899 Radio Edit",
        "Aria - Edited",
        "Aria - Monologue",
        "Aria - Mono Marmot",
        "Aria - Acoustics",
        "Aria - Bonus",
        "Aria - Very Super Deluxe",
        "Aria - Deluxe Marmot",
        "Aria - From",
        "Aria - Feather",
        "Aria - Within",
        "Aria - Marmot Remix",
        "Aria (Demo)",
        "Aria - Instrumental",
        "Aria (Karaoke Version)",
        "Aria - Cover",
        "Part I - The Cardigan",
        "Aria (Reprise)",
    ],
)
def test_a_title_or_a_version_with_other_words_stays(title: str) -> None:
    assert strip_suffixes(title) == title


@given(st.text() | TITLES)
def test_stripping_is_idempotent(title: str) -> None:
    assert strip_suffixes(strip_suffixes(title)) == strip_suffixes(title)


@given(st.text() | TITLES)
def test_stripping_only_cuts_the_end_and_never_empties_a_title(title: str) -> None:
    plain = strip_suffixes(title)
    assert title.strip().startswith(plain.strip())
    assert bool(plain.strip()) == bool(title.strip())


@given(st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True), st.data())
def test_any_number_of_suffixes_is_removed(title: str, data: st.DataObject) -> None:
    endings = data.draw(st.lists(st.sampled_from(ENDINGS), max_size=4))
    longer = title + "".join(f" ({one})" for one in endings)
    assert strip_suffixes(longer) == strip_suffixes(title)


@pytest.mark.parametrize("piece", ["(", " - live", "a ", " ", "(feat. ", "[live] ", "- "])
def test_a_hostile_title_of_the_longest_length_takes_no_time(piece: str) -> None:
    began = time.process_time()
    strip_suffixes(("x" + piece * 1_000)[:1_000])
    assert time.process_time() - began < 1
