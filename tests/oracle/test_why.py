"""The plays that `why` explains add up to the figures that the statistics show."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from random import Random

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS
from musicanalyser.stats.base.window_totals import sum_window
from musicanalyser.stats.entities.entity import Entity, EntityKind
from musicanalyser.stats.entities.why import explain
from musicanalyser.store.connection import open_reading
from tests.oracle.comparing import question_of
from tests.oracle.histories import Judged
from tests.oracle.judging import asked_of
from tests.oracle.kinds import KINDS

ENTITIES = {
    EntityKind.TRACK: TRACKS,
    EntityKind.ARTIST: ARTISTS,
    EntityKind.ALBUM: ALBUMS,
}
ENTITIES_OF_A_WINDOW = 5


@pytest.mark.parametrize("count_as", CountAs)
@pytest.mark.parametrize("kind", ["--all", "--year", "--month", "--in 2025-03"])
def test_why_sums_to_the_figure_of_random_subjects(
    rough: Judged, kind: str, count_as: CountAs
) -> None:
    chance = Random(f"{kind} {count_as}")  # noqa: S311 - repeatable, not secret
    window = KINDS[kind].window(rough.now, rough.history.zone)
    asked = asked_of(rough, KINDS[kind], count_as=count_as)
    with closing(open_reading(rough.database)) as conn:
        for private in (False, True):
            question = question_of(replace(asked, private=private), window)
            totals = sum_window(conn, question, window)
            for entity_kind, entity in ENTITIES.items():
                groups = totals.group_by(entity)
                for one in chance.sample(groups, min(len(groups), ENTITIES_OF_A_WINDOW)):
                    key = entity.key_of(one) or ""
                    chosen = Entity(kind=entity_kind, key=key, name="it")
                    limited = replace(question, track_ids=chosen.track_ids(conn))
                    sums = explain(conn, limited, chosen).rows
                    assert _sum(sums, "counted", 2) == one.plays
                    assert _sum(sums, "counted", 3) + _sum(sums, "not counted", 3) == one.heard_ms


def _sum(rows: Sequence[tuple[object, ...]], plays_are: str, index: int) -> int:
    return sum(int(str(row[index])) for row in rows if row[0] == plays_are)
