"""Writes a persona from ranked facts; every choice depends on the seed and the facts alone.

The cast comes first: who the listener is. Its lead fact opens a world, a fact with a name follows,
two facts contradict each other, one is acted out, and the last returns to the opening.
"""

from collections.abc import Collection, Sequence

from musicanalyser.roast.facts.fact_kind import Relation
from musicanalyser.roast.offline.casts import Casting, find_castings
from musicanalyser.roast.offline.phrase_draw import PhraseDraw, relation_of
from musicanalyser.roast.offline.phrase_files import load_language
from musicanalyser.roast.offline.seeded_order import describe_fact, shuffle_by_seed
from musicanalyser.roast.persona import Fact, Persona, RoastLine, Tone
from musicanalyser.roast.repetition import says_same

_TOLD_FROM = 12
"""Facts of a lower rank are not told."""
_TOLD = 6
"""Facts that a roast tells, if there are as many."""
_LEAST_LINES = 3
_STAMPED = 3
"""Facts in the verdict."""


class NotEnoughFactsError(ValueError):
    """There is no fact to write about."""


def write_persona(
    facts: Sequence[Fact],
    *,
    tone: Tone,
    language: str,
    seed: int,
    avoided: Collection[str] = (),
) -> Persona:
    """Return a persona whose every number and name is in the facts that it cites.

    The same arguments give the same persona. With a single fact, all lines are about it.

    Args:
        facts: The most surprising first, with different ids.
        tone: How hard the roast hits.
        language: One of `LANGUAGES`.
        seed: Draws the cast, the facts and the phrases.
        avoided: The phrases of earlier personas.

    Raises:
        NotEnoughFactsError: If there are no facts.
    """
    if not facts:
        raise NotEnoughFactsError("a persona needs at least one fact")
    listener = describe_fact(facts[0])
    casting = _draw_casting(facts, seed, listener)
    told = [casting.lead, *_draw_facts(facts, casting.lead, seed, listener)]
    phrases = load_language(language)
    draw = PhraseDraw(
        language=phrases,
        cast=phrases.casts[casting.cast],
        tone=tone,
        seed=seed,
        listener=listener,
        avoided=frozenset(avoided),
    )
    return Persona(
        name=draw.word(draw.cast.names),
        tagline=draw.word(draw.cast.taglines),
        roast=tuple(_write_lines(draw, told)),
        stamp=_write_stamp(draw, told),
        redeeming=_write_redeeming(draw, facts, told),
        phrases=tuple(draw.drawn),
    )


def _draw_casting(facts: Sequence[Fact], seed: int, listener: str) -> Casting:
    castings = find_castings(facts)
    return shuffle_by_seed(castings, seed=seed, slot=f"cast {listener}", name=lambda one: one.cast)[
        0
    ]


def _draw_facts(facts: Sequence[Fact], lead: Fact, seed: int, listener: str) -> list[Fact]:
    """Return the facts beside the lead, drawn by their surprise; one with a name comes first."""
    candidates = [fact for fact in facts[:_TOLD_FROM] if fact is not lead]
    drawn = shuffle_by_seed(
        candidates,
        seed=seed,
        slot=f"facts {listener}",
        name=lambda fact: fact.kind,
        weight=lambda fact: fact.surprise,
    )[: _TOLD - 1]
    return sorted(drawn, key=lambda fact: not fact.names)


def _write_lines(draw: PhraseDraw, told: Sequence[Fact]) -> list[RoastLine]:
    lead, *rest = told
    lines = [_line(f"{_open(draw, lead)} {draw.word(draw.heated(draw.cast.openers))}", lead)]
    if len(rest) >= _TOLD - 1:
        one, other = _find_contradiction(rest)
        rest = [fact for fact in rest if fact not in (one, other)]
        named, *rest = rest
        lines.append(_joke(draw, named))
        both = f"{draw.setup(one)} {draw.setup(other)} {draw.punch(Relation.CLASH)}"
        lines.append(_line(both, one, other))
    else:
        lines += [_joke(draw, fact) for fact in rest[:-2]]
        rest = rest[-2:] or [lead]
    *acted, last = rest
    lines += [_line(draw.gem(fact), fact) for fact in acted]
    while len(lines) < _LEAST_LINES - 1:
        lines.append(_line(draw.gem(lead), lead) if len(lines) == 1 else _joke(draw, lead))
    callback = draw.word(draw.heated(draw.cast.callbacks))
    lines.append(_line(f"{draw.setup(last)} {callback}", last))
    return lines


def _open(draw: PhraseDraw, lead: Fact) -> str:
    """Return the first fact; where it is extreme but usual, its past is part of the joke."""
    setup = draw.setup(lead)
    if not lead.is_usual:
        return setup
    frames = draw.language.frames
    usual = frames.usual if lead.value("usual") is not None else frames.same
    return f"{setup} {draw.word(usual, lead)}"


def _joke(draw: PhraseDraw, fact: Fact) -> RoastLine:
    return _line(f"{draw.setup(fact)} {draw.punch(relation_of(fact))}", fact)


def _line(text: str, *facts: Fact) -> RoastLine:
    return RoastLine(text=text, fact_ids=tuple(fact.id for fact in facts))


def _find_contradiction(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """Return two facts of which one contradicts the other best: leaving beside repeating."""
    order = {
        frozenset({Relation.QUIT, Relation.AGAIN}): 0,
        frozenset({Relation.GONE, Relation.AGAIN}): 1,
        frozenset({Relation.QUIT, Relation.MUCH}): 1,
        frozenset({Relation.CLASH, Relation.AGAIN}): 2,
        frozenset({Relation.GONE, Relation.MUCH}): 2,
    }
    pairs = [(one, other) for i, one in enumerate(facts) for other in facts[i + 1 :]]
    return min(
        pairs,
        key=lambda pair: (
            not {*pair[0].names}.isdisjoint(pair[1].names) or says_same(*pair),
            order.get(frozenset(map(relation_of, pair)), len(order)),
        ),
    )


def _write_stamp(draw: PhraseDraw, told: Sequence[Fact]) -> str:
    frames = draw.language.frames
    within, between, before_last = frames.joints
    *first, last = [draw.stamp(fact).replace(" ", within) for fact in told[:_STAMPED]]
    chain = before_last.join(filter(None, (between.join(first), last)))
    grade = draw.word(frames.grades[draw.tone])
    return frames.stamp.replace("{fragments}", chain).replace("{grade}", grade)


def _write_redeeming(draw: PhraseDraw, facts: Sequence[Fact], told: Sequence[Fact]) -> str:
    """Return praise for a fact that was not mocked, if there is one to praise."""
    praised = [fact for fact in facts if draw.language.kinds[fact.kind].praise]
    if not praised:
        return draw.word(draw.language.frames.praise)
    return draw.praise(min(praised, key=lambda fact: (fact in told, fact is told[0])))
