"""A clock set by hand, a world that does not change, and the service over both."""

from collections.abc import Iterator

import pytest

from tests.simulators.spotify import bodies
from tests.simulators.spotify.plain_requests import Hands
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def still(hands: Hands) -> Still:
    """A track that plays, after 60 others of which one was heard each minute."""
    track = bodies.track(
        id="4uLU6hMCjMI75M1A2tKUQC",
        title="Port of Call",
        artist="The Loopbacks",
        album="Nobody Listens Here",
        duration_ms=214_007,
    )
    rows = [
        bodies.history(track=track, played_at_ms=hands.at_ms - back * 60_000) for back in range(60)
    ]
    body = bodies.player(
        item=track, progress_ms=12_345, playing=True, timestamp_ms=hands.at_ms - 12_345
    )
    return Still(body=body, rows=rows, upcoming=[track], items={("track", track["id"]): track})


@pytest.fixture
def service(still: Still, hands: Hands) -> Iterator[Service]:
    with serving(still, clock=hands) as running:
        yield running
