"""The lines of a roast: one for each of some facts, and one that connects two."""

from collections.abc import Sequence
from itertools import cycle, islice

from musicanalyser.roast.answer_schema import LINES
from musicanalyser.roast.offline.fact_selection import leads, pairs, varied
from musicanalyser.roast.offline.phrase_choice import Voice, excess, fitting, framed
from musicanalyser.roast.persona import Fact, RoastLine, Tone

_ALONE = 4
"""Lines about one fact each, where there are enough facts."""


def roast(voice: Voice, facts: Sequence[Fact]) -> tuple[RoastLine, ...]:
    """Write lines of which no two are alike; where facts are few, each is told from more angles."""
    closing = _closing(voice, facts)
    last = [fact for fact in facts if fact.id in {one for line in closing for one in line.fact_ids}]
    alone = varied([fact for fact in facts if fact not in last] + last, _ALONE)
    told: list[RoastLine] = []
    openings: list[str] = []
    for fact in islice(cycle(alone), max(len(alone), LINES.least - len(closing))):
        phrase, text = _angle(voice, fact, told=[line.text for line in told], openings=openings)
        told.append(RoastLine(text=text, fact_ids=(fact.id,)))
        openings.append(_opening(phrase))
    return (*told, *closing)


def _angle(
    voice: Voice, fact: Fact, *, told: Sequence[str], openings: Sequence[str]
) -> tuple[str, str]:
    """Return a line that has not been told, and preferably begins unlike those before it."""
    for tone in (voice.tone, *Tone):
        ways = [way for way in voice.lines(fact, tone) if way.text not in told]
        if ways:
            return min(
                ways,
                key=lambda way: (excess(way.text, "line"), _opening(way.phrase) in openings),
            )
    raise AssertionError(f"nothing is left to say about {fact.id}")


def _closing(voice: Voice, facts: Sequence[Fact]) -> tuple[RoastLine, ...]:
    """Connect two facts, by a line written for them if there is one; none if there is one fact."""
    if len(facts) < 2:  # noqa: PLR2004 - it takes two
        return ()
    connected = {
        fitting(dots, "line"): (one.id, other.id)
        for one, other in pairs(facts)
        if (dots := voice.dots(one, other))
    }
    if connected:
        text, *_ = voice.shuffled(connected, "dots", *facts[:2])
        return (RoastLine(text=text, fact_ids=connected[text]),)
    one, other = leads(facts[2:] if len(facts) >= _ALONE else facts)
    text = framed(
        voice.shuffled(voice.language.frames.contrasts[voice.tone], "contrast", one, other),
        "line",
        a=voice.clauses(one)[::-1],  # the summary begins at the other end
        b=voice.clauses(other)[::-1],
    )
    return (RoastLine(text=text, fact_ids=(one.id, other.id)),)


def _opening(phrase: str) -> str:
    return phrase.split(maxsplit=1)[0].rstrip(".,:")
