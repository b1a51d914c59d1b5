"""Whatever the order in which services and Spotify's own sources arrive, the plays are the same."""

import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows import local_days
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.model.evidence import HeardTime, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Clock, Origin
from musicanalyser.store.connection import transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import ZONE, assert_sound, blank, tables
from tests.flows.players import LENGTH_MS, START_MS, recent
from tests.flows.recording.test_live_sources import account, exported, watched

CLOCK = LocalClock(ZONE)
PLAYS = """
select
  p.started_ms, p.heard_ms, p.paused_ms, c.source, c.heard, c.verdict, c.reason_end, c.refuted,
  c.private, t.title, t.artist, (
    select group_concat(line, char(10)) from (
      select x.source || x.ended_ms || y.title || coalesce(y.artist, '') as line
      from v_evidence x
      join sightings s on s.id = x.sighting_id
      join tracks y on y.id = s.track_id
      where x.play_id = p.id
      order by 1
    )
  ) as evidence
from plays p
join play_classes c on c.id = p.class_id
join tracks t on t.id = p.track_id
order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
TWICE = "select source from v_evidence group by play_id, source having count(*) > 1"
TITLES = (
    *("Song A", "SONG A - 2011 Remaster", "Song A (feat. Someone)"),
    *("Song B", "song b", "Song B - Live"),
)
ARTISTS = ("The Lanterns", "Lanterns", "The Lanterns, Guest", "Guest & The Lanterns", None)
SERVICES = tuple(origin for origin in Origin if origin.traits.is_service)


def of_service(
    origin: Origin,
    title: str,
    artist: str | None,
    at_s: int,
    heard_s: int,
    heard: HeardTime,
    length_ms: int | None,
) -> Sighting:
    is_end = origin.traits.clock in {Clock.LISTED, Clock.SECOND}
    return Sighting(
        origin=origin,
        item=Item(kind=ItemKind.MUSIC, uri=None, title=title, artist=artist, album=None),
        row=1,
        ended_ms=START_MS + 1000 * (at_s + (heard_s if is_end else 0)),
        played_ms=1000 * heard_s if heard is HeardTime.KNOWN else 0,
        heard=heard,
        length_ms=length_ms,
    )


def later(row: Sighting, *, later_s: int, offline: bool) -> Sighting:
    """Return a row that ends later: it was paused, or stamped when a device was online again."""
    return row._replace(
        ended_ms=row.ended_ms + 1000 * later_s,
        offline=offline,
        offline_ms=row.ended_ms - row.played_ms,
    )


seconds = st.one_of(st.integers(0, 30), st.integers(0, 900), st.integers(0, 3 * 3600))
times = st.sampled_from([5, 30, 100, 200])
letters = st.sampled_from("AB")
services = st.builds(
    of_service,
    st.sampled_from(SERVICES),
    st.sampled_from(TITLES),
    st.sampled_from(ARTISTS),
    seconds,
    times,
    st.sampled_from(HeardTime),
    st.sampled_from([None, LENGTH_MS]),
)
spotify = st.one_of(
    st.builds(
        lambda name, at_s, heard_s: exported(name, ended_s=at_s + heard_s, heard_s=heard_s),
        letters, seconds, times,
    ),
    st.builds(
        lambda name, at_s, heard_s, later_s, offline: later(
            exported(name, ended_s=at_s + heard_s, heard_s=heard_s),
            later_s=later_s, offline=offline,
        ),
        letters, seconds, times, st.sampled_from([600, 5_000, 9_000, 90_000]), st.booleans(),
    ),
    st.builds(
        lambda name, minute, heard_s: account(name, minute=minute, heard_s=heard_s),
        letters, st.integers(0, 60), times,
    ),
    st.builds(
        lambda name, at_s, heard_s, inferred: watched(
            name, started_s=at_s, heard_s=heard_s, inferred=inferred
        ),
        letters, seconds, times, st.booleans(),
    ),
    st.builds(lambda name, at_s: recent(name, ended_s=at_s), letters, seconds),
)  # fmt: skip
rows = st.lists(st.one_of(services, spotify), min_size=2, max_size=10)


@st.composite
def portions(draw: st.DrawFn, found: list[Sighting]) -> list[list[Sighting]]:
    """Draw an order of rows, cut into portions."""
    order = list(draw(st.permutations(found)))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=4)))
    edges = [0, *cuts, len(order)]
    return [order[one:two] for one, two in itertools.pairwise(edges)]


def recorded(parts: Sequence[Sequence[Sighting]]) -> sqlite3.Connection:
    conn = blank()
    local_days.update_local_days_in_transaction(conn, ZONE)
    for part in parts:
        with transaction(conn):
            record_sightings(conn, part, file_id=None, clock=CLOCK)
    return conn


def plays(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    return conn.execute(PLAYS).fetchall()


@settings(max_examples=150, deadline=None)
@given(rows, st.data())
def test_any_interleaving_of_sources_gives_the_same_plays(
    found: list[Sighting], data: st.DataObject
) -> None:
    cut = data.draw(portions(found))
    with closing(recorded([found])) as whole, closing(recorded(cut)) as parts:
        assert_sound(parts)
        assert plays(parts) == plays(whole)


@settings(max_examples=100, deadline=None)
@given(rows, st.data())
def test_a_rebuild_gives_the_same_plays_and_sums(
    found: list[Sighting], data: st.DataObject
) -> None:
    with closing(recorded(data.draw(portions(found)))) as conn:
        before = tables(conn)
        rebuild_plays(conn, zone=ZONE)
        assert tables(conn) == before


@settings(max_examples=100, deadline=None)
@given(st.lists(services, min_size=2, max_size=12))
def test_no_play_has_two_rows_of_a_service_that_stores_each_play_once(
    found: list[Sighting],
) -> None:
    with closing(recorded([found])) as conn:
        twice = {source for (source,) in conn.execute(TWICE)}
    assert all(origin.traits.repeats_rows for origin in map(Origin, twice))
