"""An invented listener: sessions of plays after given habits, every moment of which is known."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.simulators.listener import habits as known
from tests.simulators.listener.catalogue import Catalogue, invent
from tests.simulators.listener.deck import Deck
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.habits import Habits
from tests.simulators.listener.order import Order, some_device
from tests.simulators.listener.playing import Performance, plan
from tests.simulators.listener.timeline import FINISHED, SHORT_PLAY_MS, Setting, Timeline

STARTS_MS = 1_767_225_600_000
"""1 January 2026, midnight UTC."""
_HOUR_MS = 3_600_000
_SATURDAY = 5


def listen(
    habits: Habits, *, hours: float, seed: int, catalogue: Catalogue | None = None
) -> Timeline:
    """Listen until so many hours of music were heard; the same seed gives the same life."""
    draws = Draws(f"listener {seed}")
    deck = Deck(STARTS_MS)
    listener = _Listener(habits, deck, draws, catalogue or invent(draws))
    heard_ms = 0
    while heard_ms < hours * _HOUR_MS:
        deck.now_ms = _start_ms(habits, draws, deck.now_ms)
        heard_ms += listener.session()
    deck.now_ms += known.LEAST_BREAK_MS
    deck.go()
    return deck.timeline()


def _start_ms(habits: Habits, draws: Draws, silent_ms: int) -> int:
    """Return when the next session begins after the end of one."""
    if not habits.starts_by_habit:
        return silent_ms + known.LEAST_BREAK_MS + int(draws.expovariate(1 / habits.break_ms))
    most = max(*known.WORKDAY_STARTS, *known.WEEKEND_STARTS) * known.STARTS_AFTER_MS[0][1]
    at_ms = silent_ms + known.LEAST_HABITUAL_BREAK_MS
    while True:
        at_ms += int(draws.expovariate(most / habits.break_ms))
        if draws.share(_start_rate(at_ms, after_ms=at_ms - silent_ms) / most):
            return at_ms


def _start_rate(at_ms: int, *, after_ms: int) -> float:
    """Return how likely a session begins at a moment, in relation to any."""
    moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    hours = known.WEEKEND_STARTS if moment.weekday() >= _SATURDAY else known.WORKDAY_STARTS
    return hours[moment.hour] * next(
        rate for until_ms, rate in known.STARTS_AFTER_MS if after_ms < until_ms
    )


class _Listener:
    """Presses the buttons, session by session."""

    def __init__(self, habits: Habits, deck: Deck, draws: Draws, catalogue: Catalogue) -> None:
        self._habits, self._deck, self._draws, self._catalogue = habits, deck, draws, catalogue
        self._performance = Performance(deck, habits, draws)

    def session(self) -> int:
        """Listen for one session; return how much was heard, in ms."""
        habits = self._habits
        plays = round(self._draws.around(habits.plays_per_session, habits.session_spread))
        self._order = self._other_order()
        self._deck.begin_session()
        after_short: bool | None = None
        reason, heard_ms = "clickrow", 0
        for left in range(max(1, plays) - 1, -1, -1):
            ended = self._play(reason, after_short=after_short, last=not left)
            heard_ms += self._deck.heard_ms
            after_short = self._deck.heard_ms < SHORT_PLAY_MS
            if not left or not self._move_on(ended):
                break
            reason = "clickrow" if ended == "endplay" else ended
        self._leave(finished=ended == FINISHED)
        self._deck.end_session()
        return heard_ms

    def _play(self, reason: str, *, after_short: bool | None, last: bool) -> str:
        """Play the current track; return why it ended."""
        order, draws, deck = self._order, self._draws, self._deck
        planned = plan(order.current, self._habits, draws, after_short=after_short, last=last)
        self._repeating = not last and draws.share(self._habits.repeat_share)
        if self._repeating:
            planned = replace(planned, heard_ms=None)
        setting = replace(order.setting, repeat_one=self._repeating)
        deck.start(order.current, reason=reason, upcoming=order.upcoming, setting=setting)
        if self._performance.perform(planned, order):
            ended = FINISHED
        elif last:
            ended = "logout"
        else:
            ended = draws.weighted(self._habits.end_reasons)
            if planned.heard_ms and not planned.short and draws.share(known.LINGERING_SHARE):
                self._performance.linger()
        deck.end(ended)
        return ended

    def _move_on(self, ended: str) -> bool:
        """Go to what comes next; return false if nothing does."""
        if ended == "endplay":
            self._click()
        elif ended == "backbtn":
            if self._deck.position_ms < known.BACK_RESTARTS_MS:
                self._order.back()
        elif not self._repeating:
            return self._order.advance()
        return True

    def _click(self) -> None:
        if self._draws.share(known.CLICK_IN_LIST_SHARE):
            self._order.click()
        else:
            self._order = self._other_order()

    def _other_order(self) -> Order:
        draws = self._draws
        setting = Setting(
            device=some_device(draws, self._habits.devices),
            context="",
            shuffle=draws.share(self._habits.shuffle_share),
            private=draws.share(self._habits.private_share),
        )
        return Order(self._catalogue, draws, setting)

    def _leave(self, *, finished: bool) -> None:
        """Let the music be over: the player says one thing or another, until it is off."""
        deck, at_ms = self._deck, self._deck.position_ms
        match self._draws.weighted(known.AFTER_THE_END if finished else known.AFTER_LEAVING):
            case "off":
                deck.go()
                return
            case "rewound":
                deck.rest(0)
            case "stuck":
                deck.rest(at_ms, playing=True)
            case "runaway":
                deck.rest(at_ms, playing=True, moving=True)
            case "before the end":
                deck.rest(at_ms - 600)
            case "paused":
                deck.rest(at_ms)
        deck.go(self._performance.life_ms())
