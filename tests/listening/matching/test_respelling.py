"""Rows of one play whose artist or title was renamed between two exports."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from musicanalyser.listening.matching.respelling import find_respelled, join_respelled
from musicanalyser.model.evidence import StoredSighting
from tests.listening.matching.rows import account, exported, stored

OLD = "the lanterns\x1fpaper boats"


def pair(song: str, other: str, *, played_ms: int = 40_000) -> Sequence[StoredSighting]:
    """Return an extended and an account row of the same minute, heard alike."""
    rows = stored(exported(ended_ms=0, played_ms=played_ms), account(minute=0, played_ms=played_ms))
    return [replace(row, song=name) for row, name in zip(rows, (song, other), strict=True)]


@pytest.mark.parametrize(
    "other", ["lanterns\x1fpaper boats", "the lanterns\x1fpaper boats (live)", "x\x1fpaper boats"]
)
def test_another_artist_or_another_title_may_be_a_new_name(other: str) -> None:
    row, one = pair(OLD, other)
    assert find_respelled([row, one]) == [(row, one)]
    assert join_respelled([[row], [one]]) == [[row, one]]


@pytest.mark.parametrize(
    ("song", "other"),
    [
        (OLD, OLD),
        (OLD, "lanterns\x1fpaper boat"),
        (OLD, "paper boats"),
        ("paper boats", "the lanterns"),
        ("\x1fpaper boats", "\x1fpaper boat"),
    ],
)
def test_the_same_song_or_quite_another_is_not_renamed(song: str, other: str) -> None:
    rows = pair(song, other)
    assert find_respelled(rows) == []
    assert join_respelled([[row] for row in rows]) == [[row] for row in rows]


@pytest.mark.parametrize(("played_ms", "found"), [(29_999, 0), (30_000, 1)])
def test_short_plays_are_too_many_to_tell_apart(played_ms: int, found: int) -> None:
    rows = pair(OLD, "lanterns\x1fpaper boats", played_ms=played_ms)
    assert len(find_respelled(rows)) == found
