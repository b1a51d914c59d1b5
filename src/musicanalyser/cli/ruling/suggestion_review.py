"""Asks about suggested rules, one after the other."""

import sys
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.ruling.rule_writing import write_rule
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.prompts import can_prompt
from musicanalyser.flows.ruling.suggestions import find_suggestions
from musicanalyser.listening.rules.likely_merges import Suggestion
from musicanalyser.listening.rules.rule_text import rule_text
from musicanalyser.units import count_text

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.model.rule import Rule

_YES, _QUIT = frozenset({"y", "yes"}), frozenset({"q", "quit"})


def review_suggestions(ctx: typer.Context, output: OutputOptions) -> None:
    """Ask about each suggestion on a terminal, and list all of them elsewhere."""
    app = ctx.ensure_object(Invocation).app()
    found = _find(app)
    if not (found and output.is_default and can_prompt(app.screen)):
        from musicanalyser.reports.ruling.suggestion_list import list_suggestions

        output.write(list_suggestions(found), app.screen)
        return
    answered: set[Rule] = set()
    while found:
        one, *found = found
        answer = _ask(app, one, len(found))
        if answer in _QUIT:
            return
        answered.add(one.rule)
        if answer in _YES:
            write_rule(ctx, lambda _, rule=one.rule: rule, is_trial=False)  # type: ignore[misc]
            found = [other for other in _find(app) if other.rule not in answered]


def _find(app: "App") -> list[Suggestion]:
    with app.reading() as conn:
        return find_suggestions(conn)


def _ask(app: "App", one: Suggestion, others: int) -> str:
    """Return the answer to a suggestion in small letters; the end of the input is to quit."""
    plays = count_text(one.plays, "play")
    text = f"{rule_text(one.rule, app.zone)}? {one.reason}, {plays}; {others:,} more"
    print(f"{text} [y/N/q] ", end="", file=app.screen.err, flush=True)
    line = sys.stdin.readline()
    return line.strip().lower() if line else "q"
