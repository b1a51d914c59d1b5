"""Makes a persona of ranked facts: every choice follows from the seed and the facts themselves."""

from collections.abc import Sequence
from itertools import product, zip_longest

from musicanalyser.roast.offline.fact_selection import leads, usable, varied
from musicanalyser.roast.offline.localised_figures import Said, fill
from musicanalyser.roast.offline.phrase_choice import Voice, capital, fitting, framed
from musicanalyser.roast.offline.phrase_files import Frames
from musicanalyser.roast.offline.phrase_files import language as language_of
from musicanalyser.roast.offline.roast_lines import roast
from musicanalyser.roast.persona import Evidence, Fact, Persona, RoastLine, Tone

_TRAITS = 4


class NotEnoughFactsError(ValueError):
    """There is not a single fact to write about."""


def write(facts: Sequence[Fact], *, tone: Tone, language: str, seed: int) -> Persona:
    """Write a persona from facts, the most telling first; the same from the same, always.

    Every number and name in it is in the facts that it cites. With a single fact, the lines tell it
    from several angles.

    Args:
        facts: Ranked, with ids that differ.
        tone: How hard it hits.
        language: One of `LANGUAGES`.
        seed: Chooses among the ways to say it.

    Raises:
        NotEnoughFactsError: If there are no facts.
    """
    if not facts:
        raise NotEnoughFactsError("a persona needs at least one fact")
    voice = Voice(language=language_of(language), tone=tone, seed=seed)
    known = usable(voice, facts)
    first, other = leads(known)
    lines = roast(voice, known)
    redeemer, redeeming = _redeeming(voice, known, lines)
    return Persona(
        name=_name(voice, first, other),
        tagline=_tagline(voice, first, other),
        summary=_summary(voice, first, other),
        roast=lines,
        traits=_traits(voice, known),
        evidence=_evidence(voice, first, other, redeemer),
        redeeming=redeeming,
    )


def _name(voice: Voice, first: Fact, other: Fact) -> str:
    """Take the adjective from one fact and the noun from the other."""
    adjectives = voice.shuffled(voice.words(first).adjectives, "adjective", first, other)
    nouns = voice.shuffled(voice.words(other).nouns, "noun", first, other)
    names = [_called(voice.language.frames, *words) for words in product(adjectives, nouns)]
    return fitting(names, "name")


def _called(frames: Frames, adjective: str, noun: str) -> str:
    """Make a name whose adjective agrees with the article of the noun."""
    article, _, bare = noun.partition(" ")
    forms = adjective.split("|")
    if article in frames.articles:
        form = forms[frames.articles.index(article) % len(forms)]
    else:
        article, bare, form = "", noun, adjective
    said = {"article": Said(article), "adjective": Said(form), "noun": Said(bare)}
    return capital(fill(frames.name, said) or noun)


def _tagline(voice: Voice, first: Fact, other: Fact) -> str:
    return framed(
        voice.shuffled(voice.language.frames.taglines[voice.tone], "tagline", first, other),
        "tagline",
        a=voice.tags(first),
        b=voice.tags(other),
    )


def _summary(voice: Voice, first: Fact, other: Fact) -> str:
    frames = voice.language.frames
    if first is other:
        lonely = voice.shuffled(frames.lonely, "summary", first)
        return framed(lonely, "summary", a=voice.clauses(first))
    return framed(
        voice.shuffled(frames.summaries[voice.tone], "summary", first, other),
        "summary",
        a=voice.clauses(first),
        b=voice.clauses(other),
    )


def _traits(voice: Voice, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Take a trait from each of some facts, and a further one from each if they are few."""
    of_each = [
        voice.shuffled(voice.words(fact).traits, "trait", fact) for fact in varied(facts, _TRAITS)
    ]
    taken = (trait for row in zip_longest(*of_each) for trait in row if trait)
    return tuple(dict.fromkeys(taken))[:_TRAITS]


def _redeeming(
    voice: Voice, facts: Sequence[Fact], lines: Sequence[RoastLine]
) -> tuple[Fact | None, str]:
    """Praise the listener for a fact, one that has not been mocked if there is one."""
    mocked = {one for line in lines for one in line.fact_ids}
    for fact in sorted(facts, key=lambda fact: fact.id in mocked):
        ways = voice.ways(voice.words(fact).praise, "praise", fact)
        if ways:
            return fact, fitting([way.text for way in ways], "redeeming")
    praise, *_ = voice.shuffled(voice.language.frames.praise, "praise", *facts[:2])
    return None, praise


def _evidence(
    voice: Voice, first: Fact, other: Fact, redeemer: Fact | None
) -> tuple[Evidence, ...]:
    """Say why the facts behind the name, and the one that redeems, stand behind the persona."""
    pieces: list[Evidence] = []
    behind = [first, other]
    if redeemer is not None and redeemer not in behind:
        behind.append(redeemer)
    for fact in behind:
        given = {piece.why for piece in pieces}
        why = fitting([why for why in voice.whys(fact) if why not in given], "why")
        pieces.append(Evidence(fact_id=fact.id, why=why))
    return tuple(pieces)
