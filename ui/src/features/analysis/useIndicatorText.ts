import { useI18n } from 'vue-i18n'
import { useFormat } from '@/components/format'
import { changeOf, judge } from './indicators'
import type { Indicator, Unit, Verdict } from './indicators'

/** Indicators in words and figures of the window's language. */
export function useIndicatorText(currency: () => string) {
  const { t } = useI18n()
  const format = useFormat()

  function figure(unit: Unit, value: number | null): string {
    if (value === null) return '—'
    switch (unit) {
      case 'money':
        return format.money(value, currency())
      case 'share':
        return format.share(value, 1)
      case 'times':
        return format.quantity(value, 1)
      case 'units':
        return format.quantity(value)
      case 'days':
        return format.days(value)
    }
  }

  /** Short form for the axis. */
  function axis(unit: Unit, value: number): string {
    if (unit === 'money') return format.moneyShort(value, currency())
    if (unit === 'share') return format.share(value, Math.abs(value) < 0.1 && value !== 0 ? 1 : 0)
    return format.quantity(value, value % 1 === 0 ? 0 : 1)
  }

  function change(indicator: Indicator, now: number | null, before: number | null): string {
    const found = changeOf(indicator, now, before)
    if (found === undefined) return ''
    switch (found.kind) {
      case 'points':
        return t('analysis.points', { value: format.change(found.value) })
      case 'percent':
        return `${found.value > 0 ? '+' : ''}${format.share(found.value, 1)}`
      case 'difference':
        return format.change(found.value, indicator.unit === 'days' ? 0 : 1)
    }
  }

  /** As `judge`, but a change that is written as nothing is none. */
  function verdict(
    indicator: Indicator,
    now: number | null,
    before: number | null,
  ): Verdict | undefined {
    const found = judge(indicator, now, before)
    return found !== undefined && !/[1-9]/.test(change(indicator, now, before)) ? 'same' : found
  }

  return {
    figure,
    axis,
    change,
    verdict,
    name: (indicator: Indicator) => t(`analysis.name.${indicator.name}`),
    definition: (indicator: Indicator) => t(`analysis.definition.${indicator.name}`),
    unit: (unit: Unit) => (unit === 'times' ? t('analysis.times') : ''),
  }
}
