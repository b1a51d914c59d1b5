"""Asking one source about many subjects: in batches, in smaller ones where it finds fault."""

from collections.abc import Iterator, Sequence

from musicanalyser.enrich import Source
from musicanalyser.model.subject import Finding, Miss, Subject
from musicanalyser.net import Http, NotFoundError, RequestRejectedError, UnavailableError

_MOST_REFUSALS = 5
"""So many subjects refused one after the other: it is not they who are at fault."""


class Asking:
    """What must be remembered of a source from batch to batch."""

    def __init__(self, source: Source, http: Http) -> None:
        self._source = source
        self._http = http
        self._refused = 0

    def about(self, subjects: Sequence[Subject]) -> Iterator[Sequence[Finding]]:
        """Yield what is found, batch by batch.

        Raises:
            UnavailableError: If nothing can be had from the source. If its answer to a batch was
                at fault, that comes first as failures, so that the next run begins elsewhere.
            BudgetExhaustedError: If no request is left.
        """
        size = self._source.BATCH
        for start in range(0, len(subjects), size):
            yield from self._batch(subjects[start : start + size])

    def _batch(self, batch: Sequence[Subject]) -> Iterator[Sequence[Finding]]:
        trouble: UnavailableError | None = None
        try:
            findings: Sequence[Finding] = list(self._source.look_up(self._http, batch))
        except RequestRejectedError:
            if len(batch) > 1:
                middle = len(batch) // 2
                yield from self._batch(batch[:middle])
                yield from self._batch(batch[middle:])
                return
            findings = _failures(batch)
            self._refused += 1
            if self._refused == _MOST_REFUSALS:
                trouble = UnavailableError("refuses whatever it is asked")
        except NotFoundError:
            findings, trouble = (), UnavailableError("is not where it is looked for")
        except UnavailableError as off:
            findings, trouble = (_failures(batch) if off.answered else ()), off
        else:
            self._refused = 0
        yield findings
        if trouble is not None:
            raise trouble


def _failures(batch: Sequence[Subject]) -> Sequence[Finding]:
    return [Miss(subject=one.uri, failed=True) for one in batch]
