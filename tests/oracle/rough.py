"""Rows made rough: spellings, lost names, odd stamps and reasons, and figures right on a limit.

Everything docs/definitions.md draws a line through is placed on the line and one step beside it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from musicanalyser.demo import ExportFile
from tests.oracle.spans import day_start_ms

Raw = dict[str, Any]
Change = Callable[[Random, Raw], None]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLE = "master_metadata_track_name"
_ARTIST = "master_metadata_album_artist_name"
_ALBUM = "master_metadata_album_album_name"
_URI = "spotify_track_uri"
_HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_GAP_MS = 30 * _MINUTE_MS

_REASONS = (
    *("trackdone", "fwdbtn", "backbtn", "nextbtn", "endplay", "clickrow", "clickside", "playbtn"),
    *("popup", "uriopen", "logout", "remote", "trackerror", "unexpected-exit", "appload"),
    *("unexpected-exit-while-paused", "unknown", "", None, "switched-to-audio"),
)
_HEARD_MS = (
    *(0, 1, 999, 2_000, 2_001, 15_000, 15_001, 29_999, 30_000, 30_001),
    *(59_999, 60_000, 60_001, 119_999, 120_000, 239_999, 240_000, 240_001, 480_000, 480_001),
)
_LENGTHS_MS = (29_999, 30_000, 30_001, 60_000, 60_001, 100_000, 133_337, 480_000, 480_002, 600_000)
_JUNK = (0, 1, 99, 1_199_145_599, 1_199_145_599_999, 4_102_444_800_000, 10**15, None)
_BESIDE_MS = (-1, 0, 1)


def rough_files(
    files: Iterable[ExportFile], *, zone: ZoneInfo, years: range, seed: int
) -> Iterator[ExportFile]:
    """Yield files with changed rows, and one whose plays start at the limits of local days."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    samples: list[Raw] = []
    for file in files:
        rows: list[Raw] = json.loads(file.content)
        samples += [row for row in rows if row[_TITLE]]
        rough = [one for row in rows for one in _roughened(row, seed)]
        yield ExportFile(name=file.name, content=json.dumps(rough).encode())
    placed = [
        *_on_the_edges(chance, samples, zone, years),
        *_short_silences(chance, samples, years),
    ]
    folder = "Spotify Extended Streaming History"
    name = f"{folder}/Streaming_History_Audio_{years[0]}_9.json"
    yield ExportFile(name=name, content=json.dumps(placed).encode())


def _roughened(row: Raw, seed: int) -> Iterator[Raw]:
    """Change a row; an equal row is changed in the same way."""
    chance = Random(f"{seed} {row}")  # noqa: S311 - repeatable, not secret
    row = dict(row)
    if row[_TITLE]:
        for change, share in _CHANGES:
            if chance.random() < share:
                change(chance, row)
    yield row
    if chance.random() < 0.02:
        yield row
    if chance.random() < 0.03 and row["ms_played"] <= _LENGTHS_MS[-1]:
        yield _near_double(chance, row)
    if row[_TITLE] and chance.random() < 0.02:
        yield _respelled(chance, row)


def _spell(chance: Random, row: Raw) -> None:
    key = chance.choice((_TITLE, _ARTIST, _ALBUM))
    name = row[key]
    spellings = (
        name.upper(),
        name.lower(),
        name.replace(" ", "  "),
        "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name),
    )
    row[key] = chance.choice(spellings)


def _rename(_chance: Random, row: Raw) -> None:
    row[_ARTIST] = f"{row[_ARTIST]} (formerly)"


def _compile(chance: Random, row: Raw) -> None:
    row[_ARTIST] = chance.choice(("Various Artists", "verschiedene interpreten", "群星"))


def _lose_names(_chance: Random, row: Raw) -> None:
    row.update({_TITLE: None, _ARTIST: None, _ALBUM: None})


def _lose_id(_chance: Random, row: Raw) -> None:
    row[_URI] = None


def _other_id(_chance: Random, row: Raw) -> None:
    row[_URI] = (row[_URI] or "spotify:track:")[:-1] + "_"
    row[_ALBUM] = f"{row[_ALBUM]} (Deluxe)"


def _reason(chance: Random, row: Raw) -> None:
    row["reason_end"] = chance.choice(_REASONS)
    row["skipped"] = chance.choice((True, False, None))


def _limit(chance: Random, row: Raw) -> None:
    row["ms_played"] = chance.choice(_HEARD_MS)


def _length_limit(chance: Random, row: Raw) -> None:
    """Give the track a round length; it is played to its end, or about half or 9/10 of it."""
    number = sum(map(ord, row[_TITLE].casefold()))
    length_ms = _LENGTHS_MS[number % len(_LENGTHS_MS)]
    row[_TITLE], row[_URI] = f"Etude {number}", f"spotify:track:etude{number}"
    if chance.random() < 0.5:
        row.update(ms_played=length_ms, reason_end="trackdone")
    else:
        about_ms = chance.choice((length_ms // 2, length_ms * 9 // 10))
        row["ms_played"] = about_ms + chance.choice(_BESIDE_MS)
        row["reason_end"] = chance.choice(_REASONS)


def _stamp(chance: Random, row: Raw) -> None:
    """Set a start stamp at the earliest or latest that is allowed, or a step beyond."""
    ends_ms = _ms(datetime.fromisoformat(row["ts"]))
    begins_ms = ends_ms - row["ms_played"]
    edges_ms = (ends_ms - 24 * _HOUR_MS, begins_ms - 6 * _HOUR_MS, begins_ms + 2_000, begins_ms)
    row["offline_timestamp"] = chance.choice(edges_ms) + chance.choice(_BESIDE_MS)


def _junk_stamp(chance: Random, row: Raw) -> None:
    row["offline_timestamp"] = chance.choice(_JUNK)


def _flags(chance: Random, row: Raw) -> None:
    row["offline"] = chance.choice((True, False, None))
    row["incognito_mode"] = chance.choice((True, False, None))


_CHANGES: tuple[tuple[Change, float], ...] = (
    (_spell, 0.05),
    (_rename, 0.005),
    (_compile, 0.02),
    (_other_id, 0.03),
    (_lose_id, 0.02),
    (_reason, 0.2),
    (_limit, 0.1),
    (_length_limit, 0.1),
    (_stamp, 0.1),
    (_junk_stamp, 0.03),
    (_flags, 0.04),
    (_lose_names, 0.02),
)


def _near_double(chance: Random, row: Raw) -> Raw:
    """Return a copy of the row that ends so much later that it is just a double, or just not."""
    later_ms = max(0, row["ms_played"] - 13_000 + chance.choice((-1_500, 0, 1_500)))
    double = dict(row, offline_timestamp=None)
    double["ts"] = _ts(_ms(datetime.fromisoformat(row["ts"])) + later_ms)
    return double


def _respelled(chance: Random, row: Raw) -> Raw:
    """Return the row as another export has it: with another id, and title or artist respelled."""
    key = chance.choice((_TITLE, _ARTIST))
    uri = f"spotify:track:{sum(map(ord, row[_TITLE]))}respelled"
    return dict(row, **{key: f"{row[key]} (respelled)", _URI: uri})


def _on_the_edges(
    chance: Random, samples: list[Raw], zone: ZoneInfo, years: range
) -> Iterator[Raw]:
    """Yield plays that start at, before and after each local day, month and change of clocks."""
    for moment_ms in _edges_ms(zone, years):
        for beside_ms in _BESIDE_MS:
            yield _placed(chance.choice(samples), moment_ms + beside_ms)


def _edges_ms(zone: ZoneInfo, years: range) -> Iterator[int]:
    day = date(years[0], 1, 1)
    while day.year in years:
        start_ms, next_ms = day_start_ms(day, zone), day_start_ms(day + timedelta(days=1), zone)
        if next_ms - start_ms != 24 * _HOUR_MS:
            yield from range(start_ms, next_ms, _HOUR_MS // 2)
        elif day.day in {1, 15}:
            yield start_ms
        day += timedelta(days=1)


def _short_silences(chance: Random, samples: list[Raw], years: range) -> Iterator[Raw]:
    """Yield plays with silences of the longest gap of a session, or a step longer."""
    moment_ms = _ms(datetime(years[0], 6, 1, 12, tzinfo=UTC))
    for _ in range(200):
        row = _placed(chance.choice(samples), moment_ms)
        yield row
        moment_ms += row["ms_played"] + _GAP_MS + chance.choice(_BESIDE_MS)


def _placed(sample: Raw, moment_ms: int) -> Raw:
    """Return a row of an offline play that starts at a moment."""
    stamp = _ts(moment_ms + sample["ms_played"] + _MINUTE_MS)
    return dict(sample, ts=stamp, offline=True, offline_timestamp=moment_ms)


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _ts(moment_ms: int) -> str:
    moment = _EPOCH + timedelta(seconds=moment_ms // 1000)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
