import re
from dataclasses import replace
from pathlib import Path

import pytest

import musicanalyser.render
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Column, ColumnKind, RankChange, Report
from tests.render.dashboard import dashboard
from tests.render.output import output_of
from tests.render.samples import LOG, SAMPLES, TOP_TRACKS

PLAIN = OutputStyle(width=80, plain=True)
DRAWN = re.compile("[\u2190-\u21ff\u2500-\u25ff\u2800-\u28ff\x1b]")
RENDER = Path(musicanalyser.render.__file__).parent


def plain(report: Report) -> str:
    return output_of(report, "table", style=PLAIN)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_nothing_is_drawn_that_a_reader_would_have_to_spell(name: str) -> None:
    text = plain(SAMPLES[name]).replace("\N{REPLACEMENT CHARACTER}", "")
    assert not DRAWN.search(text)


def test_a_fact_is_a_line_of_words() -> None:
    lines = plain(dashboard()).splitlines()
    assert lines[0] == "Your month in music, 13 Feb to 14 Mar 2025"
    assert "Listening time: 57 h 25 min, up 4%" in lines
    assert "Skip rate: 44%, up 1.2 points" in lines
    assert "1. Midnight Ferry, by The Paper Lungs: 11 h 5 min, 20% share, up 2" in lines
    assert "Compared with previous 30 days: 14 Jan to 12 Feb 2025." in lines


@pytest.mark.parametrize(
    ("change", "words"),
    [(3, "up 3"), (-12, "down 12"), (0, "same rank"), (RankChange.NEW_ENTRY, "new")],
)
def test_a_change_of_rank_is_said_in_words(change: int | RankChange, words: str) -> None:
    columns = (
        Column(name="rank", title="#", kind=ColumnKind.COUNT),
        Column(name="artist", title="Artist"),
        Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE),
    )
    report = Report(name="x", title="X", columns=columns, rows=((1, "Ana Vell", change),))
    assert plain(report).splitlines()[1] == f"1. Ana Vell: {words}"


def test_a_rank_that_does_not_name_a_row_is_said_as_a_figure() -> None:
    columns = (
        Column(name="year", title="Year"),
        Column(name="rank", title="Rank", kind=ColumnKind.COUNT),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    )
    report = Report(name="x", title="X", columns=columns, rows=(("2025", 3, 846),))
    assert plain(report).splitlines()[1] == "2025: rank 3, 846 plays"


def test_unknown_is_said_and_never_left_out() -> None:
    rows = ((1, "Known", None, None, 3, None, None, ""),)
    assert "by unknown: unknown" in plain(replace(TOP_TRACKS, rows=rows))


def test_a_play_is_private_only_if_it_says_so() -> None:
    lines = plain(LOG).splitlines()
    assert sum(line.endswith(", private") or ", private," in line for line in lines) == 2


def test_what_only_ascii_can_show_is_as_wide_as_what_it_stands_for() -> None:
    full = output_of(dashboard(), "table").splitlines()
    ascii_style = OutputStyle(width=80, ascii=True)
    lines = output_of(dashboard(), "table", style=ascii_style).splitlines()
    names = [line for line in lines if "Midnight Ferry" in line]
    assert all(line.isascii() for line in names)
    assert len(lines) == len(full)
    assert [len(line) for line in lines[1:4]] == [len(line) for line in full[1:4]]


def test_colours_have_one_home() -> None:
    """Whoever draws names a meaning: another colour would be right on one paper only."""
    hexadecimal = re.compile(r"""["']#[0-9a-fA-F]{6}["']|\bdim\b""")
    allowed = {"palette.py", "oklab.py"}
    found = [
        path.name
        for path in RENDER.rglob("*.py")
        if path.name not in allowed and hexadecimal.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_of_few_colours_only_green_is_used_and_only_for_marks() -> None:
    few = OutputStyle(width=100, depth=ColourDepth.FEW, paper=Paper.DARK)
    for report in (*SAMPLES.values(), dashboard()):
        codes = set(re.findall("\x1b\\[([0-9;]*)m", output_of(report, "table", style=few)))
        assert codes <= {"0", "1", "3", "32"}
