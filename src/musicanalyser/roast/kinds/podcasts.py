"""The share of the time that goes to podcasts rather than to music."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.report_values import ReportReader, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    past = read_past(reports, kind.statistic, _read_share)
    now = _read_share(reports.current(kind.statistic))
    if now.value >= _NEARLY_ALL:
        raise UnknownError("talkers")
    return claim_share(kind, now, past, since=0.2)


def _read_share(totals: ReportReader) -> Proportion:
    times = {row.text("kind"): row for row in totals.rows}
    podcast_ms, music_ms = (
        times[name].count("heard_ms") if name in times else 0 for name in ("podcast", "music")
    )
    episodes = times["podcast"].count("plays") if "podcast" in times else 0
    return Proportion(Proportion.of(podcast_ms, podcast_ms + music_ms).value, episodes)


_NEARLY_ALL = 0.95
KIND = FactKind(
    statistic="totals",
    find=_find,
    least_evidence=10,  # plays of podcasts
    ordinary=OrdinaryShare(0.08, 1.5),
    theme=Theme.PODCASTS,
    relation=Relation.MUCH,
    weight=1.1,
)
