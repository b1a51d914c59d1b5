"""What is played again and again, what was left behind, and what came back."""

from collections.abc import Mapping
from functools import partial
from math import sqrt

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_days, make_hour, make_share
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, OrdinarySize, Proportion
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_EXCESS = 0.25
"""How far the share of a track in three hours exceeds the usual one."""
_LEAST_ERRORS = 3
"""Standard errors by which a track ends more sessions than usual."""


def _claim_one_song(kind: FactKind, reports: Reports) -> Claim:
    rows = reports.current(kind.statistic).rows
    row = max(rows, key=lambda one: one.count("plays"), default=None)
    if row is None:
        raise UnknownError(kind.statistic)
    plays = row.count("plays")
    totals = reports.current("totals").rows
    whole = sum(one.count("plays") for one in totals if one.cells.get("kind") == "music")
    now = Proportion.of(plays, whole)
    return Claim(
        figures=(make_share("share", now.value), make_count("plays", plays)),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(now.value),
        support=plays,
    )


def _claim_obsession(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("peak-weeks").first
    plays = row.count("week_plays")
    days = (row.day("week_last_day") - row.day("week_first_day")).days + 1
    return Claim(
        figures=(make_count("plays", plays), make_days("days", days)),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(plays),
        support=plays,
    )


def _claim_listed(
    kind: FactKind, reports: Reports, *, part: str, counts: Mapping[str, str], measure: str
) -> Claim:
    """Return a claim about the first track of a part of a report.

    ``counts`` are the columns of its figures, by their names; the one named ``measure`` says how
    far it is from ordinary, and is its support.
    """
    row = reports.current(kind.statistic).part(part).first
    values = {name: row.count(column) for name, column in counts.items()}
    return Claim(
        figures=tuple(
            make_days(name, value) if name == "days" else make_count(name, value)
            for name, value in values.items()
        ),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(values[measure]),
        support=values[measure],
    )


def _claim_one_hour(kind: FactKind, reports: Reports) -> Claim:
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


def _claim_door_closer(kind: FactKind, reports: Reports) -> Claim:
    rows = reports.current(kind.statistic).part("stops").rows
    row = max(rows, key=_standard_errors, default=None)
    if row is None or _standard_errors(row) < _LEAST_ERRORS:
        raise UnknownError("stops")
    now = Proportion(row.share("share"), row.count("plays"))
    figures = (make_count("plays", row.count("plays")), make_share("others", row.share("usual")))
    return claim_share(kind, now, None, *figures, since=0.15, of=row.music_name("title"))


def _standard_errors(row: ReportRow) -> float:
    """Return how far a share is beyond the usual one: some track of many is always a little."""
    usual = row.share("usual")
    return (row.share("share") - usual) / sqrt(usual * (1 - usual) / row.count("plays") or 1)


KINDS = {
    "one-song": FactKind(
        statistic="top-tracks",
        find=_claim_one_song,
        least_evidence=10,  # plays of the track
        ordinary=OrdinaryShare(0.015, 0.8),
        theme=Theme.TRACK,
        relation=Relation.AGAIN,
        weight=1.3,
    ),
    "obsession": FactKind(
        statistic="obsessions",
        find=_claim_obsession,
        least_evidence=8,  # plays of the track in its peak week
        ordinary=OrdinarySize(12),
        theme=Theme.TRACK,
        relation=Relation.AGAIN,
    ),
    "loop": FactKind(
        statistic="moments",
        find=partial(_claim_listed, part="loops", counts={"times": "times"}, measure="times"),
        least_evidence=3,  # plays in a row
        ordinary=OrdinarySize(2.5),
        theme=Theme.TRACK,
        relation=Relation.AGAIN,
        weight=1.1,
    ),
    "one-hour": FactKind(
        statistic="moments",
        find=_claim_one_hour,
        least_evidence=12,  # plays of the track
        ordinary=OrdinaryShare(0.2, 0.6),  # more than other tracks have there
        theme=Theme.TRACK,
        relation=Relation.AGAIN,
    ),
    "door-closer": FactKind(
        statistic="sessions",
        find=_claim_door_closer,
        least_evidence=10,  # plays of the track
        ordinary=OrdinaryShare(0.08, 0.8),
        theme=Theme.SESSIONS,
        relation=Relation.QUIT,
    ),
    "forgotten": FactKind(
        statistic="forgotten",
        find=partial(
            _claim_listed,
            part="forgotten-tracks",
            counts={"plays": "plays", "days": "silent_days"},
            measure="plays",
        ),
        least_evidence=15,  # plays of the track before it was forgotten
        ordinary=OrdinarySize(50),
        theme=Theme.PAST,
        relation=Relation.GONE,
        weight=0.9,
    ),
    "comeback": FactKind(
        statistic="rediscoveries",
        find=partial(
            _claim_listed,
            part="rediscovered-tracks",
            counts={"days": "silent_days", "before": "plays_before", "plays": "plays"},
            measure="before",
        ),
        least_evidence=10,  # plays before it went away
        ordinary=OrdinarySize(25),
        theme=Theme.PAST,
        relation=Relation.GONE,
        weight=0.8,
    ),
}
