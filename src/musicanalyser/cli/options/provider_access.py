"""How the provider of a roast is reached: its key, its address and its model."""

from typing import TYPE_CHECKING

from musicanalyser.address import parse_address
from musicanalyser.config import secrets
from musicanalyser.errors import UsageError
from musicanalyser.llm import OFFLINE, PROVIDERS
from musicanalyser.llm.contract import ProviderAccess

if TYPE_CHECKING:
    from musicanalyser.context import App

SELF_HOSTED = " or ".join(name for name, one in PROVIDERS.items() if one.SERVICE.is_self_hosted)
"""The providers whose server the user runs."""


def find_access(
    app: "App", provider: str, *, model: str | None, base_url: str | None
) -> ProviderAccess:
    """Return the access to a provider; the options override the environment and the file.

    Raises:
        UsageError: If a key would be sent to the wrong server.
        ConfigError: If an address or the file of keys cannot be used.
    """
    if base_url and not _is_self_hosted(provider):
        raise UsageError(
            f"--base-url cannot be used with the provider {provider}.",
            hint=f"Add --provider {SELF_HOSTED}. No key of another provider is sent there.",
        )
    if provider == OFFLINE:
        return ProviderAccess()
    configured = app.config.model if provider == app.config.provider else None
    return ProviderAccess(
        key=_find_key(app, provider),
        base_url=base_url or _find_address(app, provider),
        model=model or configured,
    )


def _is_self_hosted(provider: str) -> bool:
    return provider != OFFLINE and PROVIDERS[provider].SERVICE.is_self_hosted


def _find_key(app: "App", provider: str) -> str | None:
    name = secrets.provider_secret(provider)
    found = secrets.find_secret(app.paths.keys, app.screen.environ, name)
    return found.value if found else None


def _find_address(app: "App", provider: str) -> str | None:
    """Return the address of a provider from the settings, ``None`` for its usual one."""
    service = PROVIDERS[provider].SERVICE
    if service.is_self_hosted:
        return app.config.base_url
    variable = f"MUSICANALYSER_{provider.upper()}_URL"
    text = app.screen.environ.get(variable)
    if not text:
        return None
    address = parse_address(text, title=service.title)
    if not address.is_loopback and not address.host.endswith(service.key_domain):
        raise UsageError(
            f"{variable} is on {address.host}, which must not receive the key of {service.title}.",
            hint=f"For another server, use --provider {SELF_HOSTED} --base-url URL.",
        )
    return text
