"""Spotify's extended history as a table with fewer columns."""

from io import BytesIO

import pytest

from musicanalyser.imports import FORMATS, recognise_format
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.model.evidence import BadRow, Sighting
from tests.imports.sample_rows import extended_row, one_sighting

COLUMNS = (
    "spotify_track_uri,ts,platform,ms_played,track_name,artist_name,album_name,"
    "reason_start,reason_end,shuffle,skipped"
)
ROW = (
    "4PaperBoats,2024-01-05 14:23:10,android,184000,Paper Boats,The Lanterns,Low Tide,"
    "clickrow,trackdone,FALSE,FALSE"
)


def read(*rows: str) -> list[Sighting | BadRow]:
    content = "\n".join((COLUMNS, *rows)).encode()
    assert recognise_format(content) == "spotify-csv"
    found = FORMATS["spotify-csv"].read(BytesIO(content), ImportedFile(name="a.csv"))
    return [row for row in found if isinstance(row, Sighting | BadRow)]


def test_a_row_is_that_of_the_extended_history_with_what_it_has() -> None:
    whole = extended_row(offline=None, incognito_mode=None, conn_country=None)
    assert read(ROW) == [one_sighting("spotify-extended", whole)]


def test_a_whole_uri_is_taken_as_it_is() -> None:
    assert read(ROW.replace("4Paper", "spotify:track:4Paper")) == read(ROW)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2024-01-05 14:23:10", "1/5/2024 14:23", "ts is not a time"),
        ("184000", "3:04", "ms_played is not a whole number"),
        ("184000", "-1", "ms_played is not a whole number"),
        (",FALSE", "", "9 fields instead of 11"),
    ],
)
def test_a_malformed_row_says_why(old: str, new: str, why: str) -> None:
    (bad, good) = read(ROW.replace(old, new), ROW)
    assert isinstance(bad, BadRow)
    assert bad.why == why
    assert isinstance(good, Sighting)
