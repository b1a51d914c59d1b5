"""A run records sightings part by part; each part is whole, or as if it had never been."""

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows import local_days
from musicanalyser.flows.recording.record import (
    Recorder,
    rebuild_plays,
    record_sightings,
    refresh_figures,
)
from musicanalyser.model.evidence import Sighting
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import ZONE, assert_sound, blank, tables
from tests.flows.players import recent
from tests.flows.recording.test_live_sources import account, exported, watched

CLOCK = LocalClock(ZONE)

names = st.sampled_from("ABC")
seconds = st.integers(0, 2 * 3600)
heard = st.sampled_from([5, 30, 31, 100, 200])
reasons = st.sampled_from(["trackdone", "fwdbtn", "logout", "endplay"])
rows = st.one_of(
    st.builds(
        lambda name, at_s, heard_s, reason, resumed: exported(
            name, ended_s=at_s, heard_s=heard_s, reason=reason
        )._replace(reason_start="appload" if resumed else "trackdone"),
        names, seconds, heard, reasons, st.booleans(),
    ),
    st.builds(
        lambda name, minute, heard_s: account(name, minute=minute, heard_s=heard_s),
        names, st.integers(0, 120), heard,
    ),
    st.builds(
        lambda name, at_s, heard_s: watched(name, started_s=at_s, heard_s=heard_s),
        names, seconds, heard,
    ),
    st.builds(lambda name, at_s: recent(name, ended_s=at_s), names, seconds),
)  # fmt: skip


class BrokenError(Exception):
    """A file turned out to be broken after some of it was recorded."""


def record_and_fail(recorder: Recorder, found: list[Sighting]) -> None:
    with recorder.part():
        recorder.record(found, file_id=None)
        raise BrokenError


@settings(max_examples=60, deadline=None)
@given(portions=st.lists(st.lists(rows, max_size=6), min_size=1, max_size=4))
def test_lone_and_crowded_rows_give_what_a_rebuild_gives(portions: list[list[Sighting]]) -> None:
    with closing(blank()) as conn:
        local_days.update_local_days_in_transaction(conn, ZONE)
        for portion in portions:
            with transaction(conn):
                record_sightings(conn, portion, file_id=None, clock=CLOCK)
        assert_sound(conn)
        before = tables(conn)
        rebuild_plays(conn, zone=ZONE)
        assert tables(conn) == before


def test_a_part_that_fails_leaves_what_the_parts_around_it_did() -> None:
    first = [exported("A", ended_s=300, heard_s=100), exported("B", ended_s=900, heard_s=200)]
    broken = [exported("A", ended_s=9_000, heard_s=31), exported("C", ended_s=9_500, heard_s=31)]
    last = [exported("C", ended_s=5_000, heard_s=200), exported("B", ended_s=6_000, heard_s=200)]
    with closing(blank()) as conn, closing(blank()) as other:
        with transaction(conn):
            recorder = Recorder(conn, CLOCK)
            with recorder.part():
                recorder.record(first, file_id=None)
            with pytest.raises(BrokenError):
                record_and_fail(recorder, broken)
            with recorder.part():
                recorder.record(last, file_id=None)
            recorder.finish()
            refresh_figures(conn)
        for portion in (first, last):
            with transaction(other):
                record_sightings(other, portion, file_id=None, clock=CLOCK)
        assert tables(conn) == tables(other)


def test_a_new_length_of_a_song_reaches_its_tracks_without_a_play_of_their_own() -> None:
    lengths = "select length_ms from tracks order by id"
    with closing(blank()) as conn:
        with transaction(conn):
            record_sightings(conn, [account("A", minute=1, heard_s=50)], file_id=None, clock=CLOCK)
        assert conn.execute(lengths).fetchall() == [(None,)]
        done = exported("A", ended_s=9_000, heard_s=180, reason="trackdone")
        with transaction(conn):
            record_sightings(conn, [done], file_id=None, clock=CLOCK)
        assert conn.execute(lengths).fetchall() == [(180_000,), (180_000,)]
