"""The names are those of exports that people have published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.platform_family import PlatformFamily, platform_family

FAMILIES = {
    PlatformFamily.ANDROID: [
        "android",
        "Android OS 13 API 33 (Google, Pixel 7)",
        "Android OS 5.0.1 API 21 (LGE, Nexus 4)",
        "Android-tablet OS 8.1.0 API 27 (samsung, SM-T580)",
        "Android [arm 0]",
    ],
    PlatformFamily.IOS: ["ios", "iOS 17.1 (iPhone15,2)", "iOS 9.3.3 (iPad5,3)", "Partner iOS_sdk"],
    PlatformFamily.WINDOWS: [
        "windows",
        "Windows 10 (10.0.18362; x64; AppX)",
        "Windows 7 (Unknown)",
    ],
    PlatformFamily.MACOS: ["osx", "OS X 10.15.7 [x86 8]", "OS X 13.5.2 [arm 2]", "macos"],
    PlatformFamily.LINUX: ["linux", "Linux [x86-64 0]"],
    PlatformFamily.CHROMEBOOK: ["Chromebook", "chrome os"],
    PlatformFamily.WEB_PLAYER: [
        "web_player",
        "web_player windows 10;chrome 118.0.0.0;desktop",
        "WebPlayer (websocket RFC6455)",
        "Partner spotify web_player osx;firefox",
    ],
    PlatformFamily.CAR: ["Automobile", "CarThing", "Partner android_auto", "car_thing prototype"],
    PlatformFamily.SPEAKER: [
        "cast",
        "Speaker",
        "Partner sonos_imx6 Sonos;PLAY1;",
        "Partner google cast;Chromecast_Audio;;",
        "Partner google cast_voice;Google_Nest_Mini;;4.5.0--1.54.250118",
        "Partner amazon_salmon Amazon;Echo_Dot;;",
        "AVR",
    ],
    PlatformFamily.TV: [
        "TV",
        "Partner android_tv Sony;BRAVIA_4K;;",
        "Partner google cast_tv;Chromecast;;",
        "Partner webos_tv LG;OLED;;",
        "Partner tizen_tv samsung;qa65q7fam",
        "Partner roku_tv rca;",
        "Partner apple_tv",
    ],
    PlatformFamily.CONSOLE: [
        "Partner playstation4 Sony;PS4;",
        "Partner SCEI sony_tv;ps4;;",
        "xbox",
    ],
    PlatformFamily.WATCH: ["Smartwatch", "Partner garmin", "watchOS 7.1 (Watch5,2)"],
    PlatformFamily.PHONE: ["Smartphone", "Tablet"],
    PlatformFamily.COMPUTER: ["Computer"],
    PlatformFamily.OTHER: ["Partner thermomix", "something nobody has seen"],
}


@pytest.mark.parametrize(
    ("words", "family"), [(one, family) for family, words in FAMILIES.items() for one in words]
)
def test_the_words_of_an_export_name_a_family(words: str, family: PlatformFamily) -> None:
    assert platform_family(words) is family
    assert platform_family(f" {words.upper()} ") is family


@pytest.mark.parametrize("words", [None, "", "  ", "not_applicable", "Unknown"])
def test_words_that_name_no_device_are_unknown_and_no_family(words: str | None) -> None:
    assert platform_family(words) is None


def test_every_family_has_an_example() -> None:
    assert FAMILIES.keys() == set(PlatformFamily)


@given(st.text())
def test_any_words_have_at_most_one_family(words: str) -> None:
    assert platform_family(words) in {None, *PlatformFamily}
