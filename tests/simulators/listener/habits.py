"""The habits of a listener, as numbers measured on published histories and by Spotify.

Public sources: P. Lamere, "The Skip" (2014, 24/29/35/49 % of plays skipped before 5/10/30 s and the
end); B. Brost et al., "The Music Streaming Sessions Dataset" (arXiv:1901.09851: pauses and seeks).
The other figures are aggregates of published ``StreamingHistory`` files: see `docs/definitions.md`
for what a skip is.
"""

from dataclasses import dataclass

from tests.simulators.listener.draws import Quantiles

SHORT_MS: Quantiles = (
    (0.0, 50),
    (0.11, 500),
    (0.25, 1_000),
    (0.47, 2_000),
    (0.56, 3_000),
    (0.69, 5_000),
    (0.82, 10_000),
    (0.89, 15_000),
    (0.93, 20_000),
    (1.0, 29_999),
)
"""How long a play under 30 s lasts."""
LEFT_AT: Quantiles = ((0.0, 0.0), (0.25, 0.24), (0.5, 0.54), (0.75, 0.84), (1.0, 0.99))
"""Where a longer play that is not finished is left, between 30 s and the end."""
CLICK_SHARE, BACK_BUTTON_SHARE = 0.047, 0.026
"""Why a play ends early, unless listening ends with it: in other cases it is the next button."""
CLICK_IN_LIST_SHARE = 0.6
"""Of clicks on something else, those further down the same list."""
FIRST_PLAY_SHORT = 1.2
"""How often the first play of a session is under 30 s, in relation to any play. Measured on 12
public histories: docs/decisions/025-simulated-first-play.md."""
AFTER_THE_END = {"rewound": 0.4, "stuck": 0.2, "before the end": 0.2, "runaway": 0.05, "off": 0.15}
"""What the player says when the last track has ended; assumed, as are these shares:
https://github.com/spotify/web-api/issues/1245, /533."""
AFTER_LEAVING = {"paused": 0.75, "off": 0.25}
"""What it says when a track was left before its end; assumed."""
TRACK_MEDIAN_MS = 214_000
TRACK_SPREAD = 0.316
FORWARD_SHARE = 0.034
"""Of plays that are not short, those with a seek forward; mostly one, now and then many."""
BACK_SHARE = 0.022
SEEK_TAIL = 1.2
MOST_SEEKS = 60
SHORT_PAUSE_SHARE = 0.08
"""Of plays that are not short."""
SHORT_PAUSE_MS = 20_000
LONG_PAUSE_SHARE = 0.07
LONG_PAUSE_MS = 180_000
PAUSE_SPREAD = 0.7
LONGEST_PAUSE_MS = 570_000
LINGERING_SHARE = 0.04
"""Of early ends, those where the music is paused before something else is chosen."""
HANDOVER_SHARE = 0.01
BACK_RESTARTS_MS = 3_000
"""The back button restarts a track that has come this far; before, it goes to the one before."""
WORKDAY_STARTS = (
    *(0.3, 0.15, 0.1, 0.05, 0.05, 0.2, 0.8, 1.8, 1.6, 1.2, 1.0, 1.0),
    *(1.2, 1.1, 0.9, 1.0, 1.2, 1.7, 1.9, 1.7, 1.6, 1.5, 1.1, 0.6),
)
WEEKEND_STARTS = (
    *(0.6, 0.4, 0.25, 0.1, 0.05, 0.05, 0.2, 0.4, 0.8, 1.3, 1.6, 1.6),
    *(1.4, 1.3, 1.3, 1.3, 1.4, 1.5, 1.6, 1.5, 1.4, 1.3, 1.1, 0.9),
)
"""How likely listening begins in each hour, in relation to any; assumed."""
STARTS_AFTER_MS = tuple(
    (int(hours * 3_600_000), rate)
    for hours, rate in (
        *((0.25, 8.2), (0.5, 3.0), (1, 1.8), (2, 1.2), (4, 0.76), (8, 0.48)),
        *((16, 0.61), (36, 0.64), (10_000, 0.28)),
    )
)
"""How likely it begins up to so long after the last session, in relation to any time: medians of 16
public account histories, 18,471 starts after at least seven minutes."""
LEAST_HABITUAL_BREAK_MS = 7 * 60_000
LEAST_BREAK_MS = 20 * 60_000
"""A longer silence makes a new session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What makes one listener unlike another; shares are from 0 to 1.

    ``short_share`` of plays last less than 30 s, ``short_after_short`` of those after such a play
    (some .03 less over all, as a session has its own start), and ``finished_share`` of the others
    reach the end. ``break_ms`` is the mean silence between sessions beyond the least, and
    ``device_life_ms`` how long a paused device stays active.
    The plays of a session are lognormal, so that of sessions with ten or more 9 % have just ten
    and 48 % twenty or more, as in the Music Streaming Sessions Dataset.
    ``first_skipped`` is how often a first play is short in relation to any.
    ``repeat_share`` of plays are repeated by repeat-one, and during ``edit_share`` of them the
    queue is changed by hand. Sessions begin at any time
    alike, or ``starts_by_habit``: by the hour, and rather soon after the one before.
    """

    short_share: float
    short_after_short: float
    finished_share: float
    break_ms: int
    plays_per_session: float = 7.0
    session_spread: float = 1.17
    shuffle_share: float = 0.5
    private_share: float = 0.02
    first_skipped: float = FIRST_PLAY_SHORT
    repeat_share: float = 0.012
    edit_share: float = 0.0
    click_share: float = CLICK_SHARE
    crossfade_ms: int = 0
    device_life_ms: tuple[int, int] = (600_000, 1_140_000)
    starts_by_habit: bool = False
    devices: tuple[str, ...] = ("Smartphone", "Computer", "Speaker")

    @property
    def end_reasons(self) -> dict[str, float]:
        """Why a play ends early, with the share of each reason."""
        forward = 1 - self.click_share - BACK_BUTTON_SHARE
        return {"fwdbtn": forward, "endplay": self.click_share, "backbtn": BACK_BUTTON_SHARE}

    @property
    def short_first(self) -> float:
        """How often the first play of a session is a short one."""
        return self.short_share * self.first_skipped

    @property
    def short_after_long(self) -> float:
        """What keeps ``short_share`` true in the long run."""
        return self.short_share * (1 - self.short_after_short) / (1 - self.short_share)
