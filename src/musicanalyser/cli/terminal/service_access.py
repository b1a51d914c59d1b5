"""How the services behind the sources of facts are reached: addresses from the settings, keys."""

from typing import TYPE_CHECKING

from musicanalyser.config import secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from musicanalyser.context import App
    from musicanalyser.enrich import Source
    from musicanalyser.flows.enriching.service_connections import ServiceAccess


def make_service_access(app: "App", sources: "Iterable[Source]") -> "ServiceAccess":
    """Return the addresses of services, and the keys there are for them.

    Raises:
        ConfigError: If the file of the keys cannot be understood.
    """
    from musicanalyser.flows.enriching.service_connections import ServiceAccess

    services = [one.SERVICE for one in sources]
    keys = {
        service.key.secret: secrets.find_secret(
            app.paths.keys, app.screen.environ, service.key.secret
        )
        for service in services
        if service.key is not None
    }
    return ServiceAccess(
        addresses={one.address: getattr(app.config, one.address) for one in services},
        keys={name: key.value for name, key in keys.items() if key is not None},
    )
