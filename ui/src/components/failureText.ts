import { useI18n } from 'vue-i18n'
import { toFailure } from '@/ipc/failure'

/** The sentence for whatever was thrown: `failure.<code>` in the language of the window, else the engine's own words. */
export function useFailureText(): (thrown: unknown) => string {
  const { t, te, fallbackLocale } = useI18n()
  return (thrown) => {
    const failure = toFailure(thrown)
    const key = `failure.${failure.code}`
    const known = te(key) || te(key, String(fallbackLocale.value))
    return known ? t(key, failure.params) : failure.message
  }
}
