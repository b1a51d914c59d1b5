"""What rules reach, and what they leave alone: matching, lengths, podcasts and zones."""

from contextlib import closing
from dataclasses import replace
from zoneinfo import ZoneInfo

from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.recording.record import rebuild_plays, refresh_figures
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import podcast_shows
from musicanalyser.units import DAY_MS, HOUR_MS
from tests.flows.histories import ZONE
from tests.flows.recording.changes import exported
from tests.flows.ruling.test_rule_changes import (
    LANTERNS,
    add,
    assert_right,
    record,
    recorded,
)

A = "The Lanterns"


def heard(title: str, *, artist: str = A, album: str = "Low Tide", number: int = 0) -> Sighting:
    """Return the row of a play to the end, each number a day later."""
    one = exported(0)
    item = Item(
        kind=ItemKind.MUSIC,
        uri=f"spotify:track:{artist}:{title}:{album}",
        title=title,
        artist=artist,
        album=album,
    )
    return one._replace(item=item, ended_ms=one.ended_ms + number * DAY_MS)


def merge(level: RuleLevel, name: str, new_name: str, *, artist: str | None = None) -> Rule:
    return Rule(
        action=RuleAction.MERGE,
        level=level,
        name=name,
        artist=artist,
        new_name=new_name,
        new_artist=artist,
    )


def test_lengths_are_those_of_the_song_that_sources_name() -> None:
    skipped = heard("Anchor", number=1)._replace(played_ms=50_000, reason_end="fwdbtn")
    length = "select length_ms from v_tracks where named_title = 'Anchor'"
    with closing(recorded([heard("Harbour"), skipped])) as conn:
        add(conn, merge(RuleLevel.TRACK, "Anchor", "Harbour", artist=A))
        assert conn.execute(length).fetchone() == (None,)
        rebuild_plays(conn, zone=ZONE)
        assert conn.execute(length).fetchone() == (None,)
        record(conn, [heard("Harbour", number=2), skipped._replace(ended_ms=skipped.ended_ms + 1)])
        assert conn.execute(length).fetchone() == (None,)
        assert_right(conn)


def test_a_show_is_known_by_the_name_that_sources_use() -> None:
    def account(artist: str, number: int) -> Sighting:
        one = heard("Episode", artist=artist, number=number)
        item = one.item._replace(uri=None, album=None)
        return one._replace(origin=Origin.ACCOUNT, item=item, reason_end="", private=None)

    kinds = (
        "select named_artist, kind from v_plays p join v_tracks t on t.id = p.track_id order by 1"
    )
    with closing(recorded([account("Harbour Talk", 0), account("Ebb", 1)])) as conn:
        add(conn, merge(RuleLevel.ARTIST, "Ebb", "Harbour Talk"))
        with transaction(conn):
            podcast_shows.add(conn, "Harbour Talk")
            refresh_figures(conn)
        expected = [("Ebb", "music"), ("Harbour Talk", "podcast")]
        assert conn.execute(kinds).fetchall() == expected
        rebuild_plays(conn, zone=ZONE)
        assert conn.execute(kinds).fetchall() == expected
        assert_right(conn)


def test_a_track_that_gets_the_name_it_is_counted_under_follows_the_rules_anew() -> None:
    renaming = Rule(
        action=RuleAction.RENAME,
        level=RuleLevel.TRACK,
        name="Boats",
        artist=A,
        new_name="Bateaux",
    )
    one = heard("Paper Boats")
    later = heard("Boats", number=1)
    later = later._replace(item=later.item._replace(uri=one.item.uri))
    with closing(recorded([one])) as conn:
        add(conn, renaming)
        add(conn, merge(RuleLevel.TRACK, "Paper Boats", "Boats", artist=A))
        assert conn.execute("select title, ruled_by from v_tracks").fetchone() == ("Boats", "2")
        record(conn, [later])
        assert conn.execute("select title, ruled_by from v_tracks").fetchone() == ("Bateaux", "1")
        assert_right(conn)


def test_ignored_plays_still_tell_where_the_listener_was() -> None:
    abroad = [heard("Tide", artist="Abroad", number=n)._replace(country="JP") for n in range(3)]
    steps = "select zone from v_zone_steps order by since_ms"
    with closing(recorded([heard("Harbour", number=9), *abroad])) as conn:
        before = conn.execute(steps).fetchall()
        assert ("Asia/Tokyo",) in before
        add(conn, replace(LANTERNS, name="Abroad"))
        assert conn.execute(steps).fetchall() == before
        record(conn, [heard("Ebb", number=20)._replace(country="JP")])
        assert conn.execute(steps).fetchall() == [*before, ("Asia/Tokyo",)]
        assert_right(conn)


def test_a_time_of_day_moves_with_the_zone_of_the_history() -> None:
    one = exported(0)
    started_ms = one.ended_ms - one.played_ms
    local_hour = (started_ms // HOUR_MS + 1) % 24  # of Berlin in winter
    rule = replace(LANTERNS, from_minute=local_hour * 60, until_minute=local_hour * 60 + 60)
    ignored = "select count(*) from v_ignored"
    with closing(recorded([one])) as conn:
        add(conn, rule)
        assert conn.execute(ignored).fetchone() == (1,)
        for zone, expected in (("Asia/Tokyo", 0), ("Europe/Berlin", 1)):
            with transaction(conn):
                update_local_days_in_transaction(conn, ZoneInfo(zone))
            assert conn.execute(ignored).fetchone() == (expected,)
            assert_right(conn)


def test_albums_of_different_artists_are_one_and_stay_so_when_one_is_merged() -> None:
    """A soundtrack has an album for each of its artists."""
    rows = [
        heard("Start", artist="Ada", album="Film"),
        heard("Middle", artist="Bea", album="Film", number=1),
        heard("End", artist="Cem", album="Movie", number=2),
    ]
    albums = Rule(
        action=RuleAction.MERGE,
        level=RuleLevel.ALBUM,
        name="Film",
        artist="Bea",
        new_name="Film",
        new_artist="Ada",
    )
    named = "select distinct album_key from v_tracks where album = 'Film'"
    artists = "select artist from v_tracks order by title desc"
    with closing(recorded(rows)) as conn:
        add(conn, albums)
        assert len(conn.execute(named).fetchall()) == 1
        assert [one for (one,) in conn.execute(artists)] == ["Ada", "Bea", "Cem"]
        add(conn, merge(RuleLevel.ARTIST, "Ada", "Cem"))
        assert len(conn.execute(named).fetchall()) == 1
        assert [one for (one,) in conn.execute(artists)] == ["Cem", "Bea", "Cem"]
        assert_right(conn)


def test_one_album_split_off_is_an_artist_and_a_track_of_its_own() -> None:
    rows = [heard("Tide"), heard("Tide", album="Live", number=1), heard("Ebb", number=2)]
    with closing(recorded(rows)) as conn:
        split = Rule(
            action=RuleAction.SPLIT,
            level=RuleLevel.TRACK,
            name="Tide",
            artist=A,
            album="Live",
            new_name="Tide (Live)",
        )
        add(conn, split)
        titles = "select title, album from v_tracks order by title"
        assert conn.execute(titles).fetchall() == [
            ("Ebb", "Low Tide"),
            ("Tide", "Low Tide"),
            ("Tide (Live)", "Live"),
        ]
        add(conn, replace(split, level=RuleLevel.ARTIST, name=A, artist=None, new_name="Others"))
        artists = "select title, artist from v_tracks where artist <> ?"
        assert conn.execute(artists, (A,)).fetchall() == [("Tide (Live)", "Others")]
        assert_right(conn)


def test_rows_of_merged_songs_at_one_time_stay_two_plays() -> None:
    one = heard("Tide")
    item = heard("Ebb").item._replace(uri=None, album=None)
    other = one._replace(
        origin=Origin.ACCOUNT, item=item, ended_ms=one.ended_ms - one.ended_ms % 60_000,
        played_ms=one.played_ms - 400, reason_end="", private=None,
    )  # fmt: skip
    same = other._replace(item=item._replace(title="Tide"))
    count = "select count(*) from v_plays"
    with closing(recorded([one, same])) as conn:
        assert conn.execute(count).fetchone() == (1,)
    with closing(recorded([one])) as conn:
        add(conn, merge(RuleLevel.TRACK, "Ebb", "Tide", artist=A))
        record(conn, [other])
        assert conn.execute(count).fetchone() == (2,)
        rebuild_plays(conn, zone=ZONE)
        assert conn.execute(count).fetchone() == (2,)
