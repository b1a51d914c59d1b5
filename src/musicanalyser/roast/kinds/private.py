"""The share of the time in private sessions, where those are included."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.time_shares import claim_share_of_time

_CONTENT = ("music", "podcast", "audiobook", "video", "unknown")
_PRIVATE = "private (taken in above)"
"""The row of `stats totals` for private sessions; there is none unless they are included."""

KIND = FactKind(
    statistic="totals",
    find=partial(
        claim_share_of_time,
        sentence="{share} of the time was heard in private sessions",
        content=_PRIVATE,
        whole=_CONTENT,
    ),
    least_evidence=10,  # private plays
    ordinary=0.05,  # of the time
    theme=Theme.PRIVATE,
)
