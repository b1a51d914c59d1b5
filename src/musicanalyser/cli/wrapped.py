"""``wrapped``: a window told as a story."""

from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.roast_options import RoastOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.llm import OFFLINE

if TYPE_CHECKING:
    from musicanalyser.context import App, Screen
    from musicanalyser.report import Report
    from musicanalyser.timespan import Window

_DEFAULT_DAYS = 365
_EXAMPLES = """
\b
Examples:
  musicanalyser wrapped
  musicanalyser wrapped --in 2025
  musicanalyser wrapped --in 2025 -o wrapped.html
  musicanalyser wrapped -o wrapped.svg
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def wrapped(
    ctx: typer.Context, *, window: WindowOptions, output: OutputOptions, history: HistoryOptions
) -> None:
    """Tell your year as a story, ending in a roast.

    Space goes on, b goes back, q ends. The default window is the last 365
    days. A picture file becomes one for each card. Nothing is sent anywhere.
    """
    app = ctx.ensure_object(Invocation).app()
    chosen = window.window(now=app.now(), zone=app.zone, default_days=_DEFAULT_DAYS)
    story = _tell_patiently(app, chosen, history)
    if output.notes or not (output.is_default and _play(story, app.screen)):
        output.write(story, app.screen)


def _play(story: "Report", screen: "Screen") -> bool:
    """Play the story if there is a terminal that can; return whether it was played."""
    from musicanalyser.cli.terminal.story_player import can_play, play_story

    is_played = can_play(screen)
    if is_played:
        play_story(story, screen)
    return is_played


def _tell_patiently(app: "App", window: "Window", history: HistoryOptions) -> "Report":
    if not app.screen.can_animate:
        return _tell(app, window, history)
    from musicanalyser.cli.terminal.progress import show_waiting

    with show_waiting(app.screen, "Reading your history"):
        return _tell(app, window, history)


def _tell(app: "App", window: "Window", history: HistoryOptions) -> "Report":
    from musicanalyser.flows.roasting.material import gather_material
    from musicanalyser.flows.roasting.roast_run import write_unsaved
    from musicanalyser.reports.snapshot import build_card
    from musicanalyser.reports.wrapped import tell_story

    options = RoastOptions(provider=OFFLINE)
    question = options.question(window, app)
    with history.reading(app) as conn:
        material = gather_material(conn, question)
        roast = write_unsaved(material, options.request(app), now=app.now())
        return tell_story(conn, question, material.facts, build_card(roast))
