"""The types of settings: how a value is parsed, and which values are allowed."""

from dataclasses import dataclass
from typing import Protocol

from musicanalyser.errors import ConfigError

Value = str | int
_MAX_LENGTH = 200
_MIN_SIMILARITY = 0.75
"""How similar a time zone must be to be suggested, as a ratio of `difflib`."""


class ValueType(Protocol):
    """What values a setting takes."""

    def parse(self, text: str) -> object:
        """Return the value that a text stands for, unchecked."""

    def check(self, value: object) -> Value:
        """Return the value in its normal form.

        Raises:
            ValueError: If it is not allowed; the message is a sentence about what is.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumber:
    """A whole number between two bounds, both included."""

    low: int
    high: int

    def parse(self, text: str) -> object:
        """Return the number, or the text itself if it is not a number."""
        try:
            return int(text)
        except ValueError:
            return text

    def check(self, value: object) -> int:
        """Return the number if it is within the bounds."""
        if type(value) is int and self.low <= value <= self.high:  # a bool is an int, too
            return value
        raise ValueError(f"Use a whole number from {self.low} to {self.high}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few options, or with ``is_list`` any of them, separated by commas."""

    options: tuple[str, ...]
    is_list: bool = False

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the option, or the options in their order of definition, each once."""
        chosen = [value]
        if self.is_list and isinstance(value, str):
            chosen = [option.strip() for option in value.split(",")]
        if all(option in self.options for option in chosen):
            return ", ".join(option for option in self.options if option in chosen)
        how_many = "any of" if self.is_list else "one of"
        raise ValueError(f"Use {how_many}: {', '.join(self.options)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText:
    """A short text on one line, of letters, digits and some other characters."""

    description: str
    """What the text is, as the end of the sentence "Use …"."""
    punctuation: str
    """The other characters that are allowed."""

    def parse(self, text: str) -> object:
        """Return the text without spaces around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the text if it has only allowed characters."""
        if isinstance(value, str) and 0 < len(value) <= _MAX_LENGTH:
            others = value.translate(str.maketrans("", "", self.punctuation))
            if not others or others.isalnum():
                return value
        raise ValueError(f"Use {self.description}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZoneName:
    """The name of a time zone that exists on this machine."""

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the name if there is such a zone."""
        import zoneinfo

        try:
            if isinstance(value, str) and zoneinfo.ZoneInfo(value).key:
                return value
        except (LookupError, ValueError, OSError):  # what ZoneInfo raises for odd names
            pass
        known = {name.lower(): name for name in zoneinfo.available_timezones()}
        raise ValueError(_zone_hint(str(value), known))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """The address of a service: https, or plain http on this machine only."""

    title: str

    def parse(self, text: str) -> object:
        """Return the text without spaces around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the address without a trailing slash."""
        from musicanalyser.address import parse_address

        try:
            return parse_address(str(value), title=self.title).url.rstrip("/")
        except ConfigError as error:
            raise ValueError(error.hint) from None


def _zone_hint(text: str, known: dict[str, str]) -> str:
    import difflib

    typed = text.lower().replace(" ", "_")
    zones_by_city = {name.rpartition("/")[2]: name for name in sorted(known)}
    similar = difflib.get_close_matches(typed, known, n=1, cutoff=_MIN_SIMILARITY)
    cities = difflib.get_close_matches(typed, zones_by_city, n=1, cutoff=_MIN_SIMILARITY)
    similar += [zones_by_city[city] for city in cities]
    if similar:
        return f"Did you mean {known[similar[0]]}?"
    return "Use the name of a time zone, such as Europe/Vienna or America/New_York."
