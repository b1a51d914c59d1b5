"""Files of other services that hold no plays, or plays that cannot be read, by their content.

The marks are those of published exports and of the programs that write them.
"""

_UNSUPPORTED: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("Tidal", (b"artist_name,track_title,entry_date",)),
    ("Amazon Music", (b"consumptionDurationMs",)),
    ("Pano Scrobbler", (b"timeHuman", b"timeMs")),
    ("Deezer", (b"_listeningHistory",)),
    ("Plex", (b"SQLite format 3", b"metadata_item_views")),
    ("Jellyfin", (b"SQLite format 3", b"PlaybackActivity")),
    ("Navidrome", (b"SQLite format 3", b"media_file")),
)
_NO_PLAYS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    (
        "YouTube history as a web page: choose JSON in Google Takeout",
        (b"outer-cell", b"YouTube"),
    ),
    ("Exportify list of tracks: it holds no plays", (b"Track URI", b"Added At")),
    (
        "Apple Music daily tracks: only name the artists of its play activity",
        (b"Track Description", b"Date Played"),
    ),
    (
        "Apple Music track history: holds only the last play of each track",
        (b"Track Name", b"Last Played Date"),
    ),
)


def explain_foreign(head: bytes) -> str | None:
    """Return why a file of another service is not read; ``None`` if it is not known as one."""
    for reason, marks in _NO_PLAYS:
        if all(mark in head for mark in marks):
            return reason
    for service, marks in _UNSUPPORTED:
        if all(mark in head for mark in marks):
            return f"{service} export: cannot be read yet"
    return None
