"""One JSON object: what was asked, what the answer rests on, and exact values."""

import json
import re
from typing import TextIO

from musicanalyser.render.plain_values import exact, records, sound
from musicanalyser.render.style import Look
from musicanalyser.report import Report, Span

_ACTING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON lets through raw and a terminal obeys."""


def write(report: Report, stream: TextIO, *, look: Look) -> None:  # noqa: ARG001 - the same on every screen
    """Write the report and its parts, indented."""
    stream.write(dumped(_object(report), indent=True))


def dumped(value: object, *, indent: bool) -> str:
    """Return a value as one line, or as an indented document, of JSON that no terminal obeys."""
    text = json.dumps(
        value,
        ensure_ascii=False,
        indent=2 if indent else None,
        separators=(",", ": " if indent else ":"),
    )
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _object(report: Report) -> dict[str, object]:
    coverage = report.coverage
    document: dict[str, object] = {
        "report": sound(report.name),
        "title": sound(report.title),
        "window": None if report.span is None else _window(report.span),
        "definition": sound(report.definition),
        "coverage": None
        if coverage is None
        else {"of": sound(coverage.of), "share": exact(coverage.share)},
        "notes": [sound(note) for note in report.notes],
        "rows": records(report),
    }
    if report.parts:
        document["parts"] = [_object(part) for part in report.parts]
    return document


def _window(span: Span) -> dict[str, object]:
    return {
        "label": sound(span.label),
        "since": exact(span.since),
        "until": exact(span.until),
        "timezone": sound(span.timezone),
    }
