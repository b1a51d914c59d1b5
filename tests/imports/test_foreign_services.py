"""Files of other services that are not read say so, however few of their bytes are known."""

import pytest

from musicanalyser.imports import recognise_format
from musicanalyser.imports.foreign_services import explain_foreign
from tests.imports.sample_rows import account_row, extended_row, to_json
from tests.imports.services.service_files import FILES

REASONS = {
    b"artist_name,track_title,entry_date,time_zone\n": "Tidal export: cannot be read yet",
    b"timestamp,asin,title,consumptionDurationMs,x\n": "Amazon Music export: cannot be read yet",
    b"timeHuman,timeMs,artist,track,album\n": "Pano Scrobbler export: cannot be read yet",
    b'<sheet name="10_listeningHistory"/>': "Deezer export: cannot be read yet",
    b"SQLite format 3\0 create table metadata_item_views": "Plex export: cannot be read yet",
    b"SQLite format 3\0 create table PlaybackActivity": "Jellyfin export: cannot be read yet",
    b'<div class="outer-cell">YouTube': (
        "YouTube history as a web page: choose JSON in Google Takeout"
    ),
    b"Track URI,Track Name,Added By,Added At\n": "Exportify list of tracks: it holds no plays",
    b"Track Description,Date Played,Hours\n": (
        "Apple Music daily tracks: only name the artists of its play activity"
    ),
    b"Track Name,Last Played Date,Is User Initiated\n": (
        "Apple Music track history: holds only the last play of each track"
    ),
}


@pytest.mark.parametrize("head", REASONS)
def test_a_file_that_is_not_read_says_why(head: bytes) -> None:
    assert explain_foreign(head) == REASONS[head]
    assert recognise_format(head) is None


@pytest.mark.parametrize(
    "head", [b"", b"[]", to_json([extended_row()]), to_json([account_row()]), *FILES.values()]
)
def test_no_file_that_is_read_is_taken_for_one(head: bytes) -> None:
    assert explain_foreign(head) is None
