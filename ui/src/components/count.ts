import { useI18n } from 'vue-i18n'
import { useFormat } from './format'

/** Things that are counted in sentences; English tells one from many. */
export type Counted = 'decision' | 'file' | 'import' | 'line' | 'row' | 'supplier' | 'unit'

/** `1 file`, `5 files`, `5 个文件`. */
export function useCount(): (what: Counted, n: number) => string {
  const { t } = useI18n()
  const { quantity } = useFormat()
  return (what, n) => t(n === 1 ? `app.count.${what}_one` : `app.count.${what}`, { n: quantity(n) })
}
