"""How a request can end other than with an answer; none of it holds an address or a key."""


class BudgetSpentError(Exception):
    """All the requests that this run may make have been made."""


class SourceOffError(Exception):
    """A service is away, limits us, or does not let us in: nothing to be had from it in this run.

    ``why`` completes the sentence "ReccoBeats …". ``answered`` says that it did answer, so that
    what was asked for may be to blame, and other requests may fare better.
    """

    def __init__(self, why: str, *, answered: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.answered = answered


class NotLetInError(SourceOffError):
    """The service does not tell this to us, or not without a key; other things it may."""


class RefusedError(Exception):
    """The service finds fault with this one request; ``content`` is what it says about it."""

    def __init__(self, status: int, content: bytes = b"") -> None:
        super().__init__(f"refused with status {status}")
        self.content = content


class MissingError(Exception):
    """The service has nothing there; ``content`` is what it says about it."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__("nothing there")
        self.content = content
