"""Live sources and exports together: one play each, whatever comes first."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import blank
from tests.flows.players import LENGTH_MS, START_MS, recent, song

ZONE = ZoneInfo("Europe/Vienna")
FIGURES = """
select title, started_ms, ended_ms, heard_ms, low_ms, high_ms, verdict, reason_end, source
from v_plays order by started_ms, ended_ms, title
"""


def at(second: float) -> int:
    return START_MS + round(1000 * second)


def watched(
    name: str,
    *,
    started_s: float,
    heard_s: float,
    reason: str = "fwdbtn",
    unsure_s: float = 0,
    inferred: bool = False,
) -> Sighting:
    heard_ms = round(1000 * heard_s)
    unsure_ms = round(1000 * unsure_s)
    return Sighting(
        origin=Origin.PLAYER,
        item=song(name),
        row=None,
        ended_ms=at(started_s) + heard_ms,
        played_ms=heard_ms,
        reason_end=reason,
        private=False,
        observation=Observation(
            started_ms=at(started_s),
            length_ms=LENGTH_MS,
            low_ms=max(0, heard_ms - unsure_ms),
            high_ms=heard_ms + unsure_ms,
            confidence=0.9,
            is_inferred=inferred,
        ),
    )


def exported(name: str, *, ended_s: float, heard_s: float, reason: str = "fwdbtn") -> Sighting:
    return Sighting(
        origin=Origin.EXTENDED,
        item=song(name),
        row=1,
        ended_ms=at(round(ended_s)),
        played_ms=round(1000 * heard_s),
        reason_end=reason,
    )


def stamped(name: str, *, at_s: int, heard_s: int, later_s: int, reason: str) -> Sighting:
    """Return a row whose start is stamped, and whose end only after a pause or a while."""
    row = exported(name, ended_s=at_s + heard_s + later_s, heard_s=heard_s, reason=reason)
    return row._replace(offline_ms=at(at_s))


def account(name: str, *, minute: int, heard_s: float) -> Sighting:
    item = song(name)._replace(uri=None, album=None)
    return Sighting(
        origin=Origin.ACCOUNT,
        item=item,
        row=1,
        ended_ms=at(60 * minute),
        played_ms=round(1000 * heard_s),
    )


def recorded(*portions: list[Sighting]) -> sqlite3.Connection:
    """Return a database into which portions were recorded one after the other."""
    conn = blank()
    for portion in portions:
        with transaction(conn):
            record_sightings(conn, portion, file_id=None, clock=LocalClock(ZONE))
    return conn


def figures(*portions: list[Sighting]) -> list[tuple[object, ...]]:
    with closing(recorded(*portions)) as conn:
        return conn.execute(FIGURES).fetchall()


SEEN = watched("A", started_s=0, heard_s=100)


def test_an_export_decides_the_figures_of_an_observed_play() -> None:
    row = exported("A", ended_s=101, heard_s=100.4)
    found = figures([SEEN], [row])
    assert [(one[3], one[6], one[8]) for one in found] == [(100_400, "skipped", "spotify-extended")]


PLAYLIST = "spotify:playlist:7jXcQm2VhT0bRk9eYwLs4A"


def from_playlist(sighting: Sighting) -> Sighting:
    assert sighting.observation is not None
    return sighting._replace(observation=replace(sighting.observation, context=PLAYLIST))


def test_what_a_play_was_started_from_stays_known_when_an_export_decides_its_figures() -> None:
    row = exported("A", ended_s=101, heard_s=100.4)
    for portions in ([from_playlist(SEEN)], [row]), ([row], [from_playlist(SEEN)]):
        with closing(recorded(*portions)) as conn:
            plays = conn.execute("select source, context from v_plays").fetchall()
            rebuild_plays(conn, zone=ZONE)
            assert conn.execute("select source, context from v_plays").fetchall() == plays
        assert plays == [("spotify-extended", PLAYLIST)]


def test_without_a_live_source_nobody_knows_what_a_play_was_started_from() -> None:
    with closing(recorded([exported("A", ended_s=101, heard_s=100.4)], [SEEN])) as conn:
        assert conn.execute("select context from v_plays").fetchall() == [(None,)]


def test_account_data_decides_the_time_heard_and_watch_the_reason() -> None:
    found = figures([SEEN], [account("A", minute=1, heard_s=100.2)])
    assert [(one[3], one[6], one[8]) for one in found] == [(100_200, "skipped", "spotify-account")]


def test_a_recent_play_of_an_observed_play_does_not_count_again() -> None:
    found = figures([SEEN], [recent("A", ended_s=99)])
    assert [(one[3], one[8]) for one in found] == [(100_000, "spotify-player")]


def test_a_recent_play_settles_an_end_that_was_not_observed() -> None:
    unsure = watched("A", started_s=0, heard_s=150, unsure_s=50, reason="unknown")
    found = figures([unsure], [recent("A", ended_s=123)])
    assert [(one[2], one[3]) for one in found] == [(at(123), 123_000)]


def test_a_recent_play_listed_at_the_very_end_was_finished() -> None:
    unsure = watched("A", started_s=0, heard_s=150, unsure_s=50, reason="unknown")
    assert figures([unsure], [recent("A", ended_s=198)])[0][6:8] == ("finished", "trackdone")


def test_a_recent_play_listed_at_a_start_is_of_that_play() -> None:
    assert len(figures([SEEN], [recent("A", ended_s=2)])) == 1


def test_a_skip_of_two_seconds_is_not_a_recent_play() -> None:
    short = watched("A", started_s=300, heard_s=2)
    found = figures([SEEN, short], [recent("A", ended_s=101)])
    assert [one[3] for one in found] == [100_000, 2_000]


def test_a_recent_play_alone_was_heard_since_the_previous_one_at_most() -> None:
    found = figures([recent("A", ended_s=200), recent("B", ended_s=290)])
    assert [(one[0], one[3], one[6]) for one in found] == [
        ("Song A", 200_000, "finished"),
        ("Song B", 90_000, "unknown"),
    ]


def test_a_recent_play_that_ends_right_after_another_was_heard_elsewhere() -> None:
    found = figures([recent("A", ended_s=200), recent("B", ended_s=205)])
    assert [one[3] for one in found] == [200_000, 200_000]


def test_reading_the_list_again_adds_nothing() -> None:
    rows = [recent("A", ended_s=200), recent("B", ended_s=290)]
    assert figures(rows, rows, rows) == figures(rows)


def test_an_observed_play_is_paired_with_one_of_two_exported_rows() -> None:
    rows = [exported("A", ended_s=100, heard_s=100), exported("A", ended_s=310, heard_s=200)]
    assert len(figures([SEEN], rows)) == 2


UNSEEN = watched("B", started_s=100, heard_s=2, unsure_s=2, inferred=True)


def test_an_export_refutes_an_inferred_play_in_any_order() -> None:
    rows = [exported("A", ended_s=100, heard_s=100), exported("C", ended_s=400, heard_s=200)]
    assert [one[0] for one in figures([UNSEEN], rows)] == ["Song A", "Song C"]
    assert [one[0] for one in figures(rows, [UNSEEN])] == ["Song A", "Song C"]


def test_an_export_refutes_nothing_after_its_end() -> None:
    rows = [exported("A", ended_s=-300, heard_s=100), exported("C", ended_s=90, heard_s=50)]
    assert [one[0] for one in figures([UNSEEN], rows)] == ["Song A", "Song C", "Song B"]


def test_an_export_confirms_an_inferred_play() -> None:
    rows = [exported("B", ended_s=102, heard_s=1.8), exported("C", ended_s=400, heard_s=200)]
    assert [(one[0], one[3]) for one in figures([UNSEEN], rows)] == [
        ("Song B", 1_800),
        ("Song C", 200_000),
    ]


def test_an_inferred_play_that_recent_plays_confirm_is_not_refuted() -> None:
    unseen = watched("B", started_s=100, heard_s=20, unsure_s=20, inferred=True)
    rows = [exported("A", ended_s=90, heard_s=80), exported("C", ended_s=400, heard_s=200)]
    found = figures([unseen], [recent("B", ended_s=121)], rows)
    assert [one[0] for one in found] == ["Song A", "Song B", "Song C"]


def test_a_recent_play_settles_an_end_only_within_its_bounds() -> None:
    unsure = watched("A", started_s=0, heard_s=150, unsure_s=50, reason="unknown")
    assert [one[3] for one in figures([unsure], [recent("A", ended_s=92)])] == [100_000]


def test_a_recent_play_is_of_the_play_that_may_have_lasted_until_then() -> None:
    seen = watched("A", started_s=0, heard_s=100, reason="endplay")
    assert seen.observation is not None
    until = seen._replace(observation=replace(seen.observation, latest_ms=at(200)))
    assert len(figures([until], [recent("A", ended_s=180)])) == 1


def restarted(first_s: float) -> list[Sighting]:
    """Return two parts of a track that was moved back to its start, or begun anew."""
    one = watched("A", started_s=0, heard_s=first_s, reason="backbtn")
    return [one, watched("A", started_s=first_s, heard_s=100)._replace(reason_start="backbtn")]


def test_a_play_that_only_seemed_to_restart_is_one_play() -> None:
    found = figures(restarted(50), [recent("A", ended_s=150)])
    assert [one[1:4] for one in found] == [(at(0), at(150), 150_000)]


def test_a_first_part_too_short_for_the_list_of_recent_plays_stays_a_play() -> None:
    found = figures(restarted(10), [recent("A", ended_s=110)])
    assert [one[3] for one in found] == [10_000, 100_000]


def test_a_recent_play_listed_at_the_end_of_a_short_one_is_that_play() -> None:
    """The list has been seen to hold plays of a few seconds; it never holds one play twice."""
    found = figures([watched("A", started_s=300, heard_s=2)], [recent("A", ended_s=301)])
    assert [(one[3], one[8]) for one in found] == [(2_000, "spotify-player")]


def test_account_data_of_half_an_hour_before_is_of_another_play() -> None:
    assert len(figures([account("A", minute=5, heard_s=100)], [recent("A", ended_s=1_800)])) == 2


def test_a_play_of_hours_ago_limits_a_recent_one_in_any_order() -> None:
    hours = 3_600
    long = recent("B", ended_s=3 * hours, length_ms=3 * hours * 1_000)
    before = watched("A", started_s=hours - 100, heard_s=100)
    assert figures([long], [before]) == figures([before], [long])
    assert figures([long], [before])[1][3] == 2 * hours * 1_000


@st.composite
def sightings(draw: st.DrawFn) -> list[Sighting]:
    """Draw sightings of a few plays from all origins, each a little wrong."""
    found: list[Sighting] = []
    now_s = 0.0
    for number in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from("AAB"))
        heard_s = draw(st.sampled_from([1.5, 40.0, 130.0, 200.0]))
        off_s = draw(st.floats(-1.5, 1.5))
        if draw(st.booleans()):
            unsure_s = draw(st.sampled_from([0.5, 30.0]))
            found.append(
                watched(
                    name,
                    started_s=now_s,
                    heard_s=heard_s,
                    unsure_s=min(unsure_s, heard_s),
                    inferred=draw(st.integers(0, 3)) == 0,
                )
            )
        if draw(st.booleans()) and heard_s >= 30:
            found.append(recent(name, ended_s=now_s + heard_s + off_s))
        if draw(st.booleans()):
            found.append(exported(name, ended_s=now_s + heard_s + off_s, heard_s=heard_s + 0.2))
        if draw(st.booleans()):
            minute = int((now_s + heard_s) // 60)
            found.append(account(name, minute=minute, heard_s=heard_s)._replace(ordinal=number))
        now_s += heard_s + draw(st.sampled_from([0.0, 0.5, 45.0, 700.0]))
    return found


@given(sightings(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_origins_arrive_changes_nothing(
    found: list[Sighting], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(found))
    cut = data.draw(st.integers(0, len(mixed)))
    assert figures(mixed[:cut], mixed[cut:]) == figures(found)


@given(sightings())
@settings(max_examples=40, deadline=None)
def test_a_rebuild_gives_the_same_plays(found: list[Sighting]) -> None:
    with closing(recorded(found)) as conn:
        before = conn.execute(FIGURES).fetchall()
        rebuild_plays(conn, zone=ZONE)
        assert conn.execute(FIGURES).fetchall() == before


@given(sightings())
@settings(max_examples=40, deadline=None)
def test_no_play_has_two_sightings_of_one_live_origin(found: list[Sighting]) -> None:
    with closing(recorded(found)) as conn:
        rows = conn.execute(
            "select play_id, source, count(*) from v_evidence where source in (?, ?)"
            " group by play_id, source having count(*) > 1",
            (Origin.PLAYER.value, Origin.RECENT.value),
        ).fetchall()
    assert rows == []


@pytest.mark.parametrize("name", ["started_at", "low_ms", "high_ms", "confidence", "inferred"])
def test_the_evidence_of_an_observed_play_is_complete(name: str) -> None:
    with closing(recorded([SEEN])) as conn:
        (value,) = conn.execute(f"select {name} from v_evidence").fetchone()  # noqa: S608 - from the list above
    assert value is not None


@pytest.mark.parametrize("reason", ["logout", "trackdone"])
@pytest.mark.parametrize("later_s", [1_200, 3_000, 7_200, 36_000])
def test_a_row_that_is_stamped_late_is_the_play_that_was_watched(later_s: int, reason: str) -> None:
    """Also if the end was stamped hours later, when the device was online again."""
    row = stamped("A", at_s=0, heard_s=100, later_s=later_s, reason=reason)
    paused = reason == "trackdone"
    seen = watched("A", started_s=later_s if paused else 0, heard_s=100)
    for portions in ([[seen], [row]], [[row], [seen]], [[row, seen]]):
        with closing(recorded(*portions)) as conn:
            assert conn.execute("select source from v_plays").fetchall() == [("spotify-extended",)]
            assert conn.execute("select count(*) from v_evidence").fetchone() == (2,)
