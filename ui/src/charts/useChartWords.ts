import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/components/format'
import { isoDay } from './types'

/** Figures, days and common words of charts in the language of the window. */
export function useChartWords() {
  const { t, locale } = useI18n()
  const format = useFormat()
  return computed(() => {
    const short = new Intl.DateTimeFormat(locale.value, { month: 'short', timeZone: 'UTC' })
    return {
      number: (value: number) => format.quantity(Math.round(value * 10) / 10, value % 1 && value < 10 ? 1 : 0),
      day: (iso: string) => format.day(iso, 'weekday'),
      shortDay: (iso: string) => format.day(iso),
      // January carries its year, so that two winters are told apart.
      month: (ms: number) => {
        const date = new Date(ms)
        if (date.getUTCDate() !== 1) return format.day(isoDay(ms))
        return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : short.format(date)
      },
      today: t('chart.today'),
      likely: t('chart.likely'),
      outOfStock: t('chart.out_of_stock'),
    }
  })
}
