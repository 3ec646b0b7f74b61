/** Changes of the seller on plan lines, each with the change that takes it back. */
import type { PlanEdit, PlanLine } from '@/ipc/contract'

/** What is changed on a line; the rest of a `PlanEdit` says which line and under which budget. */
export type LineChange = Pick<PlanEdit, 'quantity' | 'locked' | 'skipped' | 'note'>

export interface LineEdit {
  sku: string
  location: string
  change: LineChange
  /** Puts the line back as it was. */
  back: LineChange
}

/** The same fields as `change`, with what the line holds now. */
export function reverseOf(line: PlanLine, change: LineChange): LineChange {
  const back: LineChange = {}
  // Null gives the quantity back to the plan: an untouched line must not become an edited one.
  if ('quantity' in change) back.quantity = line.edited ? line.quantity : null
  if ('locked' in change) back.locked = line.locked
  if ('skipped' in change) back.skipped = line.skipped
  if ('note' in change) back.note = line.note
  return back
}

export interface EditHistory {
  readonly done: readonly LineEdit[]
  readonly undone: readonly LineEdit[]
}

export const NO_EDITS: EditHistory = { done: [], undone: [] }

/** A new edit ends what could be redone. Steps on the quantity of one line in a row count as one edit. */
export function remember(history: EditHistory, edit: LineEdit): EditHistory {
  const last = history.done[history.done.length - 1]
  if (last && isSameQuantity(last, edit)) {
    const merged = { ...last, change: edit.change }
    return { done: [...history.done.slice(0, -1), merged], undone: [] }
  }
  return { done: [...history.done, edit], undone: [] }
}

function isSameQuantity(a: LineEdit, b: LineEdit): boolean {
  const onlyQuantity = (edit: LineEdit) => Object.keys(edit.change).join() === 'quantity'
  return a.sku === b.sku && a.location === b.location && onlyQuantity(a) && onlyQuantity(b)
}

/** The edit to take back and the history after it; undefined where there is none. */
export function stepBack(history: EditHistory): { edit: LineEdit; history: EditHistory } | undefined {
  const edit = history.done[history.done.length - 1]
  if (!edit) return undefined
  return { edit, history: { done: history.done.slice(0, -1), undone: [...history.undone, edit] } }
}

/** The edit to do again and the history after it; undefined where there is none. */
export function stepForward(
  history: EditHistory,
): { edit: LineEdit; history: EditHistory } | undefined {
  const edit = history.undone[history.undone.length - 1]
  if (!edit) return undefined
  return { edit, history: { done: [...history.done, edit], undone: history.undone.slice(0, -1) } }
}

/**
 * One or more cartons up or down from a quantity, to the next full carton, never below zero;
 * from nothing the first step up is the least order.
 */
export function stepCartons(
  quantity: number,
  cartons: number,
  line: { pack_size: number; moq: number },
): number {
  const pack = Math.max(1, line.pack_size)
  const whole = cartons > 0 ? Math.floor(quantity / pack) : Math.ceil(quantity / pack)
  const next = Math.max(0, (whole + cartons) * pack)
  const least = Math.ceil(Math.max(1, line.moq) / pack) * pack
  if (next > 0 && next < least) return cartons > 0 ? least : 0
  return next
}

/** Reads what the seller typed: whole units, thousands separators allowed; undefined where it is no quantity. */
export function readQuantity(text: string): number | undefined {
  const digits = text.trim().replace(/[,，\s]/g, '')
  if (!/^\d{1,9}$/.test(digits)) return undefined
  return Number(digits)
}
