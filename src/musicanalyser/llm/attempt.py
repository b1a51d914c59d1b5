"""One attempt at a call: whatever an SDK raises becomes one kind of error."""

import warnings
from collections.abc import Callable
from typing import TypeVar

import httpx2

from musicanalyser.deadline import deadline
from musicanalyser.llm.contract import FailureKind, ProviderError
from musicanalyser.llm.http_refusal import explain_refusal
from musicanalyser.llm.provider_call import ProviderCall
from musicanalyser.llm.transport import OversizedError, ProviderRefusedError, open_client

T = TypeVar("T")


def attempt(call: ProviderCall, ask: Callable[[httpx2.Client], T]) -> T | ProviderError:
    """Return what ``ask`` returns, or why it failed.

    A failure is returned, not raised, so that no error of an SDK stays attached to it: those show
    the headers of the request, or the raw answer.
    """
    try:
        with warnings.catch_warnings(), deadline(call.timeout_s), open_client(call) as http:
            warnings.simplefilter("ignore")  # the SDKs warn developers of things we do not use
            return ask(http)
    except ProviderError as error:
        return error.with_traceback(None)
    except ProviderRefusedError as error:
        return explain_refusal(call, error.answer)
    except Exception as error:  # noqa: BLE001 - the SDKs do not document what they raise
        return _failure(call, error)


def _failure(call: ProviderCall, error: Exception) -> ProviderError:
    wrapped = not isinstance(error, httpx2.TransportError)  # OpenAI's SDK wraps it, Google's not
    match (wrapped and error.__cause__) or error:
        case httpx2.ConnectTimeout():
            return call.failure(FailureKind.UNREACHABLE, "it does not accept the connection")
        case httpx2.TimeoutException() | TimeoutError():
            return call.failure(FailureKind.TIMEOUT)
        case httpx2.ReadError() | httpx2.WriteError() | httpx2.RemoteProtocolError():
            return call.failure(FailureKind.SERVER, "it closed the connection")
        case httpx2.TransportError() | OSError() | ImportError() as cause:  # such as no SOCKS
            return call.failure(FailureKind.UNREACHABLE, str(cause))
        case OversizedError():
            return call.failure(FailureKind.BAD_OUTPUT, "it does not end")
        case _:
            return call.failure(
                FailureKind.BAD_OUTPUT, f"it cannot be parsed ({type(error).__name__})"
            )
