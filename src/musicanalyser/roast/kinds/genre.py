"""The share of listening time that goes to one genre."""

from musicanalyser.roast.facts.claims import Claim, MusicName
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    genres = reports.current(kind.statistic)
    row = genres.first
    if row.text("genre") in CHILDREN:
        raise UnknownError("genre")
    hours = sum(one.number("heard_ms") for one in genres.rows) / HOUR_MS
    name = MusicName(artist=row.plain_name("genre"))
    return claim_share(kind, Proportion(row.share("share"), hours), None, since=0.15, of=name)


CHILDREN = {"children's music", "children's", "kids", "nursery rhymes", "kinderlieder", "infantil"}
KIND = FactKind(
    statistic="genres",
    find=_find,
    least_evidence=5,  # hours
    ordinary=OrdinaryShare(0.15, 0.8),
    theme=Theme.GENRE,
    relation=Relation.MUCH,
)
