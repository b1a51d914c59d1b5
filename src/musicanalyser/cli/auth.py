"""``auth``: signing in to Spotify, and out."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.help_sections import SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.spotify.token_requests import AccountAccess

_CLIENT_ID = "spotify_client_id"
_EXAMPLES = """
\b
Examples:
  musicanalyser auth login --client-id 0123456789abcdef0123456789abcdef
  musicanalyser auth login --no-browser          over ssh, or in a container
  musicanalyser auth status
  musicanalyser auth logout --purge

The client id is that of your own app: https://developer.spotify.com/dashboard.
Its redirect address is http://127.0.0.1/callback; no secret is needed.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def auth(ctx: typer.Context) -> None:
    """Sign in to Spotify, and out."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("login")
def login(
    ctx: typer.Context,
    *,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Agree in a browser on another machine.")
    ] = False,
    client_id: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The client id of your app; it is remembered."),
    ] = None,
) -> None:
    """Sign in: agree on Spotify's page that your listening may be read."""
    app = ctx.ensure_object(Invocation).app()
    access = _access(app, client_id)
    if no_browser:
        _sign_in_elsewhere(app, access)
    else:
        _sign_in_here(app, access)
    if client_id is not None:
        from musicanalyser.config import file  # noqa: PLC0415 - only where it is given

        file.write(app.paths.config, _CLIENT_ID, access.client_id)
    app.screen.say("You are signed in. Next: musicanalyser watch, or musicanalyser ingest")


@app.command("status", cls=SectionedCommand)
@with_groups
def status(ctx: typer.Context, *, output: OutputOptions) -> None:
    """Tell whose account it is, and how the sign-in stands."""
    from musicanalyser.flows.live.account_status import ENDS_SOON_DAYS, standing  # noqa: PLC0415 - not for --help
    from musicanalyser.spotify.token_file import TokenFile  # noqa: PLC0415 - slow to load

    app = ctx.ensure_object(Invocation).app()
    token = TokenFile(app.paths.token, now=app.now).require()
    with app.writing() as conn:
        from musicanalyser.cli.terminal.spotify_access import budget_of, client_of  # noqa: PLC0415 - as standing

        budget = budget_of(app, conn)
        found = standing(client_of(app, budget), token, budget, zone=app.zone, now=app.now)
    output.write(found.report, app.screen)
    if found.days_left <= ENDS_SOON_DAYS:
        until = app.today + timedelta(days=found.days_left)
        app.screen.say(f"The sign-in ends on {until}. Renew it: musicanalyser auth login")


@app.command("logout")
def logout(
    ctx: typer.Context,
    *,
    purge: Annotated[
        bool, typer.Option("--purge", help="Delete as well what came through Spotify's API.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Sign out: the sign-in is removed from this machine."""
    from musicanalyser.spotify.token_file import TokenFile  # noqa: PLC0415 - slow to load

    app = ctx.ensure_object(Invocation).app()
    if purge and not (yes or _agreed_to_purge(app)):
        return
    was = TokenFile(app.paths.token, now=app.now).delete()
    app.screen.say("You are signed out." if was else "Nobody was signed in.")
    if purge:
        _purge(app)


def _access(app: "App", client_id: str | None) -> "AccountAccess":
    from dataclasses import replace  # noqa: PLC0415 - as settings

    from musicanalyser.cli.terminal.spotify_access import access_of  # noqa: PLC0415 - not for --help
    from musicanalyser.config.settings import SETTINGS  # noqa: PLC0415 - not for --help

    if client_id is None:
        return access_of(app)
    try:
        checked = SETTINGS[_CLIENT_ID].kind.check(client_id.strip())
    except ValueError as error:
        raise UsageError(f"--client-id cannot be {client_id!r}.", hint=str(error)) from None
    return access_of(replace(app, config=replace(app.config, spotify_client_id=str(checked))))


def _sign_in_here(app: "App", access: "AccountAccess") -> None:
    from musicanalyser.spotify.login import sign_in  # noqa: PLC0415 - slow to load

    sign_in(access, now=app.now, say=lambda text: _tell(app, text))


def _sign_in_elsewhere(app: "App", access: "AccountAccess") -> None:
    from musicanalyser.cli.terminal.prompts import line  # noqa: PLC0415 - only where asked
    from musicanalyser.spotify.login import sign_in_elsewhere  # noqa: PLC0415 - slow to load

    sign_in_elsewhere(
        access,
        now=app.now,
        say=lambda text: _tell(app, text),
        ask=lambda: line(app.screen, "Address or code"),
    )


def _tell(app: "App", text: str) -> None:
    """Say what nobody could sign in without, even if there is to be silence."""
    with suppress(OSError):
        print(text, file=app.screen.err, flush=True)


def _agreed_to_purge(app: "App") -> bool:
    from musicanalyser.cli.terminal.prompts import agreed, can_ask  # noqa: PLC0415 - only where asked

    if not can_ask(app.screen):
        raise UsageError(
            "Nobody can be asked whether to delete.", hint="Add --yes to delete without asking."
        )
    return agreed(app.screen, "Delete all plays that only Spotify's API has told of?")


def _purge(app: "App") -> None:
    from musicanalyser.flows.live.purge import purge  # noqa: PLC0415 - only where asked for

    if not app.paths.database.exists():
        return
    with app.writing() as conn:
        found = purge(conn, zone=app.zone)
    app.screen.say(
        f"Deleted {found.sightings:,} sightings and {found.facts:,} facts. Exports are untouched."
    )
