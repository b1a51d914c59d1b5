"""``doctor``: checks of the installation and the database."""

import os
import platform
import shlex
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.screen_style import screen_style
from musicanalyser.cli.terminal.version import installed_version
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.config import secrets
from musicanalyser.config.secrets import SECRETS
from musicanalyser.errors import Error, ExitCode
from musicanalyser.render.style import ColourDepth, Paper
from musicanalyser.report import Column, ColumnKind, Report, Value
from musicanalyser.store.schema_version import SCHEMA_VERSION
from musicanalyser.timespan import from_ms

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.store.health import Damage

_LIBRARIES = (
    *("filelock", "google-genai", "httpx", "msgspec", "openai", "platformdirs", "rich"),
    *("spotipy", "sqlite-utils", "tomlkit", "typer", "tzlocal"),
)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""The rights of everybody but the owner."""
_DAMAGED = (
    "The database is damaged. Restore a backup, or save what can be read: musicanalyser db recover"
)
_UNKNOWN_PAPER = (
    "The terminal does not tell its background. For all colours, run: musicanalyser config set"
    " theme dark (or light)"
)
_DEPTHS = {
    ColourDepth.NONE: "none",
    ColourDepth.FEW: "16",
    ColourDepth.MANY: "256",
    ColourDepth.FULL: "16 million",
}
_EXAMPLES = """
\b
Examples:
  musicanalyser doctor
  musicanalyser doctor --full
  musicanalyser doctor --rebuild
  musicanalyser doctor --format json
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    what: str
    value: Value
    advice: str = ""
    """How to fix it."""
    fine: bool = True
    brief: bool = False
    """Whether it is one of the few that are shown even if all is fine."""


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def doctor(
    ctx: typer.Context,
    *,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            rich_help_panel="Check",
            help="Read the whole history, and the last backup, to find damage.",
        ),
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            rich_help_panel="Repair",
            help="Rebuild all plays from the sightings first.",
        ),
    ] = False,
    output: OutputOptions,
) -> None:
    """Check the database and the installation.

    Exits with code 1 if there is a problem, and says how to fix it.
    """
    call = ctx.ensure_object(Invocation)
    if rebuild:
        _rebuild(call.app())
    findings = list(_findings(call, full=full))
    is_brief = output.is_default and not call.options.verbose
    output.write(_report(findings, brief=is_brief), call.screen)
    if not all(finding.fine for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def _findings(call: Invocation, *, full: bool) -> Iterator[_Finding]:
    yield from _installation()
    yield from _places(call)
    yield _colours(call)
    yield from _keys(call)
    yield from _history(call, full=full)


def _rebuild(app: "App") -> None:
    from musicanalyser.flows.recording.record import rebuild_plays

    with app.writing() as conn:
        plays = rebuild_plays(conn, zone=app.recording_zone)
    app.screen.print_message(f"Rebuilt {plays:,} plays.")


def _report(findings: list[_Finding], *, brief: bool) -> Report:
    """Return what was found, problems first; a brief report leaves out most of what is fine."""
    wrong = [one for one in findings if not one.fine]
    fine = [one for one in findings if one.fine]
    shown = [*wrong, *(one for one in fine if not brief or one.brief or one.advice)]
    hidden = len(findings) - len(shown)
    more = f"{hidden} more checks are fine; --verbose lists them." if hidden else ""
    return Report(
        name="doctor",
        title=f"{len(wrong)} problem{'s' * (len(wrong) > 1)}" if wrong else "All is fine",
        columns=(
            Column(name="what", title="What"),
            Column(name="found", title="Found"),
            Column(name="fine", title="Fine", kind=ColumnKind.FLAG),
        ),
        rows=tuple((one.what, one.value, one.fine) for one in shown),
        notes=tuple(dict.fromkeys(text for text in (*(one.advice for one in shown), more) if text)),
    )


def _installation() -> Iterator[_Finding]:
    yield _Finding(what="musicanalyser", value=installed_version("musicanalyser"))
    yield _Finding(what="Python", value=platform.python_version())
    yield _Finding(what="SQLite", value=sqlite3.sqlite_version)
    for library in _LIBRARIES:
        yield _Finding(what=library, value=installed_version(library))


def _places(call: Invocation) -> Iterator[_Finding]:
    paths = call.paths
    yield _Finding(what="settings", value=str(paths.config))
    yield _Finding(what="database", value=str(paths.database), brief=True)
    yield _Finding(what="logs", value=str(paths.logs))
    for path in (paths.database, paths.keys, paths.token):
        if os.name == "posix" and path.is_file() and path.stat().st_mode & _OTHERS:
            advice = f"Other users can read {path}. Run: chmod 600 {shlex.quote(str(path))}"
            yield _Finding(what="rights", value=f"{path} is readable", advice=advice, fine=False)


def _colours(call: Invocation) -> _Finding:
    """Return how many colours are used, and for which background."""
    style = screen_style(call.screen)
    colours = _DEPTHS[style.depth]
    if style.depth < ColourDepth.MANY:
        return _Finding(what="colours", value=colours)
    is_known = style.paper is not Paper.UNKNOWN
    return _Finding(
        what="colours",
        value=f"{colours}, {style.paper} background",
        advice="" if is_known else _UNKNOWN_PAPER,
        brief=True,
    )


def _keys(call: Invocation) -> Iterator[_Finding]:
    """Yield whether each key is set, never its value."""
    try:
        for key in SECRETS:
            kept = secrets.find_secret(call.paths.keys, call.environ, key)
            yield _Finding(what=key, value=f"set, {kept.set_by}" if kept else "not set")
    except Error as error:
        yield _Finding(what="problem", value=error.message, advice=error.hint, fine=False)


def _zone_source(app: "App") -> str:
    if app.zone != app.requested_zone:
        return "of the history"
    return "set" if app.config.timezone else "of the system"


def _history(call: Invocation, *, full: bool) -> Iterator[_Finding]:
    try:
        app = call.app()
        yield _sign_in(app)
        yield _Finding(what="time zone", value=f"{app.zone.key}, {_zone_source(app)}")
        yield _Finding(what="roast provider", value=app.config.provider)
        if not app.paths.database.exists():
            yield _Finding(
                what="history",
                value=None,
                advice="There is no history yet. Run `musicanalyser import my_spotify_data.zip`"
                " or `musicanalyser demo`.",
            )
            return
        size_bytes = app.paths.database.stat().st_size
        yield _Finding(what="size", value=f"{size_bytes / 1_000_000:,.1f} MB", brief=True)
        yield from _health(app, full=full)
        yield _last_backup(app, full=full)
    except Error as error:
        yield _Finding(what="problem", value=error.message, advice=error.hint, fine=False)
    except sqlite3.DatabaseError as error:
        yield _Finding(what="problem", value=str(error), advice=_DAMAGED, fine=False)


def _sign_in(app: "App") -> _Finding:
    """Return how long the sign-in is valid, without a request."""
    if not app.paths.token.exists():
        return _Finding(what="Spotify sign-in", value="none", brief=True)
    from musicanalyser.flows.live.account_status import days_left
    from musicanalyser.spotify.token_file import TokenFile

    left = days_left(TokenFile(app.paths.token, now=app.now).require(), app.now())
    advice = "" if left else "The Spotify sign-in has expired. Run: musicanalyser auth login"
    return _Finding(what="Spotify sign-in", value=f"{left} days left", advice=advice, brief=True)


def _health(app: "App", *, full: bool) -> Iterator[_Finding]:
    from musicanalyser.store.health import find_damage, measure_history, schema_faults

    with app.reading() as conn:
        yield from _soundness(schema_faults(conn), find_damage(conn, full=True) if full else None)
        size = measure_history(conn)
        sources = list(_sources(app, conn, full=full))
    yield _Finding(
        what="interrupted runs",
        value=size.interrupted_runs or "none",
        advice="Run an interrupted command again to complete it." if size.interrupted_runs else "",
    )
    yield _Finding(what="sightings", value=size.sightings)
    yield _Finding(
        what="plays",
        value=size.plays,
        brief=True,
        advice="" if size.plays else "There are no plays yet. Import a Spotify export.",
    )
    yield _Finding(what="tracks", value=size.tracks)
    for what, moment_ms in (("first play", size.first_ms), ("last play", size.last_ms)):
        moment = None if moment_ms is None else from_ms(moment_ms, app.zone)
        shown = moment and moment.isoformat(" ", "minutes")
        yield _Finding(what=what, value=shown, brief=True)
    yield from sources


def _last_backup(app: "App", *, full: bool) -> _Finding:
    from musicanalyser.flows.backups import find_last_whole

    moment = find_last_whole(app.paths.database, full=full)
    if moment is None:
        return _Finding(
            what="last good backup", value="none", advice="Make a backup: musicanalyser db backup"
        )
    shown = moment.astimezone(app.zone).isoformat(" ", "minutes")
    return _Finding(what="last good backup", value=shown, brief=True)


def _sources(app: "App", conn: sqlite3.Connection, *, full: bool) -> Iterator[_Finding]:
    from musicanalyser.enrich import SOURCES
    from musicanalyser.reports.source_status import describe_sources

    for what, value in describe_sources(conn, SOURCES, app.zone, full=full):
        yield _Finding(what=what, value=value)


def _soundness(faults: tuple[str, ...], damage: "Damage | None") -> Iterator[_Finding]:
    """Yield what is wrong with the database; ``None`` is damage that nobody looked for."""
    yield _Finding(what="schema version", value=SCHEMA_VERSION)
    yield _fault("problems", "; ".join((*faults, *(damage.faults if damage else ()))))
    if damage is None:
        yield _Finding(what="broken references", value="not checked: use --full")
    else:
        yield _fault("broken references", damage.orphans)


def _fault(what: str, found: str | int) -> _Finding:
    return _Finding(
        what=what, value=found or "none", advice=_DAMAGED if found else "", fine=not found
    )
