"""One fact for each key of the phrase files."""

from musicanalyser.roast.offline.phrase_keys import LOW_SUFFIX
from musicanalyser.roast.persona import Fact, Figure, Unit

MINUTE_MS = 60_000.0
HOUR_MS = 60 * MINUTE_MS

Figures = tuple[tuple[str, float, Unit], ...]

_TRACK = ("Blue Lighthouse", "Thermostat Timetable")
_ARTIST = ("Notaries of Wrongmouth",)
_NIGHT = (("since", 0.0, Unit.HOUR), ("until", 4.0, Unit.HOUR))
_EARLY = (("since", 4.0, Unit.HOUR), ("until", 8.0, Unit.HOUR))
_LATE = (("since", 23.0, Unit.HOUR), ("until", 24.0, Unit.HOUR))


def _share(now: float, usual: float | None = None) -> Figures:
    share = ("share", now, Unit.SHARE)
    return (share,) if usual is None else (share, ("usual", usual, Unit.SHARE))


def _count(name: str, value: float) -> Figures:
    return ((name, value, Unit.COUNT),)


def _days(name: str, value: float) -> Figures:
    return ((name, value, Unit.DAYS),)


def _ms(name: str, value: float) -> Figures:
    return ((name, value, Unit.MS),)


def _rank(name: str, value: float) -> Figures:
    return ((name, value, Unit.RANK),)


_CHANGE = (("change", 0.182, Unit.SHARE),)
_NAMES_AND_FIGURES: dict[str, tuple[tuple[str, ...], Figures]] = {
    "skipped-favourite": (
        _TRACK,
        (*_share(0.774, 0.469), *_count("plays", 31), *_rank("rank", 4)),
    ),
    "skipped-artist": (
        _ARTIST,
        (*_share(0.61, 0.469), *_count("plays", 212), *_rank("rank", 7)),
    ),
    "obsession": (_TRACK, (*_count("plays", 43), *_days("days", 7))),
    "repeat": (_TRACK, _count("plays", 14)),
    "most-played": (_TRACK, (*_count("plays", 1250), *_ms("heard", 83.6 * HOUR_MS))),
    "forgotten": (_TRACK, (*_count("plays", 99), *_days("days", 255))),
    "top-artist": (_ARTIST, _share(0.178)),
    "top-artist-less": (_ARTIST, _share(0.0499)),
    "climber": (_ARTIST, (*_rank("before", 35), *_rank("rank", 3))),
    "top-ten": ((), (*_share(0.584, 0.41), *_count("top", 10), *_count("artists", 1184))),
    "top-ten-less": ((), (*_share(0.212, 0.41), *_count("top", 10), *_count("artists", 1184))),
    "effective-artists": ((), (*_count("artists", 184), *_count("effective", 62.4))),
    "new-artists": ((), (*_share(0.446, 0.2), *_count("artists", 184))),
    "new-artists-less": ((), (*_share(0.07, 0.2), *_count("artists", 184))),
    "kept-artists": ((), (*_share(0.85, 0.75), *_count("new", 13))),
    "kept-artists-less": ((), (*_share(0.219, 0.75), *_count("new", 41))),
    "top-album": (_TRACK, _share(0.104)),
    "album-runs": ((), _share(0.31, 0.22)),
    "album-runs-less": ((), _share(0.036, 0.22)),
    "one-and-done": ((), (*_share(0.614, 0.57), *_count("tracks", 1047))),
    "one-and-done-less": ((), (*_share(0.24, 0.57), *_count("tracks", 1047))),
    "night": ((), (*_share(0.384, 0.211), *_NIGHT)),
    "night-less": ((), (*_share(0.004, 0.211), *_NIGHT)),
    "early": ((), (*_share(0.16, 0.09), *_EARLY)),
    "weekend": ((), _share(0.52, 0.35)),
    "weekend-less": ((), _share(0.15, 0.35)),
    "peak-hour": ((), (*_share(0.145, 0.09), *_LATE)),
    "long-session": ((), (*_ms("length", 8.11 * HOUR_MS), *_count("plays", 91))),
    "sessions": (
        (),
        (*_ms("length", 74 * MINUTE_MS), *_count("sessions", 348), *_ms("usual", 31 * MINUTE_MS)),
    ),
    "sessions-less": (
        (),
        (*_ms("length", 5.2 * MINUTE_MS), *_count("sessions", 1), *_ms("usual", 31 * MINUTE_MS)),
    ),
    "session-plays": ((), (*_count("plays", 17.8), *_count("usual", 9.2))),
    "session-plays-less": ((), (*_count("plays", 3.4), *_count("usual", 9.2))),
    "streak": ((), _days("streak", 66)),
    "quiet-days": ((), (*_count("quiet", 41), *_days("days", 90))),
    "quiet-days-less": ((), _days("days", 90)),
    "eddington": ((), (*_days("days", 38), *_count("plays", 38))),
    "total-time": ((), (*_ms("heard", 412.4 * HOUR_MS), *_days("days", 17.2))),
    "time-change": ((), (*_CHANGE, *_ms("before", 149.1 * HOUR_MS), *_ms("now", 176 * HOUR_MS))),
    "time-change-less": (
        (),
        (*_CHANGE, *_ms("before", 182.4 * HOUR_MS), *_ms("now", 149.1 * HOUR_MS)),
    ),
    "skip-rate": ((), _share(0.47, 0.38)),
    "skip-rate-less": ((), _share(0.09, 0.38)),
    "never-skipped": (_TRACK, _count("plays", 21)),
    "podcasts": ((), _share(0.42, 0.17)),
    "private": ((), _share(0.12, 0.04)),
}

PHRASE_KEYS = tuple(_NAMES_AND_FIGURES)


def make_fact(key: str, fact_id: str = "F1", *, plain: bool = False) -> Fact:
    """Return the fact of a key; a plain one lacks the figure of the past."""
    names, figures = _NAMES_AND_FIGURES[key]
    used = [figure for figure in figures if not (plain and figure[0] == "usual")]
    return Fact(
        id=fact_id,
        kind=key.removesuffix(LOW_SUFFIX),
        text=f"A fact of the kind {key.removesuffix(LOW_SUFFIX)}.",
        figures=tuple(Figure(name=name, value=value, unit=unit) for name, value, unit in used),
        names=names,
        statistic="overview",
        surprise=1.0,
        coverage=None,
    )
