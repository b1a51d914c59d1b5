"""The whole analysis, on lyrics whose statistics can be counted by hand."""

import subprocess
import sys
import tomllib
import unicodedata
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.lyric_analysis.analysis import LyricAnalysis, analyse_lyric
from musicanalyser.enrich.lyric_analysis.sentiment import measure_sentiment
from musicanalyser.enrich.lyric_analysis.tokens import split_words
from musicanalyser.enrich.lyric_analysis.word_lists import (
    LANGUAGES,
    THEMES,
    find_themes,
    load_word_lists,
    measure_profanity,
)
from tests.enrich.lyric_texts import (
    BELL,
    BELL_IN_LATIN,
    GRACE,
    GRUMPY,
    HATIKVAH,
    MOON,
    SAKURA,
    SWALLOWS,
    UMBRELLA,
    WEDDING,
)

_WITHOUT_DETECTOR = """
import sys
sys.modules["gcld3"] = None
from musicanalyser.enrich.lyric_analysis.analysis import analyse_lyric
print(analyse_lyric(sys.argv[1]))
"""


def analysis(text: str) -> LyricAnalysis:
    found = analyse_lyric(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "language"),
    [(GRACE, "en"), (MOON, "de"), (SWALLOWS, "es"), (SAKURA, "ja"), (BELL, "ru"), (WEDDING, "en")],
)
def test_the_language_is_detected(text: str, language: str) -> None:
    assert analysis(text).language == language


@pytest.mark.parametrize(
    ("text", "language"), [(HATIKVAH, "he"), (UMBRELLA, "nb"), (BELL_IN_LATIN, "ru")]
)
def test_a_language_has_the_code_of_iso_639_without_a_script(text: str, language: str) -> None:
    assert analysis(text).language == language


def test_a_language_needs_eight_different_words() -> None:
    words = GRACE.split()[:9]
    assert len(set(words)) == 9
    assert analysis(" ".join(words[:8])).language == "en"
    assert analysis(" ".join([*words[:7], words[0]])).language is None


@pytest.mark.parametrize(
    "text",
    [
        "la la la\nhey hey hey\nna na na",
        "around the world around the world",
        "oh oh oh",
        "la la la oh oh hey na na yeah uh huh ooh aah woah",
    ],
)
def test_too_few_different_words_have_no_language(text: str) -> None:
    found = analysis(text)
    assert found.language is None
    assert (found.sentiment, found.profanity, found.themes) == (None, None, None)
    assert found.words == len(text.split())


def test_the_language_is_that_of_the_song_not_of_its_loudest_line() -> None:
    assert analysis(MOON + "Baby love me tonight\n" * 40).language == "de"


def test_a_hymn_has_the_figures_that_were_counted_by_hand() -> None:
    found = analysis(GRACE)
    assert (found.words, found.unique_words) == (40, 22)
    assert found.repetition == 14 / 40
    assert found.profanity == 0.0
    assert found.sha256 == sha256(GRACE.strip().encode()).hexdigest()


def test_swear_words_are_a_share_of_all_words() -> None:
    found = analysis(GRUMPY)
    assert found.words == 29
    assert found.profanity == 2 / 29


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "Dick Van Dyke and Moby Dick saw the ox and ass beside a pussy willow"),
        ("es", "La polla records en el culo del mundo, culombios y un vergel putativo"),
        ("de", "Der Hund grüßt mit dem Schwanz, Schwanz wedelnd"),
        ("en", "N*E*R*D played #1, w*rld *kiss* and P!nk"),
    ],
)
def test_false_friends_are_no_swear_words(language: str, phrase: str) -> None:
    assert measure_profanity(split_words([phrase]), language) == 0


@pytest.mark.parametrize(
    ("language", "phrase", "profane"),
    [
        ("en", "f**k the f***ing sh*t and your a$$, dick", 5),
        ("en", "f*** it, f*ck!", 2),
        ("en", "the damn* star", 1),
        ("de", "f*ck, so ein Arschl*ch", 2),
        ("es", "qué m*erda, p*ta", 2),
        ("es", "qué m**rda y qué polla", 2),
    ],
)
def test_a_masked_word_is_the_word_and_counts_once(
    language: str, phrase: str, profane: int
) -> None:
    words = split_words([phrase])
    assert round((measure_profanity(words, language) or 0) * len(words)) == profane


def test_themes_follow_from_the_words() -> None:
    assert analysis(WEDDING).themes == ("love",)
    assert analysis(GRUMPY).themes == ()


def test_the_strongest_theme_comes_first_and_two_words_are_not_enough() -> None:
    words = ["love"] * 3 + ["road"] * 5 + ["money"] * 2 + ["teaspoon"] * 90
    assert find_themes(words, "en") == ("road", "love")


def test_a_theme_takes_ten_of_a_thousand_words() -> None:
    assert find_themes(["love"] * 10 + ["teaspoon"] * 990, "en") == ("love",)
    assert find_themes(["love"] * 9 + ["teaspoon"] * 991, "en") == ()


def test_figures_of_words_are_unknown_in_unspaced_scripts() -> None:
    found = analysis(SAKURA)
    assert (found.words, found.unique_words, found.repetition) == (None, None, None)
    assert (found.sentiment, found.profanity, found.themes) == (None, None, None)


def test_a_chorus_in_a_script_without_spaces_leaves_words_unknown_but_not_the_language() -> None:
    found = analysis(GRACE + WEDDING + GRUMPY + "".join(SAKURA.split()) * 2)
    assert found.language == "en"
    assert (found.words, found.sentiment, found.profanity) == (None, None, None)


def test_without_a_word_list_profanity_and_themes_are_unknown() -> None:
    found = analysis(BELL)
    assert (found.sentiment, found.profanity, found.themes) == (None, None, None)
    assert found.words == 12


def test_sentiment_is_high_for_glad_words_and_low_for_sad_ones() -> None:
    glad = measure_sentiment(["What a wonderful happy day", "I love you"], "en")
    sad = measure_sentiment(["What a horrible lonely day", "I hate you"], "en")
    assert glad is not None
    assert sad is not None
    assert sad < -0.4 < 0.4 < glad


def test_sentiment_is_the_mean_of_the_lines_however_many() -> None:
    once = measure_sentiment(["I love you", "the teaspoon"], "en")
    assert measure_sentiment(["I love you", "the teaspoon"] * 50, "en") == pytest.approx(once)


def test_sentiment_is_unknown_in_any_other_language() -> None:
    assert analysis(MOON).sentiment is None


@pytest.mark.parametrize("text", ["", "\n \n", "♪ ♪", "[00:01.00]", "[Instrumental]", "Chorus:"])
def test_a_text_without_sung_lines_has_no_analysis(text: str) -> None:
    assert analyse_lyric(text) is None


def test_without_a_detector_words_are_counted_and_the_language_is_unknown() -> None:
    done = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-c", _WITHOUT_DETECTOR, GRACE],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "language=None, words=40" in done.stdout
    assert "sentiment=None, profanity=None, themes=None" in done.stdout


@given(st.text(max_size=300) | st.text("aeiou naLA\n[]:0", max_size=200))
def test_every_figure_is_within_its_range(text: str) -> None:
    found = analyse_lyric(text)
    if found is None:
        return
    assert found.words is None or 0 <= (found.unique_words or 0) <= found.words
    assert found.repetition is None or 0.0 <= found.repetition < 1.0
    assert found.profanity is None or 0.0 <= found.profanity <= 1.0
    assert found.sentiment is None or -1.0 <= found.sentiment <= 1.0
    assert found == analyse_lyric(text)


@given(st.lists(st.sampled_from(GRACE.split()), max_size=30))
def test_the_analysis_holds_nothing_of_the_text(words: list[str]) -> None:
    found = analyse_lyric(" ".join([*words, "zwischenlandung", "marmotreihe"]))
    assert "marmotreihe" not in repr(found)
    assert "zwischenlandung" not in repr(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_lists_are_case_folded_and_sorted(language: str) -> None:
    text = (files("musicanalyser.enrich.lyric_analysis") / f"{language}.toml").read_text("utf-8")
    read = tomllib.loads(text)
    assert [*read["themes"]] == [*THEMES]
    for entries in (read["profanity"], read["innocent"], *read["themes"].values()):
        assert entries == sorted(set(entries))
        for entry in entries:
            assert entry == unicodedata.normalize("NFC", entry.casefold())
            assert all(word.removesuffix("*").isalpha() or "'" in word for word in entry.split())


@pytest.mark.parametrize(
    ("language", "profane", "clean"),
    [
        ("en", ["fucking", "shitty", "damned"], ["class", "hello", "scunthorpe", "cocktail"]),
        ("de", ["verfickte", "scheisse", "arschloch"], ["ente", "saubere", "barsch"]),
        ("es", ["mierda", "jodido", "putas"], ["computadora", "vergüenza", "disputa"]),
    ],
)
def test_swear_words_are_whole_words(language: str, profane: list[str], clean: list[str]) -> None:
    assert measure_profanity(profane, language) == 1.0
    assert measure_profanity(clean, language) == 0.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_matches_every_word(language: str) -> None:
    lists = load_word_lists(language)
    for pattern in (lists.profanity, *lists.themes.values()):
        assert pattern.fullmatch("") is None
        assert pattern.fullmatch("teaspoon") is None


def test_no_words_have_no_share_of_profanity() -> None:
    assert measure_profanity([], "en") is None
