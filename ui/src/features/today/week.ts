import { daysBetween } from '@/components/format'

/** Column of a day in the week that starts on `asOf`: 0 to 6, `later` beyond it; what is overdue stands at 0. */
export function weekDay(asOf: string, iso: string): number | 'later' {
  const days = daysBetween(asOf, iso)
  if (Number.isNaN(days) || days < 0) return 0
  return days > 6 ? 'later' : days
}
