import codecs
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from musicanalyser.roast import sanitize
from musicanalyser.roast.sanitize import MAX_NAME_LENGTH, UNNAMED, sanitize_name, sanitize_output

anything = st.text(st.characters(), max_size=200) | st.text(
    "aﬁ…  \n\t\u200b\u202e\x1b¨\u0301*$@", max_size=120
)
patient = settings(deadline=None)


def _slur(rot13: str) -> str:
    return codecs.decode(rot13, "rot13")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Midnight Ferry", "Midnight Ferry"),
        ("ﬁne \uff37\uff29\uff24\uff25 ①", "fine WIDE 1"),
        ("e\u0301", "é"),
        ("  a \t\r\n b\u00a0c\u2028d ", "a b c d"),
        ("\x1b[31mred\x1b[0m \x9b1m", "[31mred[0m 1m"),
        ("a\x00b\x7fc\x85d", "abc d"),
        ("safe\u202egnp.exe\u2066\u2069", "safegnp.exe"),
        ("z\u200be\u200dr\ufeffo\u00ad\u2060 w\ufe0fidth", "zero width"),
        ("half \ud800 own \ue000 none \uffff", "half own none"),
        ("fill\u3164er\u2800\u115f", "filler"),
        ('[red]Song[/red] {x} "y" \\', '[red]Song[/red] {x} "y" \\'),
        ("夜に駆ける 🎧 שלום", "夜に駆ける 🎧 שלום"),
        ("wait…", "wait…"),
        ("", UNNAMED),
        ("\u200b\x00\u202e \n", UNNAMED),
    ],
)
def test_a_name_keeps_what_is_read_and_loses_what_acts(text: str, expected: str) -> None:
    assert sanitize_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"My {_slur('avttn')}", "My n****"),
        (f"{_slur('avttnf').capitalize()} in Paris", "N***** in Paris"),
        (f"{_slur('SNTTBGF')}!", "F******!"),
        (f"say {_slur('snttttbg')}, {_slur('snt')}", "say f*******, f**"),
        ("f4g, N1GG4, $p1c$", "f**, N****, $****"),
        ("\u0336".join(f"{_slur('snt')}!"), "f" + "*" * 5 + "!"),
        (_slur("znevpóa"), "m******"),
        (f"{_slur('snt')}${_slur('fcvp')}", "f**$s***"),
        (f"{_slur('snt')}${_slur('fcvp')[1:]}", "f**$***"),
    ],
)
def test_a_slur_keeps_its_first_letter(text: str, expected: str) -> None:
    assert sanitize_name(text) == sanitize_output(text, 99) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Niger",
        "Spicy",
        "Spice Girls",
        "Fagott",
        "Donald Fagen",
        "Snigger",
        "En retard",
        "Kike",
        "f*g",
    ],
)
def test_a_word_that_only_resembles_a_slur_stays(text: str) -> None:
    assert sanitize_name(text) == text


def test_no_slur_can_be_read_in_the_source() -> None:
    source = sanitize.__loader__.get_source(sanitize.__name__).casefold()  # type: ignore[union-attr] # a module from a file has one
    assert len(sanitize._SLURS) == len(set(sanitize._SLURS))  # noqa: SLF001 - the list is what is tested
    for word in sanitize._SLURS:  # noqa: SLF001 - as above
        assert sanitize_name(_slur(word)) == _slur(word)[0] + "*" * (len(word) - 1)
        assert _slur(word) not in source


def test_a_name_of_ten_kilobytes_is_cut() -> None:
    assert sanitize_name("long " * 2000) == "long " * 15 + "long…"
    assert len(sanitize_name("ﷺ" * 3000)) == MAX_NAME_LENGTH


def test_a_slur_that_a_cut_uncovers_is_masked_as_well() -> None:
    assert sanitize_name("x" * 74 + f" {_slur('fcvp')}y and more") == "x" * 74 + " s***…"


@patient
@given(anything)
@example("…" * 90)
@example("a" * 79 + "…" + "b")
@example("\u0301" * 90)
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    name = sanitize_name(text)
    assert sanitize_name(name) == name


@patient
@given(anything)
def test_a_safe_name_is_one_short_line_of_characters_that_can_be_seen(text: str) -> None:
    name = sanitize_name(text)
    name.encode()
    assert 0 < len(name) <= MAX_NAME_LENGTH
    assert name == " ".join(name.split())
    assert not [one for one in name if unicodedata.category(one)[0] == "C"]


@patient
@given(anything, st.integers(1, 60))
def test_safe_output_is_as_safe_and_keeps_the_form_of_letters(text: str, most: int) -> None:
    output = sanitize_output(text, most)
    assert len(output) <= most
    assert sanitize_output(output, most) == output
    assert not [one for one in output if unicodedata.category(one)[0] == "C"]
    assert set(output) <= {*text, *" *…"}


def test_safe_output_has_no_word_for_nothing() -> None:
    assert sanitize_output("\n\u200b", 10) == ""
