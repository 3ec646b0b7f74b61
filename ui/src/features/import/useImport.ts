import { computed, ref, shallowRef } from 'vue'
import { call, host } from '@/ipc/call'
import type { Batch, ImportReport, ImportRequest, SheetMapping, UndoEffects } from '@/ipc/contract'
import type { ChosenFile } from '@/ipc/host'

// The last report outlives the page: who looks at the stock and comes back finds it as it was.
const report = shallowRef<ImportReport>()
const failure = shallowRef<unknown>()
const running = ref(false)
/** An undo that others stand on, until the seller has said yes or no. */
const doubt = shallowRef<{ readonly effects: UndoEffects; readonly file: string }>()
/** Sheets that the seller has left out. */
const skipped = shallowRef<ReadonlySet<string>>(new Set())
let chosen: readonly ChosenFile[] = []

/** Tells the sheets of a report apart. */
export function sheetKey(batch: Batch): string {
  return `${batch.path ?? ''}\n${batch.file}\n${batch.sheet ?? ''}`
}

/** Imports what was dropped or chosen, and keeps the report of the last time. `changed` runs after each change. */
export function useImport(changed: () => Promise<void>) {
  function read(request: ImportRequest): Promise<ImportReport> {
    return call('import_files', request)
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
      skipped.value = new Set()
      report.value = await read({ paths: given.map(({ path }) => path), dry_run: false, ask: true })
      any = true
    })
    return any
  }

  /** Puts what was read again in the place of the sheets it was read from. */
  function replace(old: (batch: Batch) => boolean, again: ImportReport): void {
    const before = report.value?.batches ?? []
    const at = before.findIndex(old)
    const kept = before.filter((batch) => !old(batch))
    kept.splice(at < 0 ? kept.length : at, 0, ...again.batches)
    report.value = {
      batches: kept,
      pictures: report.value?.pictures ?? again.pictures,
      seconds: (report.value?.seconds ?? 0) + again.seconds,
    }
  }

  /** Reads one file of the last report again, as the kind that the seller says it is. */
  function readAs(batch: Batch, kind: string): Promise<void> {
    return run(async () => {
      const path = pathOf(batch)
      if (path === undefined) return
      const again = await read({ paths: [path], dry_run: false, kind })
      replace((other) => other.file === batch.file, again)
    })
  }

  /** Reads one sheet as the seller has corrected it; what had been read of it before is taken back first. */
  function confirm(batch: Batch, mapping: SheetMapping): Promise<void> {
    return run(async () => {
      const path = pathOf(batch)
      if (path === undefined) return
      if (batch.id !== null && !batch.undone) await call('import_undo', { batch: batch.id })
      const again = await read({
        paths: [path],
        dry_run: false,
        mapping: [mapping],
        remember: true,
        only: [{ file: batch.file, sheet: batch.sheet }],
      })
      replace((other) => sheetKey(other) === sheetKey(batch), again)
    })
  }

  /** Leaves a sheet out: nothing of it is read. */
  function skip(batch: Batch): void {
    skipped.value = new Set(skipped.value).add(sheetKey(batch))
  }

  function markUndone(batch: number): void {
    if (report.value === undefined) return
    report.value = {
      ...report.value,
      batches: report.value.batches.map((one) => (one.id === batch ? { ...one, undone: true } : one)),
    }
  }

  /** Takes an import back whole. Where others stand on it, that is said first. */
  function undo(batch: number, file = ''): Promise<void> {
    return run(async () => {
      const effects = await call('import_effects', { batch })
      if (effects.dependents.length > 0) {
        doubt.value = { effects, file }
        return
      }
      await call('import_undo', { batch })
      markUndone(batch)
    })
  }

  /** Takes an import back although others stand on it. */
  function undoAnyway(): Promise<void> {
    const batch = doubt.value?.effects.batch
    doubt.value = undefined
    return run(async () => {
      if (batch === undefined) return
      await call('import_undo', { batch })
      markUndone(batch)
    })
  }

  /** Takes back all sheets of the last report, the newest first: a later one may stand on an earlier one. */
  function undoAll(): Promise<void> {
    return run(async () => {
      for (const { id, undone } of [...(report.value?.batches ?? [])].reverse()) {
        if (id === null || undone) continue
        await call('import_undo', { batch: id })
        markUndone(id)
      }
    })
  }

  function pathOf(batch: Batch): string | undefined {
    return batch.path ?? chosen.find(({ name }) => name === batch.file)?.path
  }

  return {
    report: computed(() => report.value),
    failure: computed(() => failure.value),
    running: computed(() => running.value),
    doubt: computed(() => doubt.value),
    isSkipped: (batch: Batch) => skipped.value.has(sheetKey(batch)),
    importFiles,
    choose: () => importFiles(host().chooseFiles('tables')),
    readAs,
    confirm,
    skip,
    undo,
    undoAnyway,
    undoAll,
    keep: () => (doubt.value = undefined),
    canReadAgain: (batch: Batch) => pathOf(batch) !== undefined,
  }
}
