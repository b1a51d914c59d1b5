"""The types and sums that all recomputed answers share.

An answer is a table for each report and part, by the report's name, and a table is a list of rows
by column name. Fractions are exact; a set means that any of its values is right.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracle.asking import Asked, Group, History, Subject
from tests.oracle.plays import Play

Line = Mapping[str, object]
Table = list[Line]
Answer = Mapping[str, Table]


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def known(plays: Sequence[Play]) -> int:
    return len([1 for play in plays if play.verdict != "unknown"])


def skips(plays: Sequence[Play]) -> int:
    return len([1 for play in plays if play.verdict == "skipped"])


def total_ms(plays: Sequence[Play]) -> int:
    return sum([play.heard_ms for play in plays])


def is_silent(history: History, asked: Asked) -> bool:
    """Return whether neither the window nor the previous one has any music."""
    return not any(history.heard(asked, span) for span in asked.both)


def named(subject: Subject, group: Group) -> Line:
    return dict(zip(subject.columns, group.name, strict=True))
