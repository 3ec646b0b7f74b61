import { plain, shownShare, typedNumber } from '@/components/typed'
import { zones } from './zones'

/** How a setting is written on the screen: a share as per cent, days with their unit, a plain number, a choice. */
export type FieldKind = 'share' | 'days' | 'number' | 'money' | 'text' | 'choice'

export interface Field {
  readonly key: string
  readonly kind: FieldKind
  readonly options?: readonly string[]
}

/** Settings with words of their own (`settings.field_<key>`), by section. */
export const ORDERING: readonly Field[] = [
  { key: 'review_days', kind: 'days' },
  { key: 'default_lead_time_days', kind: 'days' },
  { key: 'default_lead_time_sd_days', kind: 'days' },
  { key: 'factory_holidays', kind: 'choice', options: ['cn', 'none'] },
  { key: 'service_level', kind: 'text' },
  { key: 'wholesale_lines', kind: 'choice', options: ['leave_out', 'count'] },
]
export const MONEY: readonly Field[] = [
  { key: 'holding_cost_rate', kind: 'share' },
  { key: 'salvage_rate', kind: 'share' },
  { key: 'lost_sale_cost_factor', kind: 'number' },
  { key: 'usual_shipment_value', kind: 'text' },
]
export const DEFINITIONS: readonly Field[] = [
  {
    key: 'sell_through_definition',
    kind: 'choice',
    options: ['sold/(sold+ending)', 'sold/opening', 'sold/received'],
  },
]

export const SHOP: readonly Field[] = [
  { key: 'shop_name', kind: 'text' },
  { key: 'timezone', kind: 'choice', options: zones() },
]
export const ALERTS: readonly Field[] = [
  { key: 'slow_sold_30_days', kind: 'number' },
  { key: 'slow_age_days', kind: 'days' },
  { key: 'slow_cycles', kind: 'number' },
]

/** Shown elsewhere on the page, so not among the rest. */
const ELSEWHERE = new Set([
  'base_currency',
  'language',
  'theme',
  'as_of',
  'forecast_methods',
  'utc_offset_minutes',
])

/** What the engine knows beyond the fields above. */
export function otherFields(settings: Readonly<Record<string, string>>): Field[] {
  const named = new Set([...SHOP, ...ORDERING, ...MONEY, ...DEFINITIONS, ...ALERTS].map(({ key }) => key))
  return Object.keys(settings)
    .filter((key) => !named.has(key) && !ELSEWHERE.has(key))
    .sort()
    .map((key) => ({ key, kind: kindOf(key, settings[key] ?? '') }))
}

/** Names of settings end in their unit. */
function kindOf(key: string, value: string): FieldKind {
  if (key.endsWith('_days')) return 'days'
  if (/_(rate|share|margin)$/.test(key)) return 'share'
  return value !== '' && Number.isFinite(Number(value)) ? 'number' : 'text'
}

/** The engine's text as the seller reads it: `0.25` of a share is `25`. */
export function shownValue(kind: FieldKind, text: string): string {
  if (kind !== 'share') return text
  const share = Number(text)
  return text.trim() === '' || !Number.isFinite(share) ? text : shownShare(share)
}

/** What the seller typed as the engine's text; a decimal comma counts as a point. Undefined where it is no number. */
export function storedValue(kind: FieldKind, typed: string): string | undefined {
  const text = typed.trim()
  if (kind === 'text' || kind === 'choice') return text
  const figure = typedNumber(text)
  if (figure === undefined || figure < 0) return undefined
  if (kind === 'days' && !Number.isInteger(figure)) return undefined
  return plain(kind === 'share' ? figure / 100 : figure)
}
