"""A loopback HTTP service that answers by a function, and fails as a test wants it to."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import msgspec

USER_AGENT = "musicanalyser/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it arrived; the names of ``headers`` are in lower case."""

    method: str
    path: str
    parameters: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for known, value in self.parameters if known == name]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value

    def json(self) -> object:
        return msgspec.json.decode(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response: a body for JSON, or text as it is."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds_a_byte: float = 0.0
    promised: int | None = None
    """A wrong length of the body for its header."""

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else msgspec.json.encode(self.body)


Answer = Callable[[Request], Reply]

CLOUDFLARE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    "<body>Checking your browser before accessing. Ray ID: 8c0ffee</body></html>"
)
HTML = {"Content-Type": "text/html; charset=UTF-8"}
NO_AGENT = Reply(status=403, body=CLOUDFLARE, headers=HTML)


def busy(status: int = 503, *, retry_after: str | None = "0") -> Reply:
    """Return the response of an overloaded service."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Reply(status=status, body={"error": "busy"}, headers=headers)


@dataclass(slots=True, kw_only=True)
class Service:
    """A service, as a test sees it.

    ``faults`` replace the first responses, one each; ``None`` lets a request through. ``gate`` is
    called with the number of each request before the response.
    """

    url: str
    seen: list[Request] = field(default_factory=list)
    faults: list[Reply | None] = field(default_factory=list)
    gate: Callable[[int], None] = lambda _: None
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def asked(self, path: str) -> list[Request]:
        return [one for one in self.seen if one.path == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer: Answer
    service: Service

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        request = self._read()
        with self.service.lock:
            self.service.seen.append(request)
            number = len(self.service.seen)
            fault = self.service.faults.pop(0) if self.service.faults else None
        self.service.gate(number)
        self._send(fault or type(self).answer(request))

    def _read(self) -> Request:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        url = urlsplit(self.path)
        return Request(
            method=self.command,
            path=url.path,
            parameters=tuple(parse_qsl(url.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )

    def _send(self, reply: Reply) -> None:
        content = reply.content
        length = len(content) if reply.promised is None else reply.promised
        known = {"Content-Type": "application/json", "Content-Length": str(length)}
        self.send_response_only(reply.status)
        for name, value in {**known, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if not reply.seconds_a_byte:
            self.wfile.write(content)
        else:
            self._drip(content, reply.seconds_a_byte)
        if reply.promised is not None:
            self.close_connection = True

    def _drip(self, content: bytes, seconds_a_byte: float) -> None:
        for byte in content:
            if self.service.closing.wait(seconds_a_byte):
                break
            self.wfile.write(bytes([byte]))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing about clients that went away."""


@contextmanager
def serve(answer: Answer, *, faults: Sequence[Reply | None] = ()) -> Iterator[Service]:
    """Serve on a free port of 127.0.0.1 until the end of the block.

    A request without the program's user agent is refused.
    """

    def answer_known(request: Request) -> Reply:
        known = request.headers.get("user-agent", "").startswith(USER_AGENT)
        return answer(request) if known else NO_AGENT

    class Handler(_Handler):
        pass

    httpd = _Quiet(("127.0.0.1", 0), Handler)
    service = Service(url=f"http://127.0.0.1:{httpd.server_port}", faults=list(faults))
    Handler.answer = staticmethod(answer_known)  # a function, not a method
    Handler.service = service
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()
