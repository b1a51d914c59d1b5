"""A loopback server that follows a script, and records its requests."""

import os
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it arrived; the names of ``headers`` are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> object:
        return msgspec.json.decode(self.body)


@dataclass(slots=True, kw_only=True)
class Server:
    """What a test sees of the server; ``closing`` ends whatever still hangs."""

    url: str
    seen: list[Seen] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


Behaviour = Callable[["Handler"], None]
"""What to do with a request that has been read."""


class Handler(BaseHTTPRequestHandler):
    """Reads a request, notes it, and does what the script says; the last line repeats."""

    protocol_version = "HTTP/1.1"
    script: Sequence[Behaviour] = ()
    noted: Server

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = self.noted.seen
        seen.append(Seen(method=self.command, path=self.path, headers=headers, body=body))
        self.script[min(len(seen), len(self.script)) - 1](self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        pass


def reply(body: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Behaviour:
    """Answer with JSON; bytes and text go out as they are."""
    match body:
        case bytes():
            content = body
        case str():
            content = body.encode()
        case _:
            content = msgspec.json.encode(body)

    def act(handler: Handler) -> None:
        handler.send_response(status)
        known = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**known, **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return act


def hang(handler: Handler) -> None:
    """Never answer."""
    handler.noted.closing.wait()
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Answer byte by byte, each within the read timeout, and never to the end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.noted.closing.wait(0.05):
        try:
            handler.wfile.write(b" ")
        except OSError:
            break
    handler.close_connection = True


def pour(handler: Handler) -> None:
    """Answer with a body that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()
    while not handler.noted.closing.is_set():
        try:
            handler.wfile.write(b" " * 1_000_000)
        except OSError:
            break
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Break off the connection without a word."""
    linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.rfile.close()
    handler.wfile.close()
    handler.connection.close()
    handler.close_connection = True


def break_off(handler: Handler) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"candidates"')
    handler.close_connection = True


def interrupt(handler: Handler) -> None:
    """Press Ctrl-C while the program waits for the answer."""
    os.kill(os.getpid(), signal.SIGINT)
    hang(handler)


@contextmanager
def serving(*script: Behaviour) -> Iterator[Server]:
    """Serve on a free port of 127.0.0.1 until the end of the block."""

    class Scripted(Handler):
        pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Print nothing about clients that went away."""

    httpd = Quiet(("127.0.0.1", 0), Scripted)
    server = Server(url=f"http://127.0.0.1:{httpd.server_port}")
    Scripted.script = script
    Scripted.noted = server
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()
