import { useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { call } from './call'

/** The state of the workspace: where it lies, what it holds, which morning it describes. */
export function useStatus() {
  return useQuery({ queryKey: ['workspace_status'], queryFn: () => call('workspace_status', {}) })
}

/** The Today page's figures; the sidebar reads the number of alerts from the same answer. */
export function useOverview(enabled: Readonly<Ref<boolean>>) {
  return useQuery({ queryKey: ['overview'], queryFn: () => call('overview', {}), enabled })
}

/** Every setting with its value or default, as text. */
export function useSettings() {
  return useQuery({ queryKey: ['settings_get'], queryFn: () => call('settings_get', {}) })
}

/** Call after anything that changes the data: every screen asks again when it is looked at. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries()
}
