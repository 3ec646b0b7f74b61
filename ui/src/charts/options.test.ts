import { describe, expect, it } from 'vitest'
import { demandChart } from './demand'
import type { DemandInput, DemandWords } from './demand'
import { readPalette } from './palette'
import { projectedAt, stockChart } from './stock'
import { trendChart } from './trend'
import type { TrendSeries } from './trend'
import { DAY_MS, dayMs } from './types'
import type { ChartWords, FanPoint } from './types'

const palette = readPalette((token) => token)
const base: ChartWords = {
  number: (value) => String(value),
  day: (iso) => iso,
  month: (ms) => new Date(ms).toISOString().slice(0, 7),
}

interface SeriesShape {
  id?: string
  data?: unknown[]
  markLine?: { data: unknown[] }
  renderItem?: (
    params: { dataIndex: number },
    api: { value: (dimension: number) => number; coord: (point: number[]) => number[] },
  ) => unknown
}

function seriesOf(option: { series?: unknown }): SeriesShape[] {
  return option.series as SeriesShape[]
}

function find(option: { series?: unknown }, id: string): SeriesShape | undefined {
  return seriesOf(option).find((series) => series.id === id)
}

function fanPoint(day: string, median: number): FanPoint {
  return {
    day,
    median,
    low50: median - 1,
    high50: median + 1,
    low80: median - 2,
    high80: median + 2,
    low95: median - 3,
    high95: median + 4,
  }
}

const demandWords: DemandWords = {
  ...base,
  sold: 'Sold',
  forecast: 'Forecast',
  likely: '80%',
  outOfStock: 'Out of stock',
  days: (days) => `${days} d`,
  today: 'Today',
  week: (iso) => `Week of ${iso}`,
  columns: { week: 'Week', sold: 'Sold', median: 'Median', low80: 'Low', high80: 'High' },
}

const demandInput: DemandInput = {
  history: [
    { week: '2026-08-10', units: 40, daysOut: 3 },
    { week: '2026-08-17', units: 52, promotion: true },
  ],
  fan: [fanPoint('2026-08-24', 50), fanPoint('2026-08-31', 60)],
  outages: [{ from: '2026-08-12', to: '2026-08-14' }],
  events: [{ day: '2026-08-18', name: '<b>Sale</b>' }],
  today: '2026-08-24',
  range: ['2026-08-10', '2026-09-07'],
}

type Formatter = (items: unknown) => string

function tooltipAt(option: { tooltip?: unknown }, time: number): string {
  const { formatter } = option.tooltip as { formatter: Formatter }
  return formatter([{ axisValue: time }])
}

describe('demandChart', () => {
  it('draws each bar over the seven days of its week', () => {
    const { option } = demandChart(demandInput, demandWords, palette)
    const bars = find(option, 'sold')
    expect(bars?.data).toEqual([
      [dayMs('2026-08-10'), 40],
      [dayMs('2026-08-17'), 52],
    ])
    // One day is 10 px wide and one unit 2 px high; the base line lies at 200.
    const drawn = bars?.renderItem?.(
      { dataIndex: 1 },
      {
        value: (dimension) => [dayMs('2026-08-17'), 52][dimension] ?? 0,
        coord: ([x = 0, y = 0]) => [((x - dayMs('2026-08-10')) / DAY_MS) * 10, 200 - y * 2],
      },
    )
    expect(drawn).toMatchObject({
      shape: { x: 70.8, y: 96, width: 68.4, height: 104 },
      style: { fill: '--slow-line' },
    })
  })

  it('stacks the width of each band on its lower edge', () => {
    const { option } = demandChart(demandInput, demandWords, palette)
    const values = (id: string) => (find(option, id)?.data as [number, number][]).map((each) => each[1])
    expect(values('fan-95-low')).toEqual([47, 57])
    expect(values('fan-95-high')).toEqual([7, 7])
    expect(values('fan-50-high')).toEqual([2, 2])
    expect(values('median')).toEqual([50, 60])
  })

  it('hatches days out of stock with both ends included', () => {
    const { option } = demandChart(demandInput, demandWords, palette)
    expect(find(option, 'outages')?.data).toEqual([[dayMs('2026-08-12'), dayMs('2026-08-15')]])
  })

  it('tells in the tooltip what the pointer stands over', () => {
    const { option } = demandChart(demandInput, demandWords, palette)
    const past = tooltipAt(option, dayMs('2026-08-13'))
    expect(past).toContain('Week of 2026-08-10')
    expect(past).toContain('40')
    expect(past).toContain('3 d')
    const ahead = tooltipAt(option, dayMs('2026-09-02'))
    expect(ahead).toContain('58 – 62')
    expect(ahead).not.toContain('Out of stock')
    expect(tooltipAt(option, dayMs('2027-01-01'))).toBe('')
  })

  it('gives the same figures as a table', () => {
    const { table } = demandChart(demandInput, demandWords, palette)
    expect(table.rows).toEqual([
      ['2026-08-10', '40', '', '', ''],
      ['2026-08-17', '52', '', '', ''],
      ['2026-08-24', '', '50', '48', '52'],
      ['2026-08-31', '', '60', '58', '62'],
    ])
  })

  it('leaves out what is not there', () => {
    const { option } = demandChart(
      { ...demandInput, fan: [], outages: [], events: [] },
      demandWords,
      palette,
    )
    expect(seriesOf(option).map((series) => series.id)).toEqual(['sold', 'today'])
  })
})

describe('stockChart', () => {
  const words = {
    ...base,
    shortDay: (iso: string) => iso,
    onHand: 'On hand',
    projected: 'Projected',
    likely: '80%',
    outOfStock: 'Out of stock',
    today: 'Today',
    reorderPoint: (units: number) => `Reorder point ${units}`,
    columns: { day: 'Day', onHand: 'On hand', median: 'Median', low80: 'Low', high80: 'High' },
  }
  const input = {
    history: [{ day: '2026-08-22', onHand: 120 }, { day: '2026-08-23', onHand: 118 }],
    fan: [fanPoint('2026-08-24', 110), fanPoint('2026-09-01', 70), fanPoint('2026-09-08', 400)],
    outages: [],
    arrivals: [{ day: '2026-09-02', units: 408, name: '<i>PO-1</i>' }],
    reorderPoint: 413,
    today: '2026-08-24',
    range: ['2026-08-01', '2026-09-30'] as [string, string],
  }

  it('marks the reorder point, today and what arrives', () => {
    const { option } = stockChart(input, words, palette)
    expect(find(option, 'reorder-point')?.markLine?.data).toEqual([{ yAxis: 413 }])
    expect(find(option, 'today')?.markLine?.data).toEqual([{ xAxis: dayMs('2026-08-24') }])
    expect(find(option, 'arrivals')?.data).toEqual([[dayMs('2026-09-02'), 400]])
  })

  it('reads the projection on or just after a day', () => {
    expect(projectedAt(input.fan, '2026-08-24')).toBe(110)
    expect(projectedAt(input.fan, '2026-08-25')).toBe(70)
    expect(projectedAt(input.fan, '2027-01-01')).toBe(400)
    expect(projectedAt([], '2026-08-25')).toBe(0)
  })

  it('does not mix fact and projection in the tooltip', () => {
    const { option } = stockChart(input, words, palette)
    const past = tooltipAt(option, dayMs('2026-08-23'))
    expect(past).toContain('118')
    expect(past).not.toContain('Projected')
    const arrival = tooltipAt(option, dayMs('2026-09-02'))
    expect(arrival).toContain('+408')
    expect(arrival).toContain('&lt;i&gt;PO-1&lt;/i&gt;')
    expect(arrival).not.toContain('On hand')
  })

  it('draws no level where no reorder point is known', () => {
    const { option } = stockChart({ ...input, reorderPoint: undefined }, words, palette)
    expect(find(option, 'reorder-point')).toBeUndefined()
  })
})

describe('trendChart', () => {
  const words = { ...base, dayColumn: 'Day', axis: (value: number) => `${value}k` }

  it('joins the days of all series into one table and keeps gaps empty', () => {
    const { table } = trendChart(
      {
        area: false,
        series: [
          { name: 'US', points: [{ day: '2026-08-01', value: 1 }, { day: '2026-08-08', value: null }] },
          { name: 'DE', points: [{ day: '2026-08-08', value: 2 }] },
        ],
      },
      words,
      palette,
    )
    expect(table).toEqual({
      head: ['Day', 'US', 'DE'],
      rows: [
        ['2026-08-01', '1', ''],
        ['2026-08-08', '', '2'],
      ],
    })
  })

  it('starts at zero with an area, and lets a bare line choose its range', () => {
    const series = [{ name: 'All', points: [{ day: '2026-08-01', value: 90 }] }]
    const filled = trendChart({ series, area: true }, words, palette).option
    const bare = trendChart({ series, area: false }, words, palette).option
    expect(filled.yAxis).toMatchObject({ min: 0 })
    expect(bare.yAxis).toMatchObject({ scale: true })
  })

  it('labels several lines at their end, two periods in the legend, and one line not at all', () => {
    const one = { name: 'Now', points: [{ day: '2026-08-01', value: 90 }] }
    const draw = (series: TrendSeries[]) => trendChart({ series, area: false }, words, palette).option
    const single = draw([one])
    const pair = draw([one, { ...one, name: 'Other' }])
    const compared = draw([one, { ...one, name: 'Before', before: true }])
    expect(seriesOf(single)[0]).not.toHaveProperty('endLabel')
    expect(single).not.toHaveProperty('legend')
    expect(seriesOf(pair)[1]).toHaveProperty('endLabel')
    expect(seriesOf(compared)[1]).not.toHaveProperty('endLabel')
    expect(compared).toHaveProperty('legend')
    expect(seriesOf(compared)[1]).toMatchObject({ lineStyle: { color: '--chart-bar' } })
  })
})
