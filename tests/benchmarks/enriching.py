"""What it takes to enrich 5,000 tracks of 1,500 artists: requests, time at their pace, and memory.

The services are simulated by this process and asked by another, whose memory is measured; nobody
waits for real. Run it with ``python -m tests.benchmarks enriching``; it needs Linux.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from musicanalyser.cli.main import run as run_program
from musicanalyser.enrich.services.web_services import LISTENBRAINZ, MUSICBRAINZ, RECCOBEATS
from tests.cli.enriching import facts, home_of
from tests.cli.running import world as environment
from tests.simulators.enrich.expected_facts import expected_facts
from tests.simulators.enrich.services import Services, services
from tests.simulators.enrich.world import world

TRACKS, ARTISTS = 5_000, 1_500
MOST_REQUESTS = 400
MOST_MB = 120
_SOURCES = ("features", "genres", "popularity")
_PEAK = "VmHWM:"
"""The peak since the program began; what ``getrusage`` tells begins with that of its parent."""


def run(_: Sequence[str]) -> None:
    """Print the figures, and whether what was kept is true."""
    made_up = world(tracks=TRACKS, artists=ARTISTS)
    with tempfile.TemporaryDirectory() as folder, services(made_up) as online:
        home = home_of(made_up, Path(folder) / "home")
        began = monotonic()
        peak_mb = _enriched(home, online)
        seconds = monotonic() - began
        expected = {
            key: fact for key, fact in expected_facts(made_up).items() if key[0] != "releases"
        }
        same = facts(home) == expected
    print(f"{TRACKS:,} tracks, {ARTISTS:,} artists: {len(expected):,} facts, true: {same}")
    print(f"{len(online.requests)} requests (limit {MOST_REQUESTS})")
    print(f"{at_their_pace_s(online) / 60:.1f} minutes at the services' pace, {seconds:.1f} s here")
    print(f"peak {peak_mb:.0f} MB (limit {MOST_MB} MB)")


def at_their_pace_s(online: Services) -> float:
    """Return the seconds that all requests take if only their distance counts."""
    seen = {RECCOBEATS: online.reccobeats, MUSICBRAINZ: online.musicbrainz}
    seen[LISTENBRAINZ] = online.listenbrainz
    return sum(service.pace_s * len(one.seen) for service, one in seen.items())


def _enriched(home: Path, online: Services) -> float:
    """Enrich in a process of its own; return the most memory it had at any time, in MB."""
    root = str(Path(__file__).parent.parent.parent)
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.enriching"],
        env={**environment(home, **online.environ), "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    return float(ran.stdout)


def _enrich() -> None:
    code = run_program(["enrich", *_SOURCES], environ=os.environ, out=sys.stderr, err=sys.stderr)
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    (peak,) = (line.split()[1] for line in status if line.startswith(_PEAK))
    print(int(peak) / 1024)
    sys.exit(code)


if __name__ == "__main__":  # the process that is measured
    _enrich()
