"""Taste, decades and tempo, recomputed from facts."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import sqrt

from tests.oracle.answers import Answer, Line, Table, named
from tests.oracle.asking import TRACKS, Asked, Group, History
from tests.oracle.contrasts import are_told, year_gaps
from tests.oracle.facts import TRAITS, Fact, features_of, ids_of_songs, release_of
from tests.oracle.mixtures import Known, Pair, enough, favourites, known, mean, share_of, split
from tests.oracle.plays import Play
from tests.oracle.rows import Key
from tests.oracle.sounding import sounded
from tests.oracle.spans import local

_TYPICAL = TRAITS[:5]
_BANDS = (
    (80, "under 80"),
    (100, "80 to 99"),
    (120, "100 to 119"),
    (140, "120 to 139"),
    (160, "140 to 159"),
    (10**6, "160 and more"),
)


@cache
def features_of_songs(history: History) -> Mapping[Key, Fact]:
    """Return the features of the first id of a song that has a mood."""
    found: dict[Key, Fact] = {}
    for song, uris in ids_of_songs(history).items():
        for uri in uris:
            features = features_of(uri)
            if features is not None and features["valence"] is not None and song not in found:
                found[song] = features
    return found


def _pairs(songs: Known[Fact], name: str) -> list[Pair]:
    return [
        (Fraction(str(fact[name])), group.heard_ms)
        for group, fact in songs
        if fact[name] is not None
    ]


def _spread(pairs: Sequence[Pair]) -> float | None:
    middle = mean(pairs)
    if middle is None:
        return None
    variance = mean([((value - middle) ** 2, ms) for value, ms in pairs])
    return sqrt(variance or 0)


def taste(history: History, asked: Asked) -> Answer:
    features = features_of_songs(history)
    windows = [known(history, asked, span, features) for span in asked.both]
    if not enough(history, asked, asked.spans.now, windows[0]):
        return {"taste": []}
    told = [enough(history, asked, s, w) for s, w in zip(asked.both, windows, strict=True)]
    compared = windows[1] if len(told) > 1 and told[1] else None
    rows: Table = []
    for trait in TRAITS:
        now = mean(_pairs(windows[0], trait))
        before = None if compared is None else mean(_pairs(compared, trait))
        rows.append(
            {
                "trait": trait,
                "mean": now,
                "spread": _spread(_pairs(windows[0], trait)),
                "previous_mean": before,
                "change": None if now is None or before is None else now - before,
            }
        )
    moods: Table = [
        {
            "mood": _mood(songs) if is_told else None,
            "known_share": share_of(history, asked, span, songs),
        }
        for span, songs, is_told in zip(asked.both, windows, told, strict=True)
    ]
    tempos: Table = [
        {"mean_tempo": mean(_tempos(songs)) if is_told else None}
        for songs, is_told in zip(windows, told, strict=True)
    ]
    return {
        "taste": rows,
        "mood": moods,
        "mean-tempo": tempos,
        "mood-by-part-of-day": _moods_of_day(history, asked),
        "telling-favourites": _telling(favourites(history, asked, features), windows[0]),
    }


def _mood(songs: Known[Fact]) -> str | None:
    means = [mean(_pairs(songs, trait)) for trait in ("valence", "energy", "danceability")]
    if None in means:
        return None
    valence, energy, dance = (float(one or 0) for one in means)
    feelings = [(0.3, "sad"), (0.45, "rather sad"), (0.55, "balanced")]
    feelings += [(0.7, "rather happy"), (2.0, "happy")]
    words = next(word for limit, word in feelings if valence < limit)
    sad, happy = valence < 0.45, valence >= 0.55
    if energy < 0.4:
        words += " but quiet" if happy else " and quiet"
    if energy >= 0.7:
        words += " but energetic" if sad else " and energetic"
    if dance >= 0.6:
        words += ", but you can dance to it" if sad else ", and you can dance to it"
    if dance < 0.4:
        words += ", but not made for dancing" if happy else ", and not made for dancing"
    return words


def _telling(loved: Known[Fact], songs: Known[Fact]) -> Table:
    if not loved:
        return []
    middles = {trait: mean(_pairs(songs, trait)) or 0 for trait in _TYPICAL}
    spreads = {trait: _spread(_pairs(songs, trait)) or 0 for trait in _TYPICAL}

    def far(fact: Fact) -> float:
        return sum(
            (float(Fraction(str(fact[trait])) - middles[trait]) / spreads[trait]) ** 2
            for trait in _TYPICAL
            if spreads[trait]
        )

    orders: list[tuple[str, Callable[[Fact], float]]] = [
        ("typical", far),
        ("energetic", lambda fact: -float(str(fact["energy"]))),
        ("quiet", lambda fact: float(str(fact["energy"]))),
        ("happy", lambda fact: -float(str(fact["valence"]))),
        ("sad", lambda fact: float(str(fact["valence"]))),
        ("danceable", lambda fact: -float(str(fact["danceability"]))),
    ]
    return [_told(name, *_first(loved, of)) for name, of in orders]


def _first(loved: Known[Fact], order: Callable[[Fact], float]) -> tuple[Group, Fact]:
    return min(loved, key=lambda song: order(song[1]))


def _told(name: str, group: Group, fact: Fact) -> Line:
    shown = {trait: fact[trait] for trait in ("energy", "valence", "danceability")}
    return {"most": name, **named(TRACKS, group), **shown}


def _tempos(songs: Known[Fact]) -> list[Pair]:
    return [(tempo, ms) for tempo, ms in _pairs(songs, "tempo") if tempo]


def _moods_of_day(history: History, asked: Asked) -> Table:
    valences = {
        song: Fraction(str(fact["valence"])) for song, fact in features_of_songs(history).items()
    }
    plays = history.heard(asked, asked.spans.now)
    lines: Table = []
    for name, hours in _PARTS:
        line = _part(name, plays, hours, valences)
        if line is None:
            continue
        pairs = [
            (valences[play.song], ms)
            for play in plays
            for moment, ms in sounded(play)
            if moment.hour in hours and play.song and play.song in valences
        ]
        known_ms = sum(ms for _, ms in pairs)
        sad_ms = sum(ms for valence, ms in pairs if valence < Fraction(3, 10))
        is_told = line["mean_tempo"] is not None
        lines.append(
            {
                "part_of_day": name,
                "mean_valence": line["mean_tempo"],
                "sad_share": Fraction(sad_ms, known_ms) if is_told and known_ms else None,
                "heard_ms": line["heard_ms"],
                "known_share": line["known_share"],
            }
        )
    return lines


def _median(pairs: Sequence[Pair]) -> Fraction | None:
    passed_ms, whole_ms = 0, sum(ms for _, ms in pairs)
    for value, ms in sorted(pairs):
        passed_ms += ms
        if 2 * passed_ms >= whole_ms > 0:
            return value
    return None


def tempo(history: History, asked: Asked) -> Answer:
    tempos = {
        song: Fraction(str(fact["tempo"]))
        for song, fact in features_of_songs(history).items()
        if fact["tempo"]
    }

    def band(value: Fraction) -> Mapping[str, Fraction]:
        return {next(name for limit, name in _BANDS if value < limit): Fraction(1)}

    rows = split(history, asked, "band", {song: band(value) for song, value in tempos.items()})
    if not rows:
        return {"tempo": []}
    order = [name for _, name in _BANDS]
    figures: Table = []
    for span in asked.both:
        songs = known(history, asked, span, tempos)
        is_told = enough(history, asked, span, songs)
        pairs = [(value, group.heard_ms) for group, value in songs] if is_told else []
        figures.append(
            {
                "mean_tempo": mean(pairs),
                "median_tempo": _median(pairs),
                "tempo_spread": _spread(pairs),
                "known_share": share_of(history, asked, span, songs),
            }
        )
    plays = history.heard(asked, asked.spans.now)
    parts = [_part(name, plays, hours, tempos) for name, hours in _PARTS]
    return {
        "tempo": sorted(rows, key=lambda row: order.index(str(row["band"]))),
        "tempo-figures": figures,
        "tempo-by-part-of-day": [part for part in parts if part is not None],
    }


_PARTS = (
    ("night", range(6)),
    ("morning", range(6, 12)),
    ("afternoon", range(12, 18)),
    ("evening", range(18, 24)),
)


def _part(
    name: str, plays: Sequence[Play], hours: range, values: Mapping[Key, Fraction]
) -> Line | None:
    heard = [
        (play, sum(ms for moment, ms in sounded(play) if moment.hour in hours)) for play in plays
    ]
    if not any(ms or (not play.heard_ms and play.hour in hours) for play, ms in heard):
        return None
    pairs = [(values[p.song], ms) for p, ms in heard if p.song and p.song in values]
    whole_ms, known_ms = sum(ms for _, ms in heard), sum(ms for _, ms in pairs)
    told = Fraction(known_ms, whole_ms) if whole_ms else None
    return {
        "part_of_day": name,
        "mean_tempo": mean(pairs) if told is not None and told >= Fraction(2, 5) else None,
        "heard_ms": whole_ms,
        "known_share": told,
    }


@cache
def _years(history: History) -> Mapping[Key, int]:
    years: dict[Key, int] = {}
    for song, uris in ids_of_songs(history).items():
        told = [int(str(fact["year"])) for uri in uris if (fact := release_of(uri)) is not None]
        if told:
            years[song] = min(told)
    return years


def decades(history: History, asked: Asked) -> Answer:
    years = _years(history)
    labels = {song: {f"{year // 10 * 10}s": Fraction(1)} for song, year in years.items()}
    rows = split(history, asked, "decade", labels)
    if not rows:
        return {"decades": []}
    figures: Table = []
    for span in asked.both:
        songs = known(history, asked, span, years)
        is_told = enough(history, asked, span, songs)
        last = _year_of(span.until_ms - 1, history)
        new_ms = sum(group.heard_ms for group, year in songs if year >= last - 1)
        known_ms = sum(group.heard_ms for group, _ in songs)
        middle = _median([(Fraction(year), group.heard_ms) for group, year in songs])
        figures.append(
            {
                "median_year": int(middle) if is_told and middle is not None else None,
                "recent_share": Fraction(new_ms, known_ms) if is_told else None,
                "known_share": share_of(history, asked, span, songs),
            }
        )
    return {
        "decades": sorted(rows, key=lambda row: str(row["decade"])),
        "release-years": figures,
        **({"year-gaps": year_gaps(history, asked, years)} if are_told(asked) else {}),
    }


def _year_of(moment_ms: int, history: History) -> int:
    return local(moment_ms, history.zone).year
