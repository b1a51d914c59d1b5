import json
from pathlib import Path

from tests.cli.running import failed, here, musicanalyser


def test_the_demo_shows_the_overview_and_how_to_look_further(home: Path) -> None:
    ran = musicanalyser(home, "demo")
    assert ran.code == 0
    assert ran.out.startswith("Overview  the last 30 days")
    program = f"  musicanalyser --db {home / 'demo.db'} "
    further = [line for line in ran.err.splitlines() if line.startswith(program)]
    assert len(further) == 4
    for line in further:
        words = line.removeprefix(program).split()
        assert here(home, "--db", str(home / "demo.db"), *words).code == 0


def test_the_demo_is_the_same_every_time_and_leaves_the_history_alone(home: Path) -> None:
    assert here(home, "demo") == here(home, "demo")
    assert not (home / "history.db").exists()
    assert {file.name.partition("-")[0] for file in home.iterdir()} == {"demo.db"}


def test_the_demo_replaces_no_other_database(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.touch()
    assert here(home, "--db", str(mine), "demo") == failed(
        f"{mine} exists. The demo never replaces another file.",
        "Use a new file name with --db, or omit --db.",
        code=2,
    )
    assert mine.read_bytes() == b""


def test_quiet_shows_nothing_but_the_overview(home: Path) -> None:
    ran = here(home, "--quiet", "demo")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Overview")


def test_every_statistic_that_rests_on_facts_has_an_answer_in_the_demo(home: Path) -> None:
    assert here(home, "demo").code == 0
    for name in ("taste", "genres", "hipster", "decades", "tempo", "lyrics"):
        words = ("--db", str(home / "demo.db"), "stats", name, "--format", "json")
        answer = json.loads(here(home, *words).out)
        assert answer["rows"]
        assert 0.7 < answer["coverage"]["share"] < 0.95
