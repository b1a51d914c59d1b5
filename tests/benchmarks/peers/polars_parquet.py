"""polars, which scans a Parquet file that is kept."""

import json
import sys

import polars as pl

_, file, since, until = sys.argv
plays = pl.scan_parquet(file).filter(
    (pl.col("kind") == "music")
    & (pl.col("private") == 0)
    & (pl.col("started_ms") >= int(since))
    & (pl.col("started_ms") < int(until))
)
counted = pl.col("heard_ms") >= 30_000
sums = (pl.col("ms").sum(), pl.col("plays").sum())
songs, days, hours = pl.collect_all(
    [
        plays.group_by("title", "artist", "album").agg(
            ms=pl.col("heard_ms").sum(), plays=counted.sum()
        ),
        plays.filter(counted).select(pl.col("local_day").n_unique()),
        plays.filter(counted).group_by("weekday", pl.col("local_hour") // 4).len(),
    ]
)
cells = [0] * 42
for weekday, block, count in hours.iter_rows():
    cells[weekday * 6 + block] = count
figures = {
    "heard_ms": songs["ms"].sum(),
    "plays": songs["plays"].sum(),
    "active_days": days.item(),
    "cells": cells,
}
for entity, names in {
    "tracks": ["title", "artist"],
    "artists": ["artist"],
    "albums": ["album", "artist"],
}.items():
    groups = songs.group_by(names).agg(sums).filter(pl.col("plays") > 0)
    order = groups.top_k(100, by=["ms", "plays"]).sort(
        "ms", "plays", *names, descending=[True, True, *(False for _ in names)]
    )
    figures[entity] = groups.height
    figures[f"top_{entity}"] = [list(row) for row in order.head(5).iter_rows()]
json.dump(figures, sys.stdout)
