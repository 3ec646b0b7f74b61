import type { Column } from '@/components/table'
import type { PlanRow } from './rows'

/** Height of each kind of row in px; the arithmetic takes more where the window is narrow. */
export function rowHeight(row: PlanRow, narrow: boolean): number {
  switch (row.kind) {
    case 'transfers':
    case 'supplier':
      return 36
    case 'transfer':
    case 'line':
      return 28
    case 'cut':
      return 27
    case 'arithmetic':
      return narrow ? 326 : 304
  }
}

/** The columns of the plan. They are not sortable: the order is the engine's, by what each line earns. */
export function planColumns(title: (key: string) => string): Column<PlanRow>[] {
  const column = (
    key: string,
    width: number,
    align: 'left' | 'right' = 'left',
    grow?: number,
  ): Column<PlanRow> => ({ key, title: title(key), width, align, grow, sortable: false })
  return [
    column('product', 190, 'left', 1),
    column('location', 100),
    column('gauge', 112),
    column('days', 116, 'right'),
    column('quantity', 92, 'right'),
    column('unit', 66, 'right'),
    column('amount', 82, 'right'),
    column('profit', 84, 'right'),
    column('reasons', 206),
  ]
}
