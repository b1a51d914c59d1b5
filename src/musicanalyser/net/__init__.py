"""HTTP for the services behind the facts, with timeouts, pace, retries and limits.

Only `net.client`, which opens the connections, loads httpx.
"""

from musicanalyser.net.failures import (
    BudgetExhaustedError,
    NotFoundError,
    RequestRejectedError,
    UnavailableError,
)
from musicanalyser.net.http_protocol import Http, RequestClock
from musicanalyser.net.retry_policy import RequestBudget

__all__ = [
    "BudgetExhaustedError",
    "Http",
    "NotFoundError",
    "RequestBudget",
    "RequestClock",
    "RequestRejectedError",
    "UnavailableError",
]
