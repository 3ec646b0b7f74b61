/** The indicators of the page: how each is read from a row, written, and judged. */
import type { MetricsRow } from '@/ipc/contract'

export type IndicatorName =
  | 'stock_value'
  | 'turnover'
  | 'stockout_rate'
  | 'sell_through_rate'
  | 'dead_stock_share'
  | 'gmroi'
  | 'gross_margin'
  | 'revenue'
  | 'units_net'
  | 'days_of_inventory'
  | 'stockout_days'
  | 'active_sku_share'
  | 'order_fill'
  | 'stock_accuracy'

export type Unit = 'money' | 'share' | 'times' | 'units' | 'days'

export interface Indicator {
  name: IndicatorName
  unit: Unit
  /** Whether a rise is good, bad, or neither. */
  rise: 'good' | 'bad' | 'neither'
  value: (row: MetricsRow) => number | null
}

function amount(text: string | null): number | null {
  if (text === null) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** In the order of the strip and of the table's columns. */
export const INDICATORS: readonly Indicator[] = [
  { name: 'stock_value', unit: 'money', rise: 'neither', value: (row) => row.end_stock_value },
  { name: 'turnover', unit: 'times', rise: 'good', value: (row) => row.turnover },
  { name: 'stockout_rate', unit: 'share', rise: 'bad', value: (row) => row.stockout_rate },
  { name: 'sell_through_rate', unit: 'share', rise: 'good', value: (row) => row.sell_through_rate },
  { name: 'dead_stock_share', unit: 'share', rise: 'bad', value: (row) => row.dead_stock_share },
  { name: 'gmroi', unit: 'times', rise: 'good', value: (row) => row.gmroi },
  { name: 'gross_margin', unit: 'money', rise: 'good', value: (row) => amount(row.gross_margin) },
  { name: 'revenue', unit: 'money', rise: 'good', value: (row) => amount(row.revenue) },
  { name: 'units_net', unit: 'units', rise: 'good', value: (row) => row.units_net },
  { name: 'days_of_inventory', unit: 'days', rise: 'bad', value: (row) => row.days_of_inventory },
  { name: 'stockout_days', unit: 'days', rise: 'bad', value: (row) => row.stockout_days },
  { name: 'active_sku_share', unit: 'share', rise: 'good', value: (row) => row.active_sku_share },
  { name: 'order_fill', unit: 'share', rise: 'good', value: (row) => row.order_fill },
  { name: 'stock_accuracy', unit: 'share', rise: 'good', value: (row) => row.stock_accuracy },
]

export function indicatorOf(name: IndicatorName): Indicator {
  const found = INDICATORS.find((indicator) => indicator.name === name)
  // The list holds every name; the type cannot say so.
  if (found === undefined) throw new Error(`no indicator ${name}`)
  return found
}

/** Whether a word from the address names an indicator. */
export function isIndicator(name: unknown): name is IndicatorName {
  return INDICATORS.some((indicator) => indicator.name === name)
}

/** Shown as large figures above the chart. */
export const STRIP_COUNT = 7

export type Verdict = 'better' | 'worse' | 'same' | 'neutral'

/** What a change means; undefined where one of the two is unknown. */
export function judge(
  indicator: Indicator,
  now: number | null,
  before: number | null,
): Verdict | undefined {
  if (now === null || before === null) return undefined
  const scale = Math.max(Math.abs(now), Math.abs(before), 1e-9)
  if (Math.abs(now - before) < scale * 0.001) return 'same'
  if (indicator.rise === 'neither') return 'neutral'
  return now > before === (indicator.rise === 'good') ? 'better' : 'worse'
}

/**
 * The change as it is written: shares in points, money and units in per cent of what was, the rest as
 * difference. `kind` tells the writer which.
 */
export function changeOf(
  indicator: Indicator,
  now: number | null,
  before: number | null,
): { kind: 'points' | 'percent' | 'difference'; value: number } | undefined {
  if (now === null || before === null) return undefined
  if (indicator.unit === 'share') return { kind: 'points', value: (now - before) * 100 }
  if (indicator.unit === 'money' || indicator.unit === 'units') {
    return before === 0 ? undefined : { kind: 'percent', value: (now - before) / Math.abs(before) }
  }
  return { kind: 'difference', value: now - before }
}
