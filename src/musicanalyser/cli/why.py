"""``why``: how the figure of a track, artist, album or play adds up."""

from dataclasses import replace
from typing import Annotated

import typer

from musicanalyser.cli.options.counting_options import ListOptions
from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.stats.base.known_days import mark_unknown
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.entities.why import explain
from musicanalyser.stats.rules.rules_note import note_rules

_EXAMPLES = """
\b
Examples:
  musicanalyser why "paper boats"
  musicanalyser why artist:Lanterns --in 2025 --count-as scrobble
  musicanalyser why "track:The Lanterns - Paper Boats" --limit 100
  musicanalyser why 4711

A name may have its kind before it: track:, artist:, album: or play:. A number
is a play, as `log --format csv` shows it.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def why(
    ctx: typer.Context,
    entity: Annotated[
        str, typer.Argument(metavar="NAME", help="A track, artist, album, or number of a play.")
    ],
    *,
    window: WindowOptions,
    counting: ListOptions,
    output: OutputOptions,
    history: HistoryOptions,
) -> None:
    """Show how a figure adds up.

    The figure is that of a track, artist, album or play. Lists the plays that
    count and those that do not, with the reason, the Spotify ids that make one
    track, and the rows of files behind each play. The default window is the
    whole history.
    """
    app = ctx.ensure_object(Invocation).app()
    question = counting.question(window.window(now=app.now(), zone=app.zone), app)
    with history.reading(app) as conn:
        found = find_entity(conn, entity)
        question = replace(question, track_ids=found.track_ids(conn))
        report = note_rules(
            conn, question, mark_unknown(conn, question, explain(conn, question, found))
        )
    output.write(report, app.screen, paged=True)
