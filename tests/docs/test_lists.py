"""What the docs list is what there is."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser import errors
from musicanalyser.cli.main import COMMANDS
from musicanalyser.errors import Error, ExitCode
from musicanalyser.listening.definitions import CountAs
from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import FailureKind
from musicanalyser.stats import STATS
from musicanalyser.store.connection import open_writing

DOCS = Path(__file__).parent.parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(text: str, head: str) -> str:
    """Return what stands under a heading, up to the next of any level."""
    return re.split(r"^#+ ", text.partition(f" {head}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(tmp_path / "history.db")) as opened:
        yield opened


def test_every_exit_code_is_listed_with_its_name() -> None:
    listed = re.findall(r"^\| (\d+) \| `(\w+)` \|", page("errors.md"), re.MULTILINE)
    assert listed == [(str(int(code)), code.name) for code in ExitCode]


def test_every_kind_of_error_is_listed_with_its_code() -> None:
    listed = dict(re.findall(r"^\| `(\w+Error)` \| ([^|]+?) \|", page("errors.md"), re.MULTILINE))
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    known = {one.__name__: one for one in kinds if issubclass(one, Error) and one is not Error}
    assert listed.keys() == {*known, "ProviderError"}
    assert all(listed[name] == str(int(one.exit_code)) for name, one in known.items())


def test_every_trouble_with_a_provider_is_listed() -> None:
    text = section(page("errors.md"), "Roast")
    assert {name for name in re.findall(r"`(\w+)`", text) if name in set(FailureKind)} == set(
        FailureKind
    )


def test_every_view_is_listed_with_its_columns(conn: sqlite3.Connection) -> None:
    text = page("data-model.md")
    views = [name for (name,) in conn.execute("select name from sqlite_master where type = 'view'")]
    assert sorted(re.findall(r"^### (v_\w+)", text, re.MULTILINE)) == sorted(views)
    for view in views:
        columns = {row[1] for row in conn.execute(f"pragma table_info({view})")}
        assert columns - set(re.findall(r"`(\w+)`", section(text, view))) == set(), view


def test_every_table_is_listed(conn: sqlite3.Connection) -> None:
    rows = re.findall(r"^\| (`.*?`) \|", section(page("data-model.md"), "Tables"), re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    tables = {
        name for (name,) in conn.execute("select name from sqlite_master where type = 'table'")
    }
    assert listed == {name for name in tables if not name.startswith("sqlite_")}


def test_every_command_has_its_section() -> None:
    sections = set(re.findall(r"^## (.+)$", page("commands.md"), re.MULTILINE))
    assert set(COMMANDS) - sections == set()


def test_every_statistic_is_shown_by_the_help_that_the_docs_show() -> None:
    text = section(page("commands.md"), "stats")
    assert [name for name in STATS if not re.search(rf"^  {name} ", text, re.MULTILINE)] == []


def test_every_rule_of_counting_is_defined() -> None:
    listed = re.findall(r"^\| `(\w+)`(?: \(default\))? \|", page("definitions.md"), re.MULTILINE)
    assert listed == list(CountAs)


def test_every_provider_is_listed() -> None:
    listed = re.findall(r"^\| `(\w+)`(?: \(default\))? \|", page("roast.md"), re.MULTILINE)
    assert [name for name in listed if name in {*PROVIDERS, "offline"}] == ["offline", *PROVIDERS]
