import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.lyric_analysis.tokens import (
    has_unspaced_script,
    measure_repetition,
    split_words,
)
from tests.enrich.lyric_texts import BELL, GRACE, MOON, SAKURA

WORDS = st.lists(st.sampled_from("abcdef"), max_size=60)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Was blind, but now I see!", ["was", "blind", "but", "now", "i", "see"]),
        ("Don\u2019t don't DON'T", ["don't", "don't", "don't"]),
        ("'cause I'm rollin' on", ["cause", "i'm", "rollin", "on"]),
        ("teaspoon-shaped... baby,baby", ["teaspoon", "shaped", "baby", "baby"]),
        ("99 barometers", ["99", "barometers"]),
        ("weiße Straße", ["weisse", "strasse"]),
        ("हिन्दी गीत", ["हिन्दी", "गीत"]),
        ("' — …", []),
        ("F**k the sh*t, f***! *kiss* a*", ["f··k", "the", "sh·t", "f···", "kiss", "a"]),
    ],
)
def test_words_are_runs_of_letters_without_case(line: str, words: list[str]) -> None:
    assert split_words([line]) == words


def test_different_words_have_no_repetition() -> None:
    assert measure_repetition(["one", "two", "three", "four", "five", "six"]) == 0.0


def test_the_second_of_two_equal_verses_is_a_repeat() -> None:
    verse = ["one", "two", "three", "four", "five"]
    assert measure_repetition(verse * 2) == 0.5
    assert measure_repetition(verse * 4) == 0.75


def test_two_repeated_words_are_no_repetition() -> None:
    assert measure_repetition(["one", "two", "three", "one", "two", "four"]) == 0.0


def test_a_loop_repeats_all_but_its_first_round() -> None:
    assert measure_repetition(["la"] * 100) == 0.99


def test_the_repetition_of_a_hymn_is_as_counted_by_hand() -> None:
    assert measure_repetition(split_words(GRACE.splitlines())) == 14 / 40


def test_no_words_repeat_nothing() -> None:
    assert measure_repetition([]) == 0.0


@given(WORDS)
def test_repetition_is_what_its_definition_says(words: list[str]) -> None:
    runs = [tuple(words[start : start + 3]) for start in range(len(words) - 2)]
    sung_before = {
        place
        for start, run in enumerate(runs)
        if run in runs[:start]
        for place in (start, start + 1, start + 2)
    }
    assert measure_repetition(words) == (len(sung_before) / len(words) if words else 0.0)


@given(WORDS.filter(lambda words: len(words) >= 3))
def test_a_doubled_text_has_a_repetition_of_at_least_half(words: list[str]) -> None:
    assert measure_repetition(words * 2) >= 0.5


@pytest.mark.parametrize(
    ("text", "unspaced"),
    [(SAKURA, True), ("ฉันรักเธอ", True), (MOON, False), (BELL, False), ("", False)],
)
def test_scripts_without_spaces_are_detected(text: str, unspaced: bool) -> None:
    assert has_unspaced_script(text.splitlines()) is unspaced


@pytest.mark.parametrize(
    "letter",
    [
        *("ぁ", "ー", "ヿ"),
        *("㐀", "䶿", "一", "鿿", "𠀀", "𪜶"),
        *("ก", "ๆ", "ກ", "ໟ"),
        *("က", "ႎ", "ក", "ៜ"),
    ],
)
def test_every_script_without_spaces_is_known(letter: str) -> None:
    assert letter.isalpha()
    assert has_unspaced_script([letter])


@pytest.mark.parametrize("letter", ["a", "я", "한", "ა"])
def test_scripts_with_spaces_are_known(letter: str) -> None:
    assert not has_unspaced_script([letter])


def test_a_text_is_unspaced_if_more_than_a_tenth_of_its_letters_are() -> None:
    assert not has_unspaced_script(["a" * 9 + "さ"])
    assert has_unspaced_script(["a" * 8 + "さ"])


def test_one_foreign_name_makes_no_text_unspaced() -> None:
    assert not has_unspaced_script([*GRACE.splitlines(), "さくら"])
