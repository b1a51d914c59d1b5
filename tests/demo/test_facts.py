"""The invented facts, which the statistics of the demo use."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

import pytest

from musicanalyser.demo import make_facts
from musicanalyser.demo.catalogue import make_acts
from musicanalyser.demo.weekly_taste import Taste
from musicanalyser.model.subject import Finding, Miss, SourceFact
from tests.demo.export_reader import UNTIL, Row

SOURCES = ["artists", "genres", "popularity", "tracks", "features", "releases", "lyrics"]


@cache
def findings_by_source() -> Mapping[str, Sequence[Finding]]:
    return dict(make_facts(until=UNTIL))


def found(source: str) -> dict[str, Mapping[str, object]]:
    return {
        one.subject: one.data for one in findings_by_source()[source] if isinstance(one, SourceFact)
    }


def _share(number: object) -> bool:
    return isinstance(number, float) and 0 <= number <= 1


def test_every_source_has_facts_and_each_subject_once() -> None:
    assert sorted(findings_by_source()) == sorted(SOURCES)
    for findings in findings_by_source().values():
        subjects = [one.subject for one in findings]
        assert len(set(subjects)) == len(subjects)


def test_facts_are_the_same_every_time_and_others_for_another_seed() -> None:
    assert dict(make_facts(until=UNTIL)) == findings_by_source()
    assert dict(make_facts(until=UNTIL, seed=2)) != findings_by_source()


def test_a_later_moment_changes_only_years_of_release() -> None:
    later = dict(make_facts(until=UNTIL + timedelta(days=3 * 365)))
    for source in set(SOURCES) - {"releases", "tracks"}:
        assert later[source] == findings_by_source()[source]
    assert [one.subject for one in later["releases"]] == [
        one.subject for one in findings_by_source()["releases"]
    ]


def test_every_track_with_a_name_has_a_finding() -> None:
    named = {
        track.item.uri
        for act in make_acts(1)
        if act.name is not None
        for album in act.albums
        for track in album
    }
    for source in ("tracks", "features", "lyrics"):
        assert {one.subject for one in findings_by_source()[source]} == named


@pytest.mark.parametrize("source", ["features", "tracks", "lyrics"])
def test_about_a_sixth_of_the_time_has_no_facts(source: str, music: list[Row]) -> None:
    known = found(source)
    whole_ms = sum(row["ms_played"] for row in music)
    known_ms = sum(row["ms_played"] for row in music if row["spotify_track_uri"] in known)
    assert 0.76 <= known_ms / whole_ms <= 0.9


def test_unknown_subjects_are_misses() -> None:
    for source in ("tracks", "features", "artists", "releases", "lyrics"):
        assert any(isinstance(one, Miss) for one in findings_by_source()[source])
        assert not any(isinstance(one, Miss) and one.failed for one in findings_by_source()[source])


def test_facts_are_plain_values_within_their_bounds() -> None:
    for findings in findings_by_source().values():
        for one in findings:
            assert isinstance(one, Miss) or json.loads(json.dumps(one.data)) == one.data
    for data in found("features").values():
        shares = {"energy", "valence", "danceability", "acousticness", "instrumentalness"}
        assert all(_share(data[trait]) for trait in shares | {"speechiness", "liveness"})
        assert isinstance(data["tempo"], float)
        assert 30 < data["tempo"] < 300


def test_ids_of_one_song_sound_alike() -> None:
    single, hit = (album[0].item for album in make_acts(1)[0].albums[:2])
    assert (single.title, single.artist) == (hit.title, hit.artist)
    features = [found("features").get(item.uri or "") for item in (single, hit)]
    assert None in features or features[0] == features[1]


def test_no_album_was_released_after_its_discovery() -> None:
    taste, years = Taste(1), found("releases")
    heard = [track for act in make_acts(1) for album in act.albums for track in album]
    recent = 0
    for track in heard:
        year = years.get(track.item.uri or "", {}).get("year")
        if isinstance(year, int):
            assert year <= (UNTIL - timedelta(days=min(taste.discovery_age(track), 3_650))).year
            recent += year >= UNTIL.year - 1
    assert recent


def test_statistics_that_a_language_does_not_allow_are_unknown() -> None:
    languages = {data["language"] for data in found("lyrics").values()}
    assert languages == {"en", "de", "fr", "ja", None}
    for data in found("lyrics").values():
        unknown = {name for name, value in data.items() if value is None}
        if data["instrumental"]:
            assert unknown == set(data) - {"instrumental"}
        elif data["language"] == "ja":
            assert {"words", "sentiment", "profanity", "themes"} <= unknown
        elif data["language"] == "en":
            assert unknown == set()


def test_every_act_whose_artist_is_known_has_genres_and_listeners() -> None:
    assert found("artists").keys() == found("genres").keys() == found("popularity").keys()
    for data in found("genres").values():
        genres = data["genres"]
        assert isinstance(genres, list)
        assert all(one["count"] > 0 for one in genres)
