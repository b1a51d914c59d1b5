"""The questions of `roast --ask`, with the program's reactions."""

import sys
from typing import TYPE_CHECKING

from musicanalyser.cli.terminal.prompts import can_prompt
from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musicanalyser.context import Screen
    from musicanalyser.roast.offline.phrase_files import QuestionPhrases
    from musicanalyser.roast.offline.questions import Answer

_YES = ("y", "j", "s")
"""Yes, ja, sí."""


def ask_questions(
    screen: "Screen", questions: "Sequence[QuestionPhrases]", given: str | None
) -> "tuple[Answer, ...]":
    """Return the answers to some questions, from a text such as ``yny`` or from the terminal.

    An empty line skips a question.

    Raises:
        UsageError: If there are no answers, and no terminal to ask on.
    """
    from musicanalyser.roast.offline.questions import answer_question

    if given is None and not can_prompt(screen):
        raise UsageError(
            "Questions need a terminal.", hint="Give the answers with them: --answers yny"
        )
    answers = []
    for number, question in enumerate(questions):
        text = _prompt(screen, question.ask) if given is None else given[number : number + 1]
        if text:
            answers.append(answer_question(question, is_yes=text[0] in _YES))
            screen.print_message(answers[-1].reaction)
    return tuple(answers)


def _prompt(screen: "Screen", question: str) -> str:
    print(f"{question} [y/n] ", end="", file=screen.err, flush=True)
    return sys.stdin.readline().strip().lower()
