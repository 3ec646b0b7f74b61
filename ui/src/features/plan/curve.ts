import type { BudgetStep as CurveStep } from '@/charts/budget'
import type { Plan } from '@/ipc/contract'

/**
 * The engine names the money spent before each step, the picture its end:
 * a step ends where the next begins, the last one where all is bought.
 */
export function curveSteps(plan: Pick<Plan, 'curve' | 'total_unlimited'>): CurveStep[] {
  const total = Number(plan.total_unlimited)
  return plan.curve.map((step, index) => ({
    spent: plan.curve[index + 1]?.spent ?? Math.max(step.spent, Number.isFinite(total) ? total : 0),
    marginal: step.rate,
  }))
}

/** Reads an amount as typed; undefined where it is none. */
export function readAmount(text: string): number | undefined {
  const plain = text.trim().replace(/[,，\s]/g, '')
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return undefined
  return Number(plain)
}

/** The amount as the contract wants it: decimal text, no exponent, cents only where there are some. */
export function amountText(amount: number): string {
  return amount.toFixed(2).replace(/\.00$/, '')
}
