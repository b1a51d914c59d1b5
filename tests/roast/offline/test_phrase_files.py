"""What every phrase file must contain, and what no phrase may contain."""

import importlib.resources
import re
import tomllib
from collections.abc import Iterator

import pytest

from musicanalyser.roast.answer_schema import MAX_LENGTHS
from musicanalyser.roast.check.numbers.number_search import find_numbers
from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.check.text_rules import find_sensitive_topics
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import SLOT, fill_phrase, localise_fact
from musicanalyser.roast.offline.phrase_files import (
    LANGUAGES,
    Frames,
    KindPhrases,
    LanguagePhrases,
    load_language,
)
from musicanalyser.roast.offline.phrase_keys import find_phrase_key, list_phrase_keys
from musicanalyser.roast.persona import Evidence, Persona, RoastLine, Tone
from tests.roast.phrase_facts import PHRASE_KEYS, make_fact

FILES = importlib.resources.files("musicanalyser.roast.offline")
FEWEST = {"adjectives": 3, "nouns": 3, "tags": 2, "clauses": 2, "traits": 3, "whys": 1}
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


def phrases_of(words: KindPhrases) -> Iterator[str]:
    yield from (*words.adjectives, *words.nouns, *words.tags, *words.clauses)
    yield from (*words.traits, *words.whys, *words.praise)
    yield from (line for lines in words.lines.values() for line in lines)


def frames_of(frames: Frames) -> Iterator[str]:
    yield from (frames.name, *frames.lonely, *frames.praise)
    for by_tone in (frames.taglines, frames.summaries, frames.contrasts):
        yield from (frame for one in by_tone.values() for frame in one)


def everything(name: str) -> list[str]:
    known = load_language(name)
    words = [phrase for one in (known.spare, *known.kinds.values()) for phrase in phrases_of(one)]
    pairs = [line for pair in known.pairs for lines in pair.lines.values() for line in lines]
    return [*words, *pairs, *frames_of(known.frames)]


def test_every_file_is_a_language_and_every_language_a_file() -> None:
    assert {file.name for file in FILES.iterdir() if file.name.endswith(".toml")} == {
        f"{name}.toml" for name in LANGUAGES
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LANGUAGES)
def test_a_language_has_all_phrases_of_a_kind(name: str, kind: str) -> None:
    assert list(missing_phrases(name, kind)) == []


def missing_phrases(name: str, kind: str) -> Iterator[str]:
    """Yield the table and list of the file that lacks phrases, such as ``kinds.night.nouns``."""
    by_key = tomllib.loads(FILES.joinpath(f"{name}.toml").read_text("utf-8"))["kinds"]
    for key in list_phrase_keys(kind, KINDS[kind]):
        phrases = by_key.get(key, {})
        for part, least in FEWEST.items():
            if len(phrases.get(part, ())) < least:
                yield f"{name}.toml: kinds.{key}.{part}"
        for tone in Tone:
            if len(phrases.get("lines", {}).get(tone, ())) < FEWEST_LINES[name]:
                yield f"{name}.toml: kinds.{key}.lines.{tone}"


def test_missing_phrases_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "planets", KINDS["night"])
    missing = list(missing_phrases("de", "planets"))
    assert "de.toml: kinds.planets.nouns" in missing
    assert "de.toml: kinds.planets-less.lines.savage" in missing


def test_every_phrase_belongs_to_a_kind() -> None:
    keys = {key for name, kind in KINDS.items() for key in list_phrase_keys(name, kind)}
    assert keys == set(PHRASE_KEYS)
    assert all(load_language(name).kinds.keys() == keys for name in LANGUAGES)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("one", PHRASE_KEYS)
def test_words_are_enough_for_a_persona_even_where_the_past_is_unknown(name: str, one: str) -> None:
    words = load_language(name).kinds[one]
    said = localise_fact(make_fact(one, plain=True), load_language(name).numbers)
    assert sum(fill_phrase(clause, said) is not None for clause in words.clauses) >= 2
    assert sum(fill_phrase(why, said) is not None for why in words.whys) >= 1
    for tone in Tone:
        assert sum(fill_phrase(line, said) is not None for line in words.lines[tone]) >= 1


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("one", PHRASE_KEYS)
def test_every_phrase_asks_for_what_its_fact_has_and_is_then_true_to_it(
    name: str, one: str
) -> None:
    words, fact = load_language(name).kinds[one], make_fact(one)
    assert find_phrase_key(fact) == one
    said = localise_fact(fact, load_language(name).numbers)
    for phrase in (*words.tags, *words.clauses, *words.whys, *words.praise, *lines_of(words)):
        text = fill_phrase(phrase, said)
        assert text is not None, phrase
        assert len(text) <= MAX_LENGTHS["line"]
        assert find_faults(saying(text, "F1"), [fact], language=name) == (), text


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_line_about_two_facts_is_true_to_them(name: str) -> None:
    numbers = load_language(name).numbers
    for pair in load_language(name).pairs:
        a, b = make_fact(pair.kinds[0], "F1"), make_fact(pair.kinds[1], "F2")
        said = {f"a.{key}": how for key, how in localise_fact(a, numbers).items()}
        said |= {f"b.{key}": how for key, how in localise_fact(b, numbers).items()}
        for tone in Tone:
            assert pair.lines[tone], pair.kinds
            for line in pair.lines[tone]:
                text = fill_phrase(line, said)
                assert text is not None, line
                assert find_faults(saying(text, "F1", "F2"), [a, b], language=name) == (), text
                assert {match["name"][0] for match in SLOT.finditer(line)} == {"a", "b"}, line


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_holds_a_number_of_its_own(name: str) -> None:
    for phrase in everything(name):
        bare = SLOT.sub(" ", phrase)
        assert not re.search(r"\d", bare), phrase
        assert [one.text for one in find_numbers(bare, name)] == [], phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_hypes_insults_or_is_about_an_off_limits_topic(name: str) -> None:
    for phrase in everything(name):
        assert not HYPE.search(phrase), phrase
        assert not OFF_LIMITS.search(phrase), phrase
        assert list(find_sensitive_topics(phrase)) == [], phrase
        assert not re.search(r"[\U0001f000-\U0001faff\u2600-\u27bf!#*<>\[\]]", phrase), phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_phrase_is_twice_in_a_kind_and_no_line_in_two_kinds(name: str) -> None:
    lines = [line for words in load_language(name).kinds.values() for line in lines_of(words)]
    assert len(lines) == len(set(lines))
    for words in load_language(name).kinds.values():
        for part in (words.adjectives, words.nouns, words.tags, words.clauses, words.traits):
            assert len(part) == len(set(part))


@pytest.mark.parametrize("name", LANGUAGES)
def test_persona_names_run_into_the_thousands(name: str) -> None:
    known = load_language(name)
    adjectives = {word for words in known.kinds.values() for word in words.adjectives}
    nouns = {word for words in known.kinds.values() for word in words.nouns}
    assert len(adjectives) * len(nouns) > 10_000


@pytest.mark.parametrize("name", LANGUAGES)
def test_only_titles_are_in_the_quotation_marks_of_the_language(
    name: str,
) -> None:
    before, after = load_language(name).numbers.quoted.split("#")
    for phrase in everything(name):
        quoted = re.findall(f"{before}(.+?){after}", phrase)
        assert all(re.fullmatch(r"\{(?:[ab]\.)?title\}", one) for one in quoted), phrase
        assert not set('"„“”«»') & set(re.sub(f"{before}.+?{after}", "", phrase)), phrase
        assert len(quoted) == len(re.findall(r"\{(?:[ab]\.)?title\}", phrase)), phrase


@pytest.mark.parametrize("name", LANGUAGES)
def test_nouns_have_an_article_and_adjectives_a_form_for_each(name: str) -> None:
    known: LanguagePhrases = load_language(name)
    articles = known.frames.articles
    for words in (known.spare, *known.kinds.values()):
        if articles:
            assert all(noun.split()[0] in articles for noun in words.nouns)
        assert {len(one.split("|")) for one in words.adjectives} <= {1, len(articles) or 1}


def lines_of(words: KindPhrases) -> list[str]:
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
