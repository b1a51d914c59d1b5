"""Rules change what is counted and nothing else, and undo restores every figure."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.errors import Error
from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.flows.ruling.rule_changes import add_rule, undo_rule
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.store.connection import transaction
from musicanalyser.store.rollups import runs_of_albums, upkeep
from musicanalyser.store.rollups.audit import differing_tables
from musicanalyser.store.rules import rule_rows
from musicanalyser.store.rules.settlement import find_all
from musicanalyser.timespan import from_ms
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS
from tests.flows.histories import ZONE, assert_sound, blank, tables
from tests.flows.recording.changes import exported, rules, sightings

_GROWING = ("songs", "artists", "albums", "play_classes", "partitions", "artist_uris")
"""Tables of words with a number each, which stay when nothing refers to them any more."""
_VIEWS = "select name from sqlite_master where type = 'view' and name <> 'v_rules' order by name"
_NAMED = (
    """
    select
      started_ms, heard_ms, verdict, title, artist, album, uri, kind, private,
      ignored_by is not null
    from v_plays
    """,
    """
    select
      uri, title, artist, album, song_key, artist_key, album_key, named_title, named_artist,
      named_album, ruled_by is not null
    from v_tracks
    """,
    "select started_ms, heard_ms, plays from v_sessions",
    "select local_day, week_hour, heard_ms, plays, streams from v_hour_totals",
    *(
        """
        select t.LEVEL_key, k.heard_ms, k.plays, k.streams, k.skips, k.first_ms, k.last_ms
        from v_LEVEL_totals k
        join (select distinct LEVEL_id, LEVEL_key from v_tracks) t on t.LEVEL_id = k.LEVEL_id
        """.replace("LEVEL", level)
        for level in ("song", "artist", "album")
    ),
)
"""What there is to know, without numbers that depend on the order in which names came."""

_EXPORT = [exported(play) for play in range(16)]
_RULE_LISTS = st.lists(rules(), min_size=1, max_size=5, unique=True)


def record(conn: sqlite3.Connection, found: Iterable[Sighting]) -> None:
    with transaction(conn):
        update_local_days_in_transaction(conn, ZONE)
        record_sightings(conn, [*found], file_id=None, clock=LocalClock(ZONE))


def add(conn: sqlite3.Connection, rule: Rule) -> int:
    with transaction(conn):
        return add_rule(conn, rule, now_ms=0, zone=ZONE)


def undo(conn: sqlite3.Connection, number: int) -> None:
    with transaction(conn):
        undo_rule(conn, number)


def recorded(found: Iterable[Sighting] = _EXPORT) -> sqlite3.Connection:
    conn = blank()
    record(conn, found)
    return conn


def everything(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but those of words, and of all views but that of rules."""
    found = tables(conn, without=(*_GROWING, "rules"))
    found["plays"] = []  # their class has a number that says no more than v_plays
    for (view,) in conn.execute(_VIEWS).fetchall():
        found[view] = sorted(conn.execute(f"select * from {view}"), key=repr)  # noqa: S608
    return found


def named(conn: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [sorted(conn.execute(statement), key=repr) for statement in _NAMED]


def assert_right(conn: sqlite3.Connection) -> None:
    assert differing_tables(conn) == []
    assert find_all(conn) == ([], [])


@settings(deadline=None, max_examples=100)
@given(st.lists(sightings(), max_size=6), _RULE_LISTS, st.data())
def test_undo_of_all_rules_in_any_order_restores_every_figure(
    more: list[Sighting], given_rules: Sequence[Rule], data: st.DataObject
) -> None:
    with closing(recorded()) as conn:
        record(conn, more)
        before = everything(conn)
        numbers = []
        for rule in given_rules:
            numbers.append(add(conn, rule))
            assert_right(conn)
        for number in data.draw(st.permutations(numbers)):
            undo(conn, number)
            assert_right(conn)
        assert everything(conn) == before
        assert_sound(conn)


@settings(deadline=None, max_examples=60)
@given(st.lists(sightings(), min_size=1, max_size=8), _RULE_LISTS)
def test_rules_are_the_same_before_and_after_the_plays(
    more: list[Sighting], given_rules: Sequence[Rule]
) -> None:
    with closing(blank()) as before, closing(recorded()) as after:
        for rule in given_rules:
            add(before, rule)
        record(before, _EXPORT)
        record(before, more)
        record(after, more)
        for rule in given_rules:
            add(after, rule)
        assert named(before) == named(after)
        assert_right(before)


@settings(deadline=None, max_examples=40)
@given(_RULE_LISTS, st.data())
def test_what_an_undone_rule_did_is_as_if_it_never_was(
    given_rules: Sequence[Rule], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(given_rules))
    with closing(recorded()) as conn, closing(recorded()) as without:
        numbers = [add(conn, rule) for rule in given_rules]
        undo(conn, numbers[given_rules.index(gone)])
        for rule in given_rules:
            if rule != gone:
                add(without, rule)
        assert named(conn) == named(without)


@settings(deadline=None, max_examples=30)
@given(st.lists(sightings(), max_size=6), _RULE_LISTS)
def test_a_rebuild_follows_the_rules(more: list[Sighting], given_rules: Sequence[Rule]) -> None:
    with closing(recorded()) as conn:
        record(conn, more)
        for rule in given_rules:
            add(conn, rule)
        before = everything(conn)
        rebuild_plays(conn, zone=ZONE)
        assert everything(conn) == before


LANTERNS = Rule(action=RuleAction.IGNORE, level=RuleLevel.ARTIST, name="The Lanterns")


def test_a_history_with_an_ignored_artist_is_one_without_its_rows() -> None:
    others = [one for one in _EXPORT if one.item.artist != "The Lanterns"]
    with closing(recorded()) as ignoring, closing(recorded(others)) as without:
        add(ignoring, LANTERNS)
        for view in ("v_heard", "v_track_totals", "v_artist_totals", "v_hour_totals", "v_sessions"):
            count = f"select count(*), sum(heard_ms) from {view}"  # noqa: S608
            assert ignoring.execute(count).fetchone() == without.execute(count).fetchone(), view


@pytest.mark.parametrize("few", [0, 1_000])
def test_sums_are_right_whether_all_or_only_the_changed_are_made_anew(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(upkeep, "_FEW", few)
    monkeypatch.setattr(runs_of_albums, "_FEW", few)
    with closing(recorded()) as conn:
        before = everything(conn)
        number = add(conn, LANTERNS)
        assert_right(conn)
        undo(conn, number)
        assert_right(conn)
        assert everything(conn) == before


def test_ignored_plays_are_shown_and_say_so() -> None:
    with closing(recorded()) as conn:
        number = add(conn, LANTERNS)
        ignored = [one for one in _EXPORT if one.item.artist == "The Lanterns"]
        statement = "select count(*) from v_plays where ignored_by = ?"
        assert conn.execute(statement, (number,)).fetchone() == (len(ignored),)
        assert conn.execute("select count(*) from v_plays").fetchone() == (len(_EXPORT),)
        assert conn.execute("select count(*) from v_ignored").fetchone() == (len(ignored),)


@pytest.mark.parametrize(("from_minute", "until_minute"), [(17 * 60, 90), (0, 90), (60, 14 * 60)])
def test_a_time_of_day_is_local(from_minute: int, until_minute: int) -> None:
    lanterns = [one for one in _EXPORT if one.item.artist == LANTERNS.name]
    starts = {one.ended_ms - one.played_ms for one in lanterns}
    minutes = {ms: from_ms(ms, ZONE).hour * 60 + from_ms(ms, ZONE).minute for ms in starts}
    is_across = from_minute > until_minute
    statement = "select started_ms from v_plays where ignored_by is not null"
    with closing(recorded()) as conn:
        add(conn, replace(LANTERNS, from_minute=from_minute, until_minute=until_minute))
        found = {started_ms for (started_ms,) in conn.execute(statement)}
    assert found == {
        ms
        for ms, minute in minutes.items()
        if (minute >= from_minute) + (minute < until_minute) > (not is_across)
    }
    assert starts > found > set()


def test_a_span_is_half_open() -> None:
    starts = [one.ended_ms - one.played_ms for one in _EXPORT if one.item.artist == LANTERNS.name]
    rule = replace(LANTERNS, since_ms=starts[1], until_ms=starts[3])
    statement = "select started_ms from v_plays where ignored_by is not null order by 1"
    with closing(recorded()) as conn:
        add(conn, rule)
        assert [ms for (ms,) in conn.execute(statement)] == starts[1:3]


def test_songs_and_albums_of_merged_artists_that_have_one_name_become_one() -> None:
    other = "The Lanterns feat. Somebody"
    doubled = [
        one._replace(
            item=one.item._replace(uri=f"{one.item.uri}b", artist=other),
            ended_ms=one.ended_ms + 30 * DAY_MS,
        )
        for one in _EXPORT
        if one.item.artist == "The Lanterns"
    ]
    merge = Rule(
        action=RuleAction.MERGE, level=RuleLevel.ARTIST, name=other, new_name="The Lanterns"
    )
    with closing(recorded()) as once, closing(recorded([*_EXPORT, *doubled])) as conn:
        add(conn, merge)
        for level in ("song", "artist", "album"):
            count = f"select count(*) from v_{level}_totals"  # noqa: S608
            assert conn.execute(count).fetchone() == once.execute(count).fetchone()


def test_tracks_without_an_address_can_be_merged() -> None:
    bare = [one._replace(item=one.item._replace(uri=None)) for one in _EXPORT]
    merge = Rule(
        action=RuleAction.MERGE,
        level=RuleLevel.TRACK,
        name="Anchor",
        artist="The Lanterns",
        new_name="Harbour",
        new_artist="The Lanterns",
    )
    with closing(recorded(bare)) as conn:
        add(conn, merge)
        record(conn, bare)
        assert_right(conn)
        titles = "select distinct title from v_tracks where artist = 'The Lanterns' order by 1"
        assert [title for (title,) in conn.execute(titles)] == ["Harbour", "Paper Boats"]


def test_the_same_rule_twice_is_refused_and_so_is_undo_of_none() -> None:
    with closing(recorded()) as conn:
        add(conn, LANTERNS)
        with pytest.raises(Error, match="Rule 1 says so already: ignore artist 'The Lanterns'"):
            add(conn, LANTERNS)
        with pytest.raises(Error, match="There is no rule 2"):
            undo(conn, 2)
        assert [one.number for one in rule_rows.list_rules(conn)] == [1]
