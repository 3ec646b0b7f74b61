"""Reference forecasts by statsforecast's AutoETS with normal errors, run by hand.

`npm run judge pinball` divides its losses by those of
this reference, summed up by forecast_reference.py. The file that reads is made once:

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install statsforecast pandas
    /tmp/venv/bin/python benches/forecast_autoets.py ../shared/data /tmp/forecast_autoets.csv

Written columns: data set, origin (day number since 1970-01-01 for the daily set, week
number for the weekly set), series, horizon in weeks, mean and standard deviation of the
sum over the horizon. The standard deviation is that of independent steps: statsforecast
gives an interval per step only.

Both sets are fed as weekly sums of 7 days that end the day before the origin. Weeks out
of stock are left out of a weekly series, which is kinder to the reference than zeros.
"""

import csv
import gzip
import sys
import time
from pathlib import Path

import numpy as np
from statsforecast.models import AutoETS

DAY = np.timedelta64(1, "D")
EPOCH = np.datetime64("1970-01-01")
LEAST_WEEKS = 8


def sums(series, horizons):
    """Mean and standard deviation of the sums over the first h steps, for each h."""
    model = AutoETS(season_length=1, model="ZZZ")
    try:
        out = model.forecast(y=series, h=max(horizons), level=[80])
        mean = np.asarray(out["mean"], dtype=float)
        deviation = (np.asarray(out["hi-80"], dtype=float) - mean) / 1.2815515655446004
    except Exception:  # The library refuses some constant series: their mean is the answer.
        mean = np.full(max(horizons), series.mean())
        deviation = np.full(max(horizons), series.std())
    if not (np.isfinite(mean).all() and np.isfinite(deviation).all()):
        mean = np.full(max(horizons), series.mean())
        deviation = np.full(max(horizons), series.std())
    return [(h, mean[:h].sum(), np.sqrt((deviation[:h] ** 2).sum())) for h in horizons]


def daily(folder):
    """Yields (set, origin, series, weekly sums) of the daily retail set, 15 origins."""
    sales = {}
    with gzip.open(folder / "online_retail_II" / "daily_top500.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            day = int((np.datetime64(row["date"]) - EPOCH) / DAY)
            days = sales.setdefault(row["sku"], {})
            days[day] = days.get(day, 0.0) + max(0.0, float(row["qty"]))
    last = max(max(days) for days in sales.values())
    first = min(min(days) for days in sales.values())
    origins = [last + 1 - 42 - 28 * back for back in range(15)]
    for origin in sorted(origins):
        for sku in sorted(sales):
            weeks = (origin - first) // 7
            series = np.zeros(weeks)
            for day, quantity in sales[sku].items():
                back = (origin - 1 - day) // 7
                if day < origin and back < weeks:
                    series[weeks - 1 - back] += quantity
            sold = np.flatnonzero(series)
            if len(sold) and weeks - sold[0] >= LEAST_WEEKS:
                yield "daily", origin, sku, series[sold[0]:], (3, 6)


def weekly(folder):
    """Yields (set, origin, series, weekly sums) of the weekly stores, 10 origins."""
    def table(name):
        with open(folder / "weekly_stores" / name) as file:
            rows = list(csv.reader(file))[1:]
        return {f"{row[0]}/{row[1]}": row[2:] for row in rows}

    sales, stock = table("sales.csv"), table("in_stock.csv")
    for origin in list(range(109, 146, 4)) + [149]:
        for key in sorted(sales):
            values = np.array([float(cell or 0) for cell in sales[key][:origin]])
            kept = np.array([cell == "True" for cell in stock[key][:origin]])
            masked = values[kept]
            if len(masked) >= LEAST_WEEKS:
                yield "weekly", origin, key, masked, (3,)


def main():
    """Writes the reference and prints the speed on standard error."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    started, count = time.perf_counter(), 0
    with open(target, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["set", "origin", "series", "weeks", "mean", "sd"])
        for source in (daily, weekly):
            for name, origin, key, series, horizons in source(folder):
                count += 1
                for h, mean, deviation in sums(series, horizons):
                    out.writerow([name, origin, key, h, f"{mean:.6g}", f"{deviation:.6g}"])
    seconds = time.perf_counter() - started
    print(f"{count} series, {count / seconds:.1f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
