"""Look-ups in batches; a batch that is rejected is asked again in halves."""

from collections.abc import Iterator, Sequence

from musicanalyser.enrich import Source
from musicanalyser.model.subject import Finding, Miss, Subject
from musicanalyser.net import Http, NotFoundError, RequestRejectedError, UnavailableError

_MOST_REJECTIONS = 5
"""After as many rejected subjects in a row the service is at fault, not the subjects."""


class BatchedSource:
    """A source that is asked batch by batch."""

    def __init__(self, source: Source, http: Http) -> None:
        self._source = source
        self._http = http
        self._rejected = 0

    def look_up(self, subjects: Sequence[Subject]) -> Iterator[Sequence[Finding]]:
        """Yield the findings of one batch after the other.

        Raises:
            UnavailableError: If nothing more can be had. If the response to a batch was at fault,
                its subjects are yielded as failures first, so that the next run starts with others.
            BudgetExhaustedError: If no request is left.
        """
        size = self._source.BATCH_SIZE
        for start in range(0, len(subjects), size):
            yield from self._look_up_batch(subjects[start : start + size])

    def _look_up_batch(self, batch: Sequence[Subject]) -> Iterator[Sequence[Finding]]:
        failure: UnavailableError | None = None
        try:
            findings: Sequence[Finding] = list(self._source.look_up(self._http, batch))
        except RequestRejectedError:
            if len(batch) > 1:
                middle = len(batch) // 2
                yield from self._look_up_batch(batch[:middle])
                yield from self._look_up_batch(batch[middle:])
                return
            findings = _failures(batch)
            self._rejected += 1
            if self._rejected == _MOST_REJECTIONS:
                failure = UnavailableError("rejects all requests")
        except NotFoundError:
            findings, failure = (), UnavailableError("is not at its address (HTTP 404)")
        except UnavailableError as error:
            findings, failure = (_failures(batch) if error.answered else ()), error
        else:
            self._rejected = 0
        yield findings
        if failure is not None:
            raise failure


def _failures(batch: Sequence[Subject]) -> Sequence[Finding]:
    return [Miss(subject=one.uri, failed=True) for one in batch]
