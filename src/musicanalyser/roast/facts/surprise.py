"""How far a figure lies from what was to be expected: the one scale on which facts are ranked.

0 is as expected, 3 hardly ever happens by chance, 6 is the most there is.

- A **share** against the listener's own past is measured in standard errors. Plays come in sittings
  and depend on each other, so no share is taken to be known better than from `INDEPENDENT` plays.
- A **size** against the listener's own past, such as hours: each doubling or halving is worth 3.
- Without a past, a share or a size is held against what is taken to be `ORDINARY`. That says less
  about a person, so a doubling is worth 2, what is ordinary or below it nothing, and 4 is the most.
- A **contradiction**, such as a favourite that is mostly skipped, counts `CONTRADICTION` more.
"""

from dataclasses import dataclass
from math import log2, sqrt

from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.units import HOUR_MS

MOST = 6.0
MOST_WITHOUT_PAST = 4.0
INDEPENDENT = 200
CONTRADICTION = 1.0
_PAST_DOUBLING = 3.0
_ORDINARY_DOUBLING = 2.0

ORDINARY = {
    "obsession": 15,  # plays of a track in its peak week
    "repeat": 6,  # plays of a track on its peak day
    "most-played": 40,  # plays of the most heard track
    "forgotten": 60,  # plays of a favourite before it was forgotten
    "climber": 5,  # times as far behind in the window before
    "effective-artists": 2.5,  # artists for each that an equal distribution would need
    "kept-artists": 0.4,  # of the new artists
    "sessions": 0.75 * HOUR_MS,  # of the median session
    "top-artist": 0.1,  # of the time
    "top-album": 0.06,  # of the time
    "new-artists": 0.2,  # of the artists heard
    "night": 0.06,  # of plays, from 0 to 4
    "early": 0.06,  # of plays, from 4 to 8
    "weekend": 2 / 7,  # of plays
    "peak-hour": 0.1,  # of plays
    "long-session": 4 * HOUR_MS,
    "session-plays": 10,  # plays in a session
    "streak": 21,  # days
    "quiet-days": 0.15,  # of days
    "eddington": 25,  # days with as many plays
    "total-time": 1.5 * HOUR_MS,  # a day
    "skip-rate": 0.35,  # of plays
    "top-ten": 0.4,  # of plays
    "one-and-done": 0.45,  # of tracks
    "album-runs": 0.15,  # of plays
    "podcasts": 0.15,  # of time
    "private": 0.05,  # of time
}
"""What an ordinary listener is taken to do, by kind of fact, in a window of some months."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share from 0 to 1 of a whole of so many."""

    value: float
    whole: float

    @classmethod
    def of(cls, part: float, whole: float) -> "Proportion":
        """Return a part of a whole, which is unknown if there is none or it is the smaller one."""
        if not 0 <= part <= whole or not whole:
            raise UnknownError("share")
        return cls(part / whole, whole)


def apart(now: Proportion, past: Proportion) -> float:
    """Measure how far a share lies from another, in standard errors of their difference."""
    # With one more of each kind, a past of none or all still allows for the other.
    usual = (past.value * past.whole + 1) / (past.whole + 2)
    share_error = sqrt(
        usual * (1 - usual) * (1 / max(now.whole, 1) + 1 / (past.whole + 2) + 1 / INDEPENDENT)
    )
    return min(MOST, abs(now.value - past.value) / share_error)


def moved(now: float, past: float) -> float:
    """Measure how far a size has moved, in doublings or halvings."""
    if now <= 0 or past <= 0:
        return 0.0
    return min(MOST, _PAST_DOUBLING * abs(log2(now) - log2(past)))


def beyond(value: float, kind: str) -> float:
    """Measure how far something exceeds what is ordinary for its kind."""
    if value <= 0:
        return 0.0
    doublings = log2(value) - log2(ORDINARY[kind])
    return min(MOST_WITHOUT_PAST, max(0.0, _ORDINARY_DOUBLING * doublings))
