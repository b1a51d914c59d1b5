"""The record of a simulated listener, judged by an export of the same life."""

import json
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.importing.row_outcomes import ImportResult
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.report import Report
from musicanalyser.reports.importing.import_report import build_import_report
from musicanalyser.stats import accuracy
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.rollups import audit
from musicanalyser.timespan import Window
from tests.flows.histories import import_into
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.listener import listen
from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.profiles import MEDIAN
from tests.simulators.listener.scores import score
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Play, Timeline
from tests.simulators.listener.watching import watching
from tests.stats.history import History as SmallHistory
from tests.stats.history import asked, column, part, records

_HOURS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """A life, what was logged of it, and the database with the record and the export."""

    life: Timeline
    log: list[LoggedPlay]
    database: Path
    note: str
    """What the import said last."""
    again: ImportResult
    """That of the same export a second time."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> _Recorded:
    folder = tmp_path_factory.mktemp("recorded")
    life = listen(replace(MEDIAN, break_ms=1_800_000), hours=_HOURS, seed=5)
    clock = VirtualClock(life.began_ms)
    service = Service(life, clock, Conditions(), seed=5)
    database = folder / "history.db"
    watch = watching(PollingPolicy.ECON, into=partial(open_writing, database))
    log = watch(service, clock, life.ended_ms)
    export = folder / "Streaming_History_Audio_2026.json"
    export.write_text(json.dumps([_row(play) for play in life.plays]))
    with closing(open_writing(database)) as conn:
        first, again = (import_into(conn, export) for _ in range(2))
    note = build_import_report(first, dry_run=False).notes[-1]
    return _Recorded(life=life, log=log, database=database, note=note, again=again)


def _row(play: Play) -> dict[str, object]:
    item = play.track.item
    ended = datetime.fromtimestamp(play.ended_ms / 1_000, UTC)
    return {
        "ts": f"{ended:%Y-%m-%dT%H:%M:%SZ}",
        "ms_played": play.heard_ms,
        "offline_timestamp": play.started_ms,
        "master_metadata_track_name": item.title,
        "master_metadata_album_artist_name": item.artist,
        "master_metadata_album_album_name": item.album,
        "spotify_track_uri": play.track.uri,
        "reason_start": play.reason_start,
        "reason_end": play.reason_end,
        "incognito_mode": play.private,
    }


def _answer(recorded: _Recorded) -> Report:
    with closing(open_reading(recorded.database)) as conn:
        return accuracy.answer(conn, _whole(recorded.life))


def _whole(life: Timeline) -> Question:
    zone = ZoneInfo("Europe/Berlin")
    until = datetime.fromtimestamp(life.ended_ms / 1_000, zone)
    window = Window(label="all time", since=None, until=until, zone=zone, days=None)
    return Question(window=window, today=until.date())


def test_the_program_judges_itself_as_one_who_knows_the_truth_does(recorded: _Recorded) -> None:
    truth = score(recorded.life.plays, recorded.log)
    *_, long, whole = records(_answer(recorded))

    assert whole["plays"] == pytest.approx(len(recorded.life.plays), rel=0.01)
    assert whole["recall"] == pytest.approx(truth.found, abs=0.02)
    assert whole["precision"] > 0.95
    assert long["mean_error_s"] == pytest.approx(truth.mean_error_ms / 1_000, abs=0.3)
    assert long["ends_share"] == pytest.approx(truth.ends_right, abs=0.03)
    assert long["within_share"] > 0.95


def test_an_import_says_once_how_many_plays_can_be_judged(recorded: _Recorded) -> None:
    with closing(open_reading(recorded.database)) as conn:
        (judged,) = conn.execute("select sum(plays) from v_confidence_checks").fetchone()

    assert recorded.note == (
        f"Plays of watch that an export judges now: {judged:,}. How accurate they are:"
        " musicanalyser stats accuracy --all"
    )
    assert recorded.again.judged_plays == 0


def test_short_plays_are_the_ones_that_are_missed(recorded: _Recorded) -> None:
    recalls = [share for share in column(_answer(recorded), "recall") if isinstance(share, float)]

    assert max(recalls[:2]) < 0.9 < recalls[2] <= recalls[3]


def test_the_clock_of_the_simulation_is_right(recorded: _Recorded) -> None:
    ((offset_s, plays),) = part(_answer(recorded), "clock-offset").rows

    assert abs(offset_s) < 1.5  # type: ignore[arg-type]  # the stamp of the export has no fraction
    assert plays > 100  # type: ignore[operator]


def test_a_confidence_is_shown_as_often_as_it_was_right(recorded: _Recorded) -> None:
    told = {row["confidence"]: row for row in records(part(_answer(recorded), "by-confidence"))}
    with closing(open_reading(recorded.database)) as conn:
        checks = conn.execute("select told, plays, rights from v_confidence_checks").fetchall()

    assert max(told) == 0.99
    assert {confidence for confidence, *_ in checks} >= told.keys()
    for confidence, plays, rights in checks:
        if confidence in told:
            assert plays >= told[confidence]["plays"]
            assert rights / plays == pytest.approx(told[confidence]["right_share"], abs=0.1)


def test_the_checks_are_what_a_rebuild_makes_them(recorded: _Recorded) -> None:
    with closing(open_reading(recorded.database)) as conn:
        assert audit.differing_tables(conn) == []


@pytest.fixture
def small() -> SmallHistory:
    return SmallHistory()


def test_the_shown_confidence_lies_between_the_told_and_the_measured(small: SmallHistory) -> None:
    play = small.play("2025-03-10 12:00")
    conn = small.conn
    conn.execute("insert into play_bounds (play_id, confidence) values (?, 0.5)", (play,))
    shown = "select confidence from v_plays"
    assert conn.execute(shown).fetchall() == [(0.5,)]
    conn.execute("insert into confidence_checks (told, plays, rights) values (0.5, 20, 20)")
    assert conn.execute(shown).fetchall() == [(0.75,)]


def test_nothing_is_judged_without_an_export_of_the_same_time(small: SmallHistory) -> None:
    small.play("2025-03-10 12:00")
    small.know_span("2025-03-10 00:00", "2025-03-10 10:00", origin="spotify-player")
    report = accuracy.answer(small.conn, asked("2025-03-10", "2025-03-17"))
    assert report.rows == ()
    assert report.parts == ()
    assert report.empty.startswith("No play that both watch and an extended history know")


def test_an_answer_that_cannot_be_given_says_what_to_do(small: SmallHistory) -> None:
    small.play("2025-03-10 12:00")
    week = asked("2025-03-10", "2025-03-17")
    assert accuracy.answer(small.conn, week).summary == (
        "watch has recorded nothing yet: let it run."
        " There is no extended streaming history yet: import one."
    )
    small.know_span("2025-03-10 00:00", "2025-03-10 10:00", origin="spotify-player")
    small.know_span("2025-03-10 00:00", "2025-03-17 00:00")
    assert accuracy.answer(small.conn, week).summary == ""


def test_only_what_watch_could_see_is_judged_and_nothing_if_only_exports_are_asked(
    small: SmallHistory,
) -> None:
    small.know_span("2025-03-10 00:00", "2025-03-11 00:00")
    small.know_span("2025-03-10 12:01", "2025-03-10 14:00", origin="spotify-player")
    small.play("2025-03-10 12:00")
    small.play("2025-03-10 13:00")
    week = asked("2025-03-10", "2025-03-17")
    report = accuracy.answer(small.conn, week)
    assert accuracy.answer(small.conn, replace(week, exports_only=True)).rows == ()
    assert records(report)[-1]["plays"] == 1
    assert records(report)[-1]["recall"] == 0
    assert report.notes
