"""What a source of facts must offer, and the services behind the sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """How a service is shown a key: in a header, after ``scheme``, or as a parameter.

    ``secret`` is its name in `config.secrets`. Without a ``required`` key it is not asked at all.
    """

    secret: str
    header: str = ""
    scheme: str = ""
    parameter: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service on the net: who it is, how it wants to be asked, and on what terms.

    ``address`` is the setting that tells where it is, and ``pace_s`` the least number of seconds
    from one request to the next.
    """

    title: str
    address: str
    pace_s: float
    credit: str
    key: Key | None = None


class Source(Protocol):
    """What a module must offer to be a source of facts.

    Its name in `SOURCES` is the ``source`` of its facts. The flow knows whom to ask about: subjects
    of its kind of which all that it needs is known, those heard most first.
    """

    SERVICE: Service
    ABOUT: str
    """What it tells, as a line of the help."""
    SENDS: str
    """What it tells the service of the listener, as the end of the sentence "… goes to …"."""
    KIND: SubjectKind
    NEEDS: frozenset[str]
    """The fields of `Subject` that must be known, such as ``{"title", "artist"}``."""
    AFTER: tuple[str, ...]
    """The sources that come along and are asked before it, whose facts it needs or completes."""
    BATCH: int
    """The most subjects of one look-up."""
    CALLS: int
    """The most requests of one look-up."""
    CAP: int | None
    """The most subjects of one run if the user names no limit; ``None`` for all there are."""

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
        """Ask about a batch; say of each subject what was found, or that it is a miss.

        The facts may be about further subjects. No miss may ever read as a fact, such as 0.

        Raises:
            NotFoundError: Never; a service that has nothing there tells of misses.
            RequestRejectedError: If the service rejects the batch: a smaller one may do.
            UnavailableError: If there is nothing to be had from the service in this run.
            BudgetExhaustedError: If no request is left.
        """
        ...
