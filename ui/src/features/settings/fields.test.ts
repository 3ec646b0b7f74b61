import { describe, expect, test } from 'vitest'
import { otherFields, shownValue, storedValue } from './fields'

describe('what is typed', () => {
  test.each([
    ['share', '7', '0.07'],
    ['share', '25 %', '0.25'],
    ['share', '12,5', '0.125'],
    ['share', '28.9', '0.289'],
    ['number', '1.5', '1.5'],
    ['days', '35', '35'],
    ['text', '  山岚户外 ', '山岚户外'],
    ['text', '', ''],
  ] as const)('%s: %s is stored as %s', (kind, typed, stored) => {
    expect(storedValue(kind, typed)).toBe(stored)
  })
  test.each([
    ['share', ''],
    ['share', 'much'],
    ['number', '-1'],
    ['days', '3.5'],
    ['number', 'Infinity'],
  ] as const)('%s: %s is refused', (kind, typed) => {
    expect(storedValue(kind, typed)).toBeUndefined()
  })
  test('a share comes back as it was typed', () => {
    for (const typed of ['7', '0.07', '33.3', '57', '100']) {
      expect(shownValue('share', storedValue('share', typed) ?? '')).toBe(typed)
    }
  })
})

test('a setting that the window does not know by name is still shown, with its unit', () => {
  expect(otherFields({ review_days: '7', base_currency: 'USD', hot_margin: '0.4', closed_days: '8', motto: 'go' })).toEqual([
    { key: 'closed_days', kind: 'days' },
    { key: 'hot_margin', kind: 'share' },
    { key: 'motto', kind: 'text' },
  ])
})
