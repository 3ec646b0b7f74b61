import { describe, expect, test } from 'vitest'
import { nextSort, rowAt, rowOffsets, sortRows, type Column } from './table'

interface Row {
  readonly id: string
  readonly n: number | null
}
const row = (id: string, n: number | null): Row => ({ id, n })
const ids = (rows: readonly Row[]): string => rows.map(({ id }) => id).join('')

describe('sorting', () => {
  const rows = [row('a', 2), row('b', null), row('c', 10), row('d', 2), row('e', Number.NaN)]

  test('is by size, not by letters, and keeps equals in their order', () => {
    expect(ids(sortRows(rows, ({ n }) => n, false, 'en'))).toBe('adcbe')
  })
  test('puts what is unknown last in both directions', () => {
    expect(ids(sortRows(rows, ({ n }) => n, true, 'en'))).toBe('cadbe')
  })
  test('reads figures inside text', () => {
    const skus = ['L10', 'L9', 'l1'].map((id) => row(id, 0))
    expect(sortRows(skus, ({ id }) => id, false, 'en').map(({ id }) => id)).toEqual(['l1', 'L9', 'L10'])
  })
  test('orders Chinese by sound', () => {
    const names = ['永康', '宁波', '深圳'].map((id) => row(id, 0))
    expect(sortRows(names, ({ id }) => id, false, 'zh-CN').map(({ id }) => id)).toEqual(['宁波', '深圳', '永康'])
  })
  test('leaves the rows it was given alone', () => {
    sortRows(rows, ({ n }) => n, true, 'en')
    expect(ids(rows)).toBe('abcde')
  })
  test('a head pressed starts figures at the largest and text at the first, then turns round', () => {
    const figures: Column<Row> = { key: 'n', title: 'N', width: 50, align: 'right' }
    const text: Column<Row> = { key: 'id', title: 'Id', width: 50 }
    expect(nextSort(undefined, figures)).toEqual({ key: 'n', descending: true })
    expect(nextSort({ key: 'n', descending: true }, figures)).toEqual({ key: 'n', descending: false })
    expect(nextSort({ key: 'n', descending: true }, text)).toEqual({ key: 'id', descending: false })
  })
})

describe('rows of different heights', () => {
  const heights = [28, 28, 36, 180, 28]
  const offsets = rowOffsets(heights.length, (index) => heights[index] ?? 0)

  test('stand one under the other', () => {
    expect([...offsets]).toEqual([0, 28, 56, 92, 272, 300])
  })
  test.each([
    [-40, 0],
    [0, 0],
    [27.9, 0],
    [28, 1],
    [91, 2],
    [92, 3],
    [271, 3],
    [272, 4],
    [9999, 4],
  ])('at %d lies row %d', (top, index) => {
    expect(rowAt(offsets, top)).toBe(index)
  })
  test('an empty table has no rows and no height', () => {
    expect(rowAt(rowOffsets(0, () => 28), 100)).toBe(0)
    expect([...rowOffsets(0, () => 28)]).toEqual([0])
  })
})
