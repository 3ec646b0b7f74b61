/** Saved views of the stock table: search, filters, sorting and columns under a name. Kept on this computer. */
import type { Sort } from '@/components/table'
import { readColumns } from './columns'
import type { ColumnKey } from './columns'
import { FACETS } from './filter'
import type { Facet, Picked } from './filter'

export interface StockView {
  readonly name: string
  readonly search: string
  readonly picked: Picked
  readonly sort: Sort | undefined
  readonly columns: readonly ColumnKey[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function readPicked(stored: unknown): Picked {
  const values = isRecord(stored) ? stored : {}
  const of = (facet: Facet): ReadonlySet<string> => {
    const given = values[facet]
    return new Set(Array.isArray(given) ? given.filter((each): each is string => typeof each === 'string') : [])
  }
  return { location: of('location'), supplier: of('supplier'), category: of('category'), status: of('status') }
}

function readSort(stored: unknown): Sort | undefined {
  if (!isRecord(stored) || typeof stored['key'] !== 'string') return undefined
  return { key: stored['key'], descending: stored['descending'] === true }
}

/** The remembered views; what is damaged is left out. */
export function readViews(stored: string | null): StockView[] {
  let given: unknown
  try {
    given = JSON.parse(stored ?? 'null')
  } catch {
    return []
  }
  if (!Array.isArray(given)) return []
  return given.filter(isRecord).flatMap((view) => {
    const name = view['name']
    if (typeof name !== 'string' || name.trim() === '') return []
    return [
      {
        name,
        search: typeof view['search'] === 'string' ? view['search'] : '',
        picked: readPicked(view['picked']),
        sort: readSort(view['sort']),
        columns: readColumns(JSON.stringify(view['columns'] ?? null)),
      },
    ]
  })
}

export function writeViews(views: readonly StockView[]): string {
  return JSON.stringify(
    views.map((view) => ({
      ...view,
      picked: Object.fromEntries(FACETS.map((facet) => [facet, [...view.picked[facet]]])),
    })),
  )
}

/** The views with this one under its name, in the place of an earlier one of that name. */
export function keepView(views: readonly StockView[], view: StockView): StockView[] {
  const at = views.findIndex(({ name }) => name === view.name)
  return at < 0 ? [...views, view] : views.map((each, index) => (index === at ? view : each))
}

/** A column one place to the left or right; the product stays first. */
export function moveColumn(columns: readonly ColumnKey[], key: ColumnKey, step: 1 | -1): ColumnKey[] {
  const moved = [...columns]
  const from = moved.indexOf(key)
  const to = from + step
  if (from < 1 || to < 1 || to >= moved.length) return moved
  moved.splice(from, 1)
  moved.splice(to, 0, key)
  return moved
}
