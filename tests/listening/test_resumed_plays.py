from musicanalyser.listening.resumed_plays import RESUMED_WITHIN_MS, HeardPart, resumed_pairs
from musicanalyser.units import MINUTE_MS


def heard(
    play_id: int,
    started_ms: int,
    *,
    start: str = "trackdone",
    end: str = "trackdone",
    song: str = "a",
) -> HeardPart:
    return HeardPart(
        play_id=play_id,
        song_key=song,
        started_ms=started_ms,
        ended_ms=started_ms + MINUTE_MS,
        reason_start=start,
        reason_end=end,
    )


FIRST = heard(1, 0, end="unexpected-exit")


def second(pause_ms: int = MINUTE_MS, *, start: str = "appload", song: str = "a") -> HeardPart:
    return heard(2, MINUTE_MS + pause_ms, start=start, song=song)


def test_a_track_that_goes_on_after_an_exit_is_one_hearing() -> None:
    for end in ("logout", "unexpected-exit", "unexpected-exit-while-paused"):
        for start in ("appload", "remote"):
            pair = [FIRST._replace(reason_end=end), second(start=start)]
            assert resumed_pairs(pair) == [(1, 2)]


def test_it_may_go_on_several_times() -> None:
    middle = second()._replace(reason_end="logout")
    last = heard(3, middle.ended_ms + 1, start="appload")
    assert resumed_pairs([FIRST, middle, last]) == [(1, 2), (2, 3)]


def test_anything_else_is_no_continuation() -> None:
    assert resumed_pairs([FIRST._replace(reason_end="trackdone"), second()]) == []
    assert resumed_pairs([FIRST, second(start="clickrow")]) == []
    assert resumed_pairs([FIRST, second(song="b")]) == []
    assert resumed_pairs([FIRST, second(RESUMED_WITHIN_MS)]) == [(1, 2)]
    assert resumed_pairs([FIRST, second(RESUMED_WITHIN_MS + 1)]) == []
