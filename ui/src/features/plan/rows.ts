/** The plan as the rows of one table: transfers, then each supplier with its lines and its waterline. */
import type { Plan, PlanLine, PlanSupplier, TransferLine } from '@/ipc/contract'

export type PlanRow =
  | { kind: 'transfers'; key: string; transfers: TransferLine[] }
  | { kind: 'transfer'; key: string; transfer: TransferLine }
  | { kind: 'supplier'; key: string; group: PlanSupplier }
  | { kind: 'line'; key: string; line: PlanLine; state: LineState }
  | { kind: 'arithmetic'; key: string; line: PlanLine }
  | { kind: 'cut'; key: string; group: PlanSupplier; held: number }

/** `buy`: on this order; `held`: below the waterline; `skipped`: left out by the seller. */
export type LineState = 'buy' | 'held' | 'skipped'

export function lineKey(line: { sku: string; location: string; quick?: boolean }): string {
  // A unit separator stands in no SKU that was read from a file.
  return `${line.sku}\u001f${line.location}${line.quick ? '\u001fquick' : ''}`
}

export function lineState(line: PlanLine): LineState {
  if (line.skipped !== null) return 'skipped'
  return line.quantity === 0 && line.unlimited > 0 && !line.edited ? 'held' : 'buy'
}

/** Whether a line has anything to tell: lines that need nothing stay out of the table. */
function isShown(line: PlanLine): boolean {
  return line.quantity > 0 || line.unlimited > 0 || line.edited || line.skipped !== null
}

const ORDER: Record<LineState, number> = { buy: 0, held: 1, skipped: 2 }

export interface Unfolded {
  /** Key of the line whose arithmetic is open. */
  line?: string
  /** Whether the transfers are listed one by one. */
  transfers?: boolean
}

/** The order of the engine is kept within each state of a line. */
export function planRows(plan: Plan, unfolded: Unfolded = {}): PlanRow[] {
  const bySupplier = new Map<string, PlanLine[]>()
  for (const line of plan.lines.filter(isShown)) {
    const lines = bySupplier.get(line.supplier)
    if (lines) lines.push(line)
    else bySupplier.set(line.supplier, [line])
  }
  const rows: PlanRow[] = transferRows(plan.transfers, unfolded.transfers ?? false)
  for (const group of plan.suppliers) {
    const lines = bySupplier.get(group.supplier)
    if (lines) rows.push(...supplierRows(group, lines, unfolded.line))
  }
  return rows
}

function transferRows(transfers: TransferLine[], listed: boolean): PlanRow[] {
  if (transfers.length === 0) return []
  const head: PlanRow = { kind: 'transfers', key: 'transfers', transfers }
  if (!listed) return [head]
  const each = transfers.map((transfer): PlanRow => {
    const key = ['transfer', transfer.sku, transfer.from, transfer.to].join('\u001f')
    return { kind: 'transfer', key, transfer }
  })
  return [head, ...each]
}

function supplierRows(
  group: PlanSupplier,
  lines: PlanLine[],
  openKey: string | undefined,
): PlanRow[] {
  const stated = lines
    .map((line) => ({ line, state: lineState(line) }))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state])
  const rows: PlanRow[] = [{ kind: 'supplier', key: `supplier\u001f${group.supplier}`, group }]
  const cutAt = stated.findIndex((each) => each.state === 'held')
  stated.forEach(({ line, state }, index) => {
    if (index === cutAt) {
      const held = stated.filter((each) => each.state === 'held').length
      rows.push({ kind: 'cut', key: `cut\u001f${group.supplier}`, group, held })
    }
    const key = lineKey(line)
    rows.push({ kind: 'line', key, line, state })
    if (key === openKey) rows.push({ kind: 'arithmetic', key: `arithmetic\u001f${key}`, line })
  })
  return rows
}

/** Suppliers that get an order: those with something to buy. */
export function suppliersToOrder(plan: Plan): number {
  return plan.suppliers.filter((group) => group.lines > 0).length
}

/** Lines on the orders. */
export function linesToBuy(plan: Plan): number {
  return plan.lines.filter((line) => line.quantity > 0 && line.skipped === null).length
}
