"""Who writes the roast, when it is a language model: the only room that knows their SDKs.

A provider is a module with what `Provider` asks for and a line in `PROVIDERS`. Nothing of an SDK is
loaded before the first call.
"""

from musicanalyser.address import is_loopback
from musicanalyser.llm import compatible, gemini, openai
from musicanalyser.llm.contract import (
    DEFAULT_MODELS,
    FailureKind,
    GenerationRequest,
    GenerationResult,
    Provider,
    ProviderAccess,
    ProviderError,
)

__all__ = [
    "DEFAULT_MODELS",
    "PROVIDERS",
    "FailureKind",
    "GenerationRequest",
    "GenerationResult",
    "Provider",
    "ProviderAccess",
    "ProviderError",
    "is_loopback",
]

PROVIDERS: dict[str, Provider] = {
    "gemini": gemini,
    "openai": openai,
    "compatible": compatible,
}
"""Every provider, by its name on the command line."""
