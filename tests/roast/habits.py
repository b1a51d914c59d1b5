"""Listeners with plain habits, and the facts about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from musicanalyser.report import Report
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact
from musicanalyser.stats import STATS
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import to_ms
from tests.stats.history import BERLIN, MINUTE, History, Song, asked

QUARTER = asked("2025-01-01", "2025-04-01")
YEAR_BEFORE = asked("2024-01-01", "2025-01-01")
LOVED = Song(title="Aria", artist="Ada", uri="x:aria")


Reports = tuple[Mapping[str, Report], Mapping[str, Report]]


def reports(history: History, question: Question, *, private: bool = False) -> dict[str, Report]:
    whole = replace(question, limit=100, hourly=True, private=private)
    return {name: one.answer(history.conn, whole) for name, one in STATS.items()}


def facts_of(history: History, question: Question = QUARTER) -> dict[str, Fact]:
    found = find_facts(reports(history, question), reports(history, YEAR_BEFORE), limit=len(KINDS))
    return {fact.kind: fact for fact in found}


def play_daily(
    history: History,
    since: str,
    until: str,
    *,
    at: str = "12:00",
    plays: int = 4,
    song: Song | None = None,
    verdict: str = "finished",
) -> None:
    """Play some tracks a day, five minutes after each other."""
    first, last = (datetime.fromisoformat(f"{day} {at}") for day in (since, until))
    for day in range((last - first).days):
        for one in range(plays):
            began = (first + timedelta(days=day, minutes=5 * one)).replace(tzinfo=BERLIN)
            which = song or Song(title=f"t{day}-{one}", artist=f"a{one}", uri=f"x:{day}-{one}")
            history.play_at(
                to_ms(began),
                3 * MINUTE,
                song=which,
                ended_ms=to_ms(began) + 3 * MINUTE,
                verdict=verdict,
            )
