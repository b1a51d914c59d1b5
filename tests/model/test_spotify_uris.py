"""URIs of Spotify, and the pages that other services name instead."""

import pytest

from musicanalyser.model.spotify_uris import artist_page_url, bare_id, parse_page_url
from musicanalyser.model.subject import SubjectKind

ID = "4Z8W4fKeB5YxbusRsdQVPb"


@pytest.mark.parametrize(
    "url",
    [
        f"https://open.spotify.com/artist/{ID}",
        f"http://open.spotify.com/artist/{ID}",
        f"https://open.spotify.com/intl-de/artist/{ID}",
        f"https://open.spotify.com/intl-pt-BR/artist/{ID}",
        f"https://open.spotify.com/embed/artist/{ID}",
        f"//open.spotify.com/artist/{ID}",
        f"https://open.spotify.com/artist/{ID}?si=1",
        f"https://open.spotify.com/artist/{ID}/discography",
    ],
)
def test_the_page_of_an_artist_names_the_artist(url: str) -> None:
    assert parse_page_url(url, SubjectKind.ARTIST) == f"spotify:artist:{ID}"
    assert parse_page_url(url, SubjectKind.TRACK) is None


@pytest.mark.parametrize(
    "url", [None, "", f"https://example.com/artist/{ID}", f"https://open.spotify.com/artist/{ID}a"]
)
def test_another_page_names_no_artist(url: str | None) -> None:
    assert parse_page_url(url, SubjectKind.ARTIST) is None


def test_the_page_of_an_artist_can_be_found_by_the_uri() -> None:
    assert bare_id(f"spotify:artist:{ID}") == ID
    assert artist_page_url(f"spotify:artist:{ID}") == f"https://open.spotify.com/artist/{ID}"
