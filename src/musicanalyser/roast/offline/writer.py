"""Writes a persona from ranked facts; every choice depends on the seed and the facts alone."""

from collections.abc import Sequence
from itertools import product, zip_longest

from musicanalyser.roast.offline.fact_selection import select_leads, select_usable, select_varied
from musicanalyser.roast.offline.localised_figures import SlotText, fill_phrase
from musicanalyser.roast.offline.phrase_choice import (
    PhraseChooser,
    capitalise,
    choose_fitting,
    fill_frame,
)
from musicanalyser.roast.offline.phrase_files import Frames, load_language
from musicanalyser.roast.offline.roast_lines import write_lines
from musicanalyser.roast.persona import Evidence, Fact, Persona, RoastLine, Tone

_TRAITS = 4


class NotEnoughFactsError(ValueError):
    """There is no fact to write about."""


def write_persona(facts: Sequence[Fact], *, tone: Tone, language: str, seed: int) -> Persona:
    """Return a persona whose every number and name is in the facts that it cites.

    The same arguments give the same persona. With a single fact, all lines are about it.

    Args:
        facts: The most surprising first, with different ids.
        tone: How hard the roast hits.
        language: One of `LANGUAGES`.
        seed: Chooses among the phrases.

    Raises:
        NotEnoughFactsError: If there are no facts.
    """
    if not facts:
        raise NotEnoughFactsError("a persona needs at least one fact")
    chooser = PhraseChooser(language=load_language(language), tone=tone, seed=seed)
    usable = select_usable(chooser, facts)
    first, second = select_leads(usable)
    lines = write_lines(chooser, usable)
    praised, redeeming = _write_redeeming(chooser, usable, lines)
    return Persona(
        name=_write_name(chooser, first, second),
        tagline=_write_tagline(chooser, first, second),
        summary=_write_summary(chooser, first, second),
        roast=lines,
        traits=_choose_traits(chooser, usable),
        evidence=_write_evidence(chooser, first, second, praised),
        redeeming=redeeming,
    )


def _write_name(chooser: PhraseChooser, first: Fact, second: Fact) -> str:
    """Return a name with the adjective of one fact and the noun of the other."""
    adjectives = chooser.shuffle(chooser.find_phrases(first).adjectives, "adjective", first, second)
    nouns = chooser.shuffle(chooser.find_phrases(second).nouns, "noun", first, second)
    frames = chooser.language.frames
    return choose_fitting(
        [_join_name(frames, *pair) for pair in product(adjectives, nouns)], "name"
    )


def _join_name(frames: Frames, adjective: str, noun: str) -> str:
    """Return a name whose adjective agrees with the article of the noun."""
    article, _, bare_noun = noun.partition(" ")
    forms = adjective.split("|")
    if article in frames.articles:
        form = forms[frames.articles.index(article) % len(forms)]
    else:
        article, bare_noun, form = "", noun, adjective
    values = {
        "article": SlotText(article),
        "adjective": SlotText(form),
        "noun": SlotText(bare_noun),
    }
    return capitalise(fill_phrase(frames.name, values) or noun)


def _write_tagline(chooser: PhraseChooser, first: Fact, second: Fact) -> str:
    taglines = chooser.language.frames.taglines[chooser.tone]
    return fill_frame(
        chooser.shuffle(taglines, "tagline", first, second),
        "tagline",
        a=chooser.fill_tags(first),
        b=chooser.fill_tags(second),
    )


def _write_summary(chooser: PhraseChooser, first: Fact, second: Fact) -> str:
    frames = chooser.language.frames
    if first is second:
        lonely = chooser.shuffle(frames.lonely, "summary", first)
        return fill_frame(lonely, "summary", a=chooser.fill_clauses(first))
    return fill_frame(
        chooser.shuffle(frames.summaries[chooser.tone], "summary", first, second),
        "summary",
        a=chooser.fill_clauses(first),
        b=chooser.fill_clauses(second),
    )


def _choose_traits(chooser: PhraseChooser, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return one trait for each of several facts, and a second one for each if they are few."""
    by_fact = [
        chooser.shuffle(chooser.find_phrases(fact).traits, "trait", fact)
        for fact in select_varied(facts, _TRAITS)
    ]
    traits = (trait for row in zip_longest(*by_fact) for trait in row if trait)
    return tuple(dict.fromkeys(traits))[:_TRAITS]


def _write_redeeming(
    chooser: PhraseChooser, facts: Sequence[Fact], lines: Sequence[RoastLine]
) -> tuple[Fact | None, str]:
    """Return a fact to praise and the praise; facts without a line are preferred."""
    cited = {fact_id for line in lines for fact_id in line.fact_ids}
    for fact in sorted(facts, key=lambda fact: fact.id in cited):
        praises = chooser.fill(chooser.find_phrases(fact).praise, "praise", fact)
        if praises:
            return fact, choose_fitting([praise.text for praise in praises], "redeeming")
    praise, *_ = chooser.shuffle(chooser.language.frames.praise, "praise", *facts[:2])
    return None, praise


def _write_evidence(
    chooser: PhraseChooser, first: Fact, second: Fact, praised: Fact | None
) -> tuple[Evidence, ...]:
    """Return why the two facts of the name, and the praised one, support the persona."""
    supporting = [first, second]
    if praised is not None and praised not in supporting:
        supporting.append(praised)
    pieces: list[Evidence] = []
    for fact in supporting:
        used = {piece.why for piece in pieces}
        why = choose_fitting([why for why in chooser.fill_whys(fact) if why not in used], "why")
        pieces.append(Evidence(fact_id=fact.id, why=why))
    return tuple(pieces)
