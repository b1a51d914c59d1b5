"""What every language of the offline writer brings, and what no phrase of it holds."""

import importlib.resources
import re
from collections.abc import Iterator

import pytest

from musicanalyser.roast.answer_schema import LENGTHS
from musicanalyser.roast.check.numbers.quantities import quantities
from musicanalyser.roast.check.persona_check import faults
from musicanalyser.roast.check.sensitive_topics import forbidden
from musicanalyser.roast.facts.kinds import KINDS
from musicanalyser.roast.offline import LANGUAGES
from musicanalyser.roast.offline.localised_figures import SLOT, fill, sayings
from musicanalyser.roast.offline.phrase_files import Frames, Language, Words, language
from musicanalyser.roast.offline.themes import LESS, THEMES, side
from musicanalyser.roast.persona import Evidence, Persona, RoastLine, Tone
from tests.roast.offline_sides import SIDES, made

FEWEST_LINES = {"en": 3, "de": 2, "es": 2}
HYPE = re.compile(
    r"\b(?:soundtrack of your|soundtrack deines|banda sonora de tu|vibes?|epic|legend\w*|iconic"
    r"|awesome|amazing|insane|crazy|lit|eclectic|eklektisch\w*|ecléctic\w*|guilty pleasure)\b",
    re.IGNORECASE,
)
OFF_LIMITS = re.compile(
    r"\b(?:addict\w*|obsess\w*|manic|mania\w*|idiot\w*|stupid\w*|dumb|moron\w*|brain\w*|lonely"
    r"|süchtig\w*|wahnsinn\w*|verrückt\w*|dumm\w*|blöd\w*|einsam\w*|adict\w*|loco|tont\w*"
    r"|idiota\w*|estúpid\w*|pray\w*|gott\w*|dios)\b",
    re.IGNORECASE,
)


def phrases_of(words: Words) -> Iterator[str]:
    yield from (*words.adjectives, *words.nouns, *words.tags, *words.clauses)
    yield from (*words.traits, *words.whys, *words.praise)
    yield from (line for lines in words.lines.values() for line in lines)


def frames_of(frames: Frames) -> Iterator[str]:
    yield from (frames.name, *frames.lonely, *frames.praise)
    for by_tone in (frames.taglines, frames.summaries, frames.contrasts):
        yield from (frame for one in by_tone.values() for frame in one)


def everything(name: str) -> list[str]:
    known = language(name)
    words = [phrase for one in (known.spare, *known.kinds.values()) for phrase in phrases_of(one)]
    pairs = [line for pair in known.pairs for lines in pair.lines.values() for line in lines]
    return [*words, *pairs, *frames_of(known.frames)]


def test_every_file_is_a_language_and_every_language_a_file() -> None:
    files = importlib.resources.files("musicanalyser.roast.offline").iterdir()
    assert {file.name for file in files if file.name.endswith(".toml")} == {
        f"{name}.toml" for name in LANGUAGES
    }


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_language_has_words_for_every_kind_of_fact(name: str) -> None:
    assert KINDS.keys() <= language(name).kinds.keys()


def test_every_kind_of_fact_has_a_theme() -> None:
    assert THEMES.keys() == KINDS.keys()


@pytest.mark.parametrize("name", LANGUAGES)
def test_all_languages_have_words_for_the_same(name: str) -> None:
    assert sorted(language(name).kinds) == sorted(SIDES)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("one", SIDES)
def test_words_are_enough_for_a_persona_even_where_the_past_is_unknown(name: str, one: str) -> None:
    words = language(name).kinds[one]
    said = sayings(made(one, plain=True), language(name).numbers)
    assert len(words.adjectives) >= 3
    assert len(words.nouns) >= 3
    assert len(words.tags) >= 2
    assert len(words.traits) >= 3
    assert sum(fill(clause, said) is not None for clause in words.clauses) >= 2
    assert sum(fill(why, said) is not None for why in words.whys) >= 1
    for tone in Tone:
        assert len(words.lines[tone]) >= FEWEST_LINES[name]
        assert sum(fill(line, said) is not None for line in words.lines[tone]) >= 1


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("one", SIDES)
def test_every_phrase_asks_for_what_its_fact_has_and_is_then_true_to_it(
    name: str, one: str
) -> None:
    words, fact = language(name).kinds[one], made(one)
    assert side(fact) == one
    said = sayings(fact, language(name).numbers)
    for phrase in (*words.tags, *words.clauses, *words.whys, *words.praise, *lines_of(words)):
        text = fill(phrase, said)
        assert text is not None, phrase
        assert len(text) <= LENGTHS["line"]
        assert faults(saying(text, "F1"), [fact], language=name) == (), text


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_line_about_two_facts_is_true_to_them(name: str) -> None:
    numbers = language(name).numbers
    for pair in language(name).pairs:
        a, b = made(pair.kinds[0], "F1"), made(pair.kinds[1], "F2")
        said = {f"a.{key}": how for key, how in sayings(a, numbers).items()}
        said |= {f"b.{key}": how for key, how in sayings(b, numbers).items()}
        for tone in Tone:
            assert pair.lines[tone], pair.kinds
            for line in pair.lines[tone]:
                text = fill(line, said)
                assert text is not None, line
                assert faults(saying(text, "F1", "F2"), [a, b], language=name) == (), text
                assert {match["name"][0] for match in SLOT.finditer(line)} == {"a", "b"}, line


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_holds_a_number_of_its_own(name: str) -> None:
    for phrase in everything(name):
        bare = SLOT.sub(" ", phrase)
        assert not re.search(r"\d", bare), phrase
        assert [one.text for one in quantities(bare, name)] == [], phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_hypes_insults_or_speaks_of_what_is_off_limits(name: str) -> None:
    for phrase in everything(name):
        assert not HYPE.search(phrase), phrase
        assert not OFF_LIMITS.search(phrase), phrase
        assert list(forbidden(phrase)) == [], phrase
        assert not re.search(r"[\U0001f000-\U0001faff\u2600-\u27bf!#*<>\[\]]", phrase), phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_stands_twice_in_a_kind_and_no_line_in_two(name: str) -> None:
    lines = [line for words in language(name).kinds.values() for line in lines_of(words)]
    assert len(lines) == len(set(lines))
    for words in language(name).kinds.values():
        for part in (words.adjectives, words.nouns, words.tags, words.clauses, words.traits):
            assert len(part) == len(set(part))


@pytest.mark.parametrize("name", LANGUAGES)
def test_persona_names_run_into_the_thousands(name: str) -> None:
    known = language(name)
    adjectives = {word for words in known.kinds.values() for word in words.adjectives}
    nouns = {word for words in known.kinds.values() for word in words.nouns}
    assert len(adjectives) * len(nouns) > 10_000


@pytest.mark.parametrize("name", LANGUAGES)
def test_titles_stand_in_the_quotation_marks_of_the_language_and_nothing_else_does(
    name: str,
) -> None:
    before, after = language(name).numbers.quoted.split("#")
    for phrase in everything(name):
        quoted = re.findall(f"{before}(.+?){after}", phrase)
        assert all(re.fullmatch(r"\{(?:[ab]\.)?title\}", one) for one in quoted), phrase
        assert not set('"„“”«»') & set(re.sub(f"{before}.+?{after}", "", phrase)), phrase
        assert len(quoted) == len(re.findall(r"\{(?:[ab]\.)?title\}", phrase)), phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_nouns_have_an_article_and_adjectives_a_form_for_each(name: str) -> None:
    known: Language = language(name)
    articles = known.frames.articles
    for words in (known.spare, *known.kinds.values()):
        if articles:
            assert all(noun.split()[0] in articles for noun in words.nouns)
        assert {len(one.split("|")) for one in words.adjectives} <= {1, len(articles) or 1}


def lines_of(words: Words) -> list[str]:
    return [line for lines in words.lines.values() for line in lines]


def saying(text: str, *fact_ids: str) -> Persona:
    """Return a persona that says nothing but a text."""
    return Persona(
        name="x",
        tagline="x",
        summary="x",
        roast=(RoastLine(text=text, fact_ids=fact_ids),) * 3,
        traits=("x",) * 3,
        evidence=(Evidence(fact_id="F1", why="x"),) * 2,
        redeeming="x",
    )


def test_low_and_high_figures_are_told_apart() -> None:
    assert {one.removesuffix(LESS) for one in SIDES} == KINDS.keys()
