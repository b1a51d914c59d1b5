"""ISRC, the code of a recording by ISO 3901: country, registrant, a year's two digits, a number."""

import re

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")


def plain_isrc(text: str | None) -> str | None:
    """Return an ISRC in capitals and without hyphens; ``None`` if it is none."""
    plain = (text or "").replace("-", "").strip().upper()
    return plain if _ISRC.fullmatch(plain) else None
