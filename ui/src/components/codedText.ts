import { useI18n } from 'vue-i18n'
import type { Coded } from '@/ipc/contract'
import { useFormat } from './format'

type Blank = string | number | boolean | null
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** Blanks that hold money of the workspace's base currency, by their names in the sentences. */
const MONEY = new Set(['cash', 'cost', 'gain', 'loss', 'margin', 'overage', 'price', 'saves', 'underage'])

/**
 * Codes of the engine as sentences of `locales/<language>/<file>.json`, their figures, days and money written as
 * the language writes them. `find` answers undefined where there is no sentence, `say` the code itself.
 */
export function useCodedText() {
  const { t, te, fallbackLocale } = useI18n()
  const format = useFormat()

  function blank(name: string, value: Blank, currency: string | undefined): string {
    if (currency !== undefined && MONEY.has(name) && value !== null && Number.isFinite(Number(value))) {
      return format.money(Number(value), currency)
    }
    if (typeof value === 'number') {
      return format.quantity(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1)
    }
    // What stood in a cell is quoted as it stood there.
    if (typeof value === 'string') return name !== 'value' && ISO_DAY.test(value) ? format.day(value) : value
    return value === null ? '—' : String(value)
  }

  function find(key: string, params: Record<string, Blank> = {}, currency?: string): string | undefined {
    if (!te(key) && !te(key, String(fallbackLocale.value))) return undefined
    const blanks = Object.entries(params).map(([name, value]) => [name, blank(name, value, currency)])
    return t(key, Object.fromEntries(blanks) as Record<string, string>)
  }

  function say(file: string, { code, params }: Coded, currency?: string): string {
    return find(`${file}.${code}`, params, currency) ?? code.replaceAll('_', ' ')
  }

  return { find, say }
}
