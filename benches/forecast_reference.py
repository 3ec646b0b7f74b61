"""Sums up the reference forecasts for `npm run judge pinball`, run by hand.

    python3 benches/forecast_reference.py ../shared/data /tmp/forecast_autoets.csv \
        xtask/src/judge/pinball_reference.csv

The second file is made by forecast_autoets.py. Written columns: data set, origin, horizon
in weeks, lines, and their summed pinball loss (mean over the quantiles .5 .8 .9 .95 .98, in
units; quantiles below 0 are cut at 0). A line is a series with a reference forecast whose
horizon lies within the data and, for the weekly stores, kept stock throughout.
"""

import csv
import gzip
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import NormalDist

LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98)
DEVIATES = [NormalDist().inv_cdf(level) for level in LEVELS]
EPOCH = date(1970, 1, 1)


def loss(mean, deviation, actual):
    """Mean pinball loss of the normal reference, its quantiles cut at 0."""
    total = 0.0
    for level, z in zip(LEVELS, DEVIATES):
        value = max(0.0, mean + deviation * z)
        total += level * (actual - value) if actual >= value else (1 - level) * (value - actual)
    return total / len(LEVELS)


def main():
    """Writes the table."""
    folder, forecasts, target = (Path(argument) for argument in sys.argv[1:4])
    daily = defaultdict(lambda: defaultdict(float))
    with gzip.open(folder / "online_retail_II" / "daily_top500.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            day = (date.fromisoformat(row["date"][:10]) - EPOCH).days
            daily[row["sku"]][day] += max(0.0, float(row["qty"]))
    weekly = {}
    for name in ("sales", "in_stock"):
        with open(folder / "weekly_stores" / f"{name}.csv") as file:
            weekly[name] = {f"{row[0]}/{row[1]}": row[2:] for row in list(csv.reader(file))[1:]}
    sums = defaultdict(lambda: [0, 0.0])
    with open(forecasts) as file:
        for row in csv.DictReader(file):
            origin, weeks = int(row["origin"]), int(row["weeks"])
            if row["set"] == "daily":
                days = daily[row["series"]]
                actual = sum(days.get(origin + day, 0.0) for day in range(7 * weeks))
            else:
                kept = weekly["in_stock"][row["series"]][origin:origin + weeks]
                if kept != ["True"] * weeks:
                    continue
                sold = weekly["sales"][row["series"]][origin:origin + weeks]
                actual = sum(float(cell or 0) for cell in sold)
            entry = sums[row["set"], origin, weeks]
            entry[0] += 1
            entry[1] += loss(float(row["mean"]), float(row["sd"]), actual)
    with open(target, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["set", "origin", "weeks", "lines", "loss"])
        for (name, origin, weeks), (lines, total) in sorted(sums.items()):
            out.writerow([name, origin, weeks, lines, f"{total:.3f}"])


if __name__ == "__main__":
    main()
