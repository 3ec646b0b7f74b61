/** The stock table's data and what the seller sees of it: search, filters, columns, selection. */
import { useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch } from 'vue'
import { call } from '@/ipc/call'
import type { StockRow } from '@/ipc/contract'
import type { Sort } from '@/components/table'
import { DEFAULT_COLUMNS, readColumns } from './columns'
import type { ColumnKey } from './columns'
import { filterRows, makeFindable, NOTHING_PICKED, sumRows } from './filter'
import type { Picked } from './filter'
import { keepView, moveColumn, readViews, writeViews } from './views'
import type { StockView } from './views'

const COLUMNS_KEY = 'tidestock.stock.columns'
const VIEWS_KEY = 'tidestock.stock.views'

// Search, filters and sorting outlive the page, so that coming back from a SKU loses nothing.
const search = ref('')
const picked = shallowRef<Picked>(NOTHING_PICKED)
const sort = ref<Sort | undefined>({ key: 'status', descending: false })
const columns = shallowRef<ColumnKey[]>(readColumns(window.localStorage.getItem(COLUMNS_KEY)))
const views = shallowRef<StockView[]>(readViews(window.localStorage.getItem(VIEWS_KEY)))

export function rowKeyOf(row: StockRow): string {
  return `${row.sku}\u001f${row.location}`
}

export function useStock() {
  const query = useQuery({ queryKey: ['stock_list'], queryFn: () => call('stock_list', {}) })
  const selected = shallowRef<ReadonlySet<string>>(new Set())

  const rows = computed(() => query.data.value?.rows ?? [])
  const findable = computed(() => makeFindable(rows.value))
  const shown = computed(() => filterRows(findable.value, search.value, picked.value))
  const chosen = computed(() => rows.value.filter((row) => selected.value.has(rowKeyOf(row))))

  watch(columns, (keys) => window.localStorage.setItem(COLUMNS_KEY, JSON.stringify(keys)))

  watch(views, (kept) => window.localStorage.setItem(VIEWS_KEY, writeViews(kept)))

  function applyView(view: StockView): void {
    search.value = view.search
    picked.value = view.picked
    sort.value = view.sort
    columns.value = [...view.columns]
  }
  function saveView(name: string): void {
    const now = { name, search: search.value, picked: picked.value, sort: sort.value, columns: columns.value }
    views.value = keepView(views.value, now)
  }

  /** A column in or out; one that comes in stands last. */
  function toggleColumn(key: ColumnKey): void {
    columns.value = columns.value.includes(key)
      ? columns.value.filter((each) => each !== key)
      : [...columns.value, key]
  }

  return {
    table: query.data,
    error: query.error,
    isLoading: query.isLoading,
    reload: () => void query.refetch(),
    rows,
    shown,
    search,
    picked,
    sort,
    columns,
    toggleColumn,
    moveColumn: (key: ColumnKey, step: 1 | -1) => (columns.value = moveColumn(columns.value, key, step)),
    views,
    applyView,
    saveView,
    removeView: (view: StockView) => (views.value = views.value.filter((each) => each !== view)),
    resetColumns: () => (columns.value = [...DEFAULT_COLUMNS]),
    selected,
    chosen,
    sums: computed(() => sumRows(chosen.value)),
  }
}
