"""``roast``: a persona and a roast, with the facts behind them."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.roast_options import RoastOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.llm import OFFLINE
from musicanalyser.stats.base.question import Question

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.roasting.roast_run import RoastEnvironment

_DEFAULT_DAYS = 90
_PANEL = "Roast"
_EXAMPLES = """
\b
Examples:
  musicanalyser roast
  musicanalyser roast --year --tone savage -o roast.svg
  musicanalyser roast --lang de --seed 2
  musicanalyser roast --show-prompt
  musicanalyser roast --provider gemini
  musicanalyser roast --provider compatible --model llama3.2

docs/roast.md says what a model receives, and how its answer is checked.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def roast(
    ctx: typer.Context,
    *,
    window: WindowOptions,
    writing: RoastOptions,
    again: Annotated[
        bool,
        typer.Option("--again", rich_help_panel=_PANEL, help="Regenerate even if cached."),
    ] = False,
    show_prompt: Annotated[
        bool,
        typer.Option(
            "--show-prompt",
            rich_help_panel=_PANEL,
            help="Print the prompt for the model; send nothing.",
        ),
    ] = False,
    output: OutputOptions,
) -> None:
    """Roast your taste, with receipts.

    The default window is the last 90 days. Written offline unless you set a
    provider. What a model writes is checked against the facts.
    """
    from musicanalyser.flows.roasting import (
        persona_writers,
        roast_run,
    )
    from musicanalyser.flows.roasting.material import gather_material
    from musicanalyser.reports import snapshot

    app = ctx.ensure_object(Invocation).app()
    order = writing.order(app.config, keys=app.paths.keys, environ=app.screen.environ, again=again)
    by_model = show_prompt or order.provider != OFFLINE
    question = Question(
        window=window.window(now=app.now(), zone=app.zone, default_days=_DEFAULT_DAYS),
        today=app.today,
        session_gap_minutes=app.config.session_gap_minutes,
        exports_only=writing.exports_only(app.config, by_model=by_model),
    )
    with app.reading() as conn:
        material = gather_material(conn, question)
        if show_prompt:
            contract = material.make_contract(tone=order.tone, language=order.language)
            print(persona_writers.preview_request(contract, order), file=app.screen.out)
            return
        answer = roast_run.find_or_write_roast(conn, material, order, _environment(app))
    output.write(snapshot.build_card(answer.snapshot, answer.notes), app.screen)


def _environment(app: "App") -> "RoastEnvironment":
    from musicanalyser.cli.terminal.consent import may_send
    from musicanalyser.cli.terminal.progress import show_waiting
    from musicanalyser.flows.roasting.roast_run import RoastEnvironment

    return RoastEnvironment(
        may_send=partial(may_send, app),
        show_waiting=partial(show_waiting, app.screen),
        notify=app.screen.print_message,
        writing=app.writing,
        now=app.now,
    )
