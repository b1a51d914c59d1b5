"""The contract of a source of facts."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from musicanalyser.enrich.services.web_services import Service
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http


class Source(Protocol):
    """What a module must define to be a source of facts.

    Its name in `SOURCES` is the ``source`` of its facts. The flow selects the subjects: those of
    its kind whose required fields are known, most heard first.
    """

    SERVICE: Service
    ABOUT: str
    """What it fetches, as a line of the help."""
    SENDS: str
    """What it sends to the service, as in "Sent: … to ReccoBeats."."""
    KIND: SubjectKind
    NEEDS: frozenset[str]
    """The fields of `Subject` that must be known, such as ``{"title", "artist"}``."""
    DEPENDS_ON: tuple[str, ...]
    """The sources that are asked before it, even if the user does not name them."""
    BATCH_SIZE: int
    """The most subjects of one look-up."""
    REQUESTS_PER_BATCH: int
    """The most requests of one look-up."""
    DEFAULT_LIMIT: int | None
    """The most subjects of a run in which the user names no limit; ``None`` for all."""
    GOAL_SHARE: float
    """A run without a limit of the user goes on until this share of the listening time is known."""

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
        """Ask about a batch; yield a fact or a miss for each subject.

        There may be facts about further subjects. A value that the service does not know is
        ``None``, never 0.

        Raises:
            RequestRejectedError: If the service rejects the batch; a smaller one may succeed.
            UnavailableError: If nothing more can be had from the service in this run.
            BudgetExhaustedError: If no request is left.
        """
        ...
