"""The request for a roast: who writes, in which tone and language."""

from dataclasses import dataclass, replace

from musicanalyser.address import is_loopback
from musicanalyser.llm import OFFLINE, PROVIDERS
from musicanalyser.llm.contract import ProviderAccess
from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.questions import Answer
from musicanalyser.roast.persona import Tone

_FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastRequest:
    """The user's choices."""

    tone: Tone
    language: str
    """A tag such as ``de``."""
    provider: str
    """A key of `PROVIDERS`, or `OFFLINE`."""
    access: ProviderAccess
    """Unused offline."""
    seed: int
    """Chooses among the offline writer's phrases; unused by a model."""
    timeout_s: float = 60
    """How long one answer of a model may take."""
    is_explicit: bool = False
    """Whether the user named the provider for this roast: then no other writer will do."""
    answers: tuple[Answer, ...] = ()
    """What the user answered to questions about the facts."""
    again: bool = False
    """Whether to write a new roast even if there is a snapshot of the same request."""

    @property
    def is_offline(self) -> bool:
        """Whether the program itself writes."""
        return self.provider == OFFLINE

    @property
    def model(self) -> str | None:
        """The model that writes, ``None`` offline and where the server chooses it."""
        if self.is_offline:
            return None
        return self.access.model or PROVIDERS[self.provider].SERVICE.default_model

    @property
    def is_self_hosted(self) -> bool:
        """Whether the user runs the server that writes."""
        return not self.is_offline and PROVIDERS[self.provider].SERVICE.is_self_hosted

    @property
    def leaves_machine(self) -> bool:
        """Whether facts would be sent to another machine."""
        if self.is_self_hosted:
            return not is_loopback(self.access.base_url or "")
        return not self.is_offline

    @property
    def offline_language(self) -> str | None:
        """The language in which the offline writer would write, ``None`` if it does not know it."""
        language = self.language.partition("-")[0].lower()
        return language if language in LANGUAGES else None

    def for_offline_writer(self) -> "RoastRequest":
        """Return the request without a model, in English if the language needs a model."""
        language = self.offline_language or _FALLBACK_LANGUAGE
        return replace(self, provider=OFFLINE, language=language)
