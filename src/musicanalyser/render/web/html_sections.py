"""Reports as sections of a page: a chart with its table, a list, key figures, or a roast."""

from collections.abc import Iterator

from musicanalyser.render.charts.chart import Chart
from musicanalyser.render.charts.report_charts import find_chart
from musicanalyser.render.charts.svg_marks import number, written
from musicanalyser.render.list_columns import has_figures, list_columns
from musicanalyser.render.table_text import text_table, window_dates
from musicanalyser.render.web.html_figures import figure_cards, figures_list
from musicanalyser.render.web.html_roast import roast_html
from musicanalyser.render.web.html_table import list_table, plain_table
from musicanalyser.report import Layout, Report, Span

_HALF, _WHOLE = 440, 900
"""The widths in pixels for which a chart in half of a page, and in all of it, is drawn."""
_TEXT = 12.5
_FEW_COLUMNS = 4
"""A list with more columns beside its names needs the whole width of a page."""


def page_sections(report: Report, path: str, span: Span | None) -> Iterator[str]:
    """Yield a section for a report and each of its parts; ids of elements begin with ``path``.

    Only a section about another window than ``span`` has its dates.

    Parts that are key figures stand below the rows of their whole; a roast shows all it cites.
    """
    if report.columns:
        yield _section(report, path, span)
    if report.layout is Layout.CARD:
        return
    for place, part in enumerate(report.parts, 1):
        if not (report.columns and has_figures(part)):
            yield from page_sections(part, f"{path}-{place}", span)


def section_id(path: str, place: int) -> str:
    """Return the id of the section of a part, counted from 1."""
    return f"{path}-{place}"


def _section(report: Report, path: str, span: Span | None) -> str:
    if report.layout in {Layout.OVERVIEW, Layout.ENTITY} and report.rows:
        return (
            f'<section class="wide" id="{path}" aria-label="{written(report.title)}">'
            f"{figure_cards(report)}</section>"
        )
    chart = _chart(report) if report.rows else None
    is_wide = chart.is_wide if chart else _needs_width(report)
    own, others = report.span, (span.since, span.until) if span else None
    is_other = own is not None and (own.since, own.until) != others
    dates = f'<p class="side">{written(window_dates(report))}</p>' if is_other else ""
    heading = f'<h2 id="{path}-title">{written(report.title)}</h2>'
    summary = f"<p>{written(report.summary)}</p>" if report.summary else ""
    return (
        f'<section class="panel{" wide" * is_wide}" id="{path}"'
        f' aria-labelledby="{path}-title">'
        f"{heading}{dates}{summary}{_body(report, chart, path)}{_facts(report)}</section>"
    )


def _needs_width(report: Report) -> bool:
    if report.layout is Layout.TABLE and not has_figures(report):
        return len(list_columns(report).others) > _FEW_COLUMNS
    return report.layout in {Layout.CARD, Layout.TIMELINE}


def _body(report: Report, chart: Chart | None, path: str) -> str:
    if not report.rows:
        return f'<p class="side">{written(report.empty)}</p>'
    if report.layout is Layout.CARD:
        return roast_html(report)
    if chart is not None:
        return _figure(chart, path)
    if has_figures(report):
        return figures_list(report)
    table = list_table(report) if report.layout is Layout.TABLE else plain_table(text_table(report))
    return _scrolling(table, report.title) if _needs_width(report) else table


def _scrolling(content: str, name: str) -> str:
    """Return content that may be wider than the page in a region that scrolls by keyboard too."""
    named = written(f"{name}, scrolls")
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{named}">{content}</div>'


def _facts(report: Report) -> str:
    figures = [part for part in report.parts if has_figures(part) and part.rows]
    return figures_list(*figures) if figures else ""


def _chart(report: Report) -> Chart | None:
    chart = find_chart(report, width=_HALF, text=_TEXT)
    if chart is not None and chart.is_wide:
        return find_chart(report, width=_WHOLE, text=_TEXT)
    return chart


def _figure(chart: Chart, path: str) -> str:
    table = plain_table(chart.table)
    size = f"0 0 {number(chart.area.width)} {number(chart.area.height)}"
    picture = (
        f'<svg viewBox="{size}" role="img" aria-labelledby="{path}-name {path}-text">'
        f'<title id="{path}-name">{written(chart.title)}</title>'
        f'<desc id="{path}-text">{written(chart.description)}</desc>{chart.shapes}</svg>'
    )
    if chart.is_wide:
        picture = _scrolling(picture, chart.title)
    return (
        f"<figure>{picture}<figcaption>{written(chart.description)}</figcaption></figure>"
        f"<details><summary>As a table</summary>{_scrolling(table, chart.title)}</details>"
    )
