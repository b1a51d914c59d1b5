"""A roast never tells a time that nobody knows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.roasting.material import gather_material
from musicanalyser.roast.offline.localised_figures import write_fact
from musicanalyser.store.connection import transaction
from tests.flows.histories import ZONE, blank
from tests.flows.players import START_MS
from tests.flows.recording.test_services import record, scrobbled
from tests.stats.history import asked

DAY = datetime.fromtimestamp(START_MS / 1000, UTC)
QUESTION = asked(f"{DAY:%Y-%m-%d}", f"{DAY:%Y-%m-}{DAY.day + 1:02}", ZONE)


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    """A day with three plays of a scrobbler."""
    with closing(blank()) as opened:
        with transaction(opened):
            update_local_days_in_transaction(opened, ZONE)
        record(
            opened,
            *(
                scrobbled(name, at_s=at_s)
                for name, at_s in zip("ABA", (0, 600, 1_200), strict=True)
            ),
        )
        yield opened


def test_a_few_plays_of_unknown_time_are_told_without_a_time(conn: sqlite3.Connection) -> None:
    (fact,) = gather_material(conn, QUESTION).facts
    assert fact.text == "The whole window holds 3 plays of 2 tracks."
    assert [figure.name for figure in fact.figures] == ["plays", "tracks"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Im ganzen Zeitraum: 3 Wiedergaben von 2 Titeln."),
        ("es", "En todo el periodo hay 3 escuchas de 2 temas."),
    ],
)
def test_other_languages_tell_no_time_either(
    language: str, text: str, conn: sqlite3.Connection
) -> None:
    (fact,) = gather_material(conn, QUESTION).facts
    assert write_fact(fact, language) == text
