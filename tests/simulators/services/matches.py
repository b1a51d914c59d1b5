"""Which plays of a history the rows of services have joined, held against the truth."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from musicanalyser.model.origin import Origin
from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.pairing import pair
from tests.simulators.listener.timeline import Timeline

_EVIDENCE = """
select e.play_id, e.source, e.row, p.source
from v_evidence e left join v_plays p on p.id = e.play_id
order by e.play_id, e.sighting_id
"""
_LIVE = """
select id, uri, started_ms, ended_ms, coalesce(heard_ms, 0) from v_plays
where source in ('spotify-player', 'spotify-recent')
order by started_ms, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What became of the rows of services; the shares are from 0 to 1.

    ``matched`` is the share that joined their play, of those whose play Spotify's own sources have,
    and ``wrong`` the share that joined a play of something else, of all. ``doubles`` are the plays
    of services that count beside another of the same true play, ``watched_twice`` the same of live
    sources, and ``refuted`` the rows that count for none.
    """

    rows: int
    matched: float
    wrong: float
    doubles: int
    watched_twice: int
    refuted: int
    plays: int


def find_matches(conn: sqlite3.Connection, life: Timeline) -> Matches:
    """Compare a history with the truth; the rows of services have the number of their play."""
    evidence = conn.execute(_EVIDENCE).fetchall()
    truth_of = _truth_of_plays(conn, life, evidence)
    known = set(truth_of.values())
    found: Counter[str] = Counter()
    plays_of: defaultdict[int, set[int]] = defaultdict(set)
    for play_id, number in truth_of.items():
        plays_of[number].add(play_id)
    all_plays = {play_id for play_id, _, _, best in evidence if best}
    of_services = {
        play_id for play_id, _, _, best in evidence if best and Origin(best).traits.is_service
    }
    for play_id, source, number, best in evidence:
        if not Origin(source).traits.is_service:
            continue
        found["rows"] += 1
        found["refuted"] += best is None
        found["known"] += number in known
        found["matched"] += number == truth_of.get(play_id)
        found["wrong"] += play_id in truth_of and number != truth_of[play_id]
        if best and play_id not in truth_of:
            plays_of[number].add(play_id)
    return Matches(
        rows=found["rows"],
        matched=found["matched"] / found["known"],
        wrong=found["wrong"] / found["rows"],
        doubles=_count_doubles(plays_of.values(), of_services),
        watched_twice=_count_doubles(plays_of.values(), all_plays - of_services),
        refuted=found["refuted"],
        plays=conn.execute("select count(*) from v_plays").fetchone()[0],
    )


def _count_doubles(plays_of: Iterable[AbstractSet[int]], kind: AbstractSet[int]) -> int:
    """Return how many plays of a kind there are beside others of the same true play."""
    shared = [plays for plays in plays_of if len(plays) > 1]
    return sum(min(len(plays & kind), len(plays) - 1) for plays in shared)


def _truth_of_plays(
    conn: sqlite3.Connection, life: Timeline, evidence: list[tuple[int, str, int, str | None]]
) -> Mapping[int, int]:
    """Return the number of the true play by play: as its export says, or as watched."""
    truth_of = {
        play_id: number for play_id, source, number, _ in evidence if source == Origin.EXTENDED
    }
    numbers = {id(play): number for number, play in enumerate(life.plays)}
    taken = set(truth_of.values())
    live = conn.execute(_LIVE).fetchall()
    logged = [
        LoggedPlay(uri=uri, started_ms=start, ended_ms=end, heard_ms=heard, finished=False)
        for _, uri, start, end, heard in live
    ]
    ids = {id(one): row[0] for one, row in zip(logged, live, strict=True)}
    left = [play for number, play in enumerate(life.plays) if number not in taken]
    for play, one in pair(left, logged):
        truth_of[ids[id(one)]] = numbers[id(play)]
    return truth_of
