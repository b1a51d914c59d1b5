"""Files as other services write them; a test changes the fields it is about."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO
from zoneinfo import ZoneInfo

from musicanalyser.imports import FORMATS
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.model.evidence import BadRow, Sighting
from tests.imports.sample_rows import Row, to_json

AT_S = 1_704_464_590
"""2024-01-05 14:23:10 UTC."""
AT_MS = AT_S * 1000


def lastfm_track(**fields: object) -> Row:
    """Return a scrobble as Last.fm's API shows it, except the fields given."""
    return {
        "artist": {"mbid": "", "#text": "The Lanterns"},
        "streamable": "0",
        "image": [{"size": "small", "#text": ""}],
        "mbid": "",
        "album": {"mbid": "", "#text": "Low Tide"},
        "name": "Paper Boats",
        "url": "https://www.last.fm/music/The+Lanterns/_/Paper+Boats",
        "date": {"uts": str(AT_S), "#text": "05 Jan 2024, 14:23"},
        **fields,
    }


def brainz_listen(info: Mapping[str, object] | None = None, **fields: object) -> Row:
    """Return a listen of ListenBrainz with ``additional_info``, except the fields given."""
    return {
        "inserted_at": AT_S + 300.25,
        "listened_at": AT_S,
        "track_metadata": {
            "track_name": "Paper Boats",
            "artist_name": "The Lanterns",
            "release_name": "Low Tide",
            "recording_msid": "00000000-0000-4000-8000-000000000000",
            "mbid_mapping": None,
            "additional_info": dict(info or {}),
        },
        **fields,
    }


def maloja_scrobble(**fields: object) -> Row:
    """Return a scrobble of Maloja, except the fields given."""
    return {
        "time": AT_S,
        "track": {
            "artists": ["The Lanterns"],
            "title": "Paper Boats",
            "album": {"artists": ["The Lanterns"], "albumtitle": "Low Tide"},
            "length": 184,
        },
        "duration": None,
        "origin": "client:default",
        **fields,
    }


def named(*names: str, **fields: object) -> Row:
    """Return what Koito calls by names, of which the last is the primary one."""
    aliases = [
        {"alias": name, "source": "Canonical", "is_primary": name == names[-1]} for name in names
    ]
    return {"mbid": None, "aliases": aliases, **fields}


def koito_listen(**fields: object) -> Row:
    """Return a listen of Koito, except the fields given."""
    return {
        "listened_at": "2024-01-05T14:23:10Z",
        "client": "a player",
        "track": named("Paper boats", "Paper Boats", duration=184),
        "album": named("Low Tide"),
        "artists": [named("The Lanterns", is_primary=False)],
        **fields,
    }


def watched(**fields: object) -> Row:
    """Return an entry of YouTube's watch history: a song, except the fields given."""
    return {
        "header": "YouTube Music",
        "title": "Watched Paper Boats",
        "titleUrl": "https://music.youtube.com/watch?v=00000000000",
        "subtitles": [{"name": "The Lanterns - Topic", "url": "https://www.youtube.com/channel/0"}],
        "time": "2024-01-05T14:23:10.123Z",
        "products": ["YouTube"],
        "activityControls": ["YouTube watch history"],
        **fields,
    }


APPLE_COLUMNS = (
    "Album Name",
    "Apple Id Number",
    "Device Identifier",
    "End Reason Type",
    "Event End Timestamp",
    "Event Start Timestamp",
    "Event Type",
    "IP Address",
    "Item Type",
    "Media Duration In Milliseconds",
    "Media Type",
    "Offline",
    "Play Duration Milliseconds",
    "Song Name",
    "UTC Offset In Seconds",
)


def apple_row(**fields: str) -> dict[str, str]:
    """Return a segment of Apple's play activity; a field is its column with ``_`` for spaces."""
    row = {
        "Album Name": "Low Tide",
        "Apple Id Number": "1",
        "Device Identifier": "phone",
        "End Reason Type": "NATURAL_END_OF_TRACK",
        "Event End Timestamp": "2024-01-05T14:23:10.500Z",
        "Event Start Timestamp": "2024-01-05T14:20:06.500Z",
        "Event Type": "PLAY_END",
        "IP Address": "203.0.113.7",
        "Item Type": "ITUNES_STORE_CONTENT",
        "Media Duration In Milliseconds": "184000",
        "Media Type": "AUDIO",
        "Offline": "false",
        "Play Duration Milliseconds": "184000",
        "Song Name": "Paper Boats",
        "UTC Offset In Seconds": "3600",
    }
    return row | {name.replace("_", " "): value for name, value in fields.items()}


def table(*rows: Mapping[str, str], delimiter: str = ",") -> bytes:
    """Return rows as CSV with a byte order mark, in the columns of the first."""
    lines = [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def rockbox_log(*entries: str, zone: str = "UNKNOWN") -> bytes:
    """Return a log of Rockbox."""
    head = ("#AUDIOSCROBBLER/1.1", f"#TZ/{zone}", "#CLIENT/Rockbox player $Revision$")
    columns = "#ARTIST #ALBUM #TITLE #TRACKNUM #LENGTH #RATING #TIMESTAMP #MUSICBRAINZ_TRACKID"
    return "".join(f"{line}\n" for line in (*head, columns, *entries)).encode()


ROCKBOX_ENTRY = f"The Lanterns\tLow Tide\tPaper Boats\t3\t184\tL\t{AT_S}\t"
GHAN_ROW = {
    "uts": f'"{AT_S}"',
    "utc_time": '"05 Jan 2024, 14:23"',
    "artist": '"The Lanterns"',
    "artist_mbid": '""',
    "album": '"Low Tide"',
    "album_mbid": '""',
    "track": '"Paper Boats"',
    "track_mbid": '""',
}
LASTFMSTATS_ROW = {
    "Artist": "The Lanterns",
    "Album": "Low Tide",
    "AlbumId": "",
    "Track": "Paper Boats",
    "Date#somebody": str(AT_MS),
}
FILES: Mapping[str, bytes] = {
    "lastfm": to_json([{"track": [lastfm_track()]}]),
    "lastfm-csv": table(GHAN_ROW),
    "lastfmstats": to_json(
        {
            "username": "somebody",
            "scrobbles": [
                {
                    "track": "Paper Boats",
                    "artist": "The Lanterns",
                    "album": "Low Tide",
                    "albumId": "",
                    "date": AT_MS,
                }
            ],
        }
    ),
    "lastfmstats-csv": table(LASTFMSTATS_ROW, delimiter=";"),
    "listenbrainz": to_json(brainz_listen()) + b"\n",
    "maloja": to_json({"maloja": {"export_time": AT_S}, "scrobbles": [maloja_scrobble()]}),
    "koito": to_json(
        {
            "version": "1",
            "exported_at": "2024-02-01T00:00:00Z",
            "user": "somebody",
            "listens": [koito_listen()],
        }
    ),
    "apple-music": table(apple_row()),
    "youtube-music": to_json([watched()]),
    "rockbox": rockbox_log(ROCKBOX_ENTRY),
}
"""A file of one play for each format."""


def read_service(
    format_name: str,
    content: bytes,
    *,
    zone: str | None = "UTC",
    open_sibling: Callable[[Callable[[bytes], bool]], IO[bytes] | None] = lambda _: None,
) -> list[Sighting | BadRow]:
    """Return the sightings and the malformed rows of a file."""
    file = ImportedFile(
        name="a file", zone=None if zone is None else ZoneInfo(zone), open_sibling=open_sibling
    )
    rows = list(FORMATS[format_name].read(BytesIO(content), file))
    assert all(isinstance(row, Sighting | BadRow) for row in rows)
    return [row for row in rows if isinstance(row, Sighting | BadRow)]


def one_play(format_name: str, content: bytes, *, zone: str | None = "UTC") -> Sighting:
    """Return the only sighting of a file."""
    (found,) = read_service(format_name, content, zone=zone)
    assert isinstance(found, Sighting), found
    return found


def reasons(format_name: str, content: bytes) -> list[str]:
    """Return why the rows of a file are malformed, each of which is."""
    rows = read_service(format_name, content)
    assert all(isinstance(row, BadRow) for row in rows)
    return [row.why for row in rows if isinstance(row, BadRow)]
