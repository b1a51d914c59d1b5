"""The one way to talk HTTP with services that tell facts: patient, polite and bounded.

Only `net.client`, which makes the connections, loads the library behind it.
"""

from musicanalyser.net.failures import (
    BudgetSpentError,
    MissingError,
    RefusedError,
    SourceOffError,
)
from musicanalyser.net.http import Clock, Http
from musicanalyser.net.patience import Budget

__all__ = [
    "Budget",
    "BudgetSpentError",
    "Clock",
    "Http",
    "MissingError",
    "RefusedError",
    "SourceOffError",
]
