"""The language of a lyric, by the Compact Language Detector 3 of Chromium.

https://github.com/google/cld3 describes the detector; its model is part of the package, which the
extra ``lyrics`` installs.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Protocol

LEAST_WORDS = 8
"""Different words that a language needs; a text in a script without spaces needs none."""
_MOST_BYTES = 10_000
"""The detector reads no more of a text; few lyrics are longer."""
_RENAMED = {"iw": "he", "no": "nb"}
"""An outdated code, and ``no``, as written Norwegian is nearly always Bokmål."""
_OF_EMPTY_TEXT = "ja"
"""The detector returns it, as reliable, if it finds no text to judge."""


class _Result(Protocol):
    language: str
    is_reliable: bool


class _Detector(Protocol):
    def FindLanguage(self, text: str) -> _Result: ...  # noqa: N802 - its name in gcld3


def can_detect_languages() -> bool:
    """Return whether the detector is installed; it comes with the extra ``lyrics``."""
    return find_spec("gcld3") is not None


def detect_language(lines: Sequence[str], words: Sequence[str], *, unspaced: bool) -> str | None:
    """Return the code of ISO 639-1, or of 639-3 if there is none; ``None`` if it is uncertain.

    ``unspaced`` is the answer of `has_unspaced_script`. A repeated chorus has no more weight, as
    the detector ignores repeated text.
    """
    detector = _detector()
    if detector is None or (len(set(words)) < LEAST_WORDS and not unspaced):
        return None
    found = detector.FindLanguage(" ".join(lines))
    code = found.language.partition("-")[0]
    if not found.is_reliable or (code == _OF_EMPTY_TEXT and not unspaced):
        return None
    return _RENAMED.get(code, code)


@cache
def _detector() -> _Detector | None:
    """Return the detector; ``None`` where it is not installed."""
    with suppress(ImportError):
        import gcld3  # type: ignore[import-untyped]

        detector: _Detector = gcld3.NNetLanguageIdentifier(0, _MOST_BYTES)
        return detector
    return None
