from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.stats.platforms import answer
from tests.stats.history import MINUTE, SECOND, History, asked, records

MARCH = asked("2025-03-01", "2025-04-01")
PHONE, DESK = "Android OS 13 API 33 (Google, Pixel 7)", "windows"
WORDS = {"android": "Android", "Android OS 9": "Android", "ios": "iOS", "cast": "Speaker or cast"}


def test_plays_are_summed_by_the_family_of_their_device(history: History) -> None:
    history.set_device(history.play("2025-03-03 08:00", 3 * MINUTE), platform=PHONE)
    history.set_device(history.play("2025-03-05 08:00", 3 * MINUTE), platform="android")
    history.set_device(history.play("2025-03-04 08:00", 2 * MINUTE), platform=DESK)
    history.set_device(history.play("2025-03-06 08:00", 10 * SECOND), platform=DESK)
    first, second = records(answer(history.conn, MARCH))
    assert first["platform"] == "Android"
    assert (first["heard_ms"], first["plays"]) == (6 * MINUTE, 2)
    assert (first["first_day"], first["last_day"]) == (date(2025, 3, 3), date(2025, 3, 5))
    assert second["platform"] == "Windows"
    assert (second["heard_ms"], second["plays"]) == (2 * MINUTE + 10 * SECOND, 1)
    assert second["last_day"] == date(2025, 3, 4)


def test_what_is_unknown_has_a_row_and_no_share(history: History) -> None:
    history.set_device(history.play("2025-03-03 08:00", 3 * MINUTE), platform="ios")
    history.play("2025-03-04 08:00", 9 * MINUTE)
    report = answer(history.conn, MARCH)
    known, unknown = records(report)
    assert (known["platform"], known["share"]) == ("iOS", 1.0)
    assert (unknown["platform"], unknown["share"], unknown["heard_ms"]) == (None, None, 9 * MINUTE)
    assert report.coverage is not None
    assert (report.coverage.what, report.coverage.share) == ("platforms", 0.25)


def test_a_window_without_any_known_device_has_its_time_and_nothing_else(history: History) -> None:
    history.play("2025-03-04 08:00", 9 * MINUTE)
    report = answer(history.conn, MARCH)
    (only,) = records(report)
    assert (only["platform"], only["heard_ms"], only["share"]) == (None, 9 * MINUTE, None)
    assert report.coverage is not None
    assert report.coverage.share == 0


def test_a_move_from_one_phone_to_another_shows_as_last_and_first_day(history: History) -> None:
    for day in range(1, 15):
        play = history.play(f"2025-03-{day:02} 08:00")
        history.set_device(play, platform="android" if day < 9 else "ios")
    days = {one["platform"]: one for one in records(answer(history.conn, MARCH))}
    assert days["Android"]["last_day"] == date(2025, 3, 8)
    assert days["iOS"]["first_day"] == date(2025, 3, 9)


def test_shares_are_compared_with_those_of_the_previous_window(history: History) -> None:
    history.set_device(history.play("2025-02-20 08:00"), platform="ios")
    history.set_device(history.play("2025-02-21 08:00"), platform="android")
    history.set_device(history.play("2025-03-20 08:00"), platform="android")
    rows = {one["platform"]: one for one in records(answer(history.conn, MARCH))}
    assert (rows["Android"]["previous_share"], rows["Android"]["change"]) == (0.5, 0.5)
    assert (rows["iOS"]["heard_ms"], rows["iOS"]["change"]) == (0, -0.5)
    assert rows["iOS"]["first_day"] is None


@given(
    st.lists(
        st.tuples(
            st.integers(1, 28), st.integers(0, 400), st.sampled_from([*WORDS, None]), st.booleans()
        ),
        min_size=1,
        max_size=12,
    )
)
def test_times_and_plays_add_up_to_those_of_the_music(
    plays: list[tuple[int, int, str | None, bool]],
) -> None:
    history = History()
    for day, seconds, words, private in plays:
        play = history.play(f"2025-03-{day:02} 08:00", seconds * SECOND, private=private)
        history.set_device(play, platform=words)
    rows = records(answer(history.conn, MARCH))
    public = [one for one in plays if not one[3]]
    assert sum(one["heard_ms"] for one in rows) == sum(s for _, s, *_ in public) * SECOND
    assert sum(one["plays"] for one in rows) == sum(s >= 30 for _, s, *_ in public)
    labels = {WORDS[words] if words else None for _, _, words, _ in public}
    assert {one["platform"] for one in rows} == labels
    history.close()
