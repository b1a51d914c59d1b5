"""Whether the history is whole, and its sums are those of its plays."""

import sqlite3
from dataclasses import dataclass

from musicanalyser.store.health import find_damage, schema_faults
from musicanalyser.store.rollups import audit
from musicanalyser.store.rules import settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check has found."""

    faults: tuple[str, ...]
    """What is damaged; empty if all is sound."""
    wrong_sums: tuple[str, ...]
    """The roll-ups that differ from their plays, by their tables."""
    rules_followed: bool
    """Whether tracks and plays are counted as the rules say, as far as that was compared."""
    sums_compared: bool
    """False in a damaged history, and in a big one without ``full``."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return a line on each problem."""
        wrong = [f"{table} differs from the plays" for table in self.wrong_sums]
        unruled = [] if self.rules_followed else ["tracks or plays differ from the rules"]
        return (*self.faults, *wrong, *unruled)

    @property
    def advice(self) -> str | None:
        """Return what to do now; ``None`` if there is nothing."""
        if self.wrong_sums or not self.rules_followed:
            return "Make the sums anew with: musicanalyser db rebuild"
        if not self.faults and not self.sums_compared:
            return "The sums of plays were not compared. --full compares them."
        return None


def check_database(conn: sqlite3.Connection, *, full: bool) -> CheckResult:
    """Look for damage and compare the roll-ups with the plays; ``full`` does all that takes long.

    Those of a damaged history are not compared.
    """
    damage = find_damage(conn, full=full)
    faults = [*damage.faults, *schema_faults(conn)]
    if damage.orphans:
        faults.append(f"{damage.orphans:,} broken references")
    compared = not faults and (full or audit.is_quick(conn))
    return CheckResult(
        faults=tuple(faults),
        wrong_sums=tuple(audit.differing_tables(conn)) if compared else (),
        rules_followed=not compared or settlement.find_all(conn) == ([], []),
        sums_compared=compared,
    )
