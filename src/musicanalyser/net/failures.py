"""How a request can fail; no message holds an address or a key."""


class BudgetExhaustedError(Exception):
    """This run has made all the requests that it may make."""


class UnavailableError(Exception):
    """A service is away, limits us, or denies access: nothing more can be had from it in this run.

    ``why`` completes the sentence "ReccoBeats …". ``answered`` says that the service did answer:
    then the request may be at fault, and other requests may succeed.
    """

    def __init__(self, why: str, *, answered: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.answered = answered


class AccessDeniedError(UnavailableError):
    """The service denies this request, perhaps for lack of a key; others may still succeed."""


class RequestRejectedError(Exception):
    """The service rejects this one request; ``content`` is the body of its answer."""

    def __init__(self, status: int, content: bytes = b"") -> None:
        super().__init__(f"rejected with status {status}")
        self.content = content


class NotFoundError(Exception):
    """The service has nothing at this path; ``content`` is the body of its answer."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__("nothing there")
        self.content = content
