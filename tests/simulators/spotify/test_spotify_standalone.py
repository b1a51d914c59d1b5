"""The loopback Spotify can be started by hand, and says how to point the program at it."""

import os
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_it_says_where_it_is_serves_and_stops_when_interrupted() -> None:
    command = [sys.executable, "-m", "tests.simulators.spotify.server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        told = dict(
            re.findall(r"export (\w+)=(\S+)", "".join(process.stdout.readline() for _ in range(3)))
        )
        url = told["MUSICANALYSER_SPOTIFY_ACCOUNTS_URL"]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        assert told["MUSICANALYSER_SPOTIFY_API_URL"] == url
        assert len(told["MUSICANALYSER_SPOTIFY_CLIENT_ID"]) == 32
        connection = HTTPConnection(url.removeprefix("http://"), timeout=10)
        connection.request("GET", "/authorize")
        assert connection.getresponse().read() == b"INVALID_CLIENT: Invalid client"
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "Stopped.\n"
    assert process.returncode == 0
