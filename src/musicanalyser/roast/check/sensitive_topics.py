"""What a roast does not talk about: health, religion, sexuality, origin and body.

A short list of words that are about these and little else, in English, German and Spanish, all
looked for whatever the language. Words with a harmless second meaning (*fat*, *straight*, *race*,
*religiously*) are not on it; the rules of the prompt cover what it leaves open.
"""

import re
from collections.abc import Iterator

from musicanalyser.roast.check.numbers.digits import folded

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
"""A star stands for any ending."""
_PATTERNS = {
    topic: re.compile(rf"\b(?:{'|'.join(stems.split())})\b".replace("*", r"\w*"))
    for topic, stems in _TOPICS.items()
}


def forbidden(text: str) -> Iterator[tuple[str, str]]:
    """Find what a roast is not about: the topic, and the word that raises it."""
    plain = folded(text)
    for topic, pattern in _PATTERNS.items():
        yield from ((topic, found[0]) for found in pattern.finditer(plain))
