import { niceTicks } from './ticks'

export interface Dot {
  value: number
  x: number
  y: number
  /** Kept out of the usual (for example over a factory's closure): drawn hollow. */
  hollow: boolean
}

/**
 * Dots over a line of days, stacked where they fall on the same place. `size` is the dot's diameter; the axis
 * is marked in whole days and reaches `mark` too, the value that a line will be drawn at.
 */
export function dotPlot(
  values: { value: number; hollow?: boolean }[],
  width: number,
  size: number,
  mark?: number,
): { dots: Dot[]; ticks: { value: number; x: number }[]; height: number; toX: (value: number) => number } {
  const clean = values.filter((each) => Number.isFinite(each.value))
  const reached = [...clean.map((each) => each.value), ...(mark === undefined ? [] : [mark])]
  const low = Math.max(0, Math.min(...reached) - 1)
  const ticks = reached.length ? niceTicks(Math.max(Math.max(...reached) + 1, low + 4), 4, low) : niceTicks(1, 1)
  const first = ticks[0] ?? 0
  const last = ticks[ticks.length - 1] ?? 1
  const pad = 14
  const toX = (value: number) => pad + ((value - first) / (last - first)) * (width - 2 * pad)
  const piles = new Map<number, number>()
  const placed = clean.map((each) => {
    const slot = Math.round(toX(each.value) / size)
    const pile = piles.get(slot) ?? 0
    piles.set(slot, pile + 1)
    return { value: each.value, x: toX(each.value), pile, hollow: each.hollow ?? false }
  })
  const tallest = Math.max(1, ...piles.values())
  const height = tallest * size + 8
  const dots = placed.map(({ pile, ...dot }) => ({ ...dot, y: height - size / 2 - pile * size }))
  return { dots, ticks: ticks.map((value) => ({ value, x: toX(value) })), height, toX }
}
