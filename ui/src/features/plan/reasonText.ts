/** Codes of the engine as words: chips for the table, whole sentences for the arithmetic. */
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/components/format'
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

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** The sentence of a code with its figures and days written as the language writes them. */
export function useReasonText() {
  const { t, te, fallbackLocale } = useI18n()
  const format = useFormat()

  function blank(value: string | number | boolean | null): string {
    if (typeof value === 'number') {
      return format.quantity(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1)
    }
    if (typeof value === 'string') return ISO_DAY.test(value) ? format.day(value) : value
    return value === null ? '—' : String(value)
  }

  return ({ code, params }: Coded): string => {
    const key = `reason.${code}`
    if (!te(key) && !te(key, String(fallbackLocale.value))) return code.replaceAll('_', ' ')
    return t(
      key,
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, blank(value)])),
    )
  }
}
