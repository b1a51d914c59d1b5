"""Scrobbles of Last.fm, in each of the shapes in which they are exported."""

import pytest

from tests.imports.sample_rows import to_json
from tests.imports.services.service_files import (
    AT_MS,
    AT_S,
    FILES,
    GHAN_ROW,
    LASTFMSTATS_ROW,
    lastfm_track,
    one_play,
    read_service,
    reasons,
    table,
)

PLAYING = {"@attr": {"nowplaying": "true"}, "date": None}


def page(*tracks: object) -> dict[str, object]:
    attributes = {"page": "1", "total": "2", "user": "somebody", "perPage": "200"}
    return {"recenttracks": {"@attr": attributes, "track": list(tracks)}}


def test_all_shapes_of_a_scrobble_are_one_sighting() -> None:
    shapes = ("lastfm", "lastfm-csv", "lastfmstats", "lastfmstats-csv")
    assert len({one_play(name, FILES[name]) for name in shapes}) == 1


def test_pages_of_the_api_are_read_alone_and_one_after_the_other() -> None:
    one = to_json(page(lastfm_track(), lastfm_track(name="Anchor")))
    assert len(read_service("lastfm", one)) == 2
    assert len(read_service("lastfm", one + b"\n" + one)) == 4
    assert len(read_service("lastfm", b"[" + one + b"," + one + b"]")) == 4


def test_a_page_of_one_scrobble_holds_it_without_a_list() -> None:
    content = to_json({"recenttracks": {"@attr": {}, "track": lastfm_track()}})
    assert one_play("lastfm", content).ended_ms == AT_MS


def test_what_plays_now_is_no_play() -> None:
    rows = [lastfm_track(**PLAYING), lastfm_track()]
    del rows[0]["date"]
    assert len(read_service("lastfm", to_json(page(*rows)))) == 1


def test_extended_pages_name_the_artist_elsewhere() -> None:
    track = lastfm_track(artist={"name": "The Lanterns", "url": "", "mbid": ""}, loved="1")
    assert one_play("lastfm", to_json(page(track))).item.artist == "The Lanterns"


def test_an_artist_is_never_split() -> None:
    for name in ("Salt, Pepper & Ash", "AC/DC", "A feat. B", "X; Y"):
        track = lastfm_track(artist={"#text": name})
        assert one_play("lastfm", to_json(page(track))).item.artist == name


@pytest.mark.parametrize("uts", ["0", "15", "1704464", "1033430399", "", None, "soon", -5])
def test_a_scrobble_without_a_date_says_so(uts: object) -> None:
    """Last.fm counts such scrobbles up from 0, and some clients wrote ms as seconds."""
    content = to_json(page(lastfm_track(date={"uts": uts})))
    assert reasons("lastfm", content) == ["no date"]


def test_the_first_moment_is_that_of_the_first_scrobbles() -> None:
    first = to_json(page(lastfm_track(date={"uts": "1033430400"})))
    assert one_play("lastfm", first).ended_ms == 1_033_430_400_000
    late = to_json(page(lastfm_track(date={"uts": str(AT_MS)})))
    assert reasons("lastfm", late) == ["the date lies after 2099"]


@pytest.mark.parametrize("name", ["", "  ", None])
def test_a_scrobble_without_a_title_is_malformed(name: str | None) -> None:
    assert reasons("lastfm", to_json(page(lastfm_track(name=name)))) == ["no title"]


def test_equal_scrobbles_all_come_out() -> None:
    """A player that uploads later gives many of them one second."""
    assert len(read_service("lastfm", to_json(page(*[lastfm_track()] * 3)))) == 3


def test_a_table_needs_its_columns_by_name_only() -> None:
    fewer = {name: GHAN_ROW[name] for name in ("uts", "utc_time", "artist", "track")}
    assert one_play("lastfm-csv", table(fewer)).item.album is None
    assert reasons("lastfm-csv", table({**GHAN_ROW, "uts": "4"})) == ["no date"]


def test_older_tables_of_lastfmstats_have_no_album_id() -> None:
    older = {name: value for name, value in LASTFMSTATS_ROW.items() if name != "AlbumId"}
    play = one_play("lastfmstats-csv", table(older, delimiter=";"))
    assert (play.item.title, play.ended_ms) == ("Paper Boats", AT_S * 1000)
