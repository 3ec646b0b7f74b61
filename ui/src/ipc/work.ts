import { computed, ref, shallowRef } from 'vue'
import type { Progress } from './contract'

/** A call that has not been answered yet. Times are milliseconds of `performance.now()`. */
export interface Work {
  readonly id: number
  readonly name: string
  readonly startedAt: number
}

const running = ref<readonly Work[]>([])
let nextId = 1

/** The longest-running call, or undefined while the engine is idle. */
export const currentWork = computed<Work | undefined>(() => running.value[0])

/** What the engine last reported, with the time of the report. */
export const lastProgress = shallowRef<{ readonly at: number; readonly progress: Progress }>()

/** Follows one call from question to answer. */
export async function whileWorking<T>(name: string, promise: Promise<T>): Promise<T> {
  const work: Work = { id: nextId, name, startedAt: performance.now() }
  nextId += 1
  running.value = [...running.value, work]
  try {
    return await promise
  } finally {
    running.value = running.value.filter(({ id }) => id !== work.id)
    if (running.value.length === 0) lastProgress.value = undefined
  }
}

export function reportProgress(progress: Progress): void {
  lastProgress.value = { at: performance.now(), progress }
}

/**
 * Seconds left at the pace so far; undefined while too little is done to say.
 * `elapsed` in milliseconds; `total` 0 where the size is unknown.
 */
export function secondsLeft(done: number, total: number, elapsed: number): number | undefined {
  // All done and still no answer: what is left then, such as writing, is not counted here.
  if (total <= 0 || done <= 0 || done >= total) return undefined
  // Below two per cent the first file's opening dominates and the estimate jumps.
  if (done / total < 0.02) return undefined
  return Math.ceil(((elapsed / done) * (total - done)) / 1000)
}
