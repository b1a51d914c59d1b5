import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.share.letter_widths import break_text, cut_text, text_width

TEXTS = st.text("abcXYZ ,.-é夜ЩعW\U0001f994", max_size=120) | st.text("iW夜é \u0301", max_size=60)


def test_a_wide_letter_is_as_wide_as_its_size() -> None:
    for letter in "夜\N{FULLWIDTH LATIN CAPITAL LETTER A}":
        assert text_width(letter, 100) == pytest.approx(115)


def test_an_accent_takes_no_room() -> None:
    assert text_width("e\u0301", 36) == text_width("é", 36) == text_width("e", 36)


def test_bold_is_wider() -> None:
    assert text_width("Gravelstoke", 36, bold=True) > text_width("Gravelstoke", 36)


@given(TEXTS, st.floats(60, 2000), st.integers(1, 6))
def test_no_line_is_wider_than_its_room(text: str, width: float, lines: int) -> None:
    broken = break_text(text, 36, width, lines=lines)
    assert len(broken) <= lines
    assert all(text_width(line, 36) <= width for line in broken)


@given(TEXTS, st.integers(1, 6))
def test_text_that_fits_is_kept_whole(text: str, lines: int) -> None:
    broken = break_text(text, 36, 10**6, lines=lines)
    assert " ".join(broken).split() == text.split()


@given(TEXTS, st.floats(60, 400))
def test_text_is_cut_only_where_it_must_be(text: str, width: float) -> None:
    shown = cut_text(text, 24, width)
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1].rstrip()))
    assert (shown == text) == (text_width(text, 24) <= width)


@given(st.floats(60, 900))
def test_no_line_begins_with_a_sign_that_belongs_to_the_word_before(width: float) -> None:
    text = "VERDICT: 63 % of plays · clears the room · 70\u00a0% skipped · bad"
    lines = break_text(text, 36, width, lines=20)
    assert not any(line.startswith(("%", "·")) for line in lines)
    if all("…" not in line for line in lines):
        assert " ".join(lines) == text.replace("\u00a0", " ")
