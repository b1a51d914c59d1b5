"""The cast: who a listener is, by the facts that make one so."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from musicanalyser.roast.persona import Fact

CASTS: Mapping[str, tuple[str, ...]] = {
    "night-porter": ("night",),
    "early-shift": ("early",),
    "tenant": ("one-song", "loop", "obsession"),
    "press-office": ("top-artist", "top-album", "climber"),
    "credits": ("album-runs", "in-order", "few-skips"),
    "jury": ("skipped-favourite", "skipped-artist", "skip-rate", "intro-only"),
    "ghoster": ("forgotten", "tired", "quiet-days", "fall"),
    "ex": ("comeback",),
    "speed-dater": ("buffet", "one-and-done", "new-artists"),
    "time-traveller": ("ears", "time-gap"),
    "first-in-queue": ("brand-new",),
    "undercover": ("clash", "hipster", "hipster-rise", "hipster-fall", "secret-pair"),
    "office": ("office", "weekdays"),
    "chauffeur": ("children",),
    "talk": ("talkers", "podcasts"),
    "new-file": ("newcomer",),
    "regular": (
        "handful", "no-news", "top-ten", "streak", "peak-hour", "one-hour", "weekend",
        "never-skipped", "door-closer", "genre", "lyric-theme", "chorus", "pulse", "sad-hours",
        "collision",
        "record-day",
        "long-session", "rise",
    ),
}  # fmt: skip
"""The kinds of facts that make each cast; its name is a key of the phrases. Each kind has one."""
_CLOSE = 0.8
"""A cast may be drawn if its score is at least this share of the best one."""


class Casting(NamedTuple):
    """A cast, and the fact that makes the listener one."""

    cast: str
    lead: Fact


def find_castings(facts: Sequence[Fact]) -> list[Casting]:
    """Return the casts that fit about as well as the best one, which comes first.

    The score of a cast is the surprise of its most surprising fact. A listener of a few plays, or
    of podcasts alone, is nothing else.
    """
    by_kind = {kind: cast for cast, kinds in CASTS.items() for kind in kinds}
    first: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: -fact.surprise):
        first.setdefault(by_kind[fact.kind], fact)
    castings = [Casting(cast, fact) for cast, fact in first.items()]
    only = [one for one in castings if one.lead.kind in {"newcomer", "talkers"}]
    best = castings[0].lead.surprise
    return only or [one for one in castings if one.lead.surprise >= _CLOSE * best]
