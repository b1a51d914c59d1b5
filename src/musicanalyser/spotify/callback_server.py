"""A web server on this machine, to which Spotify redirects the browser after the consent."""

import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from musicanalyser.errors import Error

PATH = "/callback"
REDIRECT = f"http://127.0.0.1{PATH}"
"""The redirect address as it is registered. A loopback address may have any port on top
(https://developer.spotify.com/documentation/web-api/concepts/redirect_uri)."""
_PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>musicanalyser</title>
<p>Sign-in received. You can close this page.</p></html>
"""
_READ_TIMEOUT_S = 10
"""Browsers also open connections that they never use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Where the browser will arrive; ``queries`` holds those of its requests.

    ``state`` is the random value of this sign-in. A request without it is not the browser's: it may
    come from any page or program, and must neither end the sign-in nor take part in it.
    """

    state: str
    redirect: str
    queries: "queue.Queue[Mapping[str, str]]"

    def wait_for_code(self, *, timeout_s: float) -> str:
        """Return the code of the consent, once the browser arrives.

        Raises:
            Error: If it does not arrive in time, or the consent was denied.
        """
        try:
            return read_code(self.queries.get(timeout=timeout_s), self.state)
        except queue.Empty:
            raise Error(
                f"No answer from the browser within {timeout_s / 60:.0f} minutes.",
                hint="Run auth login again. Add --no-browser if this machine has no browser.",
            ) from None


def read_code(query: Mapping[str, str], state: str) -> str:
    """Return the code in a query; ``state`` is the random value that this sign-in sent.

    Raises:
        Error: If the consent was denied, or the query belongs to another sign-in.
    """
    if query.get("state") != state:
        raise Error("This answer belongs to another sign-in.", hint="Run auth login again.")
    if query.get("error") == "access_denied":
        raise Error("You did not agree on Spotify's page.", hint="Run auth login again, and agree.")
    if code := query.get("code"):
        return code
    raise Error(
        "Spotify refused the sign-in.",
        hint=f"Check client id and redirect address ({REDIRECT}) in Spotify's dashboard.",
    )


def parse_query(url: str) -> dict[str, str]:
    """Return the query of an address, with the first value of each name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


class _Server(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1, and puts the queries of the browser into a queue."""

    daemon_threads = True

    def __init__(self, state: str) -> None:
        self.state = state
        self.queries: queue.Queue[Mapping[str, str]] = queue.Queue()
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing: browsers close connections at any time."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _READ_TIMEOUT_S
    server: _Server

    def do_GET(self) -> None:
        """Show a page and pass the query on; others get a 404, or a 400 without the state."""
        if urlsplit(self.path).path != PATH:
            self.send_error(404)
            return
        if parse_query(self.path).get("state") != self.server.state:
            self.send_error(400, "This page belongs to another sign-in")
            return
        try:
            self._send_page()
        finally:  # a browser may close before it has read the page
            self.server.queries.put(parse_query(self.path))

    def _send_page(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(_PAGE)))
        self.end_headers()
        self.wfile.write(_PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        """Log nothing: the address contains the code."""


@contextmanager
def listen_for_callback(state: str) -> Iterator[Callback]:
    """Yield where the browser will arrive, and listen there while the block runs."""
    server = _Server(state)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        redirect = f"http://127.0.0.1:{server.server_port}{PATH}"
        yield Callback(state=state, redirect=redirect, queries=server.queries)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
