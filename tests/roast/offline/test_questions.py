"""What `roast --ask` asks, and what the answers do to the verdict."""

import pytest

from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.phrase_files import LANGUAGES, load_language
from musicanalyser.roast.offline.questions import answer_question, find_questions, mark_stamp
from tests.roast.listeners import listeners

EVERYONE = listeners()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listener_is_asked_at_most_three_questions_about_own_facts(language: str) -> None:
    for facts in EVERYONE.values():
        questions = find_questions(facts, language)
        assert len(questions) <= 3
        for one in questions:
            assert all((one.ask, one.yes, one.no, one.yes_mark, one.no_mark))
            assert "{" not in one.ask + one.yes + one.no
    assert load_language(language).questions.keys() == load_language("en").questions.keys()
    assert load_language(language).questions.keys() <= KINDS.keys()


def test_the_last_answer_ends_the_verdict() -> None:
    first, second, *_ = find_questions(EVERYONE["demo 1"], "en")
    answers = [answer_question(first, is_yes=True), answer_question(second, is_yes=False)]
    assert mark_stamp("VERDICT: so · bad", answers, "en").endswith(f"bad · {second.no_mark}")
    assert mark_stamp("VERDICT: so · bad", [], "en") == "VERDICT: so · bad"
    assert answers[0].reaction == first.yes
