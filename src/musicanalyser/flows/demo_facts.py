"""Keeping what is invented: the facts of the invented music, as if its sources had told them."""

import sqlite3
from datetime import datetime

from musicanalyser.demo import facts as invented
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.timespan import to_ms


def invent_facts(conn: sqlite3.Connection, *, until: datetime, seed: int = 1) -> None:
    """Keep the facts of all there is to hear in a history invented up to a moment."""
    with transaction(conn):
        for source, findings in invented(until=until, seed=seed):
            source_facts.add(conn, source, findings, fetched_ms=to_ms(until))
