import { describe, expect, test } from 'vitest'
import type { Alert, Indicator } from '@/ipc/contract'
import { actOf, barShare, changeTone, directionOf, groupDecisions, markOf, placeOf } from './rules'
import { weekDay } from './week'

const indicator = (value: number | null, previous: number | null, better: boolean | null): Indicator => ({
  name: 'stockout_rate',
  value,
  previous,
  more_is_better: better,
  trend: [],
  trend_days: [],
})
const alert = (rule: string, action: string): Alert => ({
  rule,
  sku: 'L 2/oak',
  name: 'Lamp',
  location: 'US West',
  value_at_cost: '10',
  params: {},
  actions: [{ code: action, params: {} }],
})

describe('a change', () => {
  test('is good or bad by what the indicator wants', () => {
    expect(changeTone(indicator(0.03, 0.04, false))).toBe('good')
    expect(changeTone(indicator(0.05, 0.04, false))).toBe('slow')
    expect(changeTone(indicator(5.8, 5.4, true))).toBe('good')
    expect(changeTone(indicator(5.8, 5.4, null))).toBeUndefined()
  })
  test('of next to nothing is none', () => {
    expect(directionOf(indicator(1.0005, 1, true))).toBe('same')
    expect(directionOf(indicator(1.01, 1, true))).toBe('up')
    expect(directionOf(indicator(0, 0, true))).toBe('same')
    expect(directionOf(indicator(0.01, 0, true))).toBe('up')
  })
  test('from nothing known is unknown', () => {
    expect(directionOf(indicator(0.03, null, false))).toBeUndefined()
    expect(directionOf(undefined)).toBeUndefined()
  })
})

describe('an alert', () => {
  test('leads to the plan where it is about buying, else to its SKU', () => {
    expect(placeOf(alert('below_reorder_point', 'order'))).toMatchObject({ name: 'plan' })
    expect(placeOf(alert('slow_old_lot', 'clear'))).toMatchObject({ name: 'sku', params: { sku: 'L 2/oak' } })
  })
  test('of a rule that is not known yet is still shown', () => {
    expect(markOf(alert('something_new', 'look'))).toEqual({ tone: 'info', word: 'other' })
  })
  test('puts the act on its button and leaves what it brings to the hint', () => {
    expect(actOf('降价 35% 到 $9：9/30 前清完，收回 $800')).toBe('降价 35% 到 $9')
    expect(actOf('Count the stock')).toBe('Count the stock')
  })
  test('has a bar against the largest, never invisible, never too long', () => {
    expect(barShare('50', '200')).toBe(0.25)
    expect(barShare('0.01', '200')).toBe(0.02)
    expect(barShare('300', '200')).toBe(1)
    expect(barShare('5', '0')).toBe(0)
  })
})

test('rules that speak of the same stock are one decision; running short and being slow are two', () => {
  const grouped = groupDecisions([
    alert('slow_low_sales', 'clear'),
    alert('below_minimum', 'order'),
    alert('slow_old_lot', 'clear'),
    { ...alert('slow_old_lot', 'clear'), location: 'Germany' },
  ])
  expect(grouped.map(({ first, others }) => [first.rule, first.location, others.map(({ rule }) => rule)])).toEqual([
    ['slow_low_sales', 'US West', ['slow_old_lot']],
    ['below_minimum', 'US West', []],
    ['slow_old_lot', 'Germany', []],
  ])
})

test('order dates stand in the week, overdue ones at its start, far ones beyond', () => {
  expect(weekDay('2026-08-24', '2026-08-24')).toBe(0)
  expect(weekDay('2026-08-24', '2026-08-30')).toBe(6)
  expect(weekDay('2026-08-24', '2026-08-31')).toBe('later')
  expect(weekDay('2026-08-24', '2026-08-01')).toBe(0)
})
