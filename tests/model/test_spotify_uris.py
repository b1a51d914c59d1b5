"""URIs of Spotify, and the pages that other services name instead."""

import pytest

from musicanalyser.model.spotify_uris import (
    artist_page_url,
    bare_id,
    context_words,
    parse_context,
    parse_page_url,
)
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


@pytest.mark.parametrize(
    ("uri", "context", "words"),
    [
        (f"spotify:playlist:{ID}", f"spotify:playlist:{ID}", "playlist"),
        (f"spotify:user:some.body:playlist:{ID}", f"spotify:playlist:{ID}", "playlist"),
        (f"spotify:album:{ID}", f"spotify:album:{ID}", "album"),
        (f"spotify:artist:{ID}", f"spotify:artist:{ID}", "artist"),
        (f"spotify:show:{ID}", f"spotify:show:{ID}", "show"),
        ("spotify:user:some.body:collection", "spotify:collection", "liked songs"),
        ("spotify:collection:tracks", "spotify:collection", "liked songs"),
        ("spotify:search:what+I+typed", None, None),
        ("spotify:user:some.body", None, None),
        ("spotify:station:user:some.body:cluster:1", None, None),
        (f"spotify:playlist:{ID}:some.body", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_context_is_kept_without_the_name_of_a_user(
    uri: str | None, context: str | None, words: str | None
) -> None:
    assert parse_context(uri) == context
    assert context_words(context) == words
