import { describe, expect, it } from 'vitest'
import { amountText, curveSteps, readAmount } from './curve'
import { NO_EDITS, readQuantity, remember, reverseOf, stepBack, stepCartons, stepForward } from './edits'
import type { LineEdit } from './edits'
import { arithmeticSteps } from './steps'
import { ARITHMETIC, line, plan } from './plan.test-helper'

const quantity = (sku: string, now: number, was: number | null): LineEdit => ({
  sku,
  location: 'US',
  change: { quantity: now },
  back: { quantity: was },
})

describe('reverseOf', () => {
  it('gives an untouched line back to the plan and an edited one its figure', () => {
    expect(reverseOf(line('A'), { quantity: 72 })).toEqual({ quantity: null })
    expect(reverseOf(line('A', { edited: true, quantity: 96 }), { quantity: 72 })).toEqual({
      quantity: 96,
    })
  })

  it('takes back only what was changed', () => {
    expect(reverseOf(line('A', { note: 'red' }), { locked: true })).toEqual({ locked: false })
    expect(reverseOf(line('A', { note: 'red' }), { note: 'blue' })).toEqual({ note: 'red' })
    expect(reverseOf(line('A'), { skipped: 'ending' })).toEqual({ skipped: null })
  })
})

describe('history', () => {
  it('takes back the last edit first and does it again', () => {
    const both = remember(remember(NO_EDITS, quantity('A', 72, null)), quantity('B', 24, 48))
    const back = stepBack(both)
    expect(back?.edit.sku).toBe('B')
    const forward = stepForward(back?.history ?? NO_EDITS)
    expect(forward?.edit).toEqual(back?.edit)
    expect(forward?.history).toEqual(both)
  })

  it('counts steps on one quantity in a row as one edit', () => {
    const steps = [72, 96, 120].reduce(
      (history, units) => remember(history, quantity('A', units, units === 72 ? null : units - 24)),
      NO_EDITS,
    )
    expect(steps.done).toEqual([quantity('A', 120, null)])
  })

  it('forgets what could be redone after a new edit', () => {
    const undone = stepBack(remember(NO_EDITS, quantity('A', 72, null)))?.history ?? NO_EDITS
    expect(undone.undone).toHaveLength(1)
    expect(remember(undone, quantity('B', 24, null)).undone).toEqual([])
  })

  it('has nothing to take back at the start', () => {
    expect(stepBack(NO_EDITS)).toBeUndefined()
    expect(stepForward(NO_EDITS)).toBeUndefined()
  })
})

describe('stepCartons', () => {
  const pack = { pack_size: 24, moq: 48 }

  it('goes to the next full carton, then carton by carton', () => {
    expect(stepCartons(50, 1, pack)).toBe(72)
    expect(stepCartons(50, -1, pack)).toBe(48)
    expect(stepCartons(72, 10, pack)).toBe(312)
  })

  it('starts at the least order and falls from it to nothing', () => {
    expect(stepCartons(0, 1, pack)).toBe(48)
    expect(stepCartons(48, -1, pack)).toBe(0)
    expect(stepCartons(24, -10, pack)).toBe(0)
  })

  it('rounds a least order that is no full carton up', () => {
    expect(stepCartons(0, 1, { pack_size: 10, moq: 25 })).toBe(30)
    expect(stepCartons(3, 1, { pack_size: 0, moq: 0 })).toBe(4)
  })
})

describe('what is typed', () => {
  it('reads whole units with separators, and nothing else', () => {
    expect(readQuantity(' 1,240 ')).toBe(1240)
    expect(readQuantity('1，240')).toBe(1240)
    expect(['', '-4', '1.5', '1e5', '9'.repeat(10), '=1+1'].map(readQuantity)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    )
  })

  it('reads amounts and writes them as decimal text', () => {
    expect(readAmount('16,000')).toBe(16_000)
    expect(readAmount('16000.50')).toBe(16_000.5)
    expect(readAmount('1e6')).toBeUndefined()
    expect(readAmount('')).toBeUndefined()
    expect([16_000, 0.1 + 0.2, 1e11].map(amountText)).toEqual(['16000', '0.30', '100000000000'])
  })
})

describe('curveSteps', () => {
  it('ends each step where the next begins and the last where all is bought', () => {
    expect(curveSteps(plan([]))).toEqual([
      { spent: 100, marginal: 1 },
      { spent: 300, marginal: 0.5 },
      { spent: 400, marginal: 0.25 },
    ])
  })

  it('never ends a step before it begins', () => {
    const shop = plan([], { total_unlimited: 'unknown', curve: [{ spent: 50, rate: 1 }] })
    expect(curveSteps(shop)).toEqual([{ spent: 50, marginal: 1 }])
  })
})

describe('arithmeticSteps', () => {
  it('goes from demand to order, with what changes nothing left out', () => {
    const steps = arithmeticSteps(ARITHMETIC)
    expect(steps.map((step) => [step.key, step.value])).toEqual([
      ['demand', 340],
      ['season', 48],
      ['promotion', 96],
      ['safety', 124],
      ['target', 608],
      ['on_hand', -118],
      ['on_order', -96],
      ['need', 394],
      ['rounding', 14],
      ['order', 408],
    ])
    const plain = arithmeticSteps({ ...ARITHMETIC, season: 0.2, promotion: 0, budget: -24 })
    expect(plain.map((step) => step.key)).toEqual([
      'demand',
      'safety',
      'target',
      'on_hand',
      'on_order',
      'need',
      'rounding',
      'budget',
      'order',
    ])
  })

  it('shows what is lost before the goods arrive, or what is left over', () => {
    const lost = arithmeticSteps({ ...ARITHMETIC, surplus: -36 })
    expect(lost.find((step) => step.key === 'lost')?.value).toBe(-36)
    expect(lost.some((step) => step.key === 'surplus')).toBe(false)
    const over = arithmeticSteps({ ...ARITHMETIC, surplus: 20 })
    expect(over.find((step) => step.key === 'surplus')?.value).toBe(20)
    expect(over.some((step) => step.key === 'lost')).toBe(false)
  })
})
