"""Pages as a browser and a screen reader take them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given

from musicanalyser.render.ink.palette import DARK, LIGHT, Palette
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.web.page_style import page_colours, style_sheet
from musicanalyser.render.wording import EN_DASH
from musicanalyser.report import Column, ColumnKind, Known, Layout, Report
from tests.render.cards import CARD, HOSTILE_CARD
from tests.render.ink.test_palette import contrast
from tests.render.output import output_of
from tests.render.reports import reports, unhurried
from tests.render.samples import HOUR_MS, SAMPLES, TOP_ARTISTS, TOP_TRACKS, WEEK, ZONE
from tests.render.web.page_reader import PageReader

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
ALLOWED_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("a", "nav", "p", "h1", "h2", "div", "span", "bdi", "small", "abbr", "i", "blockquote"),
    *("dl", "dt", "dd", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "details", "summary", "svg", "desc", "rect", "text", "polygon"),
}
LOADING = {"src", "srcset", "data", "action", "xlink:href", "background", "poster", "onload"}

DAYS = tuple(
    (date(2025, 1, 1) + timedelta(days=place), (place * 37 % 11) * HOUR_MS / 4, place % 9)
    for place in range(365)
)
YEAR = replace(
    WEEK, since=datetime(2025, 1, 1, tzinfo=ZONE), until=datetime(2026, 1, 1, tzinfo=ZONE)
)
CALENDAR = Report(
    name="calendar",
    title="Calendar",
    layout=Layout.CALENDAR,
    columns=(
        Column(name="day", title="Day", kind=ColumnKind.DATE),
        Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    ),
    rows=DAYS,
    span=YEAR,
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WHOLE = Report(
    name="report",
    title="Your music",
    columns=(),
    rows=(),
    span=WEEK,
    known=Known(since=date(2024, 1, 1), until=date(2025, 3, 13), days=6, of=7),
    parts=(SAMPLES["overview"], CALENDAR, TOP_TRACKS, TOP_ARTISTS, CARD),
)


def page_of(report: Report) -> PageReader:
    return PageReader(output_of(report, "html"))


@unhurried
@given(reports())
def test_every_page_is_sound_and_loads_nothing(report: Report) -> None:
    page = page_of(report)
    assert page.tags <= ALLOWED_TAGS
    names = {name for _, name, _ in page.attributes}
    assert not names & LOADING
    assert all(value.startswith("#") for value in page.values("href"))
    assert not any("url(" in value for value in page.values("style"))
    assert POLICY in page.values("content")


@unhurried
@given(reports())
def test_every_reference_within_a_page_leads_somewhere(report: Report) -> None:
    page = page_of(report)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    labels = {each for value in page.values("aria-labelledby") for each in value.split()}
    assert labels | {value[1:] for value in page.values("href")} <= set(ids)


def test_the_style_loads_nothing() -> None:
    assert not any(word in style_sheet() for word in ("url(", "@import", "http", "<", "FONTS"))


@pytest.mark.parametrize("report", [SAMPLES["hostile"], HOSTILE_CARD], ids=["list", "roast"])
def test_hostile_text_stays_text(report: Report) -> None:
    page = page_of(report)
    assert page.tags <= ALLOWED_TAGS
    shown = " ".join(text for _, text in page.texts)
    assert "<b>bold</b>" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_names_keep_to_their_own_direction() -> None:
    names = page_of(TOP_TRACKS).texts_of("bdi")
    for row in TOP_TRACKS.rows:
        assert {sanitize(str(row[1])), sanitize(str(row[2]))} <= set(names)


def test_a_change_of_rank_is_read_as_words() -> None:
    assert {"up", "down", "unchanged"} <= set(page_of(TOP_TRACKS).values("aria-label"))


def test_a_chart_has_a_title_a_description_and_its_figures_as_a_table() -> None:
    page = page_of(CALENDAR)
    assert "Time heard of each day" in page.texts_of("title")
    described = next(text for text in page.texts_of("desc"))
    assert described == "331 of 365 days with music. Best day: 27 Dec 2025, 2 h 30 min."
    assert page.texts_of("td").count("") == 0
    months = [text for text in page.texts_of("bdi") if text.endswith(" 2025")]
    assert months == [f"{name} 2025" for name in MONTHS]
    assert "1 Jan 2025" not in months


def test_every_day_has_a_square_with_its_figure() -> None:
    tips = page_of(CALENDAR).texts_of("title")
    assert "Wed 1 Jan 2025: 0 s" in tips
    assert len(tips) == 2 + len(DAYS)


def test_a_day_that_nobody_knows_is_not_a_day_without_music() -> None:
    unknown = replace(CALENDAR, rows=((date(2025, 1, 1), None, None), *DAYS[1:]))
    page = page_of(unknown)
    assert "Wed 1 Jan 2025: unknown" in page.texts_of("title")
    assert page.values("class").count("frame") == 1


def test_a_page_of_parts_links_to_each_of_them() -> None:
    page = page_of(WHOLE)
    assert page.texts_of("a")[1:7] == [
        "Overview",
        "Calendar",
        "Top tracks",
        "Top artists",
        "The Midnight Archivist",
        "Notes",
    ]


def test_a_page_says_what_the_history_knows() -> None:
    notes = page_of(WHOLE).texts_of("li")
    assert (
        "History known from 1 Jan 2024 to 13 Mar 2025; 6 of 7 days of this window are known."
        in (notes)
    )


def test_a_page_of_an_empty_history_says_so() -> None:
    empty = Known(since=None, until=None, days=0, of=7)
    notes = page_of(replace(TOP_TRACKS, known=empty)).texts_of("li")
    assert "The history knows nothing yet." in notes


def test_days_without_music_have_no_best_one() -> None:
    silent = replace(CALENDAR, rows=tuple((row[0], 0, 0) for row in CALENDAR.rows))
    assert "No day has any." in page_of(silent).texts_of("desc")


def test_a_roast_links_each_line_to_its_facts() -> None:
    page = page_of(CARD)
    assert "212-ferries-52-%-skipped-38-%-after-midnight bad" in page.texts_of("span")
    assert {"#fact-1", "#fact-2", "#fact-3"} <= set(page.values("href"))


def test_only_a_section_about_another_window_has_its_dates() -> None:
    texts = page_of(WHOLE).texts_of("p")
    assert texts.count(f"1 Jan {EN_DASH} 31 Dec 2025") == 1
    assert texts.count(f"8 {EN_DASH} 14 Mar 2025") == 1, "that of the whole page"


def test_all_that_scrolls_can_be_reached_by_keyboard_and_has_a_name() -> None:
    page = page_of(CALENDAR)
    scrolling = page.values("class").count("scroll")
    assert scrolling == 2
    assert page.values("tabindex") == ["0"] * scrolling
    assert page.values("role").count("region") == scrolling
    assert page.values("aria-label").count("Time heard of each day, scrolls") == scrolling


def test_a_page_without_rows_says_why() -> None:
    page = page_of(replace(TOP_TRACKS, rows=()))
    assert "Nothing was heard in this window." in page.texts_of("p")


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_text_and_marks_can_be_read_on_pages_and_panels(palette: Palette) -> None:
    colours = page_colours(palette)
    for ground in (colours["ground"], colours["panel"]):
        for role in ("ink", "side", "accent", "good", "bad", "new"):
            assert contrast(colours[role], ground) >= 4.5, role
        for step in range(1, 6):
            assert contrast(colours[f"ramp-{step}"], ground) >= 3, step
    assert contrast(colours["accent"], colours["badge"]) >= 4.5


def test_layouts_that_are_no_list_are_tables_with_all_that_people_see() -> None:
    timeline = replace(TOP_TRACKS, layout=Layout.TIMELINE)
    assert "Glass Harbour (Live at the Old Observatory)" in page_of(timeline).texts_of("bdi")
