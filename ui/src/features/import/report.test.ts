import { describe, expect, test } from 'vitest'
import type { Batch, BatchProblem } from '@/ipc/contract'
import { groupHistory, groupProblems, localDay, resultOf, sumUp } from './report'

const batch = (more: Partial<Batch> = {}): Batch => ({
  id: 1,
  file: 'orders.csv',
  path: '/in/orders.csv',
  fingerprint: '00',
  score: 0.99,
  reasons: [],
  question: null,
  changed: 0,
  sheet: null,
  system: 'template',
  kind: 'orders',
  rows: 10,
  accepted: 10,
  rejected: 0,
  unchanged: 0,
  problems: [],
  problem_count: 0,
  notes: [],
  columns: [],
  failure: null,
  imported_at: '2026-08-24T08:00:00Z',
  undone: false,
  ...more,
})

const problem = (row: number, code: string, column: string | null, rejects: boolean): BatchProblem => ({
  row,
  column,
  code,
  params: {},
  rejects,
  message: '',
})

const refused = { failure: { code: 'file_empty', params: {} }, rows: 0, accepted: 0, id: null }

describe('how a sheet went', () => {
  test.each([
    ['all rows new', {}, 'done'],
    ['some rows out', { accepted: 8, rejected: 2 }, 'rows_out'],
    ['nothing new', { accepted: 0, unchanged: 10 }, 'known'],
    ['empty but readable', { rows: 0, accepted: 0 }, 'done'],
    ['refused whole', refused, 'failed'],
    ['waiting for the seller', { question: 'unsure', id: null, accepted: 0 }, 'waiting'],
    ['taken back', { accepted: 8, rejected: 2, undone: true }, 'undone'],
  ] as const)('%s', (_, more, name) => {
    expect(resultOf(batch(more)).name).toBe(name)
  })
})

test('sheets of one workbook are one file; refused and taken back ones add no rows', () => {
  const sums = sumUp([
    batch({ file: 'shop.xlsx', sheet: 'Orders', accepted: 5, unchanged: 3, rejected: 2 }),
    batch({ file: 'shop.xlsx', sheet: 'Stock', accepted: 4 }),
    batch({ file: 'old.csv', accepted: 99, undone: true }),
    batch({ file: 'empty.csv', ...refused }),
    batch({ file: 'own.csv', question: 'unsure', id: null, accepted: 0 }),
  ])
  expect(sums).toEqual({ files: 1, sheets: 2, accepted: 9, unchanged: 3, rejected: 2, failed: 1, waiting: 1 })
})

test('problems of one kind and column stand together, costly ones first, then the most frequent', () => {
  const groups = groupProblems([
    problem(2, 'date_ignored', 'Date', false),
    problem(3, 'date_ignored', 'Date', false),
    problem(4, 'date_ignored', 'Shipped', false),
    problem(5, 'sku_missing', null, true),
    problem(6, 'date_unreadable', 'Date', true),
    problem(7, 'date_unreadable', 'Date', true),
  ])
  expect(groups.map(({ code, column, problems }) => [code, column, problems.map(({ row }) => row)])).toEqual([
    ['date_unreadable', 'Date', [6, 7]],
    ['sku_missing', null, [5]],
    ['date_ignored', 'Date', [2, 3]],
    ['date_ignored', 'Shipped', [4]],
  ])
})

describe('the history', () => {
  test('goes by day, newest first, and in the order of the imports within a moment', () => {
    const days = groupHistory([
      batch({ id: 1, imported_at: '2026-08-17T10:00:00' }),
      batch({ id: 2, imported_at: '2026-08-24T09:00:00' }),
      batch({ id: 3, imported_at: '2026-08-24T09:00:00' }),
      batch({ id: 4, imported_at: '2026-08-24T11:00:00' }),
    ])
    expect(days.map(({ day, batches }) => [day, batches.map(({ id }) => id)])).toEqual([
      ['2026-08-24', [4, 3, 2]],
      ['2026-08-17', [1]],
    ])
  })
  test('takes the day where the seller sits', () => {
    const moment = new Date(2026, 7, 24, 0, 5)
    expect(localDay(moment.toISOString())).toBe('2026-08-24')
    expect(localDay('no time')).toBe('no time')
  })
})
