"""Language models that write the roast: the only room that knows their SDKs.

A provider is a module with what `Provider` asks for, and a line in `PROVIDERS`. No SDK is loaded
before the first request.
"""

from musicanalyser.address import is_loopback
from musicanalyser.llm import compatible, gemini, openai
from musicanalyser.llm.contract import (
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ModelService,
    Provider,
    ProviderAccess,
    ProviderError,
)

__all__ = [
    "OFFLINE",
    "PROVIDERS",
    "FailureKind",
    "GenerationRequest",
    "GenerationResult",
    "ModelService",
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
OFFLINE = "offline"
"""The setting `provider` if the program itself writes the roast."""
