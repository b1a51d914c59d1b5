"""A listener whose plays are known, and what three exports say about them.

Planted are crossfade, tracks that go on after the app died, pauses overnight, rows that were sent
late, rows that Spotify repeats, titles that are respelled, and podcasts that old account data
lists like tracks.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.imports.sample_rows import Row, account_row, extended_row, nameless_row, write_file

SHOW = "Harbour Talk"
_CROSSFADE = timedelta(seconds=6)
_LENGTHS = {
    f"Song {number}": timedelta(milliseconds=170_017 + 23_011 * number) for number in range(5)
}
_EPISODE_LENGTH = timedelta(minutes=41, milliseconds=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePlay:
    """One time something was played; ``sent`` is the moment that Spotify stamps as its end."""

    title: str
    started: datetime
    heard: timedelta
    sent: datetime
    reason_start: str
    reason_end: str
    is_podcast: bool = False


def listen(seed: int, *, plays: int = 30) -> list[TruePlay]:
    """Return plays in order of time."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    clock = datetime(2022, 3, 1, 18, tzinfo=UTC)
    found: list[TruePlay] = []
    while len(found) < plays:
        title = chance.choice([found[-1].title, *_LENGTHS] if found else [*_LENGTHS])
        kind = chance.choice(("done", "done", "done", "skip", "night", "died", "episode"))
        found += _heard(chance, kind, title if title in _LENGTHS else "Song 0", clock)
        last = found[-1]
        clock = max(last.started + last.heard, last.sent if kind == "night" else last.started)
        if kind == "done":
            clock -= _CROSSFADE
        elif chance.random() < 0.3:
            clock += timedelta(seconds=chance.randrange(60, 7_200))
    return found


def _heard(chance: Random, kind: str, title: str, at: datetime) -> list[TruePlay]:
    length = _EPISODE_LENGTH if kind == "episode" else _LENGTHS[title]
    part = timedelta(milliseconds=chance.randrange(1_000, length // timedelta(milliseconds=1)))
    whole = TruePlay(
        title=title,
        started=at,
        heard=length,
        sent=at + length,
        reason_start="trackdone",
        reason_end="trackdone",
    )
    match kind:
        case "skip":
            return [replace(whole, heard=part, sent=at + part, reason_end="fwdbtn")]
        case "night":
            sent = at + part + timedelta(hours=9)
            return [replace(whole, heard=part, sent=sent, reason_end="endplay")]
        case "died":
            again = at + part + timedelta(minutes=2)
            rest = length - part
            return [
                replace(whole, heard=part, sent=again, reason_end="unexpected-exit"),
                replace(
                    whole, started=again, heard=rest, sent=again + rest, reason_start="appload"
                ),
            ]
        case "episode":
            name = f"Episode of {at:%d %H:%M:%S}"
            return [replace(whole, title=name, is_podcast=True)]
        case _:
            return [whole]


def write_extended(path: Path, plays: list[TruePlay], *, seed: int, respelled: bool) -> Path:
    """Write an extended history; a later export may respell titles, and has other ids for them."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    rows: list[Row] = []
    for play in plays:
        row = _extended(play, respelled=respelled and chance.random() < 0.4)
        rows.append(row)
        if chance.random() < 0.1:
            rows.append(row)
    return write_file(path, rows)


def _extended(play: TruePlay, *, respelled: bool) -> Row:
    common: Row = {
        "ts": f"{play.sent:%Y-%m-%dT%H:%M:%SZ}",
        "ms_played": play.heard // timedelta(milliseconds=1),
        "reason_start": play.reason_start,
        "reason_end": play.reason_end,
        "offline_timestamp": int(play.started.timestamp()),
        "skipped": None,
    }
    if play.is_podcast:
        uri = f"spotify:episode:{play.title[-8:].replace(':', '')}"
        return nameless_row(
            **common,
            episode_name=play.title,
            episode_show_name=SHOW,
            spotify_episode_uri=uri,
        )
    other = respelled and play.heard >= timedelta(seconds=30)
    return extended_row(
        **common,
        master_metadata_track_name=f"{play.title} (2024 Mix)" if other else play.title,
        spotify_track_uri=f"spotify:track:{play.title[-1]}{'x' if other else ''}",
    )


def write_account(path: Path, plays: list[TruePlay], *, seed: int) -> Path:
    """Write account data from before 2024, with some titles respelled."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    rows: list[Row] = []
    for play in plays:
        is_long = play.heard >= timedelta(seconds=30)
        title = play.title
        if is_long and not play.is_podcast and chance.random() < 0.3:
            title = f"{title} - Live"
        rows.append(
            account_row(
                endTime=f"{play.sent:%Y-%m-%d %H:%M}",
                msPlayed=play.heard // timedelta(milliseconds=1),
                trackName=title,
                artistName=SHOW if play.is_podcast else "The Lanterns",
            )
        )
    write_file(
        path.parent / "YourLibrary.json",
        {"tracks": [], "shows": [{"name": SHOW}], "bannedTracks": []},
    )
    return write_file(path, rows)
