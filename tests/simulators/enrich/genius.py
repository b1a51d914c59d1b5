"""Genius' search: hits for covers and lists come before the song itself."""

from tests.simulators.enrich.loopback_service import Answer, Reply, Request
from tests.simulators.enrich.world import World

TOKEN = "genius-token-of-the-tests"  # noqa: S105 - opens nothing


def genius(world: World) -> Answer:
    def answer(request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(status=401, body={"meta": {"status": 401, "message": "not valid"}})
        text = request.one("q")
        hits = [
            _hit(track.title, artist, track.pageviews, track.year)
            for track in world.tracks
            if track.pageviews is not None and text == f"{track.artist.name} {track.title}"
            for artist in ("Genius Romanizations", track.artist.name.upper())
        ]
        return Reply(body={"meta": {"status": 200}, "response": {"hits": hits}})

    return answer


def page(artist: str, title: str) -> str:
    return f"https://genius.com/{artist.upper()}-{title}-lyrics".replace(" ", "-")


def _hit(title: str, artist: str, pageviews: int | None, year: int | None) -> dict[str, object]:
    return {
        "index": "song",
        "type": "song",
        "highlights": [],
        "result": {
            "id": 1,
            "title": f"{title} (Live)" if artist.startswith("Genius") else f"{title.upper()}!",
            "url": page(artist, title),
            "lyrics_state": "complete",
            "release_date_components": None if year is None else {"year": year, "month": 1},
            "stats": {"hot": False, **({} if pageviews is None else {"pageviews": pageviews})},
            "primary_artist": {"id": 2, "name": artist},
            "primary_artists": [{"id": 2, "name": artist}],
        },
    }
