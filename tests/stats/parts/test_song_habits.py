"""What is counted of songs in the order of their plays."""

from musicanalyser.stats.parts.song_habits import OrderedPlay, all_hours, song_habits
from musicanalyser.units import MINUTE_MS, SECOND_MS

INTRO_MS = 20 * SECOND_MS
A, B = 1, 2


def play(
    song: int, *, heard_ms: int = MINUTE_MS, hour: int = 8, counts: bool = True
) -> OrderedPlay:
    return song, hour, heard_ms, counts


def habits_of(song: int, *plays: OrderedPlay) -> tuple[int, int, int]:
    one = song_habits(plays, intro_ms=INTRO_MS)[song]
    return one.plays, one.intros, one.longest_run


def test_a_run_ends_with_another_counted_play() -> None:
    plays = [play(A), play(A), play(B), play(A), play(A), play(A)]
    assert habits_of(A, *plays) == (5, 0, 3)


def test_a_play_that_does_not_count_ends_no_run() -> None:
    short = play(B, heard_ms=SECOND_MS, counts=False)
    plays = [play(A), short, play(A), play(B), short]
    assert habits_of(A, *plays) == (2, 0, 2)
    assert habits_of(B, *plays) == (3, 2, 1)


def test_hours_are_those_of_all_plays() -> None:
    plays = [play(A, hour=0), play(A, hour=23, counts=False), play(B, hour=23)]
    found = song_habits(plays, intro_ms=INTRO_MS)
    assert (found[A].by_hour[0], found[A].by_hour[23]) == (1, 1)
    assert all_hours(found.values()) == [1, *(0 for _ in range(22)), 2]
