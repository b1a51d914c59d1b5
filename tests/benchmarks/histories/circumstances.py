"""What an export tells of a session besides its music: device, country, privacy, and its quirks.

The words are those of real exports: https://github.com/piebro/spotify-statistics and the readers of
exports that it names. Names of platforms became coarse in 2023, skips were null at first and then
always false, and stamps of the start were milliseconds before they were seconds.
"""

from dataclasses import dataclass
from random import Random

_OLD_PLATFORMS = (
    "Android OS 6.0.1 API 23 (samsung, SM-G920F)",
    "Android OS 9 API 28 (HUAWEI, ELE-L29)",
    "iOS 9.3.1 (iPhone8,1)",
    "Windows 7 (6.1.7601; x64; SP1; S)",
    "Windows 10 (10.0.19041; x64)",
    "OS X 10.11.4 [x86 8]",
    "Linux [x86-64 0]",
    "WebPlayer (websocket RFC6455)",
    "Partner sonos_ppc Sonos;Play1",
)
_PLATFORMS = ("android", "android", "android", "ios", "windows", "osx", "linux", "web_player")
_COUNTRIES = ("AT",) * 88 + ("DE",) * 6 + ("IT", "IT", "FR", "GB", "HR", "ES")
_COARSE_PLATFORMS_S = 1_697_673_600
"""From 2023-10-19 on."""
_FALSE_SKIPS_S = 1_514_764_800
"""From 2018 on."""
_TRUE_SKIPS_S = 1_665_878_400
"""From 2022-10-16 on; the start in seconds too."""
_NO_STAMP_SHARE = 0.03
_OFFLINE_SHARE, _PRIVATE_SHARE = 0.04, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is the same for all rows of a session."""

    platform: str
    country: str
    shuffle: bool
    offline: bool | None
    private: bool
    tells_skips: bool | None
    """Whether a skip is told: null before 2018, and always false until 2022."""
    stamp_unit: int
    """How many of the unit of the start stamps are a second; 0 if there is none."""


def make_circumstances(start_s: int, *, shuffle: bool, rng: Random) -> Circumstances:
    """Return the circumstances of a session that starts at a moment, in seconds since 1970."""
    is_recent = start_s >= _TRUE_SKIPS_S
    has_stamp = is_recent or rng.random() >= _NO_STAMP_SHARE
    is_old = start_s < _FALSE_SKIPS_S
    return Circumstances(
        platform=rng.choice(_PLATFORMS if start_s >= _COARSE_PLATFORMS_S else _OLD_PLATFORMS),
        country=rng.choice(_COUNTRIES),
        shuffle=shuffle,
        offline=rng.random() < _OFFLINE_SHARE or (None if is_old else False),
        private=rng.random() < _PRIVATE_SHARE,
        tells_skips=None if is_old else is_recent,
        stamp_unit=(1 if is_recent else 1000) if has_stamp else 0,
    )
