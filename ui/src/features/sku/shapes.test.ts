import { describe, expect, it } from 'vitest'
import type { SkuDetail, SkuWeek, StockRow } from '@/ipc/contract'
import {
  arrivals,
  chartRange,
  daysOut,
  outages,
  promotionStarts,
  skuFigures,
  stockFan,
  stockHistory,
} from './shapes'

function week(day: string, changes: Partial<SkuWeek> = {}): SkuWeek {
  return { day, sold: 10, demand_seen: 10, days_out: 0, on_hand: 50, promotion: null, ...changes }
}

function place(location: string, changes: Partial<StockRow> = {}): StockRow {
  return {
    sku: 'A',
    name: 'Lamp',
    category: '',
    supplier: '',
    barcode: '',
    location,
    on_hand: 30,
    counted: true,
    allocated: 0,
    available: 30,
    on_order: 0,
    reorder_point: 20,
    target: 40,
    days_of_supply: 12,
    daily_demand: 1,
    weeks: [],
    weeks_out: [],
    stock_age: null,
    value_at_cost: null,
    status: 'ok',
    image: null,
    ...changes,
  }
}

const open = (po_number: string, expected_on: string, quantity: number) => ({
  po_number,
  supplier: 'Ningbo',
  location: 'US',
  quantity,
  ordered_on: '2026-07-01',
  expected_on,
  late: false,
})

const detail: SkuDetail = {
  as_of: '2026-08-24',
  currency: 'USD',
  rows: [place('US'), place('DE', { on_hand: 5, available: 4, days_of_supply: null })],
  locations: ['US', 'DE'],
  price: null,
  unit_cost: null,
  cost_currency: null,
  moq: null,
  pack_size: null,
  lead_time_days: 34,
  lead_time_sd_days: 5,
  weeks: [
    week('2026-08-10', { promotion: 'Sale', on_hand: null }),
    week('2026-08-17', { promotion: 'Sale' }),
  ],
  forecast_weeks: [
    { day: '2026-08-24', demand: [1, 2, 3, 4, 5, 6, 7], stock: [10, 20, 30, 40, 50, 60, 70] },
  ],
  forecast: [],
  lots: [],
  movements: [],
  open_orders: [
    open('PO-2', '2026-09-02', 40),
    open('PO-1', '2026-08-01', 96),
    open('PO-3', '2026-09-02', 8),
  ],
  lead_times: [],
  markets: [],
}

describe('stock over time', () => {
  it('opens the projection at what is there and stands each week at its end', () => {
    const fan = stockFan(detail)
    expect(fan.map((point) => [point.day, point.low95, point.median, point.high95])).toEqual([
      ['2026-08-24', 35, 35, 35],
      ['2026-08-31', 10, 40, 70],
    ])
    expect(stockFan({ ...detail, forecast_weeks: [] })).toEqual([])
  })

  it('shows only what is known of the past, and ends it this morning', () => {
    expect(stockHistory(detail)).toEqual([])
    const known = { ...detail, weeks: [week('2026-08-10', { on_hand: 80 }), ...detail.weeks.slice(1)] }
    expect(stockHistory(known)).toEqual([
      { day: '2026-08-17', onHand: 80 },
      { day: '2026-08-24', onHand: 35 },
    ])
  })

  it('lets orders of one day arrive together and late ones now', () => {
    expect(arrivals(detail)).toEqual([
      { day: '2026-08-24', units: 96, name: 'PO-1' },
      { day: '2026-09-02', units: 48, name: 'PO-2, PO-3' },
    ])
  })

  it('spans from the first week to the end of the last', () => {
    expect(chartRange(detail)).toEqual(['2026-08-10', '2026-08-31'])
  })
})

describe('gaps and promotions', () => {
  it('joins weeks that were mostly empty and leaves single days to the tooltip', () => {
    const weeks = [
      week('2026-07-06', { days_out: 5 }),
      week('2026-07-13', { days_out: 7 }),
      week('2026-07-20', { days_out: 2 }),
      week('2026-07-27', { days_out: 4 }),
      week('2026-08-03', { days_out: null }),
    ]
    expect(outages(weeks)).toEqual([
      { from: '2026-07-06', to: '2026-07-19' },
      { from: '2026-07-27', to: '2026-08-02' },
    ])
    expect(daysOut(weeks)).toBe(18)
  })

  it('names a promotion once, where it begins', () => {
    expect(promotionStarts(detail.weeks)).toEqual([{ day: '2026-08-10', name: 'Sale' }])
  })
})

describe('skuFigures', () => {
  it('adds up locations and takes the cover of the one that runs out first', () => {
    const figures = skuFigures(detail.rows)
    expect(figures).toMatchObject({ onHand: 35, available: 34, reorderPoint: 40, target: 80, days: 12 })
    expect(figures.shortest?.location).toBe('US')
    expect(skuFigures(detail.rows.slice(1))).toMatchObject({ days: null, shortest: undefined })
    expect(skuFigures([])).toMatchObject({ onHand: 0, days: null })
  })
})
