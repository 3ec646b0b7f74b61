import type { RouteLocationRaw } from 'vue-router'
import type { Tone } from '@/components/tone'
import type { Alert, Indicator } from '@/ipc/contract'

/** How an alert is marked: tone, and the word `today.mark_<word>` beside the mark. */
export interface Mark {
  readonly tone: Tone
  readonly word: 'short' | 'late' | 'slow' | 'count' | 'other'
}

const MARKS: Readonly<Record<string, Mark>> = {
  below_reorder_point: { tone: 'risk', word: 'short' },
  below_minimum: { tone: 'risk', word: 'short' },
  stockout_before_arrival: { tone: 'risk', word: 'short' },
  stockout_without_order: { tone: 'risk', word: 'short' },
  order_overdue: { tone: 'risk', word: 'late' },
  slow_low_sales: { tone: 'slow', word: 'slow' },
  slow_old_lot: { tone: 'slow', word: 'slow' },
  slow_not_promoted: { tone: 'slow', word: 'slow' },
  stock_mismatch: { tone: 'info', word: 'count' },
  stock_negative: { tone: 'info', word: 'count' },
}

export function markOf(alert: Alert): Mark {
  return MARKS[alert.rule] ?? { tone: 'info', word: 'other' }
}

const BUYING = /^(action_)?(buy|order|reorder|expedite)/

/** Where the button of an alert leads: buying is decided in the plan, everything else on the SKU's own page. */
export function placeOf(alert: Alert): RouteLocationRaw {
  const query = { location: alert.location, sku: alert.sku }
  if (BUYING.test(alert.actions[0]?.code ?? '')) return { name: 'plan', query }
  return { name: 'sku', params: { sku: alert.sku }, query: { location: alert.location } }
}

/** The act itself, without what it brings: the first part of `Cut the price by 35% to $9: gone by 30 Sep`. */
export function actOf(sentence: string): string {
  return /^[^:：]+/.exec(sentence)?.[0].trim() ?? sentence
}

/** One row of the decisions: several rules may speak of the same stock, and it is one decision. */
export interface Decision {
  readonly first: Alert
  /** The other rules that say the same of this SKU and location. */
  readonly others: readonly Alert[]
}

/** Alerts about the same stock with the same mark become one decision, in the order given. */
export function groupDecisions(alerts: readonly Alert[]): Decision[] {
  const groups = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const key = JSON.stringify([markOf(alert).word, alert.sku, alert.location])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [alert])
    else group.push(alert)
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]))
}

/** Length of an alert's bar, 0 to 1, against the largest amount of the list. */
export function barShare(amount: string, largest: string): number {
  const most = Number(largest)
  const share = Number(amount) / most
  return most > 0 && Number.isFinite(share) ? Math.min(1, Math.max(0.02, share)) : 0
}

/** Which way a figure went: undefined where one of the two is not known. */
export function directionOf(indicator: Indicator | undefined): 'up' | 'down' | 'same' | undefined {
  if (indicator?.value == null || indicator.previous == null) return undefined
  const change = indicator.value - indicator.previous
  // A tenth of a per cent of the figure is noise of rounding, not news.
  if (Math.abs(change) <= Math.abs(indicator.previous) * 0.001) return 'same'
  return change > 0 ? 'up' : 'down'
}

/** The colour of a change: good or slow where the indicator has a better side, none where it has not. */
export function changeTone(indicator: Indicator): 'good' | 'slow' | undefined {
  const direction = directionOf(indicator)
  if (direction === undefined || direction === 'same' || indicator.more_is_better === null) return undefined
  return (direction === 'up') === indicator.more_is_better ? 'good' : 'slow'
}
