"""The lines of a roast: several about one fact each, and one that connects two facts."""

from collections.abc import Sequence
from itertools import cycle, islice

from musicanalyser.roast.answer_schema import LINE_BOUNDS
from musicanalyser.roast.offline.fact_selection import pair_facts, select_leads, select_varied
from musicanalyser.roast.offline.phrase_choice import (
    PhraseChooser,
    choose_fitting,
    count_excess,
    fill_frame,
)
from musicanalyser.roast.persona import Fact, RoastLine, Tone

_SINGLE_LINES = 4
"""Lines about one fact each, if there are enough facts."""


def write_lines(chooser: PhraseChooser, facts: Sequence[Fact]) -> tuple[RoastLine, ...]:
    """Return lines that all differ; where facts are few, a fact gets several lines."""
    closing = _write_closing(chooser, facts)
    closing_ids = {fact_id for line in closing for fact_id in line.fact_ids}
    by_use = sorted(facts, key=lambda fact: fact.id in closing_ids)
    single = select_varied(by_use, _SINGLE_LINES)
    lines: list[RoastLine] = []
    openings: list[str] = []
    for fact in islice(cycle(single), max(len(single), LINE_BOUNDS.least - len(closing))):
        phrase, text = _write_line(
            chooser, fact, used_texts=[line.text for line in lines], used_openings=openings
        )
        lines.append(RoastLine(text=text, fact_ids=(fact.id,)))
        openings.append(_take_first_word(phrase))
    return (*lines, *closing)


def _write_line(
    chooser: PhraseChooser, fact: Fact, *, used_texts: Sequence[str], used_openings: Sequence[str]
) -> tuple[str, str]:
    """Return a phrase and its text, which is new, and begins with a new word if one does."""
    for tone in (chooser.tone, *Tone):
        unused = [line for line in chooser.fill_lines(fact, tone) if line.text not in used_texts]
        if unused:
            return min(
                unused,
                key=lambda line: (
                    count_excess(line.text, "line"),
                    _take_first_word(line.phrase) in used_openings,
                ),
            )
    raise AssertionError(f"no line is left for {fact.id}")


def _write_closing(chooser: PhraseChooser, facts: Sequence[Fact]) -> tuple[RoastLine, ...]:
    """Return a line about two facts, written for their kinds if possible; none for one fact."""
    if len(facts) < 2:  # noqa: PLR2004 - a pair
        return ()
    connected = {
        choose_fitting(texts, "line"): (one.id, other.id)
        for one, other in pair_facts(facts)
        if (texts := chooser.fill_pair_lines(one, other))
    }
    if connected:
        text, *_ = chooser.shuffle(connected, "dots", *facts[:2])
        return (RoastLine(text=text, fact_ids=connected[text]),)
    one, other = select_leads(facts[2:] if len(facts) >= _SINGLE_LINES else facts)
    contrasts = chooser.language.frames.contrasts[chooser.tone]
    text = fill_frame(
        chooser.shuffle(contrasts, "contrast", one, other),
        "line",
        a=chooser.fill_clauses(one)[::-1],  # the summary takes clauses from the other end
        b=chooser.fill_clauses(other)[::-1],
    )
    return (RoastLine(text=text, fact_ids=(one.id, other.id)),)


def _take_first_word(phrase: str) -> str:
    return phrase.split(maxsplit=1)[0].rstrip(".,:")
