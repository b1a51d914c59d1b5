"""Facts about what is skipped, and what never is."""

from musicanalyser.roast.facts.comparison import past_of, share_claim
from musicanalyser.roast.facts.least_evidence import LEAST
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim, claim, count, rank, share
from musicanalyser.roast.facts.surprise import CONTRADICTION, MOST, Proportion, apart

_FAVOURITES = {"tracks": 60, "artists": 10}
"""So many at the head of a list are favourites."""
_CLEARLY = 2.0
"""Standard errors by which a favourite must be skipped more than the rest to contradict itself."""


def skip_rate(reports: Reports) -> Claim:
    """Tell the share of skipped plays."""
    past = past_of(reports, "skips", _skip_rate)
    return share_claim(
        "skip-rate", "{share} of plays were skipped", _skip_rate(reports.now("skips")), past
    )


def skipped_favourite(reports: Reports) -> Claim:
    """Tell which of the favourite tracks is skipped far more often than the rest."""
    return _contradiction(reports, "skipped-favourite", "tracks", title="title")


def skipped_artist(reports: Reports) -> Claim:
    """Tell which of the favourite artists is skipped far more often than the rest."""
    return _contradiction(reports, "skipped-artist", "artists", title=None)


def never_skipped(reports: Reports) -> Claim:
    """Tell which track was played most often without a skip."""
    skips = reports.now("skips")
    line = skips.part("never-skipped-tracks").first
    plays = line.count("plays_known")
    # Half as surprising as one track by itself: among many, some are bound to be spared.
    surprise = apart(Proportion(0.0, plays), _skip_rate(skips)) / 2
    return claim(
        "{of} was never skipped in {plays} plays.",
        count("plays", plays),
        surprise=surprise,
        support=plays,
        of=line.named("title"),
    )


def _skip_rate(skips: ReportReader) -> Proportion:
    return Proportion(skips.first.share("skip_rate"), skips.first.count("plays_known"))


def _contradiction(reports: Reports, kind: str, subject: str, *, title: str | None) -> Claim:
    skips = reports.now("skips")
    usual = _skip_rate(skips)
    ranks = {
        line.identity(title): line.count("rank")
        for line in reports.now(f"top-{subject}").lines[: _FAVOURITES[subject]]
    }
    found = [
        (surprise, -ranks[line.identity(title)], line)
        for line in skips.part(f"most-skipped-{subject}").lines
        if line.identity(title) in ranks
        and line.count("plays_known") >= LEAST[kind]
        and (surprise := _excess(line, usual)) >= _CLEARLY
    ]
    if not found:
        raise UnknownError(kind)
    surprise, minus_rank, line = max(found, key=lambda one: one[:2])
    return claim(
        f"{{share}} of {{plays}} plays of {{of}}, number {{rank}} of the most heard {subject}, were"
        " skipped, against {usual} of all plays.",
        share("share", line.share("rate")),
        count("plays", line.count("plays_known")),
        rank("rank", -minus_rank),
        share("usual", usual.value),
        surprise=min(MOST, surprise + CONTRADICTION),
        support=line.count("plays_known"),
        of=line.named(title),
    )


def _excess(line: ReportRow, usual: Proportion) -> float:
    """Return by how many standard errors something is skipped more than usual; 0 if less."""
    rate = Proportion(line.share("rate"), line.count("plays_known"))
    return apart(rate, usual) if rate.value > usual.value else 0.0
