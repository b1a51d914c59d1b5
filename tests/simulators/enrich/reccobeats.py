"""ReccoBeats with its traps: rows in another order, missing rows, ids of its own.

The ``id`` of a row is the Spotify id of another track here, so that a join by it is noticed.
"""

import random

from tests.simulators.enrich.loopback_service import Answer, Reply, Request
from tests.simulators.enrich.world import Track, World

MOST_IDS = 40
_TRACK_PAGE = "https://open.spotify.com/track/"
_ARTIST_PAGE = "https://open.spotify.com/artist/"


def reccobeats(world: World) -> Answer:
    def answer(request: Request) -> Reply:
        ids = [one for text in request.all("ids") for one in text.split(",")]
        if len(ids) > MOST_IDS or not ids:
            return Reply(status=400, body={"error": "ids: size must be between 1 and 40"})
        tracks = [world.track_of[one] for one in ids if one in world.track_of]
        match request.path:
            case "/v1/track":
                rows = [_track(one, ids) for one in tracks if one.known]
            case "/v1/audio-features":
                rows = [_features(one, ids) for one in tracks if one.measured]
            case _:
                return Reply(status=404, body={"error": "not found"})
        random.Random(len(ids)).shuffle(rows)  # noqa: S311 - repeatable on purpose
        return Reply(body={"content": rows})

    return answer


def _own_id(track: Track, ids: list[str]) -> str:
    return ids[(ids.index(track.id) + 1) % len(ids)]


def _track(track: Track, ids: list[str]) -> dict[str, object]:
    return {
        "id": _own_id(track, ids),
        "trackTitle": track.title,
        "artists": [
            {
                "id": "9451b6b2-8746-4d43-abd7-c355ed1e3048",
                "name": track.artist.name,
                "href": f"{_ARTIST_PAGE}{track.artist.id}",
            }
        ],
        "durationMs": track.length_ms,
        "isrc": track.isrc,
        "ean": None,
        "upc": None,
        "href": f"{_TRACK_PAGE}{track.id}",
        "availableCountries": "AT,BR",
        "popularity": track.popularity,
    }


def _features(track: Track, ids: list[str]) -> dict[str, object]:
    return {
        "id": _own_id(track, ids),
        "href": f"https://open.spotify.com/intl-de/track/{track.id}",
        "isrc": track.isrc,
        "artists": [{"href": f"{_ARTIST_PAGE}{track.artist.id}"}],
        **track.features,
    }
