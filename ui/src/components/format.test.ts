import { describe, expect, test } from 'vitest'
import {
  addDays,
  daysBetween,
  formatChange,
  formatDay,
  formatDays,
  formatMoney,
  formatMoneyShort,
  formatQuantity,
  formatShare,
} from './format'

describe('money', () => {
  test.each([
    ['15954.20', 'USD', '$15,954'],
    ['100', 'USD', '$100'],
    ['99.999', 'USD', '$100.00'],
    ['12.345', 'USD', '$12.35'],
    ['0', 'USD', '$0'],
    ['-4180.4', 'USD', '−$4,180'],
    ['-0.4', 'GBP', '−£0.40'],
    // A yen has no cents, a Kuwaiti dinar has three.
    ['68', 'JPY', 'JP¥68'],
    ['68.5', 'CNY', '¥68.50'],
    ['1.2345', 'KWD', 'KWD 1.235'],
    ['12', 'ABC', 'ABC 12.00'],
    ['not money', 'USD', '—'],
  ])('%s %s is written %s', (amount, currency, written) => {
    expect(formatMoney(amount, currency, 'en')).toBe(written)
  })

  test('both languages write the same symbol and thousands', () => {
    expect(formatMoney('50368', 'CNY', 'zh-CN')).toBe('¥50,368')
    expect(formatMoney('50368', 'USD', 'zh-CN')).toBe('$50,368')
  })

  test('a currency code of the wrong shape is shown, not thrown', () => {
    expect(formatMoney(250, 'US', 'en')).toBe('US 250')
  })

  test.each([
    [148_230, '$148k'],
    [1_234_567, '$1.23M'],
    [999, '$999'],
    [-2500, '−$2.5k'],
    [0, '$0'],
  ])('%d on an axis is %s', (amount, written) => {
    expect(formatMoneyShort(amount, 'USD', 'zh-CN')).toBe(written)
  })
})

describe('figures', () => {
  test('what is unknown is a dash, never a zero', () => {
    expect(formatQuantity(null, 'en')).toBe('—')
    expect(formatShare(undefined, 'en')).toBe('—')
    expect(formatQuantity(Number.NaN, 'en')).toBe('—')
    expect(formatQuantity(0, 'en')).toBe('0')
  })
  test('small shares keep one decimal, large ones none', () => {
    expect(formatShare(0.0312, 'en')).toBe('3.1%')
    expect(formatShare(0.6149, 'en')).toBe('61%')
    expect(formatShare(0, 'en')).toBe('0%')
  })
  test('a change always carries its sign', () => {
    expect(formatChange(0.44, 'en')).toBe('+0.4')
    expect(formatChange(-0.9, 'en')).toBe('−0.9')
    expect(formatChange(0, 'en')).toBe('0.0')
  })
  test('spans name their unit and stop counting at two years', () => {
    expect(formatDays(33.6, 'en')).toBe('34 d')
    expect(formatDays(34, 'zh-CN')).toBe('34 天')
    expect(formatDays(912, 'en')).toBe('2 y +')
  })
})

describe('days', () => {
  test('are written as each language says them', () => {
    expect(formatDay('2026-08-26', 'zh-CN')).toBe('8/26')
    expect(formatDay('2026-08-26', 'zh-CN', 'weekday')).toBe('8/26 周三')
    expect(formatDay('2026-08-24', 'zh-CN', 'long')).toBe('8月24日 周一')
    expect(formatDay('2026-08-26', 'en')).toBe('26 Aug')
    expect(formatDay('2026-08-26', 'en', 'weekday')).toBe('Wed 26 Aug')
    expect(formatDay('2026-08-24', 'en', 'long')).toBe('Monday 24 August')
  })
  test('carry their year only where it is another one', () => {
    expect(formatDay('2027-01-03', 'en', 'short', '2026-12-30')).toBe('3 Jan 2027')
    expect(formatDay('2026-12-31', 'en', 'short', '2026-12-30')).toBe('31 Dec')
    expect(formatDay('2027-01-03', 'zh-CN', 'short', '2026-12-30')).toBe('2027/1/3')
  })
  test('text that is no day is shown as it is', () => {
    expect(formatDay('soon', 'en')).toBe('soon')
    expect(formatDay('2026-13-45', 'en')).toBe('2026-13-45')
    expect(formatDay('2026-02-29', 'en')).toBe('2026-02-29')
    expect(formatDay(null, 'en')).toBe('—')
  })
  test('count over the change of summer time and leap days', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-03-28', 'never')).toBeNaN()
  })
})
