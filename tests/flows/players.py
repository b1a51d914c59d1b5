"""A player that is played by the test, behind the three calls that a watch makes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from musicanalyser.errors import Error
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
START_MS = int(START.timestamp()) * 1000
LENGTH_MS = 200_000


def song(name: str) -> Item:
    return Item(
        kind=ItemKind.MUSIC,
        uri=f"spotify:track:{name}",
        title=f"Song {name}",
        artist="The Lanterns",
        album="Paper",
    )


def recent(name: str, *, ended_s: float, length_ms: int = LENGTH_MS) -> Sighting:
    """Return a row of the list of recent plays."""
    return Sighting(
        origin=Origin.RECENT,
        item=song(name),
        row=None,
        ended_ms=START_MS + round(1000 * ended_s),
        played_ms=length_ms,
        observation=Observation(
            started_ms=None, length_ms=length_ms, low_ms=30_000, high_ms=length_ms, confidence=0.0
        ),
    )


@dataclass(slots=True)
class Player:
    """Plays what ``script`` says: at a second, a track from its start, or nothing (``None``).

    ``failures`` are raised one by one by whatever is asked next, ``None`` letting a call through.
    """

    script: list[tuple[float, str | None]]
    now_s: float = 0.0
    queue: tuple[str, ...] = ()
    rows: list[Sighting] = field(default_factory=list)
    failures: list[Error | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.now_s)

    def sleep_ms(self, wait_ms: int) -> None:
        self.now_s += wait_ms / 1000

    def sample(self) -> PlayerSample:
        self._ask("player")
        began_s, name = max((one for one in self.script if one[0] <= self.now_s), default=(0, None))
        at_ms = START_MS + round(1000 * self.now_s)
        if name is None:
            return PlayerSample(at_ms=at_ms, activity=Activity.NOTHING)
        return PlayerSample(
            at_ms=at_ms,
            activity=Activity.ITEM,
            item=song(name),
            length_ms=LENGTH_MS,
            progress_ms=round(1000 * (self.now_s - began_s)),
            is_playing=True,
        )

    def upcoming(self) -> Upcoming:
        self._ask("queue")
        sample = self.sample()
        self.asked.pop()
        items = tuple(Queued(item=song(name), length_ms=LENGTH_MS) for name in self.queue)
        return Upcoming(at_ms=sample.at_ms, current=sample.item, items=items)

    def recent(self) -> list[Sighting]:
        self._ask("recent")
        return [one for one in self.rows if one.ended_ms <= START_MS + 1000 * self.now_s]

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.failures and (failure := self.failures.pop(0)) is not None:
            raise failure
