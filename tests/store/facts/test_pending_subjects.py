"""Which subjects a source is asked about, and in which order."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.model.subject import Miss, SourceFact, SubjectKind
from musicanalyser.store.facts import source_facts
from musicanalyser.store.facts.pending_subjects import (
    RETRY_MISSES_AFTER_MS,
    SubjectFilter,
    count_unresolved_artists,
    find_pending,
)
from musicanalyser.units import DAY_MS
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import Row, extended_row, nameless_row, write_file

A, B, C = (f"spotify:track:{letter * 22}" for letter in "abc")
ADA = "spotify:artist:" + "x" * 22
NOW_MS = 1_750_000_000_000
EVERYTHING = SubjectFilter(since_ms=0, until_ms=NOW_MS, now_ms=NOW_MS)


def song(uri: str, *, ms: int, day: int = 1, **fields: object) -> Row:
    title = {"spotify_track_uri": uri, "master_metadata_track_name": uri[-3:]}
    return extended_row(ts=f"2024-03-{day:02}T12:00:00Z", ms_played=ms, **{**title, **fields})


ROWS = [
    song(A, ms=100_000),
    song(B, ms=40_000, day=2),
    song(B, ms=70_000, day=3),
    song(C, ms=300_000, day=4, incognito_mode=True),
    song("spotify:local:Ada::Tape:180", ms=300_000, day=5),
    song("spotify:track:short", ms=300_000, day=6),
    song(f"spotify:track:{'d' * 22}", ms=0, day=7),
    nameless_row(ts="2024-03-08T12:00:00Z", episode_name="Tides", spotify_episode_uri="e"),
]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(blank()) as opened:
        import_into(opened, write_file(tmp_path / "a.json", ROWS))
        yield opened


def pending(
    conn: sqlite3.Connection,
    subjects: SubjectFilter = EVERYTHING,
    needs: frozenset[str] = frozenset(),
) -> list[str]:
    found = find_pending(conn, "features", SubjectKind.TRACK, subjects, needs=needs)
    return [one.uri for one in found]


def test_tracks_are_sorted_by_time_heard_without_podcasts_private_and_local_ones(
    conn: sqlite3.Connection,
) -> None:
    assert pending(conn) == [B, A]


def test_a_window_is_half_open(conn: sqlite3.Connection) -> None:
    starts = [ms for (ms,) in conn.execute("select started_ms from v_plays order by started_ms")]
    first, second = starts[0], starts[1]
    window = SubjectFilter(since_ms=first, until_ms=second, now_ms=NOW_MS)
    assert pending(conn, window) == [A]
    later = SubjectFilter(since_ms=first + 1, until_ms=second + 1, now_ms=NOW_MS)
    assert pending(conn, later) == [B]


def test_a_known_answer_is_pending_only_with_refresh(conn: sqlite3.Connection) -> None:
    source_facts.add(conn, "features", [SourceFact(subject=B, data={"tempo": 1})], fetched_ms=1)
    assert pending(conn) == [A]
    refresh = SubjectFilter(since_ms=0, until_ms=NOW_MS, now_ms=NOW_MS, refresh=True)
    assert pending(conn, refresh) == [B, A]


def test_a_miss_is_pending_again_after_30_days(conn: sqlite3.Connection) -> None:
    assert RETRY_MISSES_AFTER_MS == 30 * DAY_MS
    due_ms = NOW_MS - RETRY_MISSES_AFTER_MS
    source_facts.add(conn, "features", [Miss(subject=B)], fetched_ms=due_ms)
    source_facts.add(conn, "features", [Miss(subject=A)], fetched_ms=due_ms + 1)
    assert pending(conn) == [B]


def test_a_failure_is_pending_at_once_and_comes_last(conn: sqlite3.Connection) -> None:
    source_facts.add(conn, "features", [Miss(subject=B, failed=True)], fetched_ms=NOW_MS)
    assert pending(conn) == [A, B]


def test_only_subjects_with_the_required_fields_are_pending(conn: sqlite3.Connection) -> None:
    assert pending(conn, needs=frozenset({"title", "artist"})) == [B, A]
    assert pending(conn, needs=frozenset({"isrc"})) == []
    source_facts.add(conn, "tracks", [SourceFact(subject=A, data={"isrc": "X"})], fetched_ms=1)
    assert pending(conn, needs=frozenset({"isrc"})) == [A]


def test_artists_are_pending_once_their_id_is_known(conn: sqlite3.Connection) -> None:
    def artists() -> list[tuple[str, str | None, str | None]]:
        found = find_pending(conn, "artists", SubjectKind.ARTIST, EVERYTHING)
        return [(one.uri, one.artist, one.mbid) for one in found]

    assert artists() == []
    assert count_unresolved_artists(conn, EVERYTHING) == 1
    data = {"artists": [{"uri": ADA, "name": "Ada"}]}
    facts = [SourceFact(subject=uri, data=data) for uri in (A, B)]
    source_facts.add(conn, "tracks", facts, fetched_ms=1)
    assert artists() == [(ADA, "Ada", None)]
    assert count_unresolved_artists(conn, EVERYTHING) == 0
    source_facts.add(conn, "artists", [SourceFact(subject=ADA, data={"mbid": "m"})], fetched_ms=1)
    (genres,) = find_pending(conn, "genres", SubjectKind.ARTIST, EVERYTHING)
    assert genres.mbid == "m"


def test_an_artist_has_the_title_and_the_isrc_of_the_track_heard_most(
    conn: sqlite3.Connection,
) -> None:
    artists = [{"uri": ADA, "name": "Ada"}]
    facts = [
        SourceFact(subject=A, data={"artists": artists, "isrc": "ISRC-A"}),
        SourceFact(subject=B, data={"artists": artists}),
    ]
    source_facts.add(conn, "tracks", facts, fetched_ms=1)
    (ada,) = find_pending(conn, "artists", SubjectKind.ARTIST, EVERYTHING)
    assert (ada.title, ada.isrc, ada.heard_ms) == ("bbb", "ISRC-A", 210_000)


def test_a_track_of_a_compilation_has_the_artist_that_a_source_names(tmp_path: Path) -> None:
    rows = [song(A, ms=9, master_metadata_album_artist_name="Various Artists"), song(B, ms=8)]
    named = [SourceFact(subject=uri, data={"artists": [{"name": "Dora"}]}) for uri in (A, B)]
    with closing(blank()) as conn:
        import_into(conn, write_file(tmp_path / "b.json", rows))
        source_facts.add(conn, "tracks", named, fetched_ms=NOW_MS)
        found = find_pending(conn, "lyrics", SubjectKind.TRACK, EVERYTHING)
    assert [one.artist == "Dora" for one in found] == [True, False]
