"""Which sources of facts are asked, in which order, and how their services are reached."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from musicanalyser.address import parse_address
from musicanalyser.enrich import Service, Source
from musicanalyser.net import RequestBudget, RequestClock
from musicanalyser.net.client import HttpClient


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccess:
    """Where services are, by their setting, and the keys there are, by their name."""

    addresses: Mapping[str, str]
    keys: Mapping[str, str] = field(repr=False)

    def lacks_key(self, service: Service) -> bool:
        """Tell whether a service will not be asked because it wants a key that there is not."""
        key = service.key
        return key is not None and key.required and key.secret not in self.keys


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSelection:
    """The sources to be asked, in their order, and those that lack a key."""

    sources: Mapping[str, Source]
    without_key: tuple[str, ...]


def choose(
    sources: Mapping[str, Source], names: Iterable[str], access: ServiceAccess
) -> SourceSelection:
    """Return the sources of some names, with those that each of them brings along."""
    wanted: set[str] = set()
    for name in names:
        wanted |= {name, *sources[name].AFTER}
    lacking = {name for name in wanted if access.lacks_key(sources[name].SERVICE)}
    return SourceSelection(
        sources={name: one for name, one in sources.items() if name in wanted - lacking},
        without_key=tuple(name for name in sources if name in lacking),
    )


class Connections(AbstractContextManager["Connections"]):
    """One connection for each service, made when it is first asked for."""

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

    def to(self, service: Service) -> HttpClient:
        """Return the connection to a service; one on this machine may be asked at any pace.

        Raises:
            ConfigError: If its address cannot be used.
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
