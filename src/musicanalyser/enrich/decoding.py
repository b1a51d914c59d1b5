"""Reading the answers of services, which need not be what they should."""

from typing import TypeVar

import msgspec

from musicanalyser.net import SourceOffError

T = TypeVar("T")


def decode(content: bytes, kind: type[T]) -> T:
    """Read JSON of a kind.

    Raises:
        SourceOffError: If it is something else, such as a page in HTML.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):
        raise SourceOffError("gives an answer that cannot be read", answered=True) from None
