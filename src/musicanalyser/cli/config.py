"""``config``: the settings, and where each comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.invocation import Invocation
from musicanalyser.cli.options.grouping import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.options.sections import SectionedCommand
from musicanalyser.config import file
from musicanalyser.config.settings import SETTINGS, Setting
from musicanalyser.errors import Error, UsageError
from musicanalyser.report import Column, Report

if TYPE_CHECKING:
    from musicanalyser.config.kinds import Value
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
  musicanalyser config unset timezone

An environment variable such as MUSICANALYSER_TIMEZONE wins over the file.
"""

_Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY",
        help=f"One of {', '.join(SETTINGS)}.",
        autocompletion=lambda: [(key, setting.about) for key, setting in SETTINGS.items()],
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
    rows = tuple(
        (key, found.value, found.origin, SETTINGS[key].about)
        for key, found in file.look_up(call.paths.config, call.environ).items()
    )
    report = Report(name="config", title="Settings", columns=_COLUMNS, rows=rows)
    output.write(report, call.screen)


@app.command("get")
def show_one(ctx: typer.Context, key: _Key) -> None:
    """Print the value of one setting."""
    call = ctx.ensure_object(Invocation)
    setting = _setting(key)
    found = file.look_up(call.paths.config, call.environ)[key]
    if found.value is None:
        raise Error(f"{key} is not set.", hint=f"{setting.about}.")
    print(found.value, file=call.out)


@app.command("set")
def put(
    ctx: typer.Context,
    key: _Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The new value.")],
) -> None:
    """Change one setting; the rest of the file stays as it is."""
    setting = _setting(key)
    try:
        checked = setting.kind.check(setting.kind.parse(value))
    except ValueError as error:
        raise UsageError(f"{key} cannot be {value!r}.", hint=str(error)) from None
    _write(ctx.ensure_object(Invocation), setting, checked)


@app.command("unset")
def take_out(ctx: typer.Context, key: _Key) -> None:
    """Take one setting out of the file, so that its default holds again."""
    _write(ctx.ensure_object(Invocation), _setting(key), None)


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
