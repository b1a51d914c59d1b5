"""A report as one web page: no script, nothing loaded, read by people and screen readers."""

from collections.abc import Iterator

from musicanalyser.render.charts.svg_marks import written
from musicanalyser.render.table_text import footnotes, window_dates
from musicanalyser.render.web.html_sections import page_sections, section_id
from musicanalyser.render.web.page_style import style_sheet
from musicanalyser.render.wording import format_day
from musicanalyser.report import Known, Report

_ROOT = "part"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><h1><span aria-hidden="true">♫</span> {heading}</h1>
<p class="side">{dates}</p>{links}</header>
<main id="main"><div class="grid">
{sections}
</div></main>
<footer id="notes"><h2>Notes</h2><ul>{notes}</ul></footer>
</body>
</html>
"""


def write_page(report: Report) -> str:
    """Return the page of a report and its parts, with all notes at the end."""
    dates = window_dates(report)
    return _PAGE.format(
        title=written(", ".join(filter(None, (report.title, dates)))),
        heading=written(report.title),
        dates=written(dates + _compared(report)),
        style=style_sheet(),
        links=_links(report),
        sections="\n".join(page_sections(report, _ROOT, report.span)),
        notes="".join(f"<li>{written(note)}</li>" for note in _notes(report)),
    )


def _compared(report: Report) -> str:
    return f", compared with the {report.previous.label}" if report.previous else ""


def _links(report: Report) -> str:
    """Return links to the parts of a page that is made of them."""
    if report.columns:
        return ""
    links = (
        f'<a href="#{section_id(_ROOT, place)}">{written(part.title)}</a>'
        for place, part in enumerate(report.parts, 1)
    )
    return f'<nav aria-label="Sections">{"".join(links)}<a href="#notes">Notes</a></nav>'


def _notes(report: Report) -> Iterator[str]:
    if report.known is not None:
        yield _known_text(report.known)
    yield from footnotes(report)


def _known_text(known: Known) -> str:
    if known.since is None or known.until is None:
        return "The history knows nothing yet."
    return (
        f"History known from {format_day(known.since)} to {format_day(known.until)};"
        f" {known.days:,} of {known.of:,} days of this window are known."
    )
