import { describe, expect, it } from 'vitest'
import { readPalette } from '@/charts/palette'
import type { ReplayPolicy, ReplayReport } from '@/ipc/contract'
import { courseChart } from './course'
import { gainParts, lostRows, wonCount } from './gain'
import { defaultPeriod } from './period'

function policy(name: string, figures: Partial<ReplayPolicy>): ReplayPolicy {
  return {
    name,
    profit: '0',
    fill_rate: 1,
    mean_stock_value: '0',
    lost_sales: 0,
    lost_margin: '0',
    margin: '0',
    holding: '0',
    left: '0',
    empty_days: 0,
    profit_by_week: [],
    ...figures,
  }
}

function row(sku: string, ...profit: number[]) {
  return { sku, name: sku, location: 'UK', demanded: 1, profit, lost_sales: [], mean_stock_value: [] }
}

const report: ReplayReport = {
  from: '2025-01-01',
  to: '2025-12-31',
  scored_from: '2025-02-01',
  scored_to: '2025-12-01',
  currency: 'GBP',
  review_days: 7,
  habit_cover_days: 63,
  habit_fitted: true,
  places: 4,
  left_out_new: 0,
  left_out_without_money: 0,
  opening_assumed: 0,
  policies: [
    policy('habit', { profit: '100', margin: '150', holding: '30', left: '20' }),
    policy('plan', { profit: '135', margin: '170', holding: '28', left: '7' }),
  ],
  against: 'habit',
  gain: null,
  gap_closed: null,
  weeks: [],
  rows: [row('A', 10, 50), row('B', 30, 22), row('C', 5, 5.4), row('D', 30, 10)],
}

describe('the gain', () => {
  it('falls into parts that add up to it', () => {
    expect(gainParts(report)).toEqual([
      { key: 'margin', value: 20 },
      { key: 'holding', value: 2 },
      { key: 'left', value: 13 },
    ])
  })

  it('counts no difference below a unit of money', () => {
    expect(lostRows(report).map(({ row: { sku }, gain }) => [sku, gain])).toEqual([
      ['D', -20],
      ['B', -8],
    ])
    expect(wonCount(report)).toBe(1)
  })
})

describe('the period replayed at first', () => {
  it('is the last 52 weeks where half a year lies before them', () => {
    expect(defaultPeriod('2024-01-01', '2026-12-31')).toEqual({ from: '2026-01-02', to: '2026-12-31' })
  })

  it('gives up days of its own for history', () => {
    // 365 days: 183 of them after half a year.
    expect(defaultPeriod('2025-01-01', '2025-12-31')).toEqual({ from: '2025-07-02', to: '2025-12-31' })
  })

  it('is none with less than two months', () => {
    expect(defaultPeriod('2025-01-01', '2025-02-20')).toBeUndefined()
  })
})

describe('the course', () => {
  const words = {
    number: String,
    day: (iso: string) => iso,
    month: String,
    axis: String,
    dayColumn: 'day',
  }
  const palette = readPalette((token) => token)

  it('starts at nothing and fills the lead only', () => {
    const picture = courseChart(
      [
        { key: 'plan', name: 'Plan', profit: [5, 12] },
        { key: 'against', name: 'Habit', profit: [8, 9] },
      ],
      '2025-02-01',
      ['2025-02-07', '2025-02-14'],
      words,
      palette,
    )
    expect(picture.table.rows).toEqual([
      ['2025-02-01', '0', '0'],
      ['2025-02-07', '5', '8'],
      ['2025-02-14', '12', '9'],
    ])
    const series = picture.option.series as { id: string; data: [number, number][] }[]
    const lead = series.find(({ id }) => id === 'gap-lead')?.data.map(([, value]) => value)
    expect(lead).toEqual([0, 0, 3])
  })
})
