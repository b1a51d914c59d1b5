"""Language models that write the roast: the only room that knows their SDKs.

A provider is a module with what `Provider` asks for, and a line in `PROVIDERS`. No SDK is loaded
before the first request.
"""

from typing import TYPE_CHECKING

from musicanalyser.registry import Registry

if TYPE_CHECKING:
    from musicanalyser.llm.contract import Provider

PROVIDERS: "Registry[Provider]" = Registry(__name__, "gemini", "openai", "compatible")
"""Every provider, by its name on the command line."""
OFFLINE = "offline"
"""The setting `provider` if the program itself writes the roast."""
