"""How well the service lets the listener be seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Lags are lognormal, and multiplied by ``lag_factor``; shares are from 0 to 1.

    A play is late in the list of recent plays, or missing from it, in those shares of cases.
    ``kills_per_hour`` counts the hours of music, and whoever watches is away ``outage_ms`` in the
    median.
    """

    lag_ms: float = 600.0
    lag_spread: float = 0.6
    lag_factor: float = 1.0
    jitter_ms: float = 120.0
    latency_ms: tuple[int, int] = (50, 400)
    failing: float = 0.01
    late_share: float = 0.02
    missing_share: float = 0.02
    kills_per_hour: float = 0.0
    outage_ms: float = 60_000.0
