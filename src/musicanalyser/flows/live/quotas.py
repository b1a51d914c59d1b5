"""The quotas of a day that Spotify's refusals showed, for each family of endpoints."""

import sqlite3
from dataclasses import dataclass

from musicanalyser.spotify.call_limiter import EndpointFamily
from musicanalyser.store import database_state
from musicanalyser.store.database_state import LEARNT_CALLS, LEARNT_MS, of_family
from musicanalyser.units import DAY_MS

# Chosen, not measured: docs/decisions/012-learnt-quota.md
_USED_SHARE = 0.8
"""How much of a number of calls that was once too many is used from then on."""
_FADES_BY = 1.1
"""By how much that grows on each day without another refusal."""
_FEWEST_CALLS = 50
"""Always allowed: the quota may have been used up by calls that are not counted here."""
_LONGEST_FADE_DAYS = 60
"""After it, no quota is left that matters; it keeps the power small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntQuota:
    """How many calls of a family were too many in 24 hours, and when that was."""

    family: EndpointFamily
    calls: int
    learnt_ms: int

    def allowed(self, now_ms: int) -> int:
        """Return how many calls are used now: four fifths at first, and more day by day."""
        clean_days = min(max(0, (now_ms - self.learnt_ms) // DAY_MS), _LONGEST_FADE_DAYS)
        return max(_FEWEST_CALLS, int(self.calls * _USED_SHARE * _FADES_BY**clean_days))


def load_quota(conn: sqlite3.Connection, family: EndpointFamily) -> LearntQuota | None:
    """Return the quota of a family, ``None`` if it is not known."""
    calls = database_state.get_number(conn, of_family(LEARNT_CALLS, family))
    learnt_ms = database_state.get_number(conn, of_family(LEARNT_MS, family))
    if calls is None or learnt_ms is None:
        return None
    return LearntQuota(family=family, calls=calls, learnt_ms=learnt_ms)


def save_quota(conn: sqlite3.Connection, quota: LearntQuota) -> None:
    """Store a quota in place of an earlier one of its family."""
    database_state.put(conn, of_family(LEARNT_CALLS, quota.family), str(quota.calls))
    database_state.put(conn, of_family(LEARNT_MS, quota.family), str(quota.learnt_ms))


def forget_quotas(conn: sqlite3.Connection) -> None:
    """Remove all quotas; the next refusal teaches a new one."""
    for family in EndpointFamily:
        database_state.remove(conn, of_family(LEARNT_CALLS, family))
        database_state.remove(conn, of_family(LEARNT_MS, family))
