import { computed, ref, shallowRef } from 'vue'
import { call, host } from '@/ipc/call'
import type { Batch, ImportReport } from '@/ipc/contract'
import type { ChosenFile } from '@/ipc/host'

// The last report outlives the page: who looks at the stock and comes back finds it as it was.
const report = shallowRef<ImportReport>()
const failure = shallowRef<unknown>()
const running = ref(false)
let chosen: readonly ChosenFile[] = []

/** Imports what was dropped or chosen, and keeps the report of the last time. `changed` runs after each change. */
export function useImport(changed: () => Promise<void>) {
  async function read(files: readonly ChosenFile[], kind?: string): Promise<ImportReport> {
    return call('import_files', {
      paths: files.map(({ path }) => path),
      dry_run: false,
      ...(kind === undefined ? {} : { kind }),
    })
  }

  async function run(work: () => Promise<void>): Promise<void> {
    if (running.value) return
    running.value = true
    failure.value = undefined
    try {
      await work()
    } catch (thrown) {
      failure.value = thrown
    } finally {
      running.value = false
      await changed()
    }
  }

  /** Reads files that are still on their way, such as an upload. True when something was read. */
  async function importFiles(files: Promise<readonly ChosenFile[]>): Promise<boolean> {
    let any = false
    await run(async () => {
      const given = await files
      if (given.length === 0) return
      chosen = given
      report.value = await read(given)
      any = true
    })
    return any
  }

  /** Reads one file of the last report again, as the kind that the seller says it is. */
  function readAs(batch: Batch, kind: string): Promise<void> {
    return run(async () => {
      const file = chosen.find(({ name }) => name === batch.file)
      if (file === undefined || report.value === undefined) return
      const again = await read([file], kind)
      const others = report.value.batches.filter((other) => other.file !== batch.file)
      report.value = {
        batches: [...others, ...again.batches],
        seconds: report.value.seconds + again.seconds,
      }
    })
  }

  /** Takes an import back whole, and marks it so in the report. */
  function undo(batch: number): Promise<void> {
    return run(async () => {
      await call('import_undo', { batch })
      if (report.value === undefined) return
      report.value = {
        ...report.value,
        batches: report.value.batches.map((one) => (one.id === batch ? { ...one, undone: true } : one)),
      }
    })
  }

  function canReadAgain(batch: Batch): boolean {
    return chosen.some(({ name }) => name === batch.file)
  }

  return {
    report: computed(() => report.value),
    failure: computed(() => failure.value),
    running: computed(() => running.value),
    importFiles,
    choose: () => importFiles(host().chooseFiles('tables')),
    readAs,
    undo,
    canReadAgain,
  }
}
