"""The panel of a running watch follows what other processes do to the history."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.listening_in import Listener, signed_in
from tests.cli.on_screen import on_screen, until
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Scripted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of Unix")


@pytest.fixture
def service() -> Iterator[Service]:
    """A service on which nothing was ever played."""
    clock = real_clock()
    with serving(Scripted(start_ms=clock(), plays=[]), clock=clock) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def export_of_now(folder: Path) -> Path:
    """Write an export with one play that ended a moment ago."""
    ended = datetime.fromtimestamp(real_clock()() / 1000, UTC) - timedelta(seconds=5)
    row = {
        "ts": ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ms_played": 1_000,
        "master_metadata_track_name": "Paper Boats",
        "master_metadata_album_artist_name": "The Lanterns",
        "spotify_track_uri": "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        "reason_start": "clickrow",
        "reason_end": "fwdbtn",
        "skipped": True,
    }
    path = folder / "Streaming_History_Audio_2026_1.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    return path


def test_an_import_by_another_process_shows_at_once(listener: Listener, tmp_path: Path) -> None:
    with on_screen(listener, "watch") as (running, ours):
        before = until(ours, b"next check")
        assert b"Paper Boats" not in before
        assert listener.here("import", str(export_of_now(tmp_path))).code == 0
        until(ours, b"Paper Boats")
        running.terminate()
        assert running.wait(8) == 0
