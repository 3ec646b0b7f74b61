import type { WaterfallStep } from '@/charts/waterfall'
import type { Arithmetic } from '@/ipc/contract'

export type StepKey =
  | 'demand'
  | 'season'
  | 'promotion'
  | 'safety'
  | 'target'
  | 'on_hand'
  | 'on_order'
  | 'lost'
  | 'surplus'
  | 'need'
  | 'rounding'
  | 'budget'
  | 'order'

export interface ArithmeticStep extends WaterfallStep {
  key: StepKey
}

/**
 * The arithmetic of a line from demand to order. Season, promotion, what is lost or left over, and budget appear only where they
 * change something; the rest always stand, so that the eye finds them in the same place.
 */
export function arithmeticSteps(sums: Arithmetic): ArithmeticStep[] {
  const steps: ArithmeticStep[] = [
    { key: 'demand', value: sums.base_demand, role: 'change' },
    { key: 'season', value: sums.season, role: 'change' },
    { key: 'promotion', value: sums.promotion, role: 'change' },
    { key: 'safety', value: sums.safety_stock, role: 'change' },
    { key: 'target', value: sums.target, role: 'total' },
    { key: 'on_hand', value: -sums.available, role: 'change' },
    { key: 'on_order', value: -sums.on_order, role: 'change' },
    { key: 'lost', value: Math.min(sums.surplus, 0), role: 'change' },
    { key: 'surplus', value: Math.max(sums.surplus, 0), role: 'change' },
    { key: 'need', value: sums.need, role: 'total' },
    { key: 'rounding', value: sums.rounding, role: 'change' },
    { key: 'budget', value: sums.budget, role: 'change' },
    { key: 'order', value: sums.order, role: 'order' },
  ]
  const optional: ReadonlySet<StepKey> = new Set(['season', 'promotion', 'lost', 'surplus', 'budget'])
  return steps.filter((step) => !optional.has(step.key) || Math.abs(step.value) >= 0.5)
}
