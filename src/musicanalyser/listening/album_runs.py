"""Albums played as albums: several of their songs in a row."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

LEAST_SONGS = 3
"""A run of one album has at least so many of its songs."""

RunPlay = TypeVar("RunPlay", bound=tuple[Any, ...])


def album_runs(plays: Iterable[RunPlay]) -> Iterator[list[RunPlay]]:
    """Yield the plays of each run of one album; the first two fields are the song and the album.

    The plays are in order of their start. An album of ``None`` has no runs.
    """
    for album_id, same in groupby(plays, key=itemgetter(1)):
        run = list(same)
        if len(run) < LEAST_SONGS or album_id is None:
            continue
        if len({play[0] for play in run}) >= LEAST_SONGS:
            yield run
