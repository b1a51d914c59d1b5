"""The tables of countries in the IANA time zone database, in the public domain.

Its description: https://data.iana.org/time-zones/theory.html
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources


@cache
def country_names() -> dict[str, str]:
    """Return the English short name of each country by its ISO 3166 code, such as ``JP``."""
    return {code: name for code, name, *_ in _rows("iso3166.tab")}


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the fields of each line of a table of the ``tzdata`` package."""
    text = resources.files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
