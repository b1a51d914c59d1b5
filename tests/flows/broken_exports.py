"""Export files with damage, the same files in every run."""

import json
import zipfile
from collections.abc import Callable
from random import Random

from tests.imports.sample_rows import Row, account_row, extended_row, make_zip, nameless_row
from tests.imports.services.service_files import FILES as SERVICE_FILES

_EXTENDED = [
    extended_row(offline_timestamp=1_704_464_400, shuffle=None),
    extended_row(ts="2023-07-01T08:00:00Z", incognito_mode=True, reason_end="logout"),
    nameless_row(ts="2023-06-01T08:00:00Z", episode_name="Tides", episode_show_name="Talk"),
    nameless_row(ts="2022-06-01T08:00:00Z", audiobook_title="Pilot", audiobook_chapter_uri="c"),
    nameless_row(ts="2021-06-01 08:00:00", ms_played=0, skipped=None, reason_end=None),
]
_ACCOUNT = [
    account_row(),
    account_row(),
    account_row(endTime="2024-01-06 09:00", trackName="Anchor \u00e4\U0001f98a", msPlayed=31_000),
    {"endTime": "2024-01-07 09:00", "podcastName": "Talk", "episodeName": "Tides", "msPlayed": 9},
]
_SEEN = {"low_ms": 900, "high_ms": 1_800, "confidence": 0.5, "started_ms": 1_704_464_500_000}
_EXPORT = [
    extended_row(musicanalyser={"origin": "spotify-extended"}),
    extended_row(ms_played=0, musicanalyser={"origin": "spotify-account", "played_ms": 184_000}),
    extended_row(
        ts="2024-01-08T09:00:00Z",
        musicanalyser={
            "origin": "spotify-player",
            "ended_ms": 1_704_704_400_123,
            "observed": _SEEN,
        },
    ),
    nameless_row(musicanalyser={"origin": "spotify-recent", "span": [1_704_464_400_000] * 2}),
    nameless_row(musicanalyser={"origin": "spotify-account", "show": "Talk"}),
]
_ODD: list[object] = [
    None, True, False, 0, -1, 1, 0.5, 1e308, 10**12, 10**30, 10**400, float("nan"),
    float("-inf"), "", " ", "\x00", "\x1b[2J", "\ud800", "9" * 5_000, "a,{b}", "},{", "x" * 3_000,
    "2024-13-45T99:99:99Z", "0001-01-01T00:00:00+14:00", [], {}, [[[[]]]], [{"ts": 1}], {"ts": {}},
]  # fmt: skip
_SHARDS = [
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"[", b"]", b"{", b"}", b",", b":", b'"',
    b"\\", b"\\u", b"},{", b"][", b"null", b"NaN", b"1e999", b"9" * 5_000, b"[" * 3_000,
    b'{"a":' * 1_500, b"/*", b" " * 2_000, b"PK\x03\x04",
]  # fmt: skip
_PACKINGS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]

_Rows = list[object]


def make_broken_export(number: int) -> tuple[str, bytes]:
    """Return the suffix and the content of a damaged file, by its number."""
    random = Random(number)  # noqa: S311 - repeatable on purpose
    rows: _Rows = [dict(row) for row in random.choice([_EXTENDED, _ACCOUNT, _EXPORT])]
    for _ in range(random.choice([0, 1, 1, 2])):
        random.choice(_OF_ROWS)(rows, random)
    content = json.dumps(random.choice(_CONTAINERS)(rows) if random.random() < 0.1 else rows)
    raw = _damage(content.encode(), random, most=2)
    if random.random() < 0.85:
        return ".json", raw
    members = {f"{number}-{place}.json": raw for place in range(random.randrange(1, 3))}
    return ".zip", _damage(make_zip(members, random.choice(_PACKINGS)), random, most=3)


def make_broken_service_file(number: int) -> bytes:
    """Return a damaged file of another service, by its number."""
    random = Random(number)  # noqa: S311 - repeatable on purpose
    names = sorted(SERVICE_FILES)
    return _damage(SERVICE_FILES[names[number % len(names)]], random, most=3)


def _damage(raw: bytes, random: Random, *, most: int) -> bytes:
    for _ in range(random.randrange(most + 1)):
        raw = random.choice(_OF_BYTES)(raw, random)
    return raw


def _row(rows: _Rows, random: Random) -> Row:
    """Return one of the rows; append one if there is none."""
    found = random.choice(rows) if rows else None
    if not isinstance(found, dict):
        found = dict(_ACCOUNT[0])
        rows.append(found)
    return found


def _set_odd_value(rows: _Rows, random: Random) -> None:
    row = _row(rows, random)
    own = row.get("musicanalyser")
    if isinstance(own, dict) and random.random() < 0.5:
        row = row["musicanalyser"] = dict(own)
    row[random.choice([*row, "ts", "endTime"])] = random.choice(_ODD)


def _swap_values(rows: _Rows, random: Random) -> None:
    row = _row(rows, random)
    one, other = random.choice([*row, "ts"]), random.choice([*row, "ms_played"])
    row[one], row[other] = row.get(other), row.get(one)


def _drop_field(rows: _Rows, random: Random) -> None:
    row = _row(rows, random)
    row.pop(random.choice([*row, "ts"]), None)


def _nest_deeply(rows: _Rows, random: Random) -> None:
    value: object = None
    for _ in range(random.choice([10, 300, 900])):
        value = [value] if random.random() < 0.5 else {"a": value}
    row = _row(rows, random)
    row[random.choice([*row, "ts"])] = value


def _add_odd_row(rows: _Rows, random: Random) -> None:
    rows.insert(random.randrange(len(rows) + 1), random.choice(_ODD))


def _mix_formats(rows: _Rows, random: Random) -> None:
    rows.insert(0, dict(random.choice([*_EXTENDED, *_ACCOUNT])))


def _shift_time(rows: _Rows, random: Random) -> None:
    moment = f"20{random.randrange(5, 40):02}-02-03 10:{random.randrange(60):02}"
    row = _row(rows, random)
    row["ts" if "ts" in row else "endTime"] = moment


def _cut(raw: bytes, random: Random) -> bytes:
    return raw[: random.randrange(len(raw) + 1)]


def _flip(raw: bytes, random: Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(random.choice([1, 1, 2, 8, 40]) if damaged else 0):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def _insert(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + random.choice(_SHARDS) + raw[at:]


def _remove(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + raw[at + random.choice([1, 2, 30, 300]) :]


def _repeat(raw: bytes, random: Random) -> bytes:
    at, to = sorted(random.randrange(len(raw) + 1) for _ in range(2))
    return raw[:to] + raw[at:]


def _double_key(raw: bytes, random: Random) -> bytes:
    key = random.choice([b'"ts": ', b'"ms_played": ', b'"endTime": ', b'"trackName": '])
    return raw.replace(key, key + random.choice([b"5", b'"x"', b"[]"]) + b", " + key)


def _encode_otherwise(raw: bytes, random: Random) -> bytes:
    encoding = random.choice(["utf-16", "utf-32-be", "utf-8-sig"])
    return raw.decode("utf-8", "replace").encode(encoding, "replace")


_OF_ROWS: list[Callable[[_Rows, Random], None]] = [
    *[_set_odd_value] * 4, _swap_values, _drop_field, _nest_deeply, _add_odd_row, _mix_formats,
    _shift_time,
]  # fmt: skip
_OF_BYTES: list[Callable[[bytes, Random], bytes]] = [
    _cut, _flip, _flip, _insert, _insert, _remove, _repeat, _double_key, _encode_otherwise,
]  # fmt: skip
_CONTAINERS: list[Callable[[_Rows], object]] = [
    lambda rows: {"items": rows},
    lambda rows: [rows],
    lambda rows: rows[0],
    lambda rows: dict(enumerate(rows)),
    json.dumps,
    lambda rows: [rows, *rows],
    lambda _: None,
]
