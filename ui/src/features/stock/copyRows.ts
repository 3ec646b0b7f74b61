import { tableText } from '@/charts/table'
import type { StockRow } from '@/ipc/contract'
import type { ColumnKey } from './columns'

/** Plain figures of a row for the columns shown; pictures give what they are drawn from. */
function cell(row: StockRow, key: ColumnKey): string {
  switch (key) {
    case 'product':
      return row.name
    case 'daily':
      return row.daily_demand.toFixed(2)
    case 'days':
      return row.days_of_supply === null ? '' : String(Math.round(row.days_of_supply))
    case 'age':
      return row.stock_age === null ? '' : String(row.stock_age)
    case 'value':
      return row.value_at_cost === null ? '' : row.value_at_cost.toFixed(2)
    case 'weeks':
      return row.weeks.join(' ')
    case 'gauge':
      return ''
    default:
      return String(row[key])
  }
}

/** The rows as tab-separated text for a spreadsheet, with the titles of the columns shown. */
export function rowsText(
  rows: readonly StockRow[],
  columns: readonly ColumnKey[],
  title: (key: ColumnKey) => string,
): string {
  const drawn = columns.filter((key) => key !== 'gauge')
  return tableText({
    head: drawn.map(title),
    rows: rows.map((row) => drawn.map((key) => cell(row, key))),
  })
}
