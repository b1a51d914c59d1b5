"""Rules survive a file, and a file that says something else is refused with the place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.errors import Error
from musicanalyser.flows.ruling.rule_file import read_rules, write_rules
from musicanalyser.invisible_characters import is_visible
from musicanalyser.listening.rules.counted_names import says_nothing
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel

_NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
_NEW_NAME = _NAME.filter(is_visible)
_MOMENT = st.none() | st.integers(-(10**11), 4 * 10**12)
_MINUTES = st.none() | st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)


@st.composite
def any_rules(draw: st.DrawFn) -> Rule:
    action = draw(st.sampled_from(RuleAction))
    is_split, is_ignore = action is RuleAction.SPLIT, action is RuleAction.IGNORE
    levels = [RuleLevel.ARTIST, RuleLevel.TRACK] if is_split else [*RuleLevel]
    level = draw(st.sampled_from(levels))
    has_artist = level is not RuleLevel.ARTIST
    minutes = (draw(_MINUTES) if is_ignore else None) or (None, None)
    return Rule(
        action=action,
        level=level,
        name=draw(_NAME),
        artist=draw(_NAME | st.none()) if has_artist else None,
        album=draw(_NAME) if is_split else None,
        new_name=None if is_ignore else draw(_NEW_NAME),
        new_artist=draw(_NAME | st.none()) if has_artist and action is RuleAction.MERGE else None,
        since_ms=draw(_MOMENT) if is_ignore else None,
        until_ms=draw(_MOMENT) if is_ignore else None,
        from_minute=minutes[0],
        until_minute=minutes[1],
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules") / "rules.toml"


@given(st.lists(any_rules().filter(lambda rule: not says_nothing(rule)), max_size=4))
def test_what_is_written_is_read_as_it_was(file: Path, rules: list[Rule]) -> None:
    file.write_text(write_rules(rules), "utf-8")
    assert read_rules(file) == (rules, [])


def test_it_reads_as_people_write_it(file: Path) -> None:
    ignore = Rule(
        action=RuleAction.IGNORE,
        level=RuleLevel.ALBUM,
        name="Lullabies",
        artist="Sleep",
        since_ms=1_735_689_600_000,
        from_minute=19 * 60,
        until_minute=7 * 60,
    )
    text = write_rules([ignore])
    assert (
        text
        == """\
# Rules of musicanalyser, in the order in which they apply.

[[rules]]
action = "ignore"
level = "album"
name = "Lullabies"
artist = "Sleep"
since = 2025-01-01T00:00:00Z
between = ["19:00", "07:00"]
"""
    )
    file.write_text(text, "utf-8")
    assert read_rules(file) == ([ignore], [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[rules]]\nlevel = "artist"\nname = "A"', "'action' is missing"),
        ('[[rules]]\naction = "melt"\nlevel = "artist"\nname = "A"', "'melt'"),
        ('[[rules]]\naction = "merge"\nlevel = "artist"\nname = "A"', "'new_name' is missing"),
        ('[[rules]]\naction = "ignore"\nlevel = "artist"\nname = 1', "'name' is not a text"),
        (
            '[[rules]]\naction = "ignore"\nlevel = "artist"\nname = "A"\nbetween = ["1:00"]',
            "'between' is not two times of day",
        ),
        (
            '[[rules]]\naction = "ignore"\nlevel = "artist"\nname = "A"\nsince = "x"',
            "'since' is not a date",
        ),
        (
            '[[rules]]\naction = "ignore"\nlevel = "artist"\nname = "A"\nnew_name = "B"',
            "'new_name' does not belong to ignore artist",
        ),
        (
            '[[rules]]\naction = "split"\nlevel = "album"\nname = "A"\nalbum = "B"\nnew_name = "C"',
            "an album cannot be split",
        ),
        (
            '[[rules]]\naction = "merge"\nlevel = "artist"\nname = "Ana"\nnew_name = "ANA "',
            "the new name is the name that it has",
        ),
        (
            '[[rules]]\naction = "rename"\nlevel = "artist"\nname = "A"\nnew_name = "\\u200b"',
            "'new_name' has no visible character",
        ),
        (
            '[[rules]]\naction = "rename"\nlevel = "artist"\nname = "A"\nnew_name = " "',
            "'new_name' is not a text",
        ),
    ],
)
def test_what_is_no_rule_is_left_out_with_its_place_and_stops_no_other(
    file: Path, text: str, message: str
) -> None:
    good = '[[rules]]\naction = "ignore"\nlevel = "artist"\nname = "Sleep"\n'
    file.write_text(f"{good}\n{text}\n{good}", "utf-8")
    rules, wrong = read_rules(file)
    assert rules == [Rule(action=RuleAction.IGNORE, level=RuleLevel.ARTIST, name="Sleep")] * 2
    (sentence,) = wrong
    assert re.search(f"Rule 2 of the file is left out: .*{message}", sentence)


@pytest.mark.parametrize(
    ("text", "message"),
    [("= broken", "is not TOML"), ("rules = 1", "holds no list of rules")],
)
def test_a_file_that_is_no_list_of_rules_is_refused(file: Path, text: str, message: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(Error, match=message):
        read_rules(file)


def test_a_missing_file_and_one_of_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Error, match="cannot be read: No such file"):
        read_rules(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(Error, match="is not TOML"):
        read_rules(tmp_path / "bytes.toml")
