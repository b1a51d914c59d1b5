"""A home that is signed in to the loopback Spotify, and commands run in it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from musicanalyser.cli.main import run
from musicanalyser.spotify.token_file import TokenFile
from tests.cli.running import Ran, command, world
from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json, id_of
from tests.simulators.spotify.server import Service

START_MS = 1_790_000_000_000
LENGTH_MS = 200_000


class Hands:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def __call__(self) -> int:
        return self.now_ms

    def turn(self, seconds: float) -> None:
        self.now_ms += round(1000 * seconds)


def track(title: str, *, length_ms: int = LENGTH_MS) -> Json:
    return bodies.track(
        id=id_of(title), title=title, artist="The Loopbacks", album="Here", duration_ms=length_ms
    )


def recent(title: str, *, ended_s: float) -> Json:
    """Return a row of the list of recent plays; seconds count from the start."""
    return bodies.history(track=track(title), played_at_ms=START_MS + round(1000 * ended_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A signed-in home; ``here`` runs a command in this process, ``begin`` in one of its own."""

    home: Path
    service: Service
    more: Mapping[str, str] = field(default_factory=dict)
    """Further variables of the environment."""

    @property
    def environ(self) -> dict[str, str]:
        return {
            "MUSICANALYSER_HOME": str(self.home),
            "MUSICANALYSER_SPOTIFY_API_URL": self.service.api_url,
            "MUSICANALYSER_SPOTIFY_ACCOUNTS_URL": self.service.accounts_url,
            "MUSICANALYSER_SPOTIFY_CLIENT_ID": self.service.client_id,
            "TZ": "UTC",
            **self.more,
        }

    def here(self, *args: str) -> Ran:
        out, err = StringIO(), StringIO()
        code = run(args, environ=self.environ, out=out, err=err)
        return Ran(code=code, out=out.getvalue(), err=err.getvalue())

    def rows(self, query: str) -> list[dict[str, object]]:
        """Ask the history by SQL."""
        found: list[dict[str, object]] = json.loads(
            self.here("sql", query, "--format", "json").out
        )["rows"]
        return found

    @contextmanager
    def begin(self, *args: str) -> Iterator["subprocess.Popen[str]"]:
        """Run a command beside the block, and end it with the block if it has not ended before."""
        environ = world(self.home, **self.environ)
        del environ["MUSICANALYSER_AS_OF"]
        with subprocess.Popen(  # noqa: S603 - the program under test
            command(*args),
            env=environ,
            cwd=self.home.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            try:
                yield running
            finally:
                if running.poll() is None:
                    os.kill(running.pid, signal.SIGKILL)


def signed_in(home: Path, service: Service) -> Listener:
    """Sign in without asking anybody."""
    now = datetime.fromtimestamp(service.now_ms() / 1000, UTC)
    tokens = TokenFile(home / "spotify-token.json", now=lambda: now)
    tokens.save_token_to_cache({**service.sign_in(), "expires_in": 10**7})
    return Listener(home=home, service=service)
