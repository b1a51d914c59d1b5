"""Makes a rule in the history, and says what it did."""

import sqlite3
from collections.abc import Callable

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.model.rule import Rule, RuleAction

_DID = {
    RuleAction.IGNORE: "{plays} left out",
    RuleAction.MERGE: "{plays} counted under the new name",
    RuleAction.SPLIT: "{plays} counted under the new name",
    RuleAction.RENAME: "{plays} shown under the new name",
}


def write_rule(ctx: typer.Context, make: Callable[[sqlite3.Connection], Rule]) -> None:
    """Add the rule that a function makes of the names of the history.

    Raises:
        Error: If there is no history, or it has no such names, or there is the same rule already.
    """
    from musicanalyser.flows.ruling.rule_changes import add_rule
    from musicanalyser.listening.rules.rule_text import rule_text
    from musicanalyser.store.connection import transaction
    from musicanalyser.store.rules.rule_reach import RuleReach, measure
    from musicanalyser.timespan import to_ms

    app = ctx.ensure_object(Invocation).app()
    with app.reading() as reading:
        rule = make(reading)
    with app.writing() as conn:
        with transaction(conn):
            number = add_rule(conn, rule, now_ms=to_ms(app.now()), zone=app.zone)
        reach = measure(conn).get(number, RuleReach())
    plays = f"{reach.plays:,} play{'s' * (reach.plays != 1)}"
    app.screen.print_message(
        f"Rule {number}: {rule_text(rule, app.zone)}. {_DID[rule.action].format(plays=plays)}."
    )
    app.screen.print_message(f"To undo it: musicanalyser rules undo {number}")
