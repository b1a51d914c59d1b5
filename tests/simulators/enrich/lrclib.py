"""A loopback LRCLIB that matches tracks like the real one, and fails in ways that users reported.

Names are compared without case, accents and punctuation, lengths within two seconds:
https://github.com/tranxuanthang/lrclib/tree/main/server. Lyrics are invented or out of copyright.
"""

import json
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_SIGNS = re.compile(r"[`~!@#$%^&*()_|+\-=?;:\",.<>{}\[\]\\/]")
_NEAR_S = 2.0
_MOST_FOUND = 20
_NOT_FOUND = {
    "message": "Failed to find specified track",
    "name": "TrackNotFound",
    "statusCode": 404,
}
_NEIGHBOURS = {"/v1/track": '{"content":[]}'}
"""Responses of a ReccoBeats at the same address, which knows no track; it is asked first."""
_PAGE = "<!DOCTYPE html><html><title>lrclib.net | {status}</title>Cloudflare Ray ID</html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A song of the database; ``seconds`` is its length, ``None`` if unknown."""

    id: int
    title: str
    artist: str
    album: str = "Debut"
    seconds: float | None = 180.0
    plain: str | None = None
    synced: str | None = None
    instrumental: bool = False

    def answer(self) -> dict[str, object]:
        return {
            "id": self.id,
            "name": self.title,
            "trackName": self.title,
            "artistName": self.artist,
            "albumName": self.album,
            "duration": self.seconds,
            "instrumental": self.instrumental,
            "plainLyrics": self.plain,
            "syncedLyrics": self.synced,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, sent after ``after_s`` seconds."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0.0


Fault = Callable[[Reply], Reply]
"""Turns the right response into a wrong one."""


@dataclass(slots=True, kw_only=True)
class Lrclib:
    """The service, as a test sees it: ``asked`` holds the queries, ``agents`` the user agents.

    ``faults`` are by number of the request, counted from 0.
    """

    url: str
    records: list[Record]
    faults: Mapping[int, Fault] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def reply(self, path: str, query: Mapping[str, str]) -> Reply:
        right = self._right(path, query)
        fault = None if path in _NEIGHBOURS else self.faults.get(len(self.asked) - 1)
        return right if fault is None else fault(right)

    def _right(self, path: str, query: Mapping[str, str]) -> Reply:
        if path in _NEIGHBOURS:
            return Reply(200, _NEIGHBOURS[path])
        if path == "/api/search":
            found = [one.answer() for one in self.records if _is_searched_for(one, query)]
            return _json(200, found[:_MOST_FOUND])
        if path != "/api/get":
            return Reply(404, "<h1>404 Not Found</h1>", {"Content-Type": "text/html"})
        if error := _validation_error(query):
            return _json(400, {"message": error, "name": "ValidationError", "statusCode": 400})
        for record in self.records:
            if _is_asked_for(record, query):
                return _json(200, record.answer())
        return _json(404, _NOT_FOUND)


def limited(retry_after: str) -> Fault:
    return lambda _: Reply(429, "Too Many Requests", {"Retry-After": retry_after})


def cloudflare(status: int) -> Fault:
    page = _PAGE.format(status=status)
    return lambda _: Reply(status, page, {"Content-Type": "text/html; charset=UTF-8"})


def slow(seconds: float) -> Fault:
    return lambda right: Reply(right.status, right.body, right.headers, seconds)


def cut_off(right: Reply) -> Reply:
    """Cut the response off in the middle."""
    return Reply(right.status, right.body[: len(right.body) // 2], right.headers)


def fold_name(text: str) -> str:
    """Return a name in the form that is compared."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    spaced = _SIGNS.sub(" ", letters)
    return " ".join(spaced.replace("'", "").replace("\u2019", "").split())


@contextmanager
def lrclib(records: list[Record], faults: Mapping[int, Fault] | None = None) -> Iterator[Lrclib]:
    """Serve songs on a free port of this machine."""

    class _Serving(_Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), _Serving) as server:
        server.daemon_threads = True
        url = f"http://127.0.0.1:{server.server_address[1]}"
        _Serving.noted = Lrclib(url=url, records=records, faults=faults or {})
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield _Serving.noted
        finally:
            _Serving.noted.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    noted: Lrclib

    def do_GET(self) -> None:
        noted, url = self.noted, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path not in _NEIGHBOURS:
            noted.asked.append(query)
        noted.agents.append(self.headers.get("User-Agent", ""))
        noted.at_once += 1
        noted.most_at_once = max(noted.most_at_once, noted.at_once)
        reply = noted.reply(url.path, query)
        noted.closing.wait(reply.after_s)
        content = reply.body.encode()
        self.send_response(reply.status)
        known = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**known, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        noted.at_once -= 1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        pass


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body, ensure_ascii=False))


def _validation_error(query: Mapping[str, str]) -> str | None:
    for name in ("track_name", "artist_name"):
        if not query.get(name):
            return f"{name}: cannot be empty"
    try:
        seconds = float(query.get("duration", "1"))
    except ValueError:
        return "duration: invalid float literal"
    return None if 1 <= seconds <= 3600 else "duration: must be between 1 and 3600"


def _is_searched_for(record: Record, query: Mapping[str, str]) -> bool:
    """Return whether both names hold all words that were asked for, in any order."""
    names = ((query["track_name"], record.title), (query["artist_name"], record.artist))
    return all({*fold_name(asked).split()} <= {*fold_name(own).split()} for asked, own in names)


def _is_asked_for(record: Record, query: Mapping[str, str]) -> bool:
    names = (query["track_name"], query["artist_name"])
    if tuple(map(fold_name, names)) != (fold_name(record.title), fold_name(record.artist)):
        return False
    if album := fold_name(query.get("album_name", "")):
        return album == fold_name(record.album)
    if "duration" not in query:
        return True
    return record.seconds is not None and abs(float(query["duration"]) - record.seconds) <= _NEAR_S
