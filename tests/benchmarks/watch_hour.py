"""What an hour of watching takes: the real program on a terminal, at its true pace of calls.

``python -m tests.benchmarks watch_hour [MINUTES]`` serves a simulated listener who listens all the
time, lets `watch` run beside it for that long, and prints every few minutes how much memory it has
and how much of a processor it has used. It needs Linux.
"""

import os
import pty
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import PROFILES
from tests.simulators.listener.world import ListenerWorld
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.server import Service, serving

LIMIT_MB = 90
LIMIT_CPU = 0.01
_ROOT = Path(__file__).parent.parent.parent
_EVERY_S = 300
_SIGNED_IN = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from musicanalyser.spotify.token_file import TokenFile
file = TokenFile(Path(sys.argv[1]), now=lambda: datetime.now(UTC))
file.save_token_to_cache(json.load(sys.stdin))
"""


def run(argv: Sequence[str]) -> None:
    """Watch as many minutes as a command line says."""
    main(float(argv[0]) if argv else 60)


def main(minutes: float) -> None:
    """Print memory and processor time as they go."""
    habits = replace(PROFILES["median"], plays_per_session=2_000.0, session_spread=0.1)
    timeline = listen(habits, hours=minutes / 60 + 2, seed=1)
    start_ms = timeline.sessions[0].began_ms
    machine, began_ms = real_clock(), real_clock()()
    world = _Shifted(ListenerWorld(timeline, Conditions(), seed=1), start_ms - began_ms)
    serves = serving(world, clock=machine, token_seconds=1_200)
    with serves as service, tempfile.TemporaryDirectory() as home:
        environ = _environ(service, home)
        _sign_in(service, Path(home), environ)
        _watch(environ, minutes)
        calls = service.counts.total()
    print(f"{calls} calls, {calls / minutes * 60:.0f} an hour")


class _Shifted:
    """A world whose first session begins now."""

    def __init__(self, world: ListenerWorld, ahead_ms: int) -> None:
        self._world, self._ahead_ms = world, ahead_ms

    def player(self, at_ms: int) -> Json | None:
        return self._world.player(at_ms + self._ahead_ms)

    def queue(self, at_ms: int) -> Json:
        return self._world.queue(at_ms + self._ahead_ms)

    def recent(self, at_ms: int) -> list[Json]:
        rows = self._world.recent(at_ms + self._ahead_ms)
        return [{**row, "played_at": self._earlier(row["played_at"])} for row in rows]

    def item(self, kind: str, id: str) -> Json | None:  # noqa: A002 - so named by the server
        return self._world.item(kind, id)

    def _earlier(self, moment: str) -> str:
        ahead = timedelta(milliseconds=self._ahead_ms)
        return (datetime.fromisoformat(moment) - ahead).isoformat()


def _environ(service: Service, home: str) -> dict[str, str]:
    return {
        **os.environ,
        "MUSICANALYSER_HOME": home,
        "MUSICANALYSER_SPOTIFY_API_URL": service.api_url,
        "MUSICANALYSER_SPOTIFY_ACCOUNTS_URL": service.accounts_url,
        "MUSICANALYSER_SPOTIFY_CLIENT_ID": service.client_id,
        "PYTHONPATH": str(_ROOT / "src"),
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def _sign_in(service: Service, home: Path, environ: dict[str, str]) -> None:
    import json  # noqa: PLC0415 - for this alone

    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _SIGNED_IN, str(home / "spotify-token.json")],
        env=environ,
        input=json.dumps(service.sign_in()),
        text=True,
        check=True,
    )


def _watch(environ: dict[str, str], minutes: float) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "musicanalyser", "watch"],
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        threading.Thread(target=_drain, args=(ours,), daemon=True).start()
        began_s = time.monotonic()
        while (passed_s := time.monotonic() - began_s) < minutes * 60:
            threading.Event().wait(min(_EVERY_S, minutes * 60 - passed_s))
            _print_usage(running.pid, time.monotonic() - began_s)
        running.terminate()
    print(f"ended with {running.returncode}")


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65_536):
            pass
    except OSError:  # how Linux ends a terminal
        return


def _print_usage(pid: int, passed_s: float) -> None:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (now_kb,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    (peak_kb,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    used_s = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    print(
        f"{passed_s / 60:5.1f} min: {int(now_kb) / 1024:.1f} MB, at most"
        f" {int(peak_kb) / 1024:.1f} of {LIMIT_MB}; {used_s / passed_s:.2%} of a processor, limit"
        f" {LIMIT_CPU:.0%}",
        flush=True,
    )
