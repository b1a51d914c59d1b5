"""What a source finds if its service gives the answers of a test."""

from collections.abc import Callable, Sequence

from musicanalyser.enrich import SOURCES
from musicanalyser.flows.enriching.batches import BatchedSource
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject
from tests.net.virtual_time import VirtualTime, connected
from tests.simulators.enrich.loopback_service import Reply, Request, serve

Answer = Callable[[Request], object]


def track(letter: str, **known: str) -> Subject:
    return Subject(uri=f"spotify:track:{letter * 22}", **known)  # type: ignore[arg-type]  # texts only


def artist(letter: str, **known: str) -> Subject:
    return Subject(uri=f"spotify:artist:{letter * 22}", **known)  # type: ignore[arg-type]  # texts only


def look_up(
    name: str, subjects: Sequence[Subject], answer: object, requests: list[Request] | None = None
) -> dict[str, object]:
    """Return what a source finds, by the letter of the subject.

    ``answer`` is a body, a `Reply`, or a function from a request to either. A miss is ``None``, or
    ``"failed"`` if the look-up failed.
    """

    def reply(request: Request) -> Reply:
        given = answer(request) if callable(answer) else answer
        return given if isinstance(given, Reply) else Reply(body=given)

    with serve(reply) as service, connected(service.url, VirtualTime()) as http:
        found = [
            one for part in BatchedSource(SOURCES[name], http).look_up(subjects) for one in part
        ]
        if requests is not None:
            requests += service.seen
    return {one.subject[-1]: _read(one) for one in found}


def _read(one: Finding) -> object:
    match one:
        case SourceFact(data=data):
            return data
        case Miss(failed=failed):
            return "failed" if failed else None
