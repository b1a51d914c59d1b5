"""The options that choose the writer, the tone and the data of a roast."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.address import parse_address
from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.config import secrets
from musicanalyser.config.settings import Config
from musicanalyser.errors import UsageError
from musicanalyser.llm import OFFLINE, PROVIDERS, ProviderAccess
from musicanalyser.roast.persona import Tone

if TYPE_CHECKING:
    from musicanalyser.flows.roasting.roast_request import RoastRequest

_PANEL = "Roast"
_SELF_HOSTED = " or ".join(name for name, one in PROVIDERS.items() if one.SERVICE.is_self_hosted)


class RoastData(StrEnum):
    """Which plays a roast is based on."""

    EXPORTS = "exports"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastOptions:
    """The writer, the tone and the language; the settings decide what is not given.

    Raises:
        UsageError: If a value is not allowed.
    """

    tone: Annotated[
        Tone | None,
        typer.Option(metavar="TONE", rich_help_panel=_PANEL, help=f"Tone: {', '.join(Tone)}."),
    ] = None
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            rich_help_panel=_PANEL,
            help="en, de or es offline; more with a model.",
        ),
    ] = None
    provider: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_PANEL,
            autocompletion=lambda: [OFFLINE, *PROVIDERS],
            help=f"Writer: {OFFLINE}, or a model of {', '.join(PROVIDERS)}.",
        ),
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_PANEL,
            help="Use another than the default model.",
        ),
    ] = None
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            rich_help_panel=_PANEL,
            help=f"Server of the {_SELF_HOSTED} provider, such as http://localhost:11434/v1.",
        ),
    ] = None
    seed: Annotated[
        int,
        typer.Option(metavar="N", rich_help_panel=_PANEL, help="Variant of the offline roast."),
    ] = 1
    data: Annotated[
        RoastData | None,
        typer.Option(
            metavar="WHICH",
            rich_help_panel=_PANEL,
            help="Plays to use: exports (only plays in your exports; default for models) or"
            " all (default offline).",
        ),
    ] = None

    def __post_init__(self) -> None:
        given = (("provider", "provider"), ("model", "model"), ("language", "lang"))
        for key, name in given:
            value = getattr(self, name)
            if value is not None:
                parse_setting(key, value, option=f"--{name}")

    def order(
        self, config: Config, *, keys: Path, environ: Mapping[str, str], again: bool
    ) -> "RoastRequest":
        """Return what is asked for: options win over the environment, and that over the file.

        Raises:
            UsageError: If a key would be sent where it does not belong.
            ConfigError: If an address or the file of keys cannot be used.
        """
        from musicanalyser.flows.roasting.roast_request import RoastRequest

        provider = self.provider or config.provider
        if self.base_url and not _is_self_hosted(provider):
            raise UsageError(
                f"--base-url is for another server than that of {provider}.",
                hint=f"Add --provider {_SELF_HOSTED}: no other key is ever sent there.",
            )
        usual = config.model if provider == config.provider else None
        return RoastRequest(
            tone=self.tone or Tone(config.tone),
            language=self.lang or config.language,
            provider=provider,
            access=ProviderAccess(
                key=_key(provider, keys, environ),
                base_url=self._address(provider, config, environ),
                model=self.model or usual,
            ),
            seed=self.seed,
            again=again,
        )

    def exports_only(self, config: Config, *, by_model: bool) -> bool:
        """Tell whether the roast rests on exports alone; by default, only a model's does."""
        if self.data is not None:
            return self.data is RoastData.EXPORTS
        return by_model and config.roast_data == RoastData.EXPORTS

    def _address(self, provider: str, config: Config, environ: Mapping[str, str]) -> str | None:
        """Return where a provider listens, ``None`` for its usual place."""
        if _is_self_hosted(provider):
            return self.base_url or config.base_url
        variable = f"MUSICANALYSER_{provider.upper()}_URL"
        address = environ.get(variable)
        if not address or provider == OFFLINE:
            return None
        service = PROVIDERS[provider].SERVICE
        read = parse_address(address, title=service.title)
        if not read.is_loopback and not read.host.endswith(service.key_domain):
            raise UsageError(
                f"{variable} leads to {read.host}, where the key of {service.title} is never sent.",
                hint=f"For another server: --provider {_SELF_HOSTED} --base-url URL",
            )
        return address


def _is_self_hosted(provider: str) -> bool:
    return provider != OFFLINE and PROVIDERS[provider].SERVICE.is_self_hosted


def _key(provider: str, path: Path, environ: Mapping[str, str]) -> str | None:
    if provider == OFFLINE:
        return None
    found = secrets.find_secret(path, environ, secrets.provider_secret(provider))
    return found.value if found else None
