"""``watch``: records what is playing, for how long, and what is skipped."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError
from musicanalyser.listening.polling.policies import PollingPolicy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from musicanalyser.cli.watch_display.display import WatchDisplay
    from musicanalyser.context import App
    from musicanalyser.flows.live.hooks import Hooks
    from musicanalyser.flows.live.joined_player import JoinedPlayer, LocalSource
    from musicanalyser.flows.live.watcher import Player, Watcher

_EXAMPLES = """
\b
Examples:
  musicanalyser watch
  musicanalyser watch --policy fast
  musicanalyser watch --plain >> plays.txt
  musicanalyser watch --on-skip 'notify-send Skipped'
  tmux new-session -d -s music musicanalyser watch

Press Ctrl-C to quit. However it ends, nothing recorded is lost or counted
twice; the next watch continues. docs/watch.md says what it can see, and how
well.
"""

_PANEL, _LINES, _JSON = "panel", "lines", "jsonl"

_NAP_S = 15.0
_ASLEEP_S = 30.0
"""A nap that took so much longer by the clock was a sleep of the machine, or a moved clock."""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=_EXAMPLES)
def watch(  # noqa: PLR0913 - as many as it has options
    ctx: typer.Context,
    *,
    policy: Annotated[
        str | None,
        typer.Option(
            metavar="POLICY",
            autocompletion=lambda: list(PollingPolicy),
            help=f"How often to poll: {', '.join(PollingPolicy)}; default econ.",
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Print one line per event, as when piped.")
    ] = False,
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="jsonl: one JSON object per event."),
    ] = "",
    once: Annotated[bool, typer.Option("--once", help="Poll once and exit.")] = False,
    no_desktop: Annotated[
        bool, typer.Option("--no-desktop", help="Do not follow the players of this machine.")
    ] = False,
    on_play: Annotated[
        str, typer.Option(metavar="COMMAND", help="Run after each play, with JSON on stdin.")
    ] = "",
    on_skip: Annotated[
        str, typer.Option(metavar="COMMAND", help="As --on-play, but after skipped plays only.")
    ] = "",
) -> None:
    """Record what you play and skip, as it happens.

    Polls Spotify every few seconds, more often when a skip is likely. Shows a
    panel on a terminal, and lines where it is piped.
    """
    app = _app_of_today(ctx.ensure_object(Invocation))
    name = parse_setting("watch_policy", policy or app.config.watch_policy, option="--policy")
    hooks = _hooks(on_play, on_skip)
    look = _look(form, is_plain=plain or once)
    _watch(app, str(name), hooks, look=look, once=once, is_desktop=not no_desktop)


def _watch(
    app: "App", policy: str, hooks: "Hooks", *, look: str, once: bool, is_desktop: bool
) -> None:
    from musicanalyser.cli.terminal.desktop_players import follow_local_players
    from musicanalyser.cli.terminal.spotify_access import require_sign_in
    from musicanalyser.cli.watch_display.shutdown import graceful_shutdown
    from musicanalyser.flows.live.lock import single_instance

    require_sign_in(app)
    with (
        graceful_shutdown(),
        single_instance(app.paths.database, "watch"),
        app.writing() as conn,
        follow_local_players(app, is_wanted=is_desktop and not once) as local,
    ):
        watcher, joined = _watcher(app, conn, policy, local)
        sleep = wake_with_machine(app, joined.wait if joined else _plain_sleep(app))
        with _display(app, watcher, look, joined) as display:
            _run(app.screen.environ, watcher, display, hooks, sleep=None if once else sleep)


def _app_of_today(call: Invocation) -> "App":
    if call.as_of is not None:
        raise UsageError("watch works in the present only.", hint="Leave out --as-of.")
    return call.app()


def _look(form: str, *, is_plain: bool) -> str:
    if form not in {"", _JSON}:
        raise UsageError(f"watch has no format {form}.", hint=f"It has one: --format {_JSON}")
    return form or (_LINES if is_plain else _PANEL)


def _hooks(on_play: str, on_skip: str) -> "Hooks":
    from musicanalyser.flows.live.hooks import Hooks, parse_command

    return Hooks(
        on_play=parse_command(on_play, option="--on-play") if on_play else (),
        on_skip=parse_command(on_skip, option="--on-skip") if on_skip else (),
    )


def _watcher(
    app: "App", conn: "sqlite3.Connection", policy: str, local: "LocalSource | None"
) -> "tuple[Watcher, JoinedPlayer | None]":
    """Return a watcher, and its player if that may be one of this machine."""
    from musicanalyser.cli.terminal.spotify_access import make_budget, make_client
    from musicanalyser.flows.live.joined_player import JoinedPlayer
    from musicanalyser.flows.live.watcher import Watcher

    budget = make_budget(app, conn)
    player: Player = make_client(app, budget)
    joined = None if local is None else JoinedPlayer(player, local, now=app.now)
    watcher = Watcher(
        conn,
        joined or player,
        budget,
        policy=PollingPolicy(policy),
        zone=app.recording_zone,
        now=app.now,
    )
    return watcher, joined


def _plain_sleep(app: "App") -> "Callable[[float], bool]":
    def sleep(seconds: float) -> bool:
        app.sleep(seconds)
        return False

    return sleep


def wake_with_machine(app: "App", sleep: "Callable[[float], bool]") -> "Callable[[float], bool]":
    """Return ``sleep`` in short naps that end early once the machine itself has slept.

    Clocks of waits stand still meanwhile: a watch would go on waiting after the lid is opened.
    """

    def sleep_in_naps(seconds: float) -> bool:
        left_s = seconds
        while left_s > 0:
            nap_s = min(left_s, _NAP_S)
            before = app.now()
            has_woken = sleep(nap_s)
            if has_woken or (app.now() - before).total_seconds() > nap_s + _ASLEEP_S:
                return True
            left_s -= nap_s
        return False

    return sleep_in_naps


def _display(
    app: "App", watcher: "Watcher", look: str, joined: "JoinedPlayer | None"
) -> AbstractContextManager["WatchDisplay"]:
    """Return a panel on a terminal that can repaint it, else lines or JSON."""
    can_repaint = app.screen.out.isatty() and app.screen.environ.get("TERM") != "dumb"
    if look != _PANEL or not can_repaint:
        from musicanalyser.cli.watch_display.event_lines import EventLines

        return EventLines(app, is_json=look == _JSON)
    from musicanalyser.cli.watch_display.live_panel import LivePanel

    return LivePanel(app, watcher, joined)


def _run(
    environ: "Mapping[str, str]",
    watcher: "Watcher",
    display: "WatchDisplay",
    hooks: "Hooks",
    *,
    sleep: "Callable[[float], bool] | None",
) -> None:
    """Poll, show and run hooks again and again, or once if there is no ``sleep``."""
    from musicanalyser.cli.watch_display.service_state import report_state

    while True:
        step = watcher.poll()
        for play in step.finished:
            for warning in hooks.run_after(play):
                display.warn(warning)
        if sleep is None and step.failure is not None:
            raise step.failure
        display.show(step)
        report_state(environ, step)
        if sleep is None:
            hooks.wait()
            return
        display.wait(step.wait_ms, sleep)
