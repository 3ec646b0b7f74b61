import type { ChartTable } from './types'

/**
 * The table as tab-separated text, as spreadsheets take it from the clipboard.
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
 */
export function tableText(table: ChartTable): string {
  return [table.head, ...table.rows].map((row) => row.map(cellText).join('\t')).join('\n')
}

function cellText(cell: string): string {
  const flat = cell.replace(/[\t\r\n]+/g, ' ')
  const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(flat)
  return !number && /^[=+\-@]/.test(flat) ? `'${flat}` : flat
}
