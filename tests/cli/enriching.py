"""Homes with a made-up history, to be enriched, and what is in them afterwards."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.cli.running import Ran, here, musicanalyser
from tests.imports.sample_rows import write_file
from tests.simulators.enrich.expected_facts import Fact
from tests.simulators.enrich.services import Services
from tests.simulators.enrich.world import World

KEYLESS = ("features", "genres", "popularity", "releases")
"""The sources that need no key, but for lyrics."""


def home_of(world: World, home: Path) -> Path:
    """Import the history of a world into a home."""
    file = write_file(home.parent / "Streaming_History_Audio_2024.json", list(world.rows()))
    assert here(home, "import", str(file)).code == 0
    return home


def enriched(home: Path, services: Services, *words: str, **environ: str) -> Ran:
    """Run the command against simulated services."""
    return here(home, "enrich", *words, environ={**services.environ, **environ})


def enriched_apart(home: Path, services: Services, *words: str, **environ: str) -> Ran:
    """Run the command in a process of its own."""
    return musicanalyser(home, "enrich", *words, **services.environ, **environ)


def facts(home: Path) -> dict[tuple[str, str], Fact]:
    """Return all facts that are kept, by source and subject."""
    with closing(sqlite3.connect(home / "history.db")) as conn:
        rows = conn.execute("select source, subject, status, data from facts").fetchall()
    return {
        (source, subject): (status, None if data is None else json.loads(data))
        for source, subject, status, data in rows
    }


def told(ran: Ran) -> dict[str, Mapping[str, object]]:
    """Return the rows of a report in JSON, by source."""
    assert ran.code == 0, ran.err
    return {row["source"]: row for row in json.loads(ran.out)["rows"]}
