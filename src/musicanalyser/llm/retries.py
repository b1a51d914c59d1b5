"""Ask, and ask again if the trouble may pass; whatever the SDKs throw becomes one kind of error."""

import warnings
from collections.abc import Callable
from typing import TypeVar

import httpx2

from musicanalyser.llm.contract import FailureKind, ProviderError
from musicanalyser.llm.http_refusal import refusal
from musicanalyser.llm.provider_call import Call
from musicanalyser.llm.transport import OversizedError, ProviderRefusedError, connect

T = TypeVar("T")

_PAUSES_S = (1.0, 4.0)
"""Before the second and the third attempt; there is no fourth."""
_LONGEST_PAUSE_S = 20.0
_MAY_PASS = {FailureKind.RATE_LIMITED, FailureKind.SERVER}


def persist(call: Call, ask: Callable[[httpx2.Client], T], sleep: Callable[[float], None]) -> T:
    """Ask up to three times, a while apart; ``sleep`` is called with seconds.

    Raises:
        ProviderError: At once for what will not pass, or not soon; else after the last attempt.
    """
    for pause_s in _PAUSES_S:
        outcome = _attempt(call, ask)
        if not isinstance(outcome, ProviderError):
            return outcome
        wait_s = max(pause_s, outcome.retry_after_s or 0)
        if outcome.kind not in _MAY_PASS or wait_s > _LONGEST_PAUSE_S:
            raise outcome
        sleep(wait_s)
    return once(call, ask)


def once(call: Call, ask: Callable[[httpx2.Client], T]) -> T:
    """Ask a single time.

    Raises:
        ProviderError: If that fails.
    """
    outcome = _attempt(call, ask)
    if isinstance(outcome, ProviderError):
        raise outcome
    return outcome


def _attempt(call: Call, ask: Callable[[httpx2.Client], T]) -> T | ProviderError:
    """Return the failure instead of raising it, so that it drags no error of an SDK along.

    Those show the request with its headers, or the answer of the provider as it came.
    """
    try:
        with warnings.catch_warnings(), connect(call) as http:
            warnings.simplefilter("ignore")  # remarks of the SDKs for whoever programs them
            return ask(http)
    except ProviderError as error:
        return error.with_traceback(None)
    except ProviderRefusedError as error:
        return refusal(call, error.answer)
    except Exception as error:  # noqa: BLE001 - the SDKs do not say what they throw at odd answers
        return _failure(call, error)


def _failure(call: Call, error: Exception) -> ProviderError:
    wrapped = not isinstance(error, httpx2.TransportError)  # as OpenAI's SDK does, and Google's not
    match (wrapped and error.__cause__) or error:
        case httpx2.ConnectTimeout():
            return call.failure(FailureKind.UNREACHABLE, "it does not take up the connection")
        case httpx2.TimeoutException():
            return call.failure(FailureKind.TIMEOUT)
        case httpx2.ReadError() | httpx2.WriteError() | httpx2.RemoteProtocolError():
            return call.failure(FailureKind.SERVER, "it broke off the connection")
        case httpx2.TransportError() | OSError() | ImportError() as cause:  # no SOCKS, for one
            return call.failure(FailureKind.UNREACHABLE, str(cause))
        case OversizedError():
            return call.failure(FailureKind.BAD_OUTPUT, "it does not end")
        case _:
            return call.failure(
                FailureKind.BAD_OUTPUT, f"it cannot be read ({type(error).__name__})"
            )
