"""A JSON object: window, definition, coverage, notes, and rows of exact values."""

import json
import re
from typing import TextIO

from musicanalyser.render.plain_values import encodable, plain_value, records
from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Known, Report, Span

_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters that JSON allows unescaped, but that control a terminal or are invisible."""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:  # noqa: ARG001 - the same for every style
    """Write the report and its parts, indented."""
    stream.write(encode_json(_object(report), indent=True))


def encode_json(value: object, *, indent: bool) -> str:
    """Return a value as one line or as an indented document; unsafe characters are escaped."""
    text = json.dumps(
        value,
        ensure_ascii=False,
        indent=2 if indent else None,
        separators=(",", ": " if indent else ":"),
    )
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _object(report: Report) -> dict[str, object]:
    coverage = report.coverage
    document: dict[str, object] = {
        "report": encodable(report.name),
        "title": encodable(report.title),
        **({"summary": encodable(report.summary)} if report.summary else {}),
        "window": None if report.span is None else _window(report.span),
        "previous": None if report.previous is None else _window(report.previous),
        "definition": encodable(report.definition),
        "known": None if report.known is None else _known(report.known),
        "coverage": None
        if coverage is None
        else {"what": coverage.what, "of": coverage.of, "share": plain_value(coverage.share)},
        "notes": [encodable(note) for note in report.notes],
        "credits": [encodable(credit) for credit in report.credits],
        "rows": list(records(report)),
    }
    if report.parts:
        document["parts"] = [_object(part) for part in report.parts]
    return document


def _known(known: Known) -> dict[str, object]:
    return {
        "since": plain_value(known.since),
        "until": plain_value(known.until),
        "days": known.days,
        "of": known.of,
    }


def _window(span: Span) -> dict[str, object]:
    return {
        "label": encodable(span.label),
        "since": plain_value(span.since),
        "until": plain_value(span.until),
        "timezone": encodable(span.timezone),
    }
