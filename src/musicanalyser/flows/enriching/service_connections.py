"""Connections to the services behind the sources of facts."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from musicanalyser.address import parse_address
from musicanalyser.enrich import Service
from musicanalyser.net import RequestBudget, RequestClock
from musicanalyser.net.client import HttpClient


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccess:
    """What it takes to reach services: URLs by name of the setting, keys by name of the secret."""

    addresses: Mapping[str, str]
    keys: Mapping[str, str] = field(repr=False)

    def lacks_key(self, service: Service) -> bool:
        """Return whether a service requires a key that is not there."""
        key = service.key
        return key is not None and key.required and key.secret not in self.keys


class ServiceConnections(AbstractContextManager["ServiceConnections"]):
    """One connection for each service, opened when it is first needed; a context manager.

    All of them share the ``budget`` of requests.
    """

    def __init__(
        self, access: ServiceAccess, *, budget: RequestBudget, clock: RequestClock
    ) -> None:
        self.budget = budget
        self._access = access
        self._clock = clock
        self._open: dict[str, HttpClient] = {}
        self._keep_open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keep_open.close()

    def connect(self, service: Service) -> HttpClient:
        """Return the connection to a service, at its pace; on this machine there is no pace.

        Raises:
            ConfigError: If its address cannot be used, such as plain HTTP to another machine.
        """
        if service.address not in self._open:
            address = parse_address(self._access.addresses[service.address], title=service.title)
            http = HttpClient(
                address,
                pace_s=0 if address.is_loopback else service.pace_s,
                budget=self.budget,
                clock=self._clock,
                headers=dict(_header(service, self._access)),
                parameters=tuple(_parameter(service, self._access)),
            )
            self._open[service.address] = self._keep_open.enter_context(http)
        return self._open[service.address]


def _header(service: Service, access: ServiceAccess) -> Iterator[tuple[str, str]]:
    key = service.key
    if key is not None and key.header and key.secret in access.keys:
        yield key.header, f"{key.scheme}{access.keys[key.secret]}"


def _parameter(service: Service, access: ServiceAccess) -> Iterator[tuple[str, str]]:
    key = service.key
    if key is not None and key.parameter and key.secret in access.keys:
        yield key.parameter, access.keys[key.secret]
