"""What a model declares beside a line: claims with their figure, and comic numbers."""

from collections.abc import Iterator

from musicanalyser.roast.answer_schema import ClaimRelation
from musicanalyser.roast.check.answer_parsing import DraftClaim, DraftLine
from musicanalyser.roast.check.claim_check import Refusal, find_refusals, read_sentence
from musicanalyser.roast.check.figure_matching import COUNTED, SaidNumber, list_values
from musicanalyser.roast.check.numbers.readings import Measure, NumberReading
from musicanalyser.roast.persona import Fact, Figure

_ROOM = {ClaimRelation.IS: 0.0, ClaimRelation.ABOUT: 0.15}
_MORE, _LESS = (0.7, 1.0), (1.0, 1.3)
"""*More than* a number that is not far below the figure, and likewise *less than*."""


def check_rhetoric(line: DraftLine, language: str | None) -> Iterator[Refusal]:
    """Yield comic numbers that are not in the text, or count something of the listener."""
    for words in line.rhetoric:
        sentence = read_sentence(words, language)
        if words not in line.text:
            yield Refusal("R10", f"{words} is not in the line")
        elif sentence.words & COUNTED or any(
            reading.measure in {Measure.PERCENT, Measure.TIME}
            for said in sentence.numbers
            for reading in said.number.readings
        ):
            yield Refusal("R10", words)


def check_claims(
    line: DraftLine, cited: tuple[Fact, ...], text: str, language: str | None
) -> Iterator[Refusal]:
    """Yield claims whose words are not in the line, or do not fit their figure."""
    for claim in line.claims:
        fact_id, _, name = claim.figure.partition(".")
        fact = next((one for one in cited if one.id == fact_id), None)
        figure = next((one for one in fact.figures if one.name == name), None) if fact else None
        if claim.said not in text:
            yield Refusal("R1", f"{claim.said} is not in the line")
        elif fact is None or figure is None:
            yield Refusal("R1", f"{claim.figure} is no figure of a cited fact")
        elif not _holds(claim, figure, fact, language):
            yield Refusal("R2", claim.said)


def _holds(claim: DraftClaim, figure: Figure, fact: Fact, language: str | None) -> bool:
    """Return whether the words of a claim say what its figure is."""
    sentence = read_sentence(claim.said, language)
    if claim.relation not in {*_ROOM, ClaimRelation.MORE, ClaimRelation.LESS}:
        return next(find_refusals(sentence, (fact,)), None) is None
    fits = any(_fits(claim.relation, said, figure) for said in sentence.numbers)
    others = [one for one in find_refusals(sentence, (fact,)) if one.rule != "R2"]
    return fits and not others


def _fits(relation: str, said: SaidNumber, figure: Figure) -> bool:
    """Return whether a number of a claim is in its relation to the figure, in some unit."""
    return any(
        _is_in_relation(relation, reading, value)
        for measure, value in list_values(said, figure)
        for reading in said.number.readings
        if reading.measure is measure
    )


def _is_in_relation(relation: str, reading: NumberReading, value: float) -> bool:
    if relation in _ROOM:
        room = _ROOM[ClaimRelation(relation)] * value
        return reading.low - room <= value <= reading.high + room
    low, high = _MORE if relation == ClaimRelation.MORE else _LESS
    return low * value <= reading.value <= high * value
