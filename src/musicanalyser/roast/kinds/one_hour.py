"""A track that belongs to three hours of the day."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_hour, make_share
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("hours").first
    share, usual, plays = row.share("share"), row.share("usual"), row.count("plays")
    if share - usual < _LEAST_EXCESS:
        raise UnknownError("share")
    return Claim(
        figures=(
            make_share("share", share),
            make_count("plays", plays),
            make_hour("since", row.count("since")),
            make_hour("until", row.count("until")),
            make_share("usual", usual),
        ),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(share - usual),
        support=plays,
    )


_LEAST_EXCESS = 0.25
KIND = FactKind(
    statistic="moments",
    find=_find,
    least_evidence=12,  # plays of the track
    ordinary=OrdinaryShare(0.2, 0.6),  # more than other tracks have there
    theme=Theme.TRACK,
    relation=Relation.AGAIN,
)
