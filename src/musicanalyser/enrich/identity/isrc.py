"""ISRC, the code of a recording: country, registrant, two digits of a year, number.

Standard: ISO 3901, https://en.wikipedia.org/wiki/International_Standard_Recording_Code.
"""

import re

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")


def parse_isrc(text: str | None) -> str | None:
    """Return an ISRC in capitals and without hyphens; ``None`` if the text is not an ISRC."""
    plain = (text or "").replace("-", "").strip().upper()
    return plain if _ISRC.fullmatch(plain) else None
