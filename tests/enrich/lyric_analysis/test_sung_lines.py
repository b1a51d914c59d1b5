import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.lyric_analysis.sung_lines import extract_sung_lines
from tests.enrich.lyric_texts import GRACE


@pytest.mark.parametrize(
    "text",
    [
        "[00:01.20] how sweet the sound",
        "[00:01.20]how sweet the sound",
        "[00:01.20][01:31.02] how sweet the sound",
        "[00:01] <00:01.10> how <00:02.00> sweet <00:02.50> the <00:03.00> sound",
        "[ar:Ada]\n[ti:Aria]\n[length: 03:10]\n[00:01.20] how sweet the sound",
        "how sweet the sound (x2)",
        "how sweet the sound ( 2 X )",
        "how sweet (x2) the sound",
        "how sweet the sound x3",
        "how sweet the sound 3x",
        "how  sweet\tthe sound [x4]",
        "[Chorus: Ada & Bea]\nhow sweet the sound",
        "\r\n how sweet the sound \r\n♪\r\n",
    ],
)
def test_stamps_tags_and_marks_are_not_sung(text: str) -> None:
    assert extract_sung_lines(text) == ("how sweet the sound",)


@pytest.mark.parametrize(
    "mark",
    [
        *("Intro", "Verse", "Chorus", "Prechorus", "Pre-Chorus", "Post Chorus", "Postchorus"),
        *("Bridge", "Interlude", "Hook", "Refrain", "Outro", "Coda", "Instrumental"),
        *("Strophe", "Vers", "Brücke", "Zwischenspiel"),
        *("Estrofa", "Verso", "Coro", "Precoro", "Pre-Coro", "Estribillo", "Puente"),
        *("Couplet", "Pont"),
        *("Verse 2", "(Chorus)", "{Bridge}", "( Hook 12 )", "Outro:", "REFRAIN"),
    ],
)
def test_a_line_that_names_a_part_of_the_song_is_not_sung(mark: str) -> None:
    assert extract_sung_lines(f"one\n{mark}\ntwo") == ("one", "two")


@pytest.mark.parametrize(
    "line",
    [
        "chorus of birds",
        "(ooh, ooh)",
        "verse by verse",
        "99",
        "2 x 2 is four",
        "x",
        "mix3",
        "x3 la",
        "(x)",
        "[open",
    ],
)
def test_what_only_looks_like_a_mark_is_sung(line: str) -> None:
    assert extract_sung_lines(line) == (line,)


def test_synced_words_are_the_plain_ones() -> None:
    synced = "\n".join(
        f"[00:{second:02}.00] {line}" for second, line in enumerate(GRACE.splitlines())
    )
    assert extract_sung_lines(synced) == extract_sung_lines(GRACE) == tuple(GRACE.splitlines())


@given(st.text(st.characters(codec=None)))
def test_every_sung_line_holds_a_letter_or_digit_and_is_valid_utf8(text: str) -> None:
    for line in extract_sung_lines(text):
        assert any(map(str.isalnum, line))
        assert line.encode()
        assert line == line.strip()
