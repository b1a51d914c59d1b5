"""What the whole window is about: podcasts, or just a few plays."""

from collections.abc import Mapping
from contextlib import suppress

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import (
    MAX_SURPRISE,
    OrdinaryShare,
    OrdinarySize,
    Proportion,
)
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.persona import Figure

_NEARLY_ALL = 0.95
"""The share of the time that goes to podcasts where there is hardly any music."""
_MOST_PLAYS = 99
"""From then on there are habits."""
_NOTHING = ReportRow({"plays": 0, "heard_ms": 0})


def _read_kinds(totals: ReportReader) -> Mapping[str, ReportRow]:
    found = {row.text("kind"): row for row in totals.rows}
    return {name: found.get(name, _NOTHING) for name in ("music", "podcast")}


def _read_podcasts(totals: ReportReader) -> Proportion:
    """Return the share of the time that goes to podcasts, and how many episodes there were."""
    kinds = _read_kinds(totals)
    podcast_ms, music_ms = (kinds[name].count("heard_ms") for name in ("podcast", "music"))
    share = Proportion.of(podcast_ms, podcast_ms + music_ms)
    return Proportion(share.value, kinds["podcast"].count("plays"))


def _claim_podcasts(kind: FactKind, reports: Reports) -> Claim:
    past = read_past(reports, kind.statistic, _read_podcasts)
    now = _read_podcasts(reports.current(kind.statistic))
    if now.value >= _NEARLY_ALL:
        raise UnknownError("talkers")
    return claim_share(kind, now, past, since=0.2)


def _claim_talkers(kind: FactKind, reports: Reports) -> Claim:
    totals = reports.current(kind.statistic)
    if _read_podcasts(totals).value < _NEARLY_ALL:
        raise UnknownError("music")
    kinds = _read_kinds(totals)
    podcasts = kinds["podcast"]
    return Claim(
        figures=(
            make_duration("heard", podcasts.count("heard_ms")),
            make_count("episodes", podcasts.count("plays")),
            make_count("plays", kinds["music"].count("plays")),
        ),
        from_others=MAX_SURPRISE,
        support=podcasts.count("plays"),
    )


def _heard(music: ReportRow) -> tuple[Figure, ...]:
    """Return the time of the music, or nothing if it is unknown."""
    with suppress(UnknownError):
        return (make_duration("heard", music.count("heard_ms")),)
    return ()


def _claim_newcomer(kind: FactKind, reports: Reports) -> Claim:
    kinds = _read_kinds(reports.current(kind.statistic))
    music, episodes = kinds["music"], kinds["podcast"].count("plays")
    plays = music.count("plays")
    if not max(1, episodes) <= plays <= _MOST_PLAYS:
        raise UnknownError("plays")
    return Claim(
        figures=(
            make_count("plays", plays),
            make_count("tracks", music.count("tracks")),
            *_heard(music),
        ),
        from_others=2.0,
        support=plays,
    )


KINDS = {
    "podcasts": FactKind(
        statistic="totals",
        find=_claim_podcasts,
        least_evidence=10,  # plays of podcasts
        ordinary=OrdinaryShare(0.08, 1.5),
        theme=Theme.PODCASTS,
        relation=Relation.MUCH,
        weight=1.1,
    ),
    "talkers": FactKind(
        statistic="totals",
        find=_claim_talkers,
        least_evidence=1,  # episodes
        ordinary=OrdinaryShare(0.08, 1.5),
        theme=Theme.PODCASTS,
        relation=Relation.MUCH,
        weight=1.3,
    ),
    "newcomer": FactKind(
        statistic="totals",
        find=_claim_newcomer,
        least_evidence=1,  # plays
        ordinary=OrdinarySize(100, is_low=True),
        theme=Theme.EVERYTHING,
        relation=Relation.GONE,
    ),
}
