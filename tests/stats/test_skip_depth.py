from random import Random

from musicanalyser.model.origin import Origin
from musicanalyser.stats import skip_depth
from tests.stats.history import MINUTE, SECOND, History, Song, asked, column, columns, figure, part

MARCH = asked("2025-03-01", "2025-04-01")
BOATS = Song(title="Boats", artist="Ada", album="Debut", uri="x:1", length_ms=200 * SECOND)


def skip(history: History, day: int, hour: int, seconds: float, song: Song = BOATS) -> int:
    at = f"2025-03-{day:02} {hour:02}:00"
    return history.play(at, int(seconds * SECOND), song=song, verdict="skipped")


def test_skips_lie_in_the_tenth_and_the_ten_seconds_in_which_they_leave(history: History) -> None:
    skip(history, 1, 8, 0)
    skip(history, 2, 8, 19.9)
    skip(history, 3, 8, 20)
    skip(history, 4, 8, 400)
    history.play("2025-03-05 08:00", song=BOATS)
    answer = skip_depth.answer(history.conn, MARCH)
    tenths = part(answer, "depth-by-tenth")
    assert column(tenths, "skips") == [1, 1, *[0] * 7, 1]
    assert column(tenths, "share")[:3] == [1 / 3, 1 / 3, 0]
    times = part(answer, "depth-by-time")
    assert column(times, "skips") == [1, 1, *[0] * 27, 1]
    assert column(times, "part")[:2] == ["0:10", "0:20"]
    assert column(times, "part")[-2:] == ["4:50", "5:00+"]
    assert [figure(answer, name) for name in ("skips", "left", "left_at_ms")] == [4, 3, 20 * SECOND]


def test_a_track_left_at_one_minute_twelve_is_listed(history: History) -> None:
    random = Random(1)  # noqa: S311 - repeatable
    for day in range(1, 29):
        skip(history, day, 8, random.gauss(72, 1) if day % 3 else 3)
        other = Song(title=f"Other {day % 7}", uri=f"x:o{day % 7}", length_ms=200 * SECOND)
        skip(history, day, 9, random.uniform(10, 180), other)
    points = part(skip_depth.answer(history.conn, MARCH), "leaving-points")
    assert column(points, "title") == ["Boats"]
    ((left_at, near, left),) = columns(points, "left_at_ms", "near", "left")
    assert isinstance(left_at, int)
    assert abs(left_at - 72 * SECOND) <= 3 * SECOND
    assert (near, left) == (19, 19)


def test_skips_that_are_known_between_wide_bounds_are_no_point(history: History) -> None:
    wide, narrow = skip(history, 1, 8, 60), skip(history, 2, 8, 90)
    for play, spread in ((wide, 30 * SECOND), (narrow, 4 * SECOND)):
        history.set_source(play, Origin.PLAYER)
        history.conn.execute(
            "insert into play_bounds values (?, ?, ?, 0.9)",
            (play, 60 * SECOND, 60 * SECOND + spread),
        )
    answer = skip_depth.answer(history.conn, MARCH)
    assert [figure(answer, name) for name in ("skips", "left", "left_at_ms")] == [2, 1, 90 * SECOND]
    assert answer.coverage is not None
    assert answer.coverage.share == 0.5


def test_artists_are_those_with_enough_skips_the_earliest_first(history: History) -> None:
    late = Song(title="Late", artist="Bo", uri="x:2", length_ms=200 * SECOND)
    rare = Song(title="Rare", artist="Cy", uri="x:3", length_ms=200 * SECOND)
    for day in range(1, 23):
        skip(history, day, 8, 20)
        skip(history, day, 9, 100, late)
    skip(history, 1, 10, 20, rare)
    artists = part(skip_depth.answer(history.conn, MARCH), "artists-left")
    assert columns(artists, "artist", "left_share") == [("Ada", 0.1), ("Bo", 0.5)]


def test_where_no_row_says_how_plays_ended_skips_are_unknown(history: History) -> None:
    history.play("2025-03-01 08:00", 3 * MINUTE, song=BOATS, verdict="unknown")
    answer = skip_depth.answer(history.conn, MARCH)
    assert figure(answer, "skips") is None
    assert {one.rows for one in answer.parts} == {()}
    assert {one.empty.partition(":")[0] for one in answer.parts} == {"Unknown"}
