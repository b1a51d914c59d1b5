"""One hostile server against every client: the sign-in is kept, memory and time are bounded."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musicanalyser.spotify.token_file import TokenFile
from tests.cli.running import command, world
from tests.simulators.hostile import WAYS, hostile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has other units")
_SIGNED_IN = datetime(2026, 11, 1, tzinfo=UTC)
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""A process begins with the memory of the one that starts it, so a small one does."""
MOST_MB = 200
MOST_S = 120
"""What every client states at most for an answer: 90 seconds, and a start."""
CLIENTS = {
    "sign-in": ("ingest",),
    "Web API": ("ingest",),
    "source": ("enrich", "tracks", "--limit", "1"),
    "model": ("roast", "--all", "--provider", "compatible", "--model", "m"),
}
ADDRESSES = (
    "SPOTIFY_API", "SPOTIFY_ACCOUNTS", "RECCOBEATS", "MUSICBRAINZ", "LISTENBRAINZ", "LRCLIB",
)  # fmt: skip


def sign_in(home: Path, *, is_fresh: bool) -> bytes:
    tokens = TokenFile(home / "spotify-token.json", now=lambda: _SIGNED_IN)
    tokens.save_token_to_cache(
        {
            "access_token": "kept",
            "refresh_token": "kept-too",
            "scope": "user-read-recently-played",
            "expires_in": 10**7 if is_fresh else 10,
        }
    )
    return tokens.path.read_bytes()


@pytest.mark.parametrize(
    ("way", "client"),
    [(way, client) for way in WAYS for client in CLIENTS if way != "drip" or client == "model"],
)
def test_no_answer_costs_the_sign_in_much_memory_or_long(own: Path, client: str, way: str) -> None:
    token = sign_in(own, is_fresh=client != "sign-in")
    with hostile(way) as url:
        words = CLIENTS[client]
        if client == "model":
            words = (*words, "--base-url", url)
        environ = world(
            own,
            MUSICANALYSER_SPOTIFY_CLIENT_ID="c" * 32,
            MUSICANALYSER_AS_OF="2026-11-10",
            MUSICANALYSER_MODEL_TIMEOUT_S="10",
            **{f"MUSICANALYSER_{name}_URL": url for name in ADDRESSES},
        )
        began = time.monotonic()
        ran = subprocess.run(  # noqa: S603 - the program under test
            [sys.executable, "-c", MEASURED, *command(*words)],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
    took_s = time.monotonic() - began
    assert ran.returncode in {0, 1, 4}, ran.stderr
    assert "Traceback" not in ran.stderr
    assert int(ran.stdout.splitlines()[-1]) / 1024 <= MOST_MB
    assert took_s <= MOST_S
    assert (own / "spotify-token.json").read_bytes() == token
