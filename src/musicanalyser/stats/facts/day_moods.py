"""How happy the music of each local day sounded."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.known_facts import is_enough
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.weighted_values import WeightedValue, mean
from musicanalyser.stats.facts.audio_features import has_features, valences_of
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

_DIGITS = 12
"""Decimals of a mean: rounding errors lie beyond them, so that equal days are equal."""
_SONG_DAYS = """
select p.day_number, t.song_id, p.heard_ms
from (
  select h.day_number, h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where {music} and {window}
  group by 1, 2
) p
join v_tracks t on t.id = p.track_id
"""


def day_valences(
    conn: sqlite3.Connection, question: Question, window: Window
) -> Mapping[date, float]:
    """Return the mean valence of each day, from 0 to 1, weighted by listening time.

    A day is absent if the audio features of too little of its listening time are known.
    """
    if not has_features(conn):
        return {}
    rows = run_query(conn, _SONG_DAYS, question, window).fetchall()
    valences = valences_of(conn, {song_id for _, song_id, _ in rows})
    values: dict[int, list[WeightedValue]] = defaultdict(list)
    whole_ms: Counter[int] = Counter()
    for number, song_id, heard_ms in rows:
        whole_ms[number] += heard_ms
        if song_id in valences:
            values[number].append((valences[song_id], heard_ms))
    return {
        numbered_day(number): round(middle, _DIGITS)
        for number, known in values.items()
        if is_enough(share(sum(ms for _, ms in known), whole_ms[number]))
        and (middle := mean(known)) is not None
    }
