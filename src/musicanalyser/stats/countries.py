"""The countries in which music was heard."""

import sqlite3

from musicanalyser.report import Column, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.parts.device_times import DeviceWords, device_report
from musicanalyser.timespan.iana_tables import country_names

ABOUT = "Listening time by country of the connection."

_NOWHERE = "ZZ"
"""How exports write an unknown country."""
_BLANK = Report(
    name="countries",
    title="Countries",
    columns=(
        Column(name="country", title="Country"),
        Column(name="country_code", title="Code", detail=True),
    ),
    rows=(),
    definition=(
        "The country is that of the connection, as the extended history names it."
        " Shares are of the time whose country is known. First and last are days with a counted"
        " play in the window."
    ),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the time (ms), share, counted plays, and first and last day of each country.

    The country is that of the connection; only the extended history names it.
    """
    names = country_names()
    codes: dict[str, str] = {}

    def country(device: DeviceWords) -> str | None:
        code = (device.country or _NOWHERE).strip().upper()
        if code == _NOWHERE:
            return None
        name = names.get(code, code)
        codes[name] = code
        return name

    def code_of(name: str | None) -> Row:
        return (None if name is None else codes[name],)

    return device_report(conn, question, _BLANK, label_of=country, more=code_of)
