"""A watched play and a listed row of another spelling are one play at one moment."""

from dataclasses import replace

import pytest

from musicanalyser.listening.matching.conclusion import conclude_plays, split_clusters
from musicanalyser.model.evidence import Play, Sighting
from tests.listening.matching.rows import LENGTH_MS, listed, observed, stored

WATCHED, OTHER_TITLE, OTHER_ARTIST = (
    "the lanterns\x1fpaper",
    "the lanterns\x1fpaper 2",
    "va\x1fpaper",
)


def concluded(*rows: tuple[Sighting, str]) -> list[Play]:
    found = [
        one._replace(id=number, song=song)
        for number, (sighting, song) in enumerate(rows, start=1)
        for one in stored(sighting, length_ms=LENGTH_MS)
    ]
    return [play for cluster in split_clusters(found) for play in conclude_plays(cluster)]


def watched(ended_ms: int = LENGTH_MS) -> Sighting:
    return observed(
        started_ms=ended_ms - LENGTH_MS,
        played_ms=LENGTH_MS,
        latest_ms=ended_ms,
        reason_end="trackdone",
    )


@pytest.mark.parametrize("song", [OTHER_TITLE, OTHER_ARTIST])
@pytest.mark.parametrize("apart_ms", [-10_000, 0, 10_000])
def test_one_moment_with_another_title_or_artist_is_one_play(song: str, apart_ms: int) -> None:
    rows = (watched(), WATCHED), (listed(ended_ms=LENGTH_MS + apart_ms), song)
    for order in (rows, rows[::-1]):
        (play,) = concluded(*order)
        assert play.best.song == WATCHED
        assert play.heard_ms == LENGTH_MS


def test_another_moment_length_or_name_is_another_play() -> None:
    row = listed(ended_ms=LENGTH_MS)
    assert row.observation is not None
    longer = row._replace(observation=replace(row.observation, length_ms=LENGTH_MS + 2_001))
    assert len(concluded((watched(), WATCHED), (longer, OTHER_TITLE))) == 2
    assert len(concluded((watched(), WATCHED), (listed(ended_ms=210_001), OTHER_TITLE))) == 2
    assert len(concluded((watched(), WATCHED), (row, "va\x1fstone"))) == 2


def test_a_row_that_a_play_of_its_own_name_has_is_not_taken_away() -> None:
    rows: list[tuple[Sighting, str]] = [
        (watched(), WATCHED),
        (watched(LENGTH_MS + 5_000), OTHER_TITLE),
        (listed(ended_ms=LENGTH_MS + 5_000), OTHER_TITLE),
    ]
    plays = concluded(*rows)
    assert sorted(len(play.merged) for play in plays) == [0, 1]
    assert {play.best.song for play in plays if play.merged} == {OTHER_TITLE}
