/** Geometry of the budget curve: profit of the next unit of money against money spent, in steps of one carton. */
import { niceTicks } from './ticks'

export interface BudgetStep {
  /** Money spent once this carton is bought, base currency. */
  spent: number
  /** Expected profit of this carton per unit of money. */
  marginal: number
}

export interface BudgetBox {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export interface BudgetGeometry {
  /** The staircase, as an SVG path. */
  line: string
  /** The staircase closed down to the base line. */
  area: string
  base: number
  xTicks: { value: number; x: number }[]
  yTicks: { value: number; y: number }[]
  toX: (amount: number) => number
  /** Amount under a horizontal place, held within the axis. */
  toAmount: (x: number) => number
}

export function budgetGeometry(steps: BudgetStep[], budget: number, box: BudgetBox): BudgetGeometry {
  const sorted = cleanSteps(steps)
  const total = sorted[sorted.length - 1]?.spent ?? 0
  const xTicks = niceTicks(Math.max(total, budget) * 1.02, 5)
  const peak = Math.max(0, ...sorted.map((step) => step.marginal))
  const yTicks = niceTicks(peak, 2)
  const maxX = xTicks[xTicks.length - 1] ?? 1
  const maxY = yTicks[yTicks.length - 1] ?? 1
  const base = box.height - box.bottom
  const span = box.width - box.left - box.right
  const toX = (amount: number) => box.left + (Math.min(Math.max(amount, 0), maxX) / maxX) * span
  const toY = (marginal: number) => base - (Math.max(0, marginal) / maxY) * (base - box.top)
  const parts: string[] = []
  let from = 0
  for (const step of sorted) {
    const y = round(toY(step.marginal))
    parts.push(`${parts.length ? 'L' : 'M'}${round(toX(from))} ${y}L${round(toX(step.spent))} ${y}`)
    from = step.spent
  }
  const line = parts.join('')
  return {
    line,
    area: line ? `${line}V${round(base)}H${round(toX(0))}Z` : '',
    base,
    xTicks: xTicks.map((value) => ({ value, x: toX(value) })),
    yTicks: yTicks.map((value) => ({ value, y: toY(value) })),
    toX,
    toAmount: (x) => Math.min(maxX, Math.max(0, ((x - box.left) / span) * maxX)),
  }
}

/** Steps in the order of spending, without those that are not numbers. */
export function cleanSteps(steps: BudgetStep[]): BudgetStep[] {
  return steps
    .filter((step) => Number.isFinite(step.spent) && Number.isFinite(step.marginal))
    .sort((a, b) => a.spent - b.spent)
}

/** The carton that the next unit of money would buy; undefined once all is bought. */
export function nextStep(steps: BudgetStep[], budget: number): BudgetStep | undefined {
  return cleanSteps(steps).find((step) => step.spent > budget + 1e-9)
}

/** The budget one carton more (`+1`) or less (`-1`), or several. Stays within nothing and all. */
export function moveBudget(steps: BudgetStep[], budget: number, cartons: number): number {
  const edges = [0, ...cleanSteps(steps).map((step) => step.spent)]
  const covered = edges.filter((edge) => edge <= budget + 1e-9).length - 1
  // Between two edges, one step down means the edge just below.
  const between = cartons < 0 && budget > (edges[covered] ?? 0) + 1e-9 ? 1 : 0
  const target = Math.min(edges.length - 1, Math.max(0, covered + cartons + between))
  return edges[target] ?? 0
}

/** The carton edge closest to an amount. */
export function snapBudget(steps: BudgetStep[], amount: number): number {
  const edges = [0, ...cleanSteps(steps).map((step) => step.spent)]
  return edges.reduce((best, edge) =>
    Math.abs(edge - amount) < Math.abs(best - amount) ? edge : best,
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
