"""The invented facts: what the statistics may rest on in the demo."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

import pytest

from musicanalyser.demo import facts
from musicanalyser.demo.catalogue import acts
from musicanalyser.demo.preferences import Taste
from musicanalyser.model.subject import Finding, Miss, SourceFact
from tests.demo.reading import UNTIL, Row

SOURCES = ["artists", "genres", "popularity", "tracks", "features", "releases", "lyrics"]


@cache
def told() -> Mapping[str, Sequence[Finding]]:
    return dict(facts(until=UNTIL))


def found(source: str) -> dict[str, Mapping[str, object]]:
    return {one.subject: one.data for one in told()[source] if isinstance(one, SourceFact)}


def _share(number: object) -> bool:
    return isinstance(number, float) and 0 <= number <= 1


def test_every_source_tells_something_and_each_thing_once() -> None:
    assert sorted(told()) == sorted(SOURCES)
    for findings in told().values():
        subjects = [one.subject for one in findings]
        assert len(set(subjects)) == len(subjects)


def test_facts_are_the_same_every_time_and_others_for_another_seed() -> None:
    assert dict(facts(until=UNTIL)) == told()
    assert dict(facts(until=UNTIL, seed=2)) != told()


def test_a_later_moment_changes_years_of_release_alone() -> None:
    later = dict(facts(until=UNTIL + timedelta(days=3 * 365)))
    for source in set(SOURCES) - {"releases", "tracks"}:
        assert later[source] == told()[source]
    assert [one.subject for one in later["releases"]] == [one.subject for one in told()["releases"]]


def test_all_there_is_to_hear_by_name_is_asked_about() -> None:
    named = {
        track.item.uri
        for act in acts(1)
        if act.name is not None
        for album in act.albums
        for track in album
    }
    for source in ("tracks", "features", "lyrics"):
        assert {one.subject for one in told()[source]} == named


@pytest.mark.parametrize("source", ["features", "tracks", "lyrics"])
def test_of_about_a_sixth_of_the_time_nothing_is_known(source: str, music: list[Row]) -> None:
    known = found(source)
    whole_ms = sum(row["ms_played"] for row in music)
    known_ms = sum(row["ms_played"] for row in music if row["spotify_track_uri"] in known)
    assert 0.76 <= known_ms / whole_ms <= 0.9


def test_misses_are_told_as_such() -> None:
    for source in ("tracks", "features", "artists", "releases", "lyrics"):
        assert any(isinstance(one, Miss) for one in told()[source])
        assert not any(isinstance(one, Miss) and one.failed for one in told()[source])


def test_facts_are_plain_values_within_their_bounds() -> None:
    for findings in told().values():
        for one in findings:
            assert isinstance(one, Miss) or json.loads(json.dumps(one.data)) == one.data
    for data in found("features").values():
        shares = {"energy", "valence", "danceability", "acousticness", "instrumentalness"}
        assert all(_share(data[trait]) for trait in shares | {"speechiness", "liveness"})
        assert isinstance(data["tempo"], float)
        assert 30 < data["tempo"] < 300


def test_ids_of_one_song_sound_alike() -> None:
    single, hit = (album[0].item for album in acts(1)[0].albums[:2])
    assert (single.title, single.artist) == (hit.title, hit.artist)
    features = [found("features").get(item.uri or "") for item in (single, hit)]
    assert None in features or features[0] == features[1]


def test_nothing_came_out_after_it_was_found() -> None:
    taste, years = Taste(1), found("releases")
    heard = [track for act in acts(1) for album in act.albums for track in album]
    recent = 0
    for track in heard:
        year = years.get(track.item.uri or "", {}).get("year")
        if isinstance(year, int):
            assert year <= (UNTIL - timedelta(days=min(taste.found(track), 3_650))).year
            recent += year >= UNTIL.year - 1
    assert recent


def test_what_a_language_does_not_allow_to_be_told_is_unknown() -> None:
    languages = {data["language"] for data in found("lyrics").values()}
    assert languages == {"en", "de", "fr", "ja", None}
    for data in found("lyrics").values():
        told_apart = {name for name, value in data.items() if value is None}
        if data["instrumental"]:
            assert told_apart == set(data) - {"instrumental"}
        elif data["language"] == "ja":
            assert {"words", "sentiment", "profanity", "themes"} <= told_apart
        elif data["language"] == "en":
            assert told_apart == set()


def test_every_act_whose_artist_is_known_has_genres_and_listeners() -> None:
    assert found("artists").keys() == found("genres").keys() == found("popularity").keys()
    for data in found("genres").values():
        genres = data["genres"]
        assert isinstance(genres, list)
        assert all(one["count"] > 0 for one in genres)
