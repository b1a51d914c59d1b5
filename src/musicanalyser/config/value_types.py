"""The types of settings: how a value is parsed, and which values are allowed."""

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


class WholeNumber:
    """A whole number between two bounds, both included."""

    def __init__(self, *, low: int, high: int) -> None:
        self._low = low
        self._high = high

    def parse(self, text: str) -> object:
        """Return the number, or the text itself if it is not a number."""
        try:
            return int(text)
        except ValueError:
            return text

    def check(self, value: object) -> int:
        """Return the number if it is within the bounds."""
        if type(value) is int and self._low <= value <= self._high:  # a bool is an int, too
            return value
        raise ValueError(f"Use a whole number from {self._low} to {self._high}.")


class Choice:
    """One of a few options, or with ``is_list`` any of them, separated by commas."""

    def __init__(self, *, options: tuple[str, ...], is_list: bool = False) -> None:
        self._options = options
        self._is_list = is_list

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the option, or the options in their order of definition, each once."""
        chosen = [value]
        if self._is_list and isinstance(value, str):
            chosen = [option.strip() for option in value.split(",")]
        if all(option in self._options for option in chosen):
            return ", ".join(option for option in self._options if option in chosen)
        how_many = "any of" if self._is_list else "one of"
        raise ValueError(f"Use {how_many}: {', '.join(self._options)}.")


class ShortText:
    """A short text on one line: letters, digits and the characters of ``punctuation``.

    ``description`` is what it is, as the end of the sentence "Use …".
    """

    def __init__(self, *, description: str, punctuation: str) -> None:
        self._description = description
        self._punctuation = punctuation

    def parse(self, text: str) -> object:
        """Return the text without spaces around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the text if it has only allowed characters."""
        if isinstance(value, str) and 0 < len(value) <= _MAX_LENGTH:
            others = value.translate(str.maketrans("", "", self._punctuation))
            if not others or others.isalnum():
                return value
        raise ValueError(f"Use {self._description}.")


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


class Trips:
    """Days in other time zones: ``FIRST/LAST ZONE``, separated by commas; in a file also a list."""

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the trips by their days, each as it is written."""
        from musicanalyser.timespan.trips import TRIP_HINT, parse_trips

        listed = value if isinstance(value, list) else [value]
        texts = [text for text in listed if isinstance(text, str)]
        if len(texts) < len(listed):
            raise ValueError(TRIP_HINT)
        return ", ".join(map(str, parse_trips(",".join(texts))))


class WebAddress:
    """The address of a service: https, or plain http on this machine only."""

    def __init__(self, *, title: str) -> None:
        self._title = title

    def parse(self, text: str) -> object:
        """Return the text without spaces around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the address without a trailing slash."""
        from musicanalyser.address import parse_address

        try:
            return parse_address(str(value), title=self._title).url.rstrip("/")
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
