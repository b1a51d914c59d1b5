import json

import pytest

from musicanalyser.imports import FORMATS, recognise_format
from tests.imports.sample_rows import account_row, extended_row, to_json
from tests.imports.services.service_files import FILES

LIBRARY = {
    "tracks": [{"artist": "a", "album": "b", "track": "c", "uri": "spotify:track:1"}],
    "shows": [{"name": "Harbour Talk", "uri": "spotify:show:1"}],
    "bannedTracks": [],
}
CONTENTS = {
    "history-export": to_json(
        [{**extended_row(), "musicanalyser": {"origin": "spotify-extended"}}]
    ),
    "spotify-extended": to_json([extended_row()]),
    "spotify-account": to_json([account_row()]),
    "spotify-library": to_json(LIBRARY),
    None: to_json({"playlists": [{"name": "ts", "numberOfFollowers": 0}]}),
}
PODCASTS = [{"endTime": "2024-01-05 14:23", "podcastName": "a", "episodeName": "b", "msPlayed": 1}]


@pytest.mark.parametrize("format_name", CONTENTS)
def test_a_format_is_recognised_by_its_content(format_name: str | None) -> None:
    assert recognise_format(CONTENTS[format_name]) == format_name


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name in CONTENTS])
@pytest.mark.parametrize("indent", [None, 0, 2, "\t"])
def test_layout_does_not_matter(format_name: str, indent: int | str | None) -> None:
    laid_out = json.dumps(json.loads(CONTENTS[format_name]), indent=indent).encode()
    assert recognise_format(laid_out) == format_name
    assert recognise_format(b"\xef\xbb\xbf" + laid_out) == format_name


def test_podcasts_of_account_data_are_recognised_too() -> None:
    assert recognise_format(to_json(PODCASTS)) == "spotify-account"


def test_an_object_instead_of_a_list_is_recognised() -> None:
    """So that it is reported, not skipped."""
    assert recognise_format(to_json(extended_row())) == "spotify-extended"


@pytest.mark.parametrize(
    "head", [b"", b"[]", b"{}", b"\x00" * 100, b"%PDF-1.7", to_json([{"ts": 1}]), b"ts ms_played"]
)
def test_other_files_are_recognised_by_none(head: bytes) -> None:
    assert recognise_format(head) is None


def test_every_format_says_what_its_files_are() -> None:
    assert all(known.TITLE for known in FORMATS.values())


def test_every_format_is_recognised_by_a_test() -> None:
    assert set(FORMATS) == {*CONTENTS, *FILES, "spotify-csv"} - {None}
