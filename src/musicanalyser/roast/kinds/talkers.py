"""Hours and episodes of a listener of podcasts, and the few songs beside them."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import MAX_SURPRISE, OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports

_NEARLY_ALL = 0.95
"""The share of the time that goes to podcasts."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    rows = {row.text("kind"): row for row in reports.current(kind.statistic).rows}
    if "podcast" not in rows:
        raise UnknownError("podcast")
    podcast_ms = rows["podcast"].count("heard_ms")
    music_ms = rows["music"].count("heard_ms") if "music" in rows else 0
    if podcast_ms < _NEARLY_ALL * (podcast_ms + music_ms):
        raise UnknownError("music")
    episodes = rows["podcast"].count("plays")
    return Claim(
        figures=(
            make_duration("heard", podcast_ms),
            make_count("episodes", episodes),
            make_count("plays", rows["music"].count("plays") if "music" in rows else 0),
        ),
        from_others=MAX_SURPRISE,
        support=episodes,
    )


KIND = FactKind(
    statistic="totals",
    find=_find,
    least_evidence=1,  # episodes
    ordinary=OrdinaryShare(0.08, 1.5),
    theme=Theme.PODCASTS,
    relation=Relation.MUCH,
    weight=1.3,
)
