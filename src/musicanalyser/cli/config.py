"""``config``: the settings, and where each comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.help_sections import SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.config import file, secrets
from musicanalyser.config.secrets import SECRETS
from musicanalyser.config.settings import SETTINGS, Setting
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

An environment variable such as MUSICANALYSER_TIMEZONE wins over the file. Keys
of services are asked for unseen, kept in a file of their own that only you can
read, and never shown.
"""
_KEYS = [
    *((key, setting.about) for key, setting in SETTINGS.items()),
    *((key, secret.about) for key, secret in SECRETS.items()),
]

_Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY",
        help=f"One of {', '.join(key for key, _ in _KEYS)}.",
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
    """Print where the settings are kept; the file need not exist."""
    call = ctx.ensure_object(Invocation)
    print(call.paths.config, file=call.out)


@app.command("list", cls=SectionedCommand)
@with_groups
def show_all(ctx: typer.Context, *, output: OutputOptions) -> None:
    """List all settings, and where each comes from."""
    call = ctx.ensure_object(Invocation)
    rows = [
        (key, found.value, found.origin, SETTINGS[key].about)
        for key, found in file.look_up(call.paths.config, call.environ).items()
    ]
    for key, secret in SECRETS.items():
        kept = secrets.look_up(call.paths.keys, call.environ, key)
        found = ("set", kept.origin) if kept else (None, "default")
        rows.append((key, *found, secret.about))
    report = Report(name="config", title="Settings", columns=_COLUMNS, rows=tuple(rows))
    output.write(report, call.screen)


@app.command("get")
def show_one(ctx: typer.Context, key: _Key) -> None:
    """Print the value of one setting."""
    call = ctx.ensure_object(Invocation)
    if key in SECRETS:
        raise UsageError(f"{key} is never shown.", hint="config list tells whether it is set.")
    setting = _setting(key)
    found = file.look_up(call.paths.config, call.environ)[key]
    if found.value is None:
        raise Error(f"{key} is not set.", hint=f"{setting.about}.")
    print(found.value, file=call.out)


@app.command("set")
def put(
    ctx: typer.Context,
    key: _Key,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="The new value; keys of services are asked for."),
    ] = None,
) -> None:
    """Change one setting; the rest of the file stays as it is."""
    if key in SECRETS:
        _put_secret(ctx.ensure_object(Invocation), key, value)
        return
    setting = _setting(key)
    if value is None:
        raise UsageError(f"What shall {key} be?", hint=f"Write: config set {key} VALUE")
    checked = parse_setting(key, value, option=key)
    _write(ctx.ensure_object(Invocation), setting, checked)


@app.command("unset")
def take_out(ctx: typer.Context, key: _Key) -> None:
    """Take one setting out of the file, so that its default holds again."""
    call = ctx.ensure_object(Invocation)
    if key in SECRETS:
        secrets.forget(call.paths.keys, key)
        call.screen.say(f"{key} is forgotten.")
        return
    _write(call, _setting(key), None)


def _put_secret(call: Invocation, key: str, value: str | None) -> None:
    from musicanalyser.cli.terminal.prompts import secret

    if value is not None:
        raise UsageError(
            f"{key} is not taken from the command line, where others can read it.",
            hint=f"Run `musicanalyser config set {key}` and paste it when asked; it is not shown.",
        )
    secrets.keep(call.paths.keys, key, secret(call.screen, SECRETS[key].about))
    call.screen.say(f"{key} is set.")
    if any(call.environ.get(variable) for variable in SECRETS[key].variables):
        call.screen.say("But a key is set in the environment, and wins.")


def _setting(key: str) -> Setting:
    if key not in SETTINGS:
        raise UsageError(f"There is no setting {key!r}.", hint=file.known_settings(key))
    return SETTINGS[key]


def _write(call: Invocation, setting: Setting, value: "Value | None") -> None:
    screen: Screen = call.screen
    file.write(call.paths.config, setting.key, value)
    now = "its default again" if value is None else value
    screen.say(f"{setting.key} is now {now}.")
    if call.environ.get(setting.variable):
        screen.say(f"But {setting.variable} is set in the environment, and wins.")
