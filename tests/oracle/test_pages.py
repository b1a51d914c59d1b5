"""The page of every kind of entity is the oracle's, to the millisecond and the play."""

from contextlib import closing
from dataclasses import replace
from sqlite3 import Connection
from zlib import crc32

import pytest

from musicanalyser.stats.entities.entity import Entity, EntityKind
from musicanalyser.stats.pages import PAGES
from musicanalyser.store.connection import open_reading
from tests.oracle.asking import latest
from tests.oracle.comparing import differences, question_of
from tests.oracle.histories import Judged
from tests.oracle.judging import asked_of
from tests.oracle.kinds import KINDS
from tests.oracle.pages import KINDS as SUBJECTS
from tests.oracle.pages import page
from tests.oracle.plays import COUNT_AS, Play

_RANKS = (0, 1, 7, 60, -1)
"""The places in the list of all time of what has a page here."""
_WINDOWS = ("--all", "--year", "--in 2025-03", "--week", "--until 2024-01-07")


def entity_of(conn: Connection, kind: str, play: Play) -> Entity:
    """Return what the program knows a play by, from its address."""
    name = "song" if kind == "track" else kind
    statement = f"select {name}_key from v_tracks where uri = ?"  # noqa: S608
    (key,) = conn.execute(statement, (play.row.uri,)).fetchone()
    return Entity(kind=EntityKind(kind), key=key, name="")


@pytest.mark.parametrize("window", _WINDOWS)
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_is_recomputed(havana: Judged, kind: str, window: str) -> None:
    subject = SUBJECTS[kind]
    asked = asked_of(havana, KINDS[window])
    ever = asked_of(havana, KINDS["--all"], count_as="any")
    every = havana.history.ranked(ever, ever.spans.now, subject)
    every = [group for group in every if latest(group.plays).row.uri]
    for place in _RANKS:
        lot = crc32(f"{kind} {window} {place}".encode())
        varied = replace(
            asked,
            count_as=COUNT_AS[lot % 4],
            rank_by=("time", "plays")[lot // 4 % 2],
            private=bool(lot // 8 % 2),
            limit=10 if lot // 16 % 2 else 10**9,
        )
        group = every[place]
        question = question_of(varied, KINDS[window].window(havana.now, havana.history.zone))
        with closing(open_reading(havana.database)) as conn:
            entity = entity_of(conn, kind, latest(group.plays))
            asked_page = replace(question, track_ids=entity.track_ids(conn))
            report = PAGES[kind].answer(conn, asked_page, entity)
        right = page(havana.history, varied, kind, group.key)
        assert [*differences(report, right)][:5] == [], (place, varied.count_as, varied.rank_by)
