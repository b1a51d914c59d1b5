"""The one way to talk HTTP with services that tell facts: patient, polite and bounded.

Only `net.client`, which makes the connections, loads the library behind it.
"""

from musicanalyser.net.connection import Clock, Http
from musicanalyser.net.failures import (
    BudgetSpentError,
    MissingError,
    RefusedError,
    SourceOffError,
)
from musicanalyser.net.retry_policy import RequestBudget

__all__ = [
    "BudgetSpentError",
    "Clock",
    "Http",
    "MissingError",
    "RefusedError",
    "RequestBudget",
    "SourceOffError",
]
