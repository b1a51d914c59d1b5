"""Compares program and recomputation for one kind of window, with different options each time."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import product
from zlib import crc32

from musicanalyser.report import Report
from musicanalyser.stats import STATS
from musicanalyser.store.connection import open_reading
from tests.oracle.asking import Asked
from tests.oracle.comparing import differences, question_of
from tests.oracle.histories import Judged
from tests.oracle.kinds import Kind
from tests.oracle.plays import COUNT_AS
from tests.oracle.recomputation import RECOMPUTED

ALL_ROWS = 10**9
_FEW_ROWS = 10
_SHOWN = ("time", "plays", "skips", "mood")
_UNITS = (None, "day", "week", "month", "year")
_WAYS = (*product(("time", "plays"), (False, True)),)


def asked_of(judged: Judged, kind: Kind, *, count_as: str = "stream") -> Asked:
    """Return a question about a window, for all rows of its answer."""
    spans = kind.spans(judged.now, judged.history.zone)
    return Asked(spans=spans, now=judged.now, count_as=count_as, limit=ALL_ROWS)


def answer_of(judged: Judged, kind: Kind, name: str, asked: Asked) -> Report:
    """Return the program's answer."""
    window = kind.window(judged.now, judged.history.zone)
    with closing(open_reading(judged.database)) as conn:
        return STATS[name].answer(conn, question_of(asked, window))


def judge(judged: Judged, kind: Kind, name: str, asked: Asked) -> list[str]:
    """Return where the program's answer differs from the recomputed one."""
    right = RECOMPUTED[name](judged.history, asked)
    return [*differences(answer_of(judged, kind, name, asked), right)]


def disagreements(
    judged: Judged, kind: Kind, name: str, definitions: Iterable[str] = COUNT_AS
) -> list[str]:
    """Judge some definitions: by time or plays, private or not, few rows or all, as the lot falls.

    The first disagreements are enough to know.
    """
    found = []
    for count_as in definitions:
        asked = asked_of(judged, kind, count_as=count_as)
        asked = _by_lot(asked, crc32(f"{name} {asked.spans} {count_as}".encode()), name)
        found += [
            f"{count_as} by {asked.rank_by} private={asked.private}: {what}"
            for what in judge(judged, kind, name, asked)
        ]
    return found[:5]


def _by_lot(asked: Asked, lot: int, name: str) -> Asked:
    rank_by, private = _WAYS[lot % len(_WAYS)]
    has_few = lot % 5 <= 1 and name != "log"
    is_long = name == "race"  # a row for each artist and day; the ranks are among all in any case
    return replace(
        asked,
        rank_by=rank_by,
        private=private,
        hourly=lot % 3 == 0,
        show=_SHOWN[lot // 4 % 4],
        per=_UNITS[lot // 16 % 5],
        limit=_FEW_ROWS if has_few or is_long else ALL_ROWS,
    )
