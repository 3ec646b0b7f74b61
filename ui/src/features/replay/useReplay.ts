/** The chosen period and the engine's replay of it. */
import { useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import type { Period } from '@/features/analysis/period'
import { call } from '@/ipc/call'
import { useStatus } from '@/ipc/queries'
import { defaultPeriod } from './period'

// The choice outlives the page.
const chosen = ref<Period>()

export function useReplay() {
  const status = useStatus()
  const period = computed<Period | undefined>(() => {
    const { data_from: first, data_until: last } = status.data.value ?? {}
    return chosen.value ?? (first && last ? defaultPeriod(first, last) : undefined)
  })
  const replay = useQuery({
    queryKey: computed(() => ['replay', period.value?.from, period.value?.to]),
    queryFn: () => {
      const { from = '', to = '' } = period.value ?? {}
      return call('replay', { from, to })
    },
    enabled: computed(() => period.value !== undefined),
    // It takes seconds and only new data changes it.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return {
    status: status.data,
    period,
    chosen,
    report: replay.data,
    error: computed(() => status.error.value ?? replay.error.value),
    isLoading: computed(() => status.isLoading.value || replay.isLoading.value),
    isFetching: replay.isFetching,
    reload: () => void replay.refetch(),
  }
}
