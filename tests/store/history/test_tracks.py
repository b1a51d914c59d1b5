"""Tracks are looked up by what identifies them, however many there are."""

import sqlite3
from contextlib import closing

from musicanalyser.model.item import Item, ItemKind
from musicanalyser.store.history.tracks import KnownTracks, Use
from tests.flows.histories import blank

MANY = 3_000
STEPS = 100
"""More than the look-up of one song takes, and far fewer than a look at all of them."""


def steps_to_resolve(conn: sqlite3.Connection, items: list[Item]) -> int:
    """Return how many hundreds of steps SQLite takes to find tracks."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    conn.set_progress_handler(count, 100)
    KnownTracks(conn).resolve({item: Use(0, 1) for item in items})
    conn.set_progress_handler(None, 0)
    return taken


def test_many_songs_without_an_address_are_found_in_steps_of_their_number() -> None:
    songs = [
        Item(kind=ItemKind.MUSIC, uri=None, title=f"Song {number}", artist="Ana", album=None)
        for number in range(MANY)
    ]
    with closing(blank()) as conn:
        KnownTracks(conn).resolve({song: Use(0, 1) for song in songs})
        assert steps_to_resolve(conn, songs) < MANY * STEPS / 100
