"""``watch``: what plays, how long it is really heard, and what is skipped."""

from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.config.settings import POLICIES
from musicanalyser.errors import TryLaterError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from musicanalyser.cli.watch_display.display import WatchDisplay
    from musicanalyser.context import App
    from musicanalyser.flows.live.watcher import Watcher

_EXAMPLES = """
\b
Examples:
  musicanalyser watch
  musicanalyser watch --policy fast
  musicanalyser watch --plain >> plays.txt
  musicanalyser watch --on-skip 'notify-send Skipped'
  tmux new-session -d -s music musicanalyser watch

Leave it with Ctrl-C. However it ends, nothing that it saw is lost or counted
twice: run it again and it goes on. docs/watch.md tells what it can see, and how
well.
"""


class PolicyName(StrEnum):
    """How often the player is asked."""

    LEAN = "lean"
    ECON = "econ"
    BAL = "bal"
    FAST = "fast"


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=_EXAMPLES)
def watch(
    ctx: typer.Context,
    *,
    policy: Annotated[
        PolicyName | None,
        typer.Option(
            metavar="POLICY", help=f"How often to ask: {', '.join(POLICIES)}; econ is usual."
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="One line an event, as where it is piped.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Look once and leave.")] = False,
    on_play: Annotated[
        str, typer.Option(metavar="COMMAND", help="Run this after each play, JSON on stdin.")
    ] = "",
    on_skip: Annotated[
        str, typer.Option(metavar="COMMAND", help="Run this after each play that was skipped.")
    ] = "",
) -> None:
    """Watch what plays, how long it is heard, and what is skipped.

    It asks Spotify now and then, more often while you may skip, and keeps what
    it sees. On a terminal it shows a panel; press Ctrl-C to leave.
    """
    from musicanalyser.cli.watch_display.shutdown import leaving  # noqa: PLC0415 - not for --help
    from musicanalyser.flows.live.hooks import Hooks, read_command  # noqa: PLC0415 - not for --help
    from musicanalyser.flows.live.lock import only_one  # noqa: PLC0415 - not for --help

    call = ctx.ensure_object(Invocation)
    if call.as_of is not None:
        raise UsageError("watch lives in the present.", hint="Leave out --as-of.")
    app = call.app()
    after_play = read_command(on_play, option="--on-play") if on_play else ()
    after_skip = read_command(on_skip, option="--on-skip") if on_skip else ()
    with leaving(), only_one(app.paths.database, "watch"), app.writing() as conn:
        watcher = _watcher(app, conn, policy or app.config.watch_policy)
        with _view(app, conn, watcher, plain=plain or once) as view:
            hooks = Hooks(on_play=after_play, on_skip=after_skip, say=view.tell)
            while True:
                turn = watcher.turn()
                for play in turn.finished:
                    hooks.tell(play)
                if once and turn.sample is None:
                    raise TryLaterError(turn.trouble or "", hint="Look again later.")
                view.show(turn)
                if once:
                    hooks.finish()
                    break
                view.wait(turn.wait_ms)


def _watcher(app: "App", conn: "sqlite3.Connection", policy: str) -> "Watcher":
    from musicanalyser.cli.terminal.spotify_access import budget_of, client_of  # noqa: PLC0415 - not for --help
    from musicanalyser.flows.live.watcher import Watcher  # noqa: PLC0415 - not for --help
    from musicanalyser.listening.tracking.polling import POLICIES as KNOWN  # noqa: PLC0415 - as Watcher

    budget = budget_of(app, conn)
    return Watcher(
        conn, client_of(app, budget), budget, policy=KNOWN[policy], zone=app.zone, now=app.now
    )


def _view(
    app: "App", conn: "sqlite3.Connection", watcher: "Watcher", *, plain: bool
) -> AbstractContextManager["WatchDisplay"]:
    """Return what shows the watch: a panel where it can move, else lines."""
    terminal = app.screen.out.isatty() and app.screen.environ.get("TERM") != "dumb"
    if plain or not terminal:
        from musicanalyser.cli.watch_display.event_lines import Lines  # noqa: PLC0415 - not for --help

        return Lines(app)
    from musicanalyser.cli.watch_display.live_panel import PanelView  # noqa: PLC0415 - not for --help

    return PanelView(app, conn, watcher)
