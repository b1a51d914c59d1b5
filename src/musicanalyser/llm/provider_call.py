"""One call to a provider, and its failures in words that help and hold no key."""

import re
import unicodedata
from dataclasses import dataclass, field

from musicanalyser.address import Address, read_address
from musicanalyser.llm.contract import FailureKind, GenerationResult, ProviderAccess, ProviderError
from musicanalyser.llm.error_messages import WORDS, later

_LOOKS_SECRET = re.compile(
    r"(?:\bsk-|\bAIza|\bgsk_|\bhf_|\bxai-)[\w*.…-]+|(?<=\bBearer )\S+", re.IGNORECASE
)
_LONGEST_DETAIL = 200
_MUCH_TEXT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to ask, how messages name it, and the key that none of them may hold, if any."""

    who: str
    address: Address
    key: str = field(repr=False)
    variable: str
    model: str | None
    default_model: str | None
    timeout_s: float

    def failure(
        self, kind: FailureKind, detail: str = "", *, retry_after_s: float | None = None
    ) -> ProviderError:
        """Say what went wrong; ``detail`` may be whatever the provider says about it."""
        message, hint = WORDS[kind]
        known = {
            "who": self.who,
            "variable": self.variable,
            "host": self.address.host,
            "model": repr(self.shown(self.model)) if self.model else "the model",
            "timeout_s": self.timeout_s,
            "later": later(retry_after_s),
            "example": self._example(),
        }
        told = self.shown(detail).rstrip(" .:")
        message = f"{message.format_map(known)}{': ' if told else ''}{told}."
        return ProviderError(
            kind,
            self._without_key(message),
            hint=self._without_key(hint.format_map(known)),
            retry_after_s=retry_after_s,
        )

    def result(
        self, text: str | None, *, model: object, tokens: tuple[object, object]
    ) -> GenerationResult:
        """Check what a model wrote; ``tokens`` went in and came out, if the provider says so.

        Raises:
            ProviderError: If it wrote nothing.
        """
        if not text or not text.strip():
            raise self.failure(FailureKind.BAD_OUTPUT, "it is empty")
        named = self.shown(model) if isinstance(model, str) else ""
        tokens_in, tokens_out = tokens
        return GenerationResult(
            text=self._without_key(text.encode("utf-8", "replace").decode("utf-8")),
            model=named or self.model or "unknown",
            tokens_in=_count(tokens_in),
            tokens_out=_count(tokens_out),
        )

    def shown(self, text: str) -> str:
        """Make what others wrote fit to show: one short line, without control characters or keys.

        Keys are found before the cut could halve them.
        """
        line = self._without_key(_LOOKS_SECRET.sub("[key]", _one_line(text)))
        return line if len(line) <= _LONGEST_DETAIL else line[: _LONGEST_DETAIL - 1] + "…"

    def _without_key(self, text: str) -> str:
        if not self.key:
            return text
        return re.sub(re.escape(self.key), "[key]", text, flags=re.IGNORECASE)

    def _example(self) -> str:
        other = self.default_model
        return f", such as {other}" if other and other != self.model else ""


def open_call(
    access: ProviderAccess,
    *,
    who: str,
    url: str,
    variable: str,
    default_model: str | None,
    timeout_s: float,
    needs_key: bool = True,
) -> Call:
    """Put together what a call needs; ``url`` is where the provider itself listens.

    Raises:
        ProviderError: If there is no key, or none that could be one.
        ConfigError: If the address cannot be used.
    """
    call = Call(
        who=who,
        address=read_address(access.base_url or url, title=who),
        key=(access.key or "").strip(),
        variable=variable,
        model=access.model or default_model,
        default_model=default_model,
        timeout_s=timeout_s,
    )
    if needs_key and not call.key:
        raise call.failure(FailureKind.NO_KEY)
    if not all("!" <= character <= "~" for character in call.key):
        raise call.failure(FailureKind.AUTH, "it holds characters that no key has")
    return call


def _one_line(text: str) -> str:
    plain = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in text[:_MUCH_TEXT]
    )
    return " ".join(plain.split())


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
