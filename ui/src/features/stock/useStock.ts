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

const COLUMNS_KEY = 'tidestock.stock.columns'

// Search, filters and sorting outlive the page, so that coming back from a SKU loses nothing.
const search = ref('')
const picked = shallowRef<Picked>(NOTHING_PICKED)
const sort = ref<Sort | undefined>({ key: 'status', descending: false })
const columns = shallowRef<ColumnKey[]>(readColumns(window.localStorage.getItem(COLUMNS_KEY)))

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
    resetColumns: () => (columns.value = [...DEFAULT_COLUMNS]),
    selected,
    chosen,
    sums: computed(() => sumRows(chosen.value)),
  }
}
