"""The commands that write, each with a place to run it in and what it must leave there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from musicanalyser.demo import make_extended_history, write_zip
from musicanalyser.store.connection import open_writing
from tests.cli.enriching import KEYLESS, home_of
from tests.cli.listening_in import signed_in, track
from tests.cli.running import here
from tests.simulators.enrich.services import services
from tests.simulators.enrich.world import world
from tests.simulators.spotify import bodies
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

_UNTIL = datetime(2025, 6, 30, 20, tzinfo=UTC)
_RECENT_PLAYS = 50
_EARLIER_MS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command that is killed in a copy of a place, in which ``home`` is its home.

    Its words can name files of that place. ``is_endless`` says that it goes on until it is stopped.
    """

    words: tuple[str, ...]
    place: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    keeps_history: bool = True
    is_endless: bool = False


@contextmanager
def commands(folder: Path) -> Iterator[dict[str, Command]]:
    """Yield the commands by their names, with the services that they need."""
    lived_in = _place(folder / "lived-in", _live)
    roasted = _place(folder / "roasted", _roast)
    damaged = _place(folder / "damaged", _damage)
    small = world(tracks=60, artists=12)
    enriched = _place(folder / "enriched", lambda place: home_of(small, place / "home"))
    clock = real_clock()
    rows = [
        bodies.history(track=track(f"T{number}"), played_at_ms=clock() - 200_000 * number)
        for number in range(_RECENT_PLAYS)
    ]
    with (
        services(small) as sources,
        serving(Still(rows=rows), clock=clock) as still,
        serving(programme(clock() - _EARLIER_MS), clock=clock) as playing,
    ):
        yield {
            "import": Command(words=("import", "later.zip"), place=lived_in),
            "ingest": _live_command(("ingest",), folder / "ingest", still),
            "watch": _live_command(
                ("watch", "--format", "jsonl", "--policy", "fast"), folder / "watch", playing
            ),
            "enrich": Command(
                words=("enrich", *KEYLESS), place=enriched, environ=sources.environ
            ),
            "roast": Command(words=("roast", "--all"), place=lived_in),
            "snapshots delete": Command(words=("snapshots", "delete", "1", "--yes"), place=roasted),
            "config set": Command(words=("config", "set", "tone", "gentle"), place=lived_in),
            "export": Command(words=("export", "-o", "history.json"), place=lived_in),
            "db backup": Command(
                words=("db", "backup", "new.db"), place=lived_in
            ),
            "db restore": Command(words=("db", "restore", "copy.db"), place=lived_in),
            "db rebuild": Command(words=("db", "rebuild"), place=lived_in),
            "db recover": Command(
                words=("db", "recover", "damaged", "new.db"), place=damaged
            ),
            "purge": Command(words=("purge", "--yes"), place=lived_in, keeps_history=False),
        }  # fmt: skip


def _place(place: Path, fill: Callable[[Path], object]) -> Path:
    place.mkdir(parents=True)
    fill(place)
    return place


def _live(place: Path) -> None:
    """Write a history, a copy that holds more, and an export of even more."""
    for days, name in ((20, "later.zip"), (12, "more.zip"), (6, "first.zip")):
        write_zip(place / name, make_extended_history(until=_UNTIL, days=days))
    home = place / "home"
    _do(home, "import", str(place / "more.zip"))
    _do(home, "db", "backup", str(place / "copy.db"))
    _do(home, "purge", "--yes")
    _do(home, "import", str(place / "first.zip"))


def _roast(place: Path) -> None:
    _live(place)
    for seed in ("1", "2"):
        _do(place / "home", "roast", "--all", "--seed", seed)


def _damage(place: Path) -> None:
    """Write a copy of a history of which the sums are damaged, and the sightings are not."""
    _live(place)
    history = place / "home" / "history.db"
    with closing(open_writing(history)) as conn:
        (page,) = conn.execute(
            "select rootpage from sqlite_master where name = 'hour_totals'"
        ).fetchone()
        (size,) = conn.execute("pragma page_size").fetchone()
        conn.execute("pragma wal_checkpoint(truncate)")
    content = bytearray(history.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 64] = bytes(64)
    (place / "damaged").write_bytes(content)


def _do(home: Path, *words: str) -> None:
    ran = here(home, *words)
    assert ran.code == 0, ran.err


def _live_command(words: tuple[str, ...], place: Path, service: Service) -> Command:
    listener = signed_in(place / "home", service)
    environ = {**listener.environ, "MUSICANALYSER_AS_OF": ""}
    del environ["MUSICANALYSER_HOME"]
    return Command(words=words, place=place, environ=environ, is_endless=words[0] == "watch")
