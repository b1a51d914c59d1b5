import pytest

from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from tests.imports.sample_rows import Row, account_row, bad_reason, one_sighting, read_rows, to_json

ACCOUNT = "spotify-account"


def test_a_row_holds_the_end_to_the_minute_in_utc() -> None:
    assert one_sighting(ACCOUNT, account_row()) == Sighting(
        origin=Origin.ACCOUNT,
        item=Item(
            kind=ItemKind.MUSIC,
            uri=None,
            title="Paper Boats",
            artist="The Lanterns",
            album=None,
        ),
        row=1,
        ended_ms=1_704_464_580_000,
        played_ms=184_000,
    )


def test_seconds_added_by_another_program_are_ignored() -> None:
    later = one_sighting(ACCOUNT, account_row(endTime="2024-01-05 14:23:41"))
    assert later.ended_ms == 1_704_464_580_000


@pytest.mark.parametrize(
    ("names", "item"),
    [
        ({"podcastName": "Talk", "episodeName": "Tides"}, ("podcast", "Tides", "Talk")),
        ({"podcastName": "Talk"}, ("podcast", None, "Talk")),
        ({"audiobookName": "Pilot", "chapterName": "Three"}, ("audiobook", "Three", "Pilot")),
        ({"audiobookName": "Pilot"}, ("audiobook", "Pilot", "Pilot")),
        ({"chapterName": "Three"}, ("audiobook", "Three", None)),
        ({"episodeName": "Tides"}, ("podcast", "Tides", None)),
        (
            {"podcastName": "Talk", "episodeName": "Tides", "audiobookName": "Pilot"},
            ("podcast", "Tides", "Talk"),
        ),
        ({"trackName": "Loose"}, ("music", "Loose", None)),
        ({"trackName": "Loose", "artistName": "Unknown Artist"}, ("music", "Loose", None)),
        ({"trackName": "unknown track"}, ("music", "unknown track", None)),
        ({"trackName": "Unknown Track", "artistName": "Unknown Artist"}, ("unknown", None, None)),
        ({"trackName": "Unknown Track", "artistName": "Ana"}, ("unknown", None, "Ana")),
        ({"trackName": None, "artistName": None}, ("unknown", None, None)),
        ({}, ("unknown", None, None)),
    ],
)
def test_the_names_of_a_row_decide_what_was_played(
    names: Row, item: tuple[str | None, ...]
) -> None:
    row = {"endTime": "2024-01-05 14:23", "msPlayed": 1, **names}
    found = one_sighting(ACCOUNT, row).item
    assert (found.kind, found.title, found.artist) == item


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (account_row(endTime="14:23"), "endTime is not a time"),
        (account_row(endTime="2007-05-05 14:23"), "endTime lies outside 2008 to 2099"),
        (account_row(msPlayed=-1), "msPlayed lies outside 0 to 31 days"),
        (account_row(msPlayed=0.5), "msPlayed is not a whole number"),
        (account_row(msPlayed=None), "expected a number, got null in msPlayed"),
        (account_row(artistName=7), "expected str | null, got int in artistName"),
        ({"endTime": "2024-01-05 14:23"}, "object missing required field msPlayed"),
        ("row", "expected object, got str"),
    ],
)
def test_a_malformed_row_says_why(row: object, why: str) -> None:
    assert bad_reason(ACCOUNT, row) == why


def test_equal_rows_all_come_out() -> None:
    assert len(read_rows(ACCOUNT, to_json([account_row()] * 3))) == 3
