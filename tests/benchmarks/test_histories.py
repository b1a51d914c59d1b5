"""The invented histories have the properties that make a benchmark of them fair."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.store.connection import open_writing
from tests.benchmarks.histories.catalogue import make_catalogue
from tests.benchmarks.histories.export_files import make_row, write_export
from tests.benchmarks.histories.listening import DAYS, FIRST, UNTIL, make_plays
from tests.benchmarks.histories.sessions import Played

PLAYS = 40_000
ZONE = ZoneInfo("Europe/Vienna")


@pytest.fixture(scope="module")
def plays() -> list[Played]:
    return list(make_plays(PLAYS))


def songs(plays: list[Played]) -> list[Played]:
    return [play for play in plays if play.track.album is not None]


def test_as_many_plays_are_made_as_asked_for(plays: list[Played]) -> None:
    assert len(plays) == PLAYS


def test_a_seed_makes_one_history(plays: list[Played]) -> None:
    assert list(make_plays(PLAYS)) == plays
    assert list(make_plays(10_000, seed=2)) != list(make_plays(10_000))


def test_every_local_day_has_a_play(plays: list[Played]) -> None:
    days = {datetime.fromtimestamp(play.start_s, ZONE).date() for play in plays}
    assert {FIRST.date() + timedelta(days=number) for number in range(DAYS)} <= days


def test_one_person_hears_one_play_at_a_time_and_never_the_future(plays: list[Played]) -> None:
    assert all(one.end_s <= other.start_s for one, other in pairwise(plays))
    assert plays[-1].end_s < (UNTIL + timedelta(days=1)).timestamp()


def test_more_plays_than_a_person_can_hear_are_made_by_several_in_order_of_time() -> None:
    many = list(islice(make_plays(201 * DAYS), 20_000))
    assert any(one.end_s > other.start_s for one, other in pairwise(many))
    assert [play.end_s for play in many] == sorted(play.end_s for play in many)


def test_a_hundred_plays_have_six_tracks(plays: list[Played]) -> None:
    different = len({play.track.uri for play in songs(plays)})
    assert 0.9 * 0.06 * PLAYS < different <= 0.06 * PLAYS


def test_an_artist_has_about_six_tracks_and_some_songs_have_several_ids() -> None:
    tracks = make_catalogue(6_000, Random(1)).tracks  # noqa: S311 - invented music
    ids = Counter((track.artist.casefold(), track.title.casefold()) for track in tracks)
    assert 5 < len(tracks) / len({track.artist for track in tracks}) < 7
    assert 0.005 < sum(count - 1 for count in ids.values()) / len(tracks) < 0.04
    assert len({track.uri for track in tracks}) == len(tracks)


def test_the_favourites_are_heard_often_and_most_tracks_rarely(plays: list[Played]) -> None:
    counts = sorted(Counter(play.track.uri for play in songs(plays)).values(), reverse=True)
    assert sum(counts[: len(counts) // 10]) > 0.4 * PLAYS
    assert counts[len(counts) // 2] < 0.6 * PLAYS / len(counts)


def test_some_plays_are_skipped_and_most_reach_the_end(plays: list[Played]) -> None:
    reasons = Counter(play.reason_end for play in plays)
    assert reasons["trackdone"] > 0.5 * PLAYS
    assert 0.05 * PLAYS < reasons["fwdbtn"] < 0.25 * PLAYS


def test_a_track_that_reached_its_end_was_heard_for_its_length(plays: list[Played]) -> None:
    lengths = defaultdict(set)
    for play in plays:
        if play.reason_end == "trackdone":
            lengths[play.track.uri].add(play.heard_ms)
    assert all(len(heard) == 1 for heard in lengths.values())


def test_a_row_tells_less_the_older_it_is(plays: list[Played]) -> None:
    old, new = make_row(plays[0]), make_row(plays[-1])
    assert (old["skipped"], new["skipped"]) == (None, new["reason_end"] in {"fwdbtn", "endplay"})
    assert len(str(new["offline_timestamp"])) == 10


def test_an_import_takes_every_play_once(tmp_path: Path) -> None:
    made = list(make_plays(9_000))
    files = write_export(tmp_path / "export", made)
    rows = sum(len(json.loads(file.read_bytes())) for file in files)
    with open_writing(tmp_path / "history.db") as conn:
        import_history(
            conn, files, zone=ZONE, now=lambda: datetime(2026, 7, 1, tzinfo=UTC),
            progress=lambda _: None,
        )  # fmt: skip
        (count,) = conn.execute("select count(*) from v_plays").fetchone()
        heard = conn.execute("select sum(heard_ms) from v_plays").fetchone()
    assert (rows, count) == (9_002, 9_000)
    assert heard == (sum(play.heard_ms for play in made),)
