"""Facts to roast, true and false answers of models, and a provider that gives them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.flows.roasting.roast_run import RoastEnvironment
from musicanalyser.llm import OFFLINE
from musicanalyser.llm.contract import (
    GenerationRequest,
    GenerationResult,
    ModelService,
    ProviderAccess,
)
from musicanalyser.report import Coverage, Span
from musicanalyser.roast.persona import Fact, Figure, Tone, Unit
from musicanalyser.timespan import last_days
from tests.flows.histories import ZONE

NOW = datetime(2025, 6, 30, 20, tzinfo=UTC)


def _fact(rank: int, kind: str, text: str, *figures: Figure, names: Sequence[str] = ()) -> Fact:
    return Fact(
        id=f"F{rank}",
        kind=kind,
        text=text,
        figures=figures,
        names=tuple(names),
        statistic="skips",
        surprise=5.0 - rank,
        coverage=None if rank == 1 else 0.9,
    )


FACTS = (
    _fact(
        1,
        "obsession",
        "“Blue Lighthouse” by Thermostat Timetable was played 15 times within 7 days.",
        Figure(name="plays", value=15, unit=Unit.COUNT),
        Figure(name="days", value=7, unit=Unit.DAYS),
        names=("Blue Lighthouse", "Thermostat Timetable"),
    ),
    _fact(
        2,
        "skip-rate",
        "47% of plays were skipped, against 45% before.",
        Figure(name="share", value=0.4692, unit=Unit.SHARE),
        Figure(name="usual", value=0.4524, unit=Unit.SHARE),
    ),
    _fact(
        3,
        "early",
        "17% of plays began between 4:00 and 8:00, against 12% before.",
        Figure(name="share", value=0.1748, unit=Unit.SHARE),
        Figure(name="since", value=4, unit=Unit.HOUR),
        Figure(name="until", value=8, unit=Unit.HOUR),
        Figure(name="usual", value=0.1232, unit=Unit.SHARE),
    ),
    _fact(
        4,
        "streak",
        "The longest streak of days with music lasted 33 days.",
        Figure(name="streak", value=33, unit=Unit.DAYS),
    ),
)
_WINDOW = last_days(90, now=NOW, zone=ZONE)
MATERIAL = Material(
    facts=FACTS,
    known_names=frozenset({"Blue Lighthouse", "Thermostat Timetable", "Zanzibar"}),
    span=Span(label=_WINDOW.label, since=_WINDOW.since, until=_WINDOW.until, timezone=ZONE.key),
    definition="Counts plays of 30 s or more.",
    coverage=Coverage(what="endings", of="plays", share=0.9),
)
OFFLINE_REQUEST = RoastRequest(
    tone=Tone.MEDIUM, language="en", provider=OFFLINE, access=ProviderAccess(), seed=1
)
GEMINI_REQUEST = replace(
    OFFLINE_REQUEST, provider="gemini", access=ProviderAccess(key="k", model="gemini-test")
)

_PERSONA = {
    "name": "The Dawn Patroller",
    "tagline": "Up before the birds, gone before the chorus.",
    "roast": [
        {"line": "You played “Blue Lighthouse” 15 times in a week.", "fact_ids": ["F1"]},
        {"line": "You skip {F2.share} of your plays; no hedgehog would.", "fact_ids": ["F2"]},
        {"line": "17 % of plays before 8:00: even roosters skip you.", "fact_ids": ["F3"]},
    ],
    "stamp": "15-times-in-a-week-roosters-out bad",
    "redeeming": "33 days in a row: you do show up.",
}
TRUE_ANSWER = json.dumps(_PERSONA)
FALSE_ANSWER = TRUE_ANSWER.replace("15 times in a week.", "16 times in a week.")
"""One line is false."""
LYING_ANSWER = json.dumps(
    _PERSONA
    | {"roast": [{"line": f"You played it {n} times.", "fact_ids": ["F1"]} for n in (3, 4, 5)]}
)
"""No line is true."""


HOSTED = ModelService(
    title="Scripted", url="https://example.com", key_variables=(), default_model="usual-model"
)
SELF_HOSTED = replace(HOSTED, url=None)


@dataclass(slots=True, kw_only=True)
class Scripted:
    """A provider that gives these answers one after the other, or raises them."""

    answers: list[str | BaseException]
    asked: list[GenerationRequest] = field(default_factory=list)
    SERVICE: ModelService = HOSTED

    def generate(
        self, request: GenerationRequest, access: ProviderAccess, **_: object
    ) -> GenerationResult:
        self.asked.append(request)
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, BaseException):
            raise answer
        return GenerationResult(
            text=answer, model=f"{access.model}-001", tokens_in=100, tokens_out=20
        )

    def models(self, access: ProviderAccess) -> list[str]:
        del access
        return []


@dataclass(slots=True, kw_only=True)
class World:
    """The environment of a roast: one database, and everything that was shown."""

    conn: sqlite3.Connection
    consents: bool = True
    notes: list[str] = field(default_factory=list)
    waited_for: list[str] = field(default_factory=list)
    asked_about: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    @property
    def environment(self) -> RoastEnvironment:
        return RoastEnvironment(
            may_send=self._may_send,
            show_waiting=self._show_waiting,
            notify=self.notes.append,
            explain=self.details.append,
            writing=self._writing,
            now=lambda: NOW,
        )

    @property
    def stored(self) -> int:
        return int(self.conn.execute("select count(*) from snapshots").fetchone()[0])

    def _may_send(self, provider: str) -> bool:
        self.asked_about.append(provider)
        return self.consents

    @contextmanager
    def _show_waiting(self, text: str) -> Iterator[None]:
        self.waited_for.append(text)
        yield

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        yield self.conn
