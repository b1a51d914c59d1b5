"""A player that a test operates, with a tracker that samples it."""

from dataclasses import dataclass, field, replace

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import add_upcoming, step, wants_upcoming
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming

START_MS = 1_790_000_000_000
LENGTH_MS = 200_000


def song(name: str, kind: ItemKind = ItemKind.MUSIC) -> Item:
    return Item(
        kind=kind, uri=f"spotify:track:{name}", title=name, artist="The Lanterns", album="Paper"
    )


@dataclass(slots=True)
class Tape:
    """A player, a clock that only ``run`` moves, and a tracker that is fed the samples.

    Seconds count from the start. ``finished`` holds the plays that the tracker has finished.
    """

    now_s: float = 0.0
    item: Item | None = None
    length_ms: int | None = LENGTH_MS
    position_s: float = 0.0
    playing: bool = False
    changed_s: float = 0.0
    queue: list[str] = field(default_factory=list)
    private: bool = False
    context: str | None = "spotify:playlist:1"
    state: TrackerState = field(default_factory=TrackerState)
    finished: list[Sighting] = field(default_factory=list)
    samples: list[PlayerSample] = field(default_factory=list)

    def play(self, name: str, *, at_s: float = 0.0, length_ms: int | None = LENGTH_MS) -> "Tape":
        """Choose a track, from a position on."""
        self.item, self.position_s, self.playing = song(name), at_s, True
        self.length_ms, self.changed_s = length_ms, self.now_s
        return self

    def seek(self, to_s: float) -> "Tape":
        self.position_s, self.changed_s = to_s, self.now_s
        return self

    def pause(self) -> "Tape":
        self.playing, self.changed_s = False, self.now_s
        return self

    def resume(self) -> "Tape":
        self.playing, self.changed_s = True, self.now_s
        return self

    def run(self, seconds: float) -> "Tape":
        """Let time pass. Nothing else happens, not even at the end of a track."""
        self.now_s += seconds
        if self.playing:
            self.position_s += seconds
        return self

    def sample(self, **changes: object) -> PlayerSample:
        at_ms = START_MS + round(1_000 * self.now_s)
        if self.item is None:
            return PlayerSample(at_ms=at_ms, activity=Activity.NOTHING)
        shown = PlayerSample(
            at_ms=at_ms,
            activity=Activity.ITEM,
            item=self.item,
            length_ms=self.length_ms,
            progress_ms=round(1_000 * self.position_s),
            is_playing=self.playing,
            changed_ms=START_MS + round(1_000 * self.changed_s),
            device="Smartphone",
            context=self.context,
            shuffle=False,
            is_private=self.private,
        )
        return replace(shown, **changes)  # type: ignore[arg-type]  # any field of a sample

    def poll(self, **changes: object) -> "Tape":
        """Let the tracker sample the player, and read the queue if it wants to."""
        return self.feed(self.sample(**changes))

    def feed(self, shown: PlayerSample) -> "Tape":
        self.samples.append(shown)
        after = step(self.state, shown)
        self.state = after.state
        self.finished += after.finished
        if wants_upcoming(self.state) and self.queue:
            items = tuple(Queued(item=song(name), length_ms=LENGTH_MS) for name in self.queue)
            upcoming = Upcoming(at_ms=shown.at_ms, current=self.item, items=items)
            self.state = add_upcoming(self.state, upcoming)
        return self

    def poll_nothing(self) -> "Tape":
        """Let the tracker get the answer that nothing plays."""
        at_ms = START_MS + round(1_000 * self.now_s)
        return self.feed(PlayerSample(at_ms=at_ms, activity=Activity.NOTHING))

    @property
    def summary(self) -> list[tuple[str | None, int, str]]:
        """The title, the seconds heard and the reason for the end of each finished play."""
        return [
            (one.item.title, round(one.played_ms / 1_000), one.reason_end) for one in self.finished
        ]
