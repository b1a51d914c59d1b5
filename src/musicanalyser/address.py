"""Where a service listens, and whether what is sent there can be overheard."""

import re
from dataclasses import dataclass
from ipaddress import ip_address

from musicanalyser.errors import ConfigError

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)"
    r"(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[\w.~%/+-]*)?",
    re.IGNORECASE | re.ASCII,
)
"""Narrow on purpose: no user and password, no query, nothing that can be read in two ways."""
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A base URL that may be used; ``host`` names it in messages, with its port if it has one."""

    url: str
    host: str
    loopback: bool


def read_address(base_url: str, *, title: str) -> Address:
    """Read the base URL of the service called ``title``.

    Raises:
        ConfigError: If it is no URL, holds more than one should, or would send everything readable
            through a network.
    """
    found = _URL.fullmatch(base_url.strip())
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        raise ConfigError(
            f"The address of {title} cannot be used.",
            hint="Write it as https://host/path, without user, password or question mark.",
        )
    port = f":{found['port']}" if found["port"] else ""
    host = f"{found['host'].lower()}{port}"
    loopback = _is_loopback(found["host"])
    if found["scheme"].lower() == "http" and not loopback:
        raise ConfigError(
            f"The address of {title} cannot be used: http://{host} would send all of it readable.",
            hint="Use https; plain http is only for this machine, as in http://127.0.0.1:11434/v1.",
        )
    return Address(url=found[0], host=host, loopback=loopback)


def is_loopback(base_url: str) -> bool:
    """Tell whether what is sent to a base URL stays on this machine."""
    found = _URL.fullmatch(base_url.strip())
    return found is not None and _is_loopback(found["host"])


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
