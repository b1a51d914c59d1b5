"""Which addresses a service may have."""

import pytest

from musicanalyser.address import is_loopback, parse_address
from musicanalyser.errors import ConfigError, ExitCode

HERE = [
    "http://127.0.0.1:11434/v1",
    "http://127.8.9.10",
    "http://localhost:1234/v1/",
    "HTTP://LOCALHOST:8080",
    "http://[::1]:8000/v1",
    "https://localhost",
]
ELSEWHERE = [
    "https://api.example.com/v1",
    "https://example.com:65535",
    "https://192.168.1.5:8443",
    "https://[2001:db8::1]/v1",
]
READABLE = [
    "http://example.com/v1",
    "http://192.168.1.5:11434/v1",
    "http://0.0.0.0:11434/v1",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://127.1:80",
    "http://2130706433",
    "http://[::ffff:8.8.8.8]",
]
UNUSABLE = [
    "",
    "localhost:11434",
    "ftp://localhost",
    "file:///etc/passwd",
    "https://",
    "https://user:hunter2@example.com",
    "http://localhost@example.com",
    "http://localhost\\@example.com",
    "http://localhost#@example.com",
    "https://example.com/v1?key=hunter2",
    "https://example.com:65536",
    "https://example.com:99999",
    "https://exa mple.com",
    "https://example.com/\nHost: other",
    "https://bücher.example",
]


@pytest.mark.parametrize("url", HERE)
def test_plain_http_to_this_machine_is_allowed(url: str) -> None:
    assert parse_address(url, title="X").is_loopback
    assert is_loopback(url)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_https_to_another_machine_is_allowed(url: str) -> None:
    assert not parse_address(url, title="X").is_loopback
    assert not is_loopback(url)


@pytest.mark.parametrize("url", READABLE)
def test_plain_http_to_another_machine_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="is not encrypted") as caught:
        parse_address(url, title="X")
    assert caught.value.exit_code == ExitCode.FAILED
    assert not is_loopback(url)


@pytest.mark.parametrize("url", UNUSABLE)
def test_what_is_no_plain_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_address(url, title="X")
    assert caught.value.message == "The address of X cannot be used."
    assert not is_loopback(url)


def test_the_host_names_its_port_and_no_path() -> None:
    assert parse_address("http://127.0.0.1:11434/v1", title="X").host == "127.0.0.1:11434"
    assert parse_address("https://Example.com/v1", title="X").host == "example.com"
