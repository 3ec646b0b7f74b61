import { computed, ref, watchEffect } from 'vue'

/** What the seller chose; `system` follows the operating system. */
export type ThemeChoice = 'light' | 'dark' | 'system'

const STORAGE_KEY = 'tidestock.theme'
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

function remembered(): ThemeChoice {
  const value = window.localStorage.getItem(STORAGE_KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

const systemIsDark = ref(systemDark.matches)
systemDark.addEventListener('change', (event) => {
  systemIsDark.value = event.matches
})

/** The choice itself, for the switch in the settings. */
export const themeChoice = ref<ThemeChoice>(remembered())

/** What is drawn now: charts redraw when this changes, because a canvas does not know CSS variables. */
export const theme = computed<'light' | 'dark'>(() =>
  themeChoice.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : themeChoice.value,
)

/** Keeps the document's attribute and the remembered choice in step with the choice. */
export function followTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value
    window.localStorage.setItem(STORAGE_KEY, themeChoice.value)
  })
}

/** The present value of a design token, for drawings that need a colour and not a variable: `token('--accent')`. */
export function token(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
