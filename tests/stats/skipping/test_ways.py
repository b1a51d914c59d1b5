"""Skip rates by what the evidence of plays says, and pauses."""

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import skips
from tests.stats.history import MINUTE, SECOND, History, asked, column, columns, figure, part

MARCH = asked("2025-03-01", "2025-04-01")


def play(history: History, day: int, *, skip: bool, hour: int = 8, paused_ms: int = 0) -> int:
    return history.play(
        f"2025-03-{day:02} {hour:02}:00",
        20 * SECOND if skip else 3 * MINUTE,
        verdict="skipped" if skip else "finished",
        paused_ms=paused_ms,
    )


def tell(history: History, play_id: int, **words: str | int | None) -> None:
    """Let the sighting of a play say something of its own."""
    device = {name: words.get(name) for name in ("platform", "country", "shuffle")}
    (device_id,) = history.conn.execute(
        "insert into devices (platform, country, shuffle) values (:platform, :country, :shuffle)"
        " returning id",
        device,
    ).fetchone()
    (class_id,) = history.conn.execute(
        "insert into sighting_classes (source, kind, reason_start, reason_end, offline, heard)"
        " values ('spotify-extended', 'music', ?, ?, ?, 'known') returning id",
        (words.get("reason_start") or "", words.get("reason_end") or "", words.get("offline")),
    ).fetchone()
    history.conn.execute(
        "update sightings set device_id = ?, class_id = ?, stamped_before_ms = ? where id = ?",
        (device_id, class_id, words.get("stamped_before_ms"), play_id),
    )


def answer(history: History) -> Report:
    return skips.answer(history.conn, MARCH)


def test_rates_are_of_the_plays_of_which_the_label_is_known(history: History) -> None:
    for day in range(1, 5):
        tell(history, play(history, day, skip=day < 4), shuffle=1)
    tell(history, play(history, 5, skip=False), shuffle=0)
    play(history, 6, skip=True)
    shuffle = part(answer(history), "skips-by-shuffle")
    assert columns(shuffle, "shuffle", "skips", "plays_known", "rate") == [
        ("on", 3, 4, 0.75),
        ("off", 0, 1, 0),
    ]
    assert column(shuffle, "shrunk_rate") == pytest.approx([(3 + 6) / 14, 6 / 11])
    assert shuffle.coverage is not None
    assert shuffle.coverage.share == pytest.approx(5 / 6)


def test_what_no_play_tells_has_no_list(history: History) -> None:
    play(history, 1, skip=True)
    names = {one.name for one in answer(history).parts}
    assert not names & {"skips-by-platform", "skips-by-shuffle", "skips-by-way-in", "pauses"}
    assert "skips-by-hour" in names


def test_words_of_one_meaning_are_one_way_in_and_a_new_word_is_its_own(history: History) -> None:
    for day, word in enumerate(("fwdbtn", "nextbtn", "unknown", "teleport"), 1):
        tell(history, play(history, day, skip=True), reason_start=word)
    ways = part(answer(history), "skips-by-way-in")
    assert columns(ways, "way_in", "plays_known") == [("next button", 2), ("teleport", 1)]


def test_platforms_are_named_by_their_family(history: History) -> None:
    for day, words in enumerate(("ios", "iOS 17.1 (iPhone14,2)", "windows"), 1):
        tell(history, play(history, day, skip=day == 3), platform=words)
    found = part(answer(history), "skips-by-platform")
    assert columns(found, "platform", "rate") == [("iOS", 0), ("Windows", 1)]


@pytest.mark.parametrize("is_whole", [True, False])
def test_hours_are_those_in_which_plays_started(history: History, *, is_whole: bool) -> None:
    """Also where the sums do not hold the window."""
    play(history, 1, skip=True, hour=23)
    play(history, 2, skip=False, hour=23)
    play(history, 3, skip=False, hour=7)
    if not is_whole:
        history.play("2025-05-01 23:00", verdict="skipped")
    hours = part(answer(history), "skips-by-hour")
    assert columns(hours, "hour", "skips", "plays_known")[23] == (23, 1, 2)
    assert columns(hours, "rate", "plays_known")[7] == (0, 1)
    assert column(hours, "shrunk_rate")[0] is None


def test_pauses_are_counted_where_the_start_is_stamped(history: History) -> None:
    for day, pause in enumerate((0, 40 * SECOND, 10 * MINUTE, 5 * SECOND), 1):
        play_id = play(history, day, skip=False, paused_ms=pause)
        tell(history, play_id, stamped_before_ms=pause)
    play(history, 6, skip=False)
    found = part(answer(history), "pauses")
    assert [figure(found, name) for name in ("plays_timed", "plays_paused", "paused_ms")] == [
        4,
        2,
        10 * MINUTE + 40 * SECOND,
    ]


@pytest.mark.parametrize("words", [{"offline": 1}, {"reason_end": "logout"}])
def test_ends_that_may_be_stamped_later_tell_no_pause(
    words: dict[str, int | str], history: History
) -> None:
    tell(history, play(history, 1, skip=False), stamped_before_ms=0, **words)
    assert "pauses" not in {one.name for one in answer(history).parts}
