/** Periods of the analysis: presets that end with the data, the period before, and how fine the trend is. */
import { addDays, daysBetween } from '@/components/format'

/** Both days included, ISO. */
export interface Period {
  from: string
  to: string
}

export const PRESETS = ['days_28', 'days_90', 'days_182', 'days_365', 'all'] as const
export type Preset = (typeof PRESETS)[number]

const LENGTH: Record<Exclude<Preset, 'all'>, number> = {
  days_28: 28,
  days_90: 90,
  days_182: 182,
  days_365: 365,
}

/** `last` is the last day with data; no preset reaches before `first`. */
export function presetPeriod(preset: Preset, first: string, last: string): Period {
  if (preset === 'all') return { from: first, to: last }
  const from = addDays(last, 1 - LENGTH[preset])
  return { from: from < first ? first : from, to: last }
}

export function lengthOf(period: Period): number {
  return daysBetween(period.from, period.to) + 1
}

/** As many days just before. */
export function periodBefore(period: Period): Period {
  const to = addDays(period.from, -1)
  return { from: addDays(to, 1 - lengthOf(period)), to }
}

/** Days that one point of the trend covers: between some ten and some thirty points. */
export function stepDays(period: Period): number {
  const days = lengthOf(period)
  if (days <= 14) return 1
  if (days <= 240) return 7
  return days <= 800 ? 28 : 91
}

/** A period that can be asked for; undefined where the days are none or in the wrong order. */
export function checkedPeriod(from: string, to: string): Period | undefined {
  return daysBetween(from, to) >= 0 ? { from, to } : undefined
}
