"""Which sources a run asks, in which order, and how many requests that takes."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.enrich import SOURCES
from musicanalyser.flows.enriching.request_plan import count_planned, plan_requests, select_sources
from musicanalyser.flows.enriching.service_connections import ServiceAccess
from musicanalyser.model.subject import Subject
from musicanalyser.store.facts.pending_subjects import SubjectFilter
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import extended_row, write_file

ADDRESSES = {one.SERVICE.address: "http://127.0.0.1:9" for one in SOURCES.values()}


def access(keys: Mapping[str, str] | None = None) -> ServiceAccess:
    return ServiceAccess(addresses=ADDRESSES, keys=keys or {})


def selected(*names: str, keys: Mapping[str, str] | None = None) -> list[str]:
    return list(select_sources(SOURCES, names, access(keys)).sources)


def test_a_source_is_preceded_by_the_sources_it_depends_on() -> None:
    assert selected("popularity") == ["tracks", "artists", "popularity"]
    assert selected("genres", "features") == ["tracks", "features", "artists", "genres"]


def test_without_a_key_sources_that_require_one_are_skipped() -> None:
    assert not {"genius", "lastfm"} & set(selected(*SOURCES))
    assert "genius" in selected(*SOURCES, keys={"genius_access_token": "x"})
    assert select_sources(SOURCES, ["lastfm"], access()).without_key == ("lastfm",)


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A history of 90 tracks by three artists, and one without an artist."""
    rows = [
        extended_row(
            ts=f"2024-03-01T{number // 60:02}:{number % 60:02}:00Z",
            spotify_track_uri=f"spotify:track:{number:022}",
            master_metadata_track_name=f"Song {number}",
            master_metadata_album_artist_name=f"Artist {number % 3}" if number else None,
        )
        for number in range(90)
    ]
    with closing(blank()) as opened:
        import_into(opened, write_file(tmp_path / "a.json", rows))
        yield opened


def planned(conn: sqlite3.Connection, limit: int | None) -> dict[str, tuple[int, int, int]]:
    subjects = SubjectFilter(since_ms=0, until_ms=2**62, now_ms=2**62)
    return {
        one.name: (one.subjects, one.requests, one.duration_ms)
        for one in plan_requests(conn, SOURCES, subjects, limit=limit)
    }


def test_a_plan_is_the_most_that_earlier_sources_may_lead_to(conn: sqlite3.Connection) -> None:
    assert planned(conn, None) == {
        "tracks": (90, 3, 2_100),
        "features": (90, 3, 2_100),
        "artists": (3, 3, 3_000),
        "genres": (3, 1, 500),
        "popularity": (3, 1, 500),
        "releases": (90, 3, 3_000),
        "lyrics": (89, 445, 445_000),
        "genius": (89, 89, 89_000),
        "lastfm": (3, 6, 1_500),
    }


def test_a_limit_of_the_user_replaces_that_of_the_source(conn: sqlite3.Connection) -> None:
    plans = planned(conn, 41)
    assert plans["tracks"] == (41, 2, 1_400)
    assert plans["genius"] == (41, 41, 41_000)
    assert plans["genres"] == (3, 1, 500)


@pytest.mark.parametrize(("limit", "most"), [(None, 200), (500, 500), (1, 1)])
def test_a_source_may_have_a_limit_of_its_own(limit: int | None, most: int) -> None:
    assert count_planned(SOURCES["genius"], [], limit=limit, goal_ms=0) == most
    assert count_planned(SOURCES["tracks"], [], limit=limit, goal_ms=0) == limit


@pytest.mark.parametrize(
    ("goal_ms", "limit", "count"),
    [(0, None, 200), (100, None, 200), (210, None, 300), (700, None, 400), (700, 5, 5)],
)
def test_lyrics_are_asked_for_until_enough_time_is_likely_known(
    goal_ms: int, limit: int | None, count: int
) -> None:
    pending = [Subject(uri=str(number), heard_ms=1) for number in range(400)]
    assert count_planned(SOURCES["lyrics"], pending, limit=limit, goal_ms=goal_ms) == count
