import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { call, host } from '@/ipc/call'
import type { Batch, PreviewRequest, SheetMapping, SheetPreview } from '@/ipc/contract'
import { shortLanguage } from '@/i18n'

/** What the seller has changed so far; what is not here stays as it was understood. */
export interface Edits {
  kind: string | undefined
  headerRow: number | undefined
  dateOrder: 'day_first' | 'month_first' | undefined
  /** Column name → role; null leaves the column out. */
  roles: Record<string, string | null>
}

export function noEdits(): Edits {
  return { kind: undefined, headerRow: undefined, dateOrder: undefined, roles: {} }
}

/** The edits as the engine takes them. */
export function mappingOf(batch: Pick<Batch, 'file' | 'sheet' | 'fingerprint'>, edits: Edits): SheetMapping {
  return {
    ...(batch.fingerprint === null ? {} : { fingerprint: batch.fingerprint }),
    file: batch.file,
    ...(batch.sheet === null ? {} : { sheet: batch.sheet }),
    ...(edits.kind === undefined ? {} : { kind: edits.kind }),
    ...(edits.headerRow === undefined ? {} : { header_row: edits.headerRow }),
    ...(edits.dateOrder === undefined ? {} : { date_order: edits.dateOrder }),
    columns: Object.entries(edits.roles).map(([header, role]) => ({ header, role })),
  }
}

/**
 * Gives a role to a column. A role that one column alone can have is taken from the column that had it, so that
 * changing two columns round needs one choice, not two.
 */
export function giveRole(preview: SheetPreview, edits: Edits, column: string, role: string | null): void {
  if (role !== null && !SHARED.has(role)) {
    for (const other of preview.columns) {
      if (other.name !== column && roleOf(other, edits) === role) edits.roles[other.name] = null
    }
  }
  edits.roles[column] = role
}

/** Roles that several columns of one sheet may have: parts of a name, places, days. */
const SHARED = new Set(['options', 'on_hand', 'quantity', 'in_stock', 'ordered_at', 'country', 'image', 'category'])

export function roleOf(column: SheetPreview['columns'][number], edits: Edits): string | null {
  return column.name in edits.roles ? (edits.roles[column.name] ?? null) : column.role
}

/** One sheet being corrected: every change asks the engine how the sheet would be read now. */
export function useCorrection(batch: Readonly<Ref<Batch>>) {
  const edits = reactive(noEdits())
  const preview = shallowRef<SheetPreview>()
  const failure = shallowRef<unknown>()
  const asking = ref(false)
  const saved = ref<string>()
  let turn = 0

  const mapping = computed(() => mappingOf(batch.value, edits))
  const request = computed<PreviewRequest>(() => ({
    path: batch.value.path ?? '',
    file: batch.value.file,
    sheet: batch.value.sheet,
    mapping: mapping.value,
  }))

  async function ask(): Promise<void> {
    const mine = ++turn
    asking.value = true
    failure.value = undefined
    saved.value = undefined
    try {
      const answer = await call('import_preview', request.value)
      // An older question may be answered after a newer one.
      if (mine === turn) preview.value = answer
    } catch (thrown) {
      if (mine === turn) failure.value = thrown
    } finally {
      if (mine === turn) asking.value = false
    }
  }

  watch(
    () => [batch.value.path, batch.value.file, batch.value.sheet].join('\n'),
    () => {
      Object.assign(edits, noEdits())
      preview.value = undefined
      void ask()
    },
    { immediate: true },
  )

  /** Another kind or header row gives other columns; what was said of the old ones is forgotten. */
  function readAs(kind: string): void {
    edits.kind = kind
    edits.roles = {}
    void ask()
  }
  function setHeaderRow(row: number): void {
    if (!Number.isInteger(row) || row < 1 || row === preview.value?.header_row) return
    edits.headerRow = row
    edits.roles = {}
    void ask()
  }
  function setRole(column: string, role: string | null): void {
    if (preview.value === undefined) return
    giveRole(preview.value, edits, column, role)
    void ask()
  }
  function setDateOrder(order: 'day_first' | 'month_first'): void {
    edits.dateOrder = order
    void ask()
  }

  /** Writes the rows that cannot be read as a workbook with a column of reasons. */
  async function saveBadRows(title: string, name: string, locale: string): Promise<void> {
    try {
      const file = host().writesFiles ? await host().chooseSave(title, name) : name
      if (file === null) return
      const answer = await call('import_bad_rows', { sheet: request.value, file, lang: shortLanguage(locale) })
      await host().deliver(answer.file)
      saved.value = answer.file
    } catch (thrown) {
      failure.value = thrown
    }
  }

  return {
    edits, preview, failure, asking, saved, mapping,
    ask, readAs, setHeaderRow, setRole, setDateOrder, saveBadRows,
  }
}
