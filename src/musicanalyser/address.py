"""Web addresses of services, and whether they stay on this machine."""

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
"""Narrow on purpose: no user, no password, no query, nothing that two parsers read differently."""
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A base URL that may be used; ``host`` is its name in messages, with a port if it has one."""

    url: str
    host: str
    is_loopback: bool


def parse_address(base_url: str, *, title: str) -> Address:
    """Return the base URL of a service; ``title`` is the name of the service in errors.

    Raises:
        ConfigError: If it is not a plain URL, or uses plain http to another machine.
    """
    found = _URL.fullmatch(base_url.strip())
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        raise ConfigError(
            f"The address of {title} cannot be used.",
            hint="Write it as https://host/path, without user, password or question mark.",
        )
    port = f":{found['port']}" if found["port"] else ""
    host = f"{found['host'].lower()}{port}"
    stays_here = _is_loopback_host(found["host"])
    if found["scheme"].lower() == "http" and not stays_here:
        raise ConfigError(
            f"The address of {title} cannot be used: http://{host} is not encrypted.",
            hint="Use https. Plain http is for this machine only: http://127.0.0.1:11434/v1.",
        )
    return Address(url=found[0], host=host, is_loopback=stays_here)


def is_loopback(base_url: str) -> bool:
    """Return whether requests to a base URL stay on this machine."""
    found = _URL.fullmatch(base_url.strip())
    return found is not None and _is_loopback_host(found["host"])


def _is_loopback_host(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
