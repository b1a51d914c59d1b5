"""A forecast of what a run of `enrich` will know, by the year in which music was released.

Services know old music better than new. So each group of years has a rate of its own: the share of
the listening time asked about for which there was an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from musicanalyser.store.facts.years_known import KnownTime, YearKnown

ASSUMED_FEATURES, ASSUMED_FEATURES_OF_NEW, ASSUMED_GENRES = 0.85, 0.4, 0.85
"""The rates that are assumed before a service was asked; "new" is music of this year."""
_LEAST_ASKED = 0.1
"""The share of the time of a group that must have been asked about, for a rate of its own."""
_DECADE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class YearForecast:
    """Shares of the listening time of a group of years: known now, and known after the run."""

    years: str
    heard_ms: int
    features: float
    features_after: float
    genres: float
    genres_after: float


def forecast_coverage(years: Iterable[YearKnown], *, this_year: int) -> Iterator[YearForecast]:
    """Yield a forecast for this year, the last, the eight before, and all earlier ones.

    A group that was hardly asked about has the rate of all years, or else the assumed one.
    """
    every = list(years)
    for label, first, last in _groups(this_year):
        group = [one for one in every if first <= one.year <= last]
        heard_ms = sum(one.heard_ms for one in group)
        if not heard_ms:
            continue
        of_new = ASSUMED_FEATURES_OF_NEW if first == this_year else ASSUMED_FEATURES
        features = _shares(group, every, lambda one: one.features, of_new)
        genres = _shares(group, every, lambda one: one.genres, ASSUMED_GENRES)
        yield YearForecast(
            years=label,
            heard_ms=heard_ms,
            features=features[0],
            features_after=features[1],
            genres=genres[0],
            genres_after=genres[1],
        )


def _groups(this_year: int) -> Iterator[tuple[str, int, int]]:
    oldest = this_year - _DECADE + 1
    yield str(this_year), this_year, this_year + 1
    yield str(this_year - 1), this_year - 1, this_year - 1
    yield f"{oldest} to {this_year - 2}", oldest, this_year - 2
    yield f"before {oldest}", 0, oldest - 1


def _shares(
    group: list[YearKnown],
    every: list[YearKnown],
    of: Callable[[YearKnown], KnownTime],
    assumed: float,
) -> tuple[float, float]:
    """Return the share of the time of a group that is known now, and after the run."""
    heard_ms, known_ms, asked_ms = _sums(group, of)
    rate = assumed
    for part in (every, group):
        part_ms, part_known_ms, part_asked_ms = _sums(part, of)
        if part_asked_ms > _LEAST_ASKED * part_ms:
            rate = part_known_ms / part_asked_ms
    return known_ms / heard_ms, (known_ms + rate * (heard_ms - asked_ms)) / heard_ms


def _sums(years: list[YearKnown], of: Callable[[YearKnown], KnownTime]) -> tuple[int, int, int]:
    return (
        sum(one.heard_ms for one in years),
        sum(of(one).known_ms for one in years),
        sum(of(one).asked_ms for one in years),
    )
