"""Invented facts about lyrics, and the figures about them, recomputed."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from fractions import Fraction
from functools import cache
from pathlib import Path
from zlib import crc32

from tests.oracle.answers import Answer, Line, Table, named, total_ms
from tests.oracle.asking import TRACKS, Asked, Group, History, name_order
from tests.oracle.rows import Key
from tests.oracle.spans import Span
from tests.oracle.tastes import features_of_songs

Lyric = Mapping[str, object]
Known = Sequence[tuple[Group, Lyric]]

_LEAST = Fraction(2, 5)
_LANGUAGES = ("en", "en", "en", "de", "es", "fr", None)
_THEMES: tuple[list[str], ...] = (["love"], ["night", "love"], [], ["road", "party"])
_FAVOURITES = 50
_NOTHING = dict.fromkeys(
    ("language", "words", "unique_words", "repetition", "sentiment", "profanity", "themes")
)


def lyric_of(uri: str) -> Lyric | None:
    """Return invented facts about the lyrics of a track; one in seven tracks has none."""
    lot = crc32(uri.encode())
    if lot % 7 == 0:
        return None
    if lot % 7 == 1:
        return {**_NOTHING, "instrumental": 1}
    language = _LANGUAGES[lot // 7 % len(_LANGUAGES)]
    listed = language in {"en", "de", "es"}
    return {
        "instrumental": 0,
        "language": language,
        "words": None if lot % 11 == 0 else lot % 900,
        "unique_words": None if lot % 11 == 0 else lot % 900 // 3,
        "repetition": None if lot % 11 == 0 else lot % 101 / 128,
        "sentiment": (lot % 129 - 64) / 64 if language == "en" else None,
        "profanity": lot % 5 / 64 if listed else None,
        "themes": _THEMES[lot // 49 % len(_THEMES)] if listed else None,
    }


def tell(database: Path, uris: Iterable[str]) -> None:
    """Store the facts about the lyrics of tracks in the program's database."""
    rows = []
    for uri in uris:
        lyric = lyric_of(uri)
        status = "missing" if lyric is None else "found"
        rows.append(("lyrics", uri, status, None if lyric is None else json.dumps(lyric)))
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.executemany("insert into facts values (?, ?, ?, 0, ?)", rows)


@cache
def _lyrics_of(history: History) -> Mapping[Key, Lyric]:
    """Return the facts of each track: those of its first id that has any."""
    uris: dict[Key, set[str]] = defaultdict(set)
    for play in history.plays:
        if play.song is not None and play.row.uri is not None:
            uris[play.song].add(play.row.uri)
    found = {
        song: next((lyric for uri in sorted(ids) if (lyric := lyric_of(uri))), None)
        for song, ids in uris.items()
    }
    sounds = features_of_songs(history)
    heard = {
        song: _believe_the_sound(lyric, sounds.get(song, {}))
        for song, lyric in found.items()
        if lyric is not None
    }
    return {song: lyric for song, lyric in heard.items() if lyric is not None}


def _believe_the_sound(lyric: Lyric, features: Lyric) -> Lyric | None:
    sound = features.get("instrumentalness")
    if not isinstance(sound, float):
        return lyric
    if sound >= 0.9:
        return {**_NOTHING, "instrumental": 1}
    return None if sound < 0.1 and lyric["instrumental"] else lyric


def lyrics(history: History, asked: Asked) -> Answer:
    table: Table = []
    for span in asked.both:
        known = _known(history, asked, span)
        known_ms = sum(group.heard_ms for group, _ in known)
        whole_ms = total_ms(history.heard(asked, span))
        enough = bool(whole_ms) and Fraction(known_ms, whole_ms) >= _LEAST
        if not table and not enough:
            return {"lyrics": []}
        known_share = Fraction(known_ms, whole_ms) if whole_ms else None
        table.append({**_figures(known, known_ms, enough=enough), "known_share": known_share})
    now = _known(history, asked, asked.spans.now)
    worded = [one for one in now if not one[1]["instrumental"]]
    favourites = history.ranked(asked, asked.spans.now, TRACKS)[:_FAVOURITES]
    liked = {group.key for group in favourites}
    loved = [one for one in worded if one[0].key in liked]
    return {
        "lyrics": table,
        "lyric-languages": _labels(worded, "language", _languages)[: asked.limit],
        "lyric-themes": _labels(worded, "theme", _themes)[: asked.limit],
        "most-repetitive-tracks": _most(loved, "repetition")[: asked.limit],
        "wordiest-tracks": _most(loved, "words")[: asked.limit],
        "most-profane-tracks": _most(loved, "profanity")[: asked.limit],
    }


def _known(history: History, asked: Asked, span: Span) -> Known:
    told = _lyrics_of(history)
    return [
        (group, told[group.key])
        for group in history.groups(asked, span, TRACKS)
        if group.key in told
    ]


def _figures(known: Known, known_ms: int, *, enough: bool) -> Line:
    names = ("instrumental_share", "median_words", "repetition", "positivity", "profanity")
    if not enough:
        return dict.fromkeys((*names, "main_language", "main_theme"))
    worded = [one for one in known if not one[1]["instrumental"]]
    mood = _mean(worded, "sentiment")
    languages, themes = _labels(worded, "l", _languages), _labels(worded, "l", _themes)
    silent_ms = known_ms - sum(group.heard_ms for group, _ in worded)
    return {
        "instrumental_share": Fraction(silent_ms, known_ms),
        "median_words": _median(worded),
        "repetition": _mean(worded, "repetition"),
        "positivity": None if mood is None else (1 + mood) / 2,
        "profanity": _mean(worded, "profanity"),
        "main_language": languages[0]["l"] if languages else None,
        "main_theme": themes[0]["l"] if themes else None,
    }


def _mean(worded: Known, name: str) -> Fraction | None:
    pairs = [
        (Fraction(str(lyric[name])), group.heard_ms)
        for group, lyric in worded
        if lyric[name] is not None
    ]
    weight = sum(ms for _, ms in pairs)
    return sum((value * ms for value, ms in pairs), Fraction(0)) / weight if weight else None


def _median(worded: Known) -> int | None:
    pairs = [
        (words, group.heard_ms)
        for group, lyric in worded
        if isinstance(words := lyric["words"], int)
    ]
    passed_ms, whole_ms = 0, sum(ms for _, ms in pairs)
    for words, ms in sorted(pairs):
        passed_ms += ms
        if 2 * passed_ms >= whole_ms > 0:
            return words
    return None


def _languages(lyric: Lyric) -> Sequence[str] | None:
    return None if lyric["language"] is None else [str(lyric["language"])]


def _themes(lyric: Lyric) -> Sequence[str] | None:
    return lyric["themes"]  # type: ignore[return-value]


def _labels(worded: Known, name: str, labels: Callable[[Lyric], Sequence[str] | None]) -> Table:
    told = [(group, found) for group, lyric in worded if (found := labels(lyric)) is not None]
    whole_ms = sum(group.heard_ms for group, _ in told)
    lines: Table = []
    for label in {one for _, found in told for one in found}:
        groups = [group for group, found in told if label in found]
        ms = sum(group.heard_ms for group in groups)
        share = Fraction(ms, whole_ms) if whole_ms else None
        lines.append({name: label, "heard_ms": ms, "share": share, "tracks": len(groups)})
    return sorted(
        lines, key=lambda one: (-_whole(one, "heard_ms"), -_whole(one, "tracks"), str(one[name]))
    )


def _whole(line: Line, name: str) -> int:
    value = line[name]
    assert isinstance(value, int)
    return value


def _most(loved: Known, name: str) -> Table:
    found = [
        (group, value)
        for group, lyric in loved
        if isinstance(value := lyric[name], int | float) and value
    ]
    found.sort(key=lambda one: (-one[1], -one[0].heard_ms, name_order(one[0])))
    return [
        {**named(TRACKS, group), name: value, "heard_ms": group.heard_ms} for group, value in found
    ]
