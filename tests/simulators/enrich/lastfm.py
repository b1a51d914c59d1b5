"""Last.fm: numbers as texts, single tags without a list, and errors with status 200."""

from tests.simulators.enrich.loopback_service import Answer, Reply, Request
from tests.simulators.enrich.world import Artist, World

KEY = "lastfm-key-of-the-tests"
_UNKNOWN = {"error": 6, "message": "The artist you supplied could not be found"}


def lastfm(world: World) -> Answer:
    by_name = {one.name: one for one in world.artists}

    def answer(request: Request) -> Reply:
        if request.one("api_key") != KEY:
            return Reply(body={"error": 10, "message": "Invalid API key"})
        artist = by_name[request.one("artist")]
        if artist.listeners is None:
            return Reply(body=_UNKNOWN, status=404 if artist.mbid else 200)
        match request.one("method"):
            case "artist.getinfo":
                return Reply(body={"artist": _info(artist)})
            case "artist.gettoptags":
                return Reply(body={"toptags": _tags(artist)})
            case _:
                return Reply(body={"error": 3, "message": "Invalid Method"})

    return answer


def _info(artist: Artist) -> dict[str, object]:
    return {
        "name": artist.name,
        "mbid": artist.mbid or "",
        "stats": {"listeners": str(artist.listeners), "playcount": "7"},
        "tags": {"tag": []},
    }


def _tags(artist: Artist) -> object:
    tags = [{"name": one.name, "count": one.count, "url": "https://last"} for one in artist.tags]
    match len(tags):
        case 0:
            return ""
        case 1:
            return {"tag": tags[0], "@attr": {"artist": artist.name}}
        case _:
            return {"tag": tags, "@attr": {"artist": artist.name}}
