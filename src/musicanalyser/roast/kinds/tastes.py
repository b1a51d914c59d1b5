"""What the music is: its years, genres, sound and words."""

from functools import partial

from musicanalyser.roast.facts.claims import Claim, MusicName
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_hour, make_share, make_year
from musicanalyser.roast.facts.report_values import ReportReader, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, OrdinarySize, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS

_LEAST_SHARE, _LEAST_YEARS_AGO = 0.25, 25
_AGE_OF_TASTE = 17
"""Taste is said to form at about this age: https://www.nytimes.com/2018/02/10/opinion/sunday/favorite-songs.html"""
_CHILDREN = {"children's music", "children's", "kids", "nursery rhymes", "kinderlieder", "infantil"}
_OFF_LIMITS = "faith"
"""The theme of lyrics that is not mocked."""
_LEAST_DIFFERENCE = 6
"""Beats per minute between the means of two parts of the day."""
_LEAST_HOURS = 2
_LEAST_SADDER = 0.08
"""How much more of the music at night is sad than in the afternoon, as a share."""
_LEAST_YEARS_APART = 40
_LEAST_LIFT = 1.5
"""How many times as often as by chance two genres follow each other."""
_FIRST_HOURS = {"night": 0, "morning": 6, "afternoon": 12, "evening": 18}


def _hours(report: ReportReader) -> float:
    """Return the listening time of all rows in hours."""
    return sum(row.number("heard_ms") for row in report.rows) / HOUR_MS


def _claim_ears(kind: FactKind, reports: Reports) -> Claim:
    rows = [
        row for row in reports.current(kind.statistic).rows if row.text("decade")[:4].isdecimal()
    ]
    row = max(rows, key=lambda one: one.share("share"), default=None)
    if row is None:
        raise UnknownError(kind.statistic)
    decade, share = int(row.text("decade")[:4]), row.share("share")
    ago = reports.window.until.year - (decade + 5)
    if share < _LEAST_SHARE or ago < _LEAST_YEARS_AGO:
        raise UnknownError("decade")
    return Claim(
        figures=(
            make_share("share", share),
            make_year("decade", decade),
            make_year("born", decade + 5 - _AGE_OF_TASTE),
        ),
        from_others=kind.ordinary.distance(ago),
        support=row.count("heard_ms") / HOUR_MS,
    )


def _claim_brand_new(kind: FactKind, reports: Reports) -> Claim:
    decades = reports.current(kind.statistic)
    share = decades.part("release-years").first.share("recent_share")
    return claim_share(kind, Proportion(share, _hours(decades)), None, since=0.35)


def _claim_genre(kind: FactKind, reports: Reports) -> Claim:
    genres = reports.current(kind.statistic)
    row = genres.first
    if row.text("genre") in _CHILDREN:
        raise UnknownError("genre")
    name = MusicName(artist=row.plain_name("genre"))
    now = Proportion(row.share("share"), _hours(genres))
    return claim_share(kind, now, None, since=0.15, of=name)


def _claim_children(kind: FactKind, reports: Reports) -> Claim:
    genres = reports.current(kind.statistic)
    share = sum(one.share("share") for one in genres.rows if one.text("genre") in _CHILDREN)
    return claim_share(kind, Proportion(min(1.0, share), _hours(genres)), None, since=0.2)


def _claim_pulse(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about the part of the day with the fastest music and that with the slowest."""
    parts = [
        row
        for row in reports.current(kind.statistic).part("tempo-by-part-of-day").rows
        if row.number("heard_ms") >= _LEAST_HOURS * HOUR_MS
    ]
    means = sorted((row.number("mean_tempo"), row.text("part_of_day")) for row in parts)
    if not means or round(means[-1][0]) - round(means[0][0]) < _LEAST_DIFFERENCE:
        raise UnknownError("mean_tempo")
    (slow, slow_part), (fast, fast_part) = means[0], means[-1]
    return Claim(
        figures=(
            make_count("fast", round(fast)),
            make_count("slow", round(slow)),
            make_hour("fast_since", _FIRST_HOURS[fast_part]),
            make_hour("slow_since", _FIRST_HOURS[slow_part]),
        ),
        from_others=kind.ordinary.distance(fast - slow),
        support=sum(row.number("heard_ms") for row in parts) / HOUR_MS,
    )


def _claim_sad_hours(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about the songs of the night, which are sadder than those of the afternoon."""
    parts = reports.current(kind.statistic).part("mood-by-part-of-day").rows
    rows = {row.text("part_of_day"): row for row in parts}
    if not rows.keys() >= {"night", "afternoon"}:
        raise UnknownError("part_of_day")
    night, day = rows["night"], rows["afternoon"]
    sadder = night.share("sad_share") - day.share("sad_share")
    if sadder < _LEAST_SADDER:
        raise UnknownError("sad_share")
    return Claim(
        figures=(
            make_share("share", night.share("sad_share")),
            make_hour("since", 0),
            make_hour("until", 6),
            make_share("afternoon", day.share("sad_share")),
        ),
        from_others=kind.ordinary.distance(sadder),
        support=min(row.number("heard_ms") for row in (night, day)) / HOUR_MS,
    )


def _claim_time_gap(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about the session with the oldest and the newest music."""
    row = reports.current(kind.statistic).part("year-gaps").first
    years = row.count("years")
    if years < _LEAST_YEARS_APART:
        raise UnknownError("years")
    other = MusicName(title=row.plain_name("other_title"), artist=row.plain_name("other_artist"))
    return Claim(
        figures=(
            make_count("years", years),
            make_year("old", row.count("year")),
            make_year("new", row.count("other_year")),
        ),
        names=(*row.music_name("title").names, *other.names),
        from_others=kind.ordinary.distance(years),
        support=1,
    )


def _claim_collision(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about two genres that follow each other although no artist has both."""
    rows = reports.current(kind.statistic).part("genre-neighbours").rows
    often = [row for row in rows if row.count("times") >= kind.least_evidence]
    row = max(often, key=lambda one: one.number("lift"), default=None)
    if row is None or row.number("lift") < _LEAST_LIFT:
        raise UnknownError("lift")
    return Claim(
        figures=(make_count("times", row.count("times")),),
        names=(row.plain_name("genre"), row.plain_name("other_genre")),
        from_others=kind.ordinary.distance(row.number("lift")),
        support=row.count("times"),
    )


def _claim_lyric_theme(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("lyric-themes").first
    if row.text("theme") == _OFF_LIMITS:
        raise UnknownError("theme")
    now = Proportion(row.share("share"), row.number("heard_ms") / HOUR_MS)
    return claim_share(kind, now, None, since=0.3, of=MusicName(artist=row.plain_name("theme")))


def _claim_chorus(kind: FactKind, reports: Reports) -> Claim:
    """Return a claim about the share of the words of a lyric that were sung before."""
    row = reports.current(kind.statistic).first
    now = Proportion(row.share("repetition"), row.share("known_share"))
    return claim_share(kind, now, None, since=0.55)


_of_hours = partial(FactKind, least_evidence=5)  # hours
KINDS = {
    "ears": _of_hours(
        statistic="decades",
        find=_claim_ears,
        ordinary=OrdinarySize(16),  # years ago
        theme=Theme.AGE,
        relation=Relation.GONE,
        weight=1.2,
    ),
    "brand-new": _of_hours(
        statistic="decades",
        find=_claim_brand_new,
        ordinary=OrdinaryShare(0.2, 0.8),
        theme=Theme.AGE,
        relation=Relation.MUCH,
    ),
    "genre": _of_hours(
        statistic="genres",
        find=_claim_genre,
        ordinary=OrdinaryShare(0.15, 0.8),
        theme=Theme.GENRE,
        relation=Relation.MUCH,
    ),
    "children": _of_hours(
        statistic="genres",
        find=_claim_children,
        ordinary=OrdinaryShare(0.03, 0.9),
        theme=Theme.GENRE,
        relation=Relation.AGAIN,
        weight=1.3,
    ),
    "pulse": FactKind(
        statistic="tempo",
        find=_claim_pulse,
        least_evidence=8,  # hours
        ordinary=OrdinarySize(8),  # beats per minute
        theme=Theme.TEMPO,
        relation=Relation.CLASH,
    ),
    "time-gap": FactKind(
        statistic="decades",
        find=_claim_time_gap,
        least_evidence=1,  # sessions
        ordinary=OrdinarySize(35),  # years apart
        theme=Theme.AGE,
        relation=Relation.CLASH,
        weight=1.1,
    ),
    "collision": FactKind(
        statistic="genres",
        find=_claim_collision,
        least_evidence=8,  # times that one followed the other
        ordinary=OrdinarySize(1.2),  # times as often as by chance
        theme=Theme.GENRE,
        relation=Relation.CLASH,
    ),
    "sad-hours": FactKind(
        statistic="taste",
        find=_claim_sad_hours,
        least_evidence=2,  # hours in either part of the day
        ordinary=OrdinaryShare(0.05, 0.6),  # more at night than in the afternoon
        theme=Theme.MOOD,
        relation=Relation.HOUR,
        weight=1.1,
    ),
    "lyric-theme": FactKind(
        statistic="lyrics",
        find=_claim_lyric_theme,
        least_evidence=3,  # hours
        ordinary=OrdinaryShare(0.35, 0.6),
        theme=Theme.LYRICS,
        relation=Relation.AGAIN,
    ),
    "chorus": FactKind(
        statistic="lyrics",
        find=_claim_chorus,
        least_evidence=0.4,  # of the listening time
        ordinary=OrdinaryShare(0.45, 0.4),
        theme=Theme.LYRICS,
        relation=Relation.AGAIN,
    ),
}
