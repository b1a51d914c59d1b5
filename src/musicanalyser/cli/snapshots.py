"""``snapshots``: saved roasts, and what changed between them."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.snapshot_numbers import complete_numbers
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.prompts import confirm_deletion
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import Error

if TYPE_CHECKING:
    from musicanalyser.context import App

_EXAMPLES = """
\b
Examples:
  musicanalyser snapshots list
  musicanalyser snapshots show 3 -o roast.svg
  musicanalyser snapshots diff 2 3
  musicanalyser snapshots timeline
  musicanalyser snapshots delete 2 3
"""

_CHANGED_FACTS = 8

_Number = Annotated[
    int,
    typer.Argument(
        metavar="N", min=1, autocompletion=complete_numbers, help="Its number in the list."
    ),
]

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


@app.command("timeline", cls=SectionedCommand)
@with_groups
def show_timeline(ctx: typer.Context, *, output: OutputOptions) -> None:
    """Show who you were, month by month."""
    from musicanalyser.reports.snapshot_timeline import build_timeline
    from musicanalyser.store.snapshots import list_snapshots

    call = ctx.ensure_object(Invocation)
    with call.app().reading() as conn:
        report = build_timeline(list_snapshots(conn))
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
    after: Annotated[
        int,
        typer.Argument(
            metavar="M",
            min=1,
            autocompletion=complete_numbers,
            help="The number to compare with.",
        ),
    ],
    *,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Changed facts to show.")
    ] = _CHANGED_FACTS,
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
    output.write(compare_snapshots(one, other, limit=limit), call.screen)


@app.command("delete")
def delete(
    ctx: typer.Context,
    numbers: Annotated[
        list[int],
        typer.Argument(
            metavar="N...",
            min=1,
            autocompletion=complete_numbers,
            help="Their numbers in the list.",
        ),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete snapshots permanently."""
    app = ctx.ensure_object(Invocation).app()
    _require_all(app, numbers)
    named = f"snapshot{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
    if yes or confirm_deletion(app.screen, f"Delete {named} permanently?"):
        _remove_all(app, numbers)
        app.screen.print_message(f"Deleted {named}.")


def _require_all(app: "App", numbers: list[int]) -> None:
    from musicanalyser.store.snapshots import find_snapshot

    with app.reading() as conn:
        for number in numbers:
            if find_snapshot(conn, number) is None:
                raise _missing(number)


def _remove_all(app: "App", numbers: list[int]) -> None:
    from musicanalyser.store.connection import transaction
    from musicanalyser.store.snapshots import remove_snapshot

    with app.writing() as conn, transaction(conn):
        for number in numbers:
            remove_snapshot(conn, number)


def _missing(number: int) -> Error:
    return Error(f"There is no snapshot {number}.", hint="Run: musicanalyser snapshots list")
