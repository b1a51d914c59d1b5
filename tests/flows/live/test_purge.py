"""Data from Spotify's API can be removed without a trace."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.live import purge as purge_module
from musicanalyser.flows.live.purge import PurgeResult, purge
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.subject import SourceFact
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.live import tracker_state
from tests.flows.histories import assert_sound, tables
from tests.flows.players import recent, song
from tests.flows.recording.test_live_sources import ZONE, exported, recorded, sightings, watched

_VIEWS = {
    "v_plays": ("id", "track_id"),
    "v_tracks": ("id", "song_id", "artist_id", "album_id"),
    "v_evidence": ("play_id", "sighting_id"),
    "songs": ("id",),
    "artists": ("id",),
    "albums": ("id",),
    "watching": (),
    "observations": (),
}
"""Every view and table about plays, with the columns that are only numbering."""


def contents(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return all there is to know, but for ids."""
    found = {}
    for name, counting in _VIEWS.items():
        rows = conn.execute(f"select * from {name}")  # noqa: S608 - from the list above
        kept = [at for at, one in enumerate(rows.description) if one[0] not in counting]
        found[name] = sorted((tuple(row[at] for at in kept) for row in rows), key=repr)
    return found


def is_live(one: Sighting) -> bool:
    return one.observation is not None


def renamed(one: Sighting, *, title: str | None = "Renamed", album: str = "Deluxe") -> Sighting:
    return one._replace(item=one.item._replace(title=title, album=album))


@given(sightings(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_purge_leaves_the_history_as_exports_alone_make_it(
    found: list[Sighting], data: st.DataObject
) -> None:
    named = [
        renamed(one, title=data.draw(st.sampled_from(["Song A", "Renamed"]))) if is_live(one)
        and data.draw(st.booleans()) else one
        for one in data.draw(st.permutations(found))
    ]  # fmt: skip
    cut = data.draw(st.integers(0, len(named)))
    with closing(recorded(named[:cut], named[cut:])) as conn:
        done = purge(conn, zone=ZONE)
        assert done.sightings == len({one for one in named if is_live(one)})
        with closing(recorded([one for one in named if not is_live(one)])) as without:
            assert contents(conn) == contents(without)
        assert_sound(conn)


@pytest.mark.parametrize("live_first", [True, False])
def test_names_of_an_export_hold_against_newer_ones_of_the_live_account(
    *, live_first: bool
) -> None:
    rows = [exported("A", ended_s=100, heard_s=100)]
    live = [renamed(recent("A", ended_s=900))]
    with closing(recorded(*([live, rows] if live_first else [rows, live]))) as conn:
        told = conn.execute("select distinct title, album from v_plays").fetchall()
    assert told == [("Song A", "Paper")]


def test_the_live_account_names_what_an_export_has_no_name_for_until_it_is_purged() -> None:
    nameless = exported("A", ended_s=100, heard_s=100)._replace(
        item=song("A")._replace(title=None, artist=None, album=None),
    )
    titles = "select title, artist, album from v_plays order by started_ms"
    with closing(recorded([nameless], [recent("A", ended_s=900)])) as conn:
        assert conn.execute(titles).fetchall() == [("Song A", "The Lanterns", "Paper")] * 2
        purge(conn, zone=ZONE)
        assert conn.execute(titles).fetchall() == [(None, None, None)]
        with closing(recorded([nameless])) as without:
            assert contents(conn) == contents(without)


def test_a_purge_leaves_no_name_known_from_the_live_account_alone() -> None:
    live = [watched("A", started_s=0, heard_s=100), recent("B", ended_s=500)]
    with closing(recorded(live)) as conn:
        assert purge(conn, zone=ZONE) == PurgeResult(sightings=2, facts=0)
        assert not any(contents(conn).values())
        dump = "\n".join(conn.iterdump())
    assert "Song" not in dump
    assert "Lanterns" not in dump


def test_facts_of_other_sources_stay_and_an_open_play_does_not() -> None:
    with closing(recorded([recent("A", ended_s=200)])) as conn:
        with transaction(conn):
            for source in ("spotify", "tracks"):
                found = [SourceFact(subject="spotify:track:A", data={"isrc": "X"})]
                source_facts.add(conn, source, found, fetched_ms=1)
            tracker_state.save(conn, TrackerState(), at_ms=1)
        assert purge(conn, zone=ZONE) == PurgeResult(sightings=1, facts=1)
        assert list(source_facts.count_by_status(conn)) == ["tracks"]
        assert conn.execute("select count(*) from watching").fetchone() == (0,)


def test_a_purge_that_is_stopped_has_done_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_conn: sqlite3.Connection, **_options: object) -> None:
        raise KeyboardInterrupt

    rows = [exported("A", ended_s=100, heard_s=100)]
    with closing(recorded(rows, [recent("A", ended_s=99)])) as conn:
        before = tables(conn)
        monkeypatch.setattr(purge_module, "rebuild_in_transaction", stop)
        with pytest.raises(KeyboardInterrupt):
            purge(conn, zone=ZONE)
        assert tables(conn) == before
