"""ListenBrainz: tags and listeners of artists; ``null`` for unknown counts."""

from typing import cast

from tests.simulators.enrich.loopback_service import Answer, Reply, Request
from tests.simulators.enrich.world import Artist, World

MOST_MBIDS = 1000
_COUNTED = {"X-RateLimit-Limit": "30", "X-RateLimit-Remaining": "29", "X-RateLimit-Reset-In": "9"}


def listenbrainz(world: World) -> Answer:
    by_mbid = {one.mbid: one for one in world.artists if one.mbid is not None}

    def answer(request: Request) -> Reply:
        match request.method, request.path:
            case "GET", "/1/metadata/artist/":
                mbids = request.one("artist_mbids").split(",")
                rows = [_metadata(by_mbid[one]) for one in reversed(mbids) if one in by_mbid]
                return Reply(body=rows, headers=_COUNTED)
            case "POST", "/1/popularity/artist":
                mbids = cast("dict[str, list[str]]", request.json())["artist_mbids"]
                if len(mbids) > MOST_MBIDS:
                    return Reply(status=400, body={"code": 400, "error": "too many"})
                return Reply(body=[_popularity(one, by_mbid.get(one)) for one in mbids])
            case _:
                return Reply(status=404, body={"code": 404, "error": "not found"})

    return answer


def _metadata(artist: Artist) -> dict[str, object]:
    tags = [
        {
            "artist_mbid": artist.mbid,
            "tag": one.name,
            "count": one.count,
            **({"genre_mbid": "45eb1d9c-0000-4000-8000-000000000000"} if one.curated else {}),
        }
        for one in artist.tags
    ]
    return {
        "artist_mbid": artist.mbid,
        "mbid": artist.mbid,
        "name": artist.name,
        "type": "Group",
        "area": "Vienna",
        **({} if artist.begin_year is None else {"begin_year": artist.begin_year}),
        "rels": {"free streaming": f"https://open.spotify.com/artist/{artist.id}"},
        **({"tag": {"artist": tags}} if tags else {}),
    }


def _popularity(mbid: str, artist: Artist | None) -> dict[str, object]:
    listeners = artist.listeners if artist else None
    return {
        "artist_mbid": mbid,
        "total_listen_count": None if listeners is None else listeners * 40,
        "total_user_count": listeners,
    }
