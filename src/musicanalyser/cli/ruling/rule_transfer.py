"""Rules from the history to a file, and back."""

from pathlib import Path

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.flows.ruling.rule_changes import add_rules
from musicanalyser.flows.ruling.rule_file import HINT, read_rules, write_rules
from musicanalyser.store.connection import transaction
from musicanalyser.store.rules.rule_rows import list_rules
from musicanalyser.timespan import to_ms
from musicanalyser.units import count_text


def export_rules(ctx: typer.Context) -> None:
    """Write all rules as TOML to stdout."""
    app = ctx.ensure_object(Invocation).app()
    with app.reading() as conn:
        text = write_rules(stored.rule for stored in list_rules(conn))
    app.screen.out.write(text)


def import_rules(ctx: typer.Context, file: Path) -> None:
    """Add the rules of a file that are not there yet, and say how many are new, and what is wrong.

    Raises:
        Error: If the file cannot be read, or there is no history.
    """
    found, wrong = read_rules(file)
    app = ctx.ensure_object(Invocation).app()
    with app.reading(), app.writing() as conn, transaction(conn):
        new = add_rules(conn, found, now_ms=to_ms(app.now()))
    for sentence in wrong:
        app.screen.print_message(sentence)
    if wrong:
        app.screen.print_message(f"  {HINT}")
    known = "" if new == len(found) else f"; {len(found) - new:,} known already"
    of = count_text(len(found) + len(wrong), "rule")
    app.screen.print_message(f"Added {new:,} of {of}{known}.")
