"""In which language a lyric is, by the Compact Language Detector 3 of Chromium.

https://github.com/google/cld3 describes the detector; its model is part of the package.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Protocol

LEAST_WORDS = 8
"""So many different words, or any text that sets no spaces, it takes to tell a language."""
_MOST_BYTES = 10_000
_RENAMED = {"iw": "he", "jw": "jv", "no": "nb"}
"""Codes that are no longer those of ISO 639-1, or that another code is more exact than."""
_OF_NOTHING = "ja"
"""What the detector says, and calls reliable, where nothing of a text is left to look at."""


class _Found(Protocol):
    language: str
    is_reliable: bool


class _Detector(Protocol):
    def FindLanguage(self, text: str) -> _Found: ...  # noqa: N802 - so named there


def language_of(lines: Sequence[str], words: Sequence[str], *, unspaced: bool) -> str | None:
    """Return the code of ISO 639-1, or 639-3 where there is none; ``None`` where it is in doubt.

    A chorus has no more weight for coming again: the detector passes over text that repeats itself.
    """
    detector = _detector()
    if detector is None or (len(set(words)) < LEAST_WORDS and not unspaced):
        return None
    found = detector.FindLanguage(" ".join(lines))
    code = found.language.partition("-")[0]
    if not found.is_reliable or (code == _OF_NOTHING and not unspaced):
        return None
    return _RENAMED.get(code, code)


@cache
def _detector() -> _Detector | None:
    """Load the detector; there is none where its package has no build for the machine."""
    with suppress(ImportError):
        import gcld3  # type: ignore[import-untyped]

        detector: _Detector = gcld3.NNetLanguageIdentifier(0, _MOST_BYTES)
        return detector
    return None
