"""What most lyrics are about."""

from musicanalyser.roast.facts.claims import Claim, MusicName
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("lyric-themes").first
    if row.text("theme") == _OFF_LIMITS:
        raise UnknownError("theme")
    hours = row.number("heard_ms") / HOUR_MS
    name = MusicName(artist=row.plain_name("theme"))
    return claim_share(kind, Proportion(row.share("share"), hours), None, since=0.3, of=name)


_OFF_LIMITS = "faith"
KIND = FactKind(
    statistic="lyrics",
    find=_find,
    least_evidence=3,  # hours
    ordinary=OrdinaryShare(0.35, 0.6),
    theme=Theme.LYRICS,
    relation=Relation.AGAIN,
)
