"""Questions about the facts, and what the answers add to a roast."""

from collections.abc import Sequence
from dataclasses import dataclass

from musicanalyser.roast.offline.localised_figures import fill_phrase, localise_fact
from musicanalyser.roast.offline.phrase_files import load_language
from musicanalyser.roast.persona import Fact

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastQuestion:
    """A question that is answered with yes or no, and the reactions."""

    text: str
    yes: str
    no: str
    yes_mark: str
    no_mark: str

    def answer(self, *, is_yes: bool) -> "Answer":
        """Return the answer with the reaction to it."""
        reaction, mark = (self.yes, self.yes_mark) if is_yes else (self.no, self.no_mark)
        return Answer(question=self.text, is_yes=is_yes, reaction=reaction, mark=mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the listener said: quoted, never a fact."""

    question: str
    is_yes: bool
    reaction: str
    mark: str
    """The end of the verdict."""


def find_questions(facts: Sequence[Fact], language: str) -> list[RoastQuestion]:
    """Return up to `MOST_QUESTIONS` about the facts, in one of the languages."""
    phrases = load_language(language)
    by_kind = {fact.kind: fact for fact in facts}
    found = []
    for kind, texts in phrases.questions.items():
        if kind in by_kind:
            values = localise_fact(by_kind[kind], phrases.numbers)
            filled = [
                fill_phrase(text, values)
                for text in (texts.ask, texts.yes, texts.no, texts.yes_mark, texts.no_mark)
            ]
            text, yes, no, yes_mark, no_mark = (one or "" for one in filled)
            found.append(
                RoastQuestion(text=text, yes=yes, no=no, yes_mark=yes_mark, no_mark=no_mark)
            )
    return found[:MOST_QUESTIONS]


def mark_stamp(stamp: str, answers: Sequence[Answer], language: str) -> str:
    """Return a verdict that ends with the mark of the last answer."""
    if not answers:
        return stamp
    _, between, _ = load_language(language).frames.joints
    mark = answers[-1].mark
    return f"{stamp.rstrip('.')}{between}{mark}"
