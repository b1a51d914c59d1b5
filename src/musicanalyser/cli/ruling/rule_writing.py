"""Makes a rule in the history or takes one back, and says what that did."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.flows.ruling.rule_changes import add_rule, find_rule, undo_rule
from musicanalyser.listening.rules.rule_text import rule_text
from musicanalyser.model.rule import Rule, RuleAction
from musicanalyser.store.connection import transaction
from musicanalyser.store.rules.rule_reach import RuleReach, measure
from musicanalyser.timespan import to_ms
from musicanalyser.units import count_text

if TYPE_CHECKING:
    from musicanalyser.context import App

_DID = {
    RuleAction.IGNORE: "left out",
    RuleAction.MERGE: "counted under the new name",
    RuleAction.SPLIT: "counted under the new name",
    RuleAction.RENAME: "shown under the new name",
}


def write_rule(
    ctx: typer.Context, make: Callable[[sqlite3.Connection], Rule], *, is_trial: bool
) -> None:
    """Add the rule that a function makes of the names of the history; a trial only shows it.

    Raises:
        Error: If there is no history, or it has no such names, or there is the same rule already.
    """
    app = ctx.ensure_object(Invocation).app()
    with app.reading() as reading:
        rule = make(reading)
    add = partial(add_rule, rule=rule, now_ms=to_ms(app.now()), zone=app.zone)
    if is_trial:
        _show_trial(app, rule, add, rule_text(rule, app.zone))
        return
    with app.writing() as conn:
        with transaction(conn):
            number = add(conn)
        done = _done(rule.action, measure(conn).get(number, RuleReach()))
    app.screen.print_message(f"Rule {number}: {rule_text(rule, app.zone)}. {done}.")
    app.screen.print_message(f"To undo it: musicanalyser rules undo {number}")


def _done(action: RuleAction, reach: RuleReach) -> str:
    """Return what a new rule has done, and which rules had done so before."""
    plays = reach.new_plays if action is RuleAction.IGNORE else reach.plays
    done = f"{count_text(plays, 'play')} {_DID[action]}"
    before = ", ".join(
        f"{count_text(plays, 'play')} by rule {number}"
        for number, plays in sorted(reach.ignored_before.items())
    )
    return f"{done}; left out already: {before}" if before else done


def take_back(ctx: typer.Context, number: int, *, is_trial: bool) -> None:
    """Take back the rule with a number; a trial only shows what that would do.

    Raises:
        Error: If there is no history, or no such rule.
    """
    app = ctx.ensure_object(Invocation).app()
    with app.reading() as reading:
        rule = find_rule(reading, number).rule
    text = rule_text(rule, app.zone)
    if is_trial:
        _show_trial(app, rule, partial(undo_rule, number=number), f"undo {text}")
        return
    with app.writing() as conn, transaction(conn):
        undo_rule(conn, number)
    app.screen.print_message(f"Undone: {text}.")


def _show_trial(
    app: "App", rule: Rule, change: Callable[[sqlite3.Connection], object], text: str
) -> None:
    from musicanalyser.cli.options.counting_options import CountingOptions
    from musicanalyser.cli.options.output_options import OutputOptions
    from musicanalyser.flows.ruling.rule_trial import try_change
    from musicanalyser.reports.ruling.rank_shift import show_shift
    from musicanalyser.timespan import everything

    question = CountingOptions().question(everything(now=app.now(), zone=app.zone), app)
    with app.writing() as conn:
        before, after = try_change(conn, change, rule.level, question)
    OutputOptions().write(show_shift(before, after, text), app.screen)
