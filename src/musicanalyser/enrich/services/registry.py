"""The services behind the sources; more than one source may ask the same."""

from musicanalyser.enrich.source import Key, Service

RECCOBEATS = Service(
    title="ReccoBeats",
    address="reccobeats_url",
    pace_s=0.7,
    credit="Audio features and popularity of tracks: ReccoBeats, https://reccobeats.com",
)
"""Its limits are not published; it blocks whoever goes too fast:
https://reccobeats.com/docs/documentation/rate-limiting"""

MUSICBRAINZ = Service(
    title="MusicBrainz",
    address="musicbrainz_url",
    pace_s=1.0,
    credit="Artists and dates of release: MusicBrainz, CC0, https://musicbrainz.org",
)
"""One request a second at most: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting"""

LISTENBRAINZ = Service(
    title="ListenBrainz",
    address="listenbrainz_url",
    pace_s=0.5,
    credit="Genres: MusicBrainz tags, CC BY-NC-SA 3.0, by way of ListenBrainz; listeners:"
    " ListenBrainz, CC0, https://listenbrainz.org",
    key=Key(
        secret="listenbrainz_token",  # noqa: S106 - the name of one
        header="Authorization",
        scheme="Token ",
        required=False,
    ),
)

LRCLIB = Service(
    title="LRCLIB",
    address="lrclib_url",
    pace_s=1.0,
    credit="Lyrics, of which only figures are kept: LRCLIB, https://lrclib.net",
)
"""It wants one request at a time, well apart: https://github.com/tranxuanthang/lrclib"""

GENIUS = Service(
    title="Genius",
    address="genius_url",
    pace_s=1.0,
    credit="Page views and links: Genius, https://genius.com",
    key=Key(
        secret="genius_access_token",  # noqa: S106 - the name of one
        header="Authorization",
        scheme="Bearer ",
    ),
)

LASTFM = Service(
    title="Last.fm",
    address="lastfm_url",
    pace_s=0.25,
    credit="Listeners and tags: Last.fm, https://www.last.fm",
    key=Key(secret="lastfm_api_key", parameter="api_key"),  # noqa: S106 - the name of one
)
