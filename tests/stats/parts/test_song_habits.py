"""What is counted of songs in the order of their plays."""

from musicanalyser.stats.parts.song_habits import OrderedPlay, all_hours, song_habits
from musicanalyser.units import MINUTE_MS, SECOND_MS

GAP_MS, INTRO_MS = 30 * MINUTE_MS, 20 * SECOND_MS
A, B = 1, 2


def play(
    song: int, minute: int, *, heard_ms: int = MINUTE_MS, hour: int = 8, counts: bool = True
) -> OrderedPlay:
    started_ms = minute * MINUTE_MS
    return song, hour, started_ms, started_ms + heard_ms, heard_ms, counts


def habits_of(song: int, *plays: OrderedPlay) -> tuple[int, int, int, int, int]:
    one = song_habits(plays, gap_ms=GAP_MS, intro_ms=INTRO_MS)[song]
    return one.plays, one.counted, one.intros, one.longest_run, one.ends


def test_a_run_ends_with_another_counted_play() -> None:
    plays = [play(A, 0), play(A, 1), play(B, 2), play(A, 3), play(A, 4), play(A, 5)]
    assert habits_of(A, *plays) == (5, 5, 0, 3, 0)


def test_a_play_that_does_not_count_ends_no_run_and_no_session() -> None:
    short = play(B, 1, heard_ms=SECOND_MS, counts=False)
    plays = [play(A, 0), short, play(A, 2), play(B, 32), short]
    assert habits_of(A, *plays) == (2, 2, 0, 2, 0)
    assert habits_of(B, *plays) == (3, 1, 2, 1, 0)


def test_a_session_ends_where_the_silence_is_longer_than_the_gap() -> None:
    assert habits_of(A, play(A, 0), play(B, 31))[-1] == 0
    assert habits_of(A, play(A, 0), play(B, 32))[-1] == 1
    assert habits_of(B, play(A, 0), play(B, 32))[-1] == 0


def test_hours_are_those_of_all_plays() -> None:
    plays = [play(A, 0, hour=0), play(A, 1, hour=23, counts=False), play(B, 2, hour=23)]
    found = song_habits(plays, gap_ms=GAP_MS, intro_ms=INTRO_MS)
    assert (found[A].by_hour[0], found[A].by_hour[23]) == (1, 1)
    assert all_hours(found.values()) == [1, *(0 for _ in range(22)), 2]
