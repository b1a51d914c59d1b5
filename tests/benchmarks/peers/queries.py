"""The queries of the peers that speak SQL: plays are summed once by song, and days and hours."""

import json
import sys
from collections.abc import Callable
from typing import Any

_SONGS = """
create temp table songs as
select
  title, artist, album, sum(heard_ms) as ms,
  sum(case when heard_ms >= 30000 then 1 end) as plays
from plays
where kind = 'music' and private = 0 and started_ms >= {since} and started_ms < {until}
group by title, artist, album
"""
_TOTALS = "select sum(ms), sum(plays) from songs"
_COUNT = "select count(*) from (select 1 from songs group by {names} having sum(plays) > 0) counted"
_TOP = """
select {names}, sum(ms), sum(plays)
from songs
group by {names}
having sum(plays) > 0
order by sum(ms) desc, sum(plays) desc, {names}
limit 5
"""
_DAYS = """
select count(distinct local_day)
from plays
where kind = 'music' and private = 0 and started_ms >= {since} and started_ms < {until}
  and heard_ms >= 30000
"""
_CELLS = """
select weekday, local_hour, count(*)
from plays
where kind = 'music' and private = 0 and started_ms >= {since} and started_ms < {until}
  and heard_ms >= 30000
group by weekday, local_hour
"""
_ENTITIES = {"tracks": "title, artist", "artists": "artist", "albums": "album, artist"}


def print_figures(fetch: Callable[[str], list[Any]], *, since: int, until: int) -> None:
    """Print the figures of a window; ``fetch`` runs a statement and returns its rows."""
    fetch(_SONGS.format(since=since, until=until))
    ((heard_ms, plays),) = fetch(_TOTALS)
    cells = [0] * 42
    for weekday, hour, count in fetch(_CELLS.format(since=since, until=until)):
        cells[weekday * 6 + hour // 4] += count
    figures = {
        "heard_ms": int(heard_ms),
        "plays": int(plays),
        "active_days": fetch(_DAYS.format(since=since, until=until))[0][0],
        "cells": cells,
    }
    for entity, names in _ENTITIES.items():
        figures[entity] = fetch(_COUNT.format(names=names))[0][0]
        top = fetch(_TOP.format(names=names))
        figures[f"top_{entity}"] = [[*names, int(ms), int(plays)] for *names, ms, plays in top]
    json.dump(figures, sys.stdout)
