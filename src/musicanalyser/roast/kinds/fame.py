"""How known the music is, and which favourites do not fit together."""

from functools import partial

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_hour, make_share
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import (
    MAX_FROM_PAST,
    OrdinaryShare,
    OrdinarySize,
)
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_SCORE, _LEAST_POINTS = 60, 6
_LEAST_DISTANCE = 40
"""Points of the hipster score between two favourites."""
_LEAST_LIFT = 3
"""How many times the usual share of plays a secret favourite has in its hours."""


def _claim_score(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    score = row.number("score")
    if score < _LEAST_SCORE:
        raise UnknownError("score")
    return Claim(
        figures=(make_count("score", round(score)), make_count("most", 100)),
        from_others=kind.ordinary.distance(score / 100),
        support=row.share("known_share"),
    )


def _claim_move(kind: FactKind, reports: Reports, *, is_rise: bool) -> Claim:
    """Return a claim about the points by which the score moved against the previous window."""
    row, previous = reports.current(kind.statistic).first, reports.previous(kind.statistic)
    now, before = round(row.number("score")), round(previous.number("score"))
    points = now - before if is_rise else before - now
    if points < _LEAST_POINTS:
        raise UnknownError("score")
    return Claim(
        figures=(
            make_count("points", points),
            make_count("before", before),
            make_count("score", now),
        ),
        from_past=min(MAX_FROM_PAST, kind.ordinary.distance(points)),
        support=min(row.share("known_share"), previous.share("known_share")),
        has_past=True,
    )


def _claim_clash(kind: FactKind, reports: Reports) -> Claim:
    hipster = reports.current(kind.statistic)
    obscure, hit = (hipster.part(f"most-{end}-tracks").first for end in ("obscure", "mainstream"))
    distance = obscure.number("score") - hit.number("score")
    few, many = obscure.count("listeners"), hit.count("listeners")
    if distance < _LEAST_DISTANCE or few >= many:
        raise UnknownError("score")
    return Claim(
        figures=(make_count("few", few), make_count("many", many)),
        names=(*obscure.music_name("title").names, *hit.music_name("title").names),
        from_others=kind.ordinary.distance(distance),
        support=hipster.first.share("known_share"),
    )


def _claim_secret(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about a hit among obscure favourites that is played in its own hours."""
    hipster = reports.current("hipster")
    top = hipster.part("most-obscure-tracks").first
    hits = {
        row.key("title"): row
        for row in hipster.part("most-mainstream-tracks").rows
        if top.number("score") - row.number("score") >= _LEAST_DISTANCE
    }
    hours = [row for row in reports.current(kind.statistic).part("hours").rows if _lift(row)]
    secrets = [row for row in hours if row.key("title") in hits]
    if not secrets:
        raise UnknownError("hours")
    secret = max(secrets, key=_lift)
    return Claim(
        figures=(
            make_share("share", secret.share("share")),
            make_hour("since", secret.count("since")),
            make_hour("until", secret.count("until")),
        ),
        names=(*secret.music_name("title").names, *top.music_name("title").names),
        from_others=kind.ordinary.distance(_lift(secret)),
        support=secret.count("plays"),
    )


def _lift(row: ReportRow) -> float:
    """Return how many times the usual share a track has in its hours; 0 if it is not many."""
    lift = row.share("share") / max(row.share("usual"), 1e-6)
    return lift if lift >= _LEAST_LIFT else 0.0


_of_score = partial(FactKind, statistic="hipster", least_evidence=0.4)  # of the listening time
KINDS = {
    "hipster": _of_score(
        find=_claim_score,
        ordinary=OrdinaryShare(0.4, 0.6),
        theme=Theme.FAME,
        relation=Relation.MUCH,
    ),
    "hipster-rise": _of_score(
        find=partial(_claim_move, is_rise=True),
        ordinary=OrdinarySize(4),  # points
        theme=Theme.FAME,
        relation=Relation.AGAIN,
    ),
    "hipster-fall": _of_score(
        find=partial(_claim_move, is_rise=False),
        ordinary=OrdinarySize(4),  # points
        theme=Theme.FAME,
        relation=Relation.GONE,
    ),
    "clash": _of_score(
        find=_claim_clash,
        ordinary=OrdinarySize(40),  # points
        theme=Theme.FAME,
        relation=Relation.CLASH,
        weight=1.2,
    ),
    "secret-pair": FactKind(
        statistic="moments",
        find=_claim_secret,
        least_evidence=12,  # plays of the track
        ordinary=OrdinarySize(2.5),  # times the usual share
        theme=Theme.FAME,
        relation=Relation.HOUR,
        weight=1.1,
    ),
}
