"""All services behind the sources except LRCLIB, and the settings that lead to them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.simulators.enrich.genius import genius
from tests.simulators.enrich.lastfm import lastfm
from tests.simulators.enrich.listenbrainz import listenbrainz
from tests.simulators.enrich.loopback_service import Request, Service, serve
from tests.simulators.enrich.musicbrainz import musicbrainz
from tests.simulators.enrich.reccobeats import reccobeats
from tests.simulators.enrich.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services, each by the name of its setting."""

    reccobeats: Service
    musicbrainz: Service
    listenbrainz: Service
    genius: Service
    lastfm: Service

    @property
    def environ(self) -> dict[str, str]:
        """The environment variables with their addresses; LRCLIB is unreachable."""
        names = ("reccobeats", "musicbrainz", "listenbrainz", "genius", "lastfm")
        return {
            "MUSICANALYSER_LRCLIB_URL": "http://127.0.0.1:9",
            **{f"MUSICANALYSER_{name.upper()}_URL": getattr(self, name).url for name in names},
        }

    @property
    def requests(self) -> list[Request]:
        """All requests to any of them."""
        all_of_them = (
            self.reccobeats,
            self.musicbrainz,
            self.listenbrainz,
            self.genius,
            self.lastfm,
        )
        return [request for one in all_of_them for request in one.seen]


@contextmanager
def services(world: World) -> Iterator[Services]:
    """Serve the facts of a world until the end of the block."""
    with ExitStack() as running:
        start = running.enter_context
        yield Services(
            reccobeats=start(serve(reccobeats(world))),
            musicbrainz=start(serve(musicbrainz(world))),
            listenbrainz=start(serve(listenbrainz(world))),
            genius=start(serve(genius(world))),
            lastfm=start(serve(lastfm(world))),
        )
