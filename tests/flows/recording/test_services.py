"""What other services know is kept as it is: an unknown time stays unknown."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations

import pytest

from musicanalyser.flows.importing.repeated_rows import RepeatCounter
from musicanalyser.flows.live.purge import purge
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.model.evidence import HeardTime, Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Origin
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS
from tests.flows.histories import ZONE, blank
from tests.flows.players import START_MS, recent, song
from tests.flows.recording.test_live_sources import exported, stamped, watched
from tests.flows.recording.test_service_order import PLAYS


def scrobbled(
    name: str,
    *,
    at_s: float,
    origin: Origin = Origin.LASTFM,
    heard: HeardTime = HeardTime.LISTED,
    item: Item | None = None,
) -> Sighting:
    """Return a row of another service, without an address."""
    return Sighting(
        origin=origin,
        item=item or song(name)._replace(uri=None),
        row=1,
        ended_ms=START_MS + round(1000 * at_s),
        played_ms=0,
        heard=heard,
    )


def record(conn: sqlite3.Connection, *found: Sighting) -> None:
    with transaction(conn):
        record_sightings(conn, found, file_id=None, clock=LocalClock(ZONE))


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    with closing(blank()) as opened:
        yield opened


def test_an_unknown_time_is_null_and_adds_nothing_to_a_sum(conn: sqlite3.Connection) -> None:
    record(conn, scrobbled("A", at_s=0), scrobbled("B", at_s=300, heard=HeardTime.UNKNOWN))
    plays = "select heard_ms, heard, verdict, is_stream, is_scrobble, is_full from v_plays"
    assert conn.execute(f"{plays} order by started_ms").fetchall() == [
        (None, "listed", "unknown", 1, 1, 0),
        (None, "unknown", "unknown", 0, 0, 0),
    ]
    sums = "select sum(heard_ms), sum(plays), sum(streams), sum(scrobbles) from v_track_totals"
    assert conn.execute(sums).fetchone() == (0, 2, 1, 1)
    evidence = "select played_ms, heard from v_evidence order by ended_ms"
    assert conn.execute(evidence).fetchall() == [(None, "listed"), (None, "unknown")]


def test_a_stamp_of_the_start_is_the_start(conn: sqlite3.Connection) -> None:
    known = scrobbled("A", at_s=0, origin=Origin.LISTENBRAINZ, heard=HeardTime.KNOWN)
    record(conn, known._replace(played_ms=90_000))
    found = conn.execute("select started_ms, ended_ms, heard_ms from v_plays").fetchone()
    assert found == (START_MS, START_MS + 90_000, 90_000)


def test_a_name_of_another_service_never_replaces_one_of_spotify(conn: sqlite3.Connection) -> None:
    named = song("A")._replace(title="song a - 2011 remaster")
    record(conn, exported("A", ended_s=100, heard_s=100))
    record(conn, scrobbled("A", at_s=DAY_MS, origin=Origin.SPOTIFY_COPY, item=named))
    assert conn.execute("select distinct title from v_plays").fetchall() == [("Song A",)]


def test_a_purge_of_the_api_takes_no_row_of_another_service(conn: sqlite3.Connection) -> None:
    record(conn, scrobbled("A", at_s=0), recent("B", ended_s=2_000))
    purge(conn, zone=ZONE)
    assert conn.execute("select title, source from v_plays").fetchall() == [("Song A", "lastfm")]


def test_a_purge_leaves_the_names_that_another_service_has_for_an_address(
    conn: sqlite3.Connection,
) -> None:
    named = song("A")._replace(title="Song A (Live)", artist="The Lanterns, Guest")
    copy = scrobbled("A", at_s=9_000, origin=Origin.SPOTIFY_COPY, item=named)
    names = "select title, artist, album, song_key from v_tracks"
    record(conn, copy)
    alone = conn.execute(names).fetchall()
    record(conn, recent("A", ended_s=2_000))
    assert conn.execute(names).fetchall() != alone
    purge(conn, zone=ZONE)
    assert conn.execute(names).fetchall() == alone


def test_what_is_known_ends_where_a_scrobbler_may_have_been_off(conn: sqlite3.Connection) -> None:
    for day in (0, 2, 4, 8, 9):
        record(conn, scrobbled("A", at_s=day * DAY_MS / 1000))
    spans = conn.execute("select since_ms, until_ms from v_known_spans order by 1").fetchall()
    assert [((one - START_MS) // DAY_MS, (two - START_MS) // DAY_MS) for one, two in spans] == [
        (0, 4),
        (8, 9),
    ]


def test_equal_rows_of_a_connected_player_are_different_plays_and_known_again(
    conn: sqlite3.Connection,
) -> None:
    rows = [scrobbled("A", at_s=0)] * 3
    for delivery in ("one", "again"):
        repeats = RepeatCounter()
        repeats.begin_file(delivery)
        record(conn, *repeats.number_repeats(rows))
    assert conn.execute("select count(*) from v_plays").fetchone() == (3,)


def evidence(conn: sqlite3.Connection) -> list[str]:
    """Return the origins of each play, in order of time."""
    found = conn.execute(
        "select group_concat(source, ' ') from"
        " (select play_id, source from v_evidence order by play_id, sighting_id)"
        " group by play_id order by play_id"
    )
    return [sources for (sources,) in found]


def test_a_scrobble_joins_the_play_however_its_service_spells_it(conn: sqlite3.Connection) -> None:
    other = song("A")._replace(uri=None, title="song a - 2011 remaster", artist="Lanterns, Guest")
    record(conn, scrobbled("A", at_s=4, item=other))
    record(conn, exported("A", ended_s=200, heard_s=200))
    found = conn.execute("select title, source, heard_ms, heard from v_plays").fetchall()
    assert found == [("Song A", "spotify-extended", 200_000, "known")]


def test_rows_of_two_services_are_one_play_of_which_the_known_time_counts(
    conn: sqlite3.Connection,
) -> None:
    known = scrobbled("A", at_s=3, origin=Origin.KOITO, heard=HeardTime.KNOWN)
    record(conn, scrobbled("A", at_s=0, origin=Origin.LISTENBRAINZ), scrobbled("A", at_s=1))
    record(conn, known._replace(played_ms=150_000))
    found = conn.execute("select source, heard_ms, heard from v_plays").fetchall()
    assert found == [("koito", 150_000, "known")]
    assert evidence(conn) == ["listenbrainz lastfm koito"]


def test_a_song_heard_twice_has_two_scrobbles(conn: sqlite3.Connection) -> None:
    record(conn, exported("A", ended_s=200, heard_s=200), exported("A", ended_s=400, heard_s=200))
    record(conn, scrobbled("A", at_s=0), scrobbled("A", at_s=200))
    assert evidence(conn) == ["spotify-extended lastfm"] * 2


@pytest.mark.parametrize(("apart_s", "plays"), [(0, 1), (2, 1), (3, 2)])
def test_rows_of_one_stamp_are_one_play_where_a_service_repeats_rows(
    apart_s: int, plays: int, conn: sqlite3.Connection
) -> None:
    """ListenBrainz has both what a player sent and what Last.fm passed on, by other names."""
    other = song("A")._replace(uri=None, title="SONG A (2011 Remaster)", album=None)
    one = scrobbled("A", at_s=0, origin=Origin.LISTENBRAINZ)
    record(conn, one, scrobbled("A", at_s=apart_s, origin=Origin.LISTENBRAINZ, item=other))
    assert len(evidence(conn)) == plays


def test_a_service_that_repeats_no_rows_has_two_plays_at_one_stamp(
    conn: sqlite3.Connection,
) -> None:
    other = song("A")._replace(uri=None, title="SONG A (2011 Remaster)")
    record(conn, scrobbled("A", at_s=0), scrobbled("A", at_s=0, item=other))
    assert len(evidence(conn)) == 2


def test_what_another_player_played_is_never_a_play_of_spotify(conn: sqlite3.Connection) -> None:
    record(conn, exported("A", ended_s=200, heard_s=200))
    record(conn, scrobbled("A", at_s=0, origin=Origin.ROCKBOX))
    assert evidence(conn) == ["spotify-extended", "rockbox"]


def test_a_play_that_spotify_stamped_hours_later_has_its_scrobble_and_what_was_watched() -> None:
    row = exported("A", ended_s=9_200, heard_s=200)._replace(offline=True, offline_ms=START_MS)
    found = [scrobbled("A", at_s=2), watched("A", started_s=0, heard_s=200), row]
    for order in permutations(found):
        with closing(blank()) as fresh:
            for one in order:
                record(fresh, one)
            assert fresh.execute("select source, heard_ms from v_plays").fetchall() == [
                ("spotify-extended", 200_000)
            ]


def copied(name: str, *, ended_s: float) -> Sighting:
    return scrobbled(name, at_s=ended_s, origin=Origin.SPOTIFY_COPY)


def test_a_copy_that_the_export_lacks_did_not_happen_and_is_no_play() -> None:
    rows = [exported("A", ended_s=200, heard_s=200), exported("A", ended_s=9_000, heard_s=200)]
    for order in ([copied("B", ended_s=4_000), *rows], [*rows, copied("B", ended_s=4_000)]):
        with closing(blank()) as fresh:
            for row in order:
                record(fresh, row)
            assert fresh.execute("select count(*) from v_plays").fetchone() == (2,)
            assert fresh.execute("select count(*) from plays").fetchone() == (3,)


def test_a_copy_of_a_time_that_no_export_covers_is_a_play(conn: sqlite3.Connection) -> None:
    record(conn, exported("A", ended_s=200, heard_s=200), copied("B", ended_s=4_000))
    assert conn.execute("select count(*) from v_plays").fetchone() == (2,)


@pytest.mark.parametrize("reason", ["logout", "trackdone"])
@pytest.mark.parametrize("later_s", [1_200, 3_000, 7_200, 36_000])
@pytest.mark.parametrize("is_first", [False, True])
def test_a_scrobble_is_the_play_whose_end_was_stamped_later(
    conn: sqlite3.Connection, later_s: int, reason: str, *, is_first: bool
) -> None:
    """It was paused meanwhile, or the device was offline."""
    row = stamped("A", at_s=0, heard_s=100, later_s=later_s, reason=reason)
    rows = [scrobbled("A", at_s=1), row]
    for one in rows if is_first else reversed(rows):
        record(conn, one)
    assert conn.execute("select source from v_plays").fetchall() == [("spotify-extended",)]
    plays = conn.execute(PLAYS).fetchall()
    rebuild_plays(conn, zone=ZONE)
    assert conn.execute(PLAYS).fetchall() == plays


def test_what_lies_between_two_places_of_a_row_is_another_play(conn: sqlite3.Connection) -> None:
    row = stamped("A", at_s=0, heard_s=100, later_s=36_000, reason="logout")
    record(conn, row, scrobbled("A", at_s=0), scrobbled("A", at_s=18_000))
    found = conn.execute("select source from v_plays order by started_ms").fetchall()
    assert found == [("spotify-extended",), ("lastfm",)]
