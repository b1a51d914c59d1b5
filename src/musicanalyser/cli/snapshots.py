"""``snapshots``: saved roasts, and what changed between them."""

from typing import Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.prompts import confirm_deletion
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import Error

_EXAMPLES = """
\b
Examples:
  musicanalyser snapshots list
  musicanalyser snapshots show 3 -o roast.svg
  musicanalyser snapshots diff 2 3
  musicanalyser snapshots delete 2
"""

_Number = Annotated[int, typer.Argument(metavar="N", min=1, help="Its number in the list.")]

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def snapshots(ctx: typer.Context) -> None:
    """Show, compare and delete saved roasts."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("list", cls=SectionedCommand)
@with_groups
def show_all(ctx: typer.Context, *, output: OutputOptions) -> None:
    """List all snapshots, oldest first."""
    from musicanalyser.reports.snapshot_list import build_list
    from musicanalyser.store.snapshots import list_snapshots

    call = ctx.ensure_object(Invocation)
    with call.app().reading() as conn:
        report = build_list(list_snapshots(conn))
    output.write(report, call.screen)


@app.command("show", cls=SectionedCommand)
@with_groups
def show_one(ctx: typer.Context, number: _Number, *, output: OutputOptions) -> None:
    """Show one snapshot."""
    from musicanalyser.reports.snapshot import build_card
    from musicanalyser.store.snapshots import find_snapshot

    call = ctx.ensure_object(Invocation)
    with call.app().reading() as conn:
        snapshot = find_snapshot(conn, number)
    if snapshot is None:
        raise _missing(number)
    output.write(build_card(snapshot), call.screen)


@app.command("diff", cls=SectionedCommand)
@with_groups
def compare(
    ctx: typer.Context,
    before: _Number,
    after: Annotated[int, typer.Argument(metavar="M", min=1, help="The number to compare with.")],
    *,
    output: OutputOptions,
) -> None:
    """Compare the personas and facts of two snapshots."""
    from musicanalyser.reports.snapshot_diff import compare_snapshots
    from musicanalyser.store.snapshots import find_snapshot

    call = ctx.ensure_object(Invocation)
    with call.app().reading() as conn:
        one, other = find_snapshot(conn, before), find_snapshot(conn, after)
    if one is None or other is None:
        raise _missing(before if one is None else after)
    output.write(compare_snapshots(one, other), call.screen)


@app.command("delete")
def delete(
    ctx: typer.Context,
    number: _Number,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete one snapshot permanently."""
    from musicanalyser.store.connection import transaction
    from musicanalyser.store.snapshots import find_snapshot, remove_snapshot

    app = ctx.ensure_object(Invocation).app()
    with app.reading() as conn:
        if find_snapshot(conn, number) is None:
            raise _missing(number)
    if not yes and not confirm_deletion(app.screen, f"Delete snapshot {number} permanently?"):
        return
    with app.writing() as conn, transaction(conn):
        remove_snapshot(conn, number)
    app.screen.print_message(f"Deleted snapshot {number}.")


def _missing(number: int) -> Error:
    return Error(f"There is no snapshot {number}.", hint="Run: musicanalyser snapshots list")
