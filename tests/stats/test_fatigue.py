from datetime import datetime, timedelta

from musicanalyser.model.origin import Origin
from musicanalyser.stats import fatigue
from tests.stats.history import BERLIN, MINUTE, SECOND, History, Song, asked, columns, figure, part

ALL = asked(None, "2025-06-01")
BOATS = Song(title="Boats", artist="Ada", album="Debut", uri="x:1")
START = datetime(2025, 1, 1, 12, tzinfo=BERLIN)


def listen(history: History, loved: int, tired: int) -> list[int]:
    """Play a track once a day: to its end, and then skipped."""
    return [
        history.play(
            (START + timedelta(days=day)).isoformat(),
            3 * MINUTE if day < loved else 20 * SECOND,
            song=BOATS,
            verdict="finished" if day < loved else "skipped",
        )
        for day in range(loved + tired)
    ]


def test_the_play_and_the_day_are_those_of_the_first_skip(history: History) -> None:
    listen(history, 30, 12)
    answer = fatigue.answer(history.conn, ALL)
    tired = part(answer, "tired-tracks")
    assert columns(tired, "title", "from_play", "rate_before", "rate_after", "plays_known") == [
        ("Boats", 31, 0, 1, 42)
    ]
    assert columns(tired, "from_day") == [((START + timedelta(days=30)).date(),)]
    assert (figure(answer, "loved_tracks"), figure(answer, "median_play")) == (1, 31)


def test_a_track_tires_in_the_window_that_holds_the_point(history: History) -> None:
    listen(history, 30, 12)
    both = fatigue.answer(history.conn, asked("2025-01-20", "2025-03-01"))
    assert len(part(both, "tired-tracks").rows) == 1
    later = fatigue.answer(history.conn, asked("2025-02-05", "2025-03-01"))
    assert part(later, "tired-tracks").rows == ()


def test_sources_that_cannot_see_skips_take_no_part(history: History) -> None:
    """Otherwise the first export would look like the end of a love."""
    for play in listen(history, 30, 12)[:30]:
        history.set_source(play, Origin.RECENT)
    assert part(fatigue.answer(history.conn, ALL), "tired-tracks").rows == ()


def test_where_no_row_says_how_plays_ended_fatigue_is_unknown(history: History) -> None:
    history.play("2025-01-01 08:00", song=BOATS, verdict="unknown")
    answer = fatigue.answer(history.conn, ALL)
    assert (figure(answer, "loved_tracks"), figure(answer, "tired_tracks")) == (None, None)
    assert part(answer, "tired-tracks").empty.startswith("Unknown")
