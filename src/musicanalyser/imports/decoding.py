"""Files as UTF-8: gzip is unpacked, and UTF-16 converted, while they are read."""

import codecs
import gzip
import io
from collections.abc import Iterator
from typing import IO

LARGEST_FILE_BYTES = 1024**3
"""A larger file is not read: those of Spotify have about 12 MB."""

_PIECE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_UTF_16 = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"[\0": "utf-16-le",
    b"{\0": "utf-16-le",
    b"\0[": "utf-16-be",
    b"\0{": "utf-16-be",
}
"""By the first two bytes: a byte order mark, or the start of JSON without one (RFC 4627, 3)."""


class TooLargeError(Exception):
    """A file has more than `LARGEST_FILE_BYTES` once it is unpacked."""


def decode(stream: IO[bytes]) -> IO[bytes]:
    """Return a stream of the same content, unpacked and in UTF-8; it reads ``stream`` as it goes.

    Raises:
        TooLargeError: While it is read.
    """
    if _first_two(stream) == _GZIP_MAGIC:
        stream = io.BufferedReader(_PieceStream(stream, _unpacked(stream)))
        encoding = _UTF_16.get(stream.peek(2)[:2])
    else:
        encoding = _UTF_16.get(_first_two(stream))
    if encoding is None:
        return stream
    return io.BufferedReader(_PieceStream(stream, _in_utf_8(stream, encoding)))


def _first_two(stream: IO[bytes]) -> bytes:
    first = stream.read(2)
    stream.seek(0)
    return first


def _unpacked(stream: IO[bytes]) -> Iterator[bytes]:
    total = 0
    with gzip.GzipFile(fileobj=stream) as unpacking:
        while piece := unpacking.read(_PIECE):
            total += len(piece)
            if total > LARGEST_FILE_BYTES:
                raise TooLargeError
            yield piece


def _in_utf_8(stream: IO[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while piece := stream.read(_PIECE):
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


class _PieceStream(io.RawIOBase):
    """A stream over pieces that are made from another stream, which it closes with itself."""

    def __init__(self, source: IO[bytes], pieces: Iterator[bytes]) -> None:
        self._source = source
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed asks for any writable buffer
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        self._source.close()
        super().close()
