from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.timespan import Window
from tests.cli.running import failed, here

_VIENNA = ZoneInfo("Europe/Vienna")
_NOW = datetime(2025, 6, 30, 18, tzinfo=_VIENNA)


def window(options: WindowOptions, *, default_days: int | None = None) -> Window:
    return options.window(now=_NOW, zone=_VIENNA, default_days=default_days)


@pytest.mark.parametrize(
    ("options", "label", "since", "until"),
    [
        (WindowOptions(day=True), "today", "2025-06-30T00:00", "2025-06-30T18:00"),
        (WindowOptions(week=True), "last 7 days", "2025-06-24T00:00", "2025-06-30T18:00"),
        (WindowOptions(month=True), "last 30 days", "2025-06-01T00:00", "2025-06-30T18:00"),
        (WindowOptions(year=True), "last 365 days", "2024-07-01T00:00", "2025-06-30T18:00"),
        (WindowOptions(all_=True), "all time", None, "2025-06-30T18:00"),
        (WindowOptions(last="36h"), "last 36 hours", "2025-06-29T06:00", "2025-06-30T18:00"),
        (WindowOptions(in_="2025-03"), "2025-03", "2025-03-01T00:00", "2025-04-01T00:00"),
        (
            WindowOptions(since="2025-03-14", until="2025-03-20"),
            "since 2025-03-14 until 2025-03-20",
            "2025-03-14T00:00",
            "2025-03-20T00:00",
        ),
        (WindowOptions(until="2025-03-20"), "until 2025-03-20", None, "2025-03-20T00:00"),
    ],
)
def test_every_option_chooses_its_window(
    options: WindowOptions, label: str, since: str | None, until: str
) -> None:
    chosen = window(options)
    assert chosen.label == label
    assert chosen.until.replace(tzinfo=None).isoformat(timespec="minutes") == until
    if since is None:
        assert chosen.since is None
    else:
        assert chosen.since is not None
        assert chosen.since.replace(tzinfo=None).isoformat(timespec="minutes") == since


def test_without_an_option_the_command_decides() -> None:
    assert window(WindowOptions()).label == "all time"
    assert window(WindowOptions(), default_days=30).label == "last 30 days"
    assert window(WindowOptions(day=True), default_days=30).label == "today"


def test_a_window_is_given_if_any_option_is() -> None:
    assert not WindowOptions().is_given
    assert WindowOptions(all_=True).is_given
    assert WindowOptions(last="").is_given


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        (["--week", "--year"], "--week", "--year"),
        (["--all", "--day"], "--day", "--all"),
        (["--in", "2025", "--last", "3d"], "--last", "--in"),
        (["--since", "2025-01-01", "--in", "2025"], "--in", "--since"),
        (["--until", "2025-01-01", "--month"], "--month", "--until"),
    ],
)
@pytest.mark.parametrize("command", ["stats", "log"])
def test_two_windows_at_once_are_refused(
    home: Path, command: str, words: list[str], first: str, second: str
) -> None:
    assert here(home, command, *words) == failed(
        f"{first} and {second} cannot be used together.",
        "Choose one window. Only --since and --until can be combined.",
        code=2,
    )


@pytest.mark.parametrize("words", [["--in", ""], ["--last", ""], ["--since", ""]])
def test_an_empty_window_is_not_no_window(home: Path, words: list[str]) -> None:
    assert here(home, "stats", *words).code == 2
