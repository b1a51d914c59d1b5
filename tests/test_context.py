import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser import context
from musicanalyser.config.paths import find_paths
from musicanalyser.context import App, Screen, make_app
from musicanalyser.errors import ConfigError, StoreError, UsageError


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def screen(
    environ: Mapping[str, str] | None = None,
    *,
    out: StringIO | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> Screen:
    return Screen(
        out=out or StringIO(), err=StringIO(), environ=environ or {}, quiet=quiet, verbose=verbose
    )


def app(home: Path, *, as_of: str | None = None, **environ: str) -> App:
    environ = {"MUSICANALYSER_HOME": str(home), "TZ": "Europe/Vienna", **environ}
    return make_app(paths=find_paths(environ), screen=screen(environ), as_of=as_of)


def told(app: App) -> str:
    assert isinstance(app.screen.err, StringIO)
    return app.screen.err.getvalue()


def test_the_width_is_what_columns_says_or_80_where_there_is_no_terminal() -> None:
    assert screen().width == 80
    assert screen({"COLUMNS": "132"}).width == 132
    assert screen({"COLUMNS": "wide"}).width == 80
    assert screen({"COLUMNS": "0"}).width == 80
    assert screen().height == 24
    assert screen({"LINES": "50"}).height == 50


def test_talk_stays_silent_when_asked_to() -> None:
    for quiet, text in ((False, "hello\nmore\n"), (True, "")):
        one = screen(quiet=quiet, verbose=True)
        one.print_message("hello")
        one.print_detail("more")
        assert isinstance(one.err, StringIO)
        assert one.err.getvalue() == text


def test_details_are_for_those_who_ask() -> None:
    one = screen()
    one.print_detail("more")
    assert isinstance(one.err, StringIO)
    assert not one.err.getvalue()


def test_talk_that_nobody_hears_does_not_stop_the_work() -> None:
    nobody = Broken()
    Screen(out=StringIO(), err=nobody, environ={}).print_message("hello")
    assert nobody.tried


class Broken(StringIO):
    tried = False

    def write(self, _: str) -> int:
        self.tried = True
        raise BrokenPipeError


@pytest.mark.parametrize(
    ("as_of", "now", "today"),
    [
        ("2025-06-30", "2025-06-30T23:59:59.999999+02:00", "2025-06-30"),
        ("2025-03-30", "2025-03-30T23:59:59.999999+02:00", "2025-03-30"),
        ("2025-06-30T18:30", "2025-06-30T18:30:00+02:00", "2025-06-30"),
        ("2025-06-30T23:30Z", "2025-07-01T01:30:00+02:00", "2025-07-01"),
        ("2025-03-30T02:30", "2025-03-30T03:00:00+02:00", "2025-03-30"),
    ],
)
def test_the_clock_can_be_stopped(tmp_path: Path, as_of: str, now: str, today: str) -> None:
    stopped = app(tmp_path, as_of=as_of)
    assert stopped.now().isoformat() == now
    assert stopped.now() == stopped.now()
    assert stopped.today.isoformat() == today


@pytest.mark.parametrize("as_of", ["yesterday", "2025-13-01", "9999-12-31", "2025-06-30T25:00"])
def test_a_moment_that_cannot_be_read_is_refused(tmp_path: Path, as_of: str) -> None:
    with pytest.raises(UsageError) as caught:
        app(tmp_path, as_of=as_of)
    assert caught.value.message == f"{as_of!r} is not a date."


def test_the_clock_runs_otherwise(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    assert before <= app(tmp_path).now() <= datetime.now(UTC)


def test_the_zone_is_the_settings_or_else_the_systems(tmp_path: Path) -> None:
    assert app(tmp_path).zone == ZoneInfo("Europe/Vienna")
    assert app(tmp_path, TZ=":Asia/Tokyo").zone == ZoneInfo("Asia/Tokyo")
    assert app(tmp_path, MUSICANALYSER_TIMEZONE="America/Lima").zone == ZoneInfo("America/Lima")


def test_the_zone_of_the_system_is_that_to_which_its_link_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones = tmp_path / "zoneinfo" / "Asia"
    zones.mkdir(parents=True)
    for name in ("Seoul", "Tokyo"):
        (zones / name).touch()
    (tmp_path / "localtime").symlink_to(zones / "Tokyo")
    monkeypatch.setattr(context, "_LOCALTIME", str(tmp_path / "localtime"))
    assert app(tmp_path, TZ="").zone == ZoneInfo("Asia/Tokyo")
    assert app(tmp_path, TZ=f":{zones / 'Seoul'}").zone == ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize("name", ["JST-9", "Nowhere/City", "Europe"])
def test_a_system_zone_without_a_name_is_never_guessed(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        app(tmp_path, TZ=name)
    assert caught.value.hint == "Set it: musicanalyser config set timezone Europe/Vienna"


def test_without_a_history_reading_says_how_to_get_one_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, app(tmp_path / "new").reading():
        pass
    assert caught.value.message == "There is no history yet."
    assert not (tmp_path / "new").exists()


def test_writing_makes_the_history_and_reading_finds_it(tmp_path: Path) -> None:
    here = app(tmp_path / "new")
    with here.writing() as conn:
        assert conn.execute("select count(*) from plays").fetchone() == (0,)
    with here.reading() as conn:
        assert conn.execute("select count(*) from v_plays").fetchone() == (0,)
    assert told(here) == ""


def test_a_connection_is_closed_when_it_is_left(tmp_path: Path) -> None:
    with app(tmp_path).writing() as conn:
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        conn.execute("select 1")


def test_the_zone_is_read_without_changing_an_older_database(tmp_path: Path) -> None:
    older = tmp_path / "history.db"
    with closing(sqlite3.connect(older)) as conn:
        conn.executescript("create table settings (key text, value text)")
        conn.execute("insert into settings values ('timezone', 'Asia/Tokyo')")
        conn.commit()
    before = older.read_bytes()
    assert app(tmp_path).zone == ZoneInfo("Asia/Tokyo")
    assert older.read_bytes() == before


def test_a_damaged_database_has_no_zone(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"SQLite format 3\0" + bytes(range(200)) * 30)
    assert app(tmp_path).zone == ZoneInfo("Europe/Vienna")
