"""Sessions of old and new music."""

from musicanalyser.stats.contrasts.fact_plays import FactPlay
from musicanalyser.stats.contrasts.year_gaps import find_gaps

GAP_MS = 1000


def play(song: int, start: int, year: int | None) -> FactPlay:
    return FactPlay(song_id=song, started_ms=start, ended_ms=start + 100, fact=year)


def gaps(*plays: FactPlay) -> list[tuple[int, int]]:
    found = find_gaps(plays, gap_ms=GAP_MS, this_year=2026)
    return [(old.song_id, new.song_id) for old, new in found]


def test_a_session_goes_from_its_first_oldest_to_its_first_newest_track() -> None:
    years = enumerate((1990, 1970, 2020, 1970, 2020))
    assert gaps(*(play(song, 200 * song, year) for song, year in years)) == [(1, 2)]


def test_a_silence_longer_than_the_gap_parts_sessions() -> None:
    assert gaps(play(1, 0, 1970), play(2, 1100, 2020)) == [(1, 2)]
    assert gaps(play(1, 0, 1970), play(2, 1101, 2020)) == []


def test_a_play_of_an_unknown_or_impossible_year_only_bridges_the_silence() -> None:
    for year in (None, 2027):
        assert gaps(play(1, 0, 1970), play(2, 900, year), play(3, 1900, 2020)) == [(1, 3)]


def test_one_year_is_no_gap() -> None:
    assert gaps(play(1, 0, 1970), play(2, 200, 1970)) == []
    assert gaps() == []
