import { describe, expect, it } from 'vitest'
import { niceTicks } from './ticks'

describe('niceTicks', () => {
  it('covers the highest value with round steps', () => {
    expect(niceTicks(20_339, 5)).toEqual([0, 5_000, 10_000, 15_000, 20_000, 25_000])
    expect(niceTicks(1.12, 2)).toEqual([0, 1, 2])
    expect(niceTicks(0.9, 2)).toEqual([0, 0.5, 1])
  })

  it('writes tenths without the noise of binary fractions', () => {
    expect(niceTicks(0.5, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5])
  })

  it('starts below the least value and answers for nothing at all', () => {
    expect(niceTicks(44, 4, 27)).toEqual([25, 30, 35, 40, 45])
    expect(niceTicks(0, 2)).toEqual([0, 0.5, 1])
    expect(niceTicks(Number.NaN, 1)).toEqual([0, 1])
    expect(niceTicks(-12, 4, -12)[0]).toBeLessThanOrEqual(-12)
  })
})
