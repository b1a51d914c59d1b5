"""What a setting may hold, how it reads from text, and how to say what is allowed."""

from dataclasses import dataclass
from typing import Protocol

from musicanalyser.errors import ConfigError

Value = str | int
_LONGEST = 200
_NEAR = 0.75
"""How alike a name must be, as `difflib` measures it, to have been meant."""


class SettingType(Protocol):
    """The kind of a setting."""

    def parse(self, text: str) -> object:
        """Return what a text means, unchecked."""

    def check(self, value: object) -> Value:
        """Return a value that is allowed, or raise `ValueError` with a sentence on what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumber:
    """A whole number between two bounds, both included."""

    low: int
    high: int

    def parse(self, text: str) -> object:
        """Return the number, or the text itself if it is none."""
        try:
            return int(text)
        except ValueError:
            return text

    def check(self, value: object) -> int:
        """Return the number if it lies within the bounds."""
        if type(value) is int and self.low <= value <= self.high:  # a bool is no number here
            return value
        raise ValueError(f"It takes a whole number from {self.low} to {self.high}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of a few words, or with ``several`` any of them, with commas between them."""

    words: tuple[str, ...]
    several: bool = False

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the word, or the words in their own order, each once."""
        asked = [value]
        if self.several and isinstance(value, str):
            asked = [word.strip() for word in value.split(",")]
        if asked and all(word in self.words for word in asked):
            return ", ".join(word for word in self.words if word in asked)
        some = "any of" if self.several else "one of"
        raise ValueError(f"It takes {some} {', '.join(self.words)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A short name on one line, made of letters and the few other characters given."""

    what: str
    others: str

    def parse(self, text: str) -> object:
        """Return the text without space around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the name if it holds nothing else."""
        if isinstance(value, str) and 0 < len(value) <= _LONGEST:
            rest = value.translate(str.maketrans("", "", self.others))
            if not rest or rest.isalnum():
                return value
        raise ValueError(f"It takes {self.what}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneName:
    """The name of a time zone that this machine knows."""

    def parse(self, text: str) -> object:
        """Return the text."""
        return text

    def check(self, value: object) -> str:
        """Return the name if there is such a zone."""
        import zoneinfo

        try:
            if isinstance(value, str) and zoneinfo.ZoneInfo(value).key:
                return value
        except (LookupError, ValueError, OSError):  # whatever ZoneInfo meets on an odd name
            pass
        known = {name.lower(): name for name in zoneinfo.available_timezones()}
        raise ValueError(_zone_hint(str(value), known))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """Where a service is reached: https, or plain http on this machine alone."""

    title: str

    def parse(self, text: str) -> object:
        """Return the text without space around it."""
        return text.strip()

    def check(self, value: object) -> str:
        """Return the address without a slash at its end."""
        from musicanalyser.address import parse_address

        try:
            return parse_address(str(value), title=self.title).url.rstrip("/")
        except ConfigError as error:
            raise ValueError(error.hint) from None


def _zone_hint(text: str, known: dict[str, str]) -> str:
    import difflib

    wanted = text.lower().replace(" ", "_")
    cities = {name.rpartition("/")[2]: name for name in sorted(known)}
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=_NEAR)
    cities_near = difflib.get_close_matches(wanted, cities, n=1, cutoff=_NEAR)
    near += [cities[city] for city in cities_near]
    if near:
        return f"Did you mean {known[near[0]]}?"
    return "It takes the name of a time zone, such as Europe/Vienna or America/New_York."
