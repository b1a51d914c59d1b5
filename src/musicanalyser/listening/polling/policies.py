"""How often `watch` may ask the player: the policies that users choose from."""

from enum import StrEnum


class PollingPolicy(StrEnum):
    """How often the player is asked, the rarest first.

    All but ``lean`` ask at least every 30 s while something plays, as long as calls are plentiful:
    then what was never observed cannot have been heard for longer, and is no stream.
    """

    LEAN = "lean"
    ECON = "econ"
    BAL = "bal"
    FAST = "fast"
