/** Writes the workbooks of the plan: into a folder the seller chooses, or to the browser's downloads. */
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { shortLanguage } from '@/i18n'
import { call, host } from '@/ipc/call'

export function useExport(budget: () => string | undefined) {
  const { t, locale } = useI18n()
  const files = shallowRef<string[]>()
  const failure = shallowRef<unknown>()
  const running = ref(false)
  let last: { out: string; supplier?: string } | undefined

  /** All suppliers, or one. Nothing happens where no folder is chosen. */
  async function run(supplier?: string): Promise<void> {
    if (running.value) return
    failure.value = undefined
    const out = host().writesFiles ? await host().chooseFolder(t('plan.export.choose')) : ''
    if (out === null) return
    await write(out, supplier)
  }

  /** Writes the same files to the same place once more. */
  async function again(): Promise<void> {
    if (last !== undefined && !running.value) await write(last.out, last.supplier)
  }

  async function write(out: string, supplier?: string): Promise<void> {
    last = { out, supplier }
    running.value = true
    try {
      const lang = shortLanguage(locale.value)
      const written = await call('export_plan', { out, lang, budget: budget(), supplier })
      files.value = written.files
      for (const file of written.files) await host().deliver(file)
    } catch (thrown) {
      failure.value = thrown
      files.value = []
    } finally {
      running.value = false
    }
  }

  function close(): void {
    files.value = undefined
    failure.value = undefined
  }

  return { files, failure, running, run, again, close }
}
