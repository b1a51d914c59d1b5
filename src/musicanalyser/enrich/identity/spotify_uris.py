"""How Spotify's tracks and artists are called: here by URI, elsewhere by their page."""

import re

from musicanalyser.model.subject import SubjectKind

_PAGE = re.compile(
    r"https?://open\.spotify\.com/(?:intl-[a-z-]+/)?(?P<kind>track|artist)/"
    r"(?P<id>[A-Za-z0-9]{22})(?:[/?#].*)?",
    re.ASCII,
)


def uri_of(page: str | None, kind: SubjectKind) -> str | None:
    """Return the URI of what a page of Spotify's shows, if it is one, and of that kind."""
    found = _PAGE.fullmatch(page or "")
    if found is None or found["kind"] != kind:
        return None
    return f"spotify:{kind}:{found['id']}"


def id_of(uri: str) -> str:
    """Return the bare id within a URI."""
    return uri.rpartition(":")[2]


def artist_page(uri: str) -> str:
    """Return the address of an artist's page, as MusicBrainz keeps it."""
    return f"https://open.spotify.com/artist/{id_of(uri)}"
