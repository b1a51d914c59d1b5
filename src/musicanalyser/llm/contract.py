"""What a provider must offer: its service, requests and results, and the ways it can fail."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from musicanalyser.errors import Error, ExitCode


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


_TRY_LATER = {
    FailureKind.QUOTA,
    FailureKind.RATE_LIMITED,
    FailureKind.TIMEOUT,
    FailureKind.UNREACHABLE,
    FailureKind.SERVER,
}


class ProviderError(Error):
    """A provider did not answer, or its answer is unusable; the error never holds a key.

    ``retry_after_s`` is the delay the provider asks for, ``None`` if it names none.
    """

    def __init__(
        self, kind: FailureKind, message: str, *, hint: str, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.retry_after_s = retry_after_s
        self.exit_code = ExitCode.TRY_LATER if kind in _TRY_LATER else ExitCode.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """What to write: instructions, data, and the JSON schema that the answer must follow.

    ``max_tokens`` limits the answer including its thinking; ``timeout_s`` limits one attempt.
    """

    system: str
    user: str
    schema: Mapping[str, object]
    max_tokens: int = 4000
    timeout_s: float = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationResult:
    """The text as the model wrote it; ``model`` is the one that the provider says has answered."""

    text: str
    model: str
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAccess:
    """What the user chose for a provider: a key, another address, another model."""

    key: str | None = field(default=None, repr=False)
    base_url: str | None = field(default=None, repr=False)
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelService:
    """Where a provider offers its models, and which keys it takes."""

    title: str
    """Its name in messages."""
    key_variables: tuple[str, ...]
    """The environment variables that may hold its key; the first one that is set counts."""
    url: str | None = None
    """The base URL of its API, ``None`` if the user runs the server and names its address."""
    key_domain: str = ""
    """The end of the host names that may receive its key, apart from this machine."""
    default_model: str | None = None
    """The model if the user names none, ``None`` for the only one that the server has."""

    prices: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """US dollars for a million tokens in and out, by the beginning of a model's name."""

    def cost_usd(self, model: str, tokens_in: int, tokens_out: int) -> float | None:
        """Return the price of an answer in US dollars; ``None`` if that of the model is unknown."""
        known = [name for name in self.prices if model.startswith(name)]
        if not known:
            return None
        price_in, price_out = self.prices[max(known, key=len)]
        return (tokens_in * price_in + tokens_out * price_out) / 1e6

    @property
    def is_self_hosted(self) -> bool:
        """Whether the user runs the server: it may need no key, and its models may be small."""
        return self.url is None

    @property
    def subject(self) -> str:
        """The title as the subject of a sentence."""
        return f"The {self.title.lower()}" if self.is_self_hosted else self.title


class Provider(Protocol):
    """One module that lets a language model write."""

    SERVICE: ModelService

    def generate(
        self,
        request: GenerationRequest,
        access: ProviderAccess,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> GenerationResult:
        """Return what the model wrote; ``sleep`` waits some seconds between two attempts.

        Raises:
            ProviderError: If nothing usable came back.
            ConfigError: If the address cannot be used.
        """
        ...

    def models(self, access: ProviderAccess) -> list[str]:
        """Return the names of the available models, sorted; asks once.

        Raises:
            ProviderError: If nothing usable came back.
            ConfigError: If the address cannot be used.
        """
        ...
