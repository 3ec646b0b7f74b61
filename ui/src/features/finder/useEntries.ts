import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { DESTINATIONS } from '@/features/frame/navigation'
import { openOverlay } from '@/features/frame/overlay'
import { pinyinInitials } from '@/features/stock/initials'
import { useImport } from '@/features/import/useImport'
import { setLanguage } from '@/i18n'
import { call } from '@/ipc/call'
import { useRefresh } from '@/ipc/queries'
import { themeChoice } from '@/theme/theme'
import type { Findable } from './search'

export interface Entry extends Findable {
  readonly group: 'page' | 'command' | 'product'
  readonly hint?: string
  run(): void
}

/** Everything the finder offers: screens and commands at once, products as soon as the stock list is there. */
export function useEntries() {
  const { t, locale } = useI18n()
  const router = useRouter()
  const { choose } = useImport(useRefresh())
  const stock = useQuery({ queryKey: ['stock_list'], queryFn: () => call('stock_list', {}) })

  const pages = computed<Entry[]>(() =>
    DESTINATIONS.flat().map(({ route, key }) => ({
      id: `page/${route}`,
      group: 'page',
      title: t(`app.nav.${route}`),
      also: [route],
      ...(key === undefined ? {} : { hint: `G ${key.toUpperCase()}` }),
      run: () => void router.push({ name: route }),
    })),
  )

  const commands = computed<Entry[]>(() => {
    const command = (id: string, also: readonly string[], run: () => void, hint?: string): Entry => ({
      id: `command/${id}`,
      group: 'command',
      title: t(`app.finder.command_${id}`),
      also,
      ...(hint === undefined ? {} : { hint }),
      run,
    })
    return [
      command('import', ['import', '导入'], () => {
        void router.push({ name: 'import' })
        void choose()
      }),
      command('language', ['language', 'english', '中文', '语言'], () =>
        setLanguage(locale.value === 'zh-CN' ? 'en' : 'zh-CN'),
      ),
      command('light', ['theme', 'light', '浅色'], () => (themeChoice.value = 'light')),
      command('dark', ['theme', 'dark', '深色'], () => (themeChoice.value = 'dark')),
      command('system', ['theme', 'system', '跟随系统'], () => (themeChoice.value = 'system')),
      command('keys', ['keys', 'shortcuts', '快捷键'], () => openOverlay('keys'), '?'),
    ]
  })

  const products = computed<Entry[]>(() => {
    const seen = new Map<string, Entry>()
    for (const { sku, name, barcode } of stock.data.value?.rows ?? []) {
      if (seen.has(sku)) continue
      seen.set(sku, {
        id: `product/${sku}`,
        group: 'product',
        title: name === '' ? sku : name,
        also: [sku, barcode, pinyinInitials(name)],
        hint: sku,
        run: () => void router.push({ name: 'sku', params: { sku } }),
      })
    }
    return [...seen.values()]
  })

  return { pages, commands, products, searching: stock.isLoading }
}
