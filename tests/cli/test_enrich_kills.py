"""Killed at any moment, a run is completed by the next, which asks for no finished batch again."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from musicanalyser.errors import ExitCode
from tests.cli.enriching import KEYLESS, enriched, facts, home_of
from tests.cli.running import command
from tests.cli.running import world as environment
from tests.flows.histories import assert_sound
from tests.simulators.enrich.expected_facts import expected_facts
from tests.simulators.enrich.services import Services, services
from tests.simulators.enrich.world import World, world

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
KILLS = 6


@pytest.fixture(scope="module")
def small() -> World:
    return world(tracks=90, artists=25, seed=7)


@pytest.fixture(scope="module")
def untouched(small: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_of(small, tmp_path_factory.mktemp("untouched") / "home")


@pytest.fixture
def online(small: World) -> Iterator[Services]:
    with services(small) as running:
        yield running


def asked(online: Services) -> Counter[tuple[object, ...]]:
    """Count the requests by all that is in them."""
    return Counter((one.path, one.parameters, one.body) for one in online.requests)


def sound(home: Path) -> None:
    with closing(sqlite3.connect(home / "history.db")) as conn:
        assert_sound(conn)


def test_killed_while_it_waits_for_any_answer(
    small: World, online: Services, untouched: Path, tmp_path: Path
) -> None:
    for number in (1, 2, 5):
        home = shutil.copytree(untouched, tmp_path / f"{number}" / "home")
        before = asked(online)
        assert stopped_at_request(home, online, number, signal.SIGKILL) == -signal.SIGKILL
        assert enriched(home, online, *KEYLESS).code == 0
        assert facts(home) == expected_facts(small)
        again = [request for request, count in (asked(online) - before).items() if count > 1]
        assert len(again) <= 1  # the one that was never answered
        sound(home)


def test_killed_before_any_statement(
    small: World, online: Services, untouched: Path, tmp_path: Path
) -> None:
    total = int(killed_at_statement(shutil.copytree(untouched, tmp_path / "home"), online, 0))
    random = Random(5)  # noqa: S311 - repeatable on purpose
    for number in random.sample(range(1, total), KILLS):
        home = shutil.copytree(untouched, tmp_path / f"{number}" / "home")
        before = asked(online)
        killed_at_statement(home, online, number)
        sound(home)
        assert enriched(home, online, *KEYLESS).code == 0
        assert facts(home) == expected_facts(small), number
        again = [request for request, count in (asked(online) - before).items() if count > 1]
        assert len(again) <= 1  # the one whose answer was not kept yet


def test_ctrl_c_keeps_what_was_told_so_far(
    small: World, online: Services, untouched: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(untouched, tmp_path / "home")
    assert stopped_at_request(home, online, 3, signal.SIGINT) == ExitCode.INTERRUPTED
    expected = expected_facts(small)
    assert len(facts(home)) == 80
    assert all(expected[key] == fact for key, fact in facts(home).items())
    assert enriched(home, online, *KEYLESS).code == 0
    assert facts(home) == expected


def stopped_at_request(home: Path, online: Services, number: int, how: signal.Signals) -> int:
    """Run until a request to ReccoBeats comes in, and stop the run before it is answered."""
    running: list[subprocess.Popen[bytes]] = []
    gone = threading.Event()
    since = len(online.reccobeats.seen)

    def gate(count: int) -> None:
        if count - since == number:
            running[0].send_signal(how)
            gone.wait(30)

    online.reccobeats.gate = gate
    with subprocess.Popen(  # noqa: S603 - the program under test
        command("enrich", *KEYLESS),
        env=environment(home, **online.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        running.append(process)
        code = process.wait(60)
        gone.set()
    online.reccobeats.gate = lambda _: None
    return code


def killed_at_statement(home: Path, online: Services, number: int) -> str:
    """Run until a statement, or to the end; return how many statements there were."""
    root = str(Path(__file__).parent.parent.parent)
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "tests.cli.killing_enrich", str(number), *KEYLESS],
        env={**environment(home, **online.environ), "PYTHONPATH": paths},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == (-signal.SIGKILL if number else 0), done.stderr
    return done.stdout
