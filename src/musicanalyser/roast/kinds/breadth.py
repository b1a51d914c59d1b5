"""How many artists, albums and tracks share the plays."""

from collections.abc import Callable
from functools import partial

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_rank, make_share
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, OrdinarySize, Proportion
from musicanalyser.roast.facts.window_reports import Reports

_TOP_RANKS = 3
"""The ranks that a climber must have reached."""
_LEAST_CLIMB = 4
"""How many times smaller its rank must have become."""
_LEAST_ORDER = 0.4
"""How much more of an album is heard in order than of the artist's other albums."""
_HANDFUL, _LEAST_DAYS = 12, 60
"""In a shorter window a handful of artists is nothing special."""
_LEAST_EFFECTIVE, _MANY_ARTISTS = 60, 40
_LEAST_HISTORY_DAYS = 90
"""How long before a window the history must begin, or nearly every artist would be new."""


def _claim_top(kind: FactKind, reports: Reports, *, title: str | None) -> Claim:
    """Return a claim about the share of the listening time that the first entry has."""
    row = reports.current(kind.statistic).first
    share = row.share("share")
    return Claim(
        figures=(make_share("share", share),),
        names=row.music_name(title).names,
        from_others=kind.ordinary.distance(share),
        support=row.count("plays"),
    )


def _claim_in_order(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about the one album that an artist's listener hears in order."""
    row = reports.current(kind.statistic).part("ordered-albums").first
    share, others = row.share("share"), row.share("others_share")
    if share - others < _LEAST_ORDER:
        raise UnknownError("share")
    return Claim(
        figures=(make_share("share", share), make_share("others", others)),
        names=row.music_name("album").names,
        from_others=kind.ordinary.distance(share - others),
        support=row.count("plays"),
    )


def _claim_climber(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history(windows=1)
    climbs = [
        (row.count("previous_rank") / row.count("rank"), row)
        for row in reports.current(kind.statistic).rows[:_TOP_RANKS]
        if row.cells.get("previous_rank") is not None and row.count("rank")
    ]
    climb, row = max(climbs, key=lambda one: one[0], default=(0, ReportRow({})))
    if climb < _LEAST_CLIMB:
        raise UnknownError("climber")
    return Claim(
        figures=(
            make_rank("rank", row.count("rank")),
            make_rank("before", row.count("previous_rank")),
        ),
        names=row.music_name().names,
        from_others=kind.ordinary.distance(climb),
        support=row.count("plays"),
    )


def _claim_variety(
    kind: FactKind, reports: Reports, *, share: str, whole: str, least: int, since: float
) -> Claim:
    """Return a claim about a share in `stats variety`, compared with the previous window."""

    def read(row: ReportRow) -> Proportion:
        return Proportion(row.share(share), row.count("tracks" if whole == "tracks" else "plays"))

    row = reports.current(kind.statistic).first
    count = row.count(whole)
    if count < least:
        raise UnknownError(whole)
    past = read_previous(reports, kind.statistic, read)
    figures = () if whole == "plays" else (make_count(whole, count),)
    return claim_share(kind, read(row), past, *figures, since=since)


def _claim_handful(kind: FactKind, reports: Reports) -> Claim:
    reports.require_days(_LEAST_DAYS)
    row = reports.current(kind.statistic).first
    artists = row.count("artists")
    if not 0 < artists <= _HANDFUL:
        raise UnknownError("artists")
    return Claim(
        figures=(make_count("artists", artists), make_count("plays", row.count("plays"))),
        from_others=kind.ordinary.distance(artists),
        support=row.count("plays"),
    )


def _claim_buffet(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    effective, artists = row.number("effective_artists"), row.count("artists")
    if effective < _LEAST_EFFECTIVE:
        raise UnknownError("effective_artists")
    return Claim(
        figures=(
            make_count("artists", artists),
            make_share("top", row.share("top_artists_share")),
        ),
        from_others=kind.ordinary.distance(effective),
        support=artists,
    )


def _claim_new_artists(
    kind: FactKind, reports: Reports, *, counts: tuple[str, ...], since: float
) -> Claim:
    reports.require_history(days=_LEAST_HISTORY_DAYS)
    row = reports.current(kind.statistic).first
    now = Proportion.of(row.count("new_artists"), row.count("artists"))
    columns = {"new": "new_artists", "artists": "artists"}
    figures = (make_count(name, row.count(columns[name])) for name in counts)
    return claim_share(kind, now, None, *figures, since=since)


_of_variety: Callable[..., FactKind] = partial(FactKind, statistic="variety")
KINDS = {
    "top-artist": FactKind(
        statistic="top-artists",
        find=partial(_claim_top, title=None),
        least_evidence=20,  # plays of the artist
        ordinary=OrdinaryShare(0.1, 0.8),
        theme=Theme.ARTIST,
        relation=Relation.MUCH,
        weight=1.2,
    ),
    "top-album": FactKind(
        statistic="top-albums",
        find=partial(_claim_top, title="album"),
        least_evidence=20,  # plays of the album
        ordinary=OrdinaryShare(0.06, 0.8),
        theme=Theme.ARTIST,
        relation=Relation.MUCH,
    ),
    "climber": FactKind(
        statistic="top-artists",
        find=_claim_climber,
        least_evidence=20,  # plays of the artist
        ordinary=OrdinarySize(5),  # times as large a rank in the previous window
        theme=Theme.ARTIST,
        relation=Relation.MUCH,
        weight=0.5,
    ),
    "album-runs": _of_variety(
        find=partial(_claim_variety, share="album_share", whole="plays", least=0, since=0.15),
        least_evidence=100,  # plays
        ordinary=OrdinaryShare(0.15, 1.2),
        theme=Theme.ALBUMS,
        relation=Relation.MUCH,
        weight=1.3,
    ),
    "in-order": _of_variety(
        find=_claim_in_order,
        least_evidence=10,  # plays of the album
        ordinary=OrdinaryShare(0.2, 0.8),  # more than the artist's other albums
        theme=Theme.ALBUMS,
        relation=Relation.CLASH,
    ),
    "handful": _of_variety(
        find=_claim_handful,
        least_evidence=100,  # plays
        ordinary=OrdinarySize(30, is_low=True),
        theme=Theme.BREADTH,
        relation=Relation.AGAIN,
        weight=1.1,
    ),
    "buffet": _of_variety(
        find=_claim_buffet,
        least_evidence=60,  # artists
        ordinary=OrdinarySize(45),
        theme=Theme.BREADTH,
        relation=Relation.CLASH,
    ),
    "top-ten": _of_variety(
        find=partial(
            _claim_variety,
            share="top_artists_share",
            whole="artists",
            least=_MANY_ARTISTS,
            since=0.35,
        ),
        least_evidence=100,  # plays
        ordinary=OrdinaryShare(0.4, 0.6),
        theme=Theme.BREADTH,
        relation=Relation.CLASH,
    ),
    "one-and-done": _of_variety(
        find=partial(_claim_variety, share="once_share", whole="tracks", least=0, since=0.4),
        least_evidence=50,  # tracks
        ordinary=OrdinaryShare(0.45, 0.6),
        theme=Theme.ONCE,
        relation=Relation.QUIT,
    ),
    "new-artists": FactKind(
        statistic="overview",
        find=partial(_claim_new_artists, counts=("artists",), since=0.3),
        least_evidence=25,  # artists
        ordinary=OrdinaryShare(0.2, 0.8),
        theme=Theme.DISCOVERY,
        relation=Relation.CLASH,
    ),
    "no-news": FactKind(
        statistic="overview",
        find=partial(_claim_new_artists, counts=("new", "artists"), since=0.1),
        least_evidence=25,  # artists
        ordinary=OrdinaryShare(0.2, 1.6, is_low=True),
        theme=Theme.DISCOVERY,
        relation=Relation.AGAIN,
    ),
}
