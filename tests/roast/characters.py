"""Eight listeners whose friends would know at once what to say about them.

Each is a list of plays of 200 days, from a fixed seed, and the facts that sources know about the
music. `LEADS` says what may come first.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from musicanalyser.model.subject import SourceFact

UNTIL = datetime(2026, 6, 30, 19, tzinfo=UTC)
_DAYS = 200
_MINUTE = 60_000
Row = dict[str, object]

LEADS: Mapping[str, frozenset[str]] = {
    "night owl": frozenset({"night"}),
    "early bird": frozenset({"early", "album-runs"}),
    "one song": frozenset({"one-song", "obsession", "loop"}),
    "one band": frozenset({"top-artist", "top-album", "handful"}),
    "skipper": frozenset({"skip-rate", "one-and-done"}),
    "toddler": frozenset({"children"}),
    "seventies": frozenset({"ears"}),
    "talk only": frozenset({"talkers"}),
}
"""By listener: the kinds of facts that a friend would name first."""


def track_uri(title: str) -> str:
    return "spotify:track:" + sha256(title.encode()).hexdigest()[:22]


@dataclass
class Character:
    """Plays that are added one after the other, each day from an hour on."""

    random: random.Random
    rows: list[Row] = field(default_factory=list)
    facts: dict[str, list[SourceFact]] = field(default_factory=dict)

    def days(self, share: float = 0.9) -> Iterator[datetime]:
        for back in range(_DAYS, -1, -1):
            if self.random.random() < share:
                day = (UNTIL - timedelta(days=back)).replace(hour=0)
                yield day + timedelta(minutes=self.random.randrange(-75, 75))

    def sit(self, at: datetime, songs: list[tuple[str, str, str]], *, skips: float = 0.1) -> None:
        for title, artist, album in songs:
            skipped = self.random.random() < skips
            ms = self.random.randrange(3, 12) * 1000 if skipped else 3 * _MINUTE
            at += timedelta(milliseconds=ms + 2000)
            if at >= UNTIL:
                return
            self.rows.append(_row(at, ms, "fwdbtn" if skipped else "trackdone") | {
                "master_metadata_track_name": title,
                "master_metadata_album_artist_name": artist,
                "master_metadata_album_album_name": album,
                "spotify_track_uri": track_uri(title),
                "skipped": skipped,
            })  # fmt: skip

    def talk(self, at: datetime, episode: str, minutes: int) -> None:
        self.rows.append(_row(at, minutes * _MINUTE, "trackdone") | {
            "episode_name": episode,
            "episode_show_name": "Two Chairs and a Kettle",
            "spotify_episode_uri": "spotify:episode:" + sha256(episode.encode()).hexdigest()[:22],
        })  # fmt: skip

    def know(self, source: str, title: str, **data: object) -> None:
        subject = str(data.pop("subject", track_uri(title)))
        self.facts.setdefault(source, []).append(SourceFact(subject=subject, data=data))


def _row(end: datetime, ms: int, reason: str) -> Row:
    return {
        "ts": end.strftime("%Y-%m-%dT%H:%M:%SZ"), "platform": "ios", "ms_played": ms,
        "conn_country": "AT", "master_metadata_track_name": None,
        "master_metadata_album_artist_name": None, "master_metadata_album_album_name": None,
        "spotify_track_uri": None, "episode_name": None, "episode_show_name": None,
        "spotify_episode_uri": None, "reason_start": "trackdone", "reason_end": reason,
        "shuffle": False, "skipped": False, "offline": False, "offline_timestamp": None,
        "incognito_mode": False,
    }  # fmt: skip


def songs(bands: int, each: int) -> list[tuple[str, str, str]]:
    """Return songs of some bands, all of one album each, in the order of the albums."""
    return [
        (f"Track {one} of {band}", f"Band {band}", f"Album {band}")
        for band in range(bands)
        for one in range(each)
    ]


def _night_owl(one: Character) -> None:
    shelf = songs(40, 12)
    for day in one.days():
        at = day + timedelta(hours=one.random.choice([22, 23, 23, 0]) - (24 if day.day % 9 else 0))
        one.sit(at, one.random.sample(shelf, 12))


def _early_bird(one: Character) -> None:
    shelf = songs(60, 9)
    for number, day in enumerate(one.days()):
        first = number * 9 % len(shelf)
        one.sit(day + timedelta(hours=3, minutes=30), shelf[first : first + 9], skips=0.02)


def _one_song(one: Character) -> None:
    shelf = songs(30, 10)
    anthem = ("Umbrella for Two", "The Lent Umbrellas", "Weather")
    for day in one.days():
        picked = [
            anthem if one.random.random() < 0.5 else one.random.choice(shelf) for _ in "x" * 9
        ]
        one.sit(day + timedelta(hours=16), picked)


def _one_band(one: Character) -> None:
    own = [(f"Kettle {n}", "The Kettles", f"Kettles {n % 6}") for n in range(60)]
    shelf = songs(40, 8)
    for day in one.days():
        picked = [one.random.choice(own if one.random.random() < 0.7 else shelf) for _ in "x" * 10]
        one.sit(day + timedelta(hours=17), picked)


def _skipper(one: Character) -> None:
    shelf = songs(150, 10)
    for day in one.days():
        one.sit(day + timedelta(hours=18), one.random.sample(shelf, 25), skips=0.85)


def _toddler(one: Character) -> None:
    nursery = [(f"Digger Song {n}", "Uncle Digger", "Digger Hits") for n in range(8)]
    shelf = songs(25, 10)
    for title, artist, _ in (*nursery, *shelf):
        address = f"spotify:artist:{sha256(artist.encode()).hexdigest()[:22]}"
        one.know("tracks", title, artists=[{"uri": address, "name": artist}])
        genre = "children's music" if artist == "Uncle Digger" else "indie rock"
        tags = [{"name": genre, "count": 5, "curated": True}]
        one.know("genres", title, subject=address, genres=tags)
    for day in one.days():
        picked = [
            one.random.choice(nursery if one.random.random() < 0.6 else shelf) for _ in "x" * 9
        ]
        one.sit(day + timedelta(hours=6), picked)


def _seventies(one: Character) -> None:
    shelf = songs(60, 8)
    for title, *_ in shelf:
        one.know("releases", title, year=one.random.randrange(1970, 1980))
    for day in one.days():
        one.sit(day + timedelta(hours=18), one.random.sample(shelf, 9))


def _talk_only(one: Character) -> None:
    for number, day in enumerate(one.days()):
        one.talk(day + timedelta(hours=7), f"Episode {number}", 50)
        if number % 60 == 0:
            one.sit(day + timedelta(hours=18), [("Jingle", "Band", "Album")])


CHARACTERS: Mapping[str, Callable[[Character], None]] = {
    "night owl": _night_owl,
    "early bird": _early_bird,
    "one song": _one_song,
    "one band": _one_band,
    "skipper": _skipper,
    "toddler": _toddler,
    "seventies": _seventies,
    "talk only": _talk_only,
}


def make_character(name: str) -> Character:
    one = Character(random=random.Random(name))  # noqa: S311 - no secret
    CHARACTERS[name](one)
    one.rows.sort(key=lambda row: str(row["ts"]))
    return one
