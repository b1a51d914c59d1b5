"""One session of an invented listener: what is played, and how each play begins and ends."""

from collections.abc import Iterator
from itertools import repeat
from random import Random
from typing import NamedTuple

from tests.benchmarks.histories.catalogue import Catalogue, CatalogueTrack
from tests.benchmarks.histories.circumstances import Circumstances, make_circumstances

_PODCAST_SHARE, _ALBUM_SHARE, _REPEAT_SHARE = 0.03, 0.25, 0.1
_RECENT_SHARE = 0.5
"""How much of what is shuffled became known within the last twentieth of all music."""
_RECENT_PART = 20
_REPEATED = 30
"""How many of the newest tracks are played again and again."""
_SKIP_SHARES = {"shuffle": 0.25, "album": 0.08, "repeat": 0.03, "podcast": 0.0}
_SKIPPED_AFTER_S = 18
_PAUSED_SHARE, _PAUSED_S = 0.01, 200
_LEAVING = ("fwdbtn",) * 16 + ("endplay", "endplay", "backbtn")
_SKIPPING = frozenset(_LEAVING)
_LAST = ("endplay", "endplay", "logout", "unexpected-exit-while-paused", "remote", "trackdone")
_FIRST = ("clickrow", "clickrow", "playbtn", "appload", "remote")
_THEN = {"endplay": "clickrow"}


class Played(NamedTuple):
    """One play. It starts at a full second; what is left of its last second is a pause."""

    start_s: int
    end_s: int
    heard_ms: int
    track: CatalogueTrack
    reason_start: str
    reason_end: str
    around: Circumstances


def play_session(
    catalogue: Catalogue, known: int, start_s: int, plays: int, rng: Random
) -> Iterator[Played]:
    """Yield the plays of a session, one after the other; ``known`` tracks are known by then."""
    mode = _mode(rng)
    around = make_circumstances(start_s, shuffle=mode == "shuffle", rng=rng)
    skip_share, reason_start = _SKIP_SHARES[mode], rng.choice(_FIRST)
    queue = _queue(mode, catalogue, known, rng)
    for number, track in zip(range(1, plays + 1), queue, strict=False):
        if number == plays:
            reason_end = rng.choice(_LAST)
        else:
            reason_end = rng.choice(_LEAVING) if rng.random() < skip_share else "trackdone"
        heard_ms = _heard_ms(track.length_ms, reason_end, rng)
        end_s = start_s - (-heard_ms // 1000)
        if rng.random() < _PAUSED_SHARE:
            end_s += int(rng.expovariate(1 / _PAUSED_S))
        yield Played(start_s, end_s, heard_ms, track, reason_start, reason_end, around)
        start_s, reason_start = end_s, _THEN.get(reason_end, reason_end)


def tells_skip(play: Played) -> bool | None:
    """Return what the row of a play says about a skip."""
    return play.around.tells_skips and play.reason_end in _SKIPPING


def _mode(rng: Random) -> str:
    chance = rng.random()
    for mode, share in (
        ("podcast", _PODCAST_SHARE),
        ("repeat", _REPEAT_SHARE),
        ("album", _ALBUM_SHARE),
    ):
        if chance < share:
            return mode
        chance -= share
    return "shuffle"


def _queue(mode: str, catalogue: Catalogue, known: int, rng: Random) -> Iterator[CatalogueTrack]:
    """Yield tracks without an end."""
    if mode == "podcast":
        while True:
            yield rng.choice(catalogue.episodes)
    if mode == "repeat":
        yield from repeat(catalogue.tracks[max(0, known - 1 - rng.randrange(_REPEATED))])
    while True:
        recent = rng.random() < _RECENT_SHARE
        since = max(0, known - len(catalogue.tracks) // _RECENT_PART) if recent else 0
        place = catalogue.choose(since, known, rng.random())
        until = catalogue.tracks[place].album_end if mode == "album" else place + 1
        yield from catalogue.tracks[place:until]


def _heard_ms(length_ms: int, reason_end: str, rng: Random) -> int:
    if reason_end == "trackdone":
        return length_ms
    if reason_end in _LEAVING:
        return min(length_ms - 1, int(1000 * rng.expovariate(1 / _SKIPPED_AFTER_S)))
    return int(length_ms * rng.random())
