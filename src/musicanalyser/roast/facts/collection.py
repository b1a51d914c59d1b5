"""Facts about albums and about what is played only once."""

from musicanalyser.roast.facts.comparison import before_of, share_claim
from musicanalyser.roast.facts.report_values import ReportRow, Reports
from musicanalyser.roast.facts.sentences import Claim, claim, count, share
from musicanalyser.roast.facts.surprise import Proportion, beyond


def top_album(reports: Reports) -> Claim:
    """Tell how much of the time goes to one album."""
    line = reports.now("top-albums").first
    return claim(
        "{of} alone takes {share} of all listening time.",
        share("share", line.share("share")),
        surprise=beyond(line.share("share"), "top-album"),
        support=line.count("plays"),
        of=line.named("album"),
    )


def album_runs(reports: Reports) -> Claim:
    """Tell how much is heard as an album."""
    return share_claim(
        "album-runs",
        "{share} of plays belonged to a run through an album",
        _run_share(reports.now("variety").first),
        before_of(reports, "variety", _run_share),
    )


def one_and_done(reports: Reports) -> Claim:
    """Tell how many tracks were tried a single time."""
    line = reports.now("variety").first
    return share_claim(
        "one-and-done",
        "{share} of {tracks} tracks were played exactly once",
        _once_share(line),
        before_of(reports, "variety", _once_share),
        count("tracks", line.count("tracks")),
    )


def _run_share(line: ReportRow) -> Proportion:
    return Proportion(line.share("album_share"), line.count("plays"))


def _once_share(line: ReportRow) -> Proportion:
    return Proportion(line.share("once_share"), line.count("tracks"))
