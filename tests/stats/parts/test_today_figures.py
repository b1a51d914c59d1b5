from dataclasses import replace

from musicanalyser.stats.parts.today_figures import today_figures
from tests.stats.history import MINUTE, SECOND, History, Song, asked, columns

TODAY = asked("2025-03-12", "2025-03-13")
NAMES = ("heard_ms", "plays", "skip_rate", "current_streak_days", "last_title", "last_artist")


def test_an_empty_history_has_no_row(history: History) -> None:
    assert today_figures(history.conn, TODAY).rows == ()


def test_it_sums_up_the_day_and_names_the_latest_track(history: History) -> None:
    history.play("2025-03-11 23:59", song=Song(title="Yesterday"))
    history.play("2025-03-12 08:00", 3 * MINUTE)
    history.play("2025-03-12 08:30", 10 * SECOND, song=Song(title="Latest"), verdict="skipped")
    history.play("2025-03-13 00:00", song=Song(title="Tomorrow"))
    assert columns(today_figures(history.conn, TODAY), *NAMES) == [
        (3 * MINUTE + 10 * SECOND, 1, 0.5, 2, "Latest", "Ada")
    ]


def test_a_known_day_without_music_is_0_and_the_streak_is_that_of_yesterday(
    history: History,
) -> None:
    history.play("2025-03-11 08:00")
    history.know_span("2025-03-11 08:00", "2025-03-12 09:00")
    assert columns(today_figures(history.conn, TODAY), *NAMES) == [(0, 0, None, 1, None, None)]


def test_an_unknown_day_is_unknown(history: History) -> None:
    history.play("2025-03-01 08:00")
    history.know_span("2025-03-01 08:00", "2025-03-01 09:00")
    assert columns(today_figures(history.conn, TODAY), *NAMES) == [(None,) * 6]


def test_private_plays_take_part_only_if_asked_for(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(title="Secret"), private=True)
    open_, private = (
        columns(today_figures(history.conn, replace(TODAY, private=flag)), *NAMES)
        for flag in (False, True)
    )
    assert open_ == [(0, 0, None, 0, None, None)]
    assert private == [(3 * MINUTE, 1, 0, 1, "Secret", "Ada")]
