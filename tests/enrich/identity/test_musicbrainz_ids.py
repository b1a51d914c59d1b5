"""Answers are matched to artists by their MBIDs."""

import pytest

from musicanalyser.enrich.identity.musicbrainz_ids import match_findings, unique_mbids
from musicanalyser.model.subject import Miss, SourceFact, Subject

HERE = Subject(uri="spotify:artist:A", mbid="AB-12")
TWIN = Subject(uri="spotify:artist:B", mbid="AB-12")
ABSENT = Subject(uri="spotify:artist:C", mbid="cd-34")
NAMELESS = Subject(uri="spotify:artist:D")


@pytest.mark.parametrize("is_complete", [True, False])
def test_every_artist_has_a_fact_or_a_miss(*, is_complete: bool) -> None:
    found = match_findings(
        [HERE, TWIN, ABSENT, NAMELESS], {"ab-12": {"a": 1}}, is_complete=is_complete
    )
    assert [*found] == [
        SourceFact(subject=HERE.uri, data={"a": 1}),
        SourceFact(subject=TWIN.uri, data={"a": 1}),
        Miss(subject=ABSENT.uri, failed=not is_complete),
        Miss(subject=NAMELESS.uri, failed=not is_complete),
    ]


def test_an_mbid_of_several_artists_is_asked_for_once() -> None:
    assert unique_mbids([ABSENT, HERE, NAMELESS, TWIN]) == ["cd-34", "AB-12"]
