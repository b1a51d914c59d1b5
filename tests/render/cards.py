"""A card of a roast, and one with hostile text everywhere."""

from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report
from tests.render.samples import COUNTED, HOSTILE, WEEK

FACTS = Report(
    name="facts",
    title="Facts",
    columns=(
        Column(name="id", title="Fact"),
        Column(name="fact", title="What is true"),
        Column(name="statistic", title="Statistic"),
        Column(name="rests_on", title="Rests on", kind=ColumnKind.SHARE),
    ),
    rows=(
        ("F1", "“Midnight Ferry” by The Paper Lungs was played 212 times.", "top-tracks", 1.0),
        ("F2", "38% of plays fell between 0:00 and 4:00, against 21%.", "heatmap", None),
        ("F3", "52% of plays were skipped, against 31% before.", "skips", 0.834),
        ("F4", "Of 41 new artists, 3 were heard again on a later day.", "discoveries", 1.0),
        ("F5", "The longest session lasted 7 h 42 min.", "sessions", 1.0),
    ),
)
CARD = Report(
    name="roast",
    title="The Midnight Archivist",
    layout=Layout.CARD,
    columns=(
        Column(name="part", title="Part"),
        Column(name="text", title="Text"),
        Column(name="fact_ids", title="Facts"),
    ),
    rows=(
        ("tagline", "Collects everything, finishes nothing, and does it after midnight.", ""),
        ("line", "You played “Midnight Ferry” 212 times. The ferry has asked for a rest.", "F1"),
        ("line", "52% skipped: you do not listen to music, you hold auditions for it.", "F3"),
        (
            "line",
            (
                "38% of it sounds between midnight and four. The neighbours know every word, and"
                " not one of them was ever asked."
            ),
            "F2 F3",
        ),
        ("line", "41 new artists met, 3 called back. Even for a first date that is cold.", "F4"),
        ("stamp", "212-ferries-52-%-skipped-38-%-after-midnight bad", ""),
        ("redeeming", "When you do love a song, you love it 212 times.", "F1"),
    ),
    span=replace(WEEK, label="last 90 days"),
    definition=COUNTED,
    coverage=Coverage(what="endings", of="plays", share=0.834),
    notes=("Written offline, seed 1, tone medium, language en, version 1. Snapshot 3.",),
    parts=(FACTS,),
)
HOSTILE_CARD = replace(
    CARD,
    title=HOSTILE[0],
    rows=tuple(
        (row[0], HOSTILE[place % len(HOSTILE)], row[2]) for place, row in enumerate(CARD.rows)
    ),
    parts=(
        replace(
            FACTS,
            rows=tuple((row[0], HOSTILE[place], *row[2:]) for place, row in enumerate(FACTS.rows)),
        ),
    ),
)
