"""Known reasons are words of Spotify; unknown words stay what they are."""

import pytest

from musicanalyser.model.play_end import EndReason


@pytest.mark.parametrize("word", ["trackdone", "fwdbtn", "unexpected-exit-while-paused"])
def test_a_known_word_is_found_among_the_members_and_reads_as_it_came(word: str) -> None:
    assert word in frozenset(EndReason)
    assert f"{EndReason(word)}" == word


def test_an_unknown_word_is_equal_to_no_member() -> None:
    assert "a-word-of-the-future" not in frozenset(EndReason)
