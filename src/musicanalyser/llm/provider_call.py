"""One call to a provider: its target, and its failures as messages that hold no key."""

import re
import unicodedata
from dataclasses import dataclass, field

from musicanalyser.address import Address, parse_address
from musicanalyser.errors import ConfigError
from musicanalyser.llm.contract import (
    FailureKind,
    GenerationResult,
    ModelService,
    ProviderAccess,
    ProviderError,
)
from musicanalyser.llm.error_messages import MESSAGES, retry_time

_LOOKS_SECRET = re.compile(
    r"(?:\bsk-|\bAIza|\bgsk_|\bhf_|\bxai-)[\w*.…-]+|(?<=\bBearer )\S+", re.IGNORECASE
)
_LONGEST_DETAIL = 200
_MOST_CLEANED = 10_000
"""How many characters of a foreign text are looked at; the rest would be cut off anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCall:
    """Which service to call, at which address, with which key and model."""

    service: ModelService
    address: Address
    key: str = field(repr=False)
    """Empty if the server needs none."""
    model: str | None
    timeout_s: float

    @property
    def name(self) -> str:
        """What messages call the provider."""
        return self.service.subject

    def failure(
        self, kind: FailureKind, detail: str = "", *, retry_after_s: float | None = None
    ) -> ProviderError:
        """Return the error of a kind; ``detail`` may be any text that the provider sent."""
        message, hint = MESSAGES[kind]
        values = {
            "name": self.name,
            "variable": self.service.key_variables[0],
            "host": self.address.host,
            "model": repr(self.clean(self.model)) if self.model else "the model",
            "timeout_s": self.timeout_s,
            "later": retry_time(retry_after_s),
            "example": self._example(),
        }
        reason = self.clean(detail).rstrip(" .:")
        message = f"{message.format_map(values)}{': ' if reason else ''}{reason}."
        return ProviderError(
            kind,
            self._without_key(message),
            hint=self._without_key(hint.format_map(values)),
            retry_after_s=retry_after_s,
        )

    def result(
        self, text: str | None, *, model: object, tokens: tuple[object, object]
    ) -> GenerationResult:
        """Return a checked result; ``tokens`` are the input and output counts, where reported.

        Raises:
            ProviderError: If the text is empty.
        """
        if not text or not text.strip():
            raise self.failure(FailureKind.BAD_OUTPUT, "it is empty")
        answered_by = self.clean(model) if isinstance(model, str) else ""
        tokens_in, tokens_out = tokens
        return GenerationResult(
            text=self._without_key(text.encode("utf-8", "replace").decode("utf-8")),
            model=answered_by or self.model or "unknown",
            tokens_in=_count(tokens_in),
            tokens_out=_count(tokens_out),
        )

    def clean(self, text: str) -> str:
        """Return a foreign text as one short line, without control characters and keys.

        Keys are removed before the text is shortened, which could cut one in half.
        """
        line = self._without_key(_LOOKS_SECRET.sub("[key]", _one_line(text)))
        return line if len(line) <= _LONGEST_DETAIL else line[: _LONGEST_DETAIL - 1] + "…"

    def _without_key(self, text: str) -> str:
        if not self.key:
            return text
        return re.sub(re.escape(self.key), "[key]", text, flags=re.IGNORECASE)

    def _example(self) -> str:
        other = self.service.default_model
        return f", such as {other}" if other and other != self.model else ""


def open_call(service: ModelService, access: ProviderAccess, *, timeout_s: float) -> ProviderCall:
    """Return a call to a service as its user configured it.

    Raises:
        ProviderError: If the key is missing or cannot be one.
        ConfigError: If the address is missing or cannot be used.
    """
    url = access.base_url or service.url
    if not url:
        raise ConfigError(
            f"No address for the {service.title.lower()}.",
            hint="Set base_url, for Ollama to http://127.0.0.1:11434/v1.",
        )
    call = ProviderCall(
        service=service,
        address=parse_address(url, title=service.subject),
        key=(access.key or "").strip(),
        model=access.model or service.default_model,
        timeout_s=timeout_s,
    )
    if not call.key and not service.is_self_hosted:
        raise call.failure(FailureKind.NO_KEY)
    if not all("!" <= character <= "~" for character in call.key):
        raise call.failure(FailureKind.AUTH, "it contains characters that no key has")
    return call


def _one_line(text: str) -> str:
    plain = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in text[:_MOST_CLEANED]
    )
    return " ".join(plain.split())


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
