"""The devices on which music was heard."""

import sqlite3

from musicanalyser.listening.platform_family import platform_family
from musicanalyser.report import Column, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.parts.device_times import DeviceWords, device_report

ABOUT = "Listening time by device: phone, computer, car, speaker, TV."

_BLANK = Report(
    name="platforms",
    title="Platforms",
    columns=(Column(name="platform", title="Platform"),),
    rows=(),
    definition=(
        "Shares are of the time whose platform is known. Raw names are in v_devices."
        " First and last are days with a counted play in the window."
    ),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the time (ms), share, counted plays, and first and last day of each platform.

    Only the extended history names platforms, and `watch` the kind of device.
    """
    return device_report(conn, question, _BLANK, label_of=_family)


def _family(device: DeviceWords) -> str | None:
    family = platform_family(device.platform)
    return None if family is None else family.value
