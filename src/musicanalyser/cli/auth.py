"""``auth``: signs in to Spotify, and out."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.account_status import AccountStatus
    from musicanalyser.spotify.token_requests import AccountAccess

_CLIENT_ID = "spotify_client_id"
_EXAMPLES = """
\b
Examples:
  musicanalyser auth login --client-id 0123456789abcdef0123456789abcdef
  musicanalyser auth login --no-browser          over ssh, or in a container
  musicanalyser auth status
  musicanalyser auth logout

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
        bool, typer.Option("--no-browser", help="Use a browser on another machine.")
    ] = False,
    client_id: Annotated[
        str | None, typer.Option(metavar="ID", help="Client id of your app; saved for later.")
    ] = None,
) -> None:
    """Sign in with a browser, and allow access to your listening."""
    app = ctx.ensure_object(Invocation).app()
    access = _access(app, client_id)
    if no_browser:
        _sign_in_elsewhere(app, access)
    else:
        _sign_in_here(app, access)
    if client_id is not None:
        from musicanalyser.config import file

        file.write_setting(app.paths.config, _CLIENT_ID, access.client_id)
    app.screen.print_message("Signed in. Next: musicanalyser watch, or musicanalyser ingest")


@app.command("status", cls=SectionedCommand)
@with_groups
def status(
    ctx: typer.Context,
    *,
    forget_quota: Annotated[
        bool,
        typer.Option("--forget-quota", help="First forget limits learnt from refused calls."),
    ] = False,
    output: OutputOptions,
) -> None:
    """Show the account, how long the sign-in lasts, and the calls used."""
    from musicanalyser.reports.account import account_report

    app = ctx.ensure_object(Invocation).app()
    found = _status(app, forget_quota=forget_quota)
    output.write(account_report(found, app.zone), app.screen)
    if found.ends_soon:
        until = app.today + timedelta(days=found.days_left)
        app.screen.print_message(f"The sign-in ends on {until}. Renew it: musicanalyser auth login")


@app.command("logout")
def logout(ctx: typer.Context) -> None:
    """Sign out: remove the sign-in from this machine."""
    from musicanalyser.spotify.token_file import TokenFile

    app = ctx.ensure_object(Invocation).app()
    was_signed_in = TokenFile(app.paths.token, now=app.now).delete()
    app.screen.print_message("Signed out." if was_signed_in else "Not signed in.")


def _access(app: "App", client_id: str | None) -> "AccountAccess":
    from dataclasses import replace

    from musicanalyser.cli.terminal.spotify_access import make_access

    if client_id is None:
        return make_access(app)
    from musicanalyser.spotify.token_requests import TokenClient

    checked = parse_setting(_CLIENT_ID, client_id, option="--client-id")
    access = make_access(replace(app, config=replace(app.config, spotify_client_id=str(checked))))
    TokenClient(access, now=app.now).check_client_id()
    return access


def _sign_in_here(app: "App", access: "AccountAccess") -> None:
    from musicanalyser.spotify.login import sign_in

    sign_in(access, now=app.now, say=lambda text: _instruct(app, text))


def _sign_in_elsewhere(app: "App", access: "AccountAccess") -> None:
    from musicanalyser.cli.terminal.prompts import prompt_line
    from musicanalyser.spotify.login import sign_in_elsewhere

    sign_in_elsewhere(
        access,
        now=app.now,
        say=lambda text: _instruct(app, text),
        ask=lambda: prompt_line(app.screen, "Address or code"),
    )


def _instruct(app: "App", text: str) -> None:
    """Print an instruction, even with ``--quiet``: without it nobody can sign in."""
    with suppress(OSError):
        print(text, file=app.screen.err, flush=True)


def _status(app: "App", *, forget_quota: bool) -> "AccountStatus":
    from musicanalyser.cli.terminal.spotify_access import make_budget, make_client
    from musicanalyser.flows.live.account_status import fetch_account_status
    from musicanalyser.spotify.token_file import TokenFile

    token = TokenFile(app.paths.token, now=app.now).require()
    with app.writing() as conn:
        budget = make_budget(app, conn)
        if forget_quota:
            budget.forget_quotas()
        return fetch_account_status(make_client(app, budget), token, budget, now=app.now)
