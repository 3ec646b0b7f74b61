/** The chosen period and split, and the engine's answers for it and for the period before. */
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { call } from '@/ipc/call'
import { useStatus } from '@/ipc/queries'
import type { MetricsBy } from '@/ipc/contract'
import type { IndicatorName } from './indicators'
import { periodBefore, presetPeriod, stepDays } from './period'
import type { Period, Preset } from './period'

// The choice outlives the page.
const preset = ref<Preset | 'custom'>('days_90')
const custom = ref<Period>()
const by = ref<MetricsBy>('category')
const shown = ref<IndicatorName>('turnover')
const compare = ref(true)

export function useAnalysis() {
  const status = useStatus()

  const period = computed<Period | undefined>(() => {
    if (preset.value === 'custom' && custom.value) return custom.value
    const first = status.data.value?.data_from
    const last = status.data.value?.data_until
    if (!first || !last) return undefined
    return presetPeriod(preset.value === 'custom' ? 'days_90' : preset.value, first, last)
  })
  const before = computed(() => (period.value ? periodBefore(period.value) : undefined))

  const report = (which: typeof period, wanted: () => boolean) =>
    useQuery({
      queryKey: computed(() => ['metrics', which.value?.from, which.value?.to, by.value]),
      queryFn: () => call('metrics', { ...asked(which.value), by: by.value }),
      enabled: computed(() => which.value !== undefined && wanted()),
      placeholderData: keepPreviousData,
    })
  const trend = (which: typeof period, wanted: () => boolean) =>
    useQuery({
      queryKey: computed(() => ['metrics_trend', which.value?.from, which.value?.to]),
      queryFn: () => {
        const range = asked(which.value)
        return call('metrics_trend', { ...range, step_days: stepDays(range) })
      },
      enabled: computed(() => which.value !== undefined && wanted()),
      placeholderData: keepPreviousData,
    })

  const always = () => true
  const compared = () => compare.value
  const now = report(period, always)
  const then = report(before, compared)
  const course = trend(period, always)
  const courseBefore = trend(before, compared)

  return {
    status: status.data,
    preset,
    custom,
    by,
    shown,
    compare,
    period,
    before,
    report: now.data,
    reportBefore: computed(() => (compare.value ? then.data.value : undefined)),
    trend: course.data,
    trendBefore: computed(() => (compare.value ? courseBefore.data.value : undefined)),
    error: computed(() => status.error.value ?? now.error.value ?? course.error.value),
    isLoading: computed(() => status.isLoading.value || now.isLoading.value),
    isFetching: now.isFetching,
    reload: () => {
      void status.refetch()
      if (period.value) {
        void now.refetch()
        void course.refetch()
      }
    },
  }
}

/** Queries only run while there is a period. */
function asked(period: Period | undefined): Period {
  if (period === undefined) throw new Error('a period is chosen before it is asked for')
  return period
}
