"""A server that means harm: it answers every request in one way that no service would."""

import socket
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_BLOCK = b" " * 1024**2
_UNPACKED_MB = 400


def _pack() -> Iterator[bytes]:
    packer = zlib.compressobj(9, wbits=31)
    yield from (packer.compress(_BLOCK) for _ in range(_UNPACKED_MB))
    yield packer.flush()


def _bomb(client: socket.socket) -> None:
    """Send a small answer that unpacks to 400 MB."""
    client.sendall(
        _HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_PACKED) + _PACKED
    )


def _endless(client: socket.socket) -> None:
    client.sendall(_HEAD + b"Connection: close\r\n\r\n")
    while True:
        client.sendall(_BLOCK)


def _long_header(client: socket.socket) -> None:
    client.sendall(_HEAD + b"X-Filler: ")
    while True:
        client.sendall(_BLOCK)


def _many_headers(client: socket.socket) -> None:
    client.sendall(_HEAD)
    while True:
        client.sendall(b"X-Filler: 1\r\n" * 10_000)


def _lie(client: socket.socket) -> None:
    """Say that less will come than is promised, in an object where a list should be."""
    client.sendall(_HEAD + b'Content-Length: 99\r\n\r\n{"error": {"message": []}}')


def _drip(client: socket.socket) -> None:
    """Send a byte of an endless header now and then, sooner than any timeout of a read."""
    client.sendall(_HEAD + b"X-Filler: ")
    while True:
        client.sendall(b"x")
        threading.Event().wait(0.05)


_PACKED = b"".join(_pack())
WAYS: Mapping[str, Callable[[socket.socket], None]] = {
    "bomb": _bomb,
    "endless": _endless,
    "long header": _long_header,
    "many headers": _many_headers,
    "lie": _lie,
    "drip": _drip,
}


@contextmanager
def hostile(way: str) -> Iterator[str]:
    """Serve in one of `WAYS`; yield the address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=_accept, args=(server, WAYS[way]), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def _accept(server: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with suppress(OSError):
        while True:
            client, _ = server.accept()
            threading.Thread(target=_answer, args=(client, answer), daemon=True).start()


def _answer(client: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with closing(client), suppress(OSError):
        client.recv(65536)
        answer(client)
