"""JSON that is read piece by piece, and whose broken parts can be skipped."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO

import msgspec

from musicanalyser.model.evidence import BadRow

LONGEST_ROW_CHARS = 256 * 1024
"""A row that is not complete after this many characters is broken."""

_PIECE_BYTES = 64 * 1024
"""Small, because the allocator never returns the memory of larger pieces."""
_BETWEEN_ROWS = re.compile(r"[\s,]*")
BEHIND_COMMA = re.compile(r",\s*(?=\{)")
"""Where the next row of a list seems to begin."""
BEHIND_LINE = re.compile(r"\n\s*(?=\{)")
"""Where the next row begins if each has a line."""
_KEPT_CHARS = 64
"""What is kept of the text before the next piece: more than any pattern needs."""
_MOST_BROKEN = 100
"""Reading stops after as many broken rows without a good one between them."""
_DECODER = json.JSONDecoder()

Row = tuple[int, object] | BadRow
"""A row with its number, counted from 1, or why it cannot be read."""


class JsonText:
    """The text of UTF-8 streams; holds no more of it than the present row needs."""

    def __init__(self, *streams: IO[bytes]) -> None:
        self._streams = list(streams)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._text = ""
        self._at = 0
        self._number = 0

    def skip_to_row(self) -> str:
        """Skip spaces and commas; return the next character, ``""`` at the end."""
        while True:
            if found := _BETWEEN_ROWS.match(self._text, self._at):
                self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def skip_char(self) -> None:
        """Skip one character."""
        self._at += 1

    def skip_behind(self, pattern: re.Pattern[str]) -> bool:
        """Skip to the end of what matches a pattern; return whether anything does."""
        while (found := pattern.search(self._text, self._at)) is None:
            self._at = max(self._at, len(self._text) - _KEPT_CHARS)
            if not self._read_more():
                self._at = len(self._text)
                return False
        self._at = found.end()
        return True

    def rows_until(self, end: str, *, next_row: re.Pattern[str] = BEHIND_COMMA) -> Iterator[Row]:
        """Yield rows until the character ``end`` is next, or the text ends.

        ``next_row`` is where to go on behind a broken row. After too many broken rows, the last
        one says that no more was read.
        """
        broken = 0
        while (char := self.skip_to_row()) and char != end:
            if broken == _MOST_BROKEN:
                yield self.give_up("too many broken rows")
                return
            row = self.decode_row(next_row)
            broken = broken + 1 if isinstance(row, BadRow) else 0
            yield row

    def give_up(self, why: str, *, rest: str = "; the rest of the file was not read") -> BadRow:
        """Return a last row, which says why, and drop the text behind it."""
        self._streams.clear()
        self._at = len(self._text)
        return BadRow(row=self._number + 1, why=f"{why}{rest}", is_last=True)

    def decode_row(self, next_row: re.Pattern[str] = BEHIND_COMMA) -> Row:
        """Return the next row; skip a broken one to where the next begins."""
        self._number += 1
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at < LONGEST_ROW_CHARS and self._read_more():
                    continue
                self._at += 1
                is_last = not self.skip_behind(next_row)
                return BadRow(row=self._number, why=explain_json_error(error), is_last=is_last)
            return self._number, value

    def _read_more(self) -> bool:
        while self._streams:
            piece = self._streams[0].read(_PIECE_BYTES)
            if piece:
                self._text = self._text[self._at :] + self._decode(piece)
                self._at = 0
                return True
            self._streams.pop(0)
        return False


def explain_json_error(error: Exception) -> str:
    """Return in words why a value is not valid, or not what a row should be."""
    if isinstance(error, msgspec.ValidationError):
        text = str(error).replace("`", "").replace(" - at $.", " in ")
        text = text.replace("int | float | str", "a number")
        return f"{text[:1].lower()}{text[1:]}"
    if isinstance(error, UnicodeError):
        return "a name is not valid UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return "not valid JSON: a number is too long"
