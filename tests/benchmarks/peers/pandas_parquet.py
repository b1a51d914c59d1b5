"""pandas, which reads the plays of the window from a Parquet file that is kept."""

import json
import sys

import pandas as pd

_, file, since, until = sys.argv
plays = pd.read_parquet(
    file,
    columns=["heard_ms", "title", "artist", "album", "local_day", "weekday", "local_hour"],
    filters=[
        ("kind", "==", "music"),
        ("private", "==", 0),
        ("started_ms", ">=", int(since)),
        ("started_ms", "<", int(until)),
    ],
)
plays["plays"] = plays["heard_ms"] >= 30_000
names = ["title", "artist", "album"]
songs = plays.groupby(names, sort=False)[["heard_ms", "plays"]].sum().reset_index()
counted = plays[plays["plays"]]
cells = [0] * 42
for (weekday, block), count in (
    counted.groupby([counted["weekday"], counted["local_hour"] // 4]).size().items()
):
    cells[weekday * 6 + block] = int(count)
figures = {
    "heard_ms": int(songs["heard_ms"].sum()),
    "plays": int(songs["plays"].sum()),
    "active_days": int(counted["local_day"].nunique()),
    "cells": cells,
}
for entity, keys in {
    "tracks": ["title", "artist"],
    "artists": ["artist"],
    "albums": ["album", "artist"],
}.items():
    groups = songs.groupby(keys, sort=False)[["heard_ms", "plays"]].sum().reset_index()
    groups = groups[groups["plays"] > 0]
    top = groups.nlargest(100, ["heard_ms", "plays"]).sort_values(
        ["heard_ms", "plays", *keys], ascending=[False, False, *(True for _ in keys)]
    )
    figures[entity] = len(groups)
    figures[f"top_{entity}"] = top.head(5)[[*keys, "heard_ms", "plays"]].to_numpy().tolist()
json.dump(figures, sys.stdout)
