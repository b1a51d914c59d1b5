"""A small history for the tests of statistics, written directly into the tables."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from musicanalyser.model.entity_keys import entity_keys, song_key
from musicanalyser.model.evidence import Play, Sighting, StoredSighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import Verdict
from musicanalyser.report import Report, Value
from musicanalyser.stats.base.question import Question
from musicanalyser.store import database_state
from musicanalyser.store.history import plays, sightings
from musicanalyser.store.history.classes import PlayClasses
from musicanalyser.store.history.names import add_entities
from musicanalyser.store.migrations import migrate
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan import Window, to_ms
from musicanalyser.timespan.local_clock import LocalClock

BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = "spotify-extended"
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
FACTS: dict[str, dict[str, object]] = {
    "features": {
        "energy": 0.6,
        "valence": 0.4,
        "danceability": 0.5,
        "acousticness": 0.25,
        "instrumentalness": 0.0,
        "speechiness": 0.05,
        "liveness": 0.1,
        "tempo": 120.0,
    },
    "tracks": {"popularity": 50, "artists": [{"uri": "x:artist", "name": "Ada"}]},
    "releases": {"year": 2010},
    "lyrics": {
        "instrumental": 0,
        "language": "en",
        "words": 200,
        "unique_words": 100,
        "repetition": 0.5,
        "sentiment": 0.1,
        "profanity": 0.01,
        "themes": ("love",),
    },
}
"""The facts of each source about a track, for tests in which their values do not matter."""
ARTIST_FACTS: dict[str, dict[str, object]] = {
    "genres": {"genres": [{"name": "rock", "count": 1, "curated": 1}]},
    "popularity": {"listeners": 1_000, "listens": 10_000},
}
"""The same about the artist ``x:artist``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Song:
    """A song to play; songs with the same uri are one id, whatever their other names are."""

    title: str | None = "Aria"
    artist: str | None = "Ada"
    album: str | None = "Debut"
    uri: str | None = None
    length_ms: int | None = None
    kind: str = "music"


class History:
    """Plays in a database in memory, with their sums."""

    def __init__(self, zone: ZoneInfo = BERLIN) -> None:
        self.zone = zone
        self._writing = sqlite3.connect(":memory:", isolation_level=None)
        migrate(self._writing)
        database_state.put(self._writing, database_state.TIMEZONE, zone.key)

    @property
    def conn(self) -> sqlite3.Connection:
        upkeep.update(self._writing)
        return self._writing

    def close(self) -> None:
        self._writing.close()

    def play(
        self,
        at: str,
        heard_ms: int = 3 * MINUTE,
        *,
        song: Song | None = None,
        verdict: str = "finished",
        private: bool = False,
        paused_ms: int = 0,
    ) -> int:
        """Add a play that starts at a local time, and return its id."""
        started = datetime.fromisoformat(at)
        if started.tzinfo is None:
            started = started.replace(tzinfo=self.zone)
        return self.play_at(
            to_ms(started),
            heard_ms,
            song=song or Song(),
            verdict=verdict,
            private=private,
            ended_ms=to_ms(started) + heard_ms + paused_ms,
        )

    def play_at(
        self,
        started_ms: int,
        heard_ms: int,
        *,
        song: Song,
        ended_ms: int,
        verdict: str = "finished",
        private: bool = False,
    ) -> int:
        row = Item(
            kind=ItemKind(song.kind),
            uri=song.uri,
            title=song.title,
            artist=song.artist,
            album=song.album,
        )
        item = StoredSighting(
            self._count("sightings") + 1,
            self._track(row, song.length_ms, started_ms),
            "",
            song.length_ms,
            Sighting(
                origin=Origin.EXTENDED,
                item=row,
                row=None,
                ended_ms=ended_ms,
                played_ms=heard_ms,
                ordinal=self._count("sightings"),
                private=private,
            ),
        )
        track: Any = SimpleNamespace(id=item.track_id)
        (play_id,) = sightings.add(self._writing, [(item.sighting, track)], file_id=None)
        assert play_id == item.id
        play = Play(
            id=item.id,
            best=item,
            merged=(),
            private=private,
            started_ms=started_ms,
            ended_ms=ended_ms,
            heard_ms=heard_ms,
            low_ms=None,
            high_ms=None,
            confidence=None,
            reason_end="",
            verdict=Verdict(verdict),
        )
        plays.add(self._writing, [play], clock=LocalClock(self.zone))
        return item.id

    def start_from(self, play_id: int, context: str) -> None:
        """Let a play be one that was watched, and started from a playlist or the like."""
        bounds = {"low_ms": 0, "high_ms": MINUTE, "confidence": 1, "inferred": 0}
        self._insert("observations", sighting_id=play_id, context=context, **bounds)

    def set_source(self, play_id: int, source: str) -> None:
        """Let a play be known from another origin."""
        set_source(self._writing, play_id, source)

    def set_device(
        self, play_id: int, *, platform: str | None = None, country: str | None = None
    ) -> None:
        """Let a play be heard on a device, and in a country."""
        device = self._insert("devices", platform=platform, country=country, shuffle=None)
        self._writing.execute("update sightings set device_id = ? where id = ?", (device, play_id))

    def fact(self, source: str, subject: str, **data: object) -> None:
        """Add a fact of a source about a track or an artist."""
        self._insert(
            "facts",
            source=source,
            subject=subject,
            status="found",
            fetched_ms=0,
            data=json.dumps(data),
        )

    def know_span(self, since: str, until: str, *, origin: str = SOURCE) -> None:
        """Add a known span between two local times."""
        since_ms, until_ms = (
            to_ms(datetime.fromisoformat(one).replace(tzinfo=self.zone)) for one in (since, until)
        )
        self._insert("known_spans", origin=origin, since_ms=since_ms, until_ms=until_ms)

    def know(self, *songs: Song) -> None:
        """Add facts of every source about some songs and their artist."""
        for song in songs:
            for source, data in FACTS.items():
                self.fact(source, song.uri or "", **data)
        for source, data in ARTIST_FACTS.items():
            self.fact(source, "x:artist", **data)

    def _track(self, item: Item, length_ms: int | None, named_ms: int) -> int:
        key = song_key(item)
        found = self._writing.execute(
            "select t.id from tracks t join songs s on s.id = t.named_song_id"
            " where t.uri is ? and (t.uri is not null or s.key = ?)",
            (item.uri, key),
        ).fetchone()
        if found:
            return int(found[0])
        return self._insert(
            "tracks",
            uri=item.uri,
            title=item.title,
            artist=item.artist,
            album=item.album,
            **self._entity_ids(item),
            length_ms=length_ms,
            name_rank=2,
            named_ms=named_ms,
        )

    def _entity_ids(self, item: Item) -> dict[str, int | None]:
        keys = entity_keys(item)
        add_entities(self._writing, [keys])
        statement = "select (select id from {}s where key = ?)"
        ids = {
            f"{level}_id": self._writing.execute(statement.format(level), (key,)).fetchone()[0]
            for level, key in keys._asdict().items()
        }
        return ids | {f"named_{column}": number for column, number in ids.items()}

    def _insert(self, table: str, **values: str | int | None) -> int:
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        statement = "insert into {} ({}) values ({})"
        cursor = self._writing.execute(
            statement.format(table, columns, marks), tuple(values.values())
        )
        return cursor.lastrowid or 0

    def _count(self, table: str) -> int:
        statement = "select count(*) from {}"
        return int(self._writing.execute(statement.format(table)).fetchone()[0])


def set_source(conn: sqlite3.Connection, play_id: int, source: str) -> None:
    """Let a play be known from another origin, also from one that there is not."""
    classes = PlayClasses(conn)
    (number,) = conn.execute("select class_id from plays where id = ?", (play_id,)).fetchone()
    other = classes[classes.words_of(number)._replace(source=source)]
    conn.execute("update plays set class_id = ? where id = ?", (other, play_id))


def asked(since: str | None, until: str, zone: ZoneInfo = BERLIN) -> Question:
    """Return a question about local days, without ``until``, asked on the last of them."""
    start = None if since is None else datetime.fromisoformat(since).replace(tzinfo=zone)
    end = datetime.fromisoformat(until).replace(tzinfo=zone)
    days = None if start is None else max(1, (end.date() - start.date()).days)
    window = Window(label="the window", since=start, until=end, zone=zone, days=days)
    return Question(window=window, today=(end - timedelta(milliseconds=1)).date())


def column(report: Report, name: str) -> list[Value]:
    """Return the values of a column, from top to bottom."""
    place = [one.name for one in report.columns].index(name)
    return [row[place] for row in report.rows]


def columns(report: Report, *names: str) -> list[tuple[Value, ...]]:
    """Return some columns of every row."""
    return list(zip(*(column(report, name) for name in names), strict=True))


def figure(report: Report, name: str) -> Value:
    """Return a key figure of the window."""
    return column(report, name)[0]


def records(report: Report) -> list[dict[str, Any]]:
    """Return the rows by the names of their columns."""
    names = [one.name for one in report.columns]
    return [dict(zip(names, row, strict=True)) for row in report.rows]


def part(report: Report, name: str) -> Report:
    """Return a part by its name."""
    return next(one for one in report.parts if one.name == name)


def day(text: str) -> date:
    return date.fromisoformat(text)
