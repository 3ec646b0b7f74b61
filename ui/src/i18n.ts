import { createI18n } from 'vue-i18n'

export type Language = 'zh-CN' | 'en'

const STORAGE_KEY = 'tidestock.language'

type Messages = Record<string, unknown>

/** `../../locales/en/today.json` becomes the namespace `today` of `en`. */
function load(): Record<Language, Messages> {
  const files = import.meta.glob<Messages>('../../locales/*/*.json', {
    eager: true,
    import: 'default',
  })
  const messages: Record<Language, Messages> = { 'zh-CN': {}, en: {} }
  for (const [path, content] of Object.entries(files)) {
    const [, language, namespace] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if ((language === 'zh-CN' || language === 'en') && namespace !== undefined) {
      messages[language][namespace] = content
    }
  }
  return messages
}

/** Chinese where the system is Chinese, else English, unless the seller has chosen. */
export function initialLanguage(): Language {
  const stored = window.localStorage.getItem(STORAGE_KEY)
  if (stored === 'zh-CN' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export const i18n = createI18n({
  legacy: false,
  locale: initialLanguage(),
  fallbackLocale: 'en',
  // A code without a sentence here falls back to the engine's own message, so a miss is no fault.
  missingWarn: false,
  fallbackWarn: false,
  messages: load() as Record<Language, Record<string, never>>,
})

/** Switches the whole window at once and remembers it on this computer. */
export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
  window.localStorage.setItem(STORAGE_KEY, language)
}

/** The language of the engine's command line and workbooks: `zh` or `en`. */
export function shortLanguage(language: string): 'zh' | 'en' {
  return language.startsWith('zh') ? 'zh' : 'en'
}
