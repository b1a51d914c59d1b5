from dataclasses import replace

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.entities.why import explain
from tests.stats.history import MINUTE, SECOND, History, Song, asked, column, columns, part

ALL = asked(None, "2025-04-01")


def why(history: History, name: str, question: Question = ALL) -> Report:
    entity = find_entity(history.conn, name)
    limited = replace(question, track_ids=entity.track_ids(history.conn))
    return explain(history.conn, limited, entity)


@pytest.fixture
def mixed(history: History) -> History:
    song = Song(title="Low Tide", artist="Harbour", uri="x:1", length_ms=3 * MINUTE)
    history.play("2025-03-12 08:00", song=song)
    history.play("2025-03-12 09:00", 20 * SECOND, song=song, verdict="skipped")
    history.play("2025-03-12 10:00", song=song, private=True)
    history.play("2025-03-12 11:00", song=replace(song, uri="x:2", album="Best of"))
    history.play("2025-03-12 12:00", song=Song(title="Other", artist="Harbour", uri="x:3"))
    return history


def test_plays_are_counted_or_not_or_left_out_each_with_its_reason(mixed: History) -> None:
    assert columns(why(mixed, "low tide"), "plays_are", "why", "plays", "heard_ms") == [
        ("counted", "stream", 2, 6 * MINUTE),
        ("not counted", "under 30 seconds", 1, 20 * SECOND),
        ("excluded", "a private session", 1, 3 * MINUTE),
    ]
    private = why(mixed, "low tide", replace(ALL, private=True))
    assert columns(private, "plays_are", "plays") == [("counted", 3), ("not counted", 1)]


@pytest.mark.parametrize(
    ("count_as", "length_ms", "verdict", "reason"),
    [
        (CountAs.STREAM, None, "unknown", "under 30 seconds"),
        (CountAs.SCROBBLE, None, "unknown", "under 4 minutes of an unknown length"),
        (CountAs.SCROBBLE, 30 * SECOND, "finished", "a track of 30 seconds or less"),
        (CountAs.SCROBBLE, MINUTE, "skipped", "under half of the track, and under 4 minutes"),
        (CountAs.FULL, None, "unknown", "how it ended is unknown"),
        (CountAs.FULL, None, "skipped", "did not reach the end"),
    ],
)
def test_every_rule_has_its_reasons(
    history: History, count_as: CountAs, length_ms: int | None, verdict: str, reason: str
) -> None:
    song = Song(title="Low Tide", length_ms=length_ms)
    history.play("2025-03-12 08:00", 29 * SECOND, song=song, verdict=verdict)
    report = why(history, "track:low tide", replace(ALL, count_as=count_as))
    assert columns(report, "plays_are", "why", "plays") == [
        ("counted", count_as.value, 0),
        ("not counted", reason, 1),
    ]


def test_what_is_no_music_is_left_out(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(title="Talk", artist="Show", kind="podcast"))
    assert columns(why(history, "talk"), "plays_are", "why")[1:] == [
        ("excluded", "podcast, not music")
    ]


def test_ids_of_one_track_are_listed_with_their_plays(mixed: History) -> None:
    ids = part(why(mixed, "low tide"), "why-ids")
    assert columns(ids, "uri", "album", "plays") == [("x:1", "Debut", 3), ("x:2", "Best of", 1)]
    assert len(part(why(mixed, "artist:harbour"), "why-ids").rows) == 3


def test_the_latest_plays_are_listed_with_the_rows_behind_them(mixed: History) -> None:
    report = why(mixed, "low tide", replace(ALL, limit=2))
    plays, rows = part(report, "why-plays"), part(report, "why-sightings")
    assert columns(plays, "plays_are", "why") == [
        ("excluded", "a private session"),
        ("counted", "stream"),
    ]
    assert report.notes == ("2 of 4 plays are listed; see --limit.",)
    assert column(rows, "play_id") == column(plays, "play_id")
    assert set(column(rows, "gives_figures")) == {True}


def test_one_play_can_be_asked_for_by_its_number(mixed: History) -> None:
    (play_id,) = mixed.conn.execute("select min(id) from v_plays").fetchone()
    report = why(mixed, f"play:{play_id}")
    assert columns(report, "plays_are", "plays", "heard_ms") == [("counted", 1, 3 * MINUTE)]
    assert column(part(report, "why-plays"), "play_id") == [play_id]


def test_no_play_in_the_window_is_no_row(mixed: History) -> None:
    report = why(mixed, "low tide", asked("2024-01-01", "2024-02-01"))
    assert (report.rows, report.parts) == ((), ())
    assert report.empty == "No plays in this window. Try --all."
