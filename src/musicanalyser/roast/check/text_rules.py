"""What no text of a persona may contain: links, markup, off-limits topics.

The topics are health, religion, sexuality, origin and body. The word list is short: words that are
about these and little else, in English, German and Spanish, searched for in every language. Words
with a harmless second meaning (*fat*, *straight*, *race*, *religiously*) are not on it; the rules
of the prompt cover the rest.
"""

import re
from collections.abc import Iterator

from musicanalyser.roast.check.numbers.digits import fold_text
from musicanalyser.roast.sanitize import sanitize_output

LENGTH_TOLERANCE = 2
"""A text may be this many times as long as requested: long names are not the model's fault."""

_NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")
"""Before units and between thousands."""
_LINK = re.compile(
    r"\w://|\bwww\.|\b[\w-]+\.(?:com|net|org|io|fm|ly|gg|tv|app|dev|xyz|info)\b|\]\(", re.IGNORECASE
)
_MARKUP = re.compile(r"\[/?[a-z@#][^\[\]]*\]|\[/\]|\[[\d;]+m|</?[a-z][^<>]*>|`", re.IGNORECASE)
_TOPICS = {
    "health": """
        adhd adhs tdah alcoholi* alkoholi* anorexi* ansiedad anxiety asperger* autis* bipolar*
        bulimi* cancer deprim* depresi* depress* demencia dementia demenz diabet* disabilit*
        discapaci* behindert* disease enferm* epilep* geisteskrank* insomni* krank* neuroti* ocd
        psychisch* psychopath* psychos* psicopat* psicos* ptsd schizo* esquizo* schlaflosigkeit
        selbstmord* suicid* suizid* terap* therap* trauma traumata traumati*
    """,
    "religion": """
        allah atea ateo atheis* bibel bible biblia buddhis* budis* catholic* catolic* katholi*
        christian* christlich* cristian* church* evangelisch* hindu hindus hinduis* iglesia* islam*
        jesus jewish jews juden judia judio judisch* kirche* koran mezquita* mormon* moschee*
        mosque* muslim* musulman* protestant* quran synagog*
    """,
    "sexuality": """
        asexual* asexuell* bisex* erotic* erotisch* gay gays heterosex* homosex* lesbe lesben lesbi*
        lgbt* porn* queer* schwul* sexual* sexuell* transgender transsex*
    """,
    "origin": """
        abstammung asylant* asylum auslander* ethni* etni* extranjer* foreigner* herkunft immigra*
        inmigra* fluchtling* migrant* nacionalidad nationalit* racial* rassi* refugee* refugiad*
    """,
    "body": """
        balding chubby fatso glatze gorda gordo obes* overweight sobrepeso ubergewicht*
    """,
}
"""A star matches any ending."""
_TOPIC_PATTERNS = {
    topic: re.compile(rf"\b(?:{'|'.join(stems.split())})\b".replace("*", r"\w*"))
    for topic, stems in _TOPICS.items()
}


def find_text_faults(text: str, nameless: str, *, requested_length: int) -> Iterator[str]:
    """Yield what is wrong with a text by itself; ``nameless`` is the text without its names.

    Only the text around the names is searched for links, markup and topics: a name may contain
    everything that `sanitize_output` allows.
    """
    if not text.strip():
        yield "it is empty"
        return
    if len(text) > LENGTH_TOLERANCE * requested_length:
        yield f"it has {len(text)} characters; at most {requested_length} were asked for"
    if sanitize_output(text, len(text)) != text.translate(_NO_BREAK_SPACES):
        yield "it holds line breaks, double spaces, characters that cannot be seen, or a slur"
    if _LINK.search(nameless):
        yield "it holds a link"
    if _MARKUP.search(nameless):
        yield "it holds markup"
    for topic, word in find_sensitive_topics(nameless):
        yield f'"{word}" is about {topic}; only habits are mocked'


def find_sensitive_topics(text: str) -> Iterator[tuple[str, str]]:
    """Yield each topic that is off limits, with the word in the text that belongs to it."""
    folded = fold_text(text)
    for topic, pattern in _TOPIC_PATTERNS.items():
        yield from ((topic, match[0]) for match in pattern.finditer(folded))
