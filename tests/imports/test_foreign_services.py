"""Exports of other services are named, however few of their bytes are known."""

import pytest

from musicanalyser.imports.foreign_services import name_service
from tests.imports.sample_rows import account_row, extended_row, to_json

HEADS = {
    "Last.fm": to_json([{"track": [{"artist": {"#text": "A"}, "date": {"uts": "1"}}]}]),
    "ListenBrainz": to_json({"listened_at": 1, "track_metadata": {"track_name": "a"}}),
    "YouTube Music": to_json(
        [{"header": "YouTube Music", "titleUrl": "https://music.youtube.com/watch?v=x"}]
    ),
    "Apple Music": b"Album Name,Event End Timestamp,Play Duration Milliseconds,Song Name\n",
    "Tidal": b"artist_name,track_title,entry_date,time_zone\n",
    "Amazon Music": b"timestamp,asin,title,consumptionDurationMs,terminationReason\n",
    "Maloja": to_json({"maloja": {"export_time": 1}, "scrobbles": []}),
    "Pano Scrobbler": b"timeHuman,timeMs,artist,track,album\n",
    "Rockbox": b"#AUDIOSCROBBLER/1.1\n#TZ/UNKNOWN\n",
    "Spotify CSV": b"spotify_track_uri,ts,platform,ms_played\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_an_export_of_another_service_is_recognised(name: str) -> None:
    assert name_service(HEADS[name]) == name


@pytest.mark.parametrize("head", [b"", b"[]", to_json([extended_row()]), to_json([account_row()])])
def test_no_other_file_is_taken_for_one(head: bytes) -> None:
    assert name_service(head) is None
