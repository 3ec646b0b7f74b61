import type { Tone } from '@/components/tone'
import type { Batch, BatchProblem } from '@/ipc/contract'

/** How one sheet went, in one word: `import.result_<name>`. */
export interface Result {
  readonly name: 'undone' | 'waiting' | 'skipped' | 'failed' | 'rows_out' | 'known' | 'done'
  readonly tone: Tone
}

export function resultOf(batch: Batch, skipped = false): Result {
  if (batch.question !== null) {
    return skipped ? { name: 'skipped', tone: 'info' } : { name: 'waiting', tone: 'info' }
  }
  if (batch.undone) return { name: 'undone', tone: 'info' }
  if (batch.failure !== null) return { name: 'failed', tone: 'risk' }
  if (batch.rejected > 0) return { name: 'rows_out', tone: 'slow' }
  if (batch.accepted === 0 && batch.unchanged > 0) return { name: 'known', tone: 'info' }
  return { name: 'done', tone: 'good' }
}

export interface Sums {
  readonly files: number
  readonly sheets: number
  readonly accepted: number
  readonly unchanged: number
  readonly rejected: number
  /** Sheets that were refused whole. */
  readonly failed: number
  /** Sheets that wait for the seller. */
  readonly waiting: number
}

/** What an import came to. Sheets of one workbook count as one file; what was taken back counts as nothing. */
export function sumUp(batches: readonly Batch[]): Sums {
  const standing = batches.filter(({ undone, question }) => !undone && question === null)
  const read = standing.filter(({ failure }) => failure === null)
  const sum = (of: (batch: Batch) => number): number => read.reduce((total, batch) => total + of(batch), 0)
  return {
    files: new Set(read.map(({ file }) => file)).size,
    sheets: read.length,
    accepted: sum(({ accepted }) => accepted),
    unchanged: sum(({ unchanged }) => unchanged),
    rejected: sum(({ rejected }) => rejected),
    failed: standing.length - read.length,
    waiting: batches.filter(({ question }) => question !== null).length,
  }
}

export interface ProblemGroup {
  readonly code: string
  readonly column: string | null
  readonly rejects: boolean
  readonly problems: readonly BatchProblem[]
}

/**
 * Problems of one kind in one column together, those that cost rows first, then the most frequent:
 * two thousand equal dates are one thing to put right, not two thousand.
 */
export function groupProblems(problems: readonly BatchProblem[]): ProblemGroup[] {
  const groups = new Map<string, BatchProblem[]>()
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.column, problem.rejects])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [problem])
    else group.push(problem)
  }
  return [...groups.values()]
    .flatMap((group): ProblemGroup[] => {
      const [first] = group
      return first === undefined
        ? []
        : [{ code: first.code, column: first.column, rejects: first.rejects, problems: group }]
    })
    .sort(
      (one, other) =>
        Number(other.rejects) - Number(one.rejects) || other.problems.length - one.problems.length,
    )
}

export interface HistoryDay {
  /** ISO day in the computer's own time zone. */
  readonly day: string
  readonly batches: readonly Batch[]
}

/** Imports by the day they were made, newest first. */
export function groupHistory(batches: readonly Batch[]): HistoryDay[] {
  const newestFirst = [...batches].sort(
    (one, other) => Date.parse(other.imported_at) - Date.parse(one.imported_at) || (other.id ?? 0) - (one.id ?? 0),
  )
  const days = new Map<string, Batch[]>()
  for (const batch of newestFirst) {
    const day = localDay(batch.imported_at)
    const group = days.get(day)
    if (group === undefined) days.set(day, [batch])
    else group.push(batch)
  }
  return [...days].map(([day, group]) => ({ day, batches: group }))
}

/** The ISO day of a moment where the seller sits. */
export function localDay(moment: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return moment.slice(0, 10)
  const two = (figure: number): string => String(figure).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The hour and minute of a moment where the seller sits, `14:05`. */
export function localTime(moment: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return ''
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}
