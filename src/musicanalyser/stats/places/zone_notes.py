"""Notes on the time zones of the hours of an answer, where the listener was elsewhere."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.parts.day_sums import sum_of_window
from musicanalyser.timespan.iana_tables import country_names
from musicanalyser.timespan.travel import ZoneSource

_PERCENT = 100
_FAR_MS = 10**15
_STEPS = """
select
  since_ms, lead(since_ms, 1, :far_ms) over (order by since_ms), zone, source, country
from v_zone_steps
order by since_ms
"""
_TIMES = """
select json_extract(s.value, '$[2]'), sum(h.heard_ms)
from json_each(:spans) s
cross join v_heard h on h.started_ms >= json_extract(s.value, '$[0]')
  and h.started_ms < json_extract(s.value, '$[1]')
where {music}
group by s.key
"""


def zone_notes(conn: sqlite3.Connection, question: Question) -> tuple[str, ...]:
    """Return a note on each zone but that of home in which music of the window was heard.

    Each says where the zone is from, and for how much of the listening time it is.
    """
    places: list[tuple[str, str, str | None]] = []
    spans: list[tuple[int, int, int]] = []
    window = question.window
    for step_ms, next_ms, *place in conn.execute(_STEPS, {"far_ms": _FAR_MS}):
        is_elsewhere = place[1] != ZoneSource.HOME
        since_ms = max(step_ms, window.since_ms)
        until_ms = min(next_ms, window.until_ms, question.now_ms)
        if is_elsewhere and since_ms < until_ms:
            places.append((place[0], place[1], place[2]))
            spans.append((since_ms, until_ms, len(places) - 1))
    times_ms: Counter[tuple[str, str, str | None]] = Counter()
    for number, heard_ms in run_query(conn, _TIMES, question, window, spans=json.dumps(spans)):
        times_ms[places[number]] += heard_ms
    whole_ms = sum_of_window(conn, question, window).heard_ms if times_ms else 0
    return tuple(_notes(times_ms, whole_ms))


def _notes(times_ms: Counter[tuple[str, str, str | None]], whole_ms: int) -> Iterator[str]:
    for (zone, source, country), heard_ms in times_ms.most_common():
        if heard_ms:
            percent = round(_PERCENT * heard_ms / whole_ms) if whole_ms else 0
            share = f"{percent or '<1'}% of listening time"
            name = country_names().get(country or "", country)
            match source:
                case ZoneSource.SETTING:
                    yield f"Local time of {zone} for {share}, by the setting zones."
                case ZoneSource.COUNTRY:
                    yield f"Local time of {zone} for {share}, by the country: {name}."
                case _:
                    yield (
                        f"Local time of {zone} also for {share} in {name}, which has several"
                        " zones. Name yours with: musicanalyser config set zones"
                    )
