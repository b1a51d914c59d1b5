"""The family of the device that a play was heard on, from the words of its origin.

Exports name a platform in hundreds of ways, such as ``Android OS 13 API 33 (Google, Pixel 7)`` or
``Partner google cast_tv;Chromecast;;``; newer ones use a single word, such as ``ios``. Spotify's
API names a kind of device, such as ``Smartphone``, without its system:
https://developer.spotify.com/documentation/web-api/reference/get-information-about-the-users-current-playback
"""

import re
from enum import StrEnum


class PlatformFamily(StrEnum):
    """What people call a device; ``OTHER`` is a device whose words name none of these."""

    ANDROID = "Android"
    IOS = "iOS"
    WINDOWS = "Windows"
    MACOS = "macOS"
    LINUX = "Linux"
    CHROMEBOOK = "Chromebook"
    WEB_PLAYER = "Web player"
    CAR = "Car"
    SPEAKER = "Speaker or cast"
    TV = "TV"
    CONSOLE = "Game console"
    WATCH = "Watch"
    PHONE = "Phone or tablet"
    """Its system is unknown: so names it Spotify's API."""
    COMPUTER = "Computer"
    """Its system is unknown."""
    OTHER = "Other"


# In order: the words of a device that is part of another name the inner one, such as a browser on
# Windows, or a television that runs Android.
_WORDS = (
    (r"web_?player|^web$", PlatformFamily.WEB_PLAYER),
    (r"car_?thing|automobile|carplay|android_?auto|tesla|\bcar\b", PlatformFamily.CAR),
    (r"watch|garmin|wear_?os|fitbit", PlatformFamily.WATCH),
    (r"playstation|\bps[345]\b|scei|xbox|game_?console|nintendo", PlatformFamily.CONSOLE),
    (r"cast_?(?:audio|voice)|chromecast_audio|audio_?dongle", PlatformFamily.SPEAKER),
    (r"tv\b|_tv|\btv|tizen|webos|roku|chromecast|castvideo|fire_?stick|\bstb\b", PlatformFamily.TV),
    (r"chromebook|chrome ?os|\bcros\b", PlatformFamily.CHROMEBOOK),
    (r"^(?:partner )?android", PlatformFamily.ANDROID),
    (r"^(?:partner )?(?:ios|ipados|iphone|ipad|ipod)", PlatformFamily.IOS),
    (r"^(?:partner )?windows", PlatformFamily.WINDOWS),
    (r"^(?:partner )?(?:os ?x|mac)", PlatformFamily.MACOS),
    (r"sonos|speaker|amazon|echo|cast|homepod|\bavr\b|bose|^linux.*ppc", PlatformFamily.SPEAKER),
    (r"^(?:partner )?linux", PlatformFamily.LINUX),
    (r"smartphone|tablet|\bphone\b", PlatformFamily.PHONE),
    (r"computer|desktop", PlatformFamily.COMPUTER),
)
_PATTERNS = tuple((re.compile(words), family) for words, family in _WORDS)
_UNKNOWN = frozenset({"", "unknown", "not_applicable", "none", "null"})


def platform_family(words: str | None) -> PlatformFamily | None:
    """Return the family that the words of an origin name; ``None`` if they name no device."""
    folded = (words or "").strip().casefold()
    if folded in _UNKNOWN:
        return None
    found = (family for pattern, family in _PATTERNS if pattern.search(folded))
    return next(found, PlatformFamily.OTHER)
