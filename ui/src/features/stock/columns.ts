import type { Column } from '@/components/table'
import type { Tone } from '@/components/tone'
import type { StockRow } from '@/ipc/contract'

export type ColumnKey =
  | 'product'
  | 'sku'
  | 'location'
  | 'on_hand'
  | 'available'
  | 'on_order'
  | 'gauge'
  | 'days'
  | 'weeks'
  | 'daily'
  | 'age'
  | 'value'
  | 'status'
  | 'allocated'
  | 'reorder_point'
  | 'target'
  | 'supplier'
  | 'category'
  | 'barcode'

/** What a status means and where it stands in the order of urgency. */
const STATUS: Record<string, { tone: Tone; rank: number }> = {
  out: { tone: 'risk', rank: 0 },
  will_run_out: { tone: 'risk', rank: 1 },
  reorder: { tone: 'info', rank: 2 },
  slow: { tone: 'slow', rank: 3 },
  unknown: { tone: 'slow', rank: 4 },
  ok: { tone: 'good', rank: 5 },
  idle: { tone: 'info', rank: 6 },
}

export function statusTone(status: string): Tone {
  return STATUS[status]?.tone ?? 'info'
}

/** Most urgent first; within a status, what lasts shortest. */
export function urgency(row: StockRow): number {
  const rank = STATUS[row.status]?.rank ?? 9
  return rank * 10_000 + Math.min(9_999, row.days_of_supply ?? 9_999)
}

interface Layout {
  width: number
  grow?: number
  right?: boolean
  value?: (row: StockRow) => string | number | null
}

const LAYOUT: Record<ColumnKey, Layout> = {
  product: { width: 150, grow: 1, value: (row) => row.name },
  sku: { width: 86, value: (row) => row.sku },
  location: { width: 98, value: (row) => row.location },
  on_hand: { width: 70, right: true, value: (row) => row.on_hand },
  available: { width: 70, right: true, value: (row) => row.available },
  on_order: { width: 70, right: true, value: (row) => row.on_order },
  gauge: { width: 106 },
  days: { width: 76, right: true, value: (row) => row.days_of_supply },
  weeks: { width: 92 },
  daily: { width: 60, right: true, value: (row) => row.daily_demand },
  age: { width: 64, right: true, value: (row) => row.stock_age },
  value: { width: 76, right: true, value: (row) => row.value_at_cost },
  status: { width: 86, value: urgency },
  allocated: { width: 70, right: true, value: (row) => row.allocated },
  reorder_point: { width: 78, right: true, value: (row) => row.reorder_point },
  target: { width: 78, right: true, value: (row) => row.target },
  supplier: { width: 120, value: (row) => row.supplier || null },
  category: { width: 96, value: (row) => row.category || null },
  barcode: { width: 120, value: (row) => row.barcode || null },
}

export const ALL_COLUMNS = Object.keys(LAYOUT) as ColumnKey[]

/** Shown until the seller chooses. */
export const DEFAULT_COLUMNS: readonly ColumnKey[] = ALL_COLUMNS.slice(0, 13)

/** On a narrow window the untouched choice gives up what the page of a SKU tells as well. */
export function fittingColumns(chosen: readonly ColumnKey[], narrow: boolean): readonly ColumnKey[] {
  const untouched = chosen.join() === DEFAULT_COLUMNS.join()
  return narrow && untouched ? chosen.filter((key) => key !== 'daily' && key !== 'age') : chosen
}

/** Titles and hints come from the language; the product always stands first. */
export function stockColumns(
  shown: readonly ColumnKey[],
  title: (key: ColumnKey) => string,
  hint: (key: ColumnKey) => string | undefined,
): Column<StockRow>[] {
  return shown.map((key) => {
    const { width, grow, right, value } = LAYOUT[key]
    return {
      key,
      title: title(key),
      hint: hint(key),
      width,
      grow,
      align: right ? 'right' : 'left',
      value,
      sortable: value !== undefined,
    }
  })
}

/** The remembered choice: known columns only, the product first; the default where nothing usable is left. */
export function readColumns(stored: string | null): ColumnKey[] {
  const known = new Set<string>(ALL_COLUMNS)
  let given: unknown
  try {
    given = JSON.parse(stored ?? 'null')
  } catch {
    given = null
  }
  if (!Array.isArray(given)) return [...DEFAULT_COLUMNS]
  const keys = given.filter((key): key is ColumnKey => typeof key === 'string' && known.has(key))
  const others = [...new Set(keys)].filter((key) => key !== 'product')
  return others.length > 0 ? ['product', ...others] : [...DEFAULT_COLUMNS]
}
