import { ref, shallowRef } from 'vue'
import { call } from '@/ipc/call'
import { useRefresh } from '@/ipc/queries'

/** Changes one setting and can put it back: the value before stays at hand until the page is left. */
export function useSetting(key: string) {
  const refresh = useRefresh()
  const failure = shallowRef<unknown>()
  const before = ref<string>()
  const busy = ref(false)

  async function write(value: string): Promise<boolean> {
    busy.value = true
    failure.value = undefined
    try {
      await call('settings_set', { key, value })
      await refresh()
      return true
    } catch (thrown) {
      failure.value = thrown
      return false
    } finally {
      busy.value = false
    }
  }

  async function change(from: string, to: string): Promise<boolean> {
    if (from === to) return true
    const done = await write(to)
    if (done) before.value = from
    return done
  }

  async function takeBack(): Promise<void> {
    const value = before.value
    if (value !== undefined && (await write(value))) before.value = undefined
  }

  return { failure, before, busy, change, takeBack }
}
