"""``service``: runs ``watch`` and ``ingest`` in the background, from login on."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.terminal.background_service import make_manager
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.service.service_manager import ServiceManager

_EXAMPLES = """
\b
Examples:
  musicanalyser service install --print    show the files, and change nothing
  musicanalyser service install
  musicanalyser service status
  musicanalyser service uninstall

Uses systemd on Linux and launchd on macOS. It records as you, without root.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def service(ctx: typer.Context) -> None:
    """Record in the background, from login on."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("install")
def install(
    ctx: typer.Context,
    *,
    only_print: Annotated[
        bool, typer.Option("--print", help="Show the files, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Show the files of the services, then write and start them."""
    app = ctx.ensure_object(Invocation).app()
    manager = make_manager(app.screen.environ)
    _show_files(app, manager)
    if only_print or not (yes or _confirm(app)):
        return
    from musicanalyser.cli.terminal.spotify_access import require_sign_in

    require_sign_in(app)
    manager.install()
    app.screen.print_message(f"Recording in the background. {manager.hint}".strip())


@app.command("status")
def status(ctx: typer.Context) -> None:
    """Show whether the services run."""
    app = ctx.ensure_object(Invocation).app()
    for name, state in make_manager(app.screen.environ).states().items():
        print(f"{name:<8}{state}", file=app.screen.out)


@app.command("uninstall")
def uninstall(ctx: typer.Context) -> None:
    """Stop the services, and delete their files."""
    app = ctx.ensure_object(Invocation).app()
    was_installed = make_manager(app.screen.environ).uninstall()
    app.screen.print_message(
        "No longer recording in the background." if was_installed else "Not installed."
    )


def _show_files(app: "App", manager: "ServiceManager") -> None:
    for file in manager.files:
        print(f"# {file.path}\n{file.text}", file=app.screen.out, flush=True)


def _confirm(app: "App") -> bool:
    from musicanalyser.cli.terminal.prompts import can_prompt, confirm

    if not can_prompt(app.screen):
        raise UsageError("Nobody can confirm this.", hint="Add --yes, or --print to only look.")
    return confirm(app.screen, "Write these files and start recording?")
