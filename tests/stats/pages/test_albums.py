"""How far an album is heard, and where it is given up."""

from random import Random

import pytest

from musicanalyser.report import Report
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.pages import answer_page
from tests.stats.history import MINUTE, SECOND, History, Song, asked, column, figure, part

ALL = asked(None, "2026-01-01")
OTHER = Song(title="Other", artist="Bo", album="Second", uri="x:other")


def track(number: int) -> Song:
    return Song(title=f"Track {number}", artist="Ada", album="Debut", uri=f"x:{number}")


def sit(history: History, day: str, *numbers: int, skip_last: bool = False) -> None:
    for place, number in enumerate(numbers):
        is_skipped = skip_last and place == len(numbers) - 1
        history.play(
            f"{day} {10 + place * 3 // 60:02}:{place * 3 % 60:02}",
            20 * SECOND if is_skipped else 3 * MINUTE,
            song=track(number),
            verdict="skipped" if is_skipped else "finished",
        )


def album(history: History) -> Report:
    return answer_page(history.conn, ALL, find_entity(history.conn, "album:Debut"))


def test_the_track_at_which_most_listens_end_is_where_it_is_given_up(history: History) -> None:
    for day in range(1, 5):
        sit(history, f"2025-01-{day:02}", 1, 2, 3, 4, 5, skip_last=True)
    for day in range(5, 8):
        sit(history, f"2025-01-{day:02}", *range(1, 10))
    completion = part(album(history), "completion")
    assert (figure(completion, "given_up_at"), figure(completion, "given_up")) == ("Track 5", 4)
    assert (figure(completion, "sittings"), figure(completion, "completed")) == (7, 3)
    assert (figure(completion, "tracks_heard"), figure(completion, "tracks_finished")) == (9, 9)


def test_tracks_never_finished_are_counted(history: History) -> None:
    sit(history, "2025-01-01", 1, 2, 3, 4, skip_last=True)
    completion = part(album(history), "completion")
    assert figure(completion, "finished_share") == pytest.approx(3 / 4)
    assert figure(completion, "given_up_at") is None


def test_other_music_or_a_break_ends_a_listen(history: History) -> None:
    sit(history, "2025-01-01", 1, 2)
    history.play("2025-01-01 10:06", song=OTHER)
    history.play("2025-01-01 10:09", song=track(3))
    sit(history, "2025-01-02", 1, 2)
    history.play("2025-01-02 11:00", song=track(3))
    assert figure(part(album(history), "completion"), "sittings") == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_order_follows_from_listens_that_begin_and_end_anywhere(
    seed: int, history: History
) -> None:
    random = Random(seed)  # noqa: S311 - repeatable
    for day in range(1, 29):
        first = random.randint(1, 8)
        sit(history, f"2025-01-{day:02}", *range(first, random.randint(first + 2, 12)))
    titles = column(part(album(history), "album-tracks"), "title")
    places = column(part(album(history), "album-tracks"), "place")
    numbers = [int(str(title).split()[1]) for title in titles]
    assert numbers == sorted(numbers)
    assert places == [*range(1, len(numbers) + 1)]


def test_shuffled_listens_give_no_order(history: History) -> None:
    random = Random(1)  # noqa: S311 - repeatable
    for day in range(1, 29):
        sit(history, f"2025-01-{day:02}", *random.sample(range(1, 10), 6))
    found = album(history)
    assert set(column(part(found, "album-tracks"), "place")) == {None}
    assert figure(part(found, "completion"), "given_up_at") is None
