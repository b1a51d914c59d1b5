"""All plays of a history that has only a few."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports

_MOST = 99
"""Plays; from then on there are habits."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    rows = {row.text("kind"): row for row in reports.current(kind.statistic).rows}
    music = rows.get("music")
    episodes = rows["podcast"].count("plays") if "podcast" in rows else 0
    if music is None or not max(1, episodes) <= music.count("plays") <= _MOST:
        raise UnknownError("plays")
    return Claim(
        figures=(
            make_count("plays", music.count("plays")),
            make_count("tracks", music.count("tracks")),
            make_duration("heard", music.count("heard_ms")),
        ),
        from_others=2.0,
        support=music.count("plays"),
    )


KIND = FactKind(
    statistic="totals",
    find=_find,
    least_evidence=1,  # plays
    ordinary=OrdinarySize(100, is_low=True),
    theme=Theme.EVERYTHING,
    relation=Relation.GONE,
)
