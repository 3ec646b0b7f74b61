/** One column of a `DataTable`. Widths are pixels; a column with `grow` shares what is left. */
export interface Column<Row> {
  readonly key: string
  readonly title: string
  readonly width: number
  readonly grow?: number
  readonly align?: 'left' | 'right'
  /** What the column sorts by, and what it shows where no slot draws the cell. */
  readonly value?: (row: Row) => string | number | null | undefined
  readonly sortable?: boolean
  /** Longer text shown on hover of the head, such as an indicator's definition. */
  readonly hint?: string
}

export interface Sort {
  readonly key: string
  readonly descending: boolean
}

const collators = new Map<string, Intl.Collator>()

function collator(locale: string): Intl.Collator {
  let found = collators.get(locale)
  if (found === undefined) {
    found = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
    collators.set(locale, found)
  }
  return found
}

/**
 * The rows in the order of one column. Stable; rows without a value come last in both directions,
 * because nothing known is neither most nor least.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | number | null | undefined,
  descending: boolean,
  locale: string,
): Row[] {
  const { compare } = collator(locale)
  const keyed = rows.map((row, index) => ({ row, index, key: value(row) }))
  const sign = descending ? -1 : 1
  keyed.sort((left, right) => {
    const a = left.key
    const b = right.key
    const aMissing = a === null || a === undefined || (typeof a === 'number' && Number.isNaN(a))
    const bMissing = b === null || b === undefined || (typeof b === 'number' && Number.isNaN(b))
    if (aMissing || bMissing) {
      return aMissing === bMissing ? left.index - right.index : aMissing ? 1 : -1
    }
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
    return order === 0 ? left.index - right.index : sign * order
  })
  return keyed.map(({ row }) => row)
}

/** The next sort when a head is pressed: first as given by the kind of column, then reversed. */
export function nextSort<Row>(current: Sort | undefined, column: Column<Row>): Sort {
  if (current?.key === column.key) return { key: column.key, descending: !current.descending }
  return { key: column.key, descending: column.align === 'right' }
}

/** Top of each row and, as last entry, the height of all: `offsets[i]` to `offsets[i + 1]` is row `i`. */
export function rowOffsets(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1)
  let top = 0
  for (let index = 0; index < count; index += 1) {
    top += heightOf(index)
    offsets[index + 1] = top
  }
  return offsets
}

/** Index of the row that covers the height `top`, by bisection; the nearest row where `top` lies outside. */
export function rowAt(offsets: Float64Array, top: number): number {
  let low = 0
  let high = Math.max(0, offsets.length - 2)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= top) low = middle
    else high = middle - 1
  }
  return low
}
