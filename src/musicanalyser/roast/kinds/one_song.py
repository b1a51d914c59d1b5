"""The share of all plays that go to the most played track."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_share
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = max(
        reports.current(kind.statistic).rows, key=lambda one: one.count("plays"), default=None
    )
    if row is None:
        raise UnknownError(kind.statistic)
    plays = row.count("plays")
    whole = sum(
        one.count("plays")
        for one in reports.current("totals").rows
        if one.cells.get("kind") == "music"
    )
    now = Proportion.of(plays, whole)
    return Claim(
        figures=(make_share("share", now.value), make_count("plays", plays)),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(now.value),
        support=plays,
    )


KIND = FactKind(
    statistic="top-tracks",
    find=_find,
    least_evidence=10,  # plays of the track
    ordinary=OrdinaryShare(0.015, 0.8),
    theme=Theme.TRACK,
    relation=Relation.AGAIN,
    weight=1.3,
)
