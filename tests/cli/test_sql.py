import json
import subprocess
import sys
from pathlib import Path
from signal import SIGINT

import pytest

from tests.cli.running import command, failed, here, musicanalyser, on_terminal, world


def test_a_query_is_answered_with_its_own_columns(lived_in: Path) -> None:
    query = "select 1 as a, 'x' as b, 2.5 as c, null as d, x'00ff' as e, 7 as a"
    assert here(lived_in, "sql", query, "--format", "csv").out == (
        "a,b,c,d,e,a_2\r\n1,x,2.5,,00ff,7\r\n"
    )


def test_numbers_and_text_read_as_what_they_are(lived_in: Path) -> None:
    query = "select 'Þoka og Kex' as artist, 1234567 as heard union all select null, null"
    assert here(lived_in, "sql", query).out.splitlines()[2:] == [
        "artist         heard",
        "Þoka og Kex  1234567",
        "–                  –",  # noqa: RUF001 - how unknown is shown
    ]


def test_no_rows_are_an_answer_too(lived_in: Path) -> None:
    ran = here(lived_in, "sql", "select 1 as a where false")
    assert ran.code == 0
    assert "No rows." in ran.out


def test_a_dash_reads_the_query_from_stdin(lived_in: Path) -> None:
    ran = musicanalyser(lived_in, "sql", "-", "--format", "jsonl", stdin="select 1 as a;\n")
    assert [json.loads(line) for line in ran.out.splitlines()] == [{"a": 1}]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("delete from plays", "attempt to write a readonly database"),
        ("create table a (b)", "attempt to write a readonly database"),
        ("attach 'other.db' as other", "not authorized"),
        ("vacuum into 'copy.db'", "authorization denied"),
        ("pragma user_version = 9", "attempt to write a readonly database"),
    ],
)
def test_a_query_can_only_read_this_database(
    lived_in: Path, tmp_path: Path, query: str, why: str
) -> None:
    before = (lived_in / "history.db").read_bytes()
    assert here(lived_in, "sql", query.replace("'", f"'{tmp_path}/", 1)) == failed(
        f"SQLite denied this: {why}.", "A query can only read this database."
    )
    assert (lived_in / "history.db").read_bytes() == before
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("selct 1", 'near "selct": syntax error'),
        ("select mood from v_plays", "no such column: mood"),
        ("select 1; select 2", "You can only execute one statement at a time"),
        (
            "select cast(x'ff' as text) as a",
            "Could not decode to UTF-8 column 'a' with text '\N{REPLACEMENT CHARACTER}'",
        ),
    ],
)
def test_an_error_of_sqlite_is_shown_in_its_words(lived_in: Path, query: str, why: str) -> None:
    assert here(lived_in, "sql", query) == failed(
        f"SQLite: {why}.",
        'List tables and views: musicanalyser sql "select name, sql from sqlite_master"',
    )


@pytest.mark.parametrize("query", ["", " -- nothing", "pragma query_only = off"])
def test_a_statement_without_rows_is_refused(lived_in: Path, query: str) -> None:
    assert here(lived_in, "sql", query) == failed(
        "This statement returns no rows.", "Start with select.", code=2
    )


def test_ctrl_c_ends_a_query_that_would_never_end(lived_in: Path) -> None:
    endless = (
        "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n"
    )
    with subprocess.Popen(  # noqa: S603 - the program under test
        command("--verbose", "sql", endless),
        env=world(lived_in),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        try:
            assert running.stderr is not None
            while not running.stderr.readline().startswith("Reading "):
                pass
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(timeout=0.5)
            running.send_signal(SIGINT)
            out, err = running.communicate(timeout=30)
        finally:
            running.kill()
    assert (running.returncode, out, err) == (130, "", "")


_NUMBERS = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)"
    " select i as number from n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
def test_a_table_on_a_terminal_ends_after_a_thousand_rows(lived_in: Path) -> None:
    code, shown = on_terminal(lived_in, "sql", _NUMBERS)
    assert code == 0
    assert " 1000\n" in shown
    assert "1001" not in shown
    assert "Only the first 1,000 rows; --format csv shows all." in shown
    _, rows = on_terminal(lived_in, "sql", _NUMBERS, "--format", "csv")
    assert rows.splitlines()[-1] == "1500"
    assert len(here(lived_in, "sql", _NUMBERS).out.splitlines()) > 1_500
