import { useI18n } from 'vue-i18n'

/** A money amount as the contract writes it: a decimal string in major units, or a number already computed from one. */
export type Amount = string | number

/** How much of a date is written: `short` 8/26 · 26 Aug, `weekday` 8/26 周三 · Wed 26 Aug, `long` with the month's name. */
export type DayStyle = 'short' | 'weekday' | 'long'

const formatters = new Map<string, Intl.NumberFormat>()

/** Making an `Intl.NumberFormat` costs more than a thousand uses of it, and tables use it for every cell. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  let found = formatters.get(key)
  if (found === undefined) {
    found = new Intl.NumberFormat(locale, options)
    formatters.set(key, found)
  }
  return found
}

/** The minus of typography, as wide as the plus, so that columns of figures stand straight. */
function withMinus(text: string): string {
  return text.replace('-', '−')
}

/** `¥` is written for CNY alone, because the same sign for two currencies of one seller would mislead. */
function symbol(currency: string, locale: string): string {
  if (currency === 'JPY') return 'JP¥'
  try {
    const parts = numberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0)
    return parts.find((part) => part.type === 'currency')?.value ?? currency
  } catch {
    return currency
  }
}

function minorDigits(currency: string): number {
  try {
    return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

function withSymbol(figure: string, currency: string, locale: string, negative: boolean): string {
  const sign = symbol(currency, locale)
  const gap = /^[A-Za-z]{2,}$/.test(sign) ? ' ' : ''
  return `${negative ? '−' : ''}${sign}${gap}${figure}`
}

/** Symbol and thousands; the minor unit only below 100, where it matters. `formatMoney("1234.50", "USD", "en")` is `$1,235`. */
export function formatMoney(amount: Amount, currency: string, locale: string): string {
  const value = Number(amount)
  if (!Number.isFinite(value)) return '—'
  const size = Math.abs(value)
  const digits = size === 0 || size >= 100 ? 0 : minorDigits(currency)
  const figure = numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(size)
  return withSymbol(figure, currency, locale, value < 0 && figure !== '0')
}

/** What one unit costs: like money, with every digit it was quoted with. `formatPrice("0.335", "USD", "en")` is `$0.335`. */
export function formatPrice(price: string, currency: string, locale: string): string {
  const value = Number(price)
  const quoted = /\.(\d*?)0*$/.exec(price)?.[1]?.length ?? 0
  if (!Number.isFinite(value) || quoted <= minorDigits(currency)) return formatMoney(price, currency, locale)
  const figure = numberFormat(locale, { minimumFractionDigits: quoted, maximumFractionDigits: quoted })
  return withSymbol(figure.format(Math.abs(value)), currency, locale, value < 0)
}

/** For axes: `$150k`, `$1.2M`. */
export function formatMoneyShort(amount: Amount, currency: string, locale: string): string {
  const value = Number(amount)
  if (!Number.isFinite(value)) return '—'
  const size = Math.abs(value)
  const [divisor, suffix] = size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'k'] : [1, '']
  const figure = numberFormat('en', { maximumFractionDigits: divisor === 1 ? 1 : 2, maximumSignificantDigits: 3 })
  return withSymbol(figure.format(size / divisor) + suffix, currency, locale, value < 0)
}

/** Whole units with thousands, `1,240`; at most `digits` decimals for rates such as units a day. */
export function formatQuantity(value: number | null | undefined, locale: string, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '—'
  return withMinus(
    numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
  )
}

/** A share from 0 to 1 as per cent: one decimal below 20 %, where it decides something. */
export function formatShare(share: number | null | undefined, locale: string, digits?: number): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '—'
  const decimals = digits ?? (Math.abs(share) < 0.2 && share !== 0 ? 1 : 0)
  return withMinus(
    numberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).format(share),
  )
}

/** A change with its sign always written: `+0.4`, `−0.9`; nothing changed is `0`. */
export function formatChange(value: number, locale: string, digits = 1): string {
  return withMinus(
    numberFormat(locale, {
      signDisplay: 'exceptZero',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value),
  )
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** ISO day to UTC midnight, so that no time zone moves it; undefined when it is no day. */
export function parseDay(iso: string): Date | undefined {
  const match = DAY.exec(iso)
  if (match === null) return undefined
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
  // 13/45 would roll over into another day; a day that does not exist is none.
  return date.toISOString().slice(0, 10) === match[0] ? date : undefined
}

/** Days from one ISO day to another; NaN when one of them is no day. */
export function daysBetween(from: string, to: string): number {
  const start = parseDay(from)
  const end = parseDay(to)
  return start && end ? Math.round((end.getTime() - start.getTime()) / 86_400_000) : Number.NaN
}

/** ISO day `days` later; the day itself when it is none. */
export function addDays(iso: string, days: number): string {
  const date = parseDay(iso)
  if (date === undefined) return iso
  return new Date(date.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

function datePart(date: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
}

/**
 * A day as people say it. The year is written only where it differs from the year of `reference`
 * (the day the screen speaks of).
 */
export function formatDay(
  iso: string | null | undefined,
  locale: string,
  style: DayStyle = 'short',
  reference?: string,
): string {
  const date = iso === null || iso === undefined ? undefined : parseDay(iso)
  if (date === undefined) return iso ?? '—'
  const year = date.getUTCFullYear()
  const withYear = reference !== undefined && parseDay(reference)?.getUTCFullYear() !== year
  const day = date.getUTCDate()
  if (locale.startsWith('zh')) {
    const month = date.getUTCMonth() + 1
    const weekday = datePart(date, locale, { weekday: 'short' })
    if (style === 'long') return `${withYear ? `${year}年` : ''}${month}月${day}日 ${weekday}`
    const text = `${withYear ? `${year}/` : ''}${month}/${day}`
    return style === 'weekday' ? `${text} ${weekday}` : text
  }
  const tail = withYear ? ` ${year}` : ''
  if (style === 'long') {
    const month = datePart(date, 'en', { month: 'long' })
    return `${datePart(date, 'en', { weekday: 'long' })} ${day} ${month}${tail}`
  }
  const text = `${day} ${datePart(date, 'en', { month: 'short' })}${tail}`
  return style === 'weekday' ? `${datePart(date, 'en', { weekday: 'short' })} ${text}` : text
}

/** A span of days with its unit: `34 天`, `34 d`; from two years on it says so, because nobody plans with 912 days. */
export function formatDays(days: number | null | undefined, locale: string): string {
  const chinese = locale.startsWith('zh')
  if (days === null || days === undefined || !Number.isFinite(days)) return '—'
  if (days >= 730) return chinese ? '2 年以上' : '2 y +'
  return `${formatQuantity(Math.round(days), locale)} ${chinese ? '天' : 'd'}`
}

/** The formatters bound to the language of the window. Call in `setup`; reading them in a template keeps them live. */
export function useFormat() {
  const { locale } = useI18n()
  return {
    money: (amount: Amount, currency: string) => formatMoney(amount, currency, locale.value),
    price: (price: string, currency: string) => formatPrice(price, currency, locale.value),
    moneyShort: (amount: Amount, currency: string) => formatMoneyShort(amount, currency, locale.value),
    quantity: (value: number | null | undefined, digits = 0) => formatQuantity(value, locale.value, digits),
    share: (value: number | null | undefined, digits?: number) => formatShare(value, locale.value, digits),
    change: (value: number, digits = 1) => formatChange(value, locale.value, digits),
    day: (iso: string | null | undefined, style: DayStyle = 'short', reference?: string) =>
      formatDay(iso, locale.value, style, reference),
    days: (value: number | null | undefined) => formatDays(value, locale.value),
  }
}
