"""The services that sources ask, with their pace and terms; several sources may share one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKey:
    """How a service receives a key: in a header, after ``scheme``, or as a query parameter.

    ``secret`` is the name of the key in `config.secrets`. A service with a ``required`` key gets
    no request without it.
    """

    secret: str
    header: str = ""
    scheme: str = ""
    parameter: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A web service.

    ``address`` is the name of the setting with its URL, ``pace_s`` the least number of seconds
    between two requests, and ``credit`` the line that its terms ask for.
    """

    title: str
    address: str
    pace_s: float
    credit: str
    key: ServiceKey | None = None


RECCOBEATS = Service(
    title="ReccoBeats",
    address="reccobeats_url",
    pace_s=0.7,
    credit="Audio features and popularity of tracks: ReccoBeats, https://reccobeats.com",
)
"""Its limits are not published; it blocks clients that send too many requests:
https://reccobeats.com/docs/documentation/rate-limiting"""

MUSICBRAINZ = Service(
    title="MusicBrainz",
    address="musicbrainz_url",
    pace_s=1.0,
    credit="Artists and dates of release: MusicBrainz, CC0, https://musicbrainz.org",
)
"""At most one request a second: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting"""

LISTENBRAINZ = Service(
    title="ListenBrainz",
    address="listenbrainz_url",
    pace_s=0.5,
    credit="Genres: MusicBrainz tags, CC BY-NC-SA 3.0, through ListenBrainz; listeners:"
    " ListenBrainz, CC0, https://listenbrainz.org",
    key=ServiceKey(
        secret="listenbrainz_token",  # noqa: S106 - the name of a secret
        header="Authorization",
        scheme="Token ",
        required=False,
    ),
)

LRCLIB = Service(
    title="LRCLIB",
    address="lrclib_url",
    pace_s=1.0,
    credit="Lyric statistics (no text is stored): LRCLIB, https://lrclib.net",
)
"""It asks for one request at a time, with pauses: https://github.com/tranxuanthang/lrclib"""

GENIUS = Service(
    title="Genius",
    address="genius_url",
    pace_s=1.0,
    credit="Page views and links: Genius, https://genius.com",
    key=ServiceKey(
        secret="genius_access_token",  # noqa: S106 - the name of a secret
        header="Authorization",
        scheme="Bearer ",
    ),
)

LASTFM = Service(
    title="Last.fm",
    address="lastfm_url",
    pace_s=0.25,
    credit="Listeners and tags: Last.fm, https://www.last.fm",
    key=ServiceKey(secret="lastfm_api_key", parameter="api_key"),  # noqa: S106 - the name of a secret
)
