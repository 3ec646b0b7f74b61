/** The period that is replayed when nothing else was chosen. */
import { addDays, daysBetween } from '@/components/format'
import type { Period } from '@/features/analysis/period'

/** A year, as seasons come once in it. */
const YEAR = 364
/** History that the first decision of a replay should stand on. */
const HISTORY = 182
/** The engine refuses less. */
export const LEAST_DAYS = 28

/**
 * The last 52 weeks, but so that half a year of history lies before them; with less data the second
 * half of what there is. Undefined where even that is too short.
 */
export function defaultPeriod(first: string, last: string): Period | undefined {
  const days = daysBetween(first, last) + 1
  if (!(days >= 2 * LEAST_DAYS)) return undefined
  const length = Math.max(Math.min(YEAR, days - HISTORY), Math.min(YEAR, Math.floor(days / 2)))
  return { from: addDays(last, 1 - length), to: last }
}
