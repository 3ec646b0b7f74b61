import { ref } from 'vue'
import { call } from '@/ipc/call'
import { useRefresh } from '@/ipc/queries'
import { useAttempt } from '@/ipc/useAttempt'

/** Changes one setting and can put it back: the value before stays at hand until the page is left. */
export function useSetting(key: string) {
  const refresh = useRefresh()
  const { running: busy, failure, attempt } = useAttempt()
  const before = ref<string>()

  function write(value: string): Promise<boolean> {
    return attempt(async () => {
      await call('settings_set', { key, value })
      await refresh()
    })
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
