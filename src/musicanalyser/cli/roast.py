"""``roast``: a persona and a roast, with the facts behind them."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.roast_options import RoastOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand

if TYPE_CHECKING:
    from sqlite3 import Connection

    from musicanalyser.context import App
    from musicanalyser.flows.roasting.material import Material
    from musicanalyser.flows.roasting.roast_request import RoastRequest
    from musicanalyser.report import Report

_DEFAULT_DAYS = 90
_EXAMPLES = """
\b
Examples:
  musicanalyser roast
  musicanalyser roast --year --tone savage -o roast.svg
  musicanalyser roast --lang de --seed 2
  musicanalyser roast --ask
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
    options: RoastOptions,
    output: OutputOptions,
    history: HistoryOptions,
) -> None:
    """Roast your taste, with receipts.

    The default window is the last 90 days. Written offline unless you set a
    provider. What a model writes is checked against the facts.
    """
    from musicanalyser.flows.roasting.material import gather_material

    app = ctx.ensure_object(Invocation).app()
    request = options.request(app)
    chosen = window.window(now=app.now(), zone=app.zone, default_days=_DEFAULT_DAYS)
    with history.reading(app) as conn:
        material = gather_material(conn, options.question(chosen, app))
        if options.show_prompt:
            _print_prompt(app, material, request)
            return
        report = _write(app, conn, material, _ask(app, options, material, request))
    output.write(report, app.screen)


def _print_prompt(app: "App", material: "Material", request: "RoastRequest") -> None:
    from musicanalyser.flows.roasting.persona_writers import preview_request
    from musicanalyser.flows.roasting.roast_run import make_contract

    contract = make_contract(material, request)
    print(preview_request(contract, request), file=app.screen.out)


def _ask(
    app: "App", options: RoastOptions, material: "Material", request: "RoastRequest"
) -> "RoastRequest":
    """Return the request with the answers of the user, if questions are wanted."""
    if not options.ask and options.answers is None:
        return request
    from musicanalyser.cli.roasting.roast_questions import ask_questions
    from musicanalyser.roast.offline.questions import find_questions

    questions = find_questions(material.facts, request.offline_language or "en")
    return replace(request, answers=ask_questions(app.screen, questions, options.answers))


def _write(
    app: "App", conn: "Connection", material: "Material", request: "RoastRequest"
) -> "Report":
    from musicanalyser.cli.roasting.consent import may_send
    from musicanalyser.cli.terminal.progress import show_waiting
    from musicanalyser.flows.roasting.roast_run import RoastEnvironment, find_or_write_roast
    from musicanalyser.reports.snapshot import build_card

    environment = RoastEnvironment(
        may_send=partial(may_send, app, is_named=request.is_explicit),
        show_waiting=partial(show_waiting, app.screen),
        notify=app.screen.print_message,
        explain=app.screen.print_detail,
        writing=app.writing,
        now=app.now,
    )
    answer = find_or_write_roast(conn, material, request, environment)
    return build_card(answer.snapshot, answer.notes)
