import pytest

from musicanalyser.model.evidence import LiveSpan, PodcastShow, Sighting
from musicanalyser.model.origin import Origin
from tests.imports.sample_rows import Row, bad_reason, extended_row, one_sighting, read_rows

EXPORT = "history-export"
OBSERVED = {"low_ms": 1_000, "high_ms": 2_000, "confidence": 0.5}


def own_row(**fields: object) -> Row:
    return extended_row(musicanalyser={"origin": "spotify-player", **fields})


def test_a_row_without_our_field_is_one_of_spotify() -> None:
    assert one_sighting(EXPORT, extended_row()) == one_sighting("spotify-extended", extended_row())


def test_our_field_says_what_the_shape_of_spotify_cannot() -> None:
    found = one_sighting(
        EXPORT, own_row(observed=OBSERVED, ended_ms=1_704_464_590_123, played_ms=1_500)
    )
    assert (found.origin, found.ended_ms, found.played_ms) == (
        Origin.PLAYER,
        1_704_464_590_123,
        1_500,
    )
    assert found.observation is not None
    assert (found.observation.low_ms, found.observation.high_ms) == (1_000, 2_000)


def test_spans_and_shows_are_no_plays() -> None:
    rows = [own_row(span=[1_704_464_590_000, 1_704_464_591_000]), own_row(show="Harbour Talk")]
    assert read_rows(EXPORT, rows) == [
        LiveSpan(origin=Origin.PLAYER, since_ms=1_704_464_590_000, until_ms=1_704_464_591_000),
        PodcastShow(name="Harbour Talk"),
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "what was observed does not fit spotify-player"),
        ({"origin": "spotify-extended", "observed": OBSERVED}, "does not fit spotify-extended"),
        ({"origin": "radio"}, "invalid enum value 'radio' in musicanalyser.origin"),
        ({"observed": {**OBSERVED, "low_ms": 3_000}}, "low_ms is above high_ms"),
        ({"observed": {**OBSERVED, "low_ms": -1}}, "musicanalyser.observed.low_ms"),
        ({"observed": {**OBSERVED, "confidence": 2}}, "musicanalyser.observed.confidence"),
        ({"observed": OBSERVED, "ended_ms": 5}, "ended_ms is too early for what it comes from"),
        ({"observed": OBSERVED, "played_ms": 31 * 86_400_000 + 1}, "musicanalyser.played_ms"),
        ({"span": [2, 1]}, "no known span of a live origin"),
        ({"span": [1_704_464_591_000, 1_704_464_590_000]}, "no known span of a live origin"),
        (
            {"origin": "spotify-account", "span": [1_704_464_590_000, 1_704_464_591_000]},
            "no known span of a live origin",
        ),
        ({"span": [1]}, "musicanalyser.span"),
    ],
    ids=repr,
)
def test_a_field_that_cannot_be_ours_is_a_bad_row(fields: Row, why: str) -> None:
    assert why in bad_reason(EXPORT, own_row(**fields))


def test_a_bad_row_costs_no_other() -> None:
    rows = [own_row(observed=OBSERVED), own_row(origin="radio"), extended_row()]
    assert [type(one) for one in read_rows(EXPORT, rows)].count(Sighting) == 2
