"""What is measured is the process that was asked for, and nothing around it."""

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.measuring.options import parse_options
from tests.benchmarks.measuring.processes import (
    Command,
    Comparison,
    FailedError,
    Usage,
    compare,
    measure,
    python,
)
from tests.benchmarks.measuring.tables import print_table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the peak is in KB on Linux only")


def command(code: str) -> Command:
    return Command(line=python("-I", "-S", "-c", code), environ=os.environ)


def test_the_peak_is_that_of_the_command_and_not_of_who_measures() -> None:
    ballast = bytearray(b"1" * 60_000_000)
    small = measure(command("pass"))
    large = measure(command("b'1' * 80_000_000"))
    assert len(ballast) == 60_000_000
    assert small.peak_mb < 40
    assert 80 < large.peak_mb < 130


def test_the_time_of_what_a_command_starts_counts_too() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(9_000_000))'])"
    assert measure(command(code)).cpu_s > measure(command("pass")).cpu_s + 0.05


def test_what_a_command_prints_is_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    measure(command("print('data')"), output=tmp_path / "out")
    assert (tmp_path / "out").read_text() == "data\n"


def test_a_command_that_fails_has_no_figures() -> None:
    with pytest.raises(FailedError, match="ended with 3"):
        measure(command("raise SystemExit(3)"))


def test_commands_take_turns() -> None:
    order: list[str] = []
    commands = {
        name: Command(line=python("-c", ""), environ=os.environ, before=partial(order.append, name))
        for name in ("one", "other")
    }
    compare(commands, runs=2)
    assert order == ["one", "other", "one", "other"]


def test_a_ratio_is_the_median_of_the_ratios_of_each_run() -> None:
    def usages(*seconds: float) -> list[Usage]:
        return [Usage(cpu_s=one, peak_mb=10 * one) for one in seconds]

    found = Comparison(runs={"one": usages(2, 9, 8), "other": usages(1, 3, 8)})
    assert found.ratio("one", "other") == 2
    assert (found.cpu_s("one"), found.peak_mb("one")) == (8, 90)


def test_sizes_are_chosen_by_name(tmp_path: Path) -> None:
    options = parse_options(["--size", "10k", "--size", "1m", "--folder", str(tmp_path)])
    assert (options.sizes, options.folder) == (("10k", "1m"), tmp_path)
    assert parse_options([]).sizes == ("10k", "200k", "1m", "12m")


def test_a_table_is_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("what", "s"), [("import", "1.25")])
    assert capsys.readouterr().out == "| what   |    s |\n| ------ | ---: |\n| import | 1.25 |\n\n"
