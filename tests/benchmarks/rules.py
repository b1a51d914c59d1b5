"""What a rule costs: to apply it, to take it back, and to answer as if there were none.

``python -m tests.benchmarks rules [--size 200k] [--runs 3]``. All run within this process, and
waiting for the disk does not count. Each history has facts about its music. ``everything`` is a
history of one artist, which no rule about an artist can exceed. After each change, the sums are
compared with those of all plays.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from shutil import copytree
from statistics import median
from zoneinfo import ZoneInfo

from musicanalyser.flows.ruling.rule_changes import add_rule, undo_rule
from musicanalyser.flows.ruling.unruled_copy import without_rules
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.store.rollups import upkeep
from musicanalyser.store.rollups.audit import differing_tables
from musicanalyser.store.rules.rule_reach import RuleReach, measure
from tests.benchmarks.histories.library import ZONE, Library, history_in
from tests.benchmarks.measuring.options import parse_options
from tests.benchmarks.measuring.tables import print_table

_ONLY = "The Only Artist"
_BY_PLAYS = """
select t.artist
from v_artist_totals k
join v_tracks t on t.id = k.track_id
order by k.plays desc, t.id
"""
_ONE_ARTIST = """
update tracks
set artist = ?1, named_artist_id = (select id from artists where key = ?2),
  artist_id = (select id from artists where key = ?2)
where artist is not null
"""


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv, sizes=("200k",), runs=3)
    library = Library(folder=options.folder)
    rows: list[Sequence[str]] = []
    for size in options.sizes:
        with library.scratch() as home:
            copytree(library.home_with_facts(size), home)
            with closing(open_writing(history_in(home))) as conn:
                conn.execute("pragma synchronous = off")
                for name, rule in _rules(conn).items():
                    rows.append((size, name, *_measure(conn, rule, options.runs)))
                _let_one_artist_play_all(conn)
                for action, rule in _about(_ONLY).items():
                    rows.append((size, f"{action} everything", *_measure(conn, rule, options.runs)))
    print_table(
        ("plays", "rule", "of plays", "CPU s", "undo CPU s", "--no-rules CPU s", "sums differ"),
        rows,
    )


def _rules(conn: sqlite3.Connection) -> Mapping[str, Rule]:
    artists = [artist for (artist,) in conn.execute(_BY_PLAYS)]
    named = {"a small artist": artists[len(artists) // 2], "the top artist": artists[0]}
    return {
        f"{action} {name}": rule
        for name, artist in named.items()
        for action, rule in _about(artist).items()
    }


def _about(artist: str) -> Mapping[str, Rule]:
    return {
        "ignore": Rule(action=RuleAction.IGNORE, level=RuleLevel.ARTIST, name=artist),
        "ignore by night": Rule(
            action=RuleAction.IGNORE,
            level=RuleLevel.ARTIST,
            name=artist,
            from_minute=23 * 60,
            until_minute=7 * 60,
        ),
        "merge": Rule(
            action=RuleAction.MERGE, level=RuleLevel.ARTIST, name=artist, new_name="Somebody Else"
        ),
    }


def _measure(conn: sqlite3.Connection, rule: Rule, runs: int) -> tuple[str, ...]:
    applying, undoing, copying, plays = [], [], [], 0
    differing: set[str] = set()
    for _ in range(runs):
        numbers: list[int] = []
        applying.append(_timed(conn, lambda to=numbers: to.append(_add(conn, rule))))  # type: ignore[misc]
        plays = _plays_of(conn, numbers[0])
        differing.update(differing_tables(conn))
        copying.append(_time_copy(conn))
        undoing.append(_timed(conn, lambda to=numbers: undo_rule(conn, to[0])))  # type: ignore[misc]
        differing.update(differing_tables(conn))
    return (
        f"{plays:,}",
        f"{median(applying):.2f}",
        f"{median(undoing):.2f}",
        f"{median(copying):.2f}",
        ", ".join(sorted(differing)) or "no",
    )


def _add(conn: sqlite3.Connection, rule: Rule) -> int:
    return add_rule(conn, rule, now_ms=0, zone=ZoneInfo(ZONE))


def _timed(conn: sqlite3.Connection, change: Callable[[], object]) -> float:
    """Return the CPU seconds that a change takes, with its transaction."""
    start_s = time.process_time()
    with transaction(conn):
        change()
    return time.process_time() - start_s


def _time_copy(conn: sqlite3.Connection) -> float:
    """Return the CPU seconds until a history without rules can be asked."""
    start_s = time.process_time()
    with without_rules(conn):
        return time.process_time() - start_s


def _plays_of(conn: sqlite3.Connection, number: int) -> int:
    return measure(conn).get(number, RuleReach()).plays


def _let_one_artist_play_all(conn: sqlite3.Connection) -> None:
    with transaction(conn), upkeep.rebuilt_afterwards(conn):
        conn.execute("insert into artists (key) values (?)", (_ONLY.casefold(),))
        conn.execute(_ONE_ARTIST, (_ONLY, _ONLY.casefold()))
