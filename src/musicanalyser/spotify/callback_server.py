"""The address on this machine to which Spotify sends the browser back."""

import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from musicanalyser.errors import Error

PATH = "/callback"
_PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>musicanalyser</title>
<p>That is all that was needed. You can close this.</p></html>
"""
_PATIENCE_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Where the browser is awaited; ``answers`` holds the queries that came."""

    redirect: str
    answers: "queue.Queue[Mapping[str, str]]"

    def code(self, state: str, *, timeout_s: float) -> str:
        """Wait for the consent and return its code.

        Raises:
            Error: If none came in time, it was denied, or it belongs to another sign-in.
        """
        try:
            return code_of(self.answers.get(timeout=timeout_s), state)
        except queue.Empty:
            raise Error(
                f"Nobody agreed within {timeout_s / 60:.0f} minutes.",
                hint="Run auth login again; without a browser here, add --no-browser.",
            ) from None


def code_of(answer: Mapping[str, str], state: str) -> str:
    """Return the code of an answer.

    Raises:
        Error: If the consent was denied, or the answer belongs to another sign-in.
    """
    if answer.get("state") != state:
        raise Error(
            "That answer belongs to another sign-in.", hint="Run auth login again, from the start."
        )
    if answer.get("error") == "access_denied":
        raise Error("You did not agree on Spotify's page.", hint="Run auth login again, and agree.")
    if code := answer.get("code"):
        return code
    raise Error(
        "Spotify did not let you sign in.",
        hint="Check client id and redirect address in the dashboard: http://127.0.0.1/callback",
    )


def query_of(url: str) -> dict[str, str]:
    """Return what an address says behind its question mark, the first of each name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def awaited() -> Iterator[Callback]:
    """Listen on a free port of 127.0.0.1 for as long as the block runs.

    Browsers ask for more than one page, and open connections that they do not use.
    """
    answers: queue.Queue[Mapping[str, str]] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE_S

        def do_GET(self) -> None:
            if urlsplit(self.path).path != PATH:
                self.send_error(404)
                return
            try:
                self._show()
            finally:  # a browser that does not wait for the page has told all the same
                answers.put(query_of(self.path))

        def _show(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
            """Say nothing: the code stands in the address."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a browser that goes away."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Callback(redirect=f"http://127.0.0.1:{server.server_port}{PATH}", answers=answers)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
