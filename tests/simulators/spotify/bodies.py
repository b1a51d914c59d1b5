"""The JSON that Spotify's Web API sends to an app in Development Mode, late in 2026.

The fields are those of the official schema (https://github.com/sonallux/spotify-web-api, of which
``schema.json`` is a part) without the ones that Development Mode lost:
https://developer.spotify.com/documentation/web-api/references/changes/february-2026 and, for
``external_ids`` that stayed, .../changes/march-2026. Times are in ms since 1970 UTC.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

from tests.simulators.spotify.catalogue import (
    API,
    OPEN,
    Json,
    id_of,
    images,
    named,
    simple_album,
    simple_artist,
)


def track(  # noqa: PLR0913 - as many as a track has facts
    *,
    id: str,  # noqa: A002 - so named there
    title: str,
    artist: str,
    album: str,
    duration_ms: int,
    artist_id: str | None = None,
    album_id: str | None = None,
    album_artist: str | None = None,
    isrc: str | None = None,
    released: str = "2020-01-01",
    explicit: bool = False,
) -> Json:
    """Ids that are not given follow from the names, so that equal names have equal ids."""
    by = simple_artist(id=artist_id or id_of(artist), name=artist)
    owner = by
    if album_artist not in {None, artist}:
        owner = simple_artist(id=id_of(str(album_artist)), name=str(album_artist))
    return {
        "album": simple_album(
            id=album_id or id_of(f"{owner['name']}/{album}"),
            title=album,
            artists=[owner],
            released=released,
        ),
        "artists": [by],
        "disc_number": 1,
        "duration_ms": duration_ms,
        "explicit": explicit,
        "external_ids": {} if isrc is None else {"isrc": isrc},
        **named("track", id),
        "is_local": False,
        "name": title,
        "track_number": 1,
    }


def local_track(*, title: str, artist: str, album: str, duration_ms: int) -> Json:
    """A file of the listener's own, which has no id.

    https://developer.spotify.com/documentation/web-api/concepts/playlists#local-files
    """
    nobody: Json = {"external_urls": {}, "href": None, "id": None, "type": "artist", "uri": None}
    names = ":".join(quote_plus(name) for name in (artist, album, title))
    return {
        "album": {
            "album_type": None,
            "artists": [],
            "external_urls": {},
            "href": None,
            "id": None,
            "images": [],
            "name": album,
            "release_date": None,
            "release_date_precision": None,
            "total_tracks": 0,
            "type": "album",
            "uri": None,
        },
        "artists": [{**nobody, "name": artist}],
        "disc_number": 0,
        "duration_ms": duration_ms,
        "explicit": False,
        "external_ids": {},
        "external_urls": {},
        "href": None,
        "id": None,
        "is_local": True,
        "name": title,
        "track_number": 0,
        "type": "track",
        "uri": f"spotify:local:{names}:{duration_ms // 1000}",
    }


def episode(*, id: str, title: str, show: str, duration_ms: int) -> Json:  # noqa: A002 - so named
    return {
        "description": "",
        "duration_ms": duration_ms,
        "explicit": False,
        **named("episode", id),
        "html_description": "",
        "images": images(id),
        "is_externally_hosted": False,
        "is_playable": True,
        "languages": ["en"],
        "name": title,
        "release_date": "2026-01-01",
        "release_date_precision": "day",
        "show": {
            "copyrights": [],
            "description": "",
            "explicit": False,
            **named("show", id_of(show)),
            "html_description": "",
            "images": images(show),
            "is_externally_hosted": False,
            "languages": ["en"],
            "media_type": "audio",
            "name": show,
            "total_episodes": 12,
        },
    }


def player(  # noqa: PLR0913 - as many as a player has states
    *,
    item: Json | None,
    progress_ms: int | None,
    playing: bool,
    timestamp_ms: int,
    device_type: str = "Computer",
    device_id: str | None = "d1",
    device_name: str = "Somebody's device",
    shuffle: bool = False,
    repeat: str = "off",
    context_uri: str | None = None,
    private: bool = False,
    kind: str = "track",
) -> Json:
    """``kind`` is ``track``, ``episode``, ``ad`` or ``unknown``; the last two have no item.

    That ``actions`` nests ``disallows`` and that there is a ``smart_shuffle`` is not in the schema
    but in a body as it was seen: FoxxMD/multi-scrobbler,
    src/backend/tests/plays/spotifyCurrentPlaybackState.json.
    """
    return {
        "device": {
            "id": device_id,
            "is_active": True,
            "is_private_session": private,
            "is_restricted": False,
            "name": device_name,
            "supports_volume": True,
            "type": device_type,
            "volume_percent": 59,
        },
        "shuffle_state": shuffle,
        "smart_shuffle": False,
        "repeat_state": repeat,
        "timestamp": timestamp_ms,
        "context": context(context_uri),
        "progress_ms": progress_ms,
        "item": item,
        "currently_playing_type": kind,
        "actions": {"disallows": {"resuming" if playing else "pausing": True}},
        "is_playing": playing,
    }


def queue(*, current: Json | None, upcoming: Sequence[Json]) -> Json:
    return {"currently_playing": current, "queue": list(upcoming)}


def history(*, track: Json, played_at_ms: int, context_uri: str | None = None) -> Json:
    """One row of the recent plays, with the moment to the millisecond."""
    return {
        "track": track,
        "played_at": f"{_moment(played_at_ms):%Y-%m-%dT%H:%M:%S}.{played_at_ms % 1000:03}Z",
        "context": context(context_uri),
    }


def recently_played(items: Sequence[Json], *, base_url: str, limit: int = 50) -> Json:
    """A page of rows, newest first; its cursors are null when it is empty (spotify/web-api#1405).

    ``base_url`` is the root of the host that serves the next page.
    """
    here = f"{base_url}/v1/me/player/recently-played"
    page: Json = {"items": list(items), "next": None, "cursors": None, "limit": limit}
    if items:
        times = [played_ms(row) for row in items]
        page["next"] = f"{here}?before={min(times)}&limit={limit}"
        page["cursors"] = {"after": str(max(times)), "before": str(min(times))}
    return {**page, "href": f"{here}?limit={limit}"}


def played_ms(row: Json) -> int:
    """Read back what `history` wrote."""
    moment = datetime.fromisoformat(row["played_at"])
    return int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond // 1000


def me(*, id: str, account_id: str) -> Json:  # noqa: A002 - so named there
    return {
        "account_id": account_id,
        "display_name": "Somebody",
        "external_urls": {"spotify": f"{OPEN}/user/{quote(id)}"},
        "href": f"{API}/users/{quote(id)}",
        "id": id,
        "images": [],
        "type": "user",
        "uri": f"spotify:user:{quote(id)}",
    }


def error(status: int, message: str, reason: str | None = None) -> Json:
    told: Json = {"status": status, "message": message}
    return {"error": told if reason is None else {**told, "reason": reason}}


def context(uri: str | None) -> Json | None:
    """What an item is played from, by its address."""
    if uri is None:
        return None
    *_, kind, name = uri.split(":")
    if name == "collection":  # the liked songs: spotify:user:NAME:collection
        urls = {"spotify": f"{OPEN}/collection/tracks"}
        return {"external_urls": urls, "href": f"{API}/me/tracks", "type": name, "uri": uri}
    known = named(kind, name)
    return {field: known[field] for field in ("external_urls", "href", "type", "uri")}


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC)
