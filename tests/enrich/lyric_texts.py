"""Lyrics to analyse: out of copyright, or invented for these tests."""

GRACE = """\
Amazing grace! how sweet the sound
That saved a wretch like me!
I once was lost, but now am found
Was blind, but now I see
I once was lost, but now am found
Was blind, but now I see
"""
"""John Newton, 1779; the last two lines twice."""
MOON = """\
Der Mond ist aufgegangen
Die goldnen Sternlein prangen
Am Himmel hell und klar
Der Wald steht schwarz und schweiget
Und aus den Wiesen steiget
Der weiße Nebel wunderbar
"""
"""Matthias Claudius, 1779."""
SWALLOWS = """\
Volverán las oscuras golondrinas
En tu balcón sus nidos a colgar
Y otra vez con el ala a sus cristales
Jugando llamarán
"""
"""Gustavo Adolfo Bécquer, 1871."""
SAKURA = "さくら さくら\nやよいの空は 見わたす限り\nかすみか雲か 匂いぞ出ずる\n"
"""Traditional, printed in 1888."""
BELL = "Однозвучно гремит колокольчик\nИ дорога пылится слегка\nИ уныло по ровному полю\n"
"""Ivan Makarov, before 1852."""
BELL_IN_LATIN = (
    "Odnozvuchno gremit kolokolchik\nI doroga pylitsya slegka\nI unylo po rovnomu polyu\n"
)
HATIKVAH = "כל עוד בלבב פנימה\nנפש יהודי הומיה\nולפאתי מזרח קדימה\nעין לציון צופיה\n"  # noqa: RUF001 - Hebrew letters
"""Naftali Herz Imber, 1878."""
UMBRELLA = """\
Paraplyen min har hull igjen
Og jeg vet ikke hvor jeg skal gå
Kjøleskapet synger hele natten lang
"""
"""Invented."""
GRUMPY = """\
My damn umbrella has a hole again
The shitty marmot ate the window pane
I counted seven teaspoons in the rain
And nobody was there to hear me complain
"""
"""Invented."""
WEDDING = """\
We kiss beneath the lampshade and I love you
The barometer is falling and I love you
My heart is like a hedgehog when I love you
"""
"""Invented."""
