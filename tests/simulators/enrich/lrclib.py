"""A loopback LRCLIB: it matches as the real one does, and has the moods that others met.

Names are equal without case, accents, punctuation and apostrophes, and lengths within two seconds:
https://github.com/tranxuanthang/lrclib/tree/main/server. All words in it are invented or old.
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
_NOT_FOUND = {
    "message": "Failed to find specified track",
    "name": "TrackNotFound",
    "statusCode": 404,
}
_NEIGHBOURS = {"/v1/track": '{"content":[]}'}
"""What a ReccoBeats at the same address says, which knows no track: it is asked first."""
_PAGE = "<!DOCTYPE html><html><title>lrclib.net | {status}</title>Cloudflare Ray ID</html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A song as the database has it; ``seconds`` is ``None`` where nobody told."""

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
    """What goes out: a status, a body and headers, after so many seconds."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0.0


Mood = Callable[[Reply], Reply]
"""What a mood makes of the right answer."""


@dataclass(slots=True, kw_only=True)
class Lrclib:
    """What a test sees of it: ``asked`` are the queries, ``agents`` who asked, in order.

    ``moods`` tells by the number of a request, from 0, in which mood it is met.
    """

    url: str
    records: list[Record]
    moods: Mapping[int, Mood] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def reply(self, path: str, query: Mapping[str, str]) -> Reply:
        right = self._right(path, query)
        mood = None if path in _NEIGHBOURS else self.moods.get(len(self.asked) - 1)
        return right if mood is None else mood(right)

    def _right(self, path: str, query: Mapping[str, str]) -> Reply:
        if path in _NEIGHBOURS:
            return Reply(200, _NEIGHBOURS[path])
        if path != "/api/get":
            return Reply(404, "<h1>404 Not Found</h1>", {"Content-Type": "text/html"})
        if fault := _fault(query):
            return _json(400, {"message": fault, "name": "ValidationError", "statusCode": 400})
        for record in self.records:
            if _is_asked_for(record, query):
                return _json(200, record.answer())
        return _json(404, _NOT_FOUND)


def limited(retry_after: str) -> Mood:
    return lambda _: Reply(429, "Too Many Requests", {"Retry-After": retry_after})


def cloudflare(status: int) -> Mood:
    page = _PAGE.format(status=status)
    return lambda _: Reply(status, page, {"Content-Type": "text/html; charset=UTF-8"})


def slow(seconds: float) -> Mood:
    return lambda right: Reply(right.status, right.body, right.headers, seconds)


def cut(right: Reply) -> Reply:
    """Break off in the middle of the words."""
    return Reply(right.status, right.body[: len(right.body) // 2], right.headers)


def prepared(text: str) -> str:
    """Return a name as it is compared."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    spaced = _SIGNS.sub(" ", letters)
    return " ".join(spaced.replace("'", "").replace("\u2019", "").split())


@contextmanager
def lrclib(records: list[Record], moods: Mapping[int, Mood] | None = None) -> Iterator[Lrclib]:
    """Serve songs on a free port of this machine."""

    class _Serving(_Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), _Serving) as server:
        server.daemon_threads = True
        url = f"http://127.0.0.1:{server.server_address[1]}"
        _Serving.noted = Lrclib(url=url, records=records, moods=moods or {})
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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        pass


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body, ensure_ascii=False))


def _fault(query: Mapping[str, str]) -> str | None:
    for name in ("track_name", "artist_name"):
        if not query.get(name):
            return f"{name}: cannot be empty"
    try:
        seconds = float(query.get("duration", "1"))
    except ValueError:
        return "duration: invalid float literal"
    return None if 1 <= seconds <= 3600 else "duration: must be between 1 and 3600"


def _is_asked_for(record: Record, query: Mapping[str, str]) -> bool:
    names = (query["track_name"], query["artist_name"])
    if tuple(map(prepared, names)) != (prepared(record.title), prepared(record.artist)):
        return False
    if album := prepared(query.get("album_name", "")):
        return album == prepared(record.album)
    if "duration" not in query:
        return True
    return record.seconds is not None and abs(float(query["duration"]) - record.seconds) <= _NEAR_S
