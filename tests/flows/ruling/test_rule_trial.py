"""A dry run makes the change, reads, and leaves no trace."""

from contextlib import closing
from functools import partial

from musicanalyser.flows.ruling.rule_changes import add_rule
from musicanalyser.flows.ruling.rule_trial import try_change
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.report import RankChange
from musicanalyser.reports.ruling.rank_shift import show_shift
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import everything, to_ms
from tests.flows.histories import NOW, ZONE, tables
from tests.flows.ruling.test_rule_changes import add, recorded

QUESTION = Question(
    window=everything(now=NOW, zone=ZONE), today=NOW.date(), now_ms=to_ms(NOW), limit=1000
)
MERGE = Rule(
    action=RuleAction.MERGE,
    level=RuleLevel.TRACK,
    name="Anchor",
    artist="The Lanterns",
    new_name="Harbour",
    new_artist="The Lanterns",
)


def test_it_shows_what_the_change_would_do_and_leaves_the_history_as_it_is() -> None:
    with closing(recorded()) as conn:
        before = tables(conn)
        change = partial(add_rule, rule=MERGE, now_ms=0, zone=ZONE)
        was, would_be = try_change(conn, change, RuleLevel.TRACK, QUESTION)
        assert tables(conn) == before
        assert was.rows == answer_question(conn, "top-tracks", QUESTION).rows
        add(conn, MERGE)
        assert would_be.rows == answer_question(conn, "top-tracks", QUESTION).rows
        assert was.rows != would_be.rows


def test_ranks_are_compared_by_name_and_what_falls_out_is_named() -> None:
    with closing(recorded()) as conn:
        change = partial(add_rule, rule=MERGE, now_ms=0, zone=ZONE)
        report = show_shift(*try_change(conn, change, RuleLevel.TRACK, QUESTION), "x")
        names = [column.name for column in report.columns]
        assert names[:3] == ["rank", "title", "artist"]
        harbour = next(row for row in report.rows if row[1:3] == ("Harbour", "The Lanterns"))
        was_ms, then_ms = harbour[3], harbour[4]
        assert isinstance(was_ms, int)
        assert isinstance(then_ms, int)
        assert then_ms > was_ms > 0
        (gone,) = report.parts
        assert [row[1] for row in gone.rows] == ["Anchor"]
        assert RankChange.NEW_ENTRY not in {row[6] for row in report.rows}
