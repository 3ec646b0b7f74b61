import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Attempt {
  /** Whether it runs now. */
  readonly running: Ref<boolean>
  /** Why it failed last; undefined after a success and while it runs. */
  readonly failure: ShallowRef<unknown>
  /** Does it, unless it runs already; whether it was done. */
  attempt(work: () => Promise<void>): Promise<boolean>
}

/** One thing at a time that the engine may refuse. */
export function useAttempt(): Attempt {
  const running = ref(false)
  const failure = shallowRef<unknown>()

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (running.value) return false
    running.value = true
    failure.value = undefined
    try {
      await work()
      return true
    } catch (thrown) {
      failure.value = thrown
      return false
    } finally {
      running.value = false
    }
  }

  return { running, failure, attempt }
}
