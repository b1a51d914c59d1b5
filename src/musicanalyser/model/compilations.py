"""What stands in the place of an artist where a song is one of a compilation."""

COMPILATIONS = frozenset(
    {
        "aa. vv.", "aa.vv.", "artistes divers", "artistes variés", "artisti vari",
        "blandade artister", "divers artistes", "diverse artiesten", "diverse artister",
        "diverse interpreten", "diverse kunstnere", "diverși artiști", "eri esittäjiä",
        "különböző előadók", "multi-interprètes", "olika artister", "różni artyści",
        "różni wykonawcy", "rôzni interpreti", "různí interpreti", "různí umělci", "v.a.", "v/a",
        "varios artistas", "varios intérpretes", "various artists", "verschiedene interpreten",
        "verschiedene künstler", "verschillende artiesten", "vários artistas",
        "vários intérpretes", "çeşitli sanatçılar", "διάφοροι καλλιτέχνεσ",  # noqa: RUF001
        "разные исполнители", "різні виконавці", "אמנים שונים", "فنانون متنوعون", "オムニバス",
        "ヴァリアス・アーティスツ", "ヴァリアス・アーティスト", "华语群星", "群星", "여러 아티스트",
    }
)  # fmt: skip
"""Folded names that stand in the place of an artist and name none: they belong to compilations."""
