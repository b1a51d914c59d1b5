"""A key shows nowhere, and nothing heavy is loaded before it is needed."""

import subprocess
import sys

from musicanalyser.llm.contract import ProviderAccess
from tests.llm.provider_calls import KEY

LOADED = """
import sys
import musicanalyser.llm
heavy = {"openai", "google", "google.genai", "httpx", "httpx2", "pydantic", "requests", "ssl"}
print(sorted(heavy & set(sys.modules)))
"""


def test_an_access_shows_neither_key_nor_address() -> None:
    access = ProviderAccess(key=KEY, base_url="https://user:hunter2@example.com", model="m")
    for text in (repr(access), str(access), f"{access}"):
        assert text == "ProviderAccess(model='m')"


def test_the_room_loads_no_sdk() -> None:
    loaded = subprocess.run(  # noqa: S603 - this interpreter, and text of ours
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    assert loaded.stdout.strip() == "[]"
