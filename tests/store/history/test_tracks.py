"""Tracks are looked up by what identifies them, however many there are."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


ANCHOR = Item(kind=ItemKind.MUSIC, uri=None, title="Anchor", artist="Ana", album="Harbour")
ADDRESS = "spotify:track:0VjIjW4GlUZAMYd2vXMi3b"


def names_after(uses: Iterable[tuple[Item, Use]]) -> tuple[str | None, ...]:
    """Return the names of a track, and their use, after batches of one item each."""
    with closing(blank()) as conn:
        tracks = KnownTracks(conn)
        for item, use in uses:
            tracks.resolve({item: use})
        tracks.forget()
        (row,) = conn.execute("select title, artist, album, name_rank, named_ms from tracks")
        return tuple(row)


@pytest.mark.parametrize("uri", [None, ADDRESS])
def test_a_later_play_without_an_album_leaves_that_of_earlier_plays(uri: str | None) -> None:
    known, bare = ANCHOR._replace(uri=uri), ANCHOR._replace(uri=uri, album=None)
    for uses in ([(known, Use(0, 1)), (bare, Use(0, 9))], [(bare, Use(0, 9)), (known, Use(0, 1))]):
        assert names_after(uses)[:3] == ("Anchor", "Ana", "Harbour")


def test_account_data_without_albums_leaves_those_of_other_services() -> None:
    uses = [(ANCHOR, Use(0, 1)), (ANCHOR._replace(album=None), Use(2, 9))]
    assert names_after(uses)[:3] == ("Anchor", "Ana", "Harbour")


USES = st.lists(
    st.tuples(
        st.sampled_from([None, "Anchor", "ANCHOR"]),
        st.sampled_from([None, "Ana", "ana"]),
        st.sampled_from([None, "Harbour", "Quay"]),
        st.builds(Use, st.integers(0, 2), st.integers(1, 3)),
    ),
    min_size=2,
    max_size=5,
)


@given(uses=USES, order=st.randoms(use_true_random=False), has_address=st.booleans())
def test_the_order_of_uses_never_decides_the_names(
    uses: list[tuple[str | None, str | None, str | None, Use]], order: Random, has_address: bool
) -> None:
    items = [
        (Item(ItemKind.MUSIC, ADDRESS, title, artist, album), use)
        if has_address
        else (Item(ItemKind.MUSIC, None, title or "Anchor", artist or "Ana", album), use)
        for title, artist, album, use in uses
    ]
    shuffled = list(items)
    order.shuffle(shuffled)
    assert names_after(shuffled) == names_after(items)
