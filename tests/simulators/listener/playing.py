"""One play, carried out: how long, and what is done to it meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulators.listener import habits as known
from tests.simulators.listener.catalogue import Track
from tests.simulators.listener.deck import Deck
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.habits import Habits
from tests.simulators.listener.order import Order, some_device
from tests.simulators.listener.timeline import SHORT_PLAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long a play is to be heard; ``None`` is to the end."""

    heard_ms: int | None
    short: bool


def plan(
    track: Track, habits: Habits, draws: Draws, *, after_short: bool | None, last: bool
) -> Plan:
    """Decide how long; ``after_short`` is ``None`` for the first play of a session."""
    share = {
        None: habits.short_first,
        True: habits.short_after_short,
        False: habits.short_after_long,
    }[after_short]
    if draws.share(share):
        return Plan(heard_ms=int(draws.along(known.SHORT_MS)), short=True)
    to_the_end = draws.share(habits.finished_share)
    if to_the_end and (not last or draws.share(0.3)):
        return Plan(heard_ms=None, short=False)
    beyond_ms = draws.along(known.LEFT_AT) * (track.length_ms - SHORT_PLAY_MS)
    return Plan(heard_ms=SHORT_PLAY_MS + int(beyond_ms), short=False)


class Performance:
    """Carries out plans on a deck."""

    def __init__(self, deck: Deck, habits: Habits, draws: Draws) -> None:
        self._deck, self._habits, self._draws = deck, habits, draws

    def perform(self, planned: Plan, order: Order) -> bool:
        """Hear the deck's track as planned; return whether its end was reached."""
        deck = self._deck
        end_ms = deck.track.length_ms - self._habits.crossfade_ms
        wanted_ms = end_ms if planned.heard_ms is None else planned.heard_ms
        for after_ms, act in self._doings(wanted_ms, order, short=planned.short):
            deck.hear(max(0, min(after_ms - deck.heard_ms, end_ms - deck.position_ms)))
            if deck.position_ms >= end_ms:
                return True
            act()
        left_ms = end_ms - deck.position_ms
        if planned.heard_ms is not None:
            left_ms = min(left_ms, max(0, wanted_ms - deck.heard_ms))
        deck.hear(left_ms)
        return deck.position_ms >= end_ms

    def linger(self) -> None:
        """Pause before something else is chosen."""
        self._deck.pause(self._pause_ms(known.SHORT_PAUSE_MS), alive_ms=self.life_ms())

    def life_ms(self) -> int:
        """Return how long a paused device will stay active."""
        return self._draws.randint(*self._habits.device_life_ms)

    def _doings(
        self, wanted_ms: int, order: Order, *, short: bool
    ) -> list[tuple[int, Callable[[], None]]]:
        """Return what to do after so much was heard, in order."""
        draws = self._draws
        doings: list[tuple[int, Callable[[], None]]] = []
        if draws.share(self._habits.edit_share):
            doings.append((draws.randint(0, wanted_ms), lambda: self._edit(order)))
        if short:
            return doings
        for share, act in (
            (known.SHORT_PAUSE_SHARE, lambda: self._pause(known.SHORT_PAUSE_MS)),
            (known.LONG_PAUSE_SHARE, lambda: self._pause(known.LONG_PAUSE_MS)),
            (known.HANDOVER_SHARE, self._hand_over),
        ):
            if draws.share(share):
                doings.append((draws.randint(0, wanted_ms), act))
        for share, seek in ((known.FORWARD_SHARE, self._forward), (known.BACK_SHARE, self._back)):
            if draws.share(share):
                after_ms = draws.randint(0, wanted_ms)
                for _ in range(draws.many(known.SEEK_TAIL, known.MOST_SEEKS)):
                    doings.append((after_ms, seek))
                    after_ms += draws.randint(800, 4_000)
        return sorted(doings, key=lambda doing: doing[0])

    def _pause_ms(self, median_ms: int) -> int:
        ms = int(self._draws.around(median_ms, known.PAUSE_SPREAD))
        return min(known.LONGEST_PAUSE_MS, ms)

    def _pause(self, median_ms: int) -> None:
        self._deck.pause(self._pause_ms(median_ms), alive_ms=self.life_ms())
        self._deck.resume()

    def _forward(self) -> None:
        to_ms = self._deck.position_ms + self._draws.randint(5_000, 30_000)
        if to_ms < self._deck.track.length_ms - 10_000:
            self._deck.seek(to_ms)

    def _back(self) -> None:
        to_ms = self._deck.position_ms - self._draws.randint(5_000, 30_000)
        if self._deck.position_ms > 0:
            self._deck.seek(max(0, to_ms))

    def _hand_over(self) -> None:
        to_ms = self._deck.position_ms + self._draws.randint(-1_000, 1_000)
        last_ms = self._deck.track.length_ms - self._habits.crossfade_ms - 1
        self._deck.hand_over(
            some_device(self._draws, self._habits.devices), to_ms=min(max(0, to_ms), last_ms)
        )

    def _edit(self, order: Order) -> None:
        order.edit()
        self._deck.edit(order.upcoming)
