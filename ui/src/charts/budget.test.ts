import { describe, expect, it } from 'vitest'
import { budgetGeometry, moveBudget, nextStep, snapBudget } from './budget'

const STEPS = [
  { spent: 100, marginal: 1 },
  { spent: 300, marginal: 0.5 },
  { spent: 400, marginal: 0.25 },
]
const BOX = { width: 540, height: 120, left: 40, right: 0, top: 0, bottom: 20 }

describe('budgetGeometry', () => {
  it('draws one level stair a carton, down to the right', () => {
    const { line, area, base, xTicks } = budgetGeometry(STEPS, 300, BOX)
    expect(xTicks.map((tick) => tick.value)).toEqual([0, 100, 200, 300, 400, 500])
    expect(base).toBe(100)
    expect(line).toBe('M40 0L140 0L140 50L340 50L340 75L440 75')
    expect(area).toBe(`${line}V100H40Z`)
  })

  it('turns a place back into the amount it stands for, within the axis', () => {
    const { toX, toAmount } = budgetGeometry(STEPS, 300, BOX)
    expect(toAmount(toX(250))).toBeCloseTo(250)
    expect(toAmount(-50)).toBe(0)
    expect(toAmount(9_999)).toBe(500)
  })

  it('makes room for a budget beyond the last carton', () => {
    const { xTicks } = budgetGeometry(STEPS, 950, BOX)
    expect(xTicks[xTicks.length - 1]?.value).toBe(1_000)
  })

  it('answers for a plan without a carton', () => {
    const { line, area, xTicks } = budgetGeometry([], 0, BOX)
    expect(line).toBe('')
    expect(area).toBe('')
    expect(xTicks.every((tick) => Number.isFinite(tick.x))).toBe(true)
  })
})

describe('budget in cartons', () => {
  it('steps from edge to edge and stops at nothing and at all', () => {
    expect(moveBudget(STEPS, 100, 1)).toBe(300)
    expect(moveBudget(STEPS, 300, -1)).toBe(100)
    expect(moveBudget(STEPS, 100, -5)).toBe(0)
    expect(moveBudget(STEPS, 300, 9)).toBe(400)
  })

  it('steps to the nearest edge from between two', () => {
    expect(moveBudget(STEPS, 250, 1)).toBe(300)
    expect(moveBudget(STEPS, 250, -1)).toBe(100)
  })

  it('snaps an amount to the closest edge', () => {
    expect(snapBudget(STEPS, 190)).toBe(100)
    expect(snapBudget(STEPS, 260)).toBe(300)
    expect(snapBudget([], 260)).toBe(0)
  })

  it('names the carton that the next money buys', () => {
    expect(nextStep(STEPS, 100)).toEqual({ spent: 300, marginal: 0.5 })
    expect(nextStep(STEPS, 400)).toBeUndefined()
  })

  it('leaves out steps that are no numbers', () => {
    expect(moveBudget([...STEPS, { spent: Number.NaN, marginal: 1 }], 300, 5)).toBe(400)
  })
})
