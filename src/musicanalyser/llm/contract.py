"""What is asked of a language model, what comes back, and what can go wrong on the way."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from musicanalyser.errors import Error, ExitCode

DEFAULT_MODELS: Mapping[str, str | None] = MappingProxyType(
    {"gemini": "gemini-3.8-flash", "openai": "gpt-6.1-terra", "compatible": None}
)
"""The model of a provider when none is named; models come and go, and this is where to follow."""


class FailureKind(StrEnum):
    """What can go wrong with a provider."""

    NO_KEY = "no_key"
    AUTH = "auth"
    QUOTA = "quota"
    RATE_LIMITED = "rate_limited"
    MODEL_GONE = "model_gone"
    BAD_REQUEST = "bad_request"
    TOO_LONG = "too_long"
    BLOCKED = "blocked"
    TRUNCATED = "truncated"
    BAD_OUTPUT = "bad_output"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    SERVER = "server"


_LATER = {
    FailureKind.QUOTA,
    FailureKind.RATE_LIMITED,
    FailureKind.TIMEOUT,
    FailureKind.UNREACHABLE,
    FailureKind.SERVER,
}


class ProviderError(Error):
    """A provider did not answer, or not with what was asked for; never holds a key.

    ``retry_after_s`` is how long the provider asks to be left alone, ``None`` if it does not say.
    """

    def __init__(
        self, kind: FailureKind, message: str, *, hint: str, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.retry_after_s = retry_after_s
        self.exit_code = ExitCode.TRY_LATER if kind in _LATER else ExitCode.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """What to write: instructions, data, and the JSON schema that the answer must follow.

    ``max_tokens`` bounds the answer, thinking included; ``timeout_s`` bounds one attempt.
    """

    system: str
    user: str
    schema: Mapping[str, object]
    max_tokens: int = 4000
    timeout_s: float = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationResult:
    """What a model wrote, as it came; ``model`` is what the provider says has answered."""

    text: str
    model: str
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAccess:
    """How to reach a provider: its key, an address other than its own, a model by choice."""

    key: str | None = field(default=None, repr=False)
    base_url: str | None = field(default=None, repr=False)
    model: str | None = None


class Provider(Protocol):
    """One module that lets a language model write."""

    TITLE: str
    """What people call it."""
    DEFAULT_MODEL: str | None
    KEY_VARIABLES: tuple[str, ...]
    """The environment variables that may hold its key, the first one found wins."""

    def generate(
        self,
        request: GenerationRequest,
        access: ProviderAccess,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> GenerationResult:
        """Let the model write; ``sleep`` is called with seconds between two attempts.

        Raises:
            ProviderError: If nothing usable came back.
            ConfigError: If the address cannot be used.
        """
        ...

    def models(self, access: ProviderAccess) -> list[str]:
        """Return the names of the models on offer, sorted, in one attempt.

        Raises:
            ProviderError: If nothing usable came back.
            ConfigError: If the address cannot be used.
        """
        ...
