"""``rules``: what is ignored, merged, split and renamed, and taken back."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.play_limits import PlayLimits
from musicanalyser.cli.ruling.rule_writing import take_back, write_rule
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.model.rule import RuleLevel

_EXAMPLES = """
\b
Examples:
  musicanalyser rules ignore artist "Sleep Sounds"
  musicanalyser rules ignore album "Lullabies" --between 19:00 07:00
  musicanalyser rules merge track "Boats - Remastered 2011" "Boats"
  musicanalyser rules split artist Lanterns "Dub Plates" --as "Lanterns (UK)"
  musicanalyser rules suggest
  musicanalyser rules list
  musicanalyser rules undo 2 --dry-run
  musicanalyser rules export > rules.toml
"""

_Level = Annotated[
    RuleLevel, typer.Argument(metavar="LEVEL", help="What NAME is: artist, track or album.")
]
_Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Its name, or a part of it, as for find.")
]

_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show how the top 20 would change.")]

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def rules(ctx: typer.Context) -> None:
    """Ignore, merge and rename music, with undo.

    Rules apply to past and future plays and to every statistic. Nothing is
    deleted: undo restores every figure.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command(cls=SectionedCommand)
@with_groups
def ignore(
    ctx: typer.Context,
    level: _Level,
    name: _Name,
    *,
    limits: PlayLimits,
    dry_run: _DryRun = False,
) -> None:
    """Leave plays out of all statistics.

    The log and `why` still show them, marked. With limits, only plays are left
    out that start within all of them.
    """
    from musicanalyser.flows.ruling.new_rules import make_ignore

    values = limits.values(ctx.ensure_object(Invocation).app())
    write_rule(
        ctx, lambda conn: replace(make_ignore(conn, level, name), **values), is_trial=dry_run
    )


@app.command(cls=SectionedCommand)
def merge(
    ctx: typer.Context,
    level: _Level,
    name: _Name,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The name to count it under.")],
    *,
    dry_run: _DryRun = False,
) -> None:
    """Count one artist, track or album as another.

    The songs and albums of merged artists that have one name become one. A
    merged track stays on its album.
    """
    from musicanalyser.flows.ruling.new_rules import make_merge

    write_rule(ctx, partial(make_merge, level=level, text=name, into=into), is_trial=dry_run)


@app.command(cls=SectionedCommand)
def split(
    ctx: typer.Context,
    level: Annotated[
        Literal["artist", "track"],
        typer.Argument(metavar="LEVEL", help="What NAME is: artist or track."),
    ],
    name: _Name,
    album: Annotated[str, typer.Argument(metavar="ALBUM", help="The album of those to split off.")],
    *,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="NEW", help="Their name. Default: NAME (ALBUM).")
    ] = None,
    dry_run: _DryRun = False,
) -> None:
    """Count what of a name is on one album as one of its own.

    For two artists of one name, or a live version with the title of the song.
    """
    from musicanalyser.flows.ruling.new_rules import make_split

    write_rule(
        ctx,
        partial(make_split, level=RuleLevel(level), text=name, album=album, new_name=as_),
        is_trial=dry_run,
    )


@app.command(cls=SectionedCommand)
def rename(
    ctx: typer.Context,
    level: _Level,
    name: _Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name to show.")],
    *,
    dry_run: _DryRun = False,
) -> None:
    """Show an artist, track or album under a new name."""
    from musicanalyser.flows.ruling.new_rules import make_rename

    write_rule(ctx, partial(make_rename, level=level, text=name, new_name=new), is_trial=dry_run)


@app.command("list", cls=SectionedCommand)
@with_groups
def show_all(ctx: typer.Context, *, output: OutputOptions) -> None:
    """List all rules, and how much each of them changes."""
    from musicanalyser.reports.ruling.rule_list import list_of_rules
    from musicanalyser.store.rules.rule_reach import measure
    from musicanalyser.store.rules.rule_rows import list_rules

    app = ctx.ensure_object(Invocation).app()
    with app.reading() as conn:
        report = list_of_rules(list_rules(conn), measure(conn), app.zone)
    output.write(report, app.screen)


@app.command(cls=SectionedCommand)
def undo(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="Its number in the list.")],
    *,
    dry_run: _DryRun = False,
) -> None:
    """Take a rule back; what the other rules leave is restored."""
    take_back(ctx, number, is_trial=dry_run)


@app.command("export")
def write_all(ctx: typer.Context) -> None:
    """Write all rules as TOML, to keep them or for another history."""
    from musicanalyser.cli.ruling.rule_transfer import export_rules

    export_rules(ctx)


@app.command("import")
def read_all(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What rules export wrote.")],
) -> None:
    """Add the rules of a TOML file, after those that there are.

    Rules that are there already are left out. A rule may be about a name that
    comes with a later import.
    """
    from musicanalyser.cli.ruling.rule_transfer import import_rules

    import_rules(ctx, file)


@app.command(cls=SectionedCommand)
@with_groups
def suggest(ctx: typer.Context, *, output: OutputOptions) -> None:
    """Suggest merges: remasters, edits, guests, live, the same ISRC.

    On a terminal, asks about one after the other. In a pipe, or with a format
    or a file, lists them.
    """
    from musicanalyser.cli.ruling.suggestion_review import review_suggestions

    review_suggestions(ctx, output)
