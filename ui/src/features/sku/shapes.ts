/** One SKU's answer in the shapes that the charts draw. */
import type { Arrival } from '@/charts/stock'
import type { DayRange, FanPoint } from '@/charts/types'
import { addDays } from '@/components/format'
import type { SkuDetail, SkuForecastWeek, SkuWeek, StockRow } from '@/ipc/contract'

type Quantiles = SkuForecastWeek['demand']

/** Quantiles 2.5, 10, 25, 50, 75, 90 and 97.5 % as a point of a fan. */
export function fanPoint(day: string, quantiles: Quantiles): FanPoint {
  const [low95, low80, low50, median, high50, high80, high95] = quantiles
  return { day, low95, low80, low50, median, high50, high80, high95 }
}

export function demandFan(detail: SkuDetail): FanPoint[] {
  return detail.forecast_weeks.map((week) => fanPoint(week.day, week.demand))
}

/**
 * Stock at the end of each coming week stands at the morning after it; the fan opens at what is there today,
 * which is known.
 */
export function stockFan(detail: SkuDetail): FanPoint[] {
  if (detail.forecast_weeks.length === 0) return []
  const now = sum(detail.rows, (row) => row.on_hand)
  const start = fanPoint(detail.as_of, [now, now, now, now, now, now, now])
  return [start, ...detail.forecast_weeks.map((week) => fanPoint(addDays(week.day, 7), week.stock))]
}

/** On hand at the end of each past week that is known, then this morning. */
export function stockHistory(detail: SkuDetail): { day: string; onHand: number }[] {
  const past = detail.weeks.flatMap((week) =>
    week.on_hand === null ? [] : [{ day: addDays(week.day, 7), onHand: week.on_hand }],
  )
  const before = past.filter((point) => point.day < detail.as_of)
  if (before.length === 0) return []
  return [...before, { day: detail.as_of, onHand: sum(detail.rows, (row) => row.on_hand) }]
}

/** Runs of weeks that were out of stock for more than half of their days. */
export function outages(weeks: readonly SkuWeek[]): DayRange[] {
  const runs: DayRange[] = []
  for (const week of weeks) {
    if ((week.days_out ?? 0) < 4) continue
    const last = runs[runs.length - 1]
    if (last && addDays(last.to, 1) === week.day) last.to = addDays(week.day, 6)
    else runs.push({ from: week.day, to: addDays(week.day, 6) })
  }
  return runs
}

export function daysOut(weeks: readonly SkuWeek[]): number {
  return Math.round(sum(weeks, (week) => week.days_out ?? 0))
}

/** The first week of each promotion. */
export function promotionStarts(weeks: readonly SkuWeek[]): { day: string; name: string }[] {
  return weeks.flatMap((week, index) =>
    week.promotion !== null && weeks[index - 1]?.promotion !== week.promotion
      ? [{ day: week.day, name: week.promotion }]
      : [],
  )
}

/** Open orders by the day they are expected; several of one day arrive together. */
export function arrivals(detail: SkuDetail): Arrival[] {
  const byDay = new Map<string, Arrival>()
  for (const order of detail.open_orders) {
    // What is late was expected before today; the engine counts it as coming now.
    const day = order.expected_on < detail.as_of ? detail.as_of : order.expected_on
    const known = byDay.get(day)
    byDay.set(day, {
      day,
      units: (known?.units ?? 0) + order.quantity,
      name: known ? `${known.name}, ${order.po_number}` : order.po_number,
    })
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** From the first week shown to the end of the forecast: both charts stand under one another. */
export function chartRange(detail: SkuDetail): [string, string] {
  const first = detail.weeks[0]?.day ?? detail.as_of
  const lastAhead = detail.forecast_weeks[detail.forecast_weeks.length - 1]?.day
  return [first, lastAhead ? addDays(lastAhead, 7) : detail.as_of]
}

export interface SkuFigures {
  onHand: number
  available: number
  onOrder: number
  reorderPoint: number
  target: number
  /** Least cover among the rows; null = not within a year. */
  days: number | null
  /** The location with the least cover, where there are several. */
  shortest: StockRow | undefined
}

/** The figures of one location, or of all together. Cover is that of the location that runs out first. */
export function skuFigures(rows: readonly StockRow[]): SkuFigures {
  const covered = [...rows].sort((a, b) => cover(a) - cover(b))
  const shortest = covered[0]
  return {
    onHand: sum(rows, (row) => row.on_hand),
    available: sum(rows, (row) => row.available),
    onOrder: sum(rows, (row) => row.on_order),
    reorderPoint: sum(rows, (row) => row.reorder_point),
    target: sum(rows, (row) => row.target),
    days: shortest?.days_of_supply ?? null,
    shortest: rows.length > 1 ? shortest : undefined,
  }
}

function cover(row: StockRow): number {
  return row.days_of_supply ?? Number.POSITIVE_INFINITY
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
