"""``watch`` as a process beside a player on this machine: it hears of a skip without a call."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.cli.listening_in import Listener, signed_in, track
from tests.desktop.private_bus import HAS_DAEMON, FakePlayer, metadata, private_bus
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Heard, Scripted

pytestmark = pytest.mark.skipif(not HAS_DAEMON, reason="no dbus-daemon on this machine")

FIRST, SECOND = track("Port of Call"), track("Half a Second")
SKIPPED_MS = 12_000
PLAYING = ("s", "Playing")


@pytest.fixture
def service() -> Iterator[Service]:
    """An account that plays a track for twelve seconds, and then another."""
    clock = real_clock()
    plays = [
        Heard(after_ms=0, item=FIRST, heard_ms=SKIPPED_MS, ended="skipped"),
        Heard(after_ms=SKIPPED_MS, item=SECOND, heard_ms=200_000),
    ]
    with serving(Scripted(start_ms=clock() - 4_000, plays=plays), clock=clock) as running:
        yield running


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    with private_bus(tmp_path) as found:
        yield found


def skip(environ: dict[str, str], listener: Listener) -> tuple[str, float, int]:
    """Watch a skip; return the line about it, how late it came, and the calls until then."""
    player = FakePlayer(environ, "spotify")
    first, second = (f"/com/spotify/track/{one['id']}" for one in (FIRST, SECOND))
    player.say(
        Metadata=metadata(first, title="Port of Call"),
        PlaybackStatus=PLAYING,
        Position=("x", 4_000_000),
    )
    began_s = time.monotonic()
    with listener.begin("watch", "--plain", "--policy", "lean") as running:
        assert running.stdout is not None
        assert "playing  Port of Call" in running.stdout.readline()
        Event().wait(max(0.0, began_s + 8.5 - time.monotonic()))
        player.say(Metadata=metadata(second, title="Half a Second"), Position=("x", 0))
        skipped_s = time.monotonic()
        line = running.stdout.readline()
        late_s = time.monotonic() - skipped_s
    player.close()
    return line, late_s, listener.service.counts["/v1/me/player"]


def test_a_skip_on_this_machine_is_recorded_at_once(
    home: Path, service: Service, environ: dict[str, str]
) -> None:
    line, late_s, calls = skip(environ, replace(signed_in(home, service), more=environ))
    assert re.search("ended    Port of Call by The Loopbacks: skipped after 1[2-5] s", line)
    assert late_s < 3
    assert calls <= 2


def test_players_on_this_machine_can_be_left_out(
    home: Path, service: Service, environ: dict[str, str]
) -> None:
    listener = replace(signed_in(home, service), more=environ)
    player = FakePlayer(environ, "spotify")
    player.say(PlaybackStatus=PLAYING)
    with listener.begin("watch", "--plain", "--no-desktop") as running:
        assert running.stdout is not None
        assert "playing  Port of Call" in running.stdout.readline()
    player.close()
    assert player.reads == 0
