"""Words and patterns for invented names of acts, titles, shows and books."""

import re
from collections.abc import Mapping

from musicanalyser.demo.random_stream import RandomStream

Grammar = tuple[str, ...]
"""Patterns; ``{kind}`` stands for any of `WORDS` of that kind."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "dull": (
        *("Alphabetical", "Decaffeinated", "Duty-Free", "Horizontal", "Hypothetical", "Ironed"),
        *("Laminated", "Left-Handed", "Lukewarm", "Municipal", "Notarised", "Off-Peak"),
        *("Overwatered", "Polite", "Provisional", "Refundable", "Second-Best", "Semi-Detached"),
        *("Tax-Exempt", "Tepid", "Unread", "Unsalted", "Upholstered", "Waterproof"),
    ),
    "thing": (
        *("Barometer", "Cardigan", "Clipboard", "Doorbell", "Envelope", "Escalator", "Gondola"),
        *("Hedgehog", "Ladder", "Lampshade", "Marmot", "Pigeonhole", "Radiator", "Stapler"),
        *("Tadpole", "Teaspoon", "Thermostat", "Toboggan", "Turnip", "Walrus", "Windowsill"),
    ),
    "people": (
        *("Astronomers", "Auditors", "Beekeepers", "Cartographers", "Chaperones", "Geologists"),
        *("Landlords", "Librarians", "Notaries", "Plumbers", "Referees", "Stenographers"),
    ),
    "club": (
        *("Appreciation Society", "Department", "Helpdesk", "Insurance", "Lost Property"),
        *("Picnic", "Rehearsal", "Reunion", "Subcommittee", "Timetable", "Warranty"),
    ),
    "place": (
        *("Bad Ausrede", "Eastnorth", "Gravelstoke", "Great Shrug", "Halfway-on-Sea"),
        *("Lower Yawning", "Nordlingham", "Port Maybe", "Saint-Ouate", "Unterwolke"),
        *("Upper Elbow", "Wrongmouth"),
    ),
    "mood": (
        *("Blue", "Borrowed", "Careful", "Crooked", "Distant", "Expired", "Folded", "Late"),
        *("Loud", "Northern", "Paper", "Patient", "Quiet", "Reluctant", "Salted", "Second"),
        *("Slow", "Spare", "Unlit", "Wrong"),
    ),
    "stuff": (
        *("Alibi", "Aquarium", "Avalanche", "Balcony", "Bicycle", "Compass", "Elevator"),
        *("Gravel", "Harbour", "Kettle", "Lighthouse", "Magnet", "Moth", "Parachute"),
        *("Passport", "Password", "Photocopier", "Postcard", "Receipt", "Refrigerator"),
        *("Sandwich", "Satellite", "Sofa", "Staircase", "Telescope", "Tide", "Volcano"),
        *("Weather", "Window"),
    ),
    "act": (
        *("Apologise to", "Borrow", "Fold", "Forgive", "Ignore", "Iron", "Outrun"),
        *("Photograph", "Return", "Subscribe to", "Water", "Whisper to"),
    ),
    "when": (
        *("4 a.m.", "After Lunch", "Late August", "Next Thursday", "Quarter Past Never"),
        *("Rush Hour", "Sunday, Again", "Tuesday"),
    ),
    "ding": (
        *("Frühstück", "Föhn", "Gemüse", "Größe", "Käsebrot", "Löffel", "Müsli"),
        *("Rolltreppe", "Straßenbahn", "Öffnungszeit", "Übermut"),
    ),
    "chose": (
        *("Café", "Crème", "Déjà-vu", "Fenêtre", "Forêt", "Fumée", "Noël", "Rêve", "Tempête"),
        *("Théâtre", "Été", "Île"),
    ),
    "sama": ("静かな", "眠い", "遠い", "濡れた", "古い", "借りた"),
    "mono": (
        *("自転車", "信号機", "冷蔵庫", "灯台", "切符", "紙飛行機", "朝ごはん", "水族館", "改札口"),
        "歯車",
    ),
}

ACTS: Grammar = (
    *("The {dull} {people}", "The {dull} {people}", "{thing} {club}", "{thing} {club}"),
    *("{dull} {thing}", "{dull} {thing} {club}", "{people} of {place}", "{place} {club}"),
)
ENGLISH: Grammar = (
    *("{mood} {stuff}", "{mood} {stuff}", "{mood} {stuff}", "{stuff} Season"),
    *("The {stuff} Knows", "How to {act} the {stuff}", "{act} Your {stuff}"),
    *("Last {stuff} to {place}", "{when} in {place}", "Don't {act} the {stuff}"),
    *("{stuff}, {stuff}, {stuff}", "Nobody Told the {stuff}", "{mood} {stuff} (Interlude)"),
    *("My {mood} {stuff} Is Leaving", "{stuff} ({when} Version)", "{mood} in {place}"),
)
GERMAN: Grammar = (
    "{ding} ohne {ding}",
    "{ding} und {ding}",
    "Schon wieder {ding}",
    "{ding}, 2 Uhr",
)
FRENCH: Grammar = ("{chose} sans {chose}", "{chose} et {chose}", "Encore {chose} ?", "{chose} nº 2")
JAPANESE: Grammar = ("{sama}{mono}", "{mono}の{mono}", "{mono}と{mono}", "さよなら{mono}")
ALBUMS: Grammar = (
    *("Songs from the {mood} {stuff}", "{mood} & {mood}", "The {stuff} Tapes"),
    *("{place}, {when}", "Live at the {stuff} Museum", "A Brief History of the {stuff}"),
    *("{stuff}", "Music for {people}"),
)

FOREIGN_ACTS: tuple[tuple[str, Grammar], ...] = (
    ("夜行エスカレーター", JAPANESE),
    ("曖昧炊飯器", JAPANESE),
    ("Les Parapluies Obliques", FRENCH),
    ("Größenwahn & Töchter", GERMAN),
    ("Łódka bez Wioseł", ENGLISH),
    ("São Nunca Mais ou Menos", FRENCH),
    ("Þoka og Kex", ENGLISH),
    ("[unnamed marmots]", ENGLISH),
)
"""Acts with names outside ASCII or like markup, and the grammar of their titles."""

ODD_TITLES = (
    "[bold]Statements[/bold]",
    "🦔 Crossing",
    "Naïve Café",
    "[Untitled Escalator]",
    "Sincerely, 👩‍🚀 & 👨‍👩‍👧",
    "The Complete List of Everything I Left at Your Place, Beginning with the Aquarium",
    "=SUM(Heartbreak)",
    "C:\\Users\\Me\\Desktop",
)
"""Titles of popular tracks that are easy to get wrong: markup, emoji, formulas, paths."""

SHOWS = ("Two Chairs, One Draught", "Deep Dives into Shallow Water", "Das Käsebrot-Komitee")
BOOKS = ("The Cartographer's Umbrella", "A Short Walk Around a Long Table")


def make_phrase(random: RandomStream, grammar: Grammar) -> str:
    """Return a name by one of the patterns."""
    return re.sub(
        r"\{(\w+)\}", lambda found: random.choice(WORDS[found[1]]), random.choice(grammar)
    )


def make_unique_phrase(random: RandomStream, grammar: Grammar, taken: set[str]) -> str:
    """Return a name that is not in ``taken``, in any letter case, and add it there."""
    name = make_phrase(random, grammar)
    while name.casefold() in taken:
        name = make_phrase(random, grammar)
    taken.add(name.casefold())
    return name
