"""What tracks, albums and artists have in common: ids, addresses, pictures, and who made them."""

import hashlib
import string
from typing import Any

Json = dict[str, Any]

_BASE62 = string.digits + string.ascii_letters
API = "https://api.spotify.com/v1"
OPEN = "https://open.spotify.com"


def id_of(name: str) -> str:
    """Invent an id of 22 characters that is always the same for a name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest())
    return "".join(_BASE62[number // 62**place % 62] for place in range(22))


def named(kind: str, name: str) -> Json:
    return {
        "external_urls": {"spotify": f"{OPEN}/{kind}/{name}"},
        "href": f"{API}/{kind}s/{name}",
        "id": name,
        "type": kind,
        "uri": f"spotify:{kind}:{name}",
    }


def images(name: str) -> list[Json]:
    picture = hashlib.sha256(name.encode()).hexdigest()[:40]
    return [
        {"height": size, "url": f"https://i.scdn.co/image/{picture}", "width": size}
        for size in (640, 300, 64)
    ]


def simple_artist(*, id: str, name: str) -> Json:  # noqa: A002 - so named there
    return {**named("artist", id), "name": name}


def simple_album(*, id: str, title: str, artists: list[Json], released: str) -> Json:  # noqa: A002 - so named there
    """``released`` is a year, a month or a day."""
    return {
        "album_type": "album",
        "artists": artists,
        **named("album", id),
        "images": images(id),
        "name": title,
        "release_date": released,
        "release_date_precision": ("year", "month", "day")[released.count("-")],
        "total_tracks": 10,
    }


def artist(*, id: str, name: str) -> Json:  # noqa: A002 - so named there
    """An artist asked for by id; genres, followers and popularity are gone."""
    return {**simple_artist(id=id, name=name), "images": images(id)}


def album(*, of: Json) -> Json:
    """The album of a track asked for by id, as if the track were all of it."""
    found = of["album"]
    alone = {name: of[name] for name in of if name not in {"album", "external_ids"}}
    tracks = {
        "href": f"{found['href']}/tracks",
        "items": [alone],
        "limit": 50,
        "next": None,
        "offset": 0,
        "previous": None,
        "total": 1,
    }
    return {**found, "copyrights": [], "external_ids": {}, "total_tracks": 1, "tracks": tracks}
