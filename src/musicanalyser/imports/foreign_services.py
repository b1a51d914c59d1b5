"""Exports of other services, recognised by their content so that they can be named.

The marks are those of published exports and of the programs that write them.
"""

_MARKS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("Maloja", (b'"maloja"', b'"scrobbles"')),
    ("Last.fm", (b'"#text"', b'"uts"')),
    ("Last.fm", (b'"scrobbles"', b'"username"')),
    ("Last.fm", (b"uts,utc_time",)),
    ("ListenBrainz", (b'"listened_at"', b'"track_metadata"')),
    ("Koito", (b'"listened_at"', b'"exported_at"')),
    ("YouTube Music", (b'"titleUrl"', b"youtube.com")),
    ("YouTube Music", (b"outer-cell", b"YouTube")),
    ("Apple Music", (b"Event End Timestamp", b"Play Duration Milliseconds")),
    ("Apple Music", (b"Track Description", b"Date Played")),
    ("Tidal", (b"artist_name,track_title,entry_date",)),
    ("Amazon Music", (b"consumptionDurationMs",)),
    ("Pano Scrobbler", (b"timeHuman", b"timeMs")),
    ("Rockbox", (b"#AUDIOSCROBBLER/",)),
    ("Spotify CSV", (b"spotify_track_uri,ts,",)),
)


def name_service(head: bytes) -> str | None:
    """Return whose export a file is, by its first bytes; ``None`` if that is not known."""
    return next((name for name, marks in _MARKS if all(mark in head for mark in marks)), None)
