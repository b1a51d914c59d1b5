"""``config``: the settings, and the origin of each value."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.config import file, secrets
from musicanalyser.config.secrets import SECRETS
from musicanalyser.config.settings import SETTINGS, Setting
from musicanalyser.config.suggestion import suggest
from musicanalyser.errors import Error, UsageError
from musicanalyser.report import Column, Report

if TYPE_CHECKING:
    from musicanalyser.config.value_types import Value
    from musicanalyser.context import Screen

_COLUMNS = (
    Column(name="setting", title="Setting"),
    Column(name="value", title="Value"),
    Column(name="from", title="From"),
    Column(name="about", title="About"),
)
_EXAMPLES = """
\b
Examples:
  musicanalyser config list
  musicanalyser config set timezone Europe/Vienna
  musicanalyser config set session_gap_minutes 45
  musicanalyser config set gemini_api_key
  musicanalyser config unset timezone

Environment variables such as MUSICANALYSER_TIMEZONE override the file. API keys
are typed in hidden, stored in a separate file that only you can read, and never
shown.
"""
_KEYS = [
    *((key, setting.about) for key, setting in SETTINGS.items()),
    *((key, prompt_secret.about) for key, prompt_secret in SECRETS.items()),
]

_Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY",
        help=f"The setting: {', '.join(key for key, _ in _KEYS)}.",
        autocompletion=lambda: _KEYS,
    ),
]

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def config(ctx: typer.Context) -> None:
    """Show and change the settings."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("path")
def show_path(ctx: typer.Context) -> None:
    """Print the path of the settings file."""
    call = ctx.ensure_object(Invocation)
    print(call.paths.config, file=call.out)


@app.command("list", cls=SectionedCommand)
@with_groups
def show_all(ctx: typer.Context, *, output: OutputOptions) -> None:
    """List all settings and the origin of each value."""
    call = ctx.ensure_object(Invocation)
    rows = [
        (key, found.value, found.set_by, SETTINGS[key].about)
        for key, found in file.effective_values(call.paths.config, call.environ).items()
    ]
    for key, prompt_secret in SECRETS.items():
        kept = secrets.find_secret(call.paths.keys, call.environ, key)
        found = ("set", kept.set_by) if kept else (None, "default")
        rows.append((key, *found, prompt_secret.about))
    report = Report(name="config", title="Settings", columns=_COLUMNS, rows=tuple(rows))
    output.write(report, call.screen)


@app.command("get")
def show_one(ctx: typer.Context, key: _Key) -> None:
    """Print the value of one setting."""
    call = ctx.ensure_object(Invocation)
    if key in SECRETS:
        raise UsageError(f"{key} is never shown.", hint="`config list` shows whether it is set.")
    setting = _setting(key)
    found = file.effective_values(call.paths.config, call.environ)[key]
    if found.value is None:
        raise Error(f"{key} is not set.", hint=f"{setting.about}.")
    print(found.value, file=call.out)


@app.command("set")
def put(
    ctx: typer.Context,
    key: _Key,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="The new value. API keys are typed in hidden."),
    ] = None,
) -> None:
    """Change one setting."""
    if key in SECRETS:
        _put_secret(ctx.ensure_object(Invocation), key, value)
        return
    setting = _setting(key)
    if value is None:
        raise UsageError(
            f"No value given for {key}.", hint=f"Run: musicanalyser config set {key} VALUE"
        )
    checked = parse_setting(key, value, option=key)
    _write(ctx.ensure_object(Invocation), setting, checked)


@app.command("unset")
def take_out(ctx: typer.Context, key: _Key) -> None:
    """Reset one setting to its default."""
    call = ctx.ensure_object(Invocation)
    if key in SECRETS:
        secrets.delete_secret(call.paths.keys, key)
        call.screen.print_message(f"Deleted {key}.")
        return
    _write(call, _setting(key), None)


def _put_secret(call: Invocation, key: str, value: str | None) -> None:
    from musicanalyser.cli.terminal.prompts import prompt_secret

    if value is not None:
        raise UsageError(
            f"{key} is not accepted on the command line, where others can read it.",
            hint=f"Run `musicanalyser config set {key}` and paste it at the prompt.",
        )
    secrets.save_secret(call.paths.keys, key, prompt_secret(call.screen, SECRETS[key].about))
    call.screen.print_message(f"Saved {key}.")
    if any(call.environ.get(variable) for variable in SECRETS[key].variables):
        call.screen.print_message("An environment variable also sets it, and overrides the file.")


def _move_history(call: Invocation, zone: str) -> None:
    """Compute the days and hours of the history again, in another time zone."""
    from zoneinfo import ZoneInfo

    from musicanalyser.flows.local_days import update_local_days

    if call.paths.database.exists() and update_local_days(call.paths.database, ZoneInfo(zone)):
        call.screen.print_message(f"Days and hours of the history now use {zone}.")


def _apply_trips(call: Invocation, trips: "Value | None") -> None:
    """Compute the days and hours of the history again, with other trips."""
    from contextlib import closing

    from musicanalyser.flows.local_days import apply_trips
    from musicanalyser.store.connection import open_writing

    if call.paths.database.exists():
        with closing(open_writing(call.paths.database)) as conn:
            if apply_trips(conn, None if trips is None else str(trips)):
                call.screen.print_message("Days and hours of the history now use these zones.")


def _setting(key: str) -> Setting:
    if key not in SETTINGS:
        raise UsageError(f"There is no setting {key!r}.", hint=suggest(key, SETTINGS))
    return SETTINGS[key]


def _write(call: Invocation, setting: Setting, value: "Value | None") -> None:
    screen: Screen = call.screen
    if setting.key == "timezone" and value is not None:
        _move_history(call, str(value))
    if setting.key == "zones":
        _apply_trips(call, value)
    file.write_setting(call.paths.config, setting.key, value)
    screen.print_message(
        f"Reset {setting.key}." if value is None else f"Set {setting.key} to {value}."
    )
    if call.environ.get(setting.variable):
        screen.print_message(f"{setting.variable} is also set, and overrides the file.")
