"""Which facts say the same: one of them is enough."""

from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact


def says_same(one: Fact, other: Fact) -> bool:
    """Return whether two facts are about one theme, and about the same name or about none."""
    if KINDS[one.kind].theme is not KINDS[other.kind].theme:
        return False
    return not {*one.names, *other.names} or not {*one.names}.isdisjoint(other.names)
