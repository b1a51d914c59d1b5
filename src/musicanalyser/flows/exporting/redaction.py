"""Names replaced by digests, so that an export can be shown to others."""

from dataclasses import replace
from hashlib import blake2b

from musicanalyser.model.entity_keys import fold_name
from musicanalyser.model.evidence import Sighting

_NAME_BYTES = 6
_ID_BYTES = 11
"""As many as make 22 hexadecimal digits, the length of an id of Spotify's."""


class Redaction:
    """Replaces names and ids by digests with a salt that is used for one export only.

    Names that count as equal have equal digests. Devices, countries and contexts are left out;
    moments, durations, reasons and flags stay.
    """

    def __init__(self, salt: bytes) -> None:
        self._salt = salt

    def redact(self, sighting: Sighting) -> Sighting:
        """Return a sighting without names."""
        item = sighting.item._replace(
            uri=self.address(sighting.item.uri),
            title=self.name(sighting.item.title),
            artist=self.name(sighting.item.artist),
            album=self.name(sighting.item.album),
        )
        observation = sighting.observation and replace(sighting.observation, context=None)
        return sighting._replace(item=item, platform=None, country=None, observation=observation)

    def name(self, name: str | None) -> str | None:
        """Return the digest of a name, ``None`` where there is none."""
        return None if name is None else self._digest(fold_name(name), _NAME_BYTES)

    def address(self, uri: str | None) -> str | None:
        """Return a URI of the same kind, such as ``spotify:track:``, with a digest for its id."""
        if uri is None:
            return None
        scheme, kind, *_ = (*uri.split(":"), "")
        known = kind if scheme == "spotify" and kind.isalpha() else "local"
        return f"spotify:{known}:{self._digest(uri, _ID_BYTES)}"

    def _digest(self, text: str, size: int) -> str:
        return blake2b(text.encode(), key=self._salt, digest_size=size).hexdigest()
