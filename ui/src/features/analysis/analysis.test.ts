import { describe, expect, it } from 'vitest'
import { changeOf, INDICATORS, indicatorOf, isIndicator, judge, STRIP_COUNT } from './indicators'
import { checkedPeriod, lengthOf, periodBefore, PRESETS, presetPeriod, stepDays } from './period'

describe('periods', () => {
  it('ends presets with the data and counts both days', () => {
    const period = presetPeriod('days_28', '2024-01-01', '2026-08-23')
    expect(period).toEqual({ from: '2026-07-27', to: '2026-08-23' })
    expect(lengthOf(period)).toBe(28)
  })

  it('starts no preset before the data', () => {
    for (const preset of PRESETS) {
      expect(presetPeriod(preset, '2026-08-20', '2026-08-23').from).toBe('2026-08-20')
    }
  })

  it('puts the period before right before, as long', () => {
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      from: '2026-01-29',
      to: '2026-02-28',
    })
  })

  it('keeps the trend between a few and some thirty points', () => {
    const points = (days: number) => {
      const period = presetPeriod('all', '2020-01-01', new Date(Date.UTC(2020, 0, days)).toISOString().slice(0, 10))
      return days / stepDays(period)
    }
    for (const days of [7, 28, 90, 182, 365, 800, 2000]) {
      expect(points(days)).toBeGreaterThanOrEqual(4)
      expect(points(days)).toBeLessThanOrEqual(35)
    }
  })

  it('refuses days in the wrong order or that are none', () => {
    expect(checkedPeriod('2026-08-01', '2026-08-01')).toEqual({ from: '2026-08-01', to: '2026-08-01' })
    expect(checkedPeriod('2026-08-02', '2026-08-01')).toBeUndefined()
    expect(checkedPeriod('', '2026-08-01')).toBeUndefined()
  })
})

describe('indicators', () => {
  it('calls fewer stockouts better and less turnover worse', () => {
    expect(judge(indicatorOf('stockout_rate'), 0.02, 0.04)).toBe('better')
    expect(judge(indicatorOf('turnover'), 5, 6)).toBe('worse')
    expect(judge(indicatorOf('stock_value'), 5, 6)).toBe('neutral')
    expect(judge(indicatorOf('turnover'), 5, 5.001)).toBe('same')
  })

  it('judges nothing where one side is unknown', () => {
    expect(judge(indicatorOf('turnover'), null, 6)).toBeUndefined()
    expect(changeOf(indicatorOf('turnover'), 5, null)).toBeUndefined()
  })

  it('writes shares in points, money in per cent, the rest as difference', () => {
    expect(changeOf(indicatorOf('stockout_rate'), 0.031, 0.04)?.kind).toBe('points')
    expect(changeOf(indicatorOf('stockout_rate'), 0.031, 0.04)?.value).toBeCloseTo(-0.9)
    expect(changeOf(indicatorOf('revenue'), 90, 120)).toEqual({ kind: 'percent', value: -0.25 })
    expect(changeOf(indicatorOf('revenue'), 90, 0)).toBeUndefined()
    expect(changeOf(indicatorOf('turnover'), 6.5, 6)).toEqual({ kind: 'difference', value: 0.5 })
  })

  it('reads money from text and unknown as unknown', () => {
    const { value } = indicatorOf('gross_margin')
    const row = { gross_margin: '1234.50' } as Parameters<typeof value>[0]
    expect(value(row)).toBe(1234.5)
    expect(value({ ...row, gross_margin: null })).toBeNull()
  })

  it('knows its own names only', () => {
    expect(isIndicator('turnover')).toBe(true)
    expect(isIndicator('constructor')).toBe(false)
    expect(isIndicator(['turnover'])).toBe(false)
    expect(INDICATORS.length).toBeGreaterThan(STRIP_COUNT)
  })
})
