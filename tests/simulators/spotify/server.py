"""A loopback Spotify: accounts and Web API on one port, over a world of the test's own.

``python -m tests.simulators.spotify.server [PORT]`` serves a few short invented tracks.
"""

import os
import socket
import struct
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.simulators.spotify import bodies
from tests.simulators.spotify.accounts import CLIENT_ID, Accounts
from tests.simulators.spotify.api import Api, endpoint, failed
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.clock import Clock, real_clock
from tests.simulators.spotify.consent import SCOPES
from tests.simulators.spotify.exchange import Answer, Delivery, Seen
from tests.simulators.spotify.faults import Faults
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.worlds import World

_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True, kw_only=True)
class Service:
    """What a test sees of the service; ``closing`` ends whatever still hangs."""

    url: str
    clock: Clock
    api: Api
    accounts: Accounts
    client_id: str = CLIENT_ID
    seen: list[Seen] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How often each endpoint was called; those of items are named as ``/v1/tracks/{id}``."""
    faults: Faults = field(default_factory=Faults)
    closing: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api_url(self) -> str:
        return self.url

    @property
    def accounts_url(self) -> str:
        return self.url

    def now_ms(self) -> int:
        return self.clock()

    def sign_in(self, scope: str = " ".join(sorted(SCOPES))) -> Json:
        """Return tokens without a consent, as the token endpoint would."""
        with self._lock:
            return self.accounts.sign_in(scope, at_ms=self.now_ms())

    def revoke(self) -> None:
        """Let the user take back the consent."""
        with self._lock:
            self.accounts.revoke()

    def answer(self, seen: Seen) -> Answer:
        """Note a request and answer it, one at a time."""
        with self._lock:
            self.seen.append(seen)
            self.counts[endpoint(seen.path)] += 1
            fault = self.faults.take(seen.path)
            return self._sound(seen) if fault is None else fault(seen, self._sound)

    def _sound(self, seen: Seen) -> Answer:
        match seen.method, seen.path:
            case "GET", "/authorize":
                return self.accounts.authorize(seen)
            case "POST", "/api/token":
                return self.accounts.token(seen)
            case _, path if path.startswith("/v1/"):
                return self.api.answer(seen)
        return failed(404, "Not found.")


class Handler(BaseHTTPRequestHandler):
    """Reads requests for ``service`` and delivers its answers, whole or not."""

    protocol_version = "HTTP/1.1"
    service: Service

    def do_GET(self) -> None:
        self._deliver(self.service.answer(self._read()))

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Date every answer by the clock of the service, cut to the second."""
        now = self.service.now_ms() // 1000 if timestamp is None else timestamp
        return formatdate(now, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        pass

    def _read(self) -> Seen:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = urlsplit(self.path)
        in_form = self.headers.get("content-type", "").partition(";")[0] == _FORM
        return Seen(
            method=self.command,
            path=asked.path.rstrip("/"),
            query=dict(parse_qsl(asked.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            form=dict(parse_qsl(body.decode("ascii", "replace"))) if in_form else {},
            at_ms=self.service.now_ms(),
        )

    def _deliver(self, answer: Answer) -> None:
        match answer.delivery:
            case Delivery.WHOLE:
                self._send(answer, answer.body)
            case Delivery.HALF:
                self._send(answer, answer.body[: len(answer.body) // 2])
                self.close_connection = True
            case Delivery.RESET:
                self._reset()
            case Delivery.NEVER:
                self.service.closing.wait()
                self.close_connection = True

    def _send(self, answer: Answer, body: bytes) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.rfile.close()
        self.wfile.close()
        self.connection.close()
        self.close_connection = True


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing about clients that went away."""


@contextmanager
def serving(
    world: World,
    *,
    clock: Clock | None = None,
    rotation: bool = False,
    token_seconds: int = 3600,
    port: int = 0,
) -> Iterator[Service]:
    """Serve a world on a port of 127.0.0.1, a free one unless named, until the block ends.

    ``rotation`` is as in `Accounts`; ``clock`` is the machine's unless given.
    """

    class Ours(Handler):
        pass

    httpd = _Quiet(("127.0.0.1", port), Ours)
    url = f"http://127.0.0.1:{httpd.server_port}"
    accounts = Accounts(rotation=rotation, token_seconds=token_seconds)
    account = bodies.me(id="somebody", account_id="acc0ffee")
    api = Api(url=url, world=world, accounts=accounts, account=account)
    service = Service(url=url, clock=clock or real_clock(), api=api, accounts=accounts)
    Ours.service = service
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def main(port: int) -> None:
    """Serve until interrupted, and say where."""
    clock = real_clock()
    with serving(programme(clock()), clock=clock, port=port) as service:
        sys.stdout.write(
            f"export MUSICANALYSER_SPOTIFY_API_URL={service.api_url}\n"
            f"export MUSICANALYSER_SPOTIFY_ACCOUNTS_URL={service.accounts_url}\n"
            f"export MUSICANALYSER_SPOTIFY_CLIENT_ID={service.client_id}\n"
        )
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
