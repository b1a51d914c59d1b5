"""What the answers of a service mean: a body, a failure, or that a retry may help."""

from collections.abc import Mapping
from dataclasses import dataclass

from musicanalyser.net.failures import (
    AccessDeniedError,
    NotFoundError,
    RequestRejectedError,
    UnavailableError,
)

_SUCCESSES = range(200, 300)
_REJECTED = {400, 413, 414, 422}
_DENIED = {401, 403}
_NOT_FOUND = 404
_LIMITED = {408, 425, 429}
_FIRST_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP response, read to its end; ``headers`` are found whatever the case of their names."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in _LIMITED or self.status >= _FIRST_SERVER_ERROR

    def content_or_error(self) -> bytes:
        """Return the body of a success.

        Raises:
            NotFoundError: If there is nothing at the path.
            RequestRejectedError: If the service rejects the request.
            UnavailableError: If the service denies access, or the status is unexpected.
        """
        if self.status in _SUCCESSES:
            return self.content
        if self.status == _NOT_FOUND:
            raise NotFoundError(self.content)
        if self.status in _REJECTED:
            raise RequestRejectedError(self.status, self.content)
        if self.status in _DENIED:
            raise AccessDeniedError(f"denies access (HTTP {self.status})")
        raise UnavailableError(f"sent an unexpected answer (HTTP {self.status})", answered=True)


def outage_error(answer: HttpAnswer | None) -> UnavailableError:
    """Return the error after the last attempt; ``None`` stands for no answer at all."""
    if answer is None:
        return UnavailableError("cannot be reached")
    if answer.status in _LIMITED:
        return UnavailableError("is limiting requests")
    return UnavailableError(f"has an outage (HTTP {answer.status})", answered=True)
