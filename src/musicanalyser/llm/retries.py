"""How often a provider is called: three times if the failure may pass, once to list models."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from musicanalyser.llm.contract import FailureKind, ModelService, ProviderAccess, ProviderError
from musicanalyser.llm.provider_call import ProviderCall, open_call

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

_PAUSES_S = (1.0, 4.0)
"""Before the second and the third attempt; there is no fourth."""
_LONGEST_PAUSE_S = 20.0
"""A longer delay is left to the user, who may prefer another provider."""
_MAY_PASS = {FailureKind.RATE_LIMITED, FailureKind.SERVER}
_LIST_TIMEOUT_S = 10.0


def call_with_retries(
    call: ProviderCall, ask: "Callable[[httpx2.Client], T]", sleep: Callable[[float], None]
) -> T:
    """Return what ``ask`` returns, after up to three attempts; ``sleep`` waits some seconds.

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
    return _call_once(call, ask)


def list_once(
    service: ModelService,
    access: ProviderAccess,
    list_models: "Callable[[httpx2.Client, ProviderCall], list[str]]",
) -> list[str]:
    """Return the names of a provider's models, after a single attempt.

    Raises:
        ProviderError: If that fails.
        ConfigError: If the address cannot be used.
    """
    call = open_call(service, access, timeout_s=_LIST_TIMEOUT_S)
    return _call_once(call, lambda http: list_models(http, call))


def _call_once(call: ProviderCall, ask: "Callable[[httpx2.Client], T]") -> T:
    outcome = _attempt(call, ask)
    if isinstance(outcome, ProviderError):
        raise outcome
    return outcome


def _attempt(call: ProviderCall, ask: "Callable[[httpx2.Client], T]") -> T | ProviderError:
    from musicanalyser.llm.attempt import attempt

    return attempt(call, ask)
