"""MusicBrainz: artists by page, in two shapes of response, and recordings by ISRC.

https://github.com/metabrainz/musicbrainz-server/blob/master/lib/MusicBrainz/Server/Controller/WS/2/URL.pm
"""

import re

from tests.simulators.enrich.loopback_service import Answer, Reply, Request
from tests.simulators.enrich.world import Artist, Track, World

MOST_PAGES = 100
_PAGE = "https://open.spotify.com/artist/"
_NOT_FOUND = Reply(status=404, body={"error": "Not Found", "help": "https://musicbrainz.org"})


def musicbrainz(world: World) -> Answer:
    def answer(request: Request) -> Reply:
        if request.one("fmt") != "json":
            return Reply(body="<metadata/>")
        match request.path:
            case "/ws/2/url":
                return _urls(world, request.all("resource"))
            case "/ws/2/recording" if "artist:" in request.one("query"):
                return Reply(body={"count": 0, "recordings": []})
            case "/ws/2/recording":
                return _search(world, request)
            case _:
                return _NOT_FOUND

    return answer


def _urls(world: World, pages: list[str]) -> Reply:
    pages = pages[:MOST_PAGES]  # more are silently ignored
    asked = [world.artist_of.get(page.removeprefix(_PAGE)) for page in pages]
    found = [_url(one) for one in asked if one is not None and one.mbid is not None]
    if len(pages) == 1:
        return Reply(body=found[0]) if found else _NOT_FOUND
    found.reverse()
    return Reply(body={"url-count": len(found), "url-offset": 0, "urls": found})


def _url(artist: Artist) -> dict[str, object]:
    return {
        "id": "8d3a5b6e-0000-4000-8000-000000000000",
        "resource": f"{_PAGE}{artist.id}",
        "relations": [
            {
                "target-type": "artist",
                "type": "free streaming",
                "type-id": "769085a1-c2f7-4c24-a532-2375a77693bd",
                "direction": "backward",
                "ended": False,
                "artist": {
                    "id": artist.mbid,
                    "name": artist.name,
                    "sort-name": artist.name,
                    "disambiguation": "",
                    "country": artist.country,
                },
            }
        ],
    }


def _search(world: World, request: Request) -> Reply:
    query, limit = request.one("query"), int(request.one("limit"))
    if not re.fullmatch(r"isrc:\w{12}( OR isrc:\w{12})*", query):
        return Reply(status=400, body={"error": "Unable to parse search: bad query"})
    codes = set(re.findall(r"isrc:(\w{12})", query))
    found = [
        recording
        for track in reversed(world.tracks)
        if track.isrc in codes
        for recording in _recordings(track)
    ]
    return Reply(
        body={
            "created": "2026-11-22",
            "count": len(found),
            "offset": 0,
            "recordings": found[:limit],
        }
    )


def _recordings(track: Track) -> list[dict[str, object]]:
    """Return the original recording, and a later one with the same ISRC if the year is known."""
    title = {"id": track.id, "score": 100, "title": track.title, "length": track.length_ms}
    if track.year is None:
        return [{**title, "isrcs": [track.isrc]}]
    later = {**title, "isrcs": [track.isrc], "first-release-date": f"{track.year + 9}-04"}
    first = {"isrcs": ["QZAAA2500001", track.isrc], "first-release-date": f"{track.year}-10-01"}
    return [later, {**title, **first}]
