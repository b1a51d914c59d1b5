"""The history stores from when to when each origin knows what was heard."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.live.ingest import ingest
from musicanalyser.flows.live.purge import purge
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.model.evidence import Sighting
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import blank
from tests.flows.live.test_watcher import watch
from tests.flows.players import START_MS, Player, recent
from tests.flows.recording.test_live_sources import ZONE, exported, sightings

SPANS = "select origin, since_ms, until_ms from v_known_spans order by origin, since_ms"
Spans = list[tuple[str, int, int]]


def spans(conn: sqlite3.Connection) -> Spans:
    return conn.execute(SPANS).fetchall()


def record(conn: sqlite3.Connection, found: list[Sighting]) -> Spans:
    with transaction(conn):
        record_sightings(conn, found, file_id=None, clock=LocalClock(ZONE))
    return spans(conn)


@pytest.fixture
def conn() -> sqlite3.Connection:
    return blank()


@given(sightings(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_exports_know_from_their_first_to_their_last_row_in_any_order(
    found: list[Sighting], lot: object
) -> None:
    shuffled = sorted(found, key=lambda _: lot.random())  # type: ignore[attr-defined]
    with closing(blank()) as whole, closing(blank()) as parts:
        expected = record(whole, found)
        before: Spans = []
        for one in shuffled:
            after = record(parts, [one])
            assert all(
                any(big[0] == old[0] and big[1] <= old[1] and old[2] <= big[2] for big in after)
                for old in before
            )
            before = after
        assert before == expected
        rebuild_plays(parts, zone=ZONE)
        assert spans(parts) == expected
    exports = [one for one in found if one.origin.traits.is_export]
    assert [(since_ms, until_ms) for _, since_ms, until_ms in expected] == [
        (
            min(one.ended_ms - one.played_ms for one in exports if one.origin is origin),
            max(one.ended_ms for one in exports if one.origin is origin),
        )
        for origin in sorted({one.origin for one in exports})
    ]


def test_a_watch_knows_while_it_polls_and_not_while_it_is_off(conn: sqlite3.Connection) -> None:
    player = Player(script=[(0, "A")])
    watch(conn, player, until_s=60)
    player.now_s = 4_000
    watch(conn, player, until_s=4_060)
    seen = [(one[1] - START_MS, one[2] - START_MS) for one in spans(conn) if "player" in one[0]]
    assert [(since // 60_000, until // 60_000) for since, until in seen] == [(0, 0), (66, 67)]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_reading_reaches_back_to_the_previous_one_if_a_row_was_known(
    conn: sqlite3.Connection, *, is_known: bool
) -> None:
    clock = LocalClock(ZONE)
    first = recent("Z", ended_s=-50)
    player = Player(script=[(0, None)], rows=[first])
    ingest(conn, player, clock=clock, now=player.now)
    player.now_s = 90_000
    rows = [recent(f"T{number}", ended_s=80_000 + number * 100) for number in range(50)]
    player.rows = [first, *rows[1:]] if is_known else rows
    ingest(conn, player, clock=clock, now=player.now)
    seen = [
        ((since - START_MS) // 1000, (until - START_MS) // 1000) for _, since, until in spans(conn)
    ]
    assert seen == ([(-50, 90_000)] if is_known else [(-50, 0), (80_000, 90_000)])


def test_a_purge_removes_what_only_the_api_knew(conn: sqlite3.Connection) -> None:
    player = Player(script=[(0, "A")])
    watch(conn, player, until_s=60)
    exports = record(conn, [exported("B", ended_s=-900, heard_s=200)])
    assert len(exports) > 1
    purge(conn, zone=ZONE)
    assert {origin for origin, _, _ in spans(conn)} == {"spotify-extended"}
