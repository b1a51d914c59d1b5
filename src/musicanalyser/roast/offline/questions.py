"""Questions about the facts, and what the answers add to a roast."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import asdict

from musicanalyser.roast.offline.localised_figures import fill_phrase, localise_fact
from musicanalyser.roast.offline.phrase_files import QuestionPhrases, load_language
from musicanalyser.roast.persona import Fact

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the listener said: quoted, never a fact."""

    question: str
    is_yes: bool
    reaction: str
    mark: str
    """The end of the verdict."""


def answer_question(question: QuestionPhrases, *, is_yes: bool) -> Answer:
    """Return the answer with the reaction to it."""
    reaction, mark = (
        (question.yes, question.yes_mark) if is_yes else (question.no, question.no_mark)
    )
    return Answer(question=question.ask, is_yes=is_yes, reaction=reaction, mark=mark)


def find_questions(facts: Sequence[Fact], language: str) -> list[QuestionPhrases]:
    """Return up to `MOST_QUESTIONS` about the facts, in one of the languages."""
    phrases = load_language(language)
    by_kind = {fact.kind: fact for fact in facts}
    asked = [kind for kind in phrases.questions if kind in by_kind][:MOST_QUESTIONS]
    found = []
    for kind in asked:
        values = localise_fact(by_kind[kind], phrases.numbers)
        texts = asdict(phrases.questions[kind])
        filled = {name: fill_phrase(text, values) or "" for name, text in texts.items()}
        found.append(QuestionPhrases(**filled))
    return found


def mark_stamp(stamp: str, answers: Sequence[Answer], language: str) -> str:
    """Return a verdict that ends with the mark of the last answer."""
    if not answers:
        return stamp
    _, between, _ = load_language(language).frames.joints
    mark = answers[-1].mark
    return f"{stamp.rstrip('.')}{between}{mark}"
