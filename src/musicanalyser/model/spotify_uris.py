"""Spotify's URIs of tracks and artists, and the web pages that other services name instead.

https://developer.spotify.com/documentation/web-api/concepts/spotify-uris-ids describes both.
"""

import re

from musicanalyser.model.subject import SubjectKind

_PAGE = re.compile(
    r"(?:https?:)?//open\.spotify\.com/(?:intl-[A-Za-z-]+/|embed/)?(?P<kind>track|artist)/"
    r"(?P<id>[A-Za-z0-9]{22})(?:[/?#].*)?",
    re.ASCII,
)

_CONTEXT = re.compile(
    r"spotify:(?:user:[^:]*:)?"
    r"(?:(?P<kind>playlist|album|artist|show):(?P<id>[A-Za-z0-9]+)|(?P<own>collection)(?::.*)?)",
    re.ASCII,
)
LIKED_SONGS = "spotify:collection"
"""The context of what the listener has saved."""


def parse_context(uri: str | None) -> str | None:
    """Return what a play was started from, without the name of a user; ``None`` if unknown.

    It is the URI of a playlist, an album, an artist or a podcast, or `LIKED_SONGS`. Spotify writes
    the name of the owner into the URIs of liked songs and of older playlists.
    """
    found = _CONTEXT.fullmatch(uri or "")
    if found is None:
        return None
    return LIKED_SONGS if found["own"] else f"spotify:{found['kind']}:{found['id']}"


def context_words(context: str | None) -> str | None:
    """Return in words what kind of thing a context is."""
    if context is None:
        return None
    return "liked songs" if context == LIKED_SONGS else context.split(":")[1]


def parse_page_url(url: str | None, kind: SubjectKind) -> str | None:
    """Return the URI of the track or artist on a page; ``None`` if it is no page of that kind."""
    found = _PAGE.fullmatch(url or "")
    if found is None or found["kind"] != kind:
        return None
    return f"spotify:{kind}:{found['id']}"


def bare_id(uri: str) -> str:
    """Return the id at the end of a URI."""
    return uri.rpartition(":")[2]


def artist_page_url(uri: str) -> str:
    """Return the address of an artist's page, in the form that MusicBrainz stores."""
    return f"https://open.spotify.com/artist/{bare_id(uri)}"
