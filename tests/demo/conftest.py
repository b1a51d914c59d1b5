"""One history of the default length, read once."""

import pytest

from tests.demo.export_reader import Row, rows_from


@pytest.fixture(scope="session")
def audio() -> list[Row]:
    return rows_from("_Audio_")


@pytest.fixture(scope="session")
def music(audio: list[Row]) -> list[Row]:
    return [row for row in audio if row["spotify_track_uri"]]


@pytest.fixture(scope="session")
def video() -> list[Row]:
    return rows_from("_Video_")
