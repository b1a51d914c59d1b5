import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.terminal_text import sanitize
from tests.render.reports import unhurried


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Midnight Ferry", "Midnight Ferry"),
        ("夜に駆ける 🎧", "夜に駆ける 🎧"),
        ("שלום", "שלום"),
        ("e\u0301", "e\u0301"),
        ("\x1b[31mred", "�[31mred"),
        ("\u009b31m", "�31m"),
        ("a\x00b\x7fc", "a�b�c"),
        ("one\ntwo\r\n\tthree\u2028four\u00a0five", "one two   three four five"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066iso\u2069 \u200bzero\u200dwidth\ufeff", "iso zerowidth"),
        (
            "\u06cc\u200c\u062e\u0648\u0627\u0647",
            "\u06cc\u200c\u062e\u0648\u0627\u0647",
        ),
        ("\U0001f468\u200d\U0001f469 Song", "\U0001f468\u200d\U0001f469 Song"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\u0645\u200c \u200d\u0645\u200c\u200d\u0645\u200d", "\u0645 \u0645\u0645"),
        ("soft\u00adhyphen", "softhyphen"),
        ("fill\u3164er \u2764\ufe0f \U000e0041", "filler \u2764 "),
        ("half \ud800 \uffff", "half � �"),
    ],
)
def test_what_acts_or_hides_is_taken_out_and_the_rest_is_kept(text: str, expected: str) -> None:
    assert sanitize(text) == expected


@unhurried
@given(st.text(st.characters()))
def test_nothing_is_left_that_a_terminal_obeys_or_utf8_refuses(text: str) -> None:
    shown = sanitize(text)
    shown.encode()
    assert not {unicodedata.category(character) for character in shown} & {
        *("Cc", "Cf", "Cs", "Zl", "Zp"),
    }


@unhurried
@given(st.text(st.characters()))
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)
