/** Which of a line's reasons stand as chips in the table; the arithmetic tells them all as sentences. */
import type { Tone } from '@/components/tone'
import type { Coded } from '@/ipc/contract'

/** Codes that stand as a chip beside a line, most telling first; the others are told in the arithmetic only. */
const CHIPS: readonly (readonly [code: string, tone?: Tone])[] = [
  ['stock_out_before_arrival', 'risk'],
  ['oversold', 'risk'],
  ['orders_late', 'risk'],
  ['cost_above_price', 'risk'],
  ['supplier_closed', 'slow'],
  ['below_supplier_minimum', 'slow'],
  ['moq_too_large', 'slow'],
  ['moq_not_worth', 'slow'],
  ['moq_can_wait'],
  ['on_hand_unknown', 'slow'],
  ['negative_on_hand', 'slow'],
  ['cost_missing', 'slow'],
  ['price_missing', 'slow'],
  ['cut_by_budget'],
  ['raised_to_supplier_minimum'],
  ['raised_to_moq'],
  ['covered_by_transfer', 'info'],
  ['sends_by_transfer', 'info'],
  ['lead_time_assumed'],
  ['no_recent_sale', 'slow'],
  ['stopped', 'slow'],
  ['target_capped'],
]

export interface Chip {
  code: string
  tone?: Tone
}

/** At most two chips, in the order above. */
export function chipsOf(reasons: readonly Coded[]): Chip[] {
  const given = new Set(reasons.map(({ code }) => code))
  return CHIPS.filter(([code]) => given.has(code))
    .slice(0, 2)
    .map(([code, tone]) => ({ code, tone }))
}
