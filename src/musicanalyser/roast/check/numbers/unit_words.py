"""The words and signs beside a number: units of time, the clock, percent and large numbers.

They are patterns in small letters and without accents, for English, German, Spanish, French,
Italian, Dutch and Portuguese. In other languages a number is read without its unit.
"""

from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

UNITS_MS = {
    "seconds": SECOND_MS,
    "minutes": MINUTE_MS,
    "hours": HOUR_MS,
    "days": DAY_MS,
    "weeks": 7 * DAY_MS,
    "months": 365.25 / 12 * DAY_MS,
    "years": 365.25 * DAY_MS,
}
UNIT_PATTERNS = {
    "seconds": r"s(?!')|secs?|seconds?|sek|sekunden?|segundos?|secondes?|secondi|seconden",
    "minutes": r"m(?!')|mins?|minutes?|minuten?|minutos?|minuti|minuut",
    "hours": r"h|hrs?|hours?|std|stunden?|horas?|heures?|ore|uur|uren",
    "days": r"days?|tage?n?|dias?|jours?|giorni|dag|dagen",
    "weeks": r"weeks?|wochen?|semanas?|semaines?|settimane|weken",
    "months": r"months?|monate?n?|mes|meses|mois|mesi|maanden",
    "years": r"years?|jahre?n?|anos?|ans|anni|jaar",
}
PERCENT = r"%|per ?cent\w*|prozent\w*|por cien(?:to)?|pour cent|por cento|procent"
FORENOON = r"am|a\.m|in the morning|de la manana|de la madrugada|morgens|vormittags"
AFTERNOON = r"pm|p\.m|in the afternoon|in the evening|de la tarde|nachmittags|abends"
CLOCK = r"uhr|o'clock|at night|de la noche|nachts"
SCALES = {
    "hundred": 100,
    "k": 1000,
    "thousand": 1000,
    "tausend": 1000,
    "tsd": 1000,
    "mil": 1000,
    "mille": 1000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "millionen": 1_000_000,
    "mio": 1_000_000,
    "millon": 1_000_000,
    "millones": 1_000_000,
}
VAGUE_NUMBERS = {
    r"dozens|dutzende\w*|docenas": 12,
    r"hundreds|hunderte\w*|cientos|centenares": 100,
    r"thousands|tausende\w*|miles de": 1000,
}
"""Words for a vague number, and the least that they mean."""
HALF = r"half|halves|halb\w{0,2}|halfte|mitad"
THIRD = r"thirds?|drittel\w?|dritte\w?|tercios?|tercer[oa]?"
QUARTER = r"quarters?|viertel\w?|cuarta parte"
