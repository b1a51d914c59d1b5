"""Skip rates by hour, device, shuffle and way in, and pauses, recomputed."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table, known, share, skips
from tests.oracle.asking import Asked, History
from tests.oracle.devices import PLATFORMS
from tests.oracle.plays import Play

_WAYS = {
    "trackdone": "came by itself",
    "fwdbtn": "next button",
    "nextbtn": "next button",
    "backbtn": "back button",
    "clickrow": "chosen in a list",
    "clickside": "chosen in a list",
    "popup": "chosen in a list",
    "playbtn": "play button",
    "uriopen": "opened by a link",
    "appload": "start of the app",
    "remote": "from another device",
    "trackerror": "after an error",
}


def by_way(history: History, asked: Asked) -> Answer:
    plays = history.heard(asked, asked.spans.now)
    labels: dict[str, Callable[[Play], str | None]] = {
        "platform": lambda play: PLATFORMS.get(play.row.platform or ""),
        "shuffle": _shuffle,
        "way_in": way_in,
    }
    tables = {
        f"skips-by-{name.replace('_', '-')}": _by_label(plays, name, label)
        for name, label in labels.items()
    }
    found: dict[str, Table] = {name: table for name, table in tables.items() if table}
    pauses = [_pauses(history.heard(asked, span)) for span in asked.both]
    if pauses[0]["plays_timed"]:
        found["pauses"] = pauses
    if hours := _by_hour(plays):
        found["skips-by-hour"] = hours
    return found


def _shuffle(play: Play) -> str | None:
    return None if play.row.shuffle is None else "on" if play.row.shuffle else "off"


def way_in(play: Play) -> str | None:
    reason = play.row.reason_start
    return None if reason in {"", "unknown", "none"} else _WAYS.get(reason, reason)


def _by_hour(plays: Sequence[Play]) -> Table:
    if not known(plays):
        return []
    return [
        {"hour": hour, **_rates([play for play in plays if play.hour == hour], plays)}
        for hour in range(24)
    ]


def _by_label(plays: Sequence[Play], name: str, label: Callable[[Play], str | None]) -> Table:
    groups: dict[str, list[Play]] = defaultdict(list)
    for play in plays:
        key = label(play)
        if key is not None and play.verdict != "unknown":
            groups[key].append(play)
    every = [play for group in groups.values() for play in group]
    order = sorted(groups, key=lambda key: (-len(groups[key]), key))
    return [{name: key, **_rates(groups[key], every)} for key in order]


def _rates(plays: Sequence[Play], every: Sequence[Play]) -> Line:
    mean = Fraction(skips(every), known(every))
    shrunk = (skips(plays) + 10 * mean) / (known(plays) + 10)
    return {
        "shrunk_rate": shrunk if known(plays) else None,
        "rate": share(skips(plays), known(plays)),
        "skips": skips(plays),
        "plays_known": known(plays),
    }


def _pauses(plays: Sequence[Play]) -> Line:
    timed = [play for play in plays if play.row.device_ms is not None and not play.row.is_late]
    lengths = [play.end_ms - play.start_ms - play.heard_ms for play in plays]
    long = [ms for ms in lengths if ms >= 30_000]
    return {
        "paused_ms": sum(long) if timed else None,
        "plays_paused": len(long) if timed else None,
        "plays_timed": len(timed) or None,
        "paused_share": share(len(long), len(timed)),
    }
