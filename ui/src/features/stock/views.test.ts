import { expect, test } from 'vitest'
import { DEFAULT_COLUMNS } from './columns'
import { NOTHING_PICKED, togglePick } from './filter'
import { keepView, moveColumn, readViews, writeViews, type StockView } from './views'

const view = (name: string, changes: Partial<StockView> = {}): StockView => ({
  name,
  search: 'oak',
  picked: togglePick(NOTHING_PICKED, 'location', 'DE'),
  sort: { key: 'days', descending: false },
  columns: ['product', 'status', 'sku'],
  ...changes,
})

test('a view comes back as it was kept', () => {
  const kept = [view('周一检查'), view('b', { sort: undefined, picked: NOTHING_PICKED })]
  expect(readViews(writeViews(kept))).toEqual(kept)
})

test('a name is kept once, in its place', () => {
  const kept = keepView(keepView([view('a')], view('b')), view('a', { search: 'new' }))
  expect(kept.map(({ name, search }) => `${name} ${search}`)).toEqual(['a new', 'b oak'])
})

test('what is damaged is left out', () => {
  expect(readViews(null)).toEqual([])
  expect(readViews('{broken')).toEqual([])
  expect(readViews('{"name":"a"}')).toEqual([])
  expect(readViews('[{"name":" "},3,{"name":"a","picked":{"location":["DE",7],"status":"x"},"sort":[]}]')).toEqual([
    { name: 'a', search: '', picked: togglePick(NOTHING_PICKED, 'location', 'DE'), sort: undefined, columns: [...DEFAULT_COLUMNS] },
  ])
})

test('a column moves one place and never before the product', () => {
  const columns = ['product', 'sku', 'days'] as const
  expect(moveColumn(columns, 'days', -1)).toEqual(['product', 'days', 'sku'])
  expect(moveColumn(columns, 'sku', -1)).toEqual([...columns])
  expect(moveColumn(columns, 'days', 1)).toEqual([...columns])
  expect(moveColumn(columns, 'product', 1)).toEqual([...columns])
  expect(moveColumn(columns, 'value', 1)).toEqual([...columns])
})
