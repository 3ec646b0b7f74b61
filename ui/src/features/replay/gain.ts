/** What the replay's answer says in sums: where the gain comes from, and for how many SKUs it is one. */
import type { ReplayPolicy, ReplayReport, ReplayRow } from '@/ipc/contract'

/** The policy of a name; undefined where it was not played. */
export function policyOf(report: ReplayReport, name: string): ReplayPolicy | undefined {
  return report.policies.find((policy) => policy.name === name)
}

export interface GainPart {
  key: 'margin' | 'holding' | 'left'
  /** Base currency; above zero where the plan does better. */
  value: number
}

/** The plan's profit less that of what it is measured against, in its parts. They add up to the gain. */
export function gainParts(report: ReplayReport): GainPart[] {
  const plan = policyOf(report, 'plan')
  const against = policyOf(report, report.against)
  if (!plan || !against) return []
  return [
    { key: 'margin', value: Number(plan.margin) - Number(against.margin) },
    { key: 'holding', value: Number(against.holding) - Number(plan.holding) },
    { key: 'left', value: Number(against.left) - Number(plan.left) },
  ]
}

/** The plan's gain on one row. */
export function rowGain(report: ReplayReport, row: ReplayRow): number {
  const at = (name: string) => report.policies.findIndex((policy) => policy.name === name)
  return (row.profit[at('plan')] ?? 0) - (row.profit[at(report.against)] ?? 0)
}

/** Rows on which the other did better, its largest lead first. Less than a unit of money is no lead. */
export function lostRows(report: ReplayReport): { row: ReplayRow; gain: number }[] {
  return report.rows
    .map((row) => ({ row, gain: rowGain(report, row) }))
    .filter(({ gain }) => gain <= -1)
    .sort((a, b) => a.gain - b.gain)
}

/** Rows on which the plan did better by a unit of money at least. */
export function wonCount(report: ReplayReport): number {
  return report.rows.filter((row) => rowGain(report, row) >= 1).length
}
