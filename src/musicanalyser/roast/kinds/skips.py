"""What is left early, and what never is."""

from collections.abc import Iterator
from functools import partial

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_rank, make_share
from musicanalyser.roast.facts.report_values import ReportReader, UnknownError
from musicanalyser.roast.facts.surprise import (
    OrdinaryShare,
    OrdinarySize,
    Proportion,
    compare_shares,
)
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_EXCESS = 1.5
"""How far, on the scale of surprises, a favourite's skip rate exceeds the usual one."""
_INTRO_S = 20
"""As `stats moments` counts."""


def _claim_rate(kind: FactKind, reports: Reports, *, since: float) -> Claim:
    now = _read_rate(reports.current(kind.statistic))
    return claim_share(kind, now, read_past(reports, kind.statistic, _read_rate), since=since)


def _read_rate(skips: ReportReader) -> Proportion:
    """Return the skip rate of the plays whose end is known."""
    return Proportion(skips.first.share("skip_rate"), skips.first.count("plays_known"))


def _claim_favourite(
    kind: FactKind, reports: Reports, *, subject: str, head: int, title: str | None
) -> Claim:
    """Return a claim about the favourite that is skipped far more often than other music.

    The favourites are the first ``head`` of the list of ``tracks`` or ``artists``; ``title`` is the
    column of titles, ``None`` for artists.
    """
    found = _candidates(kind, reports, subject, head, title)
    best = max(found, key=lambda claim: claim.from_others, default=None)
    if best is None:
        raise UnknownError(subject)
    return best


def _candidates(
    kind: FactKind, reports: Reports, subject: str, head: int, title: str | None
) -> Iterator[Claim]:
    skips = reports.current(kind.statistic)
    usual = _read_rate(skips)
    ranks = {
        row.key(title): row.count("rank") for row in reports.current(f"top-{subject}").rows[:head]
    }
    for row in skips.part(f"most-skipped-{subject}").rows:
        rate = Proportion(row.share("rate"), row.count("plays_known"))
        rank = ranks.get(row.key(title))
        if rank is None or rate.whole < kind.least_evidence or rate.value <= usual.value:
            continue
        excess = compare_shares(rate, usual)
        if excess >= _LEAST_EXCESS:
            yield Claim(
                figures=(
                    make_share("share", rate.value),
                    make_count("plays", rate.whole),
                    make_rank("rank", rank),
                    make_share("usual", usual.value),
                ),
                names=row.music_name(title).names,
                from_others=min(excess, kind.ordinary.distance(rate.value)),
                support=rate.whole,
            )


def _claim_never_skipped(kind: FactKind, reports: Reports) -> Claim:
    skips = reports.current(kind.statistic)
    row = skips.part("never-skipped-tracks").first
    plays = row.count("plays_known")
    # Half as surprising as for a track chosen beforehand: some track of many is never skipped.
    distance = compare_shares(Proportion(0.0, plays), _read_rate(skips)) / 2
    return Claim(
        figures=(make_count("plays", plays),),
        names=row.music_name("title").names,
        from_others=distance,
        support=plays,
    )


def _claim_intro(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("intros").first
    now = Proportion(row.share("share"), row.count("plays"))
    figures = (make_count("plays", row.count("plays")), make_count("seconds", _INTRO_S))
    return claim_share(kind, now, None, *figures, since=0.6, of=row.music_name("title"))


def _claim_tired(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about a loved track that began to be skipped at one of its plays."""
    row = reports.current(kind.statistic).part("tired-tracks").first
    before = Proportion(row.share("rate_before"), row.count("from_play"))
    after = Proportion(row.share("rate_after"), row.count("plays_known"))
    return Claim(
        figures=(
            make_share("share", after.value),
            make_rank("play", row.count("from_play")),
            make_share("usual", before.value),
        ),
        names=row.music_name("title").names,
        from_others=min(compare_shares(after, before), kind.ordinary.distance(after.value)),
        support=after.whole,
    )


KINDS = {
    "skip-rate": FactKind(
        statistic="skips",
        find=partial(_claim_rate, since=0.4),
        least_evidence=100,  # plays whose end is known
        ordinary=OrdinaryShare(0.4, 0.8),
        theme=Theme.SKIPS,
        relation=Relation.QUIT,
        weight=1.1,
    ),
    "few-skips": FactKind(
        statistic="skips",
        find=partial(_claim_rate, since=0.3),
        least_evidence=100,  # plays whose end is known
        ordinary=OrdinaryShare(0.45, 0.8, is_low=True),
        theme=Theme.SKIPS,
        relation=Relation.MUCH,
    ),
    "skipped-favourite": FactKind(
        statistic="skips",
        find=partial(_claim_favourite, subject="tracks", head=60, title="title"),
        least_evidence=15,  # plays whose end is known
        ordinary=OrdinaryShare(0.2, 0.8),  # of a favourite
        theme=Theme.SKIPPED,
        relation=Relation.QUIT,
        weight=1.3,
    ),
    "skipped-artist": FactKind(
        statistic="skips",
        find=partial(_claim_favourite, subject="artists", head=10, title=None),
        least_evidence=40,  # plays whose end is known
        ordinary=OrdinaryShare(0.2, 0.8),  # of a favourite
        theme=Theme.SKIPPED,
        relation=Relation.QUIT,
        weight=1.1,
    ),
    "tired": FactKind(
        statistic="fatigue",
        find=_claim_tired,
        least_evidence=15,  # plays of the track whose end is known
        ordinary=OrdinaryShare(0.2, 0.8),  # of a favourite
        theme=Theme.SKIPPED,
        relation=Relation.GONE,
        weight=1.2,
    ),
    "never-skipped": FactKind(
        statistic="skips",
        find=_claim_never_skipped,
        least_evidence=10,  # plays of the track whose end is known
        ordinary=OrdinarySize(10),
        theme=Theme.SKIPPED,
        relation=Relation.AGAIN,
    ),
    "intro-only": FactKind(
        statistic="moments",
        find=_claim_intro,
        least_evidence=10,  # starts of the track
        ordinary=OrdinaryShare(0.25, 0.9),
        theme=Theme.SKIPPED,
        relation=Relation.QUIT,
        weight=1.1,
    ),
}
